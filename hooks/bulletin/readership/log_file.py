"""The lines of a log, whatever it is packed in and whatever somebody has written into it."""

import bz2
import gzip
import lzma
import re
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Literal, cast

from ..stylebook import words

LONGEST = 8192
"""Bytes of a line. Web servers refuse a request that would need more."""
_BLOCK = 1 << 20
_UNFIT = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters. The tab is allowed: it separates the fields of some formats."""
_PACKED: dict[bytes, Callable[[str, Literal["rb"]], Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\x00": lzma.open,
}
_ZSTD = b"\x28\xb5\x2f\xfd"


class LogError(Exception):
    """A log can't be read. The message is a sentence for whoever runs the bulletin."""


def lines(name: str, skipped: Counter[str]) -> Iterator[bytes]:
    """Yields the lines of a log that are text, without their ends; `-` stands for the standard input.

    Counts the other lines in `skipped`. An unfinished last line is left for later: the server is about to go on with
    it. Raises LogError, for a damaged archive before the first line.
    """
    try:
        if name == "-":
            yield from _fit(sys.stdin.buffer, skipped)
            return
        with open(name, "rb") as file:
            start = file.read(6)
        if packed := next((magic for magic in (*_PACKED, _ZSTD) if start.startswith(magic)), b""):
            with _unpacked(name, packed) as stream:
                while stream.read(_BLOCK):  # so that nothing of a damaged archive is counted
                    pass
        with _unpacked(name, packed) as stream:
            yield from _fit(stream, skipped)
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, subprocess.CalledProcessError):
        raise LogError(words.sentence("readership.damaged", log=name)) from None
    except OSError as error:
        if not error.errno:  # bz2 has no exception of its own for a damaged file
            raise LogError(words.sentence("readership.damaged", log=name)) from None
        raise LogError(words.sentence("readership.no_log", log=name, reason=words.reason(error))) from None


@contextmanager
def _unpacked(name: str, magic: bytes) -> Iterator[IO[bytes]]:
    """The bytes of a log. `magic` is the beginning of its archive; empty if it is none."""
    if magic == _ZSTD:
        with _by_zstd(name) as stream:
            yield stream
        return
    with _PACKED.get(magic, open)(name, "rb") as stream:
        yield cast("IO[bytes]", stream)


@contextmanager
def _by_zstd(name: str) -> Iterator[IO[bytes]]:
    """Raises CalledProcessError when the archive is damaged, and LogError where there is no zstd."""
    command = ["zstd", "--decompress", "--stdout", "--quiet", "--", name]
    try:
        program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        raise LogError(words.sentence("readership.no_zstd", log=name)) from None
    with program:
        assert program.stdout
        yield program.stdout
    if program.returncode:
        raise subprocess.CalledProcessError(program.returncode, command)


def _fit(stream: IO[bytes], skipped: Counter[str]) -> Iterator[bytes]:
    is_within = False
    """Whether the last piece ended within a line."""
    while piece := stream.readline(LONGEST):
        is_beginning, is_within = not is_within, not piece.endswith(b"\n")
        if not is_beginning:
            continue
        if is_within:
            skipped["long"] += len(piece) == LONGEST
        elif is_text(line := piece.rstrip(b"\r\n")):
            yield line
        else:
            skipped["binary"] += 1


def is_text(line: bytes) -> bool:
    """Whether a line is UTF-8 without control characters."""
    if _UNFIT.search(line):
        return False
    if line.isascii():
        return True
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
