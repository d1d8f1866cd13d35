"""The most read articles."""

from collections.abc import Sequence

from ...articles.article import Article


def most_read(articles: Sequence[Article], count: int, among: int) -> list[Article]:
    """Returns the `count` articles with the most views, the most read first. Only the newest `among` articles are
    compared, so that old ones don't stay on top for ever. `articles` begin with the oldest.
    """
    articles_with_views = [article for article in articles[-among:] if article.views and not article.is_over]
    return sorted(
        articles_with_views, key=lambda article: (article.views or 0, article.published, article.address), reverse=True
    )[:count]
