"""What is to come: the moments at which the site changes although nobody edits a post."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..articles.article import Article
from .month import Month

NEWS_HOURS = 48
"""Hours for which search engines count an article as news; then it leaves the sitemap of news."""
_HOUR, _DAY = 60 * 60, 24 * 60 * 60
KEPT_DAYS = 30
"""Days for which feeds keep the explanation of a removal, and the calendar an event that is over."""


class Upcoming(NamedTuple):
    """A moment in seconds since 1970, its cause (a key of `upcoming` in the word list), and the name of the post."""

    moment: int
    cause: str
    name: str


def first(months: Mapping[str, Month], now: int) -> Upcoming | None:
    """The next change after `now`, in seconds since 1970. None if nothing is to come."""
    articles = (article for month in months.values() for article in month.articles)
    return min((change for article in articles for change in _changes(article) if change.moment > now), default=None)


def _changes(article: Article) -> Iterator[Upcoming]:
    """Yields the changes of an article at any time."""
    if article.draft or article.empty:
        return
    yield Upcoming(article.published, "scheduled", article.name)
    if article.removed:
        yield from _of_removal(article)
        return
    yield Upcoming(article.published + NEWS_HOURS * _HOUR, "news", article.name)
    if article.alert_until is not None:
        yield Upcoming(article.alert_until, "alert", article.name)
    if article.expires is not None:
        yield Upcoming(article.expires, "expires", article.name)
    if article.event_ends is not None:
        yield Upcoming(article.event_ends + KEPT_DAYS * _DAY, "event", article.name)
    if article.has_review and (review := article.facts.review) is not None:
        yield Upcoming(review, "review", article.name)


def _of_removal(article: Article) -> Iterable[Upcoming]:
    removal = article.facts.removed
    return [Upcoming(removal.time + KEPT_DAYS * _DAY, "tombstone", article.name)] if removal else []
