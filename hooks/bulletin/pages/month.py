"""Month pages: every article of a month, day by day."""

from collections.abc import Iterator
from itertools import groupby

from .. import addresses, dates, words
from ..edition import Edition, Theme
from ..recipe import Recipe
from ..shells import fill
from .head import head


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    settings = edition.settings
    for key, group in edition.catalogue.months.items():
        year, number = (int(part) for part in key.split("/"))
        address = addresses.month(year, number)
        title = words.site()["month_of_year"].format(month=number, year=year)
        newest_first = reversed(group.articles)
        days = [
            {
                "date": dates.day_in_words(articles[0].front.date),
                "time": f"{day:%Y-%m-%d}",
                "articles": [
                    {
                        "url": settings.url(article.address),
                        "title": article.front.title,
                        "time": dates.iso(article.front.date),
                        "clock": f"{dates.local(article.front.date):%H:%M}",
                        "category": settings.categories[article.front.category],
                    }
                    for article in articles
                ],
            }
            for day, articles in ((day, list(found)) for day, found in groupby(newest_first, lambda article: dates.local(article.front.date).date()))
        ]
        values = {
            "head": head(settings, title, words.site()["month_description"].format(title=title, site=settings.site_name), address),
            "section": None,
            "title": title,
            "year": {"name": str(year), "url": settings.url(addresses.year(year))},
            "count": len(group.articles),
            "days": days,
        }
        yield addresses.output(address), Recipe("month", fill, (theme.shells["month"], values))
