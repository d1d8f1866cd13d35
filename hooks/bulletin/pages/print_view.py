"""The print view: one light page for paper, with the article's address as text and as a QR code."""

from collections.abc import Iterator

from .. import addresses
from ..edition import Edition, Text, Theme
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from .article import linked_posts, printed
from .qr_code import qr_code


class PrintView(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    text: Text
    posts: tuple[tuple[str, str], ...]

    def render(self) -> bytes:
        article = self.text.article
        values = printed(self.settings, article, self.text.read(), dict(self.posts))
        return self.shell.fill({**values, "authors": article.author, "qr_code": qr_code(self.settings.full_url(article.address))})


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, PrintView]]:
    shell = theme.shells["print_view"]
    for article in edition.catalogue.articles:
        path = addresses.output(addresses.print_view(article.address))
        yield path, PrintView(shell, edition.settings, edition.text(article), linked_posts(edition, article) if article.links else ())

