"""Archives of the bulletin's feed: one Atom document for each month, with which an aggregator fills the gaps of its
copy (RFC 5005, section 4).

An entry has the lead of its article and no text, so that a new article does not cost the texts of its whole month.
"""

from collections.abc import Iterator

from ..edition.edition import Edition
from ..edition.inputs import Summaries
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses
from .parts.day_calendar import month_in_words
from .parts.syndication import atom
from .parts.syndication.channel import Channel
from .parts.syndication.lead_entry import lead_entry


class FeedArchive(Recipe, frozen=True, gc=False):
    settings: Settings
    month: str
    """`2020/06`"""
    articles: Summaries
    """Oldest first."""
    older: str | None
    """The month of the archive before this one."""

    def render(self) -> bytes:
        settings = self.settings
        year, number = map(int, self.month.split("/"))
        channel = Channel(
            address="",
            title=f"{settings.site_name}: {month_in_words(year, number)}",
            description=settings.site_description,
            entries=[lead_entry(settings, article) for article in reversed(self.articles)],
            archive=addresses.feed_archive(self.older) if self.older else None,
            archive_of=addresses.feed_archive(self.month),
        )
        return atom.document(settings, channel)


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, FeedArchive]]:
    older = None
    for month, group in edition.catalogue.months.items():
        yield addresses.feed_archive(month), FeedArchive(edition.settings, month, Summaries(group.articles), older)
        older = month
