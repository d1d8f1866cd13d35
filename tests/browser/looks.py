"""Pictures of pages, compared: where one differs from the other by more than drawing letters a little
differently does.
"""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SCALE = 2
"""Pixels of the page, across and down, for one of the picture: small files, and the edges of letters are no longer
seen.
"""
_NOTICED = 24
"""Of 255, in one channel, after letters were smeared: a grey that is a shade off is less, another colour is more."""
_SMEAR = 1.5
_LEAST = 12
"""So many noticed points within one cell are a difference; a letter drawn otherwise is fewer."""
_CELL = 16


@dataclass(frozen=True)
class Difference:
    """The cells that differ, as one box in pixels of the page, and a picture of them."""

    box: tuple[int, int, int, int]
    picture: Image.Image

    def __str__(self) -> str:
        left, top, right, bottom = self.box
        return f"{right - left}×{bottom - top} px at {left} px from the left, {top} px from the top"


def shrink(shot: Image.Image) -> Image.Image:
    return shot.convert("RGB").reduce(SCALE)


def save(picture: Image.Image, file: Path) -> None:
    """Lossy, for small files; a palette would lose the colours that little of the page has, which are the ones that
    tell something.
    """
    picture.save(file, quality=75, method=6)


def compare(old: Image.Image, new: Image.Image) -> Difference | None:
    if old.size != new.size:
        return Difference((0, 0, new.width * SCALE, new.height * SCALE), new)
    smeared = [picture.convert("RGB").filter(ImageFilter.GaussianBlur(_SMEAR)) for picture in (old, new)]
    channels = ImageChops.difference(*smeared).split()
    strongest = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    noticed = strongest.point([255 if value >= _NOTICED else 0 for value in range(256)])
    cells = [box for box in _cells(noticed.size) if noticed.crop(box).histogram()[255] >= _LEAST]
    if not cells:
        return None
    left, top, right, bottom = (end(cell[side] for cell in cells) for side, end in enumerate((min, min, max, max)))
    picture = Image.blend(new.convert("RGB"), Image.new("RGB", new.size, "white"), 0.6)
    drawing = ImageDraw.Draw(picture)
    for cell in cells:
        drawing.rectangle(cell, outline="#c00000", width=1)
    return Difference((left * SCALE, top * SCALE, right * SCALE, bottom * SCALE), picture)


def _cells(size: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    """Cells that overlap by half, so that no difference hides on a border."""
    width, height = size
    step = _CELL // 2
    return [
        (left, top, min(left + _CELL, width), min(top + _CELL, height))
        for top in range(0, height, step)
        for left in range(0, width, step)
    ]
