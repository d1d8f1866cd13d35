"""Every class that a picture may have is in the style."""

import re

from bulletin.pictures import media, picture_classes
from bulletin.pictures.picture_element import PictureElement
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

STYLE = picture_classes.style()
SHADE, PERCENT = st.integers(0, 255), st.integers(0, 100)


@settings(max_examples=100)
@given(SHADE, SHADE, SHADE)
def test_a_picture_of_any_colour_has_one_that_is_near(red: int, green: int, blue: int) -> None:
    tone = media._tone(Image.new("RGB", (1, 1), (red, green, blue)))
    (shown,) = re.findall(rf"\.{tone} {{ background-color: #(\w)(\w)(\w); }}", STYLE)
    assert all(abs(17 * int(digit, 16) - value) <= 43 for digit, value in zip(shown, (red, green, blue), strict=True))


@settings(max_examples=100)
@given(PERCENT, PERCENT)
def test_a_focus_anywhere_is_kept_in_sight(across: int, down: int) -> None:
    element = PictureElement("/anh", 1600, 900, "", "tone-000", (across, down))
    _, _, focus = element._classes().partition(" ")
    shown = re.findall(rf"\.{focus} {{ object-position: (\d+)% (\d+)%; }}", STYLE) if focus else [("50", "50")]
    assert all(abs(int(percent) - value) <= 12.5 for percent, value in zip(shown[0], (across, down), strict=True))


def test_no_class_stands_twice() -> None:
    names = re.findall(r"^\.[\w-]+", STYLE, re.MULTILINE)
    assert len(names) == len(set(names)) == media.SHADES**3 + 24
