"""The title card: a picture of an article's title, for other sites that link to an article without a photo.

The typeface is a bold cut of Source Serif 4 with the letters of Vietnamese and of neighbouring languages (fonts/), in
one file that Pillow can read. Its licence requires another name for a changed font.
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
"""The height of the band with the bulletin's name, in pixels."""
_TITLE_TOP, _TITLE_BOTTOM = 204, HEIGHT - 56
_SIZES = (84, 76, 68, 60, 54, 48)
"""The sizes of a title's letters, in pixels. A title gets the largest size with which it takes at most four lines."""
_LINES = 4
_SMALLEST = 38
"""The size for a title that is longer still."""
_LEADING = 1.24
_NAME_SIZE, _CATEGORY_SIZE = 40, 36

_PAPER, _INK, _RED, _WHITE = (253, 252, 249), (29, 27, 24), (134, 26, 29), (255, 255, 255)
_SHADES = 16
"""Shades between a letter and its ground. So few keep the file small, and nobody would see more."""
_NAME_SHADES, _CATEGORY_SHADES, _TITLE_SHADES = 0, _SHADES, 2 * _SHADES
"""The positions in the palette where the shades of each text begin."""
_COMPRESSION = 5
_UNKNOWN = re.compile("[^ -~\xa0-\xffĂăĐđĨĩŨũƠơƯưẠ-ỹŒœ–—‘’‚“”„•…′″‹›€₫™−]")
"""Characters that the typeface doesn't have."""


class _Line(NamedTuple):
    text: str
    left: int
    top: int


class _Glyph(NamedTuple):
    """The shape of a letter, its offset to the right of the pen and below it, and how far the pen then advances."""

    shape: "Image"
    left: int
    top: int
    advance: float


def draw(title: str, category: str, site: str) -> bytes:
    """The card as a PNG of WIDTH by HEIGHT pixels."""
    from PIL import Image as Pillow

    palette = [*_ramp(_RED, _WHITE), *_ramp(_PAPER, _RED), *_ramp(_PAPER, _INK)]
    canvas = Pillow.new("L", (WIDTH, HEIGHT))
    size, lines = _set(_printable(title))
    top = _TITLE_TOP + (_TITLE_BOTTOM - _TITLE_TOP - round(len(lines) * size * _LEADING)) // 2
    _write(canvas, (0, _BAND), [_one_line(site, 24, _NAME_SIZE)], _NAME_SIZE, _NAME_SHADES)
    _write(canvas, (_BAND, _TITLE_TOP), [_one_line(category, 138, _CATEGORY_SIZE)], _CATEGORY_SIZE, _CATEGORY_SHADES)
    _write(
        canvas,
        (_TITLE_TOP, HEIGHT),
        [_Line(line, _MARGIN, top + round(index * size * _LEADING)) for index, line in enumerate(lines)],
        size,
        _TITLE_SHADES,
    )
    card = Pillow.frombytes("P", canvas.size, canvas.tobytes())
    card.putpalette([value for colour in palette for value in colour])
    file = BytesIO()
    card.save(file, "PNG", bits=8, compress_level=_COMPRESSION)
    return file.getvalue()


def _one_line(text: str, top: int, size: int) -> _Line:
    return _Line(_fitting(_printable(text), size), _MARGIN, top)


def _ramp(ground: tuple[int, int, int], letter: tuple[int, int, int]) -> list[tuple[int, ...]]:
    """The shades from the colour of the ground to the colour of a letter."""
    return [
        tuple(round(start + (end - start) * step / (_SHADES - 1)) for start, end in zip(ground, letter, strict=True))
        for step in range(_SHADES)
    ]


@cache
def _face(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    # The basic layout is the same on every machine, and it is enough for Vietnamese with composed letters.
    return ImageFont.truetype(
        Path(__file__).parent / "fonts" / "title-card-bold.ttf", size, layout_engine=ImageFont.Layout.BASIC
    )


def _printable(text: str) -> str:
    """The text in letters of the typeface: letters of other alphabets are left out, foreign accents are dropped."""
    if _UNKNOWN.search(text):
        text = _UNKNOWN.sub(lambda match: _UNKNOWN.sub("", unicodedata.normalize("NFKD", match[0])), text)
    text = re.sub(" +", " ", text).strip()
    return re.sub(" (?=[–—-] )", "\xa0", text)  # no line begins with a dash


def _set(title: str) -> tuple[int, list[str]]:
    """The size of a title's letters, and its lines, which are all about equally long."""
    for size in (*_SIZES, _SMALLEST):
        lines = _lines(title, size, WIDTH - 2 * _MARGIN)
        if len(lines) <= _LINES or size == _SMALLEST:
            break
    most_lines = int((_TITLE_BOTTOM - _TITLE_TOP) / (size * _LEADING))
    if len(lines) > most_lines:
        return size, [*lines[: most_lines - 1], _fitting(" ".join(lines[most_lines - 1 :]), size)]
    narrow, wide = 0, WIDTH - 2 * _MARGIN
    while wide - narrow > 8:
        middle = (narrow + wide) // 2
        if len(_lines(title, size, middle)) <= len(lines):
            wide = middle
        else:
            narrow = middle
    return size, _lines(title, size, wide)


def _lines(title: str, size: int, width: int) -> list[str]:
    """The lines of a title that is set in a width."""
    lines: list[str] = []
    line_length = 0.0
    for word in title.split(" "):
        for part in _parts(word, size):
            length = _length(part, size)
            if lines and line_length + _length(" ", size) + length <= width:
                lines[-1] = f"{lines[-1]} {part}"
                line_length += _length(" ", size) + length
            else:
                lines.append(part)
                line_length = length
    return lines


def _parts(word: str, size: int) -> list[str]:
    """A word, cut into pieces where it is wider than the card: an address, a row of hyphens."""
    if _length(word, size) <= WIDTH - 2 * _MARGIN:
        return [word]
    count = max(1, len(word) * (WIDTH - 2 * _MARGIN) // (int(_length(word, size)) + 1) - 1)
    return [word[start : start + count] for start in range(0, len(word), count)]


def _fitting(text: str, size: int) -> str:
    """The text on one line. A text that is too long ends with an ellipsis, after a whole word if possible."""
    if _length(text, size) <= WIDTH - 2 * _MARGIN:
        return text
    while text and _length(f"{text}…", size) > WIDTH - 2 * _MARGIN:
        text = text.rpartition(" ")[0] if " " in text else text[:-1]
    return f"{text}…"


@lru_cache(maxsize=4096)
def _length(text: str, size: int) -> float:
    """The length of a text in pixels: the sum of its letters, since the typeface has no kerning."""
    return sum([_glyph(letter, size).advance for letter in text])


@cache
def _glyph(letter: str, size: int) -> _Glyph:
    """The glyph of a letter. It is drawn only once, since all cards have the same few letters."""
    from PIL import Image as Pillow
    from PIL import ImageDraw

    face = _face(size)
    left, top, right, bottom = (int(side) for side in face.getbbox(letter))
    shape = Pillow.new("L", (max(1, right - left), max(1, bottom - top)), 0)
    ImageDraw.Draw(shape).text((-left, -top), letter, 255, face)
    return _Glyph(shape, left, top, face.getlength(letter))


def _write(canvas: "Image", region: tuple[int, int], lines: list[_Line], size: int, shades: int) -> None:
    """Fills the canvas between two heights with lines and their ground. `shades` is where in the palette they begin."""
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
def _shades(start: int) -> list[int]:
    """The position in the palette for each value of a mask, by shades that begin at `start`."""
    return [start + value * (_SHADES - 1) // 255 for value in range(256)]
