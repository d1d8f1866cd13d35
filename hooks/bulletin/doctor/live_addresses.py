"""Live addresses: samples of old ones that lead on, of removed articles, and of one that never was."""

import html
from collections.abc import Iterator, Sequence
from typing import TypeVar

from ..articles.article import Article
from ..stylebook import dates, old_addresses, words
from .finding import Finding, fault, ok, warning
from .visit import Visit

_T = TypeVar("_T")
_SAMPLE = 3
_FOR_EVER, _FOR_NOW = (301, 308), (302, 303, 307)


def check(visit: Visit) -> Iterator[Finding]:
    yield _missing(visit)
    yield _moved(visit)
    yield _removed(visit)


def _missing(visit: Visit) -> Finding:
    """An address at which there never was a page."""
    address = f"khong-co-trang-nay-{dates.seconds(visit.edition.now)}/"
    answer = visit.get(address)
    if answer.status != 404:
        return fault("missing", "status", address=address, status=answer.status)
    if html.escape(visit.settings.site_name) not in visit.text(address):
        return warning("missing", "foreign", address=address)
    return ok("missing")


def _moved(visit: Visit) -> Finding:
    articles = visit.edition.catalogue.articles
    moves = [
        (address, article)
        for article in articles
        for alias in article.aliases
        if (address := old_addresses.alias(alias)) is not None
    ]
    sample = _spread(moves)
    for address, article in sample:
        if finding := _not_led_on(visit, address, article):
            return finding
    return ok("moved", count=len(sample))


def _not_led_on(visit: Visit, address: str, article: Article) -> Finding | None:
    """What is wrong with an old address, which leads on by an answer or by the page that stands there."""
    answer = visit.get(address)
    facts = {"address": address, "to": visit.target(answer, address), "right": article.address, "status": answer.status}
    if answer.status in (*_FOR_EVER, *_FOR_NOW):
        if facts["to"] != visit.url(article.address):
            return fault("moved", "elsewhere", **facts)
        return None if answer.status in _FOR_EVER else warning("moved", "for_now", **facts)
    leads_on = answer.status == 200 and html.escape(visit.settings.url(article.address)) in visit.text(address)
    return None if leads_on else fault("moved", "dead", **facts)


def _removed(visit: Visit) -> Finding:
    files = [address for address, _ in visit.edition.removed_files if not address.endswith("*")]
    sample = [*_spread(visit.edition.removed_addresses), *_spread(files)]
    explanation = html.escape(words.site()["tombstone"]["title"])
    for address in sample:
        answer = visit.get(address)
        if answer.status == 200 and explanation not in visit.text(address):
            return fault("removed", "still_there", address=address)
        if answer.status != 410:
            return warning("removed", "status", address=address, status=answer.status)
    return ok("removed", count=len(sample))


def _spread(items: Sequence[_T]) -> Sequence[_T]:
    """A few of many, from everywhere among them."""
    return items[:: max(len(items) // _SAMPLE, 1)][:_SAMPLE]
