"""Names with namesakes: the page at their shared address, and signposts at former addresses of their lists (see
names.py).
"""

from collections.abc import Iterator

from ..archive.names import Names
from ..edition.edition import Edition
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, words
from . import lead_feed
from .list_page import full_pages
from .parts.head import head

SHELLS = ("alias", "listing")

_INDEXES = {"author": addresses.AUTHORS, "tag": addresses.TAGS}


class NamesakesPage(Recipe, frozen=True, gc=False):
    """Lists the names that share an address. It shows only names, so it changes only when a name comes or goes."""

    shell: Shell
    settings: Settings
    kind: str
    """`author` or `tag`."""
    address: str
    names: tuple[tuple[str, str], ...]
    """Names and the addresses of their lists."""

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()
        title = ", ".join(name for name, _ in self.names)
        return self.shell.fill(
            {
                "head": head(settings, title, texts["namesakes"][self.kind], self.address),
                "section": None,
                "alerts": [],
                "kicker": texts[self.kind],
                "index_url": settings.url(_INDEXES[self.kind]),
                "role": None,
                "about": None,
                "mail": None,
                "title": title,
                "namesakes": [{"name": name, "url": settings.url(address)} for name, address in self.names],
                "namesakes_text": texts["namesakes"][self.kind],
                "number": None,
                "url": settings.url(self.address),
                "count": len(self.names),
                "span": "",
                "cards": [],
                "older": None,
                "newer": None,
                "feed_url": None,
                "rail": None,
            }
        )


class Signpost(Recipe, frozen=True, gc=False):
    """Leads from another address of a name to its list, or to the page of its namesakes."""

    shell: Shell
    settings: Settings
    title: str
    address: str

    def render(self) -> bytes:
        texts = words.site()
        url, full_url = self.settings.url(self.address), self.settings.full_url(self.address)
        return self.shell.fill(
            {
                "heading": texts["name_moved"],
                "lead_on": texts["name_moved_link"],
                "title": self.title,
                "url": url,
                "full_url": full_url,
            }
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    yield from _outputs(edition, theme, "author", edition.catalogue.author_names)
    yield from _outputs(edition, theme, "tag", edition.catalogue.tag_names)


def _outputs(edition: Edition, theme: Theme, kind: str, names: Names) -> Iterator[tuple[str, Recipe]]:
    settings, signpost, kicker = edition.settings, theme.shells["alias"], words.site()[kind]
    address_of = {"author": addresses.author, "tag": addresses.tag}[kind]
    for slug, groups in names.shared.items():
        title = ", ".join(group.name for group in groups)
        page = NamesakesPage(
            shell=theme.shells["listing"],
            settings=settings,
            kind=kind,
            address=address_of(slug),
            names=tuple((group.name, address_of(group.slug)) for group in groups),
        )
        yield addresses.output(page.address), page
        longest = max(full_pages(len(group.articles)) for group in groups)
        for number in range(1, longest + 1):  # one of the names may have had its older pages here
            yield (
                addresses.output(addresses.older_page(page.address, number)),
                Signpost(signpost, settings, title, page.address),
            )
        yield from lead_feed.shared_outputs(edition, page.address, title, kicker, groups)
    for plain_slug, group in names.renamed.items():
        old_address, new_address = address_of(plain_slug), address_of(group.slug)
        yield from lead_feed.shared_outputs(edition, old_address, group.name, kicker, [group])
        for former_address in (
            old_address,
            *[addresses.older_page(old_address, number) for number in range(1, full_pages(len(group.articles)) + 1)],
        ):
            yield addresses.output(former_address), Signpost(signpost, settings, group.name, new_address)
