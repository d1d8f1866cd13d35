"""Live news: whether readers, feed readers and search engines get what the newsroom has published last."""

import html
import re
from collections.abc import Callable, Iterator

from ..articles.article import Article
from ..machine import version
from ..pages.parts.syndication import guid
from ..stylebook import addresses, dates, words
from . import documents, newsroom
from .documents import Feed, UnreadableError
from .finding import Finding, fault, ok, warning
from .visit import Visit, media_type

_NEWEST = 200
_DATELINE = re.compile(r'class="front__dateline"><time datetime="([^"]{25})"')
_SAMPLE = 6
"""Addresses of a sitemap that are asked for."""


def check_front(visit: Visit) -> Iterator[Finding]:
    """The front page is as new as the newsroom's last change: it bears the time of that."""
    answer = visit.get("")
    if answer.status != 200 or media_type(answer) != "text/html":
        to = visit.target(answer, "")
        yield fault("front", "status", status=answer.status, kind=media_type(answer), to=to)
        return
    articles = [article for article in visit.edition.catalogue.newest(_NEWEST) if not article.is_over]
    if not articles:
        yield ok("front", "empty")
        return
    text, changed = visit.text(""), max(article.changed for article in articles)
    stamp = _DATELINE.search(text)
    facts = {"shown": stamp[1] if stamp else "–", "expected": dates.iso(dates.moment(changed))}
    link = html.escape(visit.settings.url(articles[0].address))
    if stamp and stamp[1] > facts["expected"]:
        yield warning("front", "ahead", **facts)
    elif stamp and stamp[1] == facts["expected"] and f'"{link}"' in text:
        yield ok("front", **facts)
    elif newsroom.is_on_its_way(changed, visit.edition):
        yield warning("front", "on_its_way", **facts)
    else:
        yield fault("front", "old", title=articles[0].facts.title, **facts)


def check_feeds(visit: Visit) -> Iterator[Finding]:
    for address, parse in (
        (addresses.feed(), documents.rss),
        (addresses.atom_feed(), documents.atom),
        (addresses.json_feed(), documents.json_feed),
    ):
        yield from _feed(visit, address, parse)


def _feed(visit: Visit, address: str, parse: Callable[[bytes], Feed]) -> Iterator[Finding]:
    answer, article = visit.get(address), newsroom.newest(visit.edition)
    if answer.status != 200:
        yield fault("feeds", "status", file=address, status=answer.status)
        return
    try:
        feed = parse(answer.body)
    except UnreadableError:
        yield fault("feeds", "unreadable", file=address)
        return
    own = words.sentence("software", number=version.NUMBER)
    if feed.generator and feed.generator != own:
        yield warning("feeds", "software", file=address, theirs=feed.generator, own=own)
    yield _newest_in(visit, feed, article, address) if article else ok("feeds", "empty", file=address)


def _newest_in(visit: Visit, feed: Feed, article: Article, address: str) -> Finding:
    """Whether the newest article comes first, after explanations of removals that may stand before it."""
    facts = {"file": address, "title": article.facts.title}
    own = guid.of(visit.settings, article)
    if own in feed.guids[: 1 + len(visit.edition.recent_tombstones)]:
        return ok("feeds", **facts)
    if own in feed.guids:
        return warning("feeds", "ahead", **facts)
    if newsroom.is_on_its_way(article.published, visit.edition):
        return warning("feeds", "on_its_way", **facts)
    return fault("feeds", "old", **facts)


def check_sitemap(visit: Visit) -> Iterator[Finding]:
    """The sitemap has the newest article, and addresses in it answer."""
    article = newsroom.newest(visit.edition)
    parts = [addresses.SITEMAP_OF_LISTS, *([addresses.sitemap(article.month)] if article else [])]
    try:
        listed = _locations(visit, addresses.SITEMAP, "sitemapindex")
        missing = [part for part in parts if visit.settings.full_url(part) not in listed]
        urls = [url for part in parts if part not in missing for url in _locations(visit, part, "urlset")]
    except _BadSitemapError as error:
        yield fault("sitemap", "unreadable", file=str(error))
        return
    strange = [url for url in (*listed, *urls) if visit.here(url) is None]
    if strange:
        yield fault("sitemap", "elsewhere", url=strange[0], own=visit.settings.site_url)
        return
    is_there = article is None or visit.settings.full_url(article.address) in urls
    if article and not is_there:
        late = warning if newsroom.is_on_its_way(article.published, visit.edition) else fault
        yield late("sitemap", "old", title=article.facts.title)
    sample = urls[:: max(len(urls) // _SAMPLE, 1)][:_SAMPLE]
    dead = [(url, status) for url in sample if (status := visit.get_url(visit.here(url) or url).status) != 200]
    if dead:
        yield fault("sitemap", "dead", url=dead[0][0], status=dead[0][1])
    elif is_there:
        yield ok("sitemap", count=len(sample))


class _BadSitemapError(Exception):
    """A sitemap does not answer, or is none. The message is its address."""


def _locations(visit: Visit, address: str, element: str) -> list[str]:
    answer = visit.get(address)
    try:
        if answer.status == 200:
            return documents.sitemap(answer.body, element)
    except UnreadableError:
        pass
    raise _BadSitemapError(address)


def check_notices(visit: Visit) -> Iterator[Finding]:
    """The script of emergency notices has all that are in force, and none that is over."""
    answer = visit.get(addresses.ALERT_SCRIPT)
    if answer.status != 200:
        yield fault("live_notices", "status", status=answer.status)
        return
    text, edition = visit.text(addresses.ALERT_SCRIPT), visit.edition
    missing = [one for one in edition.alerts.articles if one.address.strip("/") not in text]
    over = [one for one in newsroom.over_alerts(edition) if one.address.strip("/") in text]
    if missing:
        late = warning if newsroom.is_on_its_way(missing[0].changed, edition) else fault
        yield late("live_notices", "missing", title=missing[0].facts.title)
    elif over:
        yield fault("live_notices", "over", title=over[0].facts.title)
    else:
        yield ok("live_notices", count=len(edition.alerts.articles))
