"""Vietnamese typography: what stays together at the end of a line gets a no-break space (U+00A0).

Few rules, each of two words only, so that no chain of them is longer than a phone's line can bear: an abbreviation and its
name (`TP. Hòa Thuận`), a number and its unit (`1,2 km`), a number and the word that it numbers (`ngày 25`, `Điều 4`). In
a date, breaks stay possible between day, month and year. A dash begins no line. Quotation marks stay as they were written.
"""

import re

_NO_BREAK = "\u00a0"
_UNITS = (
    "ha", "km", "km/h", "km2", "km²", "m", "m2", "m²", "m3", "m³", "cm", "mm", "kg", "g", "tấn", "tạ", "lít", "kWh", "MW", "kV",
    "tỷ", "tỉ", "triệu", "nghìn", "đồng", "USD", "%", "°C", "giờ", "phút",
)  # fmt: skip
_NUMBERED = ("ngày", "tháng", "năm", "thứ", "số", "điều", "khoản", "chương", "khóa", "quý", "cấp")
_SHORTENED = ("TP", "TX", "TT", "Q", "P", "GS", "PGS", "TS", "ThS", "BS", "KS")

# Both begin with a plain space, which Python finds much faster than one of several signs: every article goes through them.
_BEFORE_NUMBER_OR_DASH = re.compile(
    r" (?=[0-9–—])(?:(?=[0-9]{1,4}(?![\d.,]*\d))(?:"
    + "|".join(rf"(?<=\b[{word[0].upper()}{word[0]}]{word[1:]} )" for word in _NUMBERED)
    + r")|(?=[–—] ))"
)
_AFTER_NUMBER_OR_POINT = re.compile(
    rf" (?<=[0-9.] )(?:(?<=[0-9] )(?=(?:{'|'.join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))})(?![\w²³]))|(?=\w)(?:"
    + "|".join(rf"(?<=\b{word}\. )" for word in _SHORTENED)
    + "))"
)
_CODE = re.compile(r"(<(code|pre|kbd)\b.*?</\2>)", re.DOTALL)


def text(plain: str) -> str:
    """Plain text, such as a title."""
    return _AFTER_NUMBER_OR_POINT.sub(_NO_BREAK, _BEFORE_NUMBER_OR_DASH.sub(_NO_BREAK, plain)) if " " in plain else plain


def html(markup: str) -> str:
    """Sanitised HTML; tags with their attributes and whatever is code stay as they are."""
    if "<code" in markup or "<pre" in markup or "<kbd" in markup:
        parts = _CODE.split(markup)  # text, code, name of its tag, text …
        return "".join([part if at % 3 else _without_code(part) for at, part in enumerate(parts) if at % 3 != 2])
    return _without_code(markup)


def _without_code(markup: str) -> str:
    """Each expression goes through the whole text: to ask it about every piece between two tags takes twice as long."""
    markup = _BEFORE_NUMBER_OR_DASH.sub(_Joint(markup), markup)  # as long as it was: places in it are still the same
    return _AFTER_NUMBER_OR_POINT.sub(_Joint(markup), markup)


class _Joint:
    """What becomes of a space: a no-break one, unless it stands in a tag. It is asked about one space after the other."""

    def __init__(self, markup: str):
        self._markup = markup
        self._at = 0
        self._is_in_tag = False

    def __call__(self, space: re.Match[str]) -> str:
        before, self._at = self._at, space.start()
        begin, end = self._markup.rfind("<", before, self._at), self._markup.rfind(">", before, self._at)
        if begin != end:  # a tag begins or ends between this space and the one before it
            self._is_in_tag = begin > end
        return " " if self._is_in_tag else _NO_BREAK
