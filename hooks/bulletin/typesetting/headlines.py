"""The typography of headlines and standfirsts. Besides the rules for every text, a short last word does not stand
alone in the last line, and no line ends within a reduplicated word or a large unit.
"""

import re
import unicodedata
from functools import lru_cache

from .typography import NO_BREAK, UNITS, html, text

_SCALED = re.compile(
    rf"(?<=\d.)((?:nghìn|triệu|tỷ|tỉ)) "
    rf"(?=(?:{'|'.join(map(re.escape, sorted(UNITS, key=len, reverse=True)))})(?![\w²³]))"
)
_REDUPLICATED = re.compile(
    r"(?<!\w)((ngh?|nh|kh|ph|th|tr|ch|gh|gi|qu|[bcdđghklmnprstvx])(?![hg])[^\W\d_]{1,5}) "
    r"(\2(?![hgr])[^\W\d_]{1,5})(?!\w)"
)
_LOW_TONES = frozenset("\u0300\u0303\u0323")
_SHORT = 5
"""The most letters of a last word that must not stand alone in the last line."""
_ONE_LINE = 30
"""Letters of a lead that fit in one line on any screen."""
_END_MARKS = ".!?…”)"


@lru_cache(maxsize=8192)
def headline(title: str) -> str:
    """Sets a headline: a short last word does not stand alone, and no line ends within a reduplicated word (`sẵn sàng`)
    or a large unit (`15 triệu m³`).
    """
    return _with_company(_REDUPLICATED.sub(_reduplicated, _SCALED.sub(f"\\1{NO_BREAK}", text(title))))


@lru_cache(maxsize=8192)
def standfirst(lead: str) -> str:
    """Sets the lead of an article in a list: a short last word does not stand alone."""
    return _with_company(text(lead), _ONE_LINE)


def lead_html(markup: str) -> str:
    """Sets a lead in sanitised HTML, as it stands on its article's page."""
    markup = html(markup)
    return (
        _with_company(markup, _ONE_LINE)
        if "<" not in markup.rpartition(" ")[2] and ">" not in markup.rpartition(" ")[2]
        else markup
    )


def _reduplicated(pair: re.Match[str]) -> str:
    """Joins a pair of syllables if their tones have one register (ngang, hỏi, sắc or huyền, ngã, nặng), as in a
    reduplicated word: `khó khăn`, `sẵn sàng`, but not `báo bão`.
    """
    registers = {bool(_LOW_TONES & set(unicodedata.normalize("NFD", half))) for half in (pair[1], pair[3])}
    return f"{pair[1]}{NO_BREAK}{pair[3]}" if len(registers) == 1 else pair[0]


def _with_company(plain: str, one_line: int = 0) -> str:
    """Joins a short last word to the word before it, if the text before it is longer than `one_line`."""
    beginning, space, last_word = plain.rpartition(" ")
    return (
        f"{beginning}{NO_BREAK}{last_word}"
        if " " in beginning and len(beginning) > one_line and len(last_word.rstrip(_END_MARKS)) <= _SHORT
        else f"{beginning}{space}{last_word}"
    )
