"""A listing: which files a target has, as the target itself says.

These programs write one:

    rclone lsf -R --files-only TARGET                                  path
    rclone lsf -R --files-only --format ps TARGET                      path;size
    rclone lsf -R --files-only --format psh --hash MD5 TARGET          path;size;MD5
    rclone hashsum MD5 TARGET, or md5sum                               MD5, two spaces, path
    find . -type f -printf '%P\\n'                                      path
"""

import hashlib
import re
import sys
from pathlib import Path
from typing import NamedTuple

_LINE = re.compile(r"(?P<first>[0-9a-f]{32}) [ *](?P<summed>.+)|(?P<path>.+?)(?:;(?P<size>\d+)(?:;(?P<second>.*))?)?")
_SUM = re.compile(r"[0-9a-f]{32}")


class Listed(NamedTuple):
    """What a listing says of a file: its size in bytes and its MD5, as far as it says them."""

    size: int | None
    md5: bytes | None


def content(file: str) -> bytes:
    """The bytes of a listing in a file; `-` stands for the standard input. Raises OSError."""
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()


def of(content: bytes) -> Listed:
    """What a complete listing says of a file with this content."""
    return Listed(len(content), hashlib.md5(content, usedforsecurity=False).digest())


def read(content: bytes) -> dict[str, Listed]:
    """The files of a listing by path. Folders are left out.

    So is what lies below a name at the top that begins with a dot (`.well-known`): that belongs to others.
    """
    files = {}
    for line in content.decode("utf-8", "surrogateescape").split("\n"):
        match = _LINE.fullmatch(line.rstrip("\r"))
        if match is None:
            continue
        path = (match["summed"] or match["path"]).removeprefix("./")
        if path.endswith("/") or path.startswith("."):
            continue
        md5 = match["first"] or match["second"] or ""
        files[path] = Listed(
            int(match["size"]) if match["size"] else None, bytes.fromhex(md5) if _SUM.fullmatch(md5) else None
        )
    return files
