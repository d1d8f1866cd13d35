"""Related articles: the earlier ones that share keywords with an article.

A shared keyword weighs more, the fewer articles bore it before. Among equals those of the article's own category come
first, then the newest. Only the last articles of each keyword are looked at, so that neither the choice nor what it
depends on grows with the archive, and never a later one.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nlargest

from ..article import Article
from ..machine import digest
from .catalogue import Catalogue

SHOWN = 4
RECENT = 30
"""So many of the last articles of a keyword are looked at."""


def to(article: Article, tags: Sequence[str], catalogue: Catalogue, but: Iterable[Article]) -> list[Article]:
    """The articles most related to one with such keywords (their slugs), the best first; none of those in `but`."""
    scores: Counter[str] = Counter()
    found: dict[str, Article] = {}
    place = _place(article)
    for tag in dict.fromkeys(tags):
        bearers = catalogue.tags[tag].articles
        end = bisect_left(bearers, place, key=_place)
        recent = bearers[max(0, end - RECENT) : end]
        weight = (RECENT // len(recent)).bit_length() if recent else 0
        for other in recent:
            found[other.address] = other
            scores[other.address] += weight
    for other in but:
        found.pop(other.address, None)
    return nlargest(
        SHOWN,
        found.values(),
        key=lambda other: (scores[other.address], other.category == article.category, _place(other)),
    )


def _place(article: Article) -> tuple[int, str]:
    """In the order of the catalogue."""
    return article.published, article.address


def digests(catalogue: Catalogue) -> dict[str, bytes]:
    """For each month what stands for the earlier articles that may be related to its own: the last ones before it of
    each keyword that it uses.
    """
    found: dict[str, bytes] = {}
    recent: dict[str, bytes] = {}
    for month, uses in catalogue.tag_uses.items():
        cards = [article.card_digest for article in catalogue.months[month].articles]
        found[month] = digest.of_values([recent.get(tag, b"") for tag, _ in uses])
        for tag, places in uses:
            recent[tag] = (recent.get(tag, b"") + b"".join([cards[place] for place in places]))[-RECENT * digest.SIZE :]
    return found
