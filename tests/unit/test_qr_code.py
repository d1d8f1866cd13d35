"""QR codes on paper: what is drawn is the code, dot by dot, and a reader of codes reads the address."""

import re

import pytest
import zxingcpp
from bulletin.pages.parts.qr_code import qr_code
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

QUIET = 4
"""Light dots that the standard wants around a code."""


def drawn(svg: str) -> Image.Image:
    """The drawing as dots. It knows what the drawing needs: `M` and `m` to go somewhere, `h` to draw a line one dot
    high.
    """
    found = re.fullmatch(
        (
            r'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 (\d+) \1">'
            r'<path fill="#fff" d="M0 0h\1v\1H0z"/><path stroke="#000" d="([^"]*)"/></svg>'
        ),
        svg,
    )
    assert found
    size, steps = int(found[1]), found[2]
    image = Image.new("L", (size, size), 255)
    assert re.fullmatch(r"(?:M\d+ \d+\.5|m\d+ 0|h\d+)*", steps)
    x = y = 0
    for kind, first, second in re.findall(r"([Mmh])(\d+)(?: (\d+))?", steps):
        if kind == "M":
            x, y = int(first), int(second)
        elif kind == "m":
            x += int(first)
        else:
            image.paste(0, (x, y, x + int(first), y + 1))
            x += int(first)
    return image


def text_in(image: Image.Image, scale: int = 4) -> str:
    (code,) = zxingcpp.read_barcodes(
        image.resize((image.width * scale, image.height * scale), Image.Resampling.NEAREST)
    )
    assert (code.format, code.ec_level) == (zxingcpp.BarcodeFormat.QRCode, "M")
    return code.text


@pytest.mark.parametrize(
    "address",
    [
        "https://bantin.anbinh.example/2026/06/cau-moi/",
        "https://bantin.anbinh.example/ban-tin/",
        "https://x.example/" + "dai-" * 60,
    ],
)
def test_a_reader_reads_the_address(address: str) -> None:
    assert text_in(drawn(qr_code(address))) == address


@settings(max_examples=60)
@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789-/", min_size=1, max_size=200))
def test_a_reader_reads_any_address(path: str) -> None:
    assert text_in(drawn(qr_code(f"https://bantin.example/{path}"))) == f"https://bantin.example/{path}"


def test_the_code_has_its_quiet_zone_and_its_corners() -> None:
    image = drawn(qr_code("https://bantin.anbinh.example/2026/06/cau-moi/"))
    box = image.point(lambda dot: 255 - dot).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert (left, top, image.width - right, image.height - bottom) == (QUIET,) * 4
    assert (image.width - 2 * QUIET - 17) % 4 == 0, "the sizes of the standard"
    corner = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    for x, y in ((left, top), (right - 7, top), (left, bottom - 7)):
        assert [
            "".join("1" if image.getpixel((x + column, y + row)) == 0 else "0" for column in range(7))
            for row in range(7)
        ] == corner


def test_a_smudge_does_not_matter() -> None:
    image = drawn(qr_code("https://bantin.anbinh.example/2026/06/cau-moi/"))
    image.paste(255, (image.width // 2 - 3, image.height // 2 - 3, image.width // 2 + 4, image.height // 2 + 4))
    assert text_in(image) == "https://bantin.anbinh.example/2026/06/cau-moi/", (
        "error correction M restores a seventh of the code"
    )
