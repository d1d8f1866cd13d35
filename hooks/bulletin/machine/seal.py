"""Seals: show which contents of `.cache/` the bulletin has put there itself.

A cache may come from anywhere: a build service, a zip file, a commit. A forged one could put any script into any page.
So everything in the cache bears a seal, made with a key that is not part of the project. Nothing without a valid seal
is used.
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
"""The environment variable that gives the key on a build service, whose machines keep no files of their own."""
_KEY_SIZE = 32


def of(what: str, content: bytes) -> bytes:
    """The seal of some bytes (keyed BLAKE2b). `what` names the place where they are kept: it is not valid elsewhere."""
    mac = hashlib.blake2b(what.encode("utf-8", "surrogateescape") + b"\0", digest_size=SIZE, key=_key())
    mac.update(content)
    return mac.digest()


def key_mark() -> bytes:
    """A value that stands for the key without revealing it."""
    return of("key", b"")


def is_key_given() -> bool:
    """Whether the environment gives the key."""
    return bool(os.environ.get(VARIABLE))


@cache
def _key() -> bytes:
    """The key from the environment, or else this user's own key on this machine, which is created on first use."""
    secret = os.environ.get(VARIABLE)
    if secret:
        return hashlib.blake2b(secret.encode("utf-8", "surrogateescape"), digest_size=_KEY_SIZE).digest()
    file = key_file()
    return _load(file) or _create(file)


def key_file() -> Path:
    """Where this user's own key on this machine is kept, if there is one."""
    from platformdirs import user_state_path  # not needed where the environment gives the key

    return user_state_path("bulletin", appauthor=False) / "cache-key"


def _load(file: Path) -> bytes | None:
    with suppress(OSError):
        key = file.read_bytes()
        if len(key) == _KEY_SIZE:
            return key
    return None


def _create(file: Path) -> bytes:
    """Creates a key and keeps it if possible. Otherwise no later build accepts what this one puts into the cache."""
    key = secrets.token_bytes(_KEY_SIZE)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=file.parent)  # only its owner can read it
        with open(handle, "wb") as stream:
            stream.write(key)
        os.replace(temporary, file)
        return _load(file) or key  # another build may have replaced it meanwhile
    return key
