"""Bundles: styles and scripts as browsers get them. They are written a feature a file, and sent as few files without
comments.
"""

import re
from collections import defaultdict
from collections.abc import Mapping

from rcssmin import cssmin
from rjsmin import jsmin

_FEATURE = re.compile(r"^assets/(?:styles/(?:(?P<style>\w+)/)?|scripts/(?P<script>\w+)/)[^/]+(?P<ending>\.\w+)$")
_OF_ALL_PAGES = "bulletin"


def of(sources: Mapping[str, str]) -> dict[str, str]:
    """Texts by address, out of texts by address: what lies in `assets/styles/` itself is `assets/bulletin.css`, and
    each folder below it or below `assets/scripts/` is one file of its name, made in the order of the names in it. The
    others stay where they are.

    Scripts of one bundle share nothing but `window`: each is a function that is called at once. Inside a text between
    backquotes no other such text may stand: rjsmin does not see where it ends.
    """
    parts = defaultdict[str, list[str]](list)
    for address in sorted(sources):
        feature = _FEATURE.match(address)
        bundle = (
            f"assets/{feature['style'] or feature['script'] or _OF_ALL_PAGES}{feature['ending']}"
            if feature
            else address
        )
        parts[bundle].append(sources[address])
    # A semicolon ends a script that ends without one: the next one's bracket would call it.
    return {
        address: cssmin("\n".join(texts)) if address.endswith(".css") else jsmin(";\n".join(texts))
        for address, texts in parts.items()
    }
