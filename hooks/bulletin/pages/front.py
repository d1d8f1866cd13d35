"""The front page, composed by rule: a lead story, the second rank, the latest, one block for each category."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .. import addresses, dates, digest, words
from ..article import Article
from ..edition import Cards, Edition, Theme
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from .card import Card, card
from .head import head

_SECOND_RANK, _LATEST, _BLOCK, _MOST_READ, _NOTICES = 4, 6, 4, 5, 5
_READ_AMONG = 200
"""The most read are sought among the newest articles, so that old counts don't stand there for ever."""
NOTICES = "thong-bao"


class Blocks(NamedTuple):
    """The newest articles of each category that has any, with the category's slug; in the order of the menu."""

    blocks: tuple[tuple[str, Cards], ...]

    @property
    def digest(self) -> bytes:
        return digest.of(b"".join([slug.encode() + articles.digest for slug, articles in self.blocks]))


class FrontPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    changed: int | None
    """Seconds since 1970."""
    top: Cards
    """The lead story, then the second rank."""
    latest: Cards
    blocks: Blocks
    most_read: Cards
    notices: Cards

    def render(self) -> bytes:
        settings, texts, changed = self.settings, words.site(), dates.moment(self.changed) if self.changed is not None else None

        def cards(articles: Sequence[Article]) -> list[Card]:
            return [card(settings, article) for article in articles]

        return self.shell.fill(
            {
                "head": head(settings, "", settings.site_description, ""),
                "section": "",
                "title": settings.site_name,
                "changed": {"time": dates.iso(changed), "date": dates.in_words(changed)} if changed else None,
                "lead_story": next(iter(cards(self.top)), None),
                "second_rank": cards(self.top[1:]),
                "latest": cards(self.latest),
                "blocks": [
                    {"name": settings.categories[slug], "url": settings.url(f"{slug}/"), "cards": cards(articles)} for slug, articles in self.blocks.blocks
                ],
                "most_read": cards(self.most_read),
                "notices": cards(self.notices),
                "notices_url": settings.url(f"{NOTICES}/"),
                "archive_url": settings.url("luu-tru/"),
                "empty": texts["no_articles"],
            }
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, FrontPage]]:
    catalogue = edition.catalogue
    newest = catalogue.newest(_READ_AMONG)
    top = _top(newest)
    shown = {article.name for article in top}
    latest = [article for article in newest if article.name not in shown][:_LATEST]
    read = sorted((article for article in newest if article.views), key=lambda article: (article.views or 0, article.published, article.address), reverse=True)
    blocks = [(slug, Cards(group.articles[: -_BLOCK - 1 : -1])) for slug, group in catalogue.categories.items() if group.articles and slug != NOTICES]
    notices = catalogue.categories.get(NOTICES)
    yield (
        addresses.output(""),
        FrontPage(
            shell=theme.shells["front"],
            settings=edition.settings,
            changed=max((article.changed for article in newest), default=None),
            top=Cards(top),
            latest=Cards(latest),
            blocks=Blocks(tuple(blocks)),
            most_read=Cards(read[:_MOST_READ]),
            notices=Cards(notices.articles[: -_NOTICES - 1 : -1] if notices else ()),
        ),
    )


def _top(newest: tuple[Article, ...]) -> list[Article]:
    """The newest pinned article leads, else the newest with a picture; then the newest of the rest."""
    if not newest:
        return []
    pinned = next((article for article in newest if article.facts.pinned), None)
    pictured = next((article for article in newest[:_SECOND_RANK] if article.facts.thumbnail), None)
    first = pinned or pictured or newest[0]
    rest = [article for article in newest if article is not first and article.category != NOTICES]
    return [first, *rest[:_SECOND_RANK]]
