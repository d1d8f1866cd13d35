"""What somebody probably meant: the word of a list that is most like one that is not in it."""

from collections.abc import Collection

from rapidfuzz import fuzz, process

_ALIKE = 60
"""From 0 to 100: words below it are no likely slips of each other."""


def closest(word: str, known: Collection[str], at_least: float = _ALIKE) -> str | None:
    """The known word that is most like another one; None when none is."""
    match = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=at_least)
    return match[0] if match else None
