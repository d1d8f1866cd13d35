"""The timetable: which articles are not on the site yet, which have expired, which claim an update in the future, and
which somebody has to look at again.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from ..articles.article import Article
from ..articles.life import EXPIRED
from ..posts import post
from ..problems import Problem, problem
from ..stylebook import dates
from .month import Month

_FAR = timedelta(days=366).total_seconds()
"""Seconds. Nobody plans an article further ahead, so a later date is a slip of the finger."""


def is_waiting(article: Article, now: int) -> bool:
    """Whether an article stays off the site at `now` (seconds since 1970)."""
    return article.published > now or article.draft or article.empty


def reason(article: Article, now: int) -> Problem:
    """The reason why a waiting article is not on the site."""
    file, lines = post.file(article.name), article.facts.lines
    if article.draft:
        return problem("draft", file, lines.draft, "draft")
    if article.empty:
        return problem("no-body", file, lines.body)
    code = "scheduled" if article.published - now <= _FAR else "scheduled-far"
    return problem(code, file, lines.date, "date", when=dates.in_words(article.date))


def premature(month: Month, now: int) -> Iterator[Problem]:
    """Yields the problems of articles that claim a change in the future. An article that waits for its hour may claim
    one up to then: nobody would be there to correct the file when it is published.
    """
    for article in month.articles:
        if article.changed > now and article.changed > article.published and not article.draft:
            for moment, key, line in article.facts.lines.moments:
                if moment > now and moment > article.published:
                    file, facts = post.file(article.name), {"when": _in_words(moment), "now": _in_words(now)}
                    code = "updated-in-future" if key == "updated" else "moment-in-future"
                    yield problem(code, file, line, key, **facts)


def as_of(articles: Iterable[Article], now: int) -> tuple[tuple[Article, ...], list[str]]:
    """The articles as they are at `now`, and the addresses of those that have expired."""
    current = tuple(
        [article.expired if article.expires is not None and article.expires <= now else article for article in articles]
    )
    return current, [article.address for article in current if EXPIRED in article.marks]


def reviews_due(articles: Iterable[Article], now: int) -> Iterator[Problem]:
    """Yields a notice for each published article that somebody was to look at again by now."""
    for article in articles:
        if article.has_review and (review := article.facts.review) is not None and review <= now:
            day = dates.day(dates.moment(review))
            yield problem("review-due", post.file(article.name), article.facts.lines.review, "review", day=day)


def _in_words(seconds: int) -> str:
    return dates.minute(dates.moment(seconds))


def links_to_missing(months: Mapping[str, Month], waiting: set[str], removed: set[str]) -> list[Problem]:
    """The problems of links to posts that have no page: to those that are `waiting`, and to those that are `removed`.
    All are names of posts.
    """
    missing = waiting | removed
    return [
        problem("link-to-removed", post.file(article.name), link.line, value=link.url)
        if link.name in removed
        else problem("link-to-unpublished", post.file(article.name), link.line, value=link.url)
        for month in months.values()
        if not missing.isdisjoint(month.links)
        for article in month.articles
        for link in article.facts.links
        if link.name in missing
    ]
