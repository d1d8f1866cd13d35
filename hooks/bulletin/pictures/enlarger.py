"""The enlarger: makes renditions of an original picture.

A photo arrives as the camera wrote it: perhaps lying on its side, with its own colour profile, and with the place where
it was taken and the number of the camera in its metadata. A rendition is upright, in sRGB, and has no metadata. The
same picture gives the same bytes.
"""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import msgspec

from . import media
from .renditions import Rendition

if TYPE_CHECKING:  # Pillow takes long to load, and most builds need none of it
    from PIL.Image import Image

METHOD_NUMBER = 2
"""To be increased whenever the same picture would give other bytes."""
_ENCODERS: dict[str, dict[str, Any]] = {
    # With more than one thread, AVIF's bytes differ each time. Speed 8 takes a quarter of the time of speed 6, and its
    # files are a twelfth larger.
    "avif": {"format": "AVIF", "quality": 45, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 74, "method": 4},
    "jpg": {"format": "JPEG", "quality": 78, "progressive": True, "optimize": True},
    "png": {"format": "PNG", "optimize": True},
}


class PictureError(Exception):
    """A picture can no longer be opened, though it could be when its post was read. The message is its path, or
    what is wrong with its bytes.
    """


def make(source: str | io.BytesIO, targets: Iterable[Rendition]) -> Iterator[tuple[Rendition, bytes]]:
    """Makes renditions of an original, a file or its bytes. Raises PictureError."""
    by_width: dict[int, list[Rendition]] = defaultdict(list)
    for target in targets:
        by_width[target.width].append(target)
    for width, batch in by_width.items():
        upright = _upright(source, width, max(target.height for target in batch))
        for target in batch:
            yield target, _encode(_resize(upright, target), target.ending)


def make_apart(content: bytes, order: bytes) -> bytes:
    """Makes renditions on a worker: `content` is the original, `order` the packed list of them, in the order of the
    answer. Raises PictureError.
    """
    targets = msgspec.msgpack.decode(order, type=list[Rendition])
    made = dict(make(io.BytesIO(content), targets))
    return msgspec.msgpack.encode([made[target] for target in targets])


def _upright(source: str | io.BytesIO, width: int, height: int) -> "Image":
    """The picture the right way up and in sRGB, at least of this size unless the original is smaller."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    with _reopen(source) as image:
        side = max(width, height)  # the picture may still lie on its side
        image.draft(None, (side, side))
        upright = ImageOps.exif_transpose(image)
    icc = upright.info.get("icc_profile")
    if upright.mode.startswith("I"):  # 16-bit grey
        upright = upright.point(lambda value: value * (1 / 256)).convert("L")
    has_alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    if has_alpha:
        upright = upright.convert("RGBA")
        alpha = upright.getchannel("A")
        opaque = _srgb(upright.convert("RGB"), icc)
        clean = Pillow.merge("RGBA", (*opaque.split(), alpha))
    else:
        clean = _srgb(upright if upright.mode in ("RGB", "CMYK", "L") else upright.convert("RGB"), icc)
    clean.info = {}
    return clean


@contextmanager
def _reopen(source: str | io.BytesIO) -> "Iterator[Image]":
    """Opens a picture that could be opened when its post was read. Raises PictureError when it can't be any more."""
    try:
        with media.open_picture(source) as image:
            yield image
    except media.MediaError as error:
        raise PictureError(source if isinstance(source, str) else error.code) from error


def _srgb(image: "Image", icc: bytes | None) -> "Image":
    """The picture in the colours that every screen shows. `icc` is its colour profile."""
    from PIL import ImageCms

    if icc:
        with suppress(ImageCms.PyCMSError, OSError):
            profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
            converted = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if converted is not None:
                return converted
    return image.convert("RGB")


def _resize(image: "Image", target: Rendition) -> "Image":
    """The picture in the size of a rendition, cropped around the focus if there is one."""
    from PIL.Image import Resampling

    width, height = image.size
    box = (0.0, 0.0, float(width), float(height))
    if target.focus:
        across, down = target.focus
        crop_size = min(width, height * target.width / target.height), min(height, width * target.height / target.width)
        left = min(max(width * across / 100 - crop_size[0] / 2, 0), width - crop_size[0])
        top = min(max(height * down / 100 - crop_size[1] / 2, 0), height - crop_size[1])
        box = (left, top, left + crop_size[0], top + crop_size[1])
    if box == (0, 0, *image.size) == (0, 0, target.width, target.height):
        return image
    return image.resize((target.width, target.height), Resampling.LANCZOS, box, reducing_gap=3.0)


def _encode(image: "Image", ending: str) -> bytes:
    from PIL import Image as Pillow

    if ending == "jpg" and image.mode == "RGBA":
        paper = Pillow.new("RGB", image.size, "#fff")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    file = io.BytesIO()
    image.save(file, **_ENCODERS[ending])
    return file.getvalue()
