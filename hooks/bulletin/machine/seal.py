"""Seals: how the bulletin knows what it has put into `.cache/` itself.

A cache may come from anywhere: out of a build service, a zip file, a commit. Whoever wrote it could put any script into
any page. So whatever is kept there bears a seal made with a key that is no part of the project, and what bears none is
not there.
"""

import hashlib
import os
import secrets
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

SIZE = 16
"""Bytes of a seal."""
VARIABLE = "BULLETIN_CACHE_KEY"
"""In the environment of a build service, whose machines keep nothing of their own."""
_KEY_SIZE = 32


def of(what: str, content: bytes) -> bytes:
    """The seal of some bytes. `what` names their place, so that they are worth nothing in another one."""
    made = hashlib.blake2b(what.encode("utf-8", "surrogateescape") + b"\0", digest_size=SIZE, key=_key())
    made.update(content)
    return made.digest()


def mark() -> bytes:
    """Stands for the key, and does not give it away."""
    return of("key", b"")


@cache
def _key() -> bytes:
    """That of the environment, or else the one that this user of this machine keeps, made when it is first
    asked for.
    """
    given = os.environ.get(VARIABLE)
    if given:
        return hashlib.blake2b(given.encode("utf-8", "surrogateescape"), digest_size=_KEY_SIZE).digest()
    from platformdirs import user_state_path  # a service that gives a key needs none of it

    file = user_state_path("bulletin", appauthor=False) / "cache-key"
    return _kept(file) or _new(file)


def _kept(file: Path) -> bytes | None:
    with suppress(OSError):
        key = file.read_bytes()
        if len(key) == _KEY_SIZE:
            return key
    return None


def _new(file: Path) -> bytes:
    """A new key, kept where it can be; where nothing can be kept, nothing will be remembered either."""
    key = secrets.token_bytes(_KEY_SIZE)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, new = tempfile.mkstemp(dir=file.parent)  # for its owner's eyes only
        with open(handle, "wb") as written:
            written.write(key)
        os.replace(new, file)
        return _kept(file) or key  # another build may have come between
    return key
