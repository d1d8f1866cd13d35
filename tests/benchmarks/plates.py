"""A small set of real JPEGs, all different, for the pictures of the corpus."""

from functools import lru_cache
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

PLATES = 12
_SIZE = (1200, 800)


@lru_cache(maxsize=PLATES)
def plate(number: int) -> bytes:
    """A landscape of two colours with a few shapes in it: a photograph's pixels in a tenth of its bytes."""
    random = Random(f"plate {number}")
    sky, land = ([random.randint(*levels) for _ in range(3)] for levels in ((120, 250), (20, 160)))
    image = Image.composite(Image.new("RGB", _SIZE, tuple(sky)), Image.new("RGB", _SIZE, tuple(land)), Image.linear_gradient("L").resize(_SIZE))
    draw = ImageDraw.Draw(image)
    for _ in range(8):
        x, y, radius = random.randrange(_SIZE[0]), random.randrange(_SIZE[1]), random.randint(20, 160)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=tuple(random.randint(0, 255) for _ in range(3)))
    file = BytesIO()
    image.save(file, "JPEG", quality=40)
    return file.getvalue()
