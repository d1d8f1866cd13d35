"""The sitemap (sitemaps.org protocol): an index, one sitemap for the articles of each month, and one for all other
pages.

The files lie at the root, since a sitemap may only list addresses below its own.
"""

from collections.abc import Iterator
from urllib.parse import quote
from xml.etree import ElementTree

from ..articles.article import Article
from ..edition.edition import Edition
from ..edition.inputs import Changes
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, dates

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Addresses = tuple[tuple[str, int | None], ...]
"""Addresses with the time of their last change in seconds since 1970, or None where it is unknown."""


class Sitemap(Recipe, frozen=True, gc=False):
    settings: Settings
    element: str
    """`urlset` for a sitemap of pages, `sitemapindex` for one of sitemaps."""
    addresses: Addresses | Changes

    def render(self) -> bytes:
        entries = _month_entries(self.addresses) if isinstance(self.addresses, Changes) else self.addresses
        root = ElementTree.Element(self.element, xmlns=_NAMESPACE)
        for address, changed in entries:
            element = ElementTree.SubElement(root, "url" if self.element == "urlset" else "sitemap")
            ElementTree.SubElement(element, "loc").text = self.settings.full_url(address)
            if changed is not None:
                ElementTree.SubElement(element, "lastmod").text = dates.iso(dates.moment(changed))
        ElementTree.indent(root, "")
        document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
        return document + b"\n"


class Robots(Recipe, frozen=True, gc=False):
    settings: Settings

    def render(self) -> bytes:
        lines = ["User-agent: *", "Allow: /"]
        lines += [f"Sitemap: {self.settings.full_url(file)}" for file in (addresses.SITEMAP, addresses.SITEMAP_OF_NEWS)]
        return "\n".join([*lines, ""]).encode()


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Sitemap | Robots]]:
    settings, catalogue = edition.settings, edition.catalogue
    index: list[tuple[str, int | None]] = [(addresses.SITEMAP_OF_LISTS, None)]
    yield addresses.SITEMAP_OF_LISTS, Sitemap(settings, "urlset", tuple(_other_pages(edition, theme)))
    for month, group in reversed(catalogue.months.items()):
        address = addresses.sitemap(month)
        index.append((address, _changed(group.articles)))
        yield address, Sitemap(settings, "urlset", Changes(group.articles))
    yield addresses.SITEMAP, Sitemap(settings, "sitemapindex", tuple(index))
    yield addresses.ROBOTS, Robots(settings)


def _month_entries(changes: Changes) -> Iterator[tuple[str, int]]:
    """Yields the articles, newest first, and then the pages of their days."""
    yield from ((article.address, article.changed) for article in reversed(changes))
    days: dict[str, int] = {}
    for article in changes:
        date = dates.moment(article.published)
        address = addresses.day(date.year, date.month, date.day)
        days[address] = max(days.get(address, 0), article.changed)
    yield from reversed(days.items())


def _other_pages(edition: Edition, theme: Theme) -> Iterator[tuple[str, int | None]]:
    """Yields all pages that are not articles or days."""
    catalogue = edition.catalogue
    fixed = (address for address in sorted(theme.fixed) if address != addresses.NOT_FOUND)
    yield from ((quote(address), None) for address in fixed)  # as MkDocs writes it into the page
    lists = [("", catalogue.articles)]
    lists += [(f"{slug}/", group.articles) for slug, group in catalogue.categories.items()]
    lists += [(addresses.author(slug), group.articles) for slug, group in catalogue.authors.items()]
    lists += [(addresses.tag(slug), group.articles) for slug, group in catalogue.tags.items()]
    lists += [(addresses.series(slug), group.articles) for slug, group in catalogue.series.items()]
    lists += [(f"{month}/", group.articles) for month, group in catalogue.months.items()]
    yield from ((address, _changed(articles)) for address, articles in lists if articles)
    yield from ((addresses.author(slug), None) for slug in sorted(catalogue.author_names.shared))
    yield from ((addresses.tag(slug), None) for slug in sorted(catalogue.tag_names.shared))
    yield from ((addresses.year(year), None) for year in sorted({int(month[:4]) for month in catalogue.months}))
    yield from (
        (address, None) for address in (addresses.AUTHORS, addresses.TAGS, addresses.ARCHIVE, addresses.CORRECTIONS)
    )


def _changed(articles: tuple[Article, ...]) -> int:
    return max([article.changed for article in articles])
