"""Whether a reader finds anything wrong with a site: half a page, a link into the void, a feed that is no XML."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

from bulletin import words

SITE_URL = "https://bantin.anbinh.example/"
PLACEHOLDERS = {".html": words.site()["placeholder_page"].encode(), ".xml": words.site()["placeholder_feed"].encode(), ".json": b"[]"}

ENTRANCES = ("index.html", "404.html", "rss.xml", "sitemap.xml", "tim-kiem/index.html")

_ATTRIBUTE = re.compile(r'\s(?:href|src|content|cite)="([^"]*)"')
_FULL = re.compile(re.escape(SITE_URL) + r"[^\"'<>\s\\)]*")


def files_of(site: Path) -> dict[str, bytes]:
    """Without what begins with a dot at the top: a build's own folder, which no link leads to."""
    found = ((path.relative_to(site).as_posix(), path) for path in site.rglob("*") if path.is_file())
    return {name: path.read_bytes() for name, path in found if not name.startswith(".")}


def faults(files: dict[str, bytes], lasting: Iterable[str] = ()) -> list[str]:
    """What is wrong, one line each; empty for a sound site.

    Every file has to be whole. Links are followed from where readers and search engines begin, and from the pages that
    were there before a change and are there after it (`lasting`): what leads to a page that goes must be gone before it.
    """
    found = []
    for name, content in files.items():
        try:
            _links(name.rpartition(".")[2], content)
        except (ValueError, ElementTree.ParseError) as error:
            found.append(f"{name} is not whole: {error}")
    if found:
        return found
    seen = {*ENTRANCES, *lasting} & files.keys()
    waiting = list(seen)
    while waiting:
        name = waiting.pop()
        for path in map(_file, _links(name.rpartition(".")[2], files[name])):
            if path not in files:
                found.append(f"{name} leads to {path}, where nothing is")
            elif path not in seen:
                seen.add(path)
                waiting.append(path)
    return found


def mixed(files: dict[str, bytes], *states: dict[str, bytes]) -> list[str]:
    """Files that are neither those of one of the states nor placeholders, and files that all the states have and the site has not."""
    found = []
    for name, content in files.items():
        if all(state.get(name) != content for state in states) and PLACEHOLDERS.get(f".{name.rpartition('.')[2]}") != content:
            found.append(f"{name} is of no state")
    always = set.intersection(*(set(state) for state in states))
    return found + [f"{name} is missing" for name in always - files.keys()]


def _file(address: str) -> str:
    return f"{address}index.html" if address == "" or address.endswith("/") else address


@cache
def _links(kind: str, content: bytes) -> frozenset[str]:
    """The addresses on this site that a file leads to, without queries and anchors. ValueError or ParseError if the file is not whole."""
    if kind == "html":
        text = content.decode()
        if not text.rstrip().endswith("</html>"):
            raise ValueError("no </html> at its end")
        return _internal([*_ATTRIBUTE.findall(text), *(url.partition("url=")[2] for url in _ATTRIBUTE.findall(text) if "url=" in url), *_FULL.findall(text)])
    if kind == "xml":
        texts = [text for element in ElementTree.fromstring(content).iter() for text in (element.text or "", *element.attrib.values())]
        return _internal([url for text in texts for url in [text.strip(), *_ATTRIBUTE.findall(text), *_FULL.findall(text)]])
    if kind == "json":
        return frozenset(row[0] for row in json.loads(content))
    return frozenset()


def _internal(urls: list[str]) -> frozenset[str]:
    found = set()
    for url in urls:
        url = "/" + url.removeprefix(SITE_URL) if url.startswith(SITE_URL) else url
        if url.startswith("/") and not url.startswith("//"):
            found.add(unquote(re.split(r"[?#&]", url)[0])[1:])
    return frozenset(found)
