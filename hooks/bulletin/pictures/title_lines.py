"""The lines of a title card: which letters the typeface has, how large they are, and where a line ends.

The typeface is a bold cut of Source Serif 4 with the letters of Vietnamese and of neighbouring languages (fonts/), in
one file that Pillow can read. Its licence requires another name for a changed font.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_SIZES = (84, 76, 68, 60, 54, 48)
"""The sizes of a title's letters, in pixels. A title gets the largest size with which it takes at most four lines."""
_LINES = 4
_SMALLEST = 38
"""The size for a title that is longer still."""
LEADING = 1.24
_UNKNOWN = re.compile("[^ -~\xa0-\xffĂăĐđĨĩŨũƠơƯưẠ-ỹŒœ–—‘’‚“”„•…′″‹›€₫™−]")
"""Characters that the typeface doesn't have."""


class Glyph(NamedTuple):
    """The shape of a letter, its box as seen from the pen, and how far the pen then advances."""

    shape: "Image"
    left: int
    top: int
    right: int
    bottom: int
    advance: float


def printable(text: str) -> str:
    """The text in letters of the typeface: letters of other alphabets are left out, foreign accents are dropped."""
    if _UNKNOWN.search(text):
        text = _UNKNOWN.sub(lambda match: _UNKNOWN.sub("", unicodedata.normalize("NFKD", match[0])), text)
    text = re.sub(" +", " ", text).strip()
    return re.sub(" (?=[–—-] )", "\xa0", text)  # no line begins with a dash


def set_title(title: str, width: int, height: int) -> tuple[int, list[str]]:
    """The size of a title's letters, and its lines, which are all about equally long. `width` and `height` are the
    pixels that they may take.
    """
    for size in (*_SIZES, _SMALLEST):
        words, space = _measured(title, size, width), length(" ", size)
        lines, most_lines = _lines(words, space, width), int(height / (size * LEADING))
        if len(lines) <= min(_LINES, most_lines) or size == _SMALLEST:
            break
    if len(lines) > most_lines:
        return size, [*lines[: most_lines - 1], fitting(" ".join(lines[most_lines - 1 :]), size, width)]
    narrow, wide = 0, width
    while wide - narrow > 8:
        middle = (narrow + wide) // 2
        narrower_lines = _lines(words, space, middle)
        if len(narrower_lines) <= len(lines):
            wide, lines = middle, narrower_lines
        else:
            narrow = middle
    return size, lines


def _measured(title: str, size: int, width: int) -> list[tuple[str, float]]:
    """The words of a title with their lengths."""
    return [(part, length(part, size)) for word in title.split(" ") for part in _parts(word, size, width)]


def _lines(words: list[tuple[str, float]], space: float, width: int) -> list[str]:
    """The lines of words that are set in a width; `space` is the length of a space."""
    lines: list[list[str]] = []
    rest = 0.0
    for word, word_length in words:
        if lines and space + word_length <= rest:
            lines[-1].append(word)
            rest -= space + word_length
        else:
            lines.append([word])
            rest = width - word_length
    return [" ".join(line) for line in lines]


def _parts(word: str, size: int, width: int) -> list[str]:
    """A word, cut into pieces where it is wider than a line: an address, a row of hyphens."""
    if length(word, size) <= width:
        return [word]
    count = max(1, len(word) * width // (int(length(word, size)) + 1) - 1)
    return [word[start : start + count] for start in range(0, len(word), count)]


def fitting(text: str, size: int, width: int) -> str:
    """The text on one line. A text that is too long ends with an ellipsis, after a whole word if possible."""
    if length(text, size) <= width:
        return text
    while text and length(f"{text}…", size) > width:
        text = text.rpartition(" ")[0] if " " in text else text[:-1]
    return f"{text}…"


@lru_cache(maxsize=4096)
def length(text: str, size: int) -> float:
    """The length of a text in pixels: the sum of its letters, since the typeface has no kerning."""
    return sum([glyph(letter, size).advance for letter in text])


@cache
def glyph(letter: str, size: int) -> Glyph:
    """The glyph of a letter. It is drawn only once, since all cards have the same few letters."""
    from PIL import Image as Pillow
    from PIL import ImageDraw

    face = _face(size)
    left, top, right, bottom = (int(side) for side in face.getbbox(letter))
    right, bottom = max(right, left + 1), max(bottom, top + 1)
    shape = Pillow.new("L", (right - left, bottom - top), 0)
    ImageDraw.Draw(shape).text((-left, -top), letter, 255, face)
    return Glyph(shape, left, top, right, bottom, face.getlength(letter))


@cache
def opaque(letter: str, size: int, ground: int, ink: int) -> "Image":
    """The shape of a letter in ink on the ground, both of them positions in a palette."""
    from PIL import Image as Pillow

    shape = glyph(letter, size).shape
    image = Pillow.new("P", shape.size, ground)
    image.paste(ink, (0, 0), shape)
    return image


@cache
def _face(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    # The basic layout is the same on every machine, and it is enough for Vietnamese with composed letters.
    return ImageFont.truetype(
        Path(__file__).parent / "fonts" / "title-card-bold.ttf", size, layout_engine=ImageFont.Layout.BASIC
    )
