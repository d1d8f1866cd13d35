"""The title card: a picture of an article's title, for other sites that link to an article without a photo.

An archive has tens of thousands of cards, so this module writes PNG by itself: everything above the title is drawn and
compressed only once for each category.
"""

import struct
import zlib
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from . import title_lines

WIDTH, HEIGHT = 1200, 630
_MARGIN = 72
_LINE = WIDTH - 2 * _MARGIN
"""The length of a line, in pixels."""
_BAND = 96
"""The height of the band with the bulletin's name, in pixels."""
_TITLE_TOP, _TITLE_BOTTOM = 204, HEIGHT - 56
_NAME_SIZE, _CATEGORY_SIZE = 40, 36

_BITS = 4
"""Bits of a pixel: sixteen colours, which keep the file small."""
_INK, _PAPER, _RED, _WHITE = 0, 6, 11, 15
"""Positions of colours in the palette. Between two of them lie the shades of the edges of letters."""
_COLOURS = {_INK: (29, 27, 24), _PAPER: (253, 252, 249), _RED: (134, 26, 29), _WHITE: (255, 255, 255)}
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PAD = 2
"""Pixels to the left of the card whose bits are the number of the filter that PNG expects before each row: none."""


class _Line(NamedTuple):
    text: str
    left: int
    top: int


class _Top(NamedTuple):
    """All bytes of a card down to the title, and the checksum of its pixels so far."""

    content: bytes
    checksum: int


def draw(title: str, category: str, site: str) -> bytes:
    """The card as a PNG of WIDTH by HEIGHT pixels (https://www.w3.org/TR/png-3/)."""
    import deflate

    top = _top(category, site)
    size, lines = title_lines.set_title(title_lines.printable(title), _LINE, _TITLE_BOTTOM - _TITLE_TOP)
    first = (_TITLE_BOTTOM - _TITLE_TOP - round(len(lines) * size * title_lines.LEADING)) // 2
    pixels = _pixels(
        HEIGHT - _TITLE_TOP,
        [_Line(line, _MARGIN, first + round(index * size * title_lines.LEADING)) for index, line in enumerate(lines)],
        size,
        _PAPER,
        _INK,
    )
    # libdeflate gives the same bytes on every processor, whatever its memory held before; quicker ones promise no such
    # thing, and the same card must be the same file.
    body = bytes(deflate.deflate_compress(pixels, 1))
    checksum = struct.pack(">I", zlib.adler32(pixels, top.checksum))
    return top.content + _chunk(b"IDAT", body + checksum) + _chunk(b"IEND", b"")


@lru_cache(maxsize=64)
def _top(category: str, site: str) -> _Top:
    """Everything above the title of a category's cards."""
    pixels = _pixels(_BAND, [_one_line(site, 24, _NAME_SIZE)], _NAME_SIZE, _RED, _WHITE)
    pixels += _pixels(
        _TITLE_TOP - _BAND, [_one_line(category, 138 - _BAND, _CATEGORY_SIZE)], _CATEGORY_SIZE, _PAPER, _RED
    )
    compressor = zlib.compressobj()
    # After a full flush the compressed title may follow, whatever it is.
    content = compressor.compress(pixels) + compressor.flush(zlib.Z_FULL_FLUSH)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, _BITS, 3, 0, 0, 0)
    chunks = [_chunk(b"IHDR", header), _chunk(b"PLTE", _palette()), _chunk(b"IDAT", content)]
    return _Top(_SIGNATURE + b"".join(chunks), zlib.adler32(pixels))


def _chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG: length, kind, content and checksum."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(content, zlib.crc32(kind)))


def _palette() -> bytes:
    """The colours, three bytes each."""
    shades = [
        round(start + (end - start) * step / (right - left))
        for left, right in pairwise(_COLOURS)
        for step in range(right - left)
        for start, end in zip(_COLOURS[left], _COLOURS[right], strict=True)
    ]
    return bytes([*shades, *_COLOURS[_WHITE]])


def _one_line(text: str, top: int, size: int) -> _Line:
    return _Line(title_lines.fitting(title_lines.printable(text), size, _LINE), _MARGIN, top)


def _pixels(height: int, lines: list[_Line], size: int, ground: int, ink: int) -> bytes:
    """Rows of the card with lines of text on them, as PNG has them. `ground` and `ink` are positions in the palette."""
    from PIL import Image as Pillow

    strip = Pillow.new("P", (_PAD + WIDTH, height), ground)
    paste = strip.im.paste  # without the checks of Image.paste: there are fifty letters on each of thousands of cards
    lowest_end = 0
    for line in lines:
        pen: float = _PAD + line.left
        line_end, lines_above_end = 0, lowest_end
        for letter in line.text:
            glyph = title_lines.glyph(letter, size)
            if not letter.isspace():
                left, right = round(pen) + glyph.left, round(pen) + glyph.right
                top, bottom = line.top + glyph.top, line.top + glyph.bottom
                if left >= line_end and top >= lines_above_end:  # the ground is bare, so a copy gives the same pixels
                    paste(title_lines.opaque(letter, size, ground, ink).im, (left, top, right, bottom))
                else:
                    # Where a letter covers a pixel in part, Pillow takes a position between the two: a shade.
                    paste(ink, (left, top, right, bottom), glyph.shape.im)
                line_end, lowest_end = max(line_end, right), max(lowest_end, bottom)
            pen += glyph.advance
    strip.paste(0, (0, 0, _PAD, height))
    return strip.tobytes("raw", f"P;{_BITS}")
