"""Related articles: earlier articles that share keywords with an article.

A shared keyword weighs more, the fewer articles bore it before. Among equals, articles of the same category come first,
then the newest. Only the last articles of each keyword count. So neither the choice nor its inputs grow with the
archive, and a later article never changes the choice.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nlargest

from ..articles.article import Article
from ..machine import digest
from .catalogue import Catalogue

SHOWN = 4
RECENT = 30
"""The number of last articles of a keyword that count."""


def to(article: Article, tags: Sequence[str], catalogue: Catalogue, but: Iterable[Article]) -> list[Article]:
    """The articles most related to `article`, the best first, except those in `but`. `tags` are the slugs of its
    keywords.
    """
    scores: Counter[str] = Counter()
    candidates: dict[str, Article] = {}
    position = _sort_key(article)
    for tag in dict.fromkeys(tags):
        bearers = catalogue.tags[tag].articles
        end = bisect_left(bearers, position, key=_sort_key)
        recent = bearers[max(0, end - RECENT) : end]
        weight = (RECENT // len(recent)).bit_length() if recent else 0
        for candidate in recent:
            if candidate.is_over:
                continue
            candidates[candidate.address] = candidate
            scores[candidate.address] += weight
    for candidate in but:
        candidates.pop(candidate.address, None)
    return nlargest(
        SHOWN,
        candidates.values(),
        key=lambda candidate: (scores[candidate.address], candidate.category == article.category, _sort_key(candidate)),
    )


def _sort_key(article: Article) -> tuple[int, str]:
    """Sorts as the catalogue does."""
    return article.published, article.address


def digests(catalogue: Catalogue) -> dict[str, bytes]:
    """For each month, a digest of the earlier articles that may be related to its own: the last ones before the month
    of each keyword that it uses.
    """
    digest_of_month: dict[str, bytes] = {}
    recent: dict[str, bytes] = {}
    for month, uses in catalogue.tag_uses.items():
        cards = [article.card_digest for article in catalogue.months[month].articles]
        digest_of_month[month] = digest.of_values([recent.get(tag, b"") for tag, _ in uses])
        for tag, indices in uses:
            recent[tag] = (recent.get(tag, b"") + b"".join([cards[index] for index in indices]))[
                -RECENT * digest.SIZE :
            ]
    return digest_of_month
