"""The permalinks that `toc: {permalink: true}` puts into headings: a sign for whoever copies an address, no word of the
text.
"""

import re

_HEADING = re.compile(r'<h([1-6])\b[^>]*? id="([^"]*)"[^>]*>.*?</h\1>', re.DOTALL)
_LINK = re.compile(r'<a href="#([^"]*)"(?P<title> title="[^"]*")?>(?P<sign>[^<]*)</a>')


def removed(markup: str) -> str:
    """Sanitised HTML without them. A link that is the heading's own words (`anchorlink: true`) stays."""
    return _HEADING.sub(_bare, markup) if '<a href="#' in markup else markup


def _bare(heading: re.Match[str]) -> str:
    def kept(link: re.Match[str]) -> str:
        is_sign = link["title"] is not None or not re.search(r"\w", link["sign"])
        return "" if is_sign and link[1] == heading[2] else link[0]

    return _LINK.sub(kept, heading[0])
