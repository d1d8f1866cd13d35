"""Search in title, lead, tags and author: the page, and one small index for each year, asked from the newest back."""

import json
from collections import defaultdict
from collections.abc import Iterator

from .. import dates, words
from ..article import Article
from ..edition import Cards, Edition, Theme
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from .head import head
from .year import Year, in_words, years


class SearchIndex(Recipe, frozen=True, gc=False):
    articles: Cards

    def render(self) -> bytes:
        """Rows of address, title, lead, date, category, and tags with authors; newest first."""
        rows = [
            [article.address, facts.title, facts.lead, dates.day(article.date), article.category, ", ".join([*facts.tags, *facts.author])]
            for article, facts in ((article, article.facts) for article in reversed(self.articles))
        ]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


class SearchPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    years: tuple[Year, ...]

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()
        return self.shell.fill(
            {
                "head": head(settings, texts["search"], texts["search_description"].format(site=settings.site_name), "tim-kiem/"),
                "section": "tim-kiem",
                "title": texts["search"],
                "years": [in_words(settings, year) for year in self.years],
                "index_years": [year for year, _ in self.years],
                "root": settings.root,
                "category_names": settings.categories,
            }
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, SearchIndex | SearchPage]]:
    by_year: dict[str, list[Article]] = defaultdict(list)
    for month, group in edition.catalogue.months.items():
        by_year[month[:4]] += group.articles
    for year, articles in by_year.items():
        yield f"tim-kiem/{year}.json", SearchIndex(Cards(articles))
    yield "tim-kiem/index.html", SearchPage(theme.shells["search"], edition.settings, years(edition))
