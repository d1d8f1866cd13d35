"""The timetable: which articles are not on the site yet, and which speak of moments that have not come."""

from collections.abc import Mapping
from datetime import timedelta

from ..article import Article
from ..posts import post
from ..problems import Problem, problem
from ..stylebook import dates
from .month import Month

_FAR = timedelta(days=366).total_seconds()
"""Nobody plans an article further ahead; it is a slip of the finger."""


def is_waiting(article: Article, now: int) -> bool:
    """Whether an article is not to be published, or not yet."""
    return article.published > now or article.draft or article.empty


def why(article: Article, now: int) -> Problem:
    """Why an article is not on the site."""
    file, lines = post.file(article.name), article.facts.lines
    if article.draft:
        return problem("draft", file, lines.draft, "draft")
    if article.empty:
        return problem("no-body", file, lines.body)
    code = "scheduled" if article.published - now <= _FAR else "scheduled-far"
    return problem(code, file, lines.date, "date", when=dates.in_words(article.date))


def premature(month: Month, now: int) -> list[Problem]:
    """The articles that say they were updated at a moment that has not come. One that waits for its hour can only have
    been updated by then: nobody would be there to mend it when it is published.
    """
    return [
        problem(
            "updated-in-future",
            post.file(article.name),
            article.facts.lines.updated,
            "updated",
            when=_in_words(article.changed),
            now=_in_words(now),
        )
        for article in month.articles
        if article.changed > now and article.changed > article.published and not article.draft
    ]


def _in_words(seconds: int) -> str:
    return dates.minute(dates.moment(seconds))


def links_to_waiting(months: Mapping[str, Month], waiting: set[str]) -> list[Problem]:
    """`waiting` are the names of the posts that are not published."""
    return [
        problem("link-to-unpublished", post.file(article.name), link.line, value=link.url)
        for month in months.values()
        if not waiting.isdisjoint(month.links)
        for article in month.articles
        for link in article.facts.links
        if link.name in waiting
    ]
