"""`python -m benchmarks.pictures` makes the renditions of new 12-megapixel photos and says what that takes; `make
bench-pictures` calls it.
"""

import argparse
import resource
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random

import msgspec
from bulletin.machine import digest
from bulletin.machine.cluster.workforce import Workforce
from bulletin.machine.progress import Progress
from bulletin.pictures import darkroom, media, renditions
from bulletin.pictures.darkroom import Negative
from bulletin.pictures.renditions import Rendition
from PIL import Image, ImageFilter

_SIZE = (4000, 3000)
_COARSE = ((16, 12), (80, 60), (400, 300), (2000, 1500))
"""Clouds of noise from large to fine, laid over each other: they have a photo's mixture of smooth and busy parts."""


def photo(number: int) -> bytes:
    """A JPEG of some four megabytes, as a phone takes it; every number gives another one."""
    random = Random(f"photo {number}")
    image = Image.new("RGB", _SIZE, (128, 128, 128))
    for depth, size in enumerate(_COARSE):
        noise = Image.frombytes("RGB", size, random.randbytes(3 * size[0] * size[1]))
        image = Image.blend(image, noise.resize(_SIZE, Image.Resampling.BICUBIC), 0.55 / (depth + 1))
    made = BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.8)).save(made, "JPEG", quality=92)
    return made.getvalue()


@dataclass(frozen=True)
class PictureCost:
    """What new photos cost. `seconds` of the clock, `core_seconds` and `looking` of one core are those of one photo;
    `sizes` are bytes of one photo's files by kind.
    """

    count: int
    original: float
    seconds: float
    core_seconds: float
    looking: float
    megabytes: float
    sizes: dict[str, float]


def ordered(folder: Path, count: int) -> tuple[list[tuple[Negative, Rendition]], int, float]:
    """Photos in a folder, of which nothing has been made: all renditions of them, their bytes, and the seconds of one
    core that it took to look at them.
    """
    orders, originals, looked = [], 0, 0.0
    for number in range(count):
        content = photo(number)
        originals += len(content)
        path = folder / f"{number}.jpg"
        path.write_bytes(content)
        begun = time.process_time()
        picture = media.picture(path.name, str(path), digest.of(content))
        looked += time.process_time() - begun
        negative = Negative(str(path), digest.of(content), str(folder / "kept"))
        orders += [
            (negative, one) for one in renditions.of(msgspec.structs.replace(picture.shape, focus=renditions.CENTRE))
        ]
    return orders, originals, looked


def measure(count: int) -> PictureCost:
    with tempfile.TemporaryDirectory(prefix="pictures-") as temporary:
        orders, originals, looked = ordered(Path(temporary), count)
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime, time.monotonic()
        darkroom.develop(orders, Progress(), Workforce(None, lambda trouble, place, count: None))
        seconds = time.monotonic() - begun
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        sizes: Counter[str] = Counter()
        for negative, one in orders:
            sizes["crops" if one.focus else f"{one.ending} {one.width:4}"] += len(darkroom.rendition(negative, one))
    return PictureCost(
        count=count,
        original=originals / count,
        seconds=seconds / count,
        core_seconds=(usage.ru_utime - before) / count,
        looking=looked / count,
        megabytes=usage.ru_maxrss / 1024,
        sizes={kind: size / count for kind, size in sorted(sizes.items())},
    )


def text(cost: PictureCost) -> str:
    lines = [
        f"{cost.count} pictures of {cost.original / 1024:.0f} KB each: "
        f"{cost.seconds:.2f} s a picture, {cost.core_seconds:.2f} s of one core; "
        f"{cost.looking * 1000:.0f} ms to look at one; {cost.megabytes:.0f} MB a process"
    ]
    lines += [
        f"  {kind}: {size / 1024:.0f} KB, {100 * size / cost.original:.1f} % of the original"
        for kind, size in cost.sizes.items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures", description=__doc__)
    parser.add_argument("--count", type=int, default=20, metavar="PICTURES")
    print(text(measure(parser.parse_args().count)))
