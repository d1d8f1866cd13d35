"""A saying: the spoken form of a part of a line, and which text around it decided that form."""

import re
from typing import NamedTuple

from . import patterns


class Saying(NamedTuple):
    """The spoken form of `text[start:end]`. `before` and `after` are the lengths of the deciding surroundings."""

    start: int
    end: int
    said: str
    before: int = 0
    after: int = 0


def word_before(match: re.Match[str]) -> str:
    """Returns the word before a match, in lower case."""
    word = patterns.LAST_WORD.search(match.string, max(0, match.start() - patterns.BEFORE), match.start())
    return word[1].lower() if word else ""


def follows(line: str, start: int, words: str) -> bool:
    """Whether the words stand right before a position, in any case."""
    return line[max(0, start - len(words)) : start].lower() == words


def saying_of(match: re.Match[str], words: str, context: str = "", after: int = 0) -> Saying:
    """Makes the saying of a match. `context` is the word before it if that word decided the form; `after` is the length
    of the text after it that did.
    """
    return Saying(match.start(), match.end(), words, len(context) + 1 if context else 0, after)
