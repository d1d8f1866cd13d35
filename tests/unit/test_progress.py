"""Progress: a bar for who sits at a terminal, a line now and then for a log, nothing for who asked for silence."""

import io
import os
import pty
import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from bulletin.machine import progress
from bulletin.machine.progress import Progress
from bulletin.stylebook import words


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A clock that stands still unless `passed` is moved on."""
    hands = SimpleNamespace(passed=0.0)
    hands.monotonic = lambda: 5000.0 + hands.passed
    hands.time = lambda: 1_782_100_800.0 + hands.passed
    monkeypatch.setattr(progress, "time", hands)
    return hands


def work(clock: SimpleNamespace, count: int, seconds: float) -> Iterator[int]:
    """Items that take some time each."""
    for number in range(count):
        clock.passed += seconds
        yield number


class Terminal:
    """What a person sees of a program that writes to a terminal."""

    def __init__(self) -> None:
        self._ours, theirs = pty.openpty()
        self.stream = os.fdopen(theirs, "w", encoding="utf-8")

    def shown(self) -> str:
        self.stream.flush()
        os.set_blocking(self._ours, False)
        seen = b""
        try:
            while piece := os.read(self._ours, 65536):
                seen += piece
        except BlockingIOError:
            pass
        return seen.decode()

    def close(self) -> None:
        self.stream.close()
        os.close(self._ours)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    opened = Terminal()
    yield opened
    opened.close()


# --- at a terminal


def test_a_terminal_gets_a_bar_after_a_second(clock: SimpleNamespace, terminal: Terminal) -> None:
    shown = []
    followed = []
    for number in Progress(stream=terminal.stream, **words.progress()).follow("render", work(clock, 40, 0.1), 40):
        followed.append(number)
        shown.append(terminal.shown())
    shown.append(terminal.shown())
    assert followed == list(range(40))
    assert shown[:10] == [""] * 10, "nothing in the first second"
    assert "Dựng trang" in "".join(shown[10:12]) and "[" in "".join(shown[10:12])
    last = "".join(shown)
    assert "40/40" in last
    assert re.findall(r"(\d+)/40", last) == [
        str(number) for number in sorted({int(number) for number in re.findall(r"(\d+)/40", last)})
    ], "it only ever grows"


def test_the_bar_ends_its_line(clock: SimpleNamespace, terminal: Terminal) -> None:
    list(Progress(stream=terminal.stream, **words.progress()).follow("read", work(clock, 30, 0.1), 30))
    assert terminal.shown().rstrip(" \x1b[?25h").endswith("\n")


def test_a_sentence_stands_on_a_line_of_its_own_above_the_bar(clock: SimpleNamespace, terminal: Terminal) -> None:
    progress = Progress(stream=terminal.stream, **words.progress())
    for number in progress.follow("pictures", work(clock, 30, 0.1), 30):
        if number == 15:
            progress.say("Máy này tự làm ảnh.")
    progress.say("Xong.")
    assert re.search(
        r"[^\n]\r\nMáy này tự làm ảnh\.\r\n.*30/30.*\r\n(?:\x1b\[\?25h)?Xong\.", terminal.shown(), re.DOTALL
    )


def test_the_bar_ends_its_line_when_something_fails(clock: SimpleNamespace, terminal: Terminal) -> None:
    def failing() -> Iterator[int]:
        yield from work(clock, 20, 0.1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(Progress(stream=terminal.stream, **words.progress()).follow("read", failing(), 30))
    assert terminal.shown().rstrip(" \x1b[?25h").endswith("\n")


def test_the_bar_tells_how_long_it_still_takes(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    now = time.time()
    passed = [0.0]
    monkeypatch.setattr(time, "time", lambda: now + passed[0])
    monkeypatch.setattr(time, "monotonic", lambda: 5000 + passed[0])

    def items() -> Iterator[int]:
        for number in range(100):
            passed[0] += 0.5
            yield number

    list(Progress(stream=terminal.stream, **words.progress()).follow("render", items(), 100))
    remaining = re.findall(r"(\d+)/100\s+(?:(\d+)d )?(\d\d):(\d\d):(\d\d)", terminal.shown())
    assert len(remaining) > 20
    for done, days, hours, minutes, seconds in remaining:
        left = int(days or 0) * 86400 + int(hours) * 3600 + int(minutes) * 60 + int(seconds)
        assert abs(left - 0.5 * (100 - int(done))) < 15, f"after {done} of 100 items of half a second"


def test_what_is_quickly_done_shows_no_bar(clock: SimpleNamespace, terminal: Terminal) -> None:
    assert list(Progress(stream=terminal.stream, **words.progress()).follow("read", work(clock, 9, 0.1), 9)) == list(
        range(9)
    )
    assert terminal.shown() == ""


# --- in a log


def test_a_log_gets_a_line_every_few_seconds(clock: SimpleNamespace) -> None:
    log = io.StringIO()
    assert list(Progress(stream=log, **words.progress()).follow("render", work(clock, 1000, 0.02), 1000)) == list(
        range(1000)
    )
    assert log.getvalue().splitlines() == [
        "Dựng trang: 251/1000, còn chừng 15 giây",
        "Dựng trang: 502/1000, còn chừng 10 giây",
        "Dựng trang: 753/1000, còn chừng 5 giây",
    ]  # fmt: skip


def test_what_is_quickly_done_writes_no_line(clock: SimpleNamespace) -> None:
    log = io.StringIO()
    list(Progress(stream=log, **words.progress()).follow("read", work(clock, 100, 0.05), 100))
    assert log.getvalue() == ""


# --- to nobody


def test_who_wants_quiet_hears_nothing(clock: SimpleNamespace, terminal: Terminal) -> None:
    log = io.StringIO()
    for stream in (log, terminal.stream):
        quiet = Progress(quiet=True, stream=stream)
        quiet.say("Đang dựng các trang …")
        assert list(quiet.follow("render", work(clock, 50, 1), 50)) == list(range(50))
    assert (log.getvalue(), terminal.shown()) == ("", "")


def test_what_is_said_stands_on_a_line_of_its_own() -> None:
    log = io.StringIO()
    Progress(stream=log, **words.progress()).say("Đang dựng các trang …")
    assert log.getvalue() == "Đang dựng các trang …\n"


@pytest.mark.parametrize("count", [0, 1])
def test_no_items_are_followed_too(clock: SimpleNamespace, terminal: Terminal, count: int) -> None:
    for stream in (io.StringIO(), terminal.stream):
        assert list(Progress(stream=stream).follow("read", work(clock, count, 30), count)) == list(range(count))


# --- for whoever measures


def test_laps_share_out_all_the_time_among_the_stages(clock: SimpleNamespace) -> None:
    progress = Progress(quiet=True)
    for stage, seconds in (("read", 3.0), ("plan", 0.5), ("render", 4.0), ("plan", 0.25)):
        clock.passed += seconds
        progress.lap(stage)
    assert progress.laps == {"read": 3.0, "plan": 0.75, "render": 4.0}
