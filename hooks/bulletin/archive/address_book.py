"""The address book: which addresses the site answers at, for links that lead to one of them from its root."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote, urlsplit

from ..article import Article
from ..posts import post
from ..problems import Problem, problem
from ..stylebook import addresses
from .month import Month
from .names import Group, Names

_PAGE_OF_LIST = re.compile(r"trang/\d+/|rss\.xml")
_OF_ARTICLE = re.compile(rf"{re.escape(addresses.print_view(''))}|bai-doc\.\w+")
_OWN = frozenset(
    {addresses.ARCHIVE, addresses.SEARCH, addresses.AUTHORS, addresses.TAGS, addresses.ALERTS, addresses.OFFLINE}
)
_ENGINES = ("tim-kiem/", "assets/", "sitemap")
"""Folders and files of the engine's, whose names are not known here."""


class AddressBook:
    """`taken` are the files of the site that come out of `docs/`."""

    def __init__(
        self,
        articles: tuple[Article, ...],
        months: Mapping[str, Month],
        categories: Mapping[str, Group],
        names: tuple[Names, Names],
        taken: frozenset[str],
    ):
        self._articles = articles
        self._months = months
        self._lists = {f"{slug}/" for slug in categories}
        for kind, known in zip((addresses.author, addresses.tag), names, strict=True):
            self._lists |= {kind(slug) for slug in (*known.groups, *known.shared)}
        self._times = {part for article in articles for part in (article.address[:5], article.address[:8])}
        self._taken = taken

    def has(self, url: str) -> bool:
        """Whether the site answers at an address, which begins with its root's slash; what stands behind `?` and `#` is
        no part of it.
        """
        path = unquote(urlsplit(url).path).lstrip("/")
        return any(
            self._has(form) for form in dict.fromkeys((path, f"{path}/" if path and not path.endswith("/") else path))
        )

    def _has(self, address: str) -> bool:
        if address in _OWN or address in addresses.FILES or address in self._times or address.startswith(_ENGINES):
            return True
        if addresses.output(address) in self._taken or address in self._lists or address in self._further:
            return True
        folder, _, _ = address.rstrip("/").rpartition("/")
        if address in self._pages or (
            _OF_ARTICLE.fullmatch(address[len(folder) + 1 :]) and f"{folder}/" in self._pages
        ):
            return True
        return any(address.startswith(one) and _PAGE_OF_LIST.fullmatch(address[len(one) :]) for one in self._lists)

    @cached_property
    def _pages(self) -> frozenset[str]:
        return frozenset(article.address for article in self._articles)

    @cached_property
    def _further(self) -> frozenset[str]:
        """Files that are handed out, and old addresses."""
        attached = {one.address for month in self._months.values() for one in month.attached}
        return frozenset(
            attached
            | {found for article in self._articles for alias in article.aliases if (found := addresses.alias(alias))}
        )


def dead_links(months: Mapping[str, Month], articles: tuple[Article, ...], book: AddressBook) -> Iterator[Problem]:
    """Links of posts to addresses of the site, and to headings of other posts, that are not there."""
    for month in months.values():
        for name, to_site in month.site_links:
            if not book.has(to_site.address):
                yield problem("dead-address", post.file(name), to_site.line, value=to_site.url)
    wanted = [(name, link) for month in months.values() for name, link in month.anchored]
    if wanted:
        targets = {link.name for _, link in wanted}
        anchors = {article.name: article.facts.anchors for article in articles if article.name in targets}
        for name, link in wanted:
            if link.name in anchors and link.anchor not in anchors[link.name]:
                yield problem("dead-anchor-elsewhere", post.file(name), link.line, value=link.url)
