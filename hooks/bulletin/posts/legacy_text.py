"""Vietnamese from before Unicode: which encoding a decoded text looks like, and the same text in Unicode.

Text in TCVN3 (ABC, fonts `.Vn…`), VNI, VISCII or VPS reads as Latin letters with the wrong signs: `Héi nghÞ`, `Hoäi
nghò`. UTF-8 that some program took for Windows-1252 or 1258 reads as `Há»™i nghá»‹`. Foreign names and code hold such
signs too, so a line counts only if its words become Vietnamese syllables by the conversion and were none before it.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

MOJIBAKE = "UTF-8"
NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viscii": "VISCII", "vps": "VPS", MOJIBAKE: MOJIBAKE}

# Signs of legacy text that proper Vietnamese hardly ever has. One pass over these is all that a clean text costs.
_SIGNS = re.compile("[\x80-\x9f¡¢£¤¥¦¨©ª¬\xad®¯±³´µ¶·¸¹º¼½¾¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñöûüþÿ÷øœŒšŠžŽŸƒ†‡ˆ™‹›„‚]")
_PAIRS = ("á»", "áº")  # most toned letters of mojibake; » alone is a quotation mark
_FEWEST = 3
"""So many different words of a line must become Vietnamese before it is taken for legacy text."""
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"([ \t\r\n]+)")
_AROUND = ".,;:!?()[]{}\"'“”‘’/-–+%²³¹"
_LETTER = re.compile("[A-Za-z]")
_MODERN = re.compile("[ăđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9]")
"""Letters that no legacy encoding shows."""

_ONSET = "(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
_RIMES = (
    "a ai am an ang anh ao au ay ăm ăn ăng âm ân âng âu ây e em en eng eo ê êm ên ênh êu i ia im in inh iu iêm iên iêng iêu o oa oai oam "
    "oan oang oanh oao oay oăm oăn oăng oe oen oeo oi om on ong oong ô ôi ôm ôn ông ơ ơi ơm ơn u ua uân uâng uây uê uênh ui um un ung uôi "
    "uôm uôn uông uơ uy uya uyên uyn uynh uyu ư ưa ưi ưm ưn ưng ươi ươm ươn ương ươu ưu y yêm yên yêng yêu"
)
_STOPPED = (
    "ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt oac oach oap oat oăc oăt oc oet ooc op ot ôc ôp ôt ơp ơt uât uc "
    "uêch up ut uôc uôt uych uyêt uyt ưc ưt ươc ươp ươt yêt"
)
# A syllable that ends in a stop has the acute tone or the dot below, so it is never without a tone.
_SYLLABLE = re.compile(
    f"{_ONSET}(?:(?:{'|'.join(_RIMES.split())})[\u0300\u0301\u0303\u0309\u0323]?|(?:{'|'.join(_STOPPED.split())})[\u0301\u0323])"
)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")

# What viparse leaves out: letters that did not occur in the documents its tables were checked against.
_MISSING_OF_VNI = {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}


class Finding(NamedTuple):
    """The first legacy line of a text, what it would be in Unicode, and how many there are of its encoding."""

    encoding: str
    line: int
    written: str
    meant: str
    lines: int


def find(text: str) -> Finding | None:
    """The encoding that most of a text's legacy lines are in; None for proper Vietnamese, other languages and code."""
    if not _suspicious(text):
        return None
    found = [
        (encoding, number, line)
        for number, line in enumerate(text.split("\n"), 1)
        if _suspicious(line) and (encoding := _encoding(line))
    ]
    if not found:
        return None
    encodings = [encoding for encoding, _, _ in found]
    encoding = max(encodings, key=encodings.count)
    number, line = next((number, line) for name, number, line in found if name == encoding)
    return Finding(encoding, number, line.strip(), convert(line, encoding).strip(), encodings.count(encoding))


def convert(text: str, encoding: str) -> str:
    """A whole text in Unicode. In a text with lines of today's Vietnamese, words that are right as they are stay."""
    if encoding == MOJIBAKE:
        return _unspoiled(text)
    is_mixed = bool(_MODERN.search(text))
    return "\n".join(_converted_line(line, encoding, is_mixed) for line in text.split("\n"))


def leftovers(text: str) -> list[str]:
    """Words of a converted text that are still none: some program has thrown bytes of their letters away."""
    return sorted(
        word for line in text.split("\n") if _suspicious(line) or "\ufffd" in line for word in _odd_words(line)
    )


def _suspicious(text: str) -> bool:
    return bool(_SIGNS.search(text)) or any(pair in text for pair in _PAIRS)


def _encoding(line: str) -> str | None:
    """The encoding by which most of a line's odd words become Vietnamese, if nearly all of them do."""
    odd = _odd_words(line)
    if len(odd) < _FEWEST:
        return None
    remaining = {encoding: len(_odd_words(_conversion(encoding)(line))) for encoding in NAMES}
    best = min(NAMES, key=lambda encoding: remaining[encoding])
    return best if len(odd) - remaining[best] >= _FEWEST and remaining[best] * 5 <= len(odd) else None


def _odd_words(line: str) -> set[str]:
    """Words of a line that are neither Vietnamese syllables nor ASCII. Single signs say nothing and are left out."""
    words = (part.strip(_AROUND) for part in _GAP.split(line) if not part.isascii())
    return {
        word
        for word in words
        if len(word) > 1 and not word.isascii() and _LETTER.search(word) and not _is_vietnamese(word)
    }


def _is_vietnamese(word: str) -> bool:
    """Whether every part of a word is built like a Vietnamese syllable, and nothing but marks and digits stands
    between.
    """
    parts = _WORD.findall(word)
    return not _SIGNS.search(word) and all(
        (part[1:].islower() or part.isupper() or len(part) == 1) and _is_syllable(part) for part in parts
    )


@cache
def _is_syllable(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word.lower())
    tone = _TONES.search(apart)
    toneless = unicodedata.normalize("NFC", _TONES.sub("", apart, count=1))
    return bool(_SYLLABLE.fullmatch(toneless + (tone[0] if tone else "")))


@cache
def _conversion(encoding: str) -> Callable[[str], str]:
    if encoding == MOJIBAKE:
        return _unspoiled
    from viparse.normalize.encodings import CHARMAPS  # a twentieth of a second, and hardly any text needs it
    from viparse.normalize.tables import convert as by_table

    def converted(text: str) -> str:
        for written, letter in _MISSING_OF_VNI.items() if encoding == "vni" else ():
            text = text.replace(written, letter)
        if encoding in ("viscii", "vps"):  # their tables want the bytes of 0x80 to 0x9F as they are
            text = text.translate(_AS_BYTES)
        return str(by_table(text, CHARMAPS[encoding]))

    return converted


def _converted_line(line: str, encoding: str, is_mixed: bool) -> str:
    whole = _conversion(encoding)
    parts = _GAP.split(line) if is_mixed and (_MODERN.search(line) or _encoding(line) != encoding) else [line]
    converted = "".join(part if len(parts) > 1 and _is_vietnamese(part) else whole(part) for part in parts)
    letters = "".join(re.findall("[A-Za-z]", line))
    # TCVN3 has no capitals with tones: its headings are small letters that a font of capitals shows large.
    return converted.upper() if encoding == "tcvn3" and len(letters) > 3 and letters.isupper() else converted


def _windows_1252(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


_AS_BYTES = {ord(_windows_1252(byte)): byte for byte in range(0x80, 0xA0)}
_BYTES = (
    {_windows_1252(byte): byte for byte in range(0x80, 0x100)}
    | {chr(byte): byte for byte in range(0x80, 0xA0)}
    | {"Ă": 0xC3}
)
_FOLLOWING = "".join(re.escape(sign) for sign, byte in _BYTES.items() if 0x80 <= byte < 0xC0)
_SPOILED = re.compile(f"[ÃĂÂÄÅÆÌÍ][{_FOLLOWING}]|[áâï][{_FOLLOWING}]{{2}}")
# The no-break space of `Ã\xa0` (à) is often a plain one by now: one that is too many, or stands inside the word.
_LOST_SPACE = re.compile(r"([ÃĂÆ]|á[º»])(?: (?=(?:[^\W\d_]|nh|ng|ch)(?!\w)| )|(?= |$|[.,;:!?]))")


def _unspoiled(text: str) -> str:
    """UTF-8 that was read as Windows-1252 or 1258, read again as what it is."""
    repaired = _SPOILED.sub(lambda found: _read_again(found[0]), text)
    if repaired == text:
        return text
    if 4 * len(_SPOILED.findall(repaired)) > len(_SPOILED.findall(text)):  # spoiled twice
        return _unspoiled(repaired)
    return unicodedata.normalize("NFC", _LOST_SPACE.sub(lambda found: _read_again(found[1] + "\xa0"), repaired))


def _read_again(signs: str) -> str:
    try:
        return bytes(_BYTES[sign] for sign in signs).decode("utf-8")
    except UnicodeDecodeError:
        return signs
