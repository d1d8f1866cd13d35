"""Removed articles: the page that explains each removal, and the map for servers that can answer 410."""

from collections.abc import Iterator

from ..edition.edition import Edition
from ..edition.lives import Tombstone
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..posts import post
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, dates, words
from .parts import removal, server_map
from .parts.head import head

SHELLS = ("removed",)


class RemovedPage(Recipe, frozen=True, gc=False):
    """The page at the address of a removed article, and at that of its print view."""

    shell: Shell
    settings: Settings
    tombstone: Tombstone
    successor: str | None
    """The URL of the article that takes its place."""

    @property
    def source(self) -> str:
        return post.file(self.tombstone.name)

    def render(self) -> bytes:
        settings, tombstone, texts = self.settings, self.tombstone, words.site()["tombstone"]
        moment = dates.moment(tombstone.removal.time)
        return self.shell.fill(
            {
                "head": head(settings, texts["title"], removal.explanation(tombstone), tombstone.address),
                "section": tombstone.category,
                "alerts": [],
                "title": texts["title"],
                "time": dates.iso(moment),
                "removed": texts["removed"].format(moment=dates.minute(moment)),
                "reason": texts["reasons"][tombstone.removal.reason],
                "note": tombstone.removal.note,
                "successor": self.successor,
            }
        )


class RemovedMap(Recipe, frozen=True, gc=False):
    """What a server that can answer 410 must know, as the body of an nginx `map` to the page that it answers with
    (https://nginx.org/en/docs/http/ngx_http_map_module.html). A key is the folder of an article, for the page and
    everything below it; or the address of a file that lay elsewhere, with `*` for what followed the name of a picture.
    """

    settings: Settings
    removed: tuple[tuple[str, str], ...]
    """Addresses, and where the explanation lies in the site folder."""

    def render(self) -> bytes:
        return server_map.body(self.settings, ((address, f"/{page}") for address, page in self.removed))


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, RemovedPage | RemovedMap]]:
    settings, shell = edition.settings, theme.shells["removed"]
    for tombstone in edition.tombstones:
        page = RemovedPage(shell, settings, tombstone, edition.successor(tombstone.removal.replaced_by))
        yield addresses.output(tombstone.address), page
        yield addresses.output(addresses.print_view(tombstone.address)), page
    explanations = {stone.address: addresses.output(stone.address) for stone in edition.tombstones}
    articles_of = [*[(address, address) for address in edition.removed_addresses], *edition.removed_files]
    removed = tuple([(address, explanations.get(article, addresses.NOT_FOUND)) for address, article in articles_of])
    yield addresses.REMOVED_MAP, RemovedMap(settings, removed)
