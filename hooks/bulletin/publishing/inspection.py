"""The inspection of what is about to go online: whether each new file is whole."""

import json
import re
from collections.abc import Callable, Iterable
from os.path import splitext
from pathlib import Path

from lxml import etree

ENTRANCES = ("index.html", "404.html", "rss.xml", "sitemap.xml")
"""What every site has."""
_MAPS = re.compile(rb'(?:"(?:[^"\\\n]|\\.)*" "(?:[^"\\\n]|\\.)*" ;\n)*')
"""Lines of a map for web servers: a key and a value (pages/parts/server_map.py)."""


def _ends(content: bytes) -> bool:
    return content.rstrip().endswith(b"</html>")


def _is_xml(content: bytes) -> bool:
    try:
        etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError:
        return False
    return True


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


def _is_any(content: bytes) -> bool:
    return True


_WHOLE: dict[str, Callable[[bytes], bool]] = {
    ".html": _ends,
    ".xml": _is_xml,
    ".xsl": _is_xml,
    ".opml": _is_xml,
    ".svg": _is_xml,
    ".json": _is_json,
    ".webmanifest": _is_json,
    ".map": lambda content: bool(_MAPS.fullmatch(content)),
}


def broken(folders: Iterable[Path], paths: Iterable[str]) -> list[str]:
    """Those of the files that are not whole. Each lies in one of the folders."""
    found = []
    for path in paths:
        content = next(((folder / path).read_bytes() for folder in folders if (folder / path).is_file()), b"")
        is_whole = _WHOLE.get(splitext(path)[1], _is_any)
        if not is_whole(content):
            found.append(path)
    return found
