"""The exchange: a folder or an object store, reached by a build and all workers, through which their files travel.

Files lie under the digests of their bytes. A reader knows the digest from the scheduler, whose network is trusted
anyway: dask runs whatever it is sent. So whoever else can write into the exchange can't change a picture. They can only
delete and damage files, which costs time, and read them: originals lie there as the camera wrote them.

Which result belongs to which job is also noted in the exchange, for builds to come. Nobody vouches for these notes but
the seal on them (see seal.py), so a build believes its own only.
"""

import errno
import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path

from .. import seal
from ..shelf import write_whole

_SIZE = 32
"""Bytes of a digest. Somebody may want two contents with the same one, so 64 bits would not do."""
_OPTIONS = {"connect_timeout": timedelta(seconds=5), "allow_http": True}  # for a store inside the network
_RETRIES = {"max_retries": 3, "retry_timeout": timedelta(seconds=15)}


class DamagedError(OSError):
    """A file of the exchange is not what its name promises."""

    def __init__(self, name: str):
        super().__init__(0, f"damaged: {name}")


class Exchange(ABC):
    """An open exchange. Every method raises OSError."""

    def put(self, content: bytes) -> str:
        """Stores bytes, and returns their digest."""
        digest = digest_of(content)
        self._write(_file(digest), content)  # even if they are there: that file may be damaged
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes with a digest."""
        content = self._read(_file(digest))
        if digest_of(content) != digest:
            raise DamagedError(_file(digest))
        return content

    def note(self, job: str, digest: str) -> None:
        """Notes under the name of a job that its result has this digest."""
        self._write(_note(job), seal.of(f"result {job}", digest.encode()) + digest.encode())

    def noted(self, job: str) -> bytes | None:
        """The result of a job, if a build with the same key has noted it and it is still there."""
        try:
            data = self._read(_note(job))
            digest = data[seal.SIZE :]
            return self.get(digest.decode()) if data == seal.of(f"result {job}", digest) + digest else None
        except (FileNotFoundError, DamagedError):
            return None

    @abstractmethod
    def _read(self, name: str) -> bytes: ...

    @abstractmethod
    def _write(self, name: str, content: bytes) -> None: ...


@cache
def at(place: str) -> Exchange:
    """The exchange at a path, or at a URL such as `s3://bucket/prefix`. Raises OSError, and ModuleNotFoundError."""
    return _Store(place) if "://" in place else _Folder(Path(place))


def digest_of(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=_SIZE).hexdigest()


def _file(digest: str) -> str:
    return f"files/{digest[:2]}/{digest}"


def _note(job: str) -> str:
    return f"results/{job[:2]}/{job}"


class _Folder(Exchange):
    """A folder that all machines have mounted at the same path."""

    def __init__(self, folder: Path):
        self._folder = folder

    def _read(self, name: str) -> bytes:
        return (self._folder / name).read_bytes()

    def _write(self, name: str, content: bytes) -> None:
        if not self._folder.is_dir():  # a network drive that is not mounted must not become a folder of this machine
            raise FileNotFoundError(errno.ENOENT, "no folder", str(self._folder))
        write_whole(self._folder / name, content)


class _Store(Exchange):
    """An object store. Its keys and its address come from the environment (AWS_ENDPOINT_URL and the like)."""

    def __init__(self, url: str):
        import obstore.store

        with _as_os_errors(url):
            self._store = obstore.store.from_url(url, client_options=_OPTIONS, retry_config=_RETRIES)

    def _read(self, name: str) -> bytes:
        import obstore

        with _as_os_errors(name):
            return bytes(obstore.get(self._store, name).bytes())

    def _write(self, name: str, content: bytes) -> None:
        import obstore

        with _as_os_errors(name):
            obstore.put(self._store, name, content)


@contextmanager
def _as_os_errors(name: str) -> Iterator[None]:
    """Raises the errors of an object store as those that a folder would raise."""
    from obstore import exceptions

    try:
        yield
    except (FileNotFoundError, exceptions.NotFoundError) as error:
        raise FileNotFoundError(errno.ENOENT, _first_line(error), name) from error
    except (PermissionError, exceptions.PermissionDeniedError, exceptions.UnauthenticatedError) as error:
        raise PermissionError(errno.EACCES, _first_line(error), name) from error
    except Exception as error:
        raise OSError(0, _first_line(error)) from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
