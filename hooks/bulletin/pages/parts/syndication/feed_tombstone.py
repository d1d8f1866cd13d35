"""The entry of a removed article, which overwrites the copies that feed readers have."""

import html

from ....edition.lives import Tombstone
from ....settings.settings import Settings
from ....stylebook import dates, words
from .. import removal
from . import guid
from .channel import Entry


def entry(settings: Settings, tombstone: Tombstone) -> Entry:
    """Returns the entry, under the guid and the time of publication that the article had."""
    text = removal.explanation(tombstone)
    return Entry(
        guid=guid.of(settings, tombstone),
        url=settings.full_url(tombstone.address),
        title=words.site()["tombstone"]["title"],
        published=dates.moment(tombstone.published),
        updated=dates.moment(tombstone.removal.time),
        summary=text,
        content=f"<p>{html.escape(text, quote=False)}</p>",
        categories=(settings.categories[tombstone.category],),
    )
