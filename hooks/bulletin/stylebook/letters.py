"""Letters: which characters are the same to a reader, how names are sorted, and how invisible characters are named."""

import re
import unicodedata
from functools import cache

from . import words

BREAK = re.compile("\x0c|[\x0b\x85\u2028\u2029]")
"""Line ends from Word (Shift+Enter, a page break), a Mac, Google Docs and the web, other than those of text files."""
# Invisible characters break feeds (XML 1.0, section 2.2), hide text (bidi controls, Unicode UAX #9), break search
# (zero-width space and BOM inside words), or are not characters at all (Unicode 23.7). The joiners of emoji and of
# other scripts stay.
_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_CONTROLS = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff"
)
INVISIBLE = re.compile(f"[{_CONTROLS}{_NO_CHARACTERS}]")
_ODD = re.compile(f"{INVISIBLE.pattern}|{BREAK.pattern}")
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACE = re.compile(f"[{_SPACES}]")
_BYTE = re.compile("[\udc80-\udcff]")
"""A byte of a file name that is not UTF-8, as Python represents it (PEP 383)."""
_UNREADABLE = re.compile(f"[{_SPACES}{_CONTROLS}{_NO_CHARACTERS}\ufffc\ue000-\uf8ff\U000f0000-\U0010ffff]")

_LOOKALIKES = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
"""The Icelandic eth and the African d, which some keyboards and old converters give for the Vietnamese letter."""
_ALL_BUT_SMALL_ETH = str.maketrans({letter: d for letter, d in _LOOKALIKES.items() if letter != "ð"})
_ALL_LOOKALIKES = str.maketrans(_LOOKALIKES)
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
"""The capitals of Vietnamese, and the four further ones of foreign names."""
_ALPHABET = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng, in the order of dictionaries."""
_ONLY_VIETNAMESE = frozenset(letter for letter in _VIETNAMESE if not letter.isascii()) - frozenset("áéíóúýÁÉÍÓÚÝ")


def may_have(text: str, odd: re.Pattern[str]) -> bool:
    """Whether a text has a character that `odd` matches, in a fraction of the time of a search.

    `odd` may only match characters that Python doesn't call printable.
    """
    return not text.replace("\n", "").isprintable() and odd.search("".join(set(text))) is not None


def spelled(text: str) -> str:
    """The text in NFC, with the Vietnamese Đ in the place of letters that only look like it."""
    text = unicodedata.normalize("NFC", text)
    return _WORD.sub(_with_stroke, text) if any(letter in text for letter in _LOOKALIKES) else text


def visible(text: str) -> str:
    """The text on one line as its reader will see it: spelled, and without invisible characters."""
    if text.isascii() and text.isprintable():
        return text
    return INVISIBLE.sub("", BREAK.sub(" ", spelled(text)))


def is_visible(text: str) -> bool:
    """Whether `visible` would leave the text unchanged, in a fraction of its time."""
    return (
        unicodedata.is_normalized("NFC", text)
        and not may_have(text, _ODD)
        and not any(letter in text for letter in _LOOKALIKES)
    )


def _with_stroke(match: re.Match[str]) -> str:
    """A word with đ in the place of its lookalikes.

    A small ð stays inside a word that could be from another language (`Guðmundur`). No Icelandic word begins with it.
    """
    word = match[0]
    other_letters = {letter for letter in word if letter not in _LOOKALIKES}
    if not other_letters <= _VIETNAMESE:
        return word  # `Þórður`
    if other_letters & _ONLY_VIETNAMESE:
        return word.translate(_ALL_LOOKALIKES)
    return word[0].translate(_ALL_LOOKALIKES) + word[1:].translate(_ALL_BUT_SMALL_ETH)


def spaced(text: str) -> str:
    """The text with plain spaces in the place of no-break spaces and of spaces of other widths."""
    return _SPACE.sub(" ", text)


def readable(text: str) -> str:
    """The text on one line as a message shows it: with a name for each invisible character."""
    if text.isascii() and text.isprintable():
        return text
    return _UNREADABLE.sub(_name, " ".join(line.strip(" \t") for line in text.splitlines()))


def _name(match: re.Match[str]) -> str:
    character = match[0]
    if _BYTE.match(character):
        return words.sentence("characters.byte", code=f"{ord(character) - 0xDC00:02X}")
    kind = "space" if _SPACE.match(character) else "hidden"
    return words.sentence(f"characters.{kind}", code=code(character))


def code(character: str) -> str:
    """`U+00A0`"""
    return f"U+{ord(character):04X}"


@cache
def name_key(name: str) -> str:
    """A key that all spellings of one name share.

    It ignores capitals, and which letter of a syllable bears the tone: a syllable has only one tone.
    """
    syllables = []
    for syllable in unicodedata.normalize("NFD", name.casefold()).split():
        tone = "".join(character for character in syllable if character in _TONES)
        syllables.append("".join(character for character in syllable if character not in _TONES) + tone)
    return " ".join(syllables)


def sort_key(name: str) -> tuple[tuple[tuple[int, ...], int], ...]:
    """A key that sorts names as a Vietnamese dictionary does.

    It compares syllable by syllable: first the letters (a, ă, â, b … d, đ …), then the tone. Characters that are not in
    the alphabet come first.
    """
    keys = []
    for syllable in unicodedata.normalize("NFD", name.casefold()).split():
        letters = unicodedata.normalize("NFC", "".join(character for character in syllable if character not in _TONES))
        tone = next((_TONES.index(character) + 1 for character in syllable if character in _TONES), 0)
        keys.append((tuple([_ALPHABET.get(letter, ord(letter) - 0x110000) for letter in letters]), tone))
    return tuple(keys)


def initial(name: str) -> str:
    """The letter under which a list has a name: A for ă and â too, but Đ for đ; `0–9` when no letter comes first."""
    letter = unicodedata.normalize("NFD", name[:1].upper())[:1]
    return letter if letter.isalpha() else "0–9"
