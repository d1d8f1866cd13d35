"""A small set of real JPEGs, all different, for the pictures of the corpus."""

import tempfile
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from random import Random

import msgspec
from bulletin.machine import digest
from bulletin.pictures import darkroom, media, renditions
from bulletin.pictures.darkroom import Negative
from PIL import Image, ImageDraw

PLATES = 12
_SIZE = (1200, 800)


@lru_cache(maxsize=PLATES)
def plate(number: int) -> bytes:
    """A landscape of two colours with a few shapes in it: a photograph's pixels in a tenth of its bytes."""
    random = Random(f"plate {number}")
    sky, land = ([random.randint(*levels) for _ in range(3)] for levels in ((120, 250), (20, 160)))
    image = Image.composite(
        Image.new("RGB", _SIZE, tuple(sky)),
        Image.new("RGB", _SIZE, tuple(land)),
        Image.linear_gradient("L").resize(_SIZE),
    )
    draw = ImageDraw.Draw(image)
    for _ in range(8):
        x, y, radius = random.randrange(_SIZE[0]), random.randrange(_SIZE[1]), random.randint(20, 160)
        draw.ellipse(
            (x - radius, y - radius, x + radius, y + radius), fill=tuple(random.randint(0, 255) for _ in range(3))
        )
    file = BytesIO()
    image.save(file, "JPEG", quality=40)
    return file.getvalue()


def develop(shelf: Path) -> None:
    """Puts all that the bulletin makes of the plates where it keeps what it has made."""
    for number in range(PLATES):
        _developed(number, True, shelf)  # in all widths, and cropped


@lru_cache(maxsize=2 * PLATES)
def further_renditions(number: int, is_lead: bool) -> Mapping[str, bytes]:
    """What the bulletin makes of a plate besides the largest JPEG, by suffix."""
    with tempfile.TemporaryDirectory() as folder:
        made = _developed(number, is_lead, Path(folder))
    return {suffix: content for suffix, content in made.items() if suffix != renditions.suffix(_SIZE[0], "jpg")}


def _developed(number: int, is_lead: bool, shelf: Path) -> dict[str, bytes]:
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        file.write(plate(number))
        file.flush()
        content = digest.of(plate(number))
        shape = media.picture("anh.jpg", file.name, content).shape
        if is_lead:
            shape = msgspec.structs.replace(shape, focus=renditions.CENTRE)
        negative = Negative(file.name, content, str(shelf))
        return {one.suffix: darkroom.rendition(negative, one) for one in renditions.of(shape)}
