"""Pictures and attachments that come with posts: what they are, how large, and where they are published."""

import io
import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from ..stylebook import addresses
from . import renditions
from .renditions import Shape

if TYPE_CHECKING:
    from PIL.Image import Image

_PICTURE_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
PICTURE_ENDINGS = ("jpg", "jpeg", "png", "webp", "gif", "avif")
_HEIC = re.compile(rb"....ftyp(?:hei|hev|mif1|msf1)", re.DOTALL)
"""The first bytes of an iPhone's photos, whatever the files were renamed to (ISO/IEC 23008-12, annex B)."""

# Files that citizens may download from the bulletin's own origin. HTML, SVG and XML are left out on purpose: a browser
# would run their scripts as if they were ours.
ATTACHMENT_ENDINGS = (
    "pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp", "rtf", "txt", "zip", "rar", "7z",
    "mp3", "mp4", *PICTURE_ENDINGS,
)  # fmt: skip

_LARGEST_PICTURE = 120_000_000
"""Pixels. A larger file is more likely a decompression bomb than a photo."""
SHADES = 4
"""Of red, green and blue each. `picture_classes.py` writes a class for every combination."""


def is_media(path: str) -> bool:
    """Whether a path has the ending of a file that may be handed out."""
    return path.rpartition(".")[2].lower() in ATTACHMENT_ENDINGS


def family(file: str) -> str:
    """The address at which a file of `posts/` is published; with `*` for what follows the name of a picture: its
    digest, which only the file could tell, and the suffixes of its renditions.
    """
    address = addresses.media(file)
    stem, _, ending = address.rpartition(".")
    return f"{stem}-*" if ending in PICTURE_ENDINGS else address


class MediaError(ValueError):
    """A file can't be published. `code` names the problem."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class Media(msgspec.Struct, frozen=True, gc=False, tag_field="sort", tag="file"):
    """A file to publish at `address`. `size` is in bytes."""

    file: str
    address: str
    size: int


class Picture(Media, frozen=True, gc=False, tag="picture"):
    """A picture. `address` is the address of its renditions without their suffix.

    `tone` is the class of its mean colour, which is shown until the picture has loaded. `in_ink` (CMYK) and `moves` (an
    animation) are noted so that the editor can be told what becomes of the picture.
    """

    shape: Shape
    tone: str
    is_cmyk: bool
    is_animated: bool


class AttachedFile(msgspec.Struct, frozen=True, gc=False):
    """An attachment as the page lists it. `kind` is the ending of the file in capitals."""

    media: Media | Picture
    title: str
    kind: str


def picture(name: str, path: str, digest: bytes) -> Picture:
    """Decodes a picture. `digest` is the digest of its bytes.

    Raises MediaError with the code `picture-type`, `picture-svg`, `picture-heic`, `picture-broken` or
    `picture-too-large`.
    """
    ending = name.rpartition(".")[2].lower()
    if ending in ("svg", "svgz"):
        raise MediaError("picture-svg")
    if ending in ("heic", "heif"):
        raise MediaError("picture-heic")
    if ending not in PICTURE_ENDINGS:
        raise MediaError("picture-type")
    with open_picture(path) as image:
        width, height = image.size
        # A truncated picture is noticed only when it is decoded. A JPEG is read to its end even at an eighth of its
        # size.
        image.draft(None, (width // 8, height // 8))
        image.load()
        if image.getexif().get(0x0112, 1) in (5, 6, 7, 8):
            width, height = height, width
        # An MPO has frames too: the same photo in other sizes.
        is_animated = getattr(image, "n_frames", 1) > 1 and image.format != "MPO"
        is_transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        shape = Shape(width, height, is_transparent)
        return Picture(
            name,
            renditions.address(addresses.media(name), digest),
            os.stat(path).st_size,
            shape,
            _tone(image),
            image.mode == "CMYK",
            is_animated,
        )


@contextmanager
def open_picture(file: str | io.BytesIO) -> "Iterator[Image]":
    """Opens a picture for decoding, a file or its bytes. Raises MediaError when it is not a picture, is broken, or is
    too large.
    """
    # Imported here, since Pillow takes long to load, and most builds look at no picture.
    from PIL import Image as Pillow
    from PIL import UnidentifiedImageError

    Pillow.MAX_IMAGE_PIXELS = _LARGEST_PICTURE
    try:
        with _without_warnings(), Pillow.open(file, formats=_PICTURE_FORMATS) as image:
            if image.width * image.height > _LARGEST_PICTURE:
                raise MediaError("picture-too-large")
            yield image
    except MediaError:
        raise
    except Pillow.DecompressionBombError:
        raise MediaError("picture-too-large") from None
    except UnidentifiedImageError:
        raise MediaError("picture-heic" if _HEIC.match(_beginning(file)) else "picture-broken") from None
    except MemoryError:
        raise
    except Exception:  # for a damaged file, Pillow raises all kinds of errors: struct.error, IndexError, TypeError …
        raise MediaError("picture-broken") from None


def _beginning(file: str | io.BytesIO) -> bytes:
    if isinstance(file, io.BytesIO):
        return file.getvalue()[:12]
    with open(file, "rb") as opened:
        return opened.read(12)


def _tone(image: "Image") -> str:
    """The class of a picture's mean colour, with one of four shades each for red, green and blue."""
    from PIL.Image import Resampling

    small = image.convert("RGBA").resize((1, 1), Resampling.BOX)
    pixel = small.getpixel((0, 0))
    assert isinstance(pixel, tuple)
    *colour, alpha = pixel
    shades = [round((255 - alpha + value * alpha / 255) / 255 * (SHADES - 1)) for value in colour]
    return "tone-" + "".join(map(str, shades))


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Silences Pillow, which would warn editors of large pictures in English. The build tells them itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def attachment(name: str, path: str, digest: bytes) -> Media:
    """A file to be handed out with an article. A picture is a Picture here too, since it may also stand on the page.

    Raises MediaError, with the code `attachment-type` for a kind of file that isn't handed out.
    """
    if name.lower().endswith(tuple(f".{ending}" for ending in PICTURE_ENDINGS)):
        return picture(name, path, digest)
    if not is_media(name):
        raise MediaError("attachment-type")
    return Media(name, addresses.media(name), os.stat(path).st_size)
