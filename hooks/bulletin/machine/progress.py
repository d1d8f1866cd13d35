"""Progress: shows how far a build has come, once it takes longer than a second, and counts how long each stage took."""

import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO, TypeVar

import click

T = TypeVar("T")

_PATIENCE = 1.0
"""Seconds before a bar appears."""
_INTERVAL = 5.0
"""Seconds between two lines of a log."""
_LINE = "{stage}: {done}/{count} ({seconds} s)"
_NO_NAMES: Mapping[str, str] = {}


class Progress:
    """Shows a bar on a terminal, a line every few seconds in a log, and nothing when `quiet`.

    `stages` maps the keys of the stages to their names. `line` is the format of a line of the log; its placeholders are
    `stage`, `done`, `count` and `seconds`, the time left.
    """

    def __init__(
        self, quiet: bool = False, stream: TextIO = sys.stderr, stages: Mapping[str, str] = _NO_NAMES, line: str = _LINE
    ):
        self._quiet = quiet
        self._stream = stream
        self._stages = stages
        self._line = line
        self.laps: dict[str, float] = {}
        """Seconds of each stage so far (see `lap`)."""
        self._last_lap = time.monotonic()
        self._has_bar = False

    def say(self, text: str) -> None:
        """Prints a line, unless `quiet`. A bar goes on below it."""
        if not self._quiet:
            print(f"\n{text}" if self._has_bar else text, file=self._stream, flush=True)

    def lap(self, stage: str) -> None:
        """Counts the time since the last lap, or since the beginning, for `stage`."""
        now = time.monotonic()
        self.laps[stage] = self.laps.get(stage, 0.0) + now - self._last_lap
        self._last_lap = now

    def follow(self, stage: str, items: Iterable[T], count: int) -> Iterator[T]:
        """Yields the items and shows progress meanwhile. `stage` is a key of `stages`."""
        name = self._stages.get(stage, stage)
        if self._quiet:
            yield from items
        elif self._stream.isatty():
            yield from self._bar(name, items, count)
        else:
            yield from self._lines(name, items, count)

    def _bar(self, name: str, items: Iterable[T], count: int) -> Iterator[T]:
        start, bar, done = time.monotonic(), None, 0
        try:
            for item in items:
                done += 1
                if bar is None and time.monotonic() - start > _PATIENCE:
                    bar = click.progressbar(
                        length=count,
                        label=name,
                        file=self._stream,
                        show_pos=True,
                        update_min_steps=max(1, count // 200),
                    )
                    bar.start -= time.monotonic() - start  # the stage started before the bar appeared
                    bar.render_progress()
                    self._has_bar = True
                    bar.update(done - 1)
                if bar is not None:
                    bar.update(1)
                yield item
        finally:
            if bar is not None:
                self._has_bar = False
                bar.render_finish()

    def _lines(self, name: str, items: Iterable[T], count: int) -> Iterator[T]:
        start = last_line = time.monotonic()
        for done, item in enumerate(items, 1):
            now = time.monotonic()
            if now - last_line > _INTERVAL:
                last_line = now
                seconds = round((now - start) / done * (count - done))
                self.say(self._line.format(stage=name, done=done, count=count, seconds=seconds))
            yield item
