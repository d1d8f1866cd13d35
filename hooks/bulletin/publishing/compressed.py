"""Compressed twins: `index.html.br` and `index.html.gz` beside `index.html`, for `brotli_static` and `gzip_static` of
nginx, so that a server spends no time on compressing.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import brotli

from ..machine import workers
from ..web_server import file_kinds

_TEXT = re.compile(r"text/.*|application/(?:xml|json|manifest\+json)|image/svg\+xml")
"""The types of files that become much smaller."""
_TWINS = (".br", ".gz")
_SMALLEST = 500
"""Bytes. What is smaller fits into one packet anyway."""
_PAGE, _FILE = 5, 11
"""Brotli's quality for pages, which change often, and for files that browsers keep for a year. At 11, an article takes
45 times as long and becomes a tenth smaller.
"""


def make(folders: Sequence[tuple[Path, bool]], paths: Sequence[str], target: Path) -> list[str]:
    """Makes the twins of files, which lie in one of the folders, and returns their paths. Of each folder it says
    whether its files link to others.
    """
    texts = [path for path in paths if _is_text(path)]

    def compress(number: int) -> list[str]:
        path = texts[number]
        folder, is_linking = next((folder, linking) for folder, linking in folders if (folder / path).is_file())
        content = (folder / path).read_bytes()
        if len(content) < _SMALLEST:
            return []
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        made = []
        for twin, data in zip(_TWINS, _compressed(content, _PAGE if is_linking else _FILE), strict=True):
            if len(data) < len(content):
                place.with_name(f"{place.name}{twin}").write_bytes(data)
                made.append(f"{path}{twin}")
        return made

    return [path for made in workers.share(compress, len(texts)) for path in made]


def of(paths: Sequence[str]) -> Iterator[str]:
    """The paths that the twins of these files have, or would have."""
    for path in paths:
        if _is_text(path):
            yield from (f"{path}{twin}" for twin in _TWINS)


def _is_text(path: str) -> bool:
    return bool(_TEXT.fullmatch(file_kinds.of(path).content_type.partition(";")[0]))


def _compressed(content: bytes, quality: int) -> tuple[bytes, bytes]:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)  # 31: with the header of gzip, whose time is 0
    return brotli.compress(content, brotli.MODE_TEXT, quality), packer.compress(content) + packer.flush()
