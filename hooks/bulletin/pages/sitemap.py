"""`sitemap.xml` (sitemaps.org protocol): every article, list, month and fixed page, with the time of its last change where that is known."""

from collections.abc import Iterator
from xml.etree import ElementTree

from .. import addresses, dates
from ..edition import Edition, Theme
from ..recipe import Recipe

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    settings, catalogue = edition.settings, edition.catalogue
    entries: list[tuple[str, str | None]] = [(settings.full_url(address), None) for address in sorted(theme.fixed) if address != "404.html"]
    lists = [("", catalogue.articles)]
    lists += [(f"{slug}/", group.articles) for slug, group in catalogue.categories.items()]
    lists += [(addresses.author(slug), group.articles) for slug, group in catalogue.authors.items()]
    lists += [(addresses.tag(slug), group.articles) for slug, group in catalogue.tags.items()]
    lists += [(f"{key}/", group.articles) for key, group in catalogue.months.items()]
    for address, articles in lists:
        if articles:
            entries.append((settings.full_url(address), dates.iso(max(article.changed for article in articles))))
    entries += [(settings.full_url(addresses.year(year)), None) for year in sorted({int(key[:4]) for key in catalogue.months})]
    entries.append((settings.full_url("luu-tru/"), None))
    entries += [(settings.full_url(article.address), dates.iso(article.changed)) for article in reversed(catalogue.articles)]
    yield "sitemap.xml", Recipe("sitemap", _sitemap, (entries,))
    yield "robots.txt", Recipe("sitemap", _robots, (settings.full_url("sitemap.xml"),))


def _sitemap(entries: list[tuple[str, str | None]]) -> bytes:
    root = ElementTree.Element("urlset", xmlns=_NAMESPACE)
    for location, changed in entries:
        url = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(url, "loc").text = location
        if changed:
            ElementTree.SubElement(url, "lastmod").text = changed
    ElementTree.indent(root, "")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _robots(sitemap_url: str) -> bytes:
    return f"User-agent: *\nAllow: /\nSitemap: {sitemap_url}\n".encode()
