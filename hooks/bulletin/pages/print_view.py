"""The print view: a light page for paper, with the article's address as text and as a QR code."""

from collections.abc import Iterator

from ..edition.edition import PostLinks
from ..edition.month_edition import MonthEdition
from ..edition.shells import Shell
from ..edition.texts import Text
from ..edition.theme import Theme
from ..posts import post
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses
from .parts.article_values import on_paper
from .parts.qr_code import qr_code

SHELLS = ("print_view", "print_view@en")


class PrintView(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    text: Text
    posts: PostLinks

    @property
    def source(self) -> str:
        return post.file(self.text.name)

    def render(self) -> bytes:
        values = on_paper(self.settings, self.text, dict(self.posts))
        return self.shell.fill({**values, "qr_code": qr_code(values["full_url"])})


def outputs(month: MonthEdition, theme: Theme) -> Iterator[tuple[str, PrintView]]:
    for article in month.articles:
        shell = theme.in_language("print_view", article.lang)
        page = PrintView(shell, month.settings, month.text(article), month.links(article))
        yield addresses.output(addresses.print_view(article.address)), page
