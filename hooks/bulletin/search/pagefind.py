"""Pagefind as a service: a conversation with the program that makes search indexes.

Pagefind's own Python wrapper waits a tenth of a second for each answer, which adds up to minutes for a year of
articles. So this module speaks the protocol itself: requests and answers are JSON in Base64 with a comma at the end,
one answer for each request.
"""

import base64
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

import msgspec

LANGUAGE = "vi"
_CHUNK = 1 << 20
"""Bytes of answers that are read at a time, at most."""


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


class _File(msgspec.Struct):
    path: str
    content: bytes


class _Payload(msgspec.Struct):
    """What an answer says: `message` of an error, `index_id` of a new index, `files` of an index."""

    type: str
    message: str = ""
    index_id: int = 0
    files: tuple[_File, ...] = ()


class _Answer(msgspec.Struct):
    payload: _Payload


class Index:
    """One index, held in the memory of the program."""

    def __init__(self, program: "subprocess.Popen[bytes]", answers: "SimpleQueue[bytes | None]"):
        """`answers` ends with None."""
        self._program = program
        self._answers = answers
        self._number = 0
        self._open_requests = 0
        self._send("NewIndex", config={"force_language": LANGUAGE})
        self._id = self._last_answer().index_id

    def add(self, record: SearchRecord) -> None:
        """Adds a record. The same records in the same order give the same bytes.

        It doesn't wait until Pagefind has taken the record in; `files` raises PagefindError if it could not.
        """
        details = msgspec.structs.asdict(record)
        self._send("AddRecord", index_id=self._id, language=LANGUAGE, filters={}, **details)

    def files(self) -> list[tuple[str, bytes]]:
        """Path and content of all files of the index, and of the scripts that search it. Pagefind could write them
        itself, but reports that it has done so before the last bytes are on the disk.
        """
        self._last_answer()
        self._send("GetFiles", index_id=self._id)
        return [(file.path, file.content) for file in self._last_answer().files]

    def _send(self, request: str, **details: Any) -> None:
        self._number += 1
        self._open_requests += 1
        message = {"message_id": self._number, "payload": {"type": request, **details}}
        assert self._program.stdin is not None
        try:
            self._program.stdin.write(base64.b64encode(msgspec.json.encode(message)) + b",")
            self._program.stdin.flush()
        except OSError as error:
            raise PagefindError(str(error)) from error

    def _last_answer(self) -> _Payload:
        """Waits for the answers to all requests, and returns the last one."""
        payload = _Payload("")
        while self._open_requests:
            answer = self._answers.get()
            if answer is None:
                raise PagefindError("ended without an answer")
            self._open_requests -= 1
            payload = _decode(base64.b64decode(answer)).payload
            if payload.type == "Error":
                raise PagefindError(payload.message)
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
    assert process.stdin is not None and process.stdout is not None
    answers: SimpleQueue[bytes | None] = SimpleQueue()
    # Answers are read while requests are written: a program that can't get rid of its answers may stop reading.
    reader = Thread(target=_read, args=(process.stdout, answers), daemon=True)
    reader.start()
    with process:
        try:
            yield Index(process, answers)
        finally:
            process.kill()
            reader.join()
            with suppress(OSError):  # the program may have stopped reading
                process.stdin.close()


def _read(stdout: IO[bytes], answers: "SimpleQueue[bytes | None]") -> None:
    """Puts the answers into the queue, and None when there will be no more."""
    parts: list[bytes] = []
    while chunk := os.read(stdout.fileno(), _CHUNK):
        *ends, rest = chunk.split(b",")
        for end in ends:
            answers.put(b"".join([*parts, end]))
            parts = []
        parts.append(rest)
    answers.put(None)


_decode = msgspec.json.Decoder(_Answer).decode
