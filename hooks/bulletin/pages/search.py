"""Search by title, lead, tags and author: the page, and one small index for each year, asked from the newest back."""

import json
from collections import defaultdict
from collections.abc import Iterator

from .. import dates, words
from ..edition import Edition, Theme
from ..recipe import Recipe
from ..shells import fill
from .head import head
from .year import years


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    settings, texts = edition.settings, words.site()
    by_year: dict[int, list[list[str]]] = defaultdict(list)
    for article in edition.catalogue.articles:
        entry = [
            article.address,
            article.front.title,
            edition.fragments[article.name].lead,
            dates.day(article.front.date),
            article.front.category,
            ", ".join([*article.front.tags, *article.front.author]),
        ]
        by_year[dates.local(article.front.date).year].append(entry)
    for year, entries in by_year.items():
        yield f"tim-kiem/{year}.json", Recipe("search_index", _index, (entries,))
    values = {
        "head": head(settings, texts["search"], texts["search_description"].format(site=settings.site_name), "tim-kiem/"),
        "section": "tim-kiem",
        "title": texts["search"],
        "years": years(edition),
        "index_years": sorted(by_year, reverse=True),
        "root": settings.root,
        "category_names": settings.categories,
    }
    yield "tim-kiem/index.html", Recipe("search", fill, (theme.shells["search"], values))


def _index(entries: list[list[str]]) -> bytes:
    """Rows of address, title, lead, date, category, and tags with authors; newest first."""
    return json.dumps(entries[::-1], ensure_ascii=False, separators=(",", ":")).encode()
