"""Search text: how text is spelled for the search index, so that it is found with accents and without, and can still be
shown as it was.

A word becomes its bare letters, an end mark and a sign for its accents: `bình` → `binhqf`, `đẳng` → `dangqdwr`. Who
types accents asks for the whole of it, who doesn't for everything that begins with `binhq`: finding words by their
beginning is what the index is good at anyway. The end mark keeps `ho` from finding `hoa`, and the sign has the tone
but not its place, so `hòa` and `hoà` are one word. `overrides/assets/scripts/search/text.module.js` spells queries and
reads texts back; `tests/unit/spelling.yml` holds both to the same.
"""

import re
import unicodedata
from functools import lru_cache

from ..stylebook import letters

_WORD = re.compile(r"[^\W\d_]+|\d+")
_END = "q"
_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
"""The letters of the Telex way of typing."""
_MARK_OF = {letter: mark for mark, letter in _TONES.items()}
_HAT, _HORN, _BREVE = "\u0302", "\u031b", "\u0306"
_STROKE = "\u0335"
"""What makes a d a đ, for an index that takes marks off but knows no đ."""
_OLD_PLACE, _GLUE, _SPACE = "`", "~", "|"
_RESERVED = str.maketrans("`~|", "   ")
_MANY = 65_536
"""Words that are remembered; an archive has some ten thousand."""


def words(text: str) -> list[str]:
    """The words of a query or text: runs of letters, and of digits."""
    return _WORD.findall(letters.spelled(text))


def fold(word: str) -> str:
    """The bare letters: `Đẳng` → `dang`."""
    apart = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join([letter for letter in apart if not unicodedata.combining(letter)])


def spell(text: str) -> str:
    """A text for the index. One word between two spaces; what else stands between two words follows the first one, `~`
    for no space at all, `|` for one more.
    """
    text = " ".join(unicodedata.normalize("NFC", text).translate(_RESERVED).split())
    return _WORD_AND_GAP.sub(_spell_with_gap, text).removesuffix(f"{_GLUE} ")


def mark(kind: str, slug: str) -> str:
    """A word by which the articles of a category, an author or a year are found, and which no text has: `qcthoisuq`."""
    return f"{_END}{kind[0]}{slug.replace('-', '')}{_END}"


def read(spelled: str) -> str:
    """The text that was spelled."""
    text = _SPELLED.sub(lambda found: _read(found[1], found[2], bool(found[3])), spelled)
    return text.replace(f"{_GLUE} ", "").replace(_SPACE, " ")


_WORD_AND_GAP = re.compile(r"([^\W\d_]+|\d+)?([\W_]*)")
# Only from the beginning of a word: a long one that was never spelled would be tried from each of its letters.
_SPELLED = re.compile(
    rf"((?<![^\W\d_])(?<!{_STROKE})(?:[^\W\d_]|{_STROKE})+|(?<!\d)\d+){_END}(d?[zw]?[nsfrxj])?(?![^\W_])({_OLD_PLACE}?)",
    re.IGNORECASE,
)


def _spell_with_gap(found: re.Match[str]) -> str:
    word, gap = found.groups()
    if not word:
        return gap.replace(" ", _SPACE)  # before the first word
    if gap == " ":
        return f"{_spell(word)} "
    before, space, after = gap.rpartition(" ")
    return f"{_spell(word)}{before.replace(' ', _SPACE)} {after}" if space else f"{_spell(word)}{gap}{_GLUE} "


@lru_cache(_MANY)
def _spell(word: str) -> str:
    bare, sign = _apart(word)
    if sign is None:
        return f"{word}{_END}"
    end = _END + sign
    if len(word) > 1 and word.isupper():
        end = end.upper()  # else the index would find several words in it
    for place in ("", _OLD_PLACE):
        if read(f"{bare}{end}{place}") == word:
            return f"{bare}{end}{place}"
    # A name from another language, or a misprint: with its own accents, which the index takes off by itself.
    return unicodedata.normalize("NFC", word).replace("đ", f"d{_STROKE}").replace("Đ", f"D{_STROKE}") + end


def _apart(word: str) -> tuple[str, str | None]:
    """The letters without accents, and the sign for those; None when a word has others than Vietnamese ones."""
    if word.isascii():
        return word, ""
    apart = unicodedata.normalize("NFD", word)
    letters = "".join([letter for letter in apart if not unicodedata.combining(letter)])
    marks = [mark for mark in apart if unicodedata.combining(mark)]
    tones = [_TONES[mark] for mark in marks if mark in _TONES]
    others = [mark for mark in marks if mark not in _TONES]
    bare = letters.replace("đ", "d").replace("Đ", "D")
    if len(tones) > 1 or not bare.isascii() or not {_HAT, _HORN, _BREVE}.issuperset(others):
        return bare, None
    quality = "w" if _HORN in others or _BREVE in others else "z" if others else ""
    return bare, ("d" if bare != letters else "") + quality + (tones[0] if tones else "n")


_ONSET = re.compile(r"(?:qu|gi(?=[aeiouy])|[^aeiouy])*", re.IGNORECASE)
_NUCLEUS = re.compile(r"[aeiouy]+", re.IGNORECASE)


def _read(letters: str, sign: str | None, is_old_place: bool) -> str:
    """A word with its accents where Vietnamese puts them; letters that are not bare have theirs already."""
    if not sign or not letters.isascii():
        return letters.replace(f"d{_STROKE}", "đ").replace(f"D{_STROKE}", "Đ")
    sign = sign.lower()
    parts = list(letters)
    nucleus = _NUCLEUS.match(letters, _ONSET.match(letters).end())  # type: ignore[union-attr]
    if nucleus:
        begin, end = nucleus.span()
        vowels = nucleus[0].lower()
        qualified = [begin + place for place in _qualified(vowels, "w" if "w" in sign else "z" if "z" in sign else "")]
        for place in qualified:
            parts[place] += _HAT if "z" in sign else _BREVE if parts[place] in "aA" else _HORN
        mark = _MARK_OF.get(sign[-1])
        if mark:
            parts[qualified[-1] if qualified else begin + _tone_place(vowels, end < len(letters), is_old_place)] += mark
    if "d" in sign:
        parts[0] = {"d": "đ", "D": "Đ"}.get(parts[0], parts[0])
    return unicodedata.normalize("NFC", "".join(parts))


def _qualified(vowels: str, quality: str) -> list[int]:
    """Which vowels of a syllable have a hat (`z`), or a horn or breve (`w`)."""
    if quality == "z":
        return [max(vowels.rfind(letter) for letter in "aeo")] if set(vowels) & set("aeo") else []
    if quality == "w":
        for group, places in (("uo", [0, 1]), ("oa", [1]), ("u", [0]), ("o", [0]), ("a", [0])):
            at = vowels.find(group)
            if at >= 0:
                return [at + place for place in places]
    return []


def _tone_place(vowels: str, is_closed: bool, is_old: bool) -> int:
    if len(vowels) == 1 or (len(vowels) == 2 and not is_closed and (is_old or vowels not in ("oa", "oe", "uy"))):
        return 0
    return 1
