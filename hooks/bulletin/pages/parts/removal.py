"""The words that explain a removal."""

from ...edition.lives import Tombstone
from ...stylebook import dates, words


def explanation(tombstone: Tombstone) -> str:
    """Returns in one text when and why an article was removed."""
    texts, removal = words.site()["tombstone"], tombstone.removal
    removed = texts["removed"].format(moment=dates.minute(dates.moment(removal.time)))
    return " ".join(filter(None, (removed, texts["reasons"][removal.reason], removal.note)))
