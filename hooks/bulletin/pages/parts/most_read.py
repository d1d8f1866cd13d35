"""The most read articles."""

from collections.abc import Sequence
from typing import NamedTuple

from ...articles.article import Article
from ...edition.inputs import Headlines
from ...readership.readership import Readership


class MostRead(NamedTuple):
    """The most read articles, the most read first. `is_of_week` tells that they are those of the last week."""

    articles: Headlines
    is_of_week: bool


def most_read(articles: Sequence[Article], readership: Readership, count: int, among: int) -> MostRead:
    """Returns the `count` articles that were read most in the last week that was counted.

    Unless so many were read in it: then views of all times count, but only of the newest `among` articles, so that old
    ones don't stay on top for ever. `articles` begin with the oldest.
    """
    of_week = [(number, article) for number, article in readership.read_in_week(articles) if not article.is_over]
    ever = [(readership.views(article).number, article) for article in articles[-among:] if not article.is_over]
    of_all_times = [(number, article) for number, article in ever if number]
    is_of_week = len(of_week) >= count
    ranked = sorted(
        of_week if is_of_week else of_all_times,
        key=lambda entry: (entry[0], entry[1].published, entry[1].address),
        reverse=True,
    )
    return MostRead(Headlines([article for _, article in ranked[:count]]), is_of_week)
