"""The key that signs shared links: made once, readable by the desk's user alone."""

import os
import secrets
from pathlib import Path

from ..refusal import Refusal

_BYTES = 32


def of(file: Path) -> str:
    """The key in a file, which is made where there is none. Raises Refusal when the file holds no whole key."""
    try:
        if not file.exists():
            _make(file)
        key = file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(500, "proofs_key", file=file) from error
    if len(key) != _BYTES * 2:
        raise Refusal(500, "proofs_key", file=file)
    return key


def _make(file: Path) -> None:
    """Of two desks that begin at once, both end with the key of the first."""
    new = file.with_name(f".new-{secrets.token_hex(8)}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(_BYTES))
        os.link(new, file)
    except FileExistsError:
        pass
    finally:
        new.unlink()
