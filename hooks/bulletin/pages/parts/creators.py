"""Who wrote an article, for machines."""

from ...article import Fragment, TextFacts


def creators(facts: TextFacts, fragment: Fragment) -> tuple[str, ...]:
    """The authors; of a reprint that names nobody, the paper or office that it comes from."""
    return facts.author or ((fragment.source.name,) if fragment.source else ())
