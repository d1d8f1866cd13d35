"""The bulletin's logo, and the pictures that its pages, devices and other sites ask for, as far as they can be made."""

import base64
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from ..pictures import title_card
from ..stylebook import words

if TYPE_CHECKING:
    from PIL.Image import Image

EMBLEM, ICON, SHARED = "partials/emblem.svg", "assets/favicon.svg", "assets/share.jpg"
RASTER = {
    "assets/favicon-180.png": "180 × 180",
    "assets/icon-192.png": "192 × 192",
    "assets/icon-512.png": "512 × 512",
    "assets/icon-maskable-512.png": "512 × 512",
    "assets/favicon.ico": "16, 32, 48",
}
"""Files below `overrides/` that nothing here can make of an SVG, with their sizes."""
FILES = (EMBLEM, ICON, *RASTER, SHARED)
"""All files below `overrides/` that show who publishes the bulletin."""

_SHARP = 512
_SMALLEST = 192
_MOST_BYTES, _MOST_PIXELS = 5_000_000, 40_000_000
_WHITE = (255, 255, 255, 255)
_ON_TILE, _ON_MASKABLE, _ON_SHARED = 0.86, 0.56, 0.6
"""The share of a picture's height that the logo takes; a maskable icon may lose all but a circle of four fifths."""
_EMBLEM = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<image href="{{{{ '{file}' | asset }}}}" width="64" height="64"/>
</svg>
"""
_WRAPPED = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">
<image href="data:image/png;base64,{png}" width="128" height="128"/>
</svg>
"""
_UNSAFE_TAGS = frozenset({"script", "foreignObject", "iframe", "object", "embed", "audio", "video"})
_OUTSIDE = re.compile(r"@import|url\(\s*[\"']?(?!\s*[\"']?(?:#|data:image/))", re.IGNORECASE)


class LogoError(Exception):
    """The file is no logo; the text says why, and what to do, in Vietnamese."""


class Logo(NamedTuple):
    """`files` lie below `overrides/`."""

    files: dict[str, bytes]
    is_small: bool = False

    @property
    def by_hand(self) -> list[str]:
        """What has to be made by hand, since it is still the sample's: files with their sizes."""
        missing = [file for file in (EMBLEM, ICON, *RASTER) if file not in self.files]
        return [f"overrides/{file} ({RASTER[file]})" if file in RASTER else f"overrides/{file}" for file in missing]


NONE = Logo({})


def read(file: Path) -> Logo:
    """Raises LogoError."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise LogoError(words.sentence("init.logo_faults.unreadable", file=file, reason=words.reason(error))) from None
    if len(content) > _MOST_BYTES:
        raise _broken(file)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _from_png(file, content)
    if b"<svg" in content:
        _check_svg(file, content)
        return Logo({ICON: content, EMBLEM: _EMBLEM.format(file=ICON).encode()})
    raise LogoError(words.sentence("init.logo_faults.type", file=file))


def shared(name: str, publisher: str, host: str) -> bytes:
    """The picture that other sites show of a page without one, where no logo can be drawn."""
    from PIL import Image

    made = BytesIO()
    Image.open(BytesIO(title_card.draw(name, publisher, host))).convert("RGB").save(made, "JPEG", quality=88)
    return made.getvalue()


def _broken(file: Path) -> LogoError:
    most = {"megabytes": _MOST_BYTES // 1_000_000, "megapixels": _MOST_PIXELS // 1_000_000}
    return LogoError(words.sentence("init.logo_faults.broken", file=file, **most))


def _from_png(file: Path, content: bytes) -> Logo:
    from PIL import Image

    try:
        opened = Image.open(BytesIO(content), formats=["PNG"])
        if opened.width * opened.height > _MOST_PIXELS:
            raise _broken(file)
        picture = opened.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise _broken(file) from None
    picture = picture.crop(picture.getbbox(alpha_only=True) or (0, 0, *picture.size))
    if max(picture.size) < _SMALLEST:
        width, height = picture.size
        raise LogoError(words.sentence("init.logo_faults.small", file=file, width=width, height=height))
    return Logo(dict(_drawn(picture)), is_small=max(picture.size) < _SHARP)


def _drawn(picture: "Image") -> Iterator[tuple[str, bytes]]:
    for side in (192, 512):
        yield f"assets/icon-{side}.png", _png(_laid(picture, (side, side), 1))
    yield "assets/icon-maskable-512.png", _png(_laid(picture, (512, 512), _ON_MASKABLE, _WHITE))
    yield "assets/favicon-180.png", _png(_laid(picture, (180, 180), _ON_TILE, _WHITE))
    made = BytesIO()
    _laid(picture, (48, 48), 1).save(made, "ICO", sizes=[(16, 16), (32, 32), (48, 48)])
    yield "assets/favicon.ico", made.getvalue()
    png = base64.b64encode(_png(_laid(picture, (128, 128), 1))).decode()
    yield ICON, _WRAPPED.format(png=png).encode()
    yield EMBLEM, _EMBLEM.format(file="assets/icon-192.png").encode()
    made = BytesIO()
    on_paper = _laid(picture, (title_card.WIDTH, title_card.HEIGHT), _ON_SHARED, _WHITE)
    on_paper.convert("RGB").save(made, "JPEG", quality=88)
    yield SHARED, made.getvalue()


def _laid(picture: "Image", size: tuple[int, int], share: float, ground: tuple[int, ...] = (0, 0, 0, 0)) -> "Image":
    """The logo in the middle of a picture, as large as its share allows."""
    from PIL import Image

    side = round(min(size) * share)
    scale = min(side / picture.width, side / picture.height)
    width, height = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    fitted = picture.resize((width, height), Image.Resampling.LANCZOS)
    made = Image.new("RGBA", size, ground)
    made.alpha_composite(fitted, ((size[0] - width) // 2, (size[1] - height) // 2))
    return made


def _png(picture: "Image") -> bytes:
    made = BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()


def _check_svg(file: Path, content: bytes) -> None:
    """It is published as it is, so nothing in it may run or be fetched."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        raise _broken(file) from None
    if etree.QName(root).localname != "svg":
        raise _broken(file)
    what = next((found for element in root.iter() if (found := _unsafe(element))), "")
    if what:
        raise LogoError(words.sentence("init.logo_faults.unsafe", file=file, what=what))


def _unsafe(element: "etree._Element") -> str:
    """What in an element may not be published; empty when nothing."""
    if isinstance(element, etree._Entity):
        return str(element.text)
    if not isinstance(element.tag, str):  # a comment, a processing instruction
        return ""
    name = etree.QName(element).localname
    if name in _UNSAFE_TAGS:
        return f"<{name}>"
    if name == "style" and _OUTSIDE.search(element.text or ""):
        return "<style>"
    for key, value in element.attrib.items():
        attribute = etree.QName(key).localname
        is_link = attribute in ("href", "src") and not re.match(r"\s*(?:#|data:image/)", str(value))
        if attribute.lower().startswith("on") or is_link or _OUTSIDE.search(str(value)):
            return f"{attribute}=…"
    return ""
