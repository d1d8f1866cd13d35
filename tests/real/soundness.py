"""Whether a reader finds anything wrong with a site: half a page, a link into the void, a feed that is no XML."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from bulletin.pages import placeholders
from bulletin.search import spelling

SITE_URL = "https://bantin.anbinh.example/"
PLACEHOLDERS = placeholders.by_ending()

ENTRANCES = ("index.html", "404.html", "rss.xml", "sitemap.xml", "tim-kiem/index.html")

_ATTRIBUTE = re.compile(r'\s(?:href|src|content|cite)="([^"]*)"')
_FULL = re.compile(re.escape(SITE_URL) + r"[^\"'<>\s\\)]*")


def files_of(site: Path) -> dict[str, bytes]:
    """Without what begins with a dot at the top: a build's own folder, which no link leads to."""
    found = ((path.relative_to(site).as_posix(), path) for path in site.rglob("*") if path.is_file())
    return {name: path.read_bytes() for name, path in found if not name.startswith(".")}


def differences(files: dict[str, bytes], expected: dict[str, bytes]) -> list[str]:
    """How a site differs from the one that it should be, a line for each file, since nobody reads thousands of
    bytes in a report.
    """
    return [
        f"{name}: {_summary(files.get(name))} instead of {_summary(expected.get(name))}"
        for name in sorted(files.keys() | expected.keys())
        if files.get(name) != expected.get(name)
    ]


def _summary(content: bytes | None) -> str:
    return "nothing" if content is None else f"{len(content)} bytes ({hashlib.sha256(content).hexdigest()[:8]})"


def faults(files: dict[str, bytes], lasting: Iterable[str] = ()) -> list[str]:
    """What is wrong, one line each; empty for a sound site.

    Every file has to be whole. Links are followed from where readers and search engines begin, and from the pages that
    were there before a change and are there after it (`lasting`): what leads to a page that goes must be gone before
    it.
    """
    found = []
    for name, content in files.items():
        try:
            _links(name.rpartition(".")[2], content)
        except (ValueError, EOFError, OSError, ElementTree.ParseError) as error:
            found.append(f"{name} is not whole: {error}")
    if found:
        return found
    seen = {*ENTRANCES, *lasting} & files.keys()
    waiting = list(seen)
    while waiting:
        name = waiting.pop()
        for path in [*map(_file, _links(name.rpartition(".")[2], files[name])), *_of_the_index(name, files)]:
            if path not in files:
                found.append(f"{name} leads to {path}, where nothing is")
            elif path not in seen:
                seen.add(path)
                waiting.append(path)
    return found


def _of_the_index(name: str, files: dict[str, bytes]) -> Iterator[str]:
    """The files of words and texts that a split of the search index leads to."""
    if name.endswith(".pf_meta"):
        folder = name.rpartition("/")[0]
        for found in sorted(set(re.findall(rb"vi_[0-9a-f]+", gzip.decompress(files[name])))):
            places = [
                f"{folder}/{place}"
                for place in (
                    f"fragment/{found.decode()}.pf_fragment",
                    f"index/{found.decode()}.pf_index",
                    f"block/{found.decode()}.json",
                )
            ]
            yield next((place for place in places if place in files), places[0])


def mixed(files: dict[str, bytes], *states: dict[str, bytes]) -> list[str]:
    """Files that are neither those of one of the states nor placeholders, and files that all the states have and the
    site has not.
    """
    found = []
    for name, content in files.items():
        if (
            all(state.get(name) != content for state in states)
            and PLACEHOLDERS.get(f".{name.rpartition('.')[2]}") != content
        ):
            found.append(f"{name} is of no state")
    always = set.intersection(*(set(state) for state in states))
    return found + [f"{name} is missing" for name in always - files.keys()]


def _file(address: str) -> str:
    return f"{address}index.html" if address == "" or address.endswith("/") else address


@cache
def _links(kind: str, content: bytes) -> frozenset[str]:
    """The addresses on this site that a file leads to, without queries and anchors. ValueError or ParseError if the
    file is not whole.
    """
    if kind == "html":
        text = content.decode()
        if not text.rstrip().endswith("</html>"):
            raise ValueError("no </html> at its end")
        return _internal(
            [
                *_ATTRIBUTE.findall(text),
                *(url.partition("url=")[2] for url in _ATTRIBUTE.findall(text) if "url=" in url),
                *_FULL.findall(text),
            ]
        )
    if kind in ("xml", "opml"):
        texts = [
            text
            for element in ElementTree.fromstring(content).iter()
            for text in (element.text or "", *element.attrib.values())
        ]
        return _internal(
            [url for text in texts for url in [text.strip(), *_ATTRIBUTE.findall(text), *_FULL.findall(text)]]
        )
    if kind == "json":
        value = json.loads(content)
        if isinstance(value, dict) and "items" in value:
            return _internal([url for text in _texts(value) for url in [text, *_ATTRIBUTE.findall(text)]])
        return frozenset(_of_the_search(value))
    if kind == "pf_meta":
        gzip.decompress(content)
    return frozenset()


def _texts(content: Any) -> Iterator[str]:
    """All texts in a JSON Feed."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, (dict, list)):
        for value in content.values() if isinstance(content, dict) else content:
            yield from _texts(value)


def _of_the_search(content: Any) -> Iterator[str]:
    """Where the search's table leads, a block of titles, and a vocabulary (nowhere)."""
    if isinstance(content, dict):
        yield from (f"tim-kiem/{name}/words.pf_meta" for name, *_ in (*content["texts"], *content["titles"]))
        yield from (f"tim-kiem/{name}/vocabulary.json" for name, _ in content["titles"])
    else:
        for title, _, day, _, _, _, address, *_ in (row for row in content if isinstance(row, list)):
            yield address or f"{day[6:]}/{day[3:5]}/{'-'.join(map(spelling.fold, spelling.words(title)))}/"


def _internal(urls: list[str]) -> frozenset[str]:
    found = set()
    for url in urls:
        url = "/" + url.removeprefix(SITE_URL) if url.startswith(SITE_URL) else url
        if url.startswith("/") and not url.startswith("//"):
            found.add(unquote(re.split(r"[?#&]", url)[0])[1:])
    return frozenset(found)
