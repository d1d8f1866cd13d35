"""Maps for web servers: what a server says at addresses where it has no file, or had one."""

from collections.abc import Iterable
from urllib.parse import unquote

from ...settings.settings import Settings


def body(settings: Settings, entries: Iterable[tuple[str, str]]) -> bytes:
    """The body of a `map` of nginx, from addresses of the site to values (https://nginx.org/r/map).

    Caddy's `map` reads it as well: for Caddy the lone semicolon is a second value. nginx tells no capital letter of
    ASCII from a small one, and does not start with a key that stands there twice; so the first one counts.
    """
    root = unquote(settings.root)  # as $uri has it
    lines: dict[bytes, str] = {}
    for address, value in entries:
        key = root + address
        # nginx has no escape for `$`, which begins a variable in a value; in a key it means itself.
        lines.setdefault(key.encode().lower(), f"{_quoted(key)} {_quoted(value.replace('$', '%24'))} ;\n")
    return "".join(lines.values()).encode()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
