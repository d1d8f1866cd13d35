"""The creators of an article, for machines."""

from ...articles.extents import TextFacts
from ...articles.fragment import Fragment


def creators(facts: TextFacts, fragment: Fragment) -> tuple[str, ...]:
    """Returns the authors, or the paper or office that a reprint without authors comes from."""
    return facts.author or ((fragment.source.name,) if fragment.source else ())
