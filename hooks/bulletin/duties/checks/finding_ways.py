"""Checks of the ways to articles: search, sitemaps, feeds, archive, and the address of the site itself."""

from urllib.parse import urlsplit

from ...stylebook import addresses
from ..built_site import BuiltSite
from ..finding import Finding, fault
from .every_page import of_pages

_SITEMAP, _ROBOTS, _FEED = "sitemap.xml", "robots.txt", "rss.xml"
_NATIONAL = ".vn"


def national_domain(site: BuiltSite) -> Finding:
    host = urlsplit(site.settings.site_url).hostname or ""
    return Finding(1, () if host.endswith(_NATIONAL) else (fault("site_url", "domain", host=host),))


def https(site: BuiltSite) -> Finding:
    is_safe = site.settings.site_url.startswith("https://")
    return Finding(1, () if is_safe else (fault("site_url", "https", url=site.settings.site_url),))


def search(site: BuiltSite) -> Finding:
    found = of_pages(site.listed, lambda page: () if page.has_search else (fault(page.address, "no_search_box"),))
    faults = list(found.faults)
    if addresses.SEARCH not in site.pages:
        faults.append(fault(addresses.SEARCH, "no_search_page"))
    if site.articles and (site.text(addresses.SEARCH_TABLE) is None or not any(site.files(".pf_index"))):
        faults.append(fault(addresses.SEARCH_TABLE, "no_search_index"))
    return Finding(found.seen, tuple(faults), addresses.SEARCH)


def sitemap(site: BuiltSite) -> Finding:
    listed = site.sitemap
    if listed is None:
        return Finding(0, (fault(_SITEMAP, "sitemap_broken"),))
    faults = [fault(page.address, "not_in_sitemap") for page in site.articles if page.address not in listed]
    faults += [fault(address, "sitemap_leads_nowhere") for address in sorted(listed) if not site.has(address)]
    if site.settings.full_url(_SITEMAP) not in (site.text(_ROBOTS) or ""):
        faults.append(fault(_ROBOTS, "robots"))
    return Finding(len(listed), tuple(faults), _SITEMAP)


def feeds(site: BuiltSite) -> Finding:
    found = of_pages(site.listed, lambda page: () if page.has_feed else (fault(page.address, "no_feed_link"),))
    feed = site.xml(_FEED)
    if feed is None or (site.articles and not feed.xpath("/rss/channel/item[guid]")):
        return Finding(found.seen, (*found.faults, fault(_FEED, "feed_broken")), _FEED)
    return Finding(found.seen, found.faults, _FEED)


def archive(site: BuiltSite) -> Finding:
    """The front page leads to the archive, that to years and months, and each month to all of its articles."""
    reached, following = set[str](), [addresses.ARCHIVE]
    if site.front is None or addresses.ARCHIVE not in site.front.links:
        return Finding(0, (fault("", "no_archive"),))
    while following:
        page = site.pages.get(following.pop())
        new = {link for link in page.links if link[:1].isdigit()} - reached if page else set()
        reached |= new
        following += new
    faults = tuple(fault(page.address, "not_in_archive") for page in site.articles if page.address not in reached)
    return Finding(len(site.articles), faults, addresses.ARCHIVE)


def print_views(site: BuiltSite) -> Finding:
    return of_pages(
        site.articles,
        lambda page: (
            () if addresses.print_view(page.address) in site.pages else (fault(page.address, "no_print_view"),)
        ),
    )
