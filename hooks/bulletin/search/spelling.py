"""Search text: how the search index spells text, so that readers find it with accents and without, and pages can still
show it as it was.

A word becomes its bare letters, an end mark and a sign for its accents: `bình` → `binhqf`, `đẳng` → `dangqdwr`. A query
with accents asks for the whole of it; a query without asks for everything that begins with `binhq`. The index is good
at finding words by their beginning anyway. The end mark keeps `ho` from finding `hoa`. The sign has the tone but not
its place, so `hòa` and `hoà` are one word. `overrides/assets/scripts/search/text.module.js` spells queries and reads
texts back; `tests/unit/spelling.yml` holds both programs to the same spelling.
"""

import re
import unicodedata
from functools import lru_cache

from ..stylebook import letters

_WORD = re.compile(r"[^\W\d_]+|\d+")
_END = "q"
_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
"""The letters that stand for tones in Telex, a way of typing Vietnamese."""
_MARK_OF = {letter: mark for mark, letter in _TONES.items()}
_HAT, _HORN, _BREVE = "\u0302", "\u031b", "\u0306"
_STROKE = "\u0335"
"""Makes a `đ` of a `d`, for an index that removes marks but does not know `đ`."""
_OLD_PLACE, _GLUE, _SPACE = "`", "~", "|"
_RESERVED = (_OLD_PLACE, _GLUE, _SPACE)
_MANY = 65_536
"""The number of words whose spelling is remembered, with and without the signs around them. An archive has some ten
thousand words.
"""


def words(text: str) -> list[str]:
    """The words of a query or text: runs of letters and runs of digits."""
    return _WORD.findall(letters.spelled(text))


@lru_cache(_MANY)
def fold(word: str) -> str:
    """The bare letters of a word: `Đẳng` → `dang`."""
    decomposed = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join([letter for letter in decomposed if not unicodedata.combining(letter)])


def without_accents(text: str) -> str:
    """The words of a text as a query asks for them with any accents: `Bình Đẳng!` → `binhq dangq`."""
    return " ".join([f"{fold(word)}{_END}" for word in words(text)])


def spell(text: str) -> str:
    """The text as the index holds it. One word stands between two spaces. Other characters between two words follow the
    first word; `~` stands for a missing space, `|` for an additional one.
    """
    text = unicodedata.normalize("NFC", text)
    for sign in _RESERVED:
        text = text.replace(sign, " ")
    pieces = text.split()
    begin = next((number for number, piece in enumerate(pieces) if _WORD.search(piece)), None)
    if begin is None:
        return _SPACE.join(pieces)
    head = "".join([piece + _SPACE for piece in pieces[:begin]])
    # The same pieces come again and again, so that most take a look-up and nothing more.
    *inner, last = map(_spell_piece, pieces[begin:])
    return head + "".join([*inner, " ", last[1:]])[1:]


def mark(kind: str, slug: str) -> str:
    """A word that only articles of a category, an author or a year have, and no text: `qcthoisuq`. The search finds
    them by it.
    """
    return f"{_END}{kind[0]}{slug.replace('-', '')}{_END}"


def read(spelled: str) -> str:
    """The text that `spell` made into `spelled`."""
    text = _SPELLED.sub(lambda match: _read_word(match[1], match[2], bool(match[3])), spelled)
    return text.replace(f"{_GLUE} ", "").replace(_SPACE, " ")


_WORD_AND_GAP = re.compile(r"([^\W\d_]+|\d+)?([\W_]*)")
# Only at the beginning of a word; otherwise a long word that was never spelled would be tried from each letter.
_SPELLED = re.compile(
    rf"((?<![^\W\d_])(?<!{_STROKE})(?:[^\W\d_]|{_STROKE})+|(?<!\d)\d+){_END}(d?[zw]?[nsfrxj])?(?![^\W_])({_OLD_PLACE}?)",
    re.IGNORECASE,
)


@lru_cache(_MANY)
def _spell_piece(piece: str) -> str:
    """What stands between two spaces of a text, with the space or its sign before it."""
    if not _WORD.search(piece):
        return _SPACE + piece
    return " " + _WORD_AND_GAP.sub(_spell_with_gap, piece).removesuffix(f"{_GLUE} ")


def _spell_with_gap(match: re.Match[str]) -> str:
    word, gap = match.groups()
    return f"{_spell(word)}{gap}{_GLUE} " if word else gap


@lru_cache(_MANY)
def _spell(word: str) -> str:
    bare, sign = _letters_and_sign(word)
    if sign is None:
        return f"{word}{_END}"
    end = _END + sign
    if len(word) > 1 and word.isupper():
        end = end.upper()  # otherwise the index would divide it into several words
    for place_mark in ("", _OLD_PLACE):
        if read(f"{bare}{end}{place_mark}") == word:
            return f"{bare}{end}{place_mark}"
    # A name from another language, or a misprint, keeps its accents, which the index removes by itself.
    return unicodedata.normalize("NFC", word).replace("đ", f"d{_STROKE}").replace("Đ", f"D{_STROKE}") + end


def _letters_and_sign(word: str) -> tuple[str, str | None]:
    """The letters of a word without accents, and the sign for its accents; None if the word has accents that are not
    Vietnamese.
    """
    if word.isascii():
        return word, ""
    decomposed = unicodedata.normalize("NFD", word)
    letters = "".join([letter for letter in decomposed if not unicodedata.combining(letter)])
    marks = [mark for mark in decomposed if unicodedata.combining(mark)]
    tones = [_TONES[mark] for mark in marks if mark in _TONES]
    quality_marks = [mark for mark in marks if mark not in _TONES]
    bare = letters.replace("đ", "d").replace("Đ", "D")
    if len(tones) > 1 or not bare.isascii() or not {_HAT, _HORN, _BREVE}.issuperset(quality_marks):
        return bare, None
    quality = "w" if _HORN in quality_marks or _BREVE in quality_marks else "z" if quality_marks else ""
    return bare, ("d" if bare != letters else "") + quality + (tones[0] if tones else "n")


_ONSET = re.compile(r"(?:qu|gi(?=[aeiouy])|[^aeiouy])*", re.IGNORECASE)
_NUCLEUS = re.compile(r"[aeiouy]+", re.IGNORECASE)


def _read_word(letters: str, sign: str | None, is_old_place: bool) -> str:
    """A word with its accents in the places where Vietnamese puts them. Letters with accents of their own stay as they
    are.
    """
    if not sign or not letters.isascii():
        return letters.replace(f"d{_STROKE}", "đ").replace(f"D{_STROKE}", "Đ")
    sign = sign.lower()
    parts = list(letters)
    nucleus = _NUCLEUS.match(letters, _ONSET.match(letters).end())  # type: ignore[union-attr]
    if nucleus:
        begin, end = nucleus.span()
        vowels = nucleus[0].lower()
        marked_vowels = [
            begin + position for position in _marked_vowels(vowels, "w" if "w" in sign else "z" if "z" in sign else "")
        ]
        for position in marked_vowels:
            parts[position] += _HAT if "z" in sign else _BREVE if parts[position] in "aA" else _HORN
        mark = _MARK_OF.get(sign[-1])
        if mark:
            parts[
                marked_vowels[-1] if marked_vowels else begin + _tone_place(vowels, end < len(letters), is_old_place)
            ] += mark
    if "d" in sign:
        parts[0] = {"d": "đ", "D": "Đ"}.get(parts[0], parts[0])
    return unicodedata.normalize("NFC", "".join(parts))


def _marked_vowels(vowels: str, quality: str) -> list[int]:
    """The positions of the vowels that have a hat (`z`), or a horn or breve (`w`)."""
    if quality == "z":
        return [max(vowels.rfind(letter) for letter in "aeo")] if set(vowels) & set("aeo") else []
    if quality == "w":
        for group, positions in (("uo", [0, 1]), ("oa", [1]), ("u", [0]), ("o", [0]), ("a", [0])):
            start = vowels.find(group)
            if start >= 0:
                return [start + position for position in positions]
    return []


def _tone_place(vowels: str, is_closed: bool, is_old: bool) -> int:
    """The position of the vowel that bears the tone, in the old way of writing or the new."""
    if len(vowels) == 1 or (len(vowels) == 2 and not is_closed and (is_old or vowels not in ("oa", "oe", "uy"))):
        return 0
    return 1
