"""Numbers as Vietnamese says them. The library num2words is wrong: it says «hai nghìn lẻ hai mươi» for 2020 and «ba
phẩy năm mươi» for 3,5.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_PROPER_ROMAN = re.compile(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}|[1-9]\d{0,2},000")
"""Numbers with commas between thousands: no Vietnamese decimals look like these."""
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_LONGEST = 18
"""Digits; a longer row is a code, not a number."""


def cardinal(number: int) -> str:
    """2020 → hai nghìn không trăm hai mươi."""
    if number < 1000:
        return _group(number, is_first=True)
    for size, name in ((10**9, "tỷ"), (10**6, "triệu"), (1000, "nghìn")):
        if number >= size:
            head, remainder = divmod(number, size)
            return f"{cardinal(head)} {name}{_rest(remainder)}"
    raise AssertionError(number)


def digit_by_digit(digits: str) -> str:
    return " ".join(DIGITS[int(digit)] for digit in digits if digit.isdigit())


def without_english_commas(numbers: Iterable[str]) -> list[str]:
    """500,000 and 1,000,000 → 500000 and 1000000. If one number of a range has English commas, all have."""
    numbers = list(numbers)
    if not any("," in number and _ENGLISH.fullmatch(number) for number in numbers):
        return numbers
    return [number.replace(",", "") if _THOUSANDS.fullmatch(number) else number for number in numbers]


@lru_cache(maxsize=4096)
def number(text: str) -> str:
    """Says a number in Vietnamese notation: 1.234.567; 3,5; 4.0; 05. Cached because numbers recur."""
    whole, decimals, is_version = _parts(text)
    if is_version:
        return f"{_whole(whole)} chấm {digit_by_digit(decimals)}"
    return f"{_whole(whole)} phẩy {_decimals(decimals)}" if decimals else _whole(whole)


def size(text: str) -> tuple[int, str, str]:
    """Returns a key that compares numbers by size. A float would lose digits of long numbers."""
    whole, decimals, _ = _parts(text)
    return len(whole.lstrip("0")), whole.lstrip("0"), decimals.rstrip("0")


def _parts(text: str) -> tuple[str, str, bool]:
    """Splits a number at its comma, or a version such as 4.0 at its point; the last value tells which."""
    whole, _, decimals = text.partition(",")
    head, point, tail = whole.rpartition(".")
    if point and len(tail) < 3:
        return head, tail, True
    return whole.replace(".", ""), decimals, False


def _whole(digits: str) -> str:
    is_code = len(digits) > _LONGEST or (digits.startswith("0") and len(digits) > 2)
    return digit_by_digit(digits) if is_code else cardinal(int(digits))


def month(number: int) -> str:
    return "tư" if number == 4 else cardinal(number)


def ordinal(number: int) -> str:
    """Says a number after «thứ»."""
    return {1: "nhất", 4: "tư"}.get(number) or cardinal(number)


def _decimals(digits: str) -> str:
    significant = digits.lstrip("0")
    if not significant or len(significant) > 2:
        return digit_by_digit(digits)
    return " ".join(["không"] * (len(digits) - len(significant)) + [cardinal(int(significant))])


def _rest(number: int) -> str:
    """Says the part of a number after a larger unit, where hundreds are said even if there are none."""
    parts = []
    for size, name in ((10**6, "triệu"), (1000, "nghìn"), (1, "")):
        group, number = divmod(number, size)
        if group:
            parts += [_group(group, is_first=False), name]
    return "".join(f" {part}" for part in parts if part)


def _group(number: int, is_first: bool) -> str:
    hundreds, below = divmod(number, 100)
    tens, ones = divmod(below, 10)
    words = [DIGITS[hundreds], "trăm"] if hundreds or not is_first else []
    if not below:
        return " ".join(words) or DIGITS[0]
    if tens == 0:
        words += ["linh", DIGITS[ones]] if words else [DIGITS[ones]]
    elif tens == 1:
        words += ["mười", *([("lăm" if ones == 5 else DIGITS[ones])] if ones else [])]
    else:
        words += [DIGITS[tens], "mươi", *([{1: "mốt", 4: "tư", 5: "lăm"}.get(ones, DIGITS[ones])] if ones else [])]
    return " ".join(words)


def roman(numeral: str) -> int | None:
    """Returns the value of a Roman numeral, or None if it is malformed."""
    total = 0
    for letter, next_letter in zip(numeral, [*numeral[1:], ""], strict=True):
        size = _ROMAN[letter]
        total += -size if next_letter and size < _ROMAN[next_letter] else size
    return total if _PROPER_ROMAN.fullmatch(numeral) else None
