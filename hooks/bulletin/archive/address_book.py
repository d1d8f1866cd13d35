"""The address book: the addresses at which the site answers, so that links from its root can be checked."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote, urlsplit

from ..articles.article import Article
from ..posts import post
from ..problems import Problem, problem
from ..stylebook import addresses, old_addresses
from .month import Month
from .names import Group, Names

_PAGE_OF_LIST = re.compile(r"trang/\d+/|rss\.xml|atom\.xml|feed\.json")
_PART_OF_ARTICLE = re.compile(rf"{re.escape(addresses.print_view(''))}|bai-doc\.\w+|su-kien\.ics")
_FIXED_ADDRESSES = frozenset(
    {
        addresses.ARCHIVE,
        addresses.SEARCH,
        addresses.AUTHORS,
        addresses.TAGS,
        addresses.ALERTS,
        addresses.OFFLINE,
        addresses.SERIES,
    }
)
_ENGINE_PREFIXES = ("tim-kiem/", "assets/", "sitemap")
"""Beginnings of addresses that the engine itself makes; the full addresses are not known here."""


class AddressBook:
    """Knows every address of the site. `taken` are the files of the site that come from `docs/`."""

    def __init__(
        self,
        articles: tuple[Article, ...],
        months: Mapping[str, Month],
        categories: Mapping[str, Group],
        series: Iterable[str],
        names: tuple[Names, Names],
        taken: frozenset[str],
    ):
        self._articles = articles
        self._months = months
        self._lists = {f"{slug}/" for slug in categories} | {addresses.series(slug) for slug in series}
        self._lists.add(addresses.CORRECTIONS)
        for address_of, name_list in zip((addresses.author, addresses.tag), names, strict=True):
            self._lists |= {address_of(slug) for slug in (*name_list.groups, *name_list.shared)}
        self._taken = taken

    def has(self, url: str) -> bool:
        """Whether the site answers at a URL that begins with the slash of the site's root. Its query and fragment do
        not count.
        """
        path = unquote(urlsplit(url).path).lstrip("/")
        return any(
            self._has(form) for form in dict.fromkeys((path, f"{path}/" if path and not path.endswith("/") else path))
        )

    def _has(self, address: str) -> bool:
        if (
            address in _FIXED_ADDRESSES
            or address in addresses.FILES
            or address.startswith(_ENGINE_PREFIXES)
            or addresses.output(address) in self._taken
            or address in self._lists
        ):
            return True
        if address in self._files_and_aliases or address.removesuffix("atom.xml") in self._times:
            return True
        folder, _, _ = address.rstrip("/").rpartition("/")
        if address in self._pages or (
            _PART_OF_ARTICLE.fullmatch(address[len(folder) + 1 :]) and f"{folder}/" in self._pages
        ):
            return True
        return any(
            address.startswith(prefix) and _PAGE_OF_LIST.fullmatch(address[len(prefix) :]) for prefix in self._lists
        )

    @cached_property
    def _times(self) -> set[str]:
        """The pages of years and months."""
        return {part for article in self._articles for part in (article.address[:5], article.address[:8])}

    @cached_property
    def _pages(self) -> frozenset[str]:
        return frozenset(article.address for article in self._articles)

    @cached_property
    def _files_and_aliases(self) -> frozenset[str]:
        """The addresses of files that posts hand out, and old addresses of articles."""
        attachments = {attachment.address for month in self._months.values() for attachment in month.attachments}
        return frozenset(
            attachments
            | {
                address
                for article in self._articles
                for alias in article.aliases
                if (address := old_addresses.alias(alias))
            }
        )


def dead_links(months: Mapping[str, Month], articles: tuple[Article, ...], book: AddressBook) -> Iterator[Problem]:
    """The problems of links in posts that lead to a missing address of the site, or to a missing heading of another
    post.
    """
    for month in months.values():
        for name, site_link in month.site_links:
            if not book.has(site_link.address):
                yield problem("dead-address", post.file(name), site_link.line, value=site_link.url)
    anchor_links = [(name, link) for month in months.values() for name, link in month.anchor_links]
    if anchor_links:
        targets = {link.name for _, link in anchor_links}
        anchors = {article.name: article.facts.anchors for article in articles if article.name in targets}
        for name, link in anchor_links:
            if link.name in anchors and link.anchor not in anchors[link.name]:
                yield problem("dead-anchor-elsewhere", post.file(name), link.line, value=link.url)
