"""Bundles styles and scripts for browsers. The sources have one file for each feature; browsers get few files without
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
    """Joins and minifies texts; takes and returns them by address. The files directly in `assets/styles/` become
    `assets/bulletin.css`. Each folder below it, or below `assets/scripts/`, becomes one file of the folder's name,
    joined in the order of the file names. All other files keep their addresses.

    Scripts of one bundle share only `window`: each is a function that is called at once. A template string must not
    contain another one, since rjsmin does not see where it ends.
    """
    texts_by_bundle = defaultdict[str, list[str]](list)
    for address in sorted(sources):
        feature = _FEATURE.match(address)
        bundle = (
            f"assets/{feature['style'] or feature['script'] or _OF_ALL_PAGES}{feature['ending']}"
            if feature
            else address
        )
        texts_by_bundle[bundle].append(sources[address])
    # The semicolon ends a script that lacks one: otherwise the opening bracket of the next script would call it.
    return {
        address: cssmin("\n".join(texts)) if address.endswith(".css") else jsmin(";\n".join(texts))
        for address, texts in texts_by_bundle.items()
    }
