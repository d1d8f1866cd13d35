"""The darkroom: makes the renditions of pictures, and keeps them by what they were made of.

A photo comes as the camera wrote it: lying on its side, in colours of its own, with the place and the number of the
camera in it. What leaves is upright, sRGB, and nothing but the picture. The same picture gives the same bytes.
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

_RECIPE = 2
"""To be counted up when the same picture would give other bytes."""
_ENCODERS: dict[str, dict[str, Any]] = {
    # With more than one thread AVIF's bytes are others each time. Speed 8 takes a quarter of the time of 6 for files a
    # twelfth larger.
    "avif": {"format": "AVIF", "quality": 45, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 74, "method": 4},
    "jpg": {"format": "JPEG", "quality": 78, "progressive": True, "optimize": True},
    "png": {"format": "PNG", "optimize": True},
}


class PictureError(Exception):
    """A picture that could be opened when its post was read can't be any more; the text is its path."""


class Negative(NamedTuple):
    """A picture as it was handed in: its file, the digest of its bytes, and the folder where its renditions
    are kept.
    """

    path: str
    digest: bytes
    kept_in: str


def rendition(negative: Negative, wanted: Rendition) -> bytes:
    """The bytes of a rendition: those kept, or else made now. Raises PictureError when the picture is gone."""
    kept = _shelf(negative.kept_in).get(_name(negative, wanted))
    return _make(negative, [wanted])[wanted] if kept is None else kept


def develop(orders: Iterable[tuple[Negative, Rendition]], progress: Progress) -> bool:
    """Makes all that is not kept yet, on all cores. Says whether there was anything to do."""
    # The same photo may stand in several articles.
    missing = {name: order for order in orders if not _shelf(order[0].kept_in).has(name := _name(*order))}
    batches: dict[tuple[bytes, int], list[tuple[Negative, Rendition]]] = defaultdict(list)
    for negative, wanted in missing.values():
        batches[negative.digest, wanted.width].append((negative, wanted))
    # By width: so a single photo keeps two cores busy. The largest first, since they take as long as the rest together.
    work = sorted(batches.values(), key=lambda batch: (batch[0][0].path, -batch[0][1].width))

    def make(number: int) -> None:
        _make(work[number][0][0], [wanted for _, wanted in work[number]])

    for _ in progress.follow("pictures", workers.share_few(make, len(work)), len(work)):
        pass
    return bool(work)


def clear(folder: str, used: Collection[bytes]) -> None:
    """Throws away what was kept of pictures that no article uses, and what was made in another way. `used` are digests
    of pictures.
    """
    names, current = {picture.hex() for picture in used}, _method()
    with suppress(OSError):
        for method in os.listdir(folder):
            made = Path(folder, method)
            if method != current:
                shutil.rmtree(made, ignore_errors=True)
                continue
            for name in os.listdir(made):
                if name not in names:
                    shutil.rmtree(made / name, ignore_errors=True)


@cache
def _method() -> str:
    return f"{_RECIPE}-{version('pillow')}-{seal.mark().hex()[:8]}"


def _shelf(folder: str) -> Shelf:
    return Shelf(Path(folder), "picture")


def _name(negative: Negative, wanted: Rendition) -> str:
    return f"{_method()}/{negative.digest.hex()}/{wanted.suffix.removeprefix('-')}"


def _make(negative: Negative, wanted: list[Rendition]) -> dict[Rendition, bytes]:
    made = {}
    source = _upright(negative.path, max(one.width for one in wanted), max(one.height for one in wanted))
    for one in wanted:
        made[one] = _encoded(_sized(source, one), one.ending)
        with suppress(OSError):  # the disk is full, or may not be written on: the site gets it all the same
            _shelf(negative.kept_in).put(_name(negative, one), made[one])
    return made


def _upright(path: str, width: int, height: int) -> "Image":
    """A picture the right way up in sRGB, not smaller than is asked, unless it is."""
    from PIL import Image as Pillow
    from PIL import ImageOps

    with _still_there(path) as image:
        side = max(width, height)  # it may lie on its side still
        image.draft(None, (side, side))
        upright = ImageOps.exif_transpose(image)
    icc = upright.info.get("icc_profile")
    if upright.mode.startswith("I"):  # 16 bits of grey
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
def _still_there(path: str) -> "Iterator[Image]":
    """A picture that could be opened when its post was read."""
    try:
        with media.opened(path) as image:
            yield image
    except media.MediaError as error:
        raise PictureError(path) from error


def _srgb(image: "Image", icc: bytes | None) -> "Image":
    """Colours as every screen shows them."""
    from PIL import ImageCms

    if icc:
        with suppress(ImageCms.PyCMSError, OSError):
            profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
            converted = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if converted is not None:
                return converted
    return image.convert("RGB")


def _sized(image: "Image", wanted: Rendition) -> "Image":
    from PIL.Image import Resampling

    width, height = image.size
    box = (0.0, 0.0, float(width), float(height))
    if wanted.focus:
        across, down = wanted.focus
        inner = min(width, height * wanted.width / wanted.height), min(height, width * wanted.height / wanted.width)
        left = min(max(width * across / 100 - inner[0] / 2, 0), width - inner[0])
        top = min(max(height * down / 100 - inner[1] / 2, 0), height - inner[1])
        box = (left, top, left + inner[0], top + inner[1])
    if box == (0, 0, *image.size) == (0, 0, wanted.width, wanted.height):
        return image
    return image.resize((wanted.width, wanted.height), Resampling.LANCZOS, box, reducing_gap=3.0)


def _encoded(image: "Image", ending: str) -> bytes:
    from PIL import Image as Pillow

    if ending == "jpg" and image.mode == "RGBA":
        paper = Pillow.new("RGB", image.size, "#fff")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    file = io.BytesIO()
    image.save(file, **_ENCODERS[ending])
    return file.getvalue()
