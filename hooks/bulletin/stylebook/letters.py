"""Letters: which characters are one and the same to a reader, in which order words stand, and how those are named that
nobody sees.
"""

import re
import unicodedata
from functools import cache

from . import words

BREAK = re.compile("\x0c|[\x0b\x85\u2028\u2029]")
"""What ends a line in Word (Shift+Enter, a page's end), on a Mac, in Google Docs and on the web, besides what ends one
in a text file.
"""
# What no reader sees and what breaks feeds (XML 1.0, section 2.2), hides text (bidi controls, Unicode UAX #9), breaks
# search (zero-width space and BOM inside words), or is no character at all (Unicode 23.7). The joiners of emoji and of
# other scripts stay.
_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
INVISIBLE = re.compile(f"[{_CONTROLS}{_NO_CHARACTERS}]")
_ODD = re.compile(f"{INVISIBLE.pattern}|{BREAK.pattern}")
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACE = re.compile(f"[{_SPACES}]")
_BYTE = re.compile("[\udc80-\udcff]")
"""A byte of a file's name that is no UTF-8, as Python hands it out (PEP 383)."""
_TO_NAME = re.compile(f"[{_SPACES}{_CONTROLS}{_NO_CHARACTERS}\ufffc\ue000-\uf8ff\U000f0000-\U0010ffff]")

_LOOKALIKES = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
"""The eth of Icelandic and the African d, which some keyboards and old converters give for the Vietnamese letter."""
_ALWAYS = str.maketrans({letter: right for letter, right in _LOOKALIKES.items() if letter != "ð"})
_EVERYWHERE = str.maketrans(_LOOKALIKES)
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
]
_VIETNAMESE = frozenset("".join([*_VOWELS, "bcdfghjklmnpqrstvwxzđ"])) | frozenset(
    "".join([*_VOWELS, "bcdfghjklmnpqrstvwxzđ"]).upper()
)
CAPITALS = "".join(sorted({letter for letter in _VIETNAMESE if letter.isupper()} | set("FJWZ")))
"""Those of Vietnamese, and the four that foreign names have besides."""
_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order of dictionaries."""
_ONLY_VIETNAMESE = frozenset(letter for letter in _VIETNAMESE if not letter.isascii()) - frozenset("áéíóúýÁÉÍÓÚÝ")


def may_have(text: str, odd: re.Pattern[str]) -> bool:
    """Whether a text has a character that `odd` matches, one of those that Python calls not printable; in a fraction of
    the time of a search.
    """
    return not text.replace("\n", "").isprintable() and odd.search("".join(set(text))) is not None


def spelled(text: str) -> str:
    """The text in NFC, with the Vietnamese Đ for letters that only look like it."""
    text = unicodedata.normalize("NFC", text)
    return _WORD.sub(_with_stroke, text) if any(letter in text for letter in _LOOKALIKES) else text


def visible(text: str) -> str:
    """A piece of text on one line as its reader will see it: spelled, without what nobody sees."""
    if text.isascii() and text.isprintable():
        return text
    return INVISIBLE.sub("", BREAK.sub(" ", spelled(text)))


def is_visible(text: str) -> bool:
    """Whether `visible` would leave the text as it is; in a fraction of its time."""
    return (
        unicodedata.is_normalized("NFC", text)
        and not may_have(text, _ODD)
        and not any(letter in text for letter in _LOOKALIKES)
    )


def _with_stroke(found: re.Match[str]) -> str:
    """A small ð inside a word that could be of another language stays (`Guðmundur`); at its beginning it is no letter
    of Icelandic.
    """
    word = found[0]
    others = {letter for letter in word if letter not in _LOOKALIKES}
    if not others <= _VIETNAMESE:
        return word  # `Þórður`
    if others & _ONLY_VIETNAMESE:
        return word.translate(_EVERYWHERE)
    return word[0].translate(_EVERYWHERE) + word[1:].translate(_ALWAYS)


def spaced(text: str) -> str:
    """The text with plain spaces for no-break spaces and for those of other widths."""
    return _SPACE.sub(" ", text)


def shown(text: str) -> str:
    """The text on one line as a message shows it: with a name for each character that nobody sees."""
    if text.isascii() and text.isprintable():
        return text
    return _TO_NAME.sub(_name, " ".join(line.strip(" \t") for line in text.splitlines()))


def _name(found: re.Match[str]) -> str:
    character = found[0]
    if _BYTE.match(character):
        return words.sentence("characters.byte", code=f"{ord(character) - 0xDC00:02X}")
    kind = "space" if _SPACE.match(character) else "hidden"
    return words.sentence(f"characters.{kind}", code=code(character))


def code(character: str) -> str:
    """`U+00A0`"""
    return f"U+{ord(character):04X}"


@cache
def same_name(name: str) -> str:
    """A key that two spellings of one name share: without capitals, and without the place of a tone, since a syllable
    has one tone wherever it is written.
    """
    syllables = []
    for syllable in unicodedata.normalize("NFD", name.casefold()).split():
        tone = "".join(mark for mark in syllable if mark in _TONES)
        syllables.append("".join(mark for mark in syllable if mark not in _TONES) + tone)
    return " ".join(syllables)


def in_order(name: str) -> tuple[tuple[tuple[int, ...], int], ...]:
    """A key to sort names by, as a Vietnamese dictionary does: syllable by syllable, by letters first (a, ă, â, b … d,
    đ …), then by tone. What is no letter stands first.
    """
    keys = []
    for syllable in unicodedata.normalize("NFD", name.casefold()).split():
        letters = unicodedata.normalize("NFC", "".join(mark for mark in syllable if mark not in _TONES))
        tone = next((_TONES.index(mark) + 1 for mark in syllable if mark in _TONES), 0)
        keys.append((tuple([_ALPHABET.get(letter, ord(letter) - 0x110000) for letter in letters]), tone))
    return tuple(keys)


def initial(name: str) -> str:
    """The letter under which a list has a name: A for ă and â too, but Đ for đ; `0–9` for what begins with no
    letter.
    """
    first = unicodedata.normalize("NFD", name[:1].upper())[:1]
    return first if first.isalpha() else "0–9"
