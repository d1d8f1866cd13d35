"""The list of all feeds as OPML 2.0 (http://opml.org/spec2.opml), which feed readers import."""

from collections.abc import Iterator
from heapq import nlargest
from xml.etree import ElementTree

from ..edition.edition import Edition
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, words
from . import lead_feed

_MOST = 500
"""The most feeds of authors, and of keywords, in the list: those with the most articles."""


Group = tuple[str, tuple[tuple[str, str], ...]]
"""The name of a group of feeds, empty for feeds outside any, with the names and addresses of their lists."""


class FeedList(Recipe, frozen=True, gc=False):
    settings: Settings
    groups: tuple[Group, ...]

    def render(self) -> bytes:
        settings = self.settings
        root = ElementTree.Element("opml", version="2.0")
        head, body = ElementTree.SubElement(root, "head"), ElementTree.SubElement(root, "body")
        ElementTree.SubElement(head, "title").text = settings.site_name
        ElementTree.SubElement(head, "ownerName").text = settings.bulletin.publisher
        for name, lists in self.groups:
            parent = ElementTree.SubElement(body, "outline", text=name) if name else body
            for title, address in lists:
                ElementTree.SubElement(
                    parent,
                    "outline",
                    type="rss",
                    text=title,
                    title=title,
                    xmlUrl=settings.full_url(addresses.feed(address)),
                    htmlUrl=settings.full_url(address),
                )
        ElementTree.indent(root, " ")
        document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
        return document + b"\n"


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, FeedList]]:
    settings, catalogue, texts = edition.settings, edition.catalogue, words.site()
    groups: list[Group] = [("", ((settings.site_name, ""),))]
    groups.append((texts["sections"], tuple((group.name, f"{slug}/") for slug, group in catalogue.categories.items())))
    groups.append(("", ((texts["corrections"]["title"], addresses.CORRECTIONS),)))
    if catalogue.series:
        lists = tuple((group.name, addresses.series(group.slug)) for group in catalogue.series.values())
        groups.append((texts["name_index"]["series"]["title"], lists))
    for kind, names, address_of in (
        ("author", catalogue.authors, addresses.author),
        ("tag", catalogue.tags, addresses.tag),
    ):
        with_feed = [group for group in names.values() if len(group.articles) >= lead_feed.FEWEST_ARTICLES]
        frequent = nlargest(_MOST, with_feed, key=lambda group: (len(group.articles), group.slug))
        lists = tuple(sorted((group.name, address_of(group.slug)) for group in frequent))
        if lists:
            groups.append((texts["name_index"][kind]["title"], lists))
    yield addresses.FEED_LIST, FeedList(settings, tuple(groups))
