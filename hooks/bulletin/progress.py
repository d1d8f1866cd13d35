"""Progress: tells whoever waits what the build is at, once it takes longer than a second."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

import click

from . import words

T = TypeVar("T")

_PATIENCE = 1.0
"""Seconds before anything is shown."""
_INTERVAL = 5.0
"""Seconds between two lines where there is no terminal."""


class Progress:
    """Speaks to a terminal with a bar, to a log with a line every few seconds, and to nobody when `quiet`."""

    def __init__(self, quiet: bool = False, stream: TextIO = sys.stderr):
        self._quiet = quiet
        self._stream = stream

    def say(self, text: str) -> None:
        if not self._quiet:
            print(text, file=self._stream, flush=True)

    def follow(self, stage: str, items: Iterable[T], count: int) -> Iterator[T]:
        """The same items; `stage` is the key of the stage's name in the word list."""
        label = words.terminal()["stages"][stage]
        if self._quiet:
            yield from items
        elif self._stream.isatty():
            yield from self._bar(label, items, count)
        else:
            yield from self._lines(label, items, count)

    def _bar(self, label: str, items: Iterable[T], count: int) -> Iterator[T]:
        begun, bar, done = time.monotonic(), None, 0
        try:
            for item in items:
                done += 1
                if bar is None and time.monotonic() - begun > _PATIENCE:
                    bar = click.progressbar(length=count, label=label, file=self._stream, show_pos=True, update_min_steps=max(1, count // 200))
                    bar.start -= time.monotonic() - begun  # it began before it was shown
                    bar.render_progress()
                    bar.update(done - 1)
                if bar is not None:
                    bar.update(1)
                yield item
        finally:
            if bar is not None:
                bar.render_finish()

    def _lines(self, label: str, items: Iterable[T], count: int) -> Iterator[T]:
        begun = told = time.monotonic()
        for done, item in enumerate(items, 1):
            now = time.monotonic()
            if now - told > _INTERVAL:
                told = now
                left = round((now - begun) / done * (count - done))
                self.say(words.terminal()["progress"].format(stage=label, done=done, count=count, seconds=left))
            yield item
