"""The sitemap of the latest news (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap):
the articles of the last two days. It may be empty.
"""

from collections.abc import Iterator
from xml.etree import ElementTree

from ..edition.edition import Edition
from ..edition.inputs import Headlines
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, dates

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


class NewsSitemap(Recipe, frozen=True, gc=False):
    settings: Settings
    articles: Headlines
    """Newest first."""

    def render(self) -> bytes:
        settings = self.settings
        root = ElementTree.Element("urlset", {"xmlns": _SITEMAP, "xmlns:news": _NEWS})
        for article in self.articles:
            url = ElementTree.SubElement(root, "url")
            ElementTree.SubElement(url, "loc").text = settings.full_url(article.address)
            news = ElementTree.SubElement(url, "news:news")
            publication = ElementTree.SubElement(news, "news:publication")
            ElementTree.SubElement(publication, "news:name").text = settings.site_name
            ElementTree.SubElement(publication, "news:language").text = "vi"
            ElementTree.SubElement(news, "news:publication_date").text = dates.iso(article.date)
            ElementTree.SubElement(news, "news:title").text = article.title
        ElementTree.indent(root, "")
        document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
        return document + b"\n"


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, NewsSitemap]]:
    yield addresses.SITEMAP_OF_NEWS, NewsSitemap(edition.settings, edition.latest_news)
