"""Vietnamese text from before Unicode: tells its encoding and converts it.

Text in TCVN3 (ABC, fonts `.Vn…`), VNI, VISCII or VPS shows as Latin letters with the wrong accents: `Héi nghÞ`, `Hoäi
nghò`. UTF-8 that some program took for Windows-1252 or 1258 shows as `Há»™i nghá»‹`. Foreign names and code hold such
characters too. So a line counts only if the conversion makes Vietnamese syllables of words that were none before.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

MOJIBAKE = "UTF-8"
NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viscii": "VISCII", "vps": "VPS", MOJIBAKE: MOJIBAKE}

# Characters of legacy text that proper Vietnamese hardly ever has. A clean text costs no more than a search for them.
_SIGNS = re.compile("[\x80-\x9f¡¢£¤¥¦¨©ª¬\xad®¯±³´µ¶·¸¹º¼½¾¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñöûüþÿ÷øœŒšŠžŽŸƒ†‡ˆ™‹›„‚]")
_PAIRS = ("á»", "áº")  # begin most toned letters of mojibake; » alone is a quotation mark
_FEWEST = 3
"""A line is taken for legacy text only if at least this many different words of it become Vietnamese."""
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"([ \t\r\n]+)")
_PUNCTUATION = ".,;:!?()[]{}\"'“”‘’/-–+%²³¹"
_LETTER = re.compile("[A-Za-z]")
_MODERN = re.compile("[ăđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9]")
"""Letters in which text of a legacy encoding never shows."""

_ONSET = "(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
_RIMES = (
    "a ai am an ang anh ao au ay ăm ăn ăng âm ân âng âu ây e em en eng eo ê êm ên ênh êu i ia im in inh iu iêm iên "
    "iêng iêu o oa oai oam oan oang oanh oao oay oăm oăn oăng oe oen oeo oi om on ong oong ô ôi ôm ôn ông ơ ơi ơm ơn u "
    "ua uân uâng uây uê uênh ui um un ung uôi uôm uôn uông uơ uy uya uyên uyn uynh uyu ư ưa ưi ưm ưn ưng ươi ươm ươn "
    "ương ươu ưu y yêm yên yêng yêu"
)
_STOP_RIMES = (
    "ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt oac oach oap oat oăc oăt oc oet ooc op ot "
    "ôc ôp ôt ơp ơt uât uc uêch up ut uôc uôt uych uyêt uyt ưc ưt ươc ươp ươt yêt"
)
# A syllable that ends in a stop has the acute tone or the dot below, so a tone is never missing.
_SYLLABLE = re.compile(
    f"{_ONSET}(?:(?:{'|'.join(_RIMES.split())})[\u0300\u0301\u0303\u0309\u0323]?|(?:{'|'.join(_STOP_RIMES.split())})[\u0301\u0323])"
)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")

# Letters that viparse lacks, since they did not occur in the documents with which its tables were checked.
_MISSING_IN_VNI = {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}


class Finding(NamedTuple):
    """The first legacy line of a text as it was `written` and as it was `meant`. `lines` counts the legacy lines in the
    same encoding.
    """

    encoding: str
    line: int
    original: str
    converted: str
    lines: int


def find(text: str) -> Finding | None:
    """The encoding of most of a text's legacy lines; None for proper Vietnamese, other languages and code."""
    if not _suspicious(text):
        return None
    matches = [
        (encoding, number, line)
        for number, line in enumerate(text.split("\n"), 1)
        if _suspicious(line) and (encoding := _encoding(line))
    ]
    if not matches:
        return None
    encodings = [encoding for encoding, _, _ in matches]
    encoding = max(encodings, key=encodings.count)
    number, line = next((number, line) for name, number, line in matches if name == encoding)
    return Finding(encoding, number, line.strip(), convert(line, encoding).strip(), encodings.count(encoding))


def convert(text: str, encoding: str) -> str:
    """A whole text in Unicode. If some of its lines are in Unicode already, words that are right as they are stay."""
    if encoding == MOJIBAKE:
        return _undo_mojibake(text)
    is_mixed = bool(_MODERN.search(text))
    return "\n".join(_converted_line(line, encoding, is_mixed) for line in text.split("\n"))


def leftovers(text: str) -> list[str]:
    """Words of a converted text that are still not Vietnamese, because some program has thrown away bytes of their
    letters.
    """
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
    """Words of a line that are neither ASCII nor Vietnamese syllables. Single characters prove nothing and are left
    out.
    """
    words = (part.strip(_PUNCTUATION) for part in _GAP.split(line) if not part.isascii())
    return {
        word
        for word in words
        if len(word) > 1 and not word.isascii() and _LETTER.search(word) and not _is_vietnamese(word)
    }


def _is_vietnamese(word: str) -> bool:
    """Whether every part of a word is built like a Vietnamese syllable, with at most marks and digits between."""
    parts = _WORD.findall(word)
    return not _SIGNS.search(word) and all(
        (part[1:].islower() or part.isupper() or len(part) == 1) and _is_syllable(part) for part in parts
    )


@cache
def _is_syllable(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.lower())
    tone = _TONES.search(decomposed)
    toneless = unicodedata.normalize("NFC", _TONES.sub("", decomposed, count=1))
    return bool(_SYLLABLE.fullmatch(toneless + (tone[0] if tone else "")))


@cache
def _conversion(encoding: str) -> Callable[[str], str]:
    if encoding == MOJIBAKE:
        return _undo_mojibake
    from viparse.normalize.encodings import CHARMAPS  # takes a twentieth of a second, and hardly any text needs it
    from viparse.normalize.tables import convert as by_table

    def to_unicode(text: str) -> str:
        for sequence, letter in _MISSING_IN_VNI.items() if encoding == "vni" else ():
            text = text.replace(sequence, letter)
        if encoding in ("viscii", "vps"):  # their tables take the bytes from 0x80 to 0x9F unchanged
            text = text.translate(_AS_BYTES)
        return str(by_table(text, CHARMAPS[encoding]))

    return to_unicode


def _converted_line(line: str, encoding: str, is_mixed: bool) -> str:
    to_unicode = _conversion(encoding)
    parts = _GAP.split(line) if is_mixed and (_MODERN.search(line) or _encoding(line) != encoding) else [line]
    converted = "".join(part if len(parts) > 1 and _is_vietnamese(part) else to_unicode(part) for part in parts)
    letters = "".join(re.findall("[A-Za-z]", line))
    # TCVN3 has no capitals with tones: its headings are small letters in a font that shows them as capitals.
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
_SPOILED_LETTER = re.compile(f"[ÃĂÂÄÅÆÌÍ][{_FOLLOWING}]|[áâï][{_FOLLOWING}]{{2}}")
# The no-break space of `Ã\xa0` (à) has often become a plain one, which then stands inside a word or is one too many.
_LOST_SPACE = re.compile(r"([ÃĂÆ]|á[º»])(?: (?=(?:[^\W\d_]|nh|ng|ch)(?!\w)| )|(?= |$|[.,;:!?]))")


def _undo_mojibake(text: str) -> str:
    """UTF-8 that was decoded as Windows-1252 or 1258, decoded properly."""
    repaired = _SPOILED_LETTER.sub(lambda match: _decode_again(match[0]), text)
    if repaired == text:
        return text
    if 4 * len(_SPOILED_LETTER.findall(repaired)) > len(_SPOILED_LETTER.findall(text)):  # spoiled twice
        return _undo_mojibake(repaired)
    return unicodedata.normalize("NFC", _LOST_SPACE.sub(lambda match: _decode_again(match[1] + "\xa0"), repaired))


def _decode_again(signs: str) -> str:
    """Some characters of mojibake as the UTF-8 that they were; unchanged if they are not UTF-8."""
    try:
        return bytes(_BYTES[sign] for sign in signs).decode("utf-8")
    except UnicodeDecodeError:
        return signs
