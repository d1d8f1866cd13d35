"""Vietnamese typography, as a good paper sets it: marks, and what stays together at the end of a line.

Marks: “ ” for straight quotation marks, an en dash in ranges (`20–25%`) and, with its spaces, for a hyphen between
words. What does not pair, and what is no range, stays as it was typed; so does a mark written with a backslash (`\\"`,
`\\-`).

Spaces that no line ends at (U+00A0): between an abbreviation and its name (`TP. Hòa Thuận`), a number and its unit
(`1,2 km`), a word and what numbers it (`ngày 25`, `cấp V`), within a name of up to four syllables (`An Bình`), between
a name and its number (`Hòa Thuận 2`). No chain of them is longer than a phone's line can bear. In a date, breaks stay
possible between day, month and year. A dash begins no line. Plain texts (feeds, descriptions, JSON-LD) are not set.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from ..markup import safe_html
from ..stylebook import letters

KEPT = "\ufe0e"
"""Stands behind a mark that its editor wrote with a backslash: a sign of Unicode that shows nothing. It is taken out
here.
"""
NO_BREAK = "\u00a0"
UNITS = (
    "ha", "km", "km/h", "km2", "km²", "m", "m2", "m²", "m3", "m³", "cm", "mm", "kg", "g", "tấn", "tạ", "lít", "kWh", "MW", "kV",
    "tỷ", "tỉ", "triệu", "nghìn", "đồng", "USD", "%", "°C", "giờ", "phút",
)  # fmt: skip
_NUMBERED = ("ngày", "tháng", "năm", "thứ", "số", "điều", "khoản", "chương", "khóa", "quý", "cấp")
_SHORTENED = ("TP", "TX", "TT", "Q", "P", "GS", "PGS", "TS", "ThS", "BS", "KS")
_CAPITAL = f"[{letters.CAPITALS}]"

# These begin with a plain space, which Python finds much faster than one of several signs: every article goes through
# them.
_BEFORE_NUMBER_OR_DASH = re.compile(
    r" (?=[0-9IVX–—])(?:(?=(?:[0-9]{1,4}(?![\d.,]*\d)|[IVX]+(?!\w)))(?:"
    + "|".join(rf"(?<=\b[{word[0].upper()}{word[0]}]{word[1:]} )" for word in _NUMBERED)
    + r")|(?=[–—] ))"
)
_AFTER_NUMBER_OR_POINT = re.compile(
    rf" (?<=[0-9.] )(?:(?<=[0-9] )(?=(?:{'|'.join(map(re.escape, sorted(UNITS, key=len, reverse=True)))})(?![\w²³]))|(?=\w)(?:"
    + "|".join(rf"(?<=\b{word}\. )" for word in _SHORTENED)
    + "))"
)
_NAME = re.compile(rf"{_CAPITAL}(?<![\w{NO_BREAK}].)\w*(?: {_CAPITAL}\w*)+(?: \d{{1,3}}(?!\w|[.,/]\d))?")
_LONGEST_NAME = 4
"""Syllables; what has more is no name but a heading in capitals."""
_HYPHEN = re.compile(rf" - (?!{KEPT})")
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,4}(?:,\d+)?"
_MAYBE_RANGE = re.compile(r"[-–] ?\d")
_RANGE = re.compile(
    rf"(?<![\w.,/:+–—-])({_NUMBER})(\s?%)?( ?)[-–]\3({_NUMBER})(?![\w:]|[.,]\d| ?[-–] ?\d|-\w|/[^\W\d_]|{KEPT})"
)
_LAST_DAY = 31
_UNIT = re.compile(rf" ?(?:{'|'.join(map(re.escape, sorted(UNITS, key=len, reverse=True)))})(?!\w)")
_QUOTE = re.compile(rf'"(?!{KEPT})')
_CODE = re.compile(r"(<(code|pre|kbd)\b.*?</\2>)", re.DOTALL)
_TAG_OR_CODE = re.compile(r"<(code|pre|kbd)\b.*?</\1>|<[^>]*>", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u)\b")
_BEFORE_OPENING = frozenset(" \n\t\u00a0([{“‘«–—/")


@lru_cache(maxsize=8192)
def text(plain: str) -> str:
    """Plain text, such as a caption."""
    if " " not in plain:
        return plain
    return _spaced(_dashed(_paired(plain)), None)


def html(markup: str) -> str:
    """Sanitised HTML; tags with their attributes and whatever is code stay as they are."""
    if markup.count('"') != 2 * markup.count('="'):  # some stand around no attribute
        markup = _with_quotes(markup)
    if "<code" in markup or "<pre" in markup or "<kbd" in markup:
        parts = _CODE.split(markup)  # text, code, name of its tag, text …
        markup = "".join([part if at % 3 else _without_code(part) for at, part in enumerate(parts) if at % 3 != 2])
    else:
        markup = _without_code(markup)
    return markup.replace(KEPT, "") if KEPT in markup else markup


def _without_code(markup: str) -> str:
    """Each expression goes through the whole text: to ask it about every piece between two tags takes twice as long."""
    if " - " in markup or _MAYBE_RANGE.search(markup):
        markup = safe_html.with_text(markup, _dashed)
    return _spaced(markup, _OutsideTags)


class _OutsideTags:
    """Changes what is found in one place after the other, unless it stands in a tag."""

    def __init__(self, markup: str, change: Callable[[re.Match[str]], str]):
        self._markup = markup
        self._change = change
        self._at = 0
        self._is_in_tag = False

    def sub(self, found: re.Match[str]) -> str:
        before, self._at = self._at, found.start()
        begin, end = self._markup.rfind("<", before, self._at), self._markup.rfind(">", before, self._at)
        if begin != end:  # a tag begins or ends between this place and the one before it
            self._is_in_tag = begin > end
        return found[0] if self._is_in_tag else self._change(found)


def _spaced(markup: str, tags: type[_OutsideTags] | None) -> str:
    """With spaces that no line ends at; as long as before, so places stay the same."""
    for pattern, change in ((_NAME, _name), (_BEFORE_NUMBER_OR_DASH, _no_break), (_AFTER_NUMBER_OR_POINT, _no_break)):
        markup = pattern.sub(change if tags is None else tags(markup, change).sub, markup)
    return markup


def _no_break(space: re.Match[str]) -> str:
    return NO_BREAK


def _name(found: re.Match[str]) -> str:
    words = found[0].split(" ")
    number = NO_BREAK + words.pop() if words[-1].isdigit() else ""
    if len(words) > _LONGEST_NAME:
        return found[0]
    # Four syllables are a family's and a person's names, two by two.
    pairs = [words[:2], words[2:]] if len(words) == _LONGEST_NAME else [words]
    return " ".join(NO_BREAK.join(pair) for pair in pairs) + number


def _dashed(plain: str) -> str:
    if "-" not in plain and "–" not in plain:
        return plain
    return _HYPHEN.sub(" – ", _RANGE.sub(_range, plain))


def _range(found: re.Match[str]) -> str:
    """A range goes up. Without spaces and without a unit it may as well be a day and its month: `2-9`."""
    first, share, space, last = found[1], found[2] or "", found[3], found[4]
    is_code = first[0] == "0" and len(first) > 2
    if (
        is_code
        or _value(first) >= _value(last)
        or (not space and not share and _value(last) <= _LAST_DAY and not _UNIT.match(found.string, found.end()))
    ):
        return found[0]
    return f"{first}{share}–{last}"


def _value(number: str) -> float:
    return float(number.replace(".", "").replace(",", "."))


def _paired(plain: str) -> str:
    """With “ ” for the straight quotation marks of one paragraph, if these pair."""
    if '"' not in plain:
        return plain
    text = plain.replace("&nbsp;", NO_BREAK * len("&nbsp;"))
    places = [found.start() for found in _QUOTE.finditer(text)]
    for number, place in enumerate(places):
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        is_right = (
            (not before or before in _BEFORE_OPENING) and after and after != '"' and not after.isspace()
            if number % 2 == 0
            else before and not before.isspace()
        )
        if not is_right:
            return plain
    if len(places) % 2:
        return plain
    signs = list(plain)
    for number, place in enumerate(places):
        signs[place] = "“”"[number % 2]
    return "".join(signs)


def _with_quotes(markup: str) -> str:
    """The marks of a pair may stand in different elements of a paragraph: `"<b>Được mùa</b>"`."""
    parts: list[str] = []
    waiting: list[int] = []
    """Where in `parts` the text of the paragraph lies, code too."""
    at = 0

    def settle() -> None:
        whole = _paired("".join([parts[one] if parts[one][0] != "<" else "x" * len(parts[one]) for one in waiting]))
        for one in waiting:
            length = len(parts[one])
            parts[one], whole = whole[:length] if parts[one][0] != "<" else parts[one], whole[length:]
        waiting.clear()

    for found in _TAG_OR_CODE.finditer(markup):
        if found.start() > at:
            waiting.append(len(parts))
            parts.append(markup[at : found.start()])
        at = found.end()
        if not _INLINE.match(found[0]):
            settle()
        elif found[1]:
            waiting.append(len(parts))
        parts.append(found[0])
    if at < len(markup):
        waiting.append(len(parts))
        parts.append(markup[at:])
    settle()
    return "".join(parts)
