"""The creators of an article, for machines."""

from ...article import Fragment, TextFacts


def creators(facts: TextFacts, fragment: Fragment) -> tuple[str, ...]:
    """Returns the authors, or the paper or office that a reprint without authors comes from."""
    return facts.author or ((fragment.source.name,) if fragment.source else ())
