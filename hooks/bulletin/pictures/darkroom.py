"""The darkroom: makes the renditions of pictures, and keeps them in the cache by the digest of the picture.

A photo arrives as the camera wrote it: perhaps lying on its side, with its own colour profile, and with the place where
it was taken and the number of the camera in its metadata. A rendition is upright, in sRGB, and has no metadata. The
same picture gives the same bytes.
"""

import io
import os
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..machine import seal, workers
from ..machine.progress import Progress
from ..machine.shelf import Shelf
from . import media
from .renditions import Rendition

if TYPE_CHECKING:  # Pillow takes long to load, and most builds need none of it
    from PIL.Image import Image

_METHOD_NUMBER = 2
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
    """A picture can no longer be opened, though it could be when its post was read. The message is its path."""


class Negative(NamedTuple):
    """An original picture: its file, the digest of its bytes, and the folder in which its renditions are kept."""

    path: str
    digest: bytes
    cache_folder: str


def rendition(negative: Negative, target: Rendition) -> bytes:
    """The bytes of a rendition, from the cache or made now. Raises PictureError when the picture is gone."""
    content = _shelf(negative.cache_folder).get(shelf_name(negative, target))
    return _make(negative, [target])[target] if content is None else content


def develop(orders: Iterable[tuple[Negative, Rendition]], progress: Progress) -> bool:
    """Makes the renditions that are not in the cache, on all cores. Returns whether there were any."""
    # The same photo may stand in several articles.
    missing = {name: order for order in orders if not _shelf(order[0].cache_folder).has(name := shelf_name(*order))}
    batches: dict[tuple[bytes, int], list[tuple[Negative, Rendition]]] = defaultdict(list)
    for negative, target in missing.values():
        batches[negative.digest, target.width].append((negative, target))
    # A batch for each width, so that even a single photo keeps two cores busy. The largest first, since they take as
    # long as the rest together.
    queue = sorted(batches.values(), key=lambda batch: (batch[0][0].path, -batch[0][1].width))

    def make(number: int) -> None:
        _make(queue[number][0][0], [target for _, target in queue[number]])

    for _ in progress.follow("pictures", workers.share_few(make, len(queue)), len(queue)):
        pass
    return bool(queue)


def clear(folder: str, digests: Collection[bytes]) -> None:
    """Deletes the renditions of pictures that are no longer in use, and all renditions made by another method.

    `digests` are the digests of the pictures in use.
    """
    names, current_method = {picture.hex() for picture in digests}, _method()
    with suppress(OSError):
        for method in os.listdir(folder):
            method_folder = Path(folder, method)
            if method != current_method:
                shutil.rmtree(method_folder, ignore_errors=True)
                continue
            for picture in os.listdir(method_folder):
                if picture not in names:
                    shutil.rmtree(method_folder / picture, ignore_errors=True)


@cache
def _method() -> str:
    """The name of the present method: it changes with its number, with Pillow, and with the key of the seals."""
    return f"{_METHOD_NUMBER}-{version('pillow')}-{seal.key_mark().hex()[:8]}"


def _shelf(folder: str) -> Shelf:
    return Shelf(Path(folder), "picture")


def shelf_name(negative: Negative, target: Rendition) -> str:
    """The name under which a rendition is kept."""
    return f"{_method()}/{negative.digest.hex()}/{target.suffix.removeprefix('-')}"


def _make(negative: Negative, targets: list[Rendition]) -> dict[Rendition, bytes]:
    contents = {}
    source = _upright(negative.path, max(target.width for target in targets), max(target.height for target in targets))
    for target in targets:
        contents[target] = _encode(_resize(source, target), target.ending)
        with suppress(OSError):  # the disk is full or read-only: the site gets the rendition all the same
            _shelf(negative.cache_folder).put(shelf_name(negative, target), contents[target])
    return contents


def _upright(path: str, width: int, height: int) -> "Image":
    """The picture the right way up and in sRGB, at least of this size unless the original is smaller."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    with _reopen(path) as image:
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
def _reopen(path: str) -> "Iterator[Image]":
    """Opens a picture that could be opened when its post was read. Raises PictureError when it can't be any more."""
    try:
        with media.open_picture(path) as image:
            yield image
    except media.MediaError as error:
        raise PictureError(path) from error


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
