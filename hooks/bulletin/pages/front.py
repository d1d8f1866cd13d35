"""The front page, composed by rule: a lead story, the second rank, the latest, one block for each category."""

from collections.abc import Iterator

from .. import dates, words
from ..article import Article
from ..edition import Edition, Theme
from ..recipe import Recipe
from ..shells import fill
from .card import card
from .head import head

_SECOND_RANK, _LATEST, _BLOCK, _MOST_READ = 4, 6, 4, 5
_READ_AMONG = 200
"""The most read are sought among the newest articles, so that old counts don't stand there for ever."""
NOTICES = "thong-bao"


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    settings, catalogue, texts = edition.settings, edition.catalogue, words.site()
    newest = catalogue.newest(_READ_AMONG)
    top = _top(newest)
    shown = {article.name for article in top}
    latest = [article for article in newest if article.name not in shown][:_LATEST]
    read = sorted((article for article in newest if article.front.views), key=lambda article: (article.front.views or 0, article.order), reverse=True)
    changed = max((article.changed for article in newest), default=None)
    blocks = [
        {"name": group.name, "url": settings.url(f"{slug}/"), "cards": [card(edition, article) for article in group.articles[: -_BLOCK - 1 : -1]]}
        for slug, group in catalogue.categories.items()
        if group.articles and slug != NOTICES
    ]
    notices = catalogue.categories.get(NOTICES)
    values = {
        "head": head(settings, "", settings.site_description, ""),
        "section": "",
        "title": settings.site_name,
        "changed": {"time": dates.iso(changed), "date": dates.in_words(changed)} if changed else None,
        "lead_story": card(edition, top[0]) if top else None,
        "second_rank": [card(edition, article) for article in top[1:]],
        "latest": [card(edition, article) for article in latest],
        "blocks": blocks,
        "most_read": [card(edition, article) for article in read[:_MOST_READ]],
        "notices": [card(edition, article) for article in notices.articles[:-6:-1]] if notices else [],
        "notices_url": settings.url(f"{NOTICES}/"),
        "archive_url": settings.url("luu-tru/"),
        "empty": texts["no_articles"],
    }
    yield "index.html", Recipe("front", fill, (theme.shells["front"], values))


def _top(newest: tuple[Article, ...]) -> list[Article]:
    """The newest pinned article leads, else the newest with a picture; then the newest of the rest."""
    if not newest:
        return []
    pinned = next((article for article in newest if article.front.pinned), None)
    pictured = next((article for article in newest[:_SECOND_RANK] if article.front.image and article.front.image.src), None)
    first = pinned or pictured or newest[0]
    rest = [article for article in newest if article is not first and article.front.category != NOTICES]
    return [first, *rest[:_SECOND_RANK]]
