"""Old addresses: at each one a small page that leads on to the article."""

from collections.abc import Iterator

from ..edition.edition import Edition
from ..edition.inputs import Headlines
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..posts import post
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, old_addresses, words

SHELLS = ("alias",)


class AliasPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    articles: Headlines
    """The one article that moved."""

    @property
    def source(self) -> str:
        return post.file(self.articles.names[0])

    def render(self) -> bytes:
        (article,), texts = self.articles, words.site()
        return self.shell.fill(
            {
                "heading": texts["moved"],
                "lead_on": texts["moved_link"],
                "title": article.title,
                "url": self.settings.url(article.address),
                "full_url": self.settings.full_url(article.address),
            }
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, AliasPage]]:
    for article in (*edition.catalogue.articles, *edition.catalogue.removed):
        for alias in article.aliases:
            address = old_addresses.alias(alias)
            if address is not None:  # one with a query stands in the map for servers only
                yield (
                    addresses.output(address),
                    AliasPage(theme.shells["alias"], edition.settings, Headlines([article])),
                )
