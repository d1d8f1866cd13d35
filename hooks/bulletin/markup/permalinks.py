"""The permalinks that `toc: {permalink: true}` puts into headings, so that a reader can copy the address of a heading.
Their sign is not part of the text.
"""

import re

_HEADING = re.compile(r'<h([1-6])\b[^>]*? id="([^"]*)"[^>]*>.*?</h\1>', re.DOTALL)
_LINK = re.compile(r'<a href="#([^"]*)"(?P<title> title="[^"]*")?>(?P<sign>[^<]*)</a>')


def without(markup: str) -> str:
    """Sanitised HTML without its permalinks. A link made of the heading's own words (`anchorlink: true`) stays."""
    return _HEADING.sub(_without_permalinks, markup) if '<a href="#' in markup else markup


def _without_permalinks(heading: re.Match[str]) -> str:
    def replacement(link: re.Match[str]) -> str:
        is_sign = link["title"] is not None or not re.search(r"\w", link["sign"])
        return "" if is_sign and link[1] == heading[2] else link[0]

    return _LINK.sub(replacement, heading[0])
