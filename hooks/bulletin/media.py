"""Pictures and attachments that come with posts: what they are, how large, and where they are published."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from . import addresses

PICTURE_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif", "AVIF": "image/avif"}
PICTURE_ENDINGS = ("jpg", "jpeg", "png", "webp", "gif", "avif")

# What citizens may be handed from the bulletin's own origin. HTML, SVG and XML are left out on purpose: a
# browser would run their scripts as if they were ours.
ATTACHMENT_ENDINGS = (
    "pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp", "rtf", "txt", "zip", "rar", "7z",
    "mp3", "mp4", *PICTURE_ENDINGS,
)  # fmt: skip

_LARGEST_PICTURE = 120_000_000
"""Pixels. Above it a file is more likely a decompression bomb than a photo."""


class MediaError(ValueError):
    """A file that can't be published; `code` names the problem."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class Media(msgspec.Struct, frozen=True, gc=False, tag_field="sort", tag="file"):
    """A file to publish at `address`. `size` is in bytes."""

    file: str
    address: str
    size: int


class Picture(Media, frozen=True, gc=False, tag="picture"):
    """`width` and `height` in pixels; `type` is the MIME type."""

    width: int
    height: int
    type: str


class AttachedFile(msgspec.Struct, frozen=True, gc=False):
    """An attachment as the page lists it; `kind` is its ending in capitals."""

    media: Media | Picture
    title: str
    kind: str


def picture(name: str, path: str) -> Picture:
    """Decodes a picture. Raises MediaError: `picture-type`, `picture-broken` or `picture-too-large`."""
    if not name.lower().endswith(tuple(f".{ending}" for ending in PICTURE_ENDINGS)):
        raise MediaError("picture-type")
    # Here and not above: most builds look at no picture, and Pillow takes long to load.
    from PIL import Image as Pillow
    from PIL import UnidentifiedImageError

    Pillow.MAX_IMAGE_PIXELS = _LARGEST_PICTURE
    try:
        with _without_warnings(), Pillow.open(path, formats=tuple(PICTURE_TYPES)) as image:
            (width, height), kind = image.size, image.format or ""
            if width * height > _LARGEST_PICTURE:
                raise MediaError("picture-too-large")
            # A picture cut off in the middle shows only when it is decoded; a JPEG is read to its end at an eighth of its size too.
            image.draft(None, (width // 8, height // 8))
            image.load()
            turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    except MediaError:
        raise
    except Pillow.DecompressionBombError:
        raise MediaError("picture-too-large") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise MediaError("picture-broken") from None
    width, height = (height, width) if turned else (width, height)
    return Picture(name, addresses.media(name), os.stat(path).st_size, width, height, PICTURE_TYPES[kind])


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Pillow would tell editors of large pictures in English; the build tells them itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def attachment(name: str, path: str) -> Media:
    """Raises MediaError `attachment-type` for a kind of file that isn't handed out.

    A picture is a Picture here too, since the same file may also stand on the page.
    """
    if name.lower().endswith(tuple(f".{ending}" for ending in PICTURE_ENDINGS)):
        return picture(name, path)
    if name.rpartition(".")[2].lower() not in ATTACHMENT_ENDINGS:
        raise MediaError("attachment-type")
    return Media(name, addresses.media(name), os.stat(path).st_size)


def size_in_words(size: int) -> str:
    """`84 KB`, `1,3 MB`: decimal comma, thousands of 1024 as file managers count."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
