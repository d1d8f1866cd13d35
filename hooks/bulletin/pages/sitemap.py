"""The sitemap (sitemaps.org protocol): an index, one sitemap for the articles of each month, and one for all other pages.

The files lie at the root, since a sitemap may only name addresses below its own.
"""

from collections.abc import Iterator
from operator import attrgetter
from urllib.parse import quote
from xml.etree import ElementTree

import msgspec

from .. import addresses, dates, digest
from ..article import Article
from ..edition import Edition
from ..recipe import Recipe
from ..settings import Settings
from ..theme import Theme

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Entries(msgspec.Struct, frozen=True, gc=False):
    """Addresses with the time of their last change in seconds since 1970, where that is known."""

    entries: tuple[tuple[str, int | None], ...]

    @property
    def digest(self) -> bytes:
        return digest.of_values(self.entries)


class Dates(tuple[Article, ...]):
    """Articles of which a sitemap names the addresses and the times of the last change."""

    @property
    def digest(self) -> bytes:
        return digest.of_values([(article.address, article.published, article.changed) for article in self])

    @property
    def entries(self) -> Iterator[tuple[str, int]]:
        """The articles, newest first, and then the pages of their days."""
        yield from ((article.address, article.changed) for article in reversed(self))
        days: dict[str, int] = {}
        for article in self:
            address = addresses.day(article.date.year, article.date.month, article.date.day)
            days[address] = max(days.get(address, 0), article.changed)
        yield from reversed(days.items())


class Sitemap(Recipe, frozen=True, gc=False):
    settings: Settings
    element: str
    """`urlset` for a sitemap of pages, `sitemapindex` for one of sitemaps."""
    addresses: Entries | Dates

    def render(self) -> bytes:
        root = ElementTree.Element(self.element, xmlns=_NAMESPACE)
        for address, changed in self.addresses.entries:
            entry = ElementTree.SubElement(root, "url" if self.element == "urlset" else "sitemap")
            ElementTree.SubElement(entry, "loc").text = self.settings.full_url(address)
            if changed is not None:
                ElementTree.SubElement(entry, "lastmod").text = dates.iso(dates.moment(changed))
        ElementTree.indent(root, "")
        return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


class Robots(Recipe, frozen=True, gc=False):
    settings: Settings

    def render(self) -> bytes:
        return f"User-agent: *\nAllow: /\nSitemap: {self.settings.full_url('sitemap.xml')}\n".encode()


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Sitemap | Robots]]:
    settings, catalogue = edition.settings, edition.catalogue
    index: list[tuple[str, int | None]] = [(addresses.SITEMAP_OF_LISTS, None)]
    yield addresses.SITEMAP_OF_LISTS, Sitemap(settings, "urlset", Entries(tuple(_lists(edition, theme))))
    for month, group in reversed(catalogue.months.items()):
        address = addresses.sitemap(month)
        index.append((address, _changed(group.articles)))
        yield address, Sitemap(settings, "urlset", Dates(group.articles))
    yield "sitemap.xml", Sitemap(settings, "sitemapindex", Entries(tuple(index)))
    yield "robots.txt", Robots(settings)


def _lists(edition: Edition, theme: Theme) -> Iterator[tuple[str, int | None]]:
    """Every page that is not an article's."""
    catalogue = edition.catalogue
    yield from ((quote(address), None) for address in sorted(theme.fixed) if address != "404.html")  # as MkDocs writes it into the page
    lists = [("", catalogue.articles)]
    lists += [(f"{slug}/", group.articles) for slug, group in catalogue.categories.items()]
    lists += [(addresses.author(slug), group.articles) for slug, group in catalogue.authors.items()]
    lists += [(addresses.tag(slug), group.articles) for slug, group in catalogue.tags.items()]
    lists += [(f"{month}/", group.articles) for month, group in catalogue.months.items()]
    yield from ((address, _changed(articles)) for address, articles in lists if articles)
    yield from ((addresses.author(slug), None) for slug in sorted(catalogue.author_names.shared))
    yield from ((addresses.tag(slug), None) for slug in sorted(catalogue.tag_names.shared))
    yield from ((addresses.year(year), None) for year in sorted({int(month[:4]) for month in catalogue.months}))
    yield from ((address, None) for address in (addresses.AUTHORS, addresses.TAGS, addresses.ARCHIVE))


def _changed(articles: tuple[Article, ...]) -> int:
    return max(map(attrgetter("changed"), articles))
