"""A day's edition: `/2020/06/25/` lists its articles, `/2020/06/25/ban-in/` prints them whole as one document for
paper.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from ..articles.article import Article
from ..edition.edition import PostLinks
from ..edition.inputs import Alerts, Cards
from ..edition.month_edition import MonthEdition
from ..edition.shells import Shell
from ..edition.texts import Texts
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, dates, words
from .parts import day_calendar
from .parts.article_values import on_paper
from .parts.card import card
from .parts.head import head
from .parts.notices import notices
from .parts.qr_code import qr_code

SHELLS = ("day", "print_day")


class DayPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    address: str
    articles: Cards
    """Oldest first."""
    older: int | None
    newer: int | None
    """The next day with articles in the same month; `older` is the one before. Days of other months are left out: they
    are no inputs of this month's pages.
    """
    alerts: Alerts

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()
        date = self.articles[0].date
        title = dates.day_in_words(date)
        year_link = (str(date.year), addresses.year(date.year))
        month_link = (day_calendar.month_in_words(date.year, date.month), addresses.month(date.year, date.month))
        return self.shell.fill(
            {
                "head": head(
                    settings,
                    title,
                    texts["day_description"].format(date=dates.day(date), site=settings.site_name),
                    self.address,
                    trail=[(texts["archive"], addresses.ARCHIVE), year_link, month_link, (title, self.address)],
                ),
                "section": None,
                "alerts": notices(settings, self.alerts),
                "title": title,
                "time": f"{date:%Y-%m-%d}",
                "year": {"name": year_link[0], "url": settings.url(year_link[1])},
                "month": {"name": f"{texts['month']} {date.month}", "url": settings.url(month_link[1])},
                "count": len(self.articles),
                "print_url": settings.url(addresses.print_view(self.address)),
                "cards": [card(settings, article) for article in self.articles],
                "older": _neighbour(settings, date, self.older),
                "newer": _neighbour(settings, date, self.newer),
            }
        )


class PrintedDay(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    address: str
    texts: Texts
    """Oldest first."""
    posts: PostLinks

    def render(self) -> bytes:
        settings, posts = self.settings, dict(self.posts)
        facts = [text.facts for text in self.texts]
        date = facts[0].date
        return self.shell.fill(
            {
                "title": dates.day_in_words(date),
                "time": f"{date:%Y-%m-%d}",
                "url": settings.url(self.address),
                "full_url": settings.full_url(self.address),
                "count": len(self.texts),
                "articles": [on_paper(settings, text, posts) for text in self.texts],
                "charts": any(article.charts for article in facts),
                "qr_code": qr_code(settings.full_url(self.address)),
            }
        )


def outputs(month: MonthEdition, theme: Theme) -> Iterator[tuple[str, DayPage | PrintedDay]]:
    days = {day: tuple(articles) for day, articles in groupby(month.articles, lambda article: article.date.day)}
    year, number = map(int, month.name.split("/"))
    days_and_ends = [None, *days, None]
    for older, (day, articles), newer in zip(days_and_ends, days.items(), days_and_ends[2:], strict=False):
        address = addresses.day(year, number, day)
        page = DayPage(
            shell=theme.shells["day"],
            settings=month.settings,
            address=address,
            articles=Cards(articles),
            older=older,
            newer=newer,
            alerts=month.alerts,
        )
        printed_day = PrintedDay(
            shell=theme.shells["print_day"],
            settings=month.settings,
            address=address,
            texts=Texts([month.text(article) for article in articles]),
            posts=_links(month, articles),
        )
        yield addresses.output(address), page
        yield addresses.output(addresses.print_view(address)), printed_day


def _links(month: MonthEdition, articles: tuple[Article, ...]) -> PostLinks:
    return tuple(sorted({link for article in articles for link in month.links(article)}))


def _neighbour(settings: Settings, date: datetime, day: int | None) -> dict[str, str] | None:
    """Returns the link to another day of the same month."""
    if day is None:
        return None
    address = addresses.day(date.year, date.month, day)
    return {"url": settings.url(address), "name": dates.day_in_words(date.replace(day=day))}
