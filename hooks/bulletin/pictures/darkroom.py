"""The darkroom: has the renditions of pictures made, and keeps them in the cache by the digest of the picture."""

import os
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..machine import seal, workers
from ..machine.cluster.errand import Errand
from ..machine.cluster.workforce import Workforce
from ..machine.progress import Progress
from ..machine.shelf import Shelf
from . import enlarger
from .renditions import Rendition

_ENLARGER = "bulletin.pictures.enlarger:make_apart"


class Negative(NamedTuple):
    """An original picture: its file, the digest of its bytes, and the folder in which its renditions are kept."""

    path: str
    digest: bytes
    cache_folder: str


def rendition(negative: Negative, target: Rendition) -> bytes:
    """The bytes of a rendition, from the cache or made now. Raises PictureError when the picture is gone."""
    content = _shelf(negative.cache_folder).get(shelf_name(negative, target))
    if content is None:
        ((_, content),) = made = list(enlarger.make(negative.path, [target]))
        _keep(negative, made)
    return content


def develop(orders: Iterable[tuple[Negative, Rendition]], progress: Progress, workforce: Workforce) -> bool:
    """Makes the renditions that are not in the cache, with all hands. Returns whether there were any."""
    # The same photo may stand in several articles.
    missing = {name: order for order in orders if not _shelf(order[0].cache_folder).has(name := shelf_name(*order))}
    photos = {negative.digest for negative, _ in missing.values()}
    # A batch for each width, so that even a single photo keeps two cores busy. A cluster gets a photo as one batch, so
    # that the photo travels once.
    is_whole = workforce.wants_cluster(len(photos))
    batches: dict[tuple[bytes, int], list[tuple[Negative, Rendition]]] = defaultdict(list)
    for negative, target in missing.values():
        batches[negative.digest, 0 if is_whole else target.width].append((negative, target))
    # The largest first, since they take as long as the rest together.
    queue = sorted(batches.values(), key=lambda batch: (batch[0][0].path, -batch[0][1].width))
    negatives, targets = [batch[0][0] for batch in queue], [[target for _, target in batch] for batch in queue]
    errands = [
        Errand(_ENLARGER, msgspec.msgpack.encode(wanted), partial(_read, negative.path))
        for negative, wanted in zip(negatives, targets, strict=True)
    ]

    def make(number: int) -> None:
        _keep(negatives[number], enlarger.make(negatives[number].path, targets[number]))

    def keep(number: int, content: bytes) -> None:
        contents = msgspec.msgpack.decode(content, type=list[bytes])
        _keep(negatives[number], zip(targets[number], contents, strict=True))

    shared = workforce.share(errands, keep, make) if is_whole else workers.share_few(make, len(queue))
    for _ in progress.follow("pictures", shared, len(queue)):
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
    return f"{enlarger.METHOD_NUMBER}-{version('pillow')}-{seal.key_mark().hex()[:8]}"


def _shelf(folder: str) -> Shelf:
    return Shelf(Path(folder), "picture")


def shelf_name(negative: Negative, target: Rendition) -> str:
    """The name under which a rendition is kept."""
    return f"{_method()}/{negative.digest.hex()}/{target.suffix.removeprefix('-')}"


def _keep(negative: Negative, made: Iterable[tuple[Rendition, bytes]]) -> None:
    for target, content in made:
        with suppress(OSError):  # the disk is full or read-only: the site gets the rendition all the same
            _shelf(negative.cache_folder).put(shelf_name(negative, target), content)


def _read(path: str) -> bytes:
    return Path(path).read_bytes()
