"""Checks of the fixed pages: who publishes the bulletin, what they do, how to reach them."""

from collections.abc import Iterator

from ...stylebook import words
from .. import register
from ..built_site import BuiltSite
from ..finding import Finding, fault
from ..page import Page

_LEAST_TEXT = 80
"""Characters of a page that says something."""


def organisation(site: BuiltSite) -> Finding:
    return _on(site, "organisation")


def functions(site: BuiltSite) -> Finding:
    return _on(site, "functions")


def contact(site: BuiltSite) -> Finding:
    """The page of contacts has to have the number and the mail of the settings."""
    found = _on(site, "contact")
    if found.faults:
        return found
    names = words.terminal()["duties"]["imprint"]
    faults = tuple(fault(found.page, "contact", what=names[key]) for key in site.pages[found.page].contact_lacks)
    return Finding(found.seen, faults, found.page)


def accessibility(site: BuiltSite) -> Finding:
    return _on(site, "accessibility")


def english(site: BuiltSite) -> Finding:
    """The topics that have names in English have to be there in English, too."""
    topics = [topic for topic, names in register.load().topics.items() if names.en]
    found = [_on(site, topic, words.ENGLISH) for topic in topics]
    faults = tuple(one for finding in found for one in finding.faults)
    return Finding(sum(finding.seen for finding in found), faults, found[0].page)


def _on(site: BuiltSite, topic: str, lang: str = words.HOME) -> Finding:
    """Whether there is a page on a topic, in a language, that the front page leads to."""
    names: tuple[str, ...] = getattr(register.load().topics[topic], lang)
    page = next(_about(site, lang, names), None)
    if page is None:
        return Finding(0, (fault("", f"no_page_{lang}", names=", ".join(names)),))
    return Finding(1, (), page.address)


def _about(site: BuiltSite, lang: str, names: tuple[str, ...]) -> Iterator[Page]:
    for page in _reached(site, lang):
        named = f"{page.title}\n{page.headings}".lower()
        if page.lang == lang and page.text_length >= _LEAST_TEXT and any(name in named for name in names):
            yield page


def _reached(site: BuiltSite, lang: str) -> Iterator[Page]:
    """The pages that the front page links to. The first page in English leads to the others in English."""
    direct = list(_linked(site, site.front)) if site.front else []
    yield from direct
    if lang == words.ENGLISH:
        for page in direct:
            if page.lang == lang:
                yield from _linked(site, page)


def _linked(site: BuiltSite, page: Page) -> Iterator[Page]:
    found = (site.pages[link] for link in sorted(page.links) if link in site.pages)
    return (one for one in found if one.is_listed and one.address and not one.is_of_article)
