"""Checks: each looks at the built site for one thing that a clause asks, and can fail."""

from collections.abc import Callable, Mapping

from ..built_site import BuiltSite
from ..finding import Finding
from . import editing, every_page, finding_ways, fixed_pages

Check = Callable[[BuiltSite], Finding]

CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        *(every_page.readable, every_page.imprint, every_page.filled_in, every_page.phones, every_page.language),
        *(every_page.alt_texts, every_page.text_size, every_page.skip_link, every_page.description),
        *(every_page.no_third_party, every_page.no_inline_code, every_page.no_cookies),
        *(fixed_pages.organisation, fixed_pages.functions, fixed_pages.contact, fixed_pages.accessibility),
        fixed_pages.english,
        *(finding_ways.national_domain, finding_ways.https, finding_ways.search, finding_ways.sitemap),
        *(finding_ways.feeds, finding_ways.archive, finding_ways.print_views),
        *(
            editing.described,
            editing.dated,
            editing.signed,
            editing.reprints,
            editing.corrections_page,
            editing.corrections,
        ),
        *(editing.correction_title, editing.removals),
    )
}
"""By the names that `duties.vi.yml` gives them."""
