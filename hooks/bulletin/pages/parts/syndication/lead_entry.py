"""The entry of an article with its lead only, for feeds that fetch no texts."""

from ....edition.inputs import Summary
from ....settings.settings import Settings
from ....stylebook import dates
from . import guid
from .channel import Entry


def lead_entry(settings: Settings, summary: Summary) -> Entry:
    """Returns the entry of an article."""
    article = summary.card
    return Entry(
        guid=guid.of(settings, article),
        url=settings.full_url(article.address),
        title=article.title,
        published=article.date,
        updated=dates.moment(summary.changed),
        summary=article.lead or article.title,
        categories=tuple(dict.fromkeys((settings.categories[article.category], *article.tags))),
        creators=article.author,
    )
