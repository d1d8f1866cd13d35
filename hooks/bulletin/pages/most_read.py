"""The most read articles."""

from collections.abc import Sequence

from ..article import Article

_AMONG = 200
"""They are sought among the newest articles, so that old counts don't stand there for ever."""


def most_read(articles: Sequence[Article], count: int) -> list[Article]:
    """Of articles, the oldest first, those with the most views, the most read first."""
    read = [article for article in articles[-_AMONG:] if article.views]
    return sorted(read, key=lambda article: (article.views or 0, article.published, article.address), reverse=True)[:count]
