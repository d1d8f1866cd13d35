"""The timetable: which articles are not on the site yet, and which claim an update in the future."""

from collections.abc import Mapping
from datetime import timedelta

from ..articles.article import Article
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


def premature(month: Month, now: int) -> list[Problem]:
    """The problems of articles that claim an update in the future. An article that waits for its hour may claim one up
    to then: nobody would be there to correct the file when it is published.
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
    """The problems of links to posts that are not published. `waiting` are the names of those posts."""
    return [
        problem("link-to-unpublished", post.file(article.name), link.line, value=link.url)
        for month in months.values()
        if not waiting.isdisjoint(month.links)
        for article in month.articles
        for link in article.facts.links
        if link.name in waiting
    ]
