"""The title card: a picture of an article's title, for other sites that link to an article without a photo.

An archive has tens of thousands of cards, so a card is put together from finished pieces. A word is drawn once; so is
everything above the title, which is compressed once for each category.
"""

import struct
import zlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from . import title_lines

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 1200, 630
_MARGIN = 72
_LINE = WIDTH - 2 * _MARGIN
"""The length of a line, in pixels."""
_BAND = 96
"""The height of the band with the bulletin's name, in pixels."""
_TITLE_TOP, _TITLE_BOTTOM = 204, HEIGHT - 56
_NAME_SIZE, _CATEGORY_SIZE = 40, 36

_PAPER, _INK, _RED, _WHITE = (253, 252, 249), (29, 27, 24), (134, 26, 29), (255, 255, 255)
_BITS = 4
"""Bits of a pixel: sixteen colours, which keep the file small."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PAD = 2
"""Pixels to the left of the card whose bits are the number of the filter that PNG expects before each row: none."""
_COMMON_WORDS = 1024
"""Words whose pictures are kept; four of five words of a title are among them."""


class _Shades(NamedTuple):
    """Positions in the palette: those of a ground and of the letters on it, and of the shades between them."""

    ground: int
    between: tuple[int, ...]
    letter: int


_TITLE = _Shades(0, (1, 2, 3, 4, 5), 6)
_CATEGORY = _Shades(0, (7, 8, 9, 10), 11)
_NAME = _Shades(11, (12, 13, 14), 15)


class _Line(NamedTuple):
    text: str
    left: int
    top: int


class _Word(NamedTuple):
    """The picture of a word, and its offset to the right of the pen and below it."""

    picture: "Image"
    left: int
    top: int


class _Top(NamedTuple):
    """All bytes of a card down to the title, and the checksum of its pixels so far."""

    content: bytes
    checksum: int


def draw(title: str, category: str, site: str) -> bytes:
    """The card as a PNG of WIDTH by HEIGHT pixels (https://www.w3.org/TR/png-3/)."""
    from isal import isal_zlib

    top = _top(category, site)
    size, lines = title_lines.set_title(title_lines.printable(title), _LINE, _TITLE_BOTTOM - _TITLE_TOP)
    first = (_TITLE_BOTTOM - _TITLE_TOP - round(len(lines) * size * title_lines.LEADING)) // 2
    pixels = _pixels(
        HEIGHT - _TITLE_TOP,
        [_Line(line, _MARGIN, first + round(index * size * title_lines.LEADING)) for index, line in enumerate(lines)],
        size,
        _TITLE,
    )
    body = isal_zlib.compressobj(1, wbits=-zlib.MAX_WBITS)
    checksum = struct.pack(">I", isal_zlib.adler32(pixels, top.checksum))
    return top.content + _chunk(b"IDAT", body.compress(pixels) + body.flush() + checksum) + _chunk(b"IEND", b"")


@lru_cache(maxsize=64)
def _top(category: str, site: str) -> _Top:
    """Everything above the title of a category's cards."""
    pixels = _pixels(_BAND, [_one_line(site, 24, _NAME_SIZE)], _NAME_SIZE, _NAME)
    pixels += _pixels(_TITLE_TOP - _BAND, [_one_line(category, 138 - _BAND, _CATEGORY_SIZE)], _CATEGORY_SIZE, _CATEGORY)
    compressor = zlib.compressobj()
    # After a full flush the compressed title may follow, whatever it is.
    content = compressor.compress(pixels) + compressor.flush(zlib.Z_FULL_FLUSH)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, _BITS, 3, 0, 0, 0)
    chunks = [_chunk(b"IHDR", header), _chunk(b"PLTE", bytes(_palette())), _chunk(b"IDAT", content)]
    return _Top(_SIGNATURE + b"".join(chunks), zlib.adler32(pixels))


def _chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG: length, kind, content and checksum."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(content, zlib.crc32(kind)))


def _palette() -> list[int]:
    """The colours, three numbers each."""
    colours = {}
    for shades, ground, letter in ((_TITLE, _PAPER, _INK), (_CATEGORY, _PAPER, _RED), (_NAME, _RED, _WHITE)):
        positions = (shades.ground, *shades.between, shades.letter)
        for step, position in enumerate(positions):
            share = step / (len(positions) - 1)
            colours[position] = [
                round(start + (end - start) * share) for start, end in zip(ground, letter, strict=True)
            ]
    return [value for position in sorted(colours) for value in colours[position]]


def _one_line(text: str, top: int, size: int) -> _Line:
    return _Line(title_lines.fitting(title_lines.printable(text), size, _LINE), _MARGIN, top)


def _pixels(height: int, lines: list[_Line], size: int, shades: _Shades) -> bytes:
    """Rows of the card with lines of text on them, as PNG has them."""
    from PIL import Image as Pillow

    strip = Pillow.new("P", (_PAD + WIDTH, height), shades.ground)
    for line in lines:
        pen: float = _PAD + line.left
        for word in line.text.split(" "):
            if word:
                drawn = _word(word, size, shades)
                strip.paste(drawn.picture, (round(pen) + drawn.left, line.top + drawn.top))
            pen += title_lines.length(word, size) + title_lines.length(" ", size)
    strip.paste(0, (0, 0, _PAD, height))
    return strip.tobytes("raw", f"P;{_BITS}")


@lru_cache(maxsize=_COMMON_WORDS)
def _word(word: str, size: int, shades: _Shades) -> _Word:
    """The picture of a word on its ground."""
    from PIL import Image as Pillow

    pens = [0.0]
    for letter in word:
        pens.append(pens[-1] + title_lines.glyph(letter, size).advance)
    glyphs = [(round(pen), title_lines.glyph(letter, size)) for pen, letter in zip(pens, word, strict=False)]
    left, top = min(pen + glyph.left for pen, glyph in glyphs), min(glyph.top for _, glyph in glyphs)
    right = max(pen + glyph.left + glyph.shape.width for pen, glyph in glyphs)
    bottom = max(glyph.top + glyph.shape.height for _, glyph in glyphs)
    mask = Pillow.new("L", (right - left, bottom - top))
    for pen, glyph in glyphs:
        mask.paste(255, (pen + glyph.left - left, glyph.top - top), glyph.shape)
    return _Word(Pillow.frombytes("P", mask.size, mask.point(_positions(shades)).tobytes()), left, top)


@cache
def _positions(shades: _Shades) -> list[int]:
    """The position in the palette for each value of a mask."""
    positions = (shades.ground, *shades.between, shades.letter)
    return [positions[round(value * (len(positions) - 1) / 255)] for value in range(256)]
