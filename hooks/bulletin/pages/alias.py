"""Old addresses: a small page at each that leads on to the article."""

from collections.abc import Iterator

from .. import addresses, post, words
from ..edition import Edition, Headlines
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from ..theme import Theme


class AliasPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    articles: Headlines
    """The one article that moved."""

    @property
    def source(self) -> str:
        return post.file(self.articles[0].name)

    def render(self) -> bytes:
        (article,), texts = self.articles, words.site()
        url, full_url = self.settings.url(article.address), self.settings.full_url(article.address)
        return self.shell.fill({"heading": texts["moved"], "lead_on": texts["moved_link"], "title": article.facts.title, "url": url, "full_url": full_url})


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, AliasPage]]:
    for article in edition.catalogue.articles:
        for alias in article.aliases:
            address = addresses.alias(alias)
            assert address is not None, "the schema lets no other alias through"
            yield addresses.output(address), AliasPage(theme.shells["alias"], edition.settings, Headlines([article]))
