"""The title card: a picture of an article's title, for other sites that lead to an article without a photo.

The face is a bold cut of Source Serif 4 with the letters of Vietnamese and of its neighbours (fonts/), in one file that
Pillow can read; its licence wants another name for what was changed.
"""

import re
import unicodedata
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_MARGIN = 72
_BAND = 96
"""Of the bulletin's name, in pixels."""
_TITLE_TOP, _TITLE_BOTTOM = 204, HEIGHT - 56
_SIZES = (84, 76, 68, 60, 54, 48)
"""Of a title's letters, in pixels: the largest with which it takes four lines."""
_LINES = 4
_SMALLEST = 38
"""Of a title that is longer still."""
_LEADING = 1.24
_NAME_SIZE, _CATEGORY_SIZE = 40, 36

_PAPER, _INK, _RED, _WHITE = (253, 252, 249), (29, 27, 24), (134, 26, 29), (255, 255, 255)
_SHADES = 16
"""Between a letter and what it stands on. So few keep the file small, and nobody sees more."""
_ON_BAND, _CATEGORY, _TITLE = 0, _SHADES, 2 * _SHADES
"""Where in the palette their shades begin."""
_EFFORT = 5
_UNKNOWN = re.compile("[^ -~\xa0-\xffĂăĐđĨĩŨũƠơƯưẠ-ỹŒœ–—‘’‚“”„•…′″‹›€₫™−]")


class _Line(NamedTuple):
    text: str
    left: int
    top: int


class _Glyph(NamedTuple):
    """A letter's shape, where it stands beside and below the pen, and how far the pen goes on."""

    shape: "Image"
    left: int
    top: int
    advance: float


def draw(title: str, category: str, site: str) -> bytes:
    """A PNG of WIDTH and HEIGHT."""
    from PIL import Image as Pillow

    palette = [*_ramp(_RED, _WHITE), *_ramp(_PAPER, _RED), *_ramp(_PAPER, _INK)]
    canvas = Pillow.new("L", (WIDTH, HEIGHT))
    size, lines = _set(_printable(title))
    top = _TITLE_TOP + (_TITLE_BOTTOM - _TITLE_TOP - round(len(lines) * size * _LEADING)) // 2
    _write(canvas, (0, _BAND), [_one_line(site, 24, _NAME_SIZE)], _NAME_SIZE, _ON_BAND)
    _write(canvas, (_BAND, _TITLE_TOP), [_one_line(category, 138, _CATEGORY_SIZE)], _CATEGORY_SIZE, _CATEGORY)
    _write(
        canvas,
        (_TITLE_TOP, HEIGHT),
        [_Line(line, _MARGIN, top + round(at * size * _LEADING)) for at, line in enumerate(lines)],
        size,
        _TITLE,
    )
    card = Pillow.frombytes("P", canvas.size, canvas.tobytes())
    card.putpalette([value for colour in palette for value in colour])
    made = BytesIO()
    card.save(made, "PNG", bits=8, compress_level=_EFFORT)
    return made.getvalue()


def _one_line(text: str, top: int, size: int) -> _Line:
    return _Line(_fitting(_printable(text), size), _MARGIN, top)


def _ramp(ground: tuple[int, int, int], letter: tuple[int, int, int]) -> list[tuple[int, ...]]:
    return [
        tuple(round(a + (b - a) * step / (_SHADES - 1)) for a, b in zip(ground, letter, strict=True))
        for step in range(_SHADES)
    ]


@cache
def _face(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    # The simple layout is the same on every machine; Vietnamese in one piece needs no other.
    return ImageFont.truetype(
        Path(__file__).parent / "fonts" / "title-card-bold.ttf", size, layout_engine=ImageFont.Layout.BASIC
    )


def _printable(text: str) -> str:
    """Only what the face has: letters of other alphabets are left out, those with foreign accents lose them."""
    if _UNKNOWN.search(text):
        text = _UNKNOWN.sub(lambda found: _UNKNOWN.sub("", unicodedata.normalize("NFKD", found[0])), text)
    text = re.sub(" +", " ", text).strip()
    return re.sub(" (?=[–—-] )", "\xa0", text)  # no line begins with a dash


def _set(title: str) -> tuple[int, list[str]]:
    """The size of the letters, and the lines, all of much the same length."""
    for size in (*_SIZES, _SMALLEST):
        lines = _broken(title, size, WIDTH - 2 * _MARGIN)
        if len(lines) <= _LINES or size == _SMALLEST:
            break
    most = int((_TITLE_BOTTOM - _TITLE_TOP) / (size * _LEADING))
    if len(lines) > most:
        return size, [*lines[: most - 1], _fitting(" ".join(lines[most - 1 :]), size)]
    narrow, wide = 0, WIDTH - 2 * _MARGIN
    while wide - narrow > 8:
        middle = (narrow + wide) // 2
        if len(_broken(title, size, middle)) <= len(lines):
            wide = middle
        else:
            narrow = middle
    return size, _broken(title, size, wide)


def _broken(title: str, size: int, width: int) -> list[str]:
    lines: list[str] = []
    left = 0.0
    for word in title.split(" "):
        for part in _parts(word, size):
            length = _length(part, size)
            if lines and left + _length(" ", size) + length <= width:
                lines[-1] = f"{lines[-1]} {part}"
                left += _length(" ", size) + length
            else:
                lines.append(part)
                left = length
    return lines


def _parts(word: str, size: int) -> list[str]:
    """A word, in pieces where it is wider than the card: an address, a row of hyphens."""
    if _length(word, size) <= WIDTH - 2 * _MARGIN:
        return [word]
    many = max(1, len(word) * (WIDTH - 2 * _MARGIN) // (int(_length(word, size)) + 1) - 1)
    return [word[at : at + many] for at in range(0, len(word), many)]


def _fitting(text: str, size: int) -> str:
    """One line; what is too long ends between words."""
    if _length(text, size) <= WIDTH - 2 * _MARGIN:
        return text
    while text and _length(f"{text}…", size) > WIDTH - 2 * _MARGIN:
        text = text.rpartition(" ")[0] if " " in text else text[:-1]
    return f"{text}…"


@lru_cache(maxsize=4096)
def _length(text: str, size: int) -> float:
    """The face has no kerning: a text is as long as its letters."""
    return sum([_glyph(letter, size).advance for letter in text])


@cache
def _glyph(letter: str, size: int) -> _Glyph:
    """A letter, drawn once: the same few stand on all cards."""
    from PIL import Image as Pillow
    from PIL import ImageDraw

    face = _face(size)
    left, top, right, bottom = (int(side) for side in face.getbbox(letter))
    shape = Pillow.new("L", (max(1, right - left), max(1, bottom - top)), 0)
    ImageDraw.Draw(shape).text((-left, -top), letter, 255, face)
    return _Glyph(shape, left, top, face.getlength(letter))


def _write(canvas: "Image", region: tuple[int, int], lines: list[_Line], size: int, shades: int) -> None:
    """Fills the canvas between two heights: the letters, and what they stand on."""
    from PIL import Image as Pillow

    strip = Pillow.new("L", (WIDTH, region[1] - region[0]), 0)
    for line in lines:
        pen: float = line.left
        for letter in line.text:
            glyph = _glyph(letter, size)
            if not letter.isspace():
                strip.paste(255, (round(pen) + glyph.left, line.top - region[0] + glyph.top), glyph.shape)
            pen += glyph.advance
    canvas.paste(strip.point(_shades(shades)), (0, region[0]))


@cache
def _shades(begin: int) -> list[int]:
    return [begin + value * (_SHADES - 1) // 255 for value in range(256)]
