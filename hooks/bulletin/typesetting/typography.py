"""Vietnamese typography, as in a good newspaper: punctuation marks and no-break spaces.

Marks: “ ” replace straight quotation marks; an en dash replaces the hyphen of a range (`20–25%`) and a spaced hyphen
between words. Unpaired quotation marks and other hyphens stay as typed; so does a mark written with a backslash (`\\"`,
`\\-`).

No-break spaces (U+00A0) stand between an abbreviation and its name (`TP. Hòa Thuận`), a number and its unit (`1,2 km`),
a word and its number (`ngày 25`, `cấp V`), a name and its number (`Hòa Thuận 2`), within a name of up to four syllables
(`An Bình`), and before a dash. No chain of them is too long for the line of a phone. In a date, breaks stay possible
between day, month and year. Plain texts (feeds, descriptions, JSON-LD) are not set.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from ..markup import safe_html
from ..stylebook import letters

KEPT = "\ufe0e"
"""An invisible character of Unicode that follows a mark written with a backslash. `html` removes it."""
NO_BREAK = "\u00a0"
UNITS = (
    "ha", "km", "km/h", "km2", "km²", "m", "m2", "m²", "m3", "m³", "cm", "mm", "kg", "g", "tấn", "tạ", "lít",
    "kWh", "MW", "kV",
    "tỷ", "tỉ", "triệu", "nghìn", "đồng", "USD", "%", "°C", "giờ", "phút",
)  # fmt: skip
_NUMBERED = ("ngày", "tháng", "năm", "thứ", "số", "điều", "khoản", "chương", "khóa", "quý", "cấp")
_SHORTENED = ("TP", "TX", "TT", "Q", "P", "GS", "PGS", "TS", "ThS", "BS", "KS")
_CAPITAL = f"[{letters.CAPITALS}]"

# These begin with a plain space, which Python finds much faster than a class of characters: every article is searched.
_BEFORE_NUMBER_OR_DASH = re.compile(
    r" (?=[0-9IVX–—])(?:(?=(?:[0-9]{1,4}(?![\d.,]*\d)|[IVX]+(?!\w)))(?:"
    + "|".join(rf"(?<=\b[{word[0].upper()}{word[0]}]{word[1:]} )" for word in _NUMBERED)
    + r")|(?=[–—] ))"
)
_AFTER_NUMBER_OR_POINT = re.compile(
    r" (?<=[0-9.] )(?:"
    rf"(?<=[0-9] )(?=(?:{'|'.join(map(re.escape, sorted(UNITS, key=len, reverse=True)))})(?![\w²³]))"
    r"|(?=\w)(?:" + "|".join(rf"(?<=\b{word}\. )" for word in _SHORTENED) + "))"
)
_NAME = re.compile(rf"{_CAPITAL}(?<![\w{NO_BREAK}].)\w*(?: {_CAPITAL}\w*)+(?: \d{{1,3}}(?!\w|[.,/]\d))?")
_LONGEST_NAME = 4
"""Syllables; a longer one is a heading in capitals, not a name."""
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
    """Sets plain text, such as a caption."""
    if " " not in plain:
        return plain
    return _spaced(_dashed(_paired(plain)), None)


def html(markup: str) -> str:
    """Sets sanitised HTML. Tags with their attributes and code stay as they are."""
    if markup.count('"') != 2 * markup.count('="'):  # some do not enclose an attribute
        markup = _with_quotes(markup)
    if "<code" in markup or "<pre" in markup or "<kbd" in markup:
        parts = _CODE.split(markup)  # text, code, name of its tag, text …
        markup = "".join(
            [part if number % 3 else _without_code(part) for number, part in enumerate(parts) if number % 3 != 2]
        )
    else:
        markup = _without_code(markup)
    return markup.replace(KEPT, "") if KEPT in markup else markup


def _without_code(markup: str) -> str:
    """Sets HTML that contains no code. Each expression searches the whole markup: searching every piece between two
    tags takes twice as long.
    """
    if " - " in markup or _MAYBE_RANGE.search(markup):
        markup = safe_html.with_text(markup, _dashed)
    return _spaced(markup, _OutsideTags)


class _OutsideTags:
    """Applies a change to matches outside tags. The matches must come in order."""

    def __init__(self, markup: str, change: Callable[[re.Match[str]], str]):
        self._markup = markup
        self._change = change
        self._position = 0
        self._is_in_tag = False

    def sub(self, match: re.Match[str]) -> str:
        last_position, self._position = self._position, match.start()
        begin, end = (
            self._markup.rfind("<", last_position, self._position),
            self._markup.rfind(">", last_position, self._position),
        )
        if begin != end:  # a tag begins or ends between the last match and this one
            self._is_in_tag = begin > end
        return match[0] if self._is_in_tag else self._change(match)


def _spaced(markup: str, tags: type[_OutsideTags] | None) -> str:
    """Puts in no-break spaces. The length stays the same, so all positions do."""
    for pattern, change in ((_NAME, _name), (_BEFORE_NUMBER_OR_DASH, _no_break), (_AFTER_NUMBER_OR_POINT, _no_break)):
        markup = pattern.sub(change if tags is None else tags(markup, change).sub, markup)
    return markup


def _no_break(space: re.Match[str]) -> str:
    return NO_BREAK


def _name(match: re.Match[str]) -> str:
    words = match[0].split(" ")
    number = NO_BREAK + words.pop() if words[-1].isdigit() else ""
    if len(words) > _LONGEST_NAME:
        return match[0]
    # Four syllables are a family's names and a person's names, two by two; a line may end between the pairs.
    pairs = [words[:2], words[2:]] if len(words) == _LONGEST_NAME else [words]
    return " ".join(NO_BREAK.join(pair) for pair in pairs) + number


def _dashed(plain: str) -> str:
    if "-" not in plain and "–" not in plain:
        return plain
    return _HYPHEN.sub(" – ", _RANGE.sub(_range, plain))


def _range(match: re.Match[str]) -> str:
    """Sets a range of two numbers with an en dash. The second number must be larger. Without spaces and without a unit,
    small numbers may be a day and its month: `2-9`.
    """
    first_number, percent_sign, space, last_number = match[1], match[2] or "", match[3], match[4]
    is_code = first_number[0] == "0" and len(first_number) > 2
    if (
        is_code
        or _value(first_number) >= _value(last_number)
        or (
            not space
            and not percent_sign
            and _value(last_number) <= _LAST_DAY
            and not _UNIT.match(match.string, match.end())
        )
    ):
        return match[0]
    return f"{first_number}{percent_sign}–{last_number}"


def _value(number: str) -> float:
    return float(number.replace(".", "").replace(",", "."))


def _paired(plain: str) -> str:
    """Replaces the straight quotation marks of one paragraph with “ ”, if they pair."""
    if '"' not in plain:
        return plain
    paragraph = plain.replace("&nbsp;", NO_BREAK * len("&nbsp;"))
    positions = [match.start() for match in _QUOTE.finditer(paragraph)]
    for number, position in enumerate(positions):
        previous_character, next_character = paragraph[position - 1 : position], paragraph[position + 1 : position + 2]
        is_valid = (
            (not previous_character or previous_character in _BEFORE_OPENING)
            and next_character
            and next_character != '"'
            and not next_character.isspace()
            if number % 2 == 0
            else previous_character and not previous_character.isspace()
        )
        if not is_valid:
            return plain
    if len(positions) % 2:
        return plain
    characters = list(plain)
    for number, position in enumerate(positions):
        characters[position] = "“”"[number % 2]
    return "".join(characters)


def _with_quotes(markup: str) -> str:
    """Replaces straight quotation marks in HTML. The marks of a pair may stand in different elements of a paragraph:
    `"<b>Được mùa</b>"`.
    """
    parts: list[str] = []
    paragraph_indexes: list[int] = []
    """Indexes in `parts` of the text of the current paragraph, including code."""
    position = 0

    def end_paragraph() -> None:
        paragraph = _paired(
            "".join(
                [parts[index] if parts[index][0] != "<" else "x" * len(parts[index]) for index in paragraph_indexes]
            )
        )
        for index in paragraph_indexes:
            length = len(parts[index])
            parts[index], paragraph = paragraph[:length] if parts[index][0] != "<" else parts[index], paragraph[length:]
        paragraph_indexes.clear()

    for match in _TAG_OR_CODE.finditer(markup):
        if match.start() > position:
            paragraph_indexes.append(len(parts))
            parts.append(markup[position : match.start()])
        position = match.end()
        if not _INLINE.match(match[0]):
            end_paragraph()
        elif match[1]:
            paragraph_indexes.append(len(parts))
        parts.append(match[0])
    if position < len(markup):
        paragraph_indexes.append(len(parts))
        parts.append(markup[position:])
    end_paragraph()
    return "".join(parts)
