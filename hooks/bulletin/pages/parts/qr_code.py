"""QR codes for paper: an address that a phone can read from a printed page."""

import math
import re

import zxingcpp

_MASK = 5
"""Any of the eight masks of the standard. To try which one looks best takes most of the time, and a blurred and noisy
code is read as often with this one.
"""
_QUIET = 4
"""Light pixels around the code."""
_LIGHT = b"\xff"


def _strokes(eight: int) -> str:
    """Eight pixels as steps of a path from left to right: `h` where they are dark, `m` where they are light."""
    runs = re.findall("1+|0+", f"{eight:08b}")
    return "".join(f"h{len(run)}" if run[0] == "1" else f"m{len(run)} 0" for run in runs)


_STROKES = {bytes(0 if bit == "1" else 255 for bit in f"{eight:08b}"): _strokes(eight) for eight in range(256)}
"""By eight bytes of an image in which dark is 0."""
_LAST_STROKES = {eight: re.sub(r"m\d 0$", "", strokes) for eight, strokes in _STROKES.items()}
"""At the end of a line there is nothing more to move to."""


def qr_code(text: str) -> str:
    """An inline SVG of a QR code (ISO/IEC 18004, error correction M) with its quiet zone, black on white whatever the
    page's colours are.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=_MASK)
    image = memoryview(code.to_image())  # type: ignore[arg-type]
    size = math.isqrt(image.nbytes)
    pixels = image.tobytes()
    lines = []
    for y in range(_QUIET, size - _QUIET):
        row = pixels[y * size + _QUIET : (y + 1) * size - _QUIET].rstrip(_LIGHT)
        eights = [row[x : x + 8] for x in range(0, len(row), 8)] or [b""]
        last = eights.pop().ljust(8, _LIGHT)
        lines.append(f"M{_QUIET} {y}.5" + "".join([_STROKES[eight] for eight in eights]) + _LAST_STROKES[last])
    path = "".join(lines)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{path}"/></svg>'
