"""Renditions: the files that a picture becomes on the site. Says which there are; `darkroom.py` makes them.

A rendition's address holds the digest of the picture, so it can be cached for ever, and a picture that is replaced
shows at once.
"""

from collections.abc import Iterator

import msgspec

from ..machine import digest

WIDTHS = (360, 720, 1080, 1600)
"""Pixels: a card, a phone, a phone with a fine screen, and the lead photo on a large one. Never more than the picture
has.
"""
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
"""By ending, the smallest files first."""
CROPS = {"1x1": (1, 1), "4x3": (4, 3), "16x9": (16, 9)}
"""What search engines and social networks ask for:
https://developers.google.com/search/docs/appearance/structured-data/article
"""
CENTRE = (50, 50)
_CROP_WIDTH = 1200
_TOO_NEAR = 0.8
"""A width that comes so near to the largest one spares a reader nothing."""


class Shape(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is known of a picture without looking at it again. `width` and `height` are in pixels, upright.

    `is_shown`: on a page. `is_whole`: handed out in full, as an attachment. `is_lead`: the lead photo, which is
    cropped; `focus` is the point in percent from the left and from the top that must stay in sight then.
    """

    width: int
    height: int
    is_transparent: bool
    is_shown: bool = True
    is_whole: bool = False
    is_lead: bool = False
    focus: tuple[int, int] = CENTRE


class Rendition(msgspec.Struct, frozen=True, gc=False):
    """One file. `suffix` follows the picture's address without ending, `focus` is that of a crop."""

    suffix: str
    width: int
    height: int
    focus: tuple[int, int] | None = None

    @property
    def ending(self) -> str:
        return self.suffix.rpartition(".")[2]

    @property
    def digest(self) -> bytes:
        return digest.of_values(self)


def address(address: str, picture: bytes) -> str:
    """The address of a picture without ending, by where its file would be published, and the digest of its bytes,
    `picture`.
    """
    return f"{address.rpartition('.')[0]}-{picture.hex()[:8]}"


def widths(width: int) -> tuple[int, ...]:
    """The widths in which a picture is offered, the smallest first."""
    largest = min(width, WIDTHS[-1])
    return (*[one for one in WIDTHS if one < largest * _TOO_NEAR], largest)


def scaled(width: int, height: int, to: int) -> int:
    """The height of a picture that is made `to` wide."""
    return max(1, round(height * to / width))


def suffix(width: int, ending: str) -> str:
    return f"-{width}.{ending}"


def smallest(shape: Shape) -> Rendition:
    """The JPEG for a place where little room is."""
    width = widths(shape.width)[0]
    return Rendition(suffix(width, "jpg"), width, scaled(shape.width, shape.height, width))


def largest(shape: Shape) -> Rendition:
    """The JPEG for whoever can't choose."""
    width = widths(shape.width)[-1]
    return Rendition(suffix(width, "jpg"), width, scaled(shape.width, shape.height, width))


def whole(shape: Shape) -> Rendition:
    """The picture in its own size, without what the camera wrote into it."""
    return Rendition(f"-goc.{'png' if shape.is_transparent else 'jpg'}", shape.width, shape.height)


def crop(shape: Shape, name: str) -> Rendition:
    """The largest part of a picture that has the proportions of one of CROPS, with the focus in it."""
    x, y = CROPS[name]
    width = min(shape.width, max(1, shape.height * x // y), _CROP_WIDTH)
    across, down = shape.focus
    suffix = "" if shape.focus == CENTRE else f"-{across}-{down}"
    return Rendition(f"-{name}{suffix}.jpg", width, scaled(x, y, width), shape.focus)


def of(shape: Shape) -> Iterator[Rendition]:
    """All renditions of a picture."""
    if shape.is_shown:
        for width in widths(shape.width):
            for ending in TYPES:
                yield Rendition(suffix(width, ending), width, scaled(shape.width, shape.height, width))
    if shape.is_lead:
        for name in CROPS:
            yield crop(shape, name)
    if shape.is_whole:
        yield whole(shape)
