"""GoAccess (https://goaccess.io) tells which requests people made, and which ones robots.

It gets the lines of one day at a time, and keeps nothing: a database of its own would hold the addresses of readers.
"""

import os
import shutil
import subprocess
from collections import defaultdict
from datetime import date
from pathlib import Path

import msgspec

from ..stylebook import words

_ROBOTS = Path(__file__).with_name("robots.list")
"""Words in the names of robots. GoAccess knows many robots by itself, but not the same ones in each version: 1.7 takes
those for people that name a system which people use, and 1.9 takes curl and every unknown robot for a person. No phone
and no app that people here read with has one of these words in its name.
"""
_UNASKED = (
    *("VISITORS", "REQUESTS_STATIC", "NOT_FOUND", "HOSTS", "OS", "BROWSERS", "VISIT_TIMES", "VIRTUAL_HOSTS"),
    *("REFERRERS", "REFERRING_SITES", "KEYPHRASES", "STATUS_CODES", "REMOTE_USER", "CACHE_STATUS", "GEO_LOCATION"),
    *("MIME_TYPE", "TLS_TYPE"),
)
"""Everything but the requests, above all the hosts."""
_AT_ONCE = 4
"""Days whose lines may come mixed. A day that comes again later is asked about once more."""


class GoAccessError(Exception):
    """GoAccess is missing or has failed. The message is a sentence for whoever runs the bulletin."""


class _Hits(msgspec.Struct):
    count: int


class _Row(msgspec.Struct):
    data: str
    hits: _Hits


class _Panel(msgspec.Struct):
    data: list[_Row]


class _General(msgspec.Struct):
    total_requests: int
    valid_requests: int
    failed_requests: int


class _Answer(msgspec.Struct):
    general: _General
    requests: _Panel | None = None


class GoAccess:
    """Asks about lines of one format. `most` is the number of different targets that the lines can have.

    After `finish`, `hits` has the requests of people by day and target, and `unreadable` and `robots` count the other
    lines. Every method raises GoAccessError.
    """

    def __init__(self, log_format: str, most: int):
        program = shutil.which("goaccess")
        if program is None:
            raise GoAccessError(words.sentence("readership.no_goaccess"))
        self._command = [
            *(program, "-", f"--log-format={log_format}", "--output=json", f"--max-items={most + 1}"),
            *("--no-global-config", "--no-progress", "--no-parsing-spinner", "--num-tests=0", "--no-query-string"),
            *("--ignore-crawlers", "--unknowns-as-crawlers", f"--browsers-file={_ROBOTS}"),
            *("--no-ip-validation", "--http-method=no", "--http-protocol=no"),
            *(f"--ignore-panel={panel}" for panel in _UNASKED),
        ]
        self._running: dict[date, subprocess.Popen[bytes]] = {}
        self.hits: dict[date, dict[str, int]] = defaultdict(dict)
        self.unreadable = self.robots = 0

    def hand(self, day: date, line: bytes) -> None:
        """Hands on a line. `day` is the day of its request."""
        if day not in self._running:
            if len(self._running) == _AT_ONCE:
                self._close(next(iter(self._running)))
            self._running[day] = self._start()
        stream = self._running[day].stdin
        assert stream
        try:
            stream.write(line + b"\n")
        except BrokenPipeError:
            raise GoAccessError(words.sentence("readership.goaccess_failed", code="SIGPIPE")) from None

    def finish(self) -> None:
        """Waits for all answers."""
        for day in tuple(self._running):
            self._close(day)

    def end(self) -> None:
        """Stops what is still running."""
        for process in self._running.values():
            process.kill()
            process.communicate()

    def _start(self) -> subprocess.Popen[bytes]:
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"}
        return subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )

    def _close(self, day: date) -> None:
        process = self._running.pop(day)
        output, _ = process.communicate()
        try:
            answer = _decode(output)
        except msgspec.DecodeError:
            raise GoAccessError(words.sentence("readership.goaccess_failed", code=process.returncode)) from None
        general, of_day = answer.general, self.hits[day]
        self.unreadable += general.failed_requests
        self.robots += general.total_requests - general.valid_requests - general.failed_requests
        for row in answer.requests.data if answer.requests else ():
            target = row.data.partition("?")[0]  # CloudFront's `-` for no query is taken for one
            of_day[target] = of_day.get(target, 0) + row.hits.count


_decode = msgspec.json.Decoder(_Answer).decode
