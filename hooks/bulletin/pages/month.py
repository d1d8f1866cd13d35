"""Month pages: every article of a month, day by day."""

from collections.abc import Iterator
from itertools import groupby

from .. import addresses, dates, words
from ..edition import Edition, Headlines, Theme
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from .head import head


class MonthPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    month: str
    """`2020/06`"""
    articles: Headlines

    def render(self) -> bytes:
        settings = self.settings
        year, number = (int(part) for part in self.month.split("/"))
        title = words.site()["month_of_year"].format(month=number, year=year)
        by_day = groupby(reversed(self.articles), lambda article: article.date.date())
        days = [
            {
                "date": dates.day_in_words(articles[0].date),
                "time": f"{day:%Y-%m-%d}",
                "articles": [
                    {
                        "url": settings.url(article.address),
                        "title": article.facts.title,
                        "time": dates.iso(article.date),
                        "clock": f"{article.date:%H:%M}",
                        "category": settings.categories[article.category],
                    }
                    for article in articles
                ],
            }
            for day, articles in ((day, list(found)) for day, found in by_day)
        ]
        return self.shell.fill(
            {
                "head": head(settings, title, words.site()["month_description"].format(title=title, site=settings.site_name), addresses.month(year, number)),
                "section": None,
                "title": title,
                "year": {"name": str(year), "url": settings.url(addresses.year(year))},
                "count": len(self.articles),
                "days": days,
            }
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, MonthPage]]:
    for month, group in edition.catalogue.months.items():
        yield addresses.output(f"{month}/"), MonthPage(theme.shells["month"], edition.settings, month, Headlines(group.articles))
