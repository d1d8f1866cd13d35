"""The print view: one light page for paper, with the article's address as text and as a QR code."""

from collections.abc import Iterator
from typing import Any

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
        values = article_on_paper(self.settings, self.text, dict(self.posts))
        return self.shell.fill({**values, "qr_code": qr_code(self.settings.full_url(self.text.article.address))})


def article_on_paper(settings: Settings, text: Text, posts: dict[str, str]) -> dict[str, Any]:
    """An article as it is printed, as values of slots; `posts` are the URLs of those that it leads to, by name."""
    facts = text.article.facts
    values = printed(settings, text.article, facts, text.read(), posts, on_paper=True)
    return {**values, "authors": facts.author, "body_html": videos.on_paper(values["body_html"], settings.bulletin.video_hosts)}


def outputs(volume: Volume, theme: Theme) -> Iterator[tuple[str, PrintView]]:
    shell = theme.shells["print_view"]
    for article in volume.articles:
        yield addresses.output(addresses.print_view(article.address)), PrintView(shell, volume.settings, volume.text(article), volume.links(article))
