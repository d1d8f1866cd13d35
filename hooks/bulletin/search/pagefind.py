"""Pagefind as a service: a conversation with the program that makes search indexes.

Pagefind's own Python wrapper waits a tenth of a second for each answer, which is minutes for a year of articles, so its
protocol is spoken here: requests and answers are JSON in Base64 with a comma at the end, one answer for each request.
"""

import base64
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import msgspec
from pagefind.service import get_executable

LANGUAGE = "vi"


class PagefindError(Exception):
    """Pagefind can't be run, or gave up; the text is its own, in English."""


class SearchRecord(msgspec.Struct, frozen=True):
    """A record. All words of `content` and `meta` are found; `meta` comes back with a result as it is, `sort` orders
    results.
    """

    url: str
    content: str
    meta: dict[str, str] = {}
    sort: dict[str, str] = {}


class Index:
    """One index, in the memory of the program."""

    def __init__(self, program: "subprocess.Popen[bytes]"):
        self._program = program
        self._number = 0
        self._id = self._ask("NewIndex", config={"force_language": LANGUAGE})["index_id"]

    def add(self, record: SearchRecord) -> None:
        """Adds a record; in the same order they give the same bytes."""
        self._ask("AddRecord", index_id=self._id, language=LANGUAGE, filters={}, **msgspec.structs.asdict(record))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of all files of the index, and of the scripts that go with it. Pagefind would write them
        itself, but says so before the last bytes are on the disk.
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
    """A new index, for as long as the program runs. Its words are put into files of `file_size` places and more."""
    program = get_executable()
    if program is None:
        raise PagefindError("not installed")
    try:
        running = subprocess.Popen(
            [program, "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(file_size)},
        )
    except OSError as error:
        raise PagefindError(str(error)) from error
    with running:
        try:
            yield Index(running)
        finally:
            running.kill()
            with suppress(OSError):  # what it did not read any more
                assert running.stdin is not None
                running.stdin.close()
