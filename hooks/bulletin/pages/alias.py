"""Old addresses: a small page at each that leads on to the article."""

from collections.abc import Iterator

from .. import addresses
from ..edition import Edition, Theme
from ..recipe import Recipe
from ..shells import fill


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    settings = edition.settings
    for article in edition.catalogue.articles:
        values = {"title": article.front.title, "url": settings.url(article.address), "full_url": settings.full_url(article.address)}
        for alias in article.front.aliases:
            address = addresses.alias(alias)
            assert address is not None, "the schema lets no other alias through"
            yield addresses.output(address), Recipe("alias", fill, (theme.shells["alias"], values))
