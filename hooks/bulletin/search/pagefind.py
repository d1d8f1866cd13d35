"""Pagefind as a service: a conversation with the program that makes search indexes.

Pagefind's own Python wrapper waits a tenth of a second for each answer, which adds up to minutes for a year of
articles. So this module speaks the protocol itself: requests and answers are JSON in Base64 with a comma at the end,
one answer for each request.
"""

import base64
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import msgspec

LANGUAGE = "vi"


class PagefindError(Exception):
    """Pagefind can't be run, or gave up. The message is Pagefind's or the system's, in English."""


class SearchRecord(msgspec.Struct, frozen=True):
    """One record of an index. Readers find all words of `content` and `meta`. A result brings back `meta` unchanged;
    `sort` orders the results.
    """

    url: str
    content: str
    meta: dict[str, str] = {}
    sort: dict[str, str] = {}


class Index:
    """One index, held in the memory of the program."""

    def __init__(self, program: "subprocess.Popen[bytes]"):
        self._program = program
        self._number = 0
        self._id = self._ask("NewIndex", config={"force_language": LANGUAGE})["index_id"]

    def add(self, record: SearchRecord) -> None:
        """Adds a record. The same records in the same order give the same bytes."""
        self._ask("AddRecord", index_id=self._id, language=LANGUAGE, filters={}, **msgspec.structs.asdict(record))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of all files of the index, and of the scripts that search it. Pagefind could write them
        itself, but reports that it has done so before the last bytes are on the disk.
        """
        for file in self._ask("GetFiles", index_id=self._id)["files"]:
            yield file["path"], base64.b64decode(file["content"])

    def _ask(self, request: str, **details: Any) -> dict[str, Any]:
        assert self._program.stdin is not None and self._program.stdout is not None
        self._number += 1
        message = {"message_id": self._number, "payload": {"type": request, **details}}
        try:
            self._program.stdin.write(base64.b64encode(json.dumps(message).encode()) + b",")
            self._program.stdin.flush()
            parts: list[bytes] = []
            while not (parts and parts[-1].endswith(b",")):
                parts.append(os.read(self._program.stdout.fileno(), 1 << 20))
                if not parts[-1]:
                    raise PagefindError("ended without an answer")
        except OSError as error:
            raise PagefindError(str(error)) from error
        payload: dict[str, Any] = json.loads(base64.b64decode(b"".join(parts)[:-1]))["payload"]
        if payload["type"] == "Error":
            raise PagefindError(payload["message"])
        return payload


@contextmanager
def index(file_size: int) -> Iterator[Index]:
    """A new index, which lasts as long as the program runs. Words go into files of at least `file_size` places (see
    splits.py). Raises PagefindError.
    """
    from pagefind.service import get_executable  # it loads asyncio, and most builds make no index

    program = get_executable()
    if program is None:
        raise PagefindError("not installed")
    try:
        process = subprocess.Popen(
            [program, "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(file_size)},
        )
    except OSError as error:
        raise PagefindError(str(error)) from error
    with process:
        try:
            yield Index(process)
        finally:
            process.kill()
            with suppress(OSError):  # the program may have stopped reading
                assert process.stdin is not None
                process.stdin.close()
