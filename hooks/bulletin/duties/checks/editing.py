"""Checks of what readers are told of an article: when, who, where it is from, what was wrong, why it is gone."""

from collections.abc import Iterable

from ...stylebook import addresses
from ..built_site import BuiltSite
from ..finding import Fault, Finding, fault
from ..page import Page
from .every_page import of_pages

_NEWS = ("NewsArticle", "LiveBlogPosting")
_TITLE = ("cải chính", "xin lỗi")
"""The words of the title that Press Law 2016, art. 42(4)(a), and Decree 237/2026, art. 19(2)(a), give a correction."""


def described(site: BuiltSite) -> Finding:
    return of_pages(site.articles, lambda page: () if page.data_of(*_NEWS) else (fault(page.address, "no_data"),))


def dated(site: BuiltSite) -> Finding:
    return of_pages(site.articles, lambda page: () if page.has_date else (fault(page.address, "no_date"),))


def signed(site: BuiltSite) -> Finding:
    return of_pages(
        site.articles,
        lambda page: () if page.has_byline or page.source else (fault(page.address, "no_byline"),),
    )


def reprints(site: BuiltSite) -> Finding:
    """A reprint is known by its JSON-LD, which search engines read, or by the line that readers see."""

    def look(page: Page) -> Iterable[Fault]:
        if page.source is None or not page.source.has_name:
            yield fault(page.address, "no_source")
            return
        if not page.source.has_link:
            yield fault(page.address, "no_source_link")
        if not page.source.has_time:
            yield fault(page.address, "no_source_time")

    return of_pages((page for page in site.articles if page.source or _origin(page)), look)


def _origin(page: Page) -> object:
    return (page.data_of(*_NEWS) or {}).get("sourceOrganization")


def corrections_page(site: BuiltSite) -> Finding:
    faults = []
    page = site.pages.get(addresses.CORRECTIONS)
    if page is None:
        faults.append(fault(addresses.CORRECTIONS, "no_corrections_page"))
    if site.front is None or addresses.CORRECTIONS not in site.front.links:
        faults.append(fault("", "no_corrections_link"))
    policy = site.settings.full_url(addresses.CORRECTIONS)
    wrong = (item for item in (site.front, *site.articles) if item and _policy(item) != policy)
    faults += [fault(item.address, "no_corrections_policy") for item in wrong]
    return Finding(len(site.articles) + 1, tuple(faults), addresses.CORRECTIONS)


def _policy(page: Page) -> object:
    publisher = (page.data_of(*_NEWS, "WebSite") or {}).get("publisher")
    return publisher.get("correctionsPolicy") if isinstance(publisher, dict) else None


def corrections(site: BuiltSite) -> Finding:
    """Each corrected article stands on the page of corrections for good, and carries its note itself."""
    page = site.pages.get(addresses.CORRECTIONS)
    corrected = [item for item in site.articles if (item.data_of(*_NEWS) or {}).get("correction")]

    def look(item: Page) -> Iterable[Fault]:
        if page is None or item.address not in page.links:
            yield fault(item.address, "correction_not_listed")
        if not item.has_correction:
            yield fault(item.address, "correction_not_shown")

    return of_pages(corrected, look)


def correction_title(site: BuiltSite) -> Finding:
    page = site.pages.get(addresses.CORRECTIONS)
    if page is None or not any(item.has_correction for item in site.articles):
        return Finding(0, ())
    is_right = all(word in page.labels.lower() for word in _TITLE)
    return Finding(1, () if is_right else (fault(addresses.CORRECTIONS, "correction_title"),), addresses.CORRECTIONS)


def removals(site: BuiltSite) -> Finding:
    """An article that was removed explains itself at its address, and stands nowhere else."""
    listed = site.sitemap or set()
    linked = {link for page in site.pages.values() for link in page.links}

    def look(address: str) -> Iterable[Fault]:
        page = site.pages.get(address)
        if page is None:
            yield fault(address, "no_tombstone")
        elif not page.is_noindex or not page.has_time or page.data_of(*_NEWS) or page.text_length < 1:
            yield fault(address, "no_explanation")
        if address in listed or address in linked:
            yield fault(address, "still_listed")

    addresses_gone = [address for address in site.removed if address.endswith("/")]
    faults = tuple(one for address in addresses_gone for one in look(address))
    return Finding(len(addresses_gone), faults, addresses_gone[0] if addresses_gone else "")
