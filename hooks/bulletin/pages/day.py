"""A day's edition: `/2020/06/25/` lists its articles, `/2020/06/25/ban-in/` has them whole, as one document for paper."""

from collections.abc import Iterator
from itertools import groupby

from .. import addresses, dates, digest, words
from ..article import Article
from ..edition import Alerts, Cards, Text, Volume
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from ..theme import Theme
from . import day_calendar, json_ld
from .alert import notices
from .card import card
from .head import head
from .print_view import article_on_paper
from .qr_code import qr_code


class DayPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    address: str
    articles: Cards
    """Oldest first."""
    older: int | None
    newer: int | None
    """The days of the same month before and after it that have articles. The next month is no input of this one's pages."""
    alerts: Alerts

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()
        date = self.articles[0].date
        title = dates.day_in_words(date)

        def neighbour(day: int | None) -> dict[str, str] | None:
            return {"url": settings.url(addresses.day(date.year, date.month, day)), "name": dates.day_in_words(date.replace(day=day))} if day else None

        month = day_calendar.month_in_words(date.year, date.month)
        return self.shell.fill(
            {
                "head": head(settings, title, texts["day_description"].format(date=dates.day(date), site=settings.site_name), self.address, json_ld=(json_ld.breadcrumbs(settings, [(texts["archive"], addresses.ARCHIVE), (str(date.year), addresses.year(date.year)), (month, addresses.month(date.year, date.month)), (title, self.address)]),)),
                "section": None,
                "alerts": notices(settings, self.alerts),
                "title": title,
                "time": f"{date:%Y-%m-%d}",
                "year": {"name": str(date.year), "url": settings.url(addresses.year(date.year))},
                "month": {"name": f"{texts['month']} {date.month}", "url": settings.url(addresses.month(date.year, date.month))},
                "count": len(self.articles),
                "print_url": settings.url(addresses.print_view(self.address)),
                "cards": [card(settings, article) for article in self.articles],
                "older": neighbour(self.older),
                "newer": neighbour(self.newer),
            }
        )


class Texts(tuple[Text, ...]):
    """Articles that are printed whole."""

    @property
    def digest(self) -> bytes:
        return digest.of(b"".join([text.digest for text in self]))


class PrintedDay(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    address: str
    texts: Texts
    """Oldest first."""
    posts: tuple[tuple[str, str], ...]

    def render(self) -> bytes:
        settings, posts = self.settings, dict(self.posts)
        date = self.texts[0].article.date
        return self.shell.fill(
            {
                "title": dates.day_in_words(date),
                "time": f"{date:%Y-%m-%d}",
                "url": settings.url(self.address),
                "full_url": settings.full_url(self.address),
                "count": len(self.texts),
                "articles": [article_on_paper(settings, text, posts) for text in self.texts],
                "charts": any(text.article.facts.charts for text in self.texts),
                "qr_code": qr_code(settings.full_url(self.address)),
            }
        )


def outputs(volume: Volume, theme: Theme) -> Iterator[tuple[str, DayPage | PrintedDay]]:
    days = {day: tuple(articles) for day, articles in groupby(volume.articles, lambda article: article.date.day)}
    year, month = map(int, volume.name.split("/"))
    numbers = [None, *days, None]
    for older, (day, articles), newer in zip(numbers, days.items(), numbers[2:], strict=False):
        address = addresses.day(year, month, day)
        yield addresses.output(address), DayPage(theme.shells["day"], volume.settings, address, Cards(articles), older, newer, volume.alerts)
        yield addresses.output(addresses.print_view(address)), PrintedDay(
            theme.shells["print_day"], volume.settings, address, Texts([volume.text(article) for article in articles]), _links(volume, articles)
        )


def _links(volume: Volume, articles: tuple[Article, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({link for article in articles for link in volume.links(article)}))
