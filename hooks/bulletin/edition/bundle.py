"""Bundles styles and scripts for browsers. The sources have one file for each feature; browsers get few files without
comments.

The name of a file below `assets/scripts/` or `assets/styles/` decides how it is published:

- The files of a folder become one bundle with the folder's name. They are joined in the order of their names.
- A file outside these folders becomes a bundle of its own.
- `*.module.js` is published by itself, because other scripts import it.
- `_*` is a part: a style imports it, or a page kind writes it into a file of its own. It is not published by itself.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from posixpath import basename, dirname, join, normpath

from rcssmin import cssmin
from rjsmin import jsmin

from .shells import ShellError

_SOURCE = re.compile(r"^assets/(?:scripts|styles)/(?P<name>(?P<bundle>[^/.]+).*?(?P<ending>\.\w+))$")
_PART = re.compile(r"^assets/scripts/_(?P<name>.+)\.js$")
_IMPORT = re.compile(r"""^@import "(?P<path>[^"]+)";$""", re.MULTILINE)
_MIXIN = re.compile(r"^@mixin (?P<name>--[\w-]+)\(\) \{(?P<declarations>[^{}]*)\}", re.MULTILINE)
_APPLY = re.compile(r"@apply (?P<name>--[\w-]+);")


def of(sources: Mapping[str, str]) -> dict[str, str]:
    """Joins and minifies texts; takes and returns them by address. Raises ShellError if a part or a mixin is missing.

    Scripts of one bundle share only `window`: each is a function that is called at once. A template string must not
    contain another one, since rjsmin does not see where it ends.
    """
    parts = defaultdict[str, list[str]](list)
    for source in sorted(sources):
        if address := _address(source):
            parts[address].append(_whole_style(source, sources) if source.endswith(".css") else sources[source])
    return {
        address: str(cssmin("\n".join(texts))) if address.endswith(".css") else _joined_scripts(texts)
        for address, texts in parts.items()
    }


def programs(sources: Mapping[str, str]) -> dict[str, str]:
    """Minifies the scripts that page kinds write into files of their own, by name: `_alert.js` is `alert`."""
    found = ((_PART.match(source), text) for source, text in sources.items())
    return {part["name"]: _joined_scripts([text]) for part, text in found if part}


def _address(source: str) -> str | None:
    """Returns the address at which a text is published, if it is."""
    found = _SOURCE.match(source)
    if not found:
        return source
    if basename(source).startswith("_"):
        return None
    return f"assets/{found['name'] if source.endswith('.module.js') else found['bundle'] + found['ending']}"


def _joined_scripts(texts: list[str]) -> str:
    # The semicolon ends a script that lacks one: otherwise the opening bracket of the next script would call it.
    minified = (str(jsmin(text)) for text in texts)
    return "".join(text if text.endswith(";") or len(texts) == 1 else f"{text};" for text in minified)


def _whole_style(source: str, sources: Mapping[str, str]) -> str:
    """Inserts the imported parts of a style, and its mixins where it applies them."""

    def imported(found: re.Match[str]) -> str:
        part = normpath(join(dirname(source), found["path"]))
        if part not in sources:
            raise ShellError(f"{source}: {found[0]}")
        return _whole_style(part, sources)

    def applied(found: re.Match[str]) -> str:
        if found["name"] not in mixins:
            raise ShellError(f"{source}: {found[0]}")
        return mixins[found["name"]]

    style = _IMPORT.sub(imported, sources[source])
    # Browsers do not know mixins yet (https://drafts.csswg.org/css-mixins-1/).
    mixins = {found["name"]: found["declarations"] for found in _MIXIN.finditer(style)}
    return _APPLY.sub(applied, _MIXIN.sub("", style))
