"""A page of the site, as far as the checks want to know it."""

import re
from dataclasses import dataclass
from typing import Any

_ARTICLE = re.compile(r"\d{4}/\d{2}/(?!(?:0[1-9]|[12]\d|3[01])/)[^/]+/")


@dataclass(frozen=True)
class Source:
    """The line of a reprint that names where it is from."""

    has_name: bool
    has_link: bool
    has_time: bool


@dataclass(frozen=True)
class Page:
    """`address` is relative to the site's root: `2020/06/bai/`, or empty for the front page. Pictures, foreign
    addresses and inline code are those at fault. `links` are the addresses within the site that it leads to;
    articles have too many to keep them.
    """

    address: str
    lang: str
    title: str
    headings: str
    text_length: int
    has_description: bool
    canonical: str
    is_noindex: bool
    leads_on: bool
    is_for_phones: bool
    has_skip_link: bool
    has_text_size: bool
    has_search: bool
    has_feed: bool
    imprint_lacks: tuple[str, ...]
    contact_lacks: tuple[str, ...]
    has_gap: bool
    without_alt: tuple[str, ...]
    foreign: tuple[str, ...]
    inline: tuple[str, ...]
    data: tuple[dict[str, Any], ...]
    is_data_broken: bool
    has_time: bool
    has_date: bool
    has_correction: bool
    labels: str
    has_byline: bool
    source: Source | None
    links: frozenset[str]

    @property
    def is_of_article(self) -> bool:
        return is_of_article(self.address)

    @property
    def is_listed(self) -> bool:
        """Whether the page stands for itself: no print view, no page that leads on, no explanation of a removal."""
        return not (self.is_noindex or self.leads_on)

    def data_of(self, *kinds: str) -> dict[str, Any] | None:
        """The page's JSON-LD of one of these types."""
        return next((item for item in self.data if item.get("@type") in kinds), None)


def is_of_article(address: str) -> bool:
    """Whether an article stands at an address, or its removal is explained there."""
    return bool(_ARTICLE.fullmatch(address))
