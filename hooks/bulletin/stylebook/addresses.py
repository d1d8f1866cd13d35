"""Where everything stands on the site. An address is relative to the site's root: `2020/06/slug/`."""

import posixpath
import re
import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote

from slugify import slugify

from . import letters

_LONGEST = 96
"""Letters in a slug."""

_LONGEST_STEP, _LONGEST_PATH = 250, 1000
"""Bytes. File systems stop at 255 for a name, and at 4096 for the whole path with the folders above the site."""
_UNFIT = re.compile(f"{letters.INVISIBLE.pattern}|{letters.BREAK.pattern}|[\ufffc\ufffd]|%[0-9A-Fa-f]{{2}}")
"""What no address may have after it was percent-decoded: what nobody sees, what could not be decoded, what was encoded
twice.
"""

_MARKS = re.compile("[\u0300-\u036f]+")

_BACKEND: Final = "text-unidecode"
"""The table of letters that python-slugify brings along; by default it looks for a better-known one at every call."""

HEADING_PREFIX = "muc-"
"""Every id inside an article starts with this, so that no post can take the id of a control of the page."""

PAGE_ENDINGS = frozenset({"html", "htm", "shtml", "asp", "aspx", "php", "jsp"})
"""Endings of old addresses at which a page can stand; the server has to send them as text/html."""

RESERVED = frozenset(
    {"trang", "tac-gia", "tu-khoa", "luu-tru", "tim-kiem", "rss", "assets", "ban-in", "khan-cap", "ngoai-tuyen"}
)
"""First words of addresses that belong to the engine; no category and no fixed page may take them."""

FILES = frozenset(
    {
        "",
        "index.html",
        "404.html",
        "rss.xml",
        "sitemap.xml",
        "robots.txt",
        "khan-cap.js",
        "sw.js",
        "site.webmanifest",
        "favicon.ico",
    }
)
"""Addresses at the root that belong to the engine."""


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: `Đồng bào` → `dong-bao`. Empty when nothing is left."""
    # The same as below, in a twentieth of the time, for the names of people and tags that are nothing but letters.
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text.lower().replace("đ", "d")))
    if plain.isascii() and plain.replace(" ", "").isalpha() and len(plain) <= _LONGEST:
        return "-".join(plain.split())
    return slugify(text, max_length=_LONGEST, word_boundary=True, backend=_BACKEND)


def heading_id(text: str, separator: str = "-") -> str:
    """The id of a heading, in the shape Python-Markdown's `toc` asks for."""
    return slugify(text, separator=separator, backend=_BACKEND) or "muc"


def article(folder: str, slug: str) -> str:
    """`folder` is that of the post below `posts/`: `2020/06`."""
    return f"{folder}/{slug}/"


def print_view(article_address: str) -> str:
    return f"{article_address}ban-in/"


def recording(article_address: str, format: str) -> str:
    return f"{article_address}bai-doc.{format}"


def chart_data(article_address: str, number: int) -> str:
    """The file with the numbers of an article's chart; charts count from 1."""
    return f"{article_address}bieu-do-{number}.csv"


def author(author_slug: str) -> str:
    return f"{AUTHORS}{author_slug}/"


def tag(tag_slug: str) -> str:
    return f"{TAGS}{tag_slug}/"


def older_page(list_address: str, number: int) -> str:
    return f"{list_address}trang/{number}/"


def month(year: int, number: int) -> str:
    return f"{year:04}/{number:02}/"


def day(year: int, month: int, number: int) -> str:
    return f"{year:04}/{month:02}/{number:02}/"


def year(number: int) -> str:
    return f"{number:04}/"


def feed(list_address: str = "") -> str:
    return f"{list_address}rss.xml"


AUTHORS, TAGS = "tac-gia/", "tu-khoa/"
ARCHIVE, SEARCH = "luu-tru/", "tim-kiem/"
SEARCH_TABLE = "tim-kiem/muc-luc.json"
ALERTS, ALERT_SCRIPT = "khan-cap/", "khan-cap.js"
OFFLINE, SERVICE_WORKER = "ngoai-tuyen/", "sw.js"
APP_MANIFEST, OLD_ICON = "site.webmanifest", "favicon.ico"
"""A service worker answers for what lies beside it and below, so it lies at the root."""

SITEMAP, SITEMAP_OF_LISTS, ROBOTS = "sitemap.xml", "sitemap-trang.xml", "robots.txt"
NOT_FOUND = "404.html"


def sitemap(month: str) -> str:
    """The sitemap of a month's articles; `month` is `2020/06`."""
    return f"sitemap-{month.replace('/', '-')}.xml"


def media(file: str) -> str:
    """Where a picture or attachment of `posts/` is published: the same place, every step a slug."""
    *folders, name = file.split("/")
    stem, dot, suffix = name.rpartition(".")
    safe = [slug(folder) or "-" for folder in folders]
    return "/".join([*safe, f"{slug(stem) or 'tep'}{dot}{suffix.lower()}"])


def alias(text: str) -> str | None:
    """The address of an old page, or None when no static file can stand there.

    `/tin-tuc/123.html` stays as it is; `/tin-tuc/123` becomes `tin-tuc/123/`.
    """
    text = letters.spelled(unquote(text))  # as copied from a browser: /tin-t%E1%BB%A9c/
    if (
        _UNFIT.search(text)
        or len(text.encode()) > _LONGEST_PATH
        or any(len(part.encode()) > _LONGEST_STEP for part in text.split("/"))
    ):
        return None
    if not re.fullmatch(r"/[^\s?#\\<>\"'|*:]+", text) or any(
        not part or part.startswith(".") for part in text[1:].removesuffix("/").split("/")
    ):
        return None
    path = text[1:]
    ending = re.search(r"\.([A-Za-z0-9]{2,5})$", path)
    if ending:
        return path if ending[1].lower() in PAGE_ENDINGS else None
    return path if path.endswith("/") else f"{path}/"


def output(address: str) -> str:
    """The file in the site folder that answers at an address."""
    return f"{address}index.html" if address == "" or address.endswith("/") else address


@lru_cache(maxsize=4096)
def url(root: str, address: str) -> str:
    """A link: `root` is the site's path (`/`) or its full URL (`https://…/`), always with its last slash."""
    return root + quote(address, safe="/#:@!$&'()*+,;=~-._%")


def from_root(path: str, root: str) -> str:
    """The same link as a page of any depth can have it: from the root of the server."""
    return (
        path
        if "://" in path or path.startswith(("/", "#", "mailto:"))
        else posixpath.join(root, path.removeprefix("./").removeprefix("."))
    )
