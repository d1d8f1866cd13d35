"""The version of the software: its number, and a digest of everything that shapes the output, except for posts,
templates and settings.
"""

import sys
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path

from . import digest

NUMBER = "0.11"
"""The version number of CHANGELOG.md."""
_LIBRARIES = (
    "babel", "deflate", "feedgen", "feedgenerator", "icalendar", "jinja2", "lxml", "markdown", "markdown-it-py",
    "mdit-py-plugins", "msgspec", "nh3", "pagefind", "pagefind-bin", "pillow", "pydantic", "pygal", "python-slugify",
    "pyyaml", "text-unidecode", "tinytag", "tzdata", "viparse", "zxing-cpp",
)  # fmt: skip
_DATA = ("*.py", "*.yml", "*.ttf")

PAGEFIND = installed("pagefind")


@cache
def current() -> bytes:
    """The digest of the engine's sources, word lists and font, of its libraries, and of Python."""
    package = Path(__file__).parent.parent
    sources = [path.read_bytes() for path in sorted(path for pattern in _DATA for path in package.rglob(pattern))]
    libraries = [f"{name} {installed(name)}" for name in _LIBRARIES]
    return digest.of_values(sys.version, libraries, sources)
