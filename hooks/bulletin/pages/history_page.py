"""The history of an article for its readers, `/…/lich-su/`: when it was published, changed and corrected.

Only an article with changes or corrections has one. A removed article has none, so no removed word stands there.
"""

from collections.abc import Iterator

from ..articles.life_words import Wording
from ..edition.lives import Lives
from ..edition.month_edition import MonthEdition
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..posts import post
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, words
from .parts.card import line
from .parts.head import head
from .parts.life_notes import Notes

SHELLS = ("history",)


class HistoryPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    articles: Lives
    """The one article."""

    @property
    def source(self) -> str:
        return post.file(self.articles.names[0])

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()["history"]
        ((article, life),) = self.articles
        title = f"{texts['title']}: {article.title}"
        address = addresses.history(article.address)
        trail = [(article.title, article.address), (texts["title"], address)]
        return self.shell.fill(
            {
                "head": head(settings, title, title, address, trail=trail),
                "section": article.category,
                "alerts": [],
                "title": texts["title"],
                "article": line(settings, article),
                "notes": Notes(Wording(settings.bulletin.labels)).history(article.published, life),
            }
        )


def outputs(month: MonthEdition, theme: Theme) -> Iterator[tuple[str, HistoryPage]]:
    for article in month.articles:
        if article.has_history:
            page = HistoryPage(theme.shells["history"], month.settings, Lives([article]))
            yield addresses.output(addresses.history(article.address)), page
