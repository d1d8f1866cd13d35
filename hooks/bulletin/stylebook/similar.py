"""Similar words: which word of a list somebody probably meant."""

from collections.abc import Collection

_LEAST_SIMILARITY = 60
"""From 0 to 100. Less similar words are unlikely to be slips of each other."""


def closest(word: str, known: Collection[str], at_least: float = _LEAST_SIMILARITY) -> str | None:
    """The known word that is most similar to `word`. None when no word reaches the similarity `at_least`."""
    from rapidfuzz import fuzz, process  # only a slip needs it, and it takes long to load

    match = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=at_least)
    return match[0] if match else None
