"""The most read articles."""

from collections.abc import Sequence

from ...article import Article


def most_read(articles: Sequence[Article], count: int, among: int) -> list[Article]:
    """The articles with the most views, the most read first. They are sought `among` the newest, so that old counts
    don't stand there for ever; `articles` begin with the oldest.
    """
    read = [article for article in articles[-among:] if article.views]
    return sorted(read, key=lambda article: (article.views or 0, article.published, article.address), reverse=True)[
        :count
    ]
