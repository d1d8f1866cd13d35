"""QR codes for paper, from which a phone can read an address."""

import math
import re
from typing import cast

import zxingcpp

_MASK = 5
"""One of the eight masks of the standard. Finding the best mask takes most of the time, and blurred and noisy codes are
read as often with this one.
"""
_QUIET = 4
"""The width of the light margin around the code, in pixels."""
_LIGHT = b"\xff"


def _strokes(byte: int) -> str:
    """Draws eight pixels as steps of a path from left to right: `h` over dark pixels, `m` over light ones."""
    runs = re.findall("1+|0+", f"{byte:08b}")
    return "".join(f"h{len(run)}" if run[0] == "1" else f"m{len(run)} 0" for run in runs)


_STROKES = {bytes(0 if bit == "1" else 255 for bit in f"{byte:08b}"): _strokes(byte) for byte in range(256)}
"""The strokes by eight bytes of an image in which dark is 0."""
_LAST_STROKES = {group: re.sub(r"m\d 0$", "", strokes) for group, strokes in _STROKES.items()}
"""The strokes at the end of a line, without a last move."""


def qr_code(text: str) -> str:
    """Returns an inline SVG of a QR code (ISO/IEC 18004, error correction M) with its quiet zone, black on white
    whatever the page's colours are.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=_MASK)
    # An image is a buffer, which its types tell in some versions of Python only.
    image = memoryview(cast("bytes", code.to_image()))
    size = math.isqrt(image.nbytes)
    pixels = image.tobytes()
    lines = []
    for y in range(_QUIET, size - _QUIET):
        row = pixels[y * size + _QUIET : (y + 1) * size - _QUIET].rstrip(_LIGHT)
        groups = [row[x : x + 8] for x in range(0, len(row), 8)] or [b""]
        last_group = groups.pop().ljust(8, _LIGHT)
        lines.append(f"M{_QUIET} {y}.5" + "".join([_STROKES[group] for group in groups]) + _LAST_STROKES[last_group])
    path = "".join(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{path}"/></svg>'
    )
