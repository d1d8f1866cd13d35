"""Renditions: the files that a picture becomes on the site. This module says which ones, darkroom.py makes them.

The address of a rendition contains the digest of the picture. So browsers can cache it for ever, and a picture that was
replaced shows at once.
"""

from collections.abc import Iterator

import msgspec

from ..machine import digest

WIDTHS = (360, 720, 1080, 1600)
"""Pixels: for a card, a phone, a phone with a fine screen, and the lead photo on a large screen. No rendition is wider
than its picture.
"""
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
"""Media types by file ending, the smallest files first."""
CROPS = {"1x1": (1, 1), "4x3": (4, 3), "16x9": (16, 9)}
"""Proportions that search engines and social networks ask for:
https://developers.google.com/search/docs/appearance/structured-data/article
"""
CENTRE = (50, 50)
_CROP_WIDTH = 1200
_LARGEST_SHARE = 0.8
"""A width above this share of the largest one saves a reader nothing."""


class Shape(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Everything that must be known of a picture to list its renditions. `width` and `height` are the size of the
    upright picture in pixels.

    `is_shown`: it stands on a page. `is_whole`: it is handed out in full, as an attachment. `is_lead`: it is the lead
    photo, which is also cropped; `focus` is the point that must stay in sight then, in percent from the left and from
    the top.
    """

    width: int
    height: int
    is_transparent: bool
    is_shown: bool = True
    is_whole: bool = False
    is_lead: bool = False
    focus: tuple[int, int] = CENTRE


class Rendition(msgspec.Struct, frozen=True, gc=False):
    """One file of a picture. `suffix` follows the address of the picture's renditions; only a crop has a `focus`."""

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
    """The address of a picture's renditions without their suffix.

    `address` is where the original would be published, `picture` is the digest of its bytes.
    """
    return f"{address.rpartition('.')[0]}-{picture.hex()[:8]}"


def widths(width: int) -> tuple[int, ...]:
    """The widths in which a picture is offered, the smallest first."""
    largest = min(width, WIDTHS[-1])
    return (*[candidate for candidate in WIDTHS if candidate < largest * _LARGEST_SHARE], largest)


def scaled(width: int, height: int, to: int) -> int:
    """The height of a picture that is scaled to the width `to`."""
    return max(1, round(height * to / width))


def suffix(width: int, ending: str) -> str:
    return f"-{width}.{ending}"


def smallest(shape: Shape) -> Rendition:
    """The JPEG for places with little room."""
    width = widths(shape.width)[0]
    return Rendition(suffix(width, "jpg"), width, scaled(shape.width, shape.height, width))


def largest(shape: Shape) -> Rendition:
    """The JPEG for programs that can't choose a width."""
    width = widths(shape.width)[-1]
    return Rendition(suffix(width, "jpg"), width, scaled(shape.width, shape.height, width))


def whole(shape: Shape) -> Rendition:
    """The picture in its own size, without the metadata of the camera."""
    return Rendition(f"-goc.{'png' if shape.is_transparent else 'jpg'}", shape.width, shape.height)


def crop(shape: Shape, name: str) -> Rendition:
    """The largest part of a picture with the proportions of one of CROPS, around its focus. `name` is the key."""
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
