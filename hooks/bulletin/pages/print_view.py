"""The print view: one light page for paper, with the article's address as text and as a QR code."""

from collections.abc import Iterator

from .. import addresses, post, videos
from ..edition import Text, Volume
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from ..theme import Theme
from .article import printed
from .qr_code import qr_code


class PrintView(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    text: Text
    posts: tuple[tuple[str, str], ...]

    @property
    def source(self) -> str:
        return post.file(self.text.article.name)

    def render(self) -> bytes:
        article, facts = self.text.article, self.text.article.facts
        values = printed(self.settings, article, facts, self.text.read(), dict(self.posts), on_paper=True)
        values["body_html"] = videos.on_paper(values["body_html"], self.settings.bulletin.video_hosts)
        return self.shell.fill({**values, "authors": facts.author, "qr_code": qr_code(self.settings.full_url(article.address))})


def outputs(volume: Volume, theme: Theme) -> Iterator[tuple[str, PrintView]]:
    shell = theme.shells["print_view"]
    for article in volume.articles:
        yield addresses.output(addresses.print_view(article.address)), PrintView(shell, volume.settings, volume.text(article), volume.links(article))
