"""The addresses of everything on the site. An address is relative to the root of the site: `2020/06/slug/`."""

import posixpath
import re
import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from slugify import slugify

_LONGEST_SLUG = 96
"""Characters."""

_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_MARKS = re.compile("[\u0300-\u036f]+")

_BACKEND: Final = "text-unidecode"
"""The table of letters that comes with python-slugify. By default it looks for a better-known table at every call."""

HEADING_PREFIX = "muc-"
"""The prefix of every id inside an article. It keeps a post from using the id of a control of the page."""

RESERVED = frozenset(
    {
        "trang",
        "tac-gia",
        "tu-khoa",
        "luu-tru",
        "tim-kiem",
        "rss",
        "assets",
        "ban-in",
        "khan-cap",
        "ngoai-tuyen",
        "cai-chinh",
        "loat-bai",
    }
)
"""First steps of addresses that belong to the engine. No category and no fixed page may use them."""

FILES = frozenset(
    {
        "",
        "index.html",
        "404.html",
        "rss.xml",
        "atom.xml",
        "feed.json",
        "feeds.opml",
        "nguon-tin.xsl",
        "sitemap.xml",
        "robots.txt",
        "khan-cap.js",
        "sw.js",
        "site.webmanifest",
        "favicon.ico",
        "bai-da-go.map",
        "chuyen-huong.map",
        "su-kien.ics",
    }
)
"""Addresses at the root that belong to the engine."""


def slug(text: str) -> str:
    """The text as lower-case ASCII words joined by hyphens: `Đồng bào` → `dong-bao`. Empty when no word is left."""
    if _SLUG.fullmatch(text) and len(text) <= _LONGEST_SLUG:
        return text  # the name of nearly every post
    # A short cut for names and tags that consist of letters only: the same slug in a twentieth of the time.
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text.lower().replace("đ", "d")))
    if plain.isascii() and plain.replace(" ", "").isalpha() and len(plain) <= _LONGEST_SLUG:
        return "-".join(plain.split())
    return slugify(text, max_length=_LONGEST_SLUG, word_boundary=True, backend=_BACKEND)


def heading_id(text: str, separator: str = "-") -> str:
    """The id of a heading. Python-Markdown's `toc` calls this function as its `slugify`."""
    return slugify(text, separator=separator, backend=_BACKEND) or "muc"


def article(folder: str, slug: str) -> str:
    """The address of an article. `folder` is the post's folder below `posts/`: `2020/06`."""
    return f"{folder}/{slug}/"


def print_view(article_address: str) -> str:
    return f"{article_address}ban-in/"


def recording(article_address: str, format: str) -> str:
    return f"{article_address}bai-doc.{format}"


def chart_data(article_address: str, number: int) -> str:
    """The address of the file with the numbers of an article's chart. Charts are numbered from 1."""
    return f"{article_address}bieu-do-{number}.csv"


def history(article_address: str) -> str:
    return f"{article_address}lich-su/"


def event(article_address: str) -> str:
    """The address of the calendar file of an article's event."""
    return f"{article_address}su-kien.ics"


def author(author_slug: str) -> str:
    return f"{AUTHORS}{author_slug}/"


def tag(tag_slug: str) -> str:
    return f"{TAGS}{tag_slug}/"


def series(series_slug: str) -> str:
    return f"{SERIES}{series_slug}/"


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


def atom_feed(list_address: str = "") -> str:
    return f"{list_address}atom.xml"


def json_feed(list_address: str = "") -> str:
    return f"{list_address}feed.json"


def feed_archive(month: str) -> str:
    """The address of the feed of all articles of a month. `month` is `2020/06`."""
    return f"{month}/atom.xml"


AUTHORS, TAGS = "tac-gia/", "tu-khoa/"
ARCHIVE, SEARCH = "luu-tru/", "tim-kiem/"
SEARCH_TABLE = "tim-kiem/muc-luc.json"
ALERTS, ALERT_SCRIPT = "khan-cap/", "khan-cap.js"
CORRECTIONS, SERIES = "cai-chinh/", "loat-bai/"
CALENDAR = "su-kien.ics"
REMOVED_MAP = "bai-da-go.map"
"""The addresses of removed articles, for a server that can answer 410 (RFC 9110, section 15.5.11)."""
REDIRECT_MAP = "chuyen-huong.map"
"""The old addresses of articles, for a server that can answer 301."""
OFFLINE, SERVICE_WORKER = "ngoai-tuyen/", "sw.js"
"""A service worker answers only for addresses beside and below its own, so it lies at the root."""
APP_MANIFEST, OLD_ICON = "site.webmanifest", "favicon.ico"

SITEMAP, SITEMAP_OF_LISTS, ROBOTS = "sitemap.xml", "sitemap-trang.xml", "robots.txt"
SITEMAP_OF_NEWS, FEED_LIST, FEED_STYLE = "sitemap-tin-moi.xml", "feeds.opml", "nguon-tin.xsl"
NOT_FOUND = "404.html"


def sitemap(month: str) -> str:
    """The address of the sitemap of a month's articles. `month` is `2020/06`."""
    return f"sitemap-{month.replace('/', '-')}.xml"


def media(file: str) -> str:
    """The address of a picture or attachment in `posts/`: its own path, with every step as a slug."""
    *folders, name = file.split("/")
    stem, dot, suffix = name.rpartition(".")
    slugs = [slug(folder) or "-" for folder in folders]
    return "/".join([*slugs, f"{slug(stem) or 'tep'}{dot}{suffix.lower()}"])


def output(address: str) -> str:
    """The file in the site folder that the server sends for an address."""
    return f"{address}index.html" if address == "" or address.endswith("/") else address


@lru_cache(maxsize=4096)
def of_output(path: str) -> str:
    """The address at which a file of the site answers."""
    folder, _, name = path.rpartition("/")
    return path if name != "index.html" else f"{folder}/" if folder else ""


def url(root: str, address: str) -> str:
    """A link to an address. `root` is the site's path (`/`) or its full URL (`https://…/`), and ends with a slash."""
    return root + quote(address, safe="/#:@!$&'()*+,;=~-._%")


def from_root(path: str, root: str) -> str:
    """A link that pages of any depth can use: a relative `path` gets the root of the site in front."""
    return (
        path
        if "://" in path or path.startswith(("/", "#", "mailto:"))
        else posixpath.join(root, path.removeprefix("./").removeprefix("."))
    )
