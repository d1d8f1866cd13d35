"""Checks of what every page has to have."""

from collections.abc import Callable, Iterable

from ...stylebook import words
from ..built_site import BuiltSite
from ..finding import Fault, Finding, fault
from ..page import Page


def of_pages(pages: Iterable[Page], look: Callable[[Page], Iterable[Fault]]) -> Finding:
    """What `look` finds at fault on pages; the first page without a fault shows it."""
    seen, faults, shown = 0, list[Fault](), None
    for page in pages:
        seen += 1
        found = list(look(page))
        faults += found
        if not found and shown is None:
            shown = page.address
    return Finding(seen, tuple(faults), shown or "")


def _one(is_there: Callable[[Page], bool], key: str) -> Callable[[Page], Iterable[Fault]]:
    return lambda page: [] if is_there(page) else [fault(page.address, key)]


def readable(site: BuiltSite) -> Finding:
    faults = tuple(fault(path, "unreadable") for path in site.unreadable)
    return Finding(len(site.pages) + len(faults), faults)


def imprint(site: BuiltSite) -> Finding:
    def look(page: Page) -> Iterable[Fault]:
        if page.imprint_lacks:
            names = words.terminal()["duties"]["imprint"]
            yield fault(page.address, "imprint", what=", ".join(names[key] for key in page.imprint_lacks))

    return of_pages(site.listed, look)


def filled_in(site: BuiltSite) -> Finding:
    return of_pages(site.listed, _one(lambda page: not page.has_gap, "gap"))


def phones(site: BuiltSite) -> Finding:
    return of_pages(site.pages.values(), _one(lambda page: page.is_for_phones, "phones"))


def language(site: BuiltSite) -> Finding:
    def look(page: Page) -> Iterable[Fault]:
        if page.lang not in (words.HOME, words.ENGLISH):
            yield fault(page.address, "language", lang=page.lang)
        if not page.title:
            yield fault(page.address, "no_title")

    return of_pages(site.pages.values(), look)


def alt_texts(site: BuiltSite) -> Finding:
    def look(page: Page) -> Iterable[Fault]:
        return (fault(page.address, "alt", picture=picture) for picture in page.without_alt)

    return of_pages(site.pages.values(), look)


def text_size(site: BuiltSite) -> Finding:
    return of_pages(site.listed, _one(lambda page: page.has_text_size, "text_size"))


def skip_link(site: BuiltSite) -> Finding:
    return of_pages(site.listed, _one(lambda page: page.has_skip_link, "skip_link"))


def description(site: BuiltSite) -> Finding:
    def look(page: Page) -> Iterable[Fault]:
        if not page.has_description:
            yield fault(page.address, "no_description")
        if page.canonical != site.settings.full_url(page.address):
            yield fault(page.address, "canonical", found=page.canonical)
        if page.is_data_broken:
            yield fault(page.address, "data")

    return of_pages(site.listed, look)


def no_third_party(site: BuiltSite) -> Finding:
    def look(page: Page) -> Iterable[Fault]:
        return (fault(page.address, "third_party", address=address) for address in page.foreign)

    pages = of_pages(site.pages.values(), look)
    styles = tuple(fault(path, "third_party", address=address) for path, address in site.foreign_in_styles)
    return Finding(pages.seen, pages.faults + styles, pages.page)


def no_inline_code(site: BuiltSite) -> Finding:
    def look(page: Page) -> Iterable[Fault]:
        return (fault(page.address, "inline", what=what) for what in page.inline)

    return of_pages(site.pages.values(), look)


def no_cookies(site: BuiltSite) -> Finding:
    scripts = list(site.files(".js"))
    faults = tuple(fault(path, "cookie") for path in scripts if "document.cookie" in (site.text(path) or ""))
    return Finding(len(scripts), faults, next((path for path in scripts if path not in {f.place for f in faults}), ""))
