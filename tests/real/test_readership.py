"""Readers are counted from the logs of web servers, with the real GoAccess: each reading once, and no robot's."""

import bz2
import gzip
import json
import lzma
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from bulletin.readership import count, goaccess, log_file, totals
from bulletin.readership.count import Tally
from bulletin.readership.goaccess import GoAccessError
from bulletin.readership.totals import TotalsError
from bulletin.settings.settings import Settings
from project import Project, post
from real import access_log
from real.access_log import PEOPLE, PHONE, ROBOTS, combined
from unit.proofreading import COUNTING, settings_of

pytestmark = pytest.mark.system

BRIDGE, RICE, FAIR = "2026/06/thong-cau/", "2026/06/gia-lua/", "2026/05/hoi-cho/"
ADDRESSES = frozenset({BRIDGE, RICE, FAIR})
TODAY = date(2026, 6, 22)


class Desk:
    """A folder with logs and the totals, and the command's work without the posts around it."""

    def __init__(self, folder: Path, log_format: str = "COMBINED") -> None:
        self.folder = folder
        self.file = folder / "luot-xem.json"
        self.settings = _settings(folder / "bulletin", log_format)
        self.today = TODAY

    def log(self, name: str, lines: Iterable[str] | bytes) -> str:
        content = lines if isinstance(lines, bytes) else "".join(lines).encode()
        (self.folder / name).write_bytes(content)
        return str(self.folder / name)

    def count(self, *logs: str) -> Tally:
        return count.count(logs, self.settings, ADDRESSES, self.today, self.file)

    @property
    def totals(self) -> dict[str, int]:
        return {address: entry.total for address, entry in totals.load(self.file).articles.items()}


def _settings(folder: Path, log_format: str) -> Settings:
    project = Project(folder)
    file = project.folder / "mkdocs.yml"
    setting = COUNTING.replace("}", f", log_format: {log_format}}}")
    file.write_text(file.read_text(encoding="utf-8").replace("  bulletin:\n", setting), encoding="utf-8")
    return settings_of(project.folder)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# --- what is a reading


def test_people_are_counted_and_robots_are_not(desk: Desk) -> None:
    lines = [combined(f"/{BRIDGE}", agent=agent) for agent in PEOPLE]
    lines += [combined(f"/{RICE}", agent=agent) for agent in ROBOTS]
    tally = desk.count(desk.log("access.log", lines))
    assert desk.totals == {BRIDGE: len(PEOPLE)}
    assert (tally.logs, tally.lines, tally.readings, tally.articles) == (1, len(lines), len(PEOPLE), 1)
    assert tally.skipped["robot"] == len(ROBOTS)


@pytest.mark.parametrize(
    "host",
    ["203.0.113.7", "203.0.113.0", "203.0.113.x", "2001:db8:12:7::9", "2001:db8:12::", "::ffff:203.0.113.0", "-"],
)
def test_readers_come_from_every_kind_of_address(desk: Desk, host: str) -> None:
    desk.count(desk.log("access.log", [combined(f"/{BRIDGE}", host=host)]))
    assert desk.totals == {BRIDGE: 1}


@pytest.mark.parametrize(
    "target",
    [
        f"/{BRIDGE}",
        f"/{BRIDGE}?fbclid=IwAR0abc&utm_source=zalo",
        f"/{BRIDGE}?",
        f"/{BRIDGE}#binh-luan",
        f"/{BRIDGE}index.html",
        "/2026/06/th%6Fng-cau/",
        "/2026%2F06/thong-cau/?zarsrc=30",
    ],
)
def test_an_article_is_read_at_its_address_however_it_is_written(desk: Desk, target: str) -> None:
    desk.count(desk.log("access.log", [combined(target), combined(target, status=304)]))
    assert desk.totals == {BRIDGE: 2}


@pytest.mark.parametrize(
    "line",
    [
        combined(f"/{BRIDGE}", method="HEAD"),
        combined(f"/{BRIDGE}", method="POST"),
        *[combined(f"/{BRIDGE}", status=status) for status in (206, 301, 403, 404, 410, 429, 499, 500)],
        combined(f"/{BRIDGE}ban-in/"),
        combined(f"/{BRIDGE[:-1]}"),
        combined("/"),
        combined("/thoi-su/"),
        combined("/2026/06/"),
        combined("/2026/06/20/"),
        combined("/2026/06/chua-co-bai-nay/"),
        combined("/2026/06/thong-cau/anh.webp"),
        combined("/sw.js", referrer=f"https://bantin.anbinh.example/{BRIDGE}"),
        combined(f"/bantin/{BRIDGE}"),
        combined(f"/tim-kiem/?q=/{BRIDGE}"),
        combined(f"https://la.example/{BRIDGE}"),
        combined("/wp-login.php", referrer=f'\\"GET /{BRIDGE} HTTP/1.1\\" 200 1 '),
        combined("/wp-login.php", referrer=f"\\x22GET /{BRIDGE} HTTP/1.1\\x22 200 1 "),
        # the worker fetches the page that its reader has just opened
        combined(f"/{BRIDGE}", referrer="https://bantin.anbinh.example/sw.js"),
    ],
)
def test_what_is_no_reading_of_an_article_counts_nothing(desk: Desk, line: str) -> None:
    tally = desk.count(desk.log("access.log", [line]))
    assert (tally.readings, desk.totals) == (0, {})
    assert tally.skipped["other"] == 1


def test_a_site_may_lie_below_a_path(desk: Desk) -> None:
    desk.settings = desk.settings.model_copy(update={"site_url": "https://anbinh.example/ban-tin/"})
    desk.count(desk.log("access.log", [combined(f"/ban-tin/{BRIDGE}?a=1"), combined(f"/{BRIDGE}")]))
    assert desk.totals == {BRIDGE: 1}


def test_the_day_is_that_of_vietnam(desk: Desk) -> None:
    utc = UTC
    lines = [combined(f"/{BRIDGE}", "20/06 23:59:59", zone=utc), combined(f"/{BRIDGE}", "21/06 00:00:00", zone=utc)]
    lines += [combined(f"/{RICE}", "21/06 03:00", zone=timezone(timedelta(hours=-5)))]
    desk.count(desk.log("access.log", lines))
    kept = totals.load(desk.file)
    assert kept.articles[BRIDGE].days == {"2026-06-20": 1, "2026-06-21": 1}
    assert kept.articles[RICE].days == {"2026-06-21": 1}
    assert kept.until == date(2026, 6, 21)


@pytest.mark.parametrize(
    ("log_format", "lines"),
    [
        (
            "VCOMBINED",
            [f"bantin.anbinh.example:443 {combined(f'/{BRIDGE}', agent=agent)}" for agent in (PHONE, "curl/8")],
        ),
        (
            "CLOUDFRONT",
            [
                access_log.CLOUDFRONT_HEADING,
                access_log.cloudfront(f"/{BRIDGE}", query="fbclid=abc"),
                access_log.cloudfront(f"/{BRIDGE}", agent=ROBOTS[0]),
                access_log.cloudfront(f"/{BRIDGE}", agent=ROBOTS[6]),
                access_log.cloudfront(f"/{BRIDGE}", status=404),
            ],
        ),
        (
            "CADDY",
            [
                access_log.caddy(f"/{BRIDGE}?fbclid=abc"),
                access_log.caddy(f"/{BRIDGE}", agent=ROBOTS[1]),
                access_log.caddy(f"/{BRIDGE}", status=404),
                '{"level":"info","ts":"hôm qua","msg":"serving initial configuration"}\n',
            ],
        ),
        ("AWSS3", [access_log.s3(f"/{BRIDGE}"), access_log.s3(f"/{BRIDGE}", agent="curl/8")]),
    ],
)
def test_logs_of_other_servers_and_of_a_cdn(tmp_path: Path, log_format: str, lines: list[str]) -> None:
    desk = Desk(tmp_path, log_format)
    tally = desk.count(desk.log("E2EXAMPLE.2026-06-20-01.gz", gzip.compress("".join(lines).encode())))
    assert (desk.totals, tally.first, tally.foreign) == ({BRIDGE: 1}, date(2026, 6, 20), [])
    assert desk.count(desk.log("khac.log", lines)).readings == 0


# --- each reading once


def _week() -> list[list[str]]:
    """The logs of four days, rotated at some minute after midnight."""
    chosen = random.Random(7)
    moments = sorted(
        f"{chosen.randint(17, 20)}/06 {chosen.randint(0, 23):02}:{chosen.randint(0, 59):02}" for _ in range(300)
    )
    lines = [
        combined(f"/{chosen.choice(sorted(ADDRESSES))}", moment, chosen.choice(PEOPLE), host=f"203.0.{number}.0")
        for number, moment in enumerate(moments)
    ]
    noise = [combined(f"/assets/{number}.css", moment) for number, moment in enumerate(moments)]
    mixed = [line for pair in zip(lines, noise, strict=True) for line in pair]
    cuts = [0, 151, 302, 449, len(mixed)]
    return [mixed[begin:end] for begin, end in pairwise(cuts)]


def test_logs_in_any_order_and_company_come_to_the_same(tmp_path: Path) -> None:
    days = _week()
    found = []
    for number, order in enumerate([(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)]):
        (tmp_path / str(number)).mkdir()
        desk = Desk(tmp_path / str(number))
        for at in order:
            desk.count(desk.log(f"access.log.{at}", days[at]))
        desk.count(*[str(desk.folder / f"access.log.{at}") for at in (0, 1, 2, 3)])
        found.append(desk.file.read_bytes())
    assert found[0] == found[1] == found[2]
    assert sum(desk.totals.values()) == 300


def test_the_same_log_counts_once_under_any_name_and_in_any_packing(desk: Desk) -> None:
    whole = "".join(line for day in _week() for line in day).encode()
    packed = {"gz": gzip.compress(whole), "bz2": bz2.compress(whole), "xz": lzma.compress(whole)}
    packed["zst"] = subprocess.run(["zstd", "-c"], input=whole, capture_output=True, check=True).stdout
    first = desk.count(desk.log("access.log", whole), str(desk.folder / "access.log"))
    assert (first.readings, first.skipped["again"]) == (300, 300)
    before = desk.file.read_bytes()
    for ending, content in packed.items():
        tally = desk.count(desk.log(f"access.log.2.{ending}", content), desk.log("khong-duoi", content))
        assert (tally.readings, tally.skipped["again"]) == (0, 600), ending
    assert desk.file.read_bytes() == before


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz", "zst"])
def test_a_packed_log_counts_like_any_other(desk: Desk, ending: str) -> None:
    plain = desk.log("access.log", [combined(f"/{BRIDGE}")])
    program = {"gz": "gzip", "bz2": "bzip2", "xz": "xz", "zst": "zstd"}[ending]
    with open(plain, "rb") as file:
        content = subprocess.run([program, "-c"], stdin=file, capture_output=True, check=True).stdout
    desk.count(desk.log(f"access.log.1.{ending}", content))
    assert desk.totals == {BRIDGE: 1}


def test_a_log_grows_and_is_rotated_and_packed_meanwhile(desk: Desk) -> None:
    lines = [line for day in _week() for line in day]
    counted = 0
    for end in (1, 2, 90, 91, 200, 333, 500, 600):
        log = desk.log("access.log", lines[:end])
        counted += desk.count(log).readings
        assert counted == (end + 1) // 2, "every second line is a reading"
    assert desk.count(desk.log("access.log.1.gz", gzip.compress("".join(lines).encode()))).readings == 0
    assert desk.count(desk.log("tat-ca.log", lines[449:] + lines[:449])).readings == 0
    assert desk.count(desk.log("ban-sao-cu.log", lines[:77])).readings == 0


def test_a_line_that_is_still_being_written_counts_once_it_is_there(desk: Desk) -> None:
    line = combined(f"/{BRIDGE}")
    assert desk.count(desk.log("access.log", [line, line[:-9]])).readings == 1
    grown = [line, combined(f"/{BRIDGE}", agent=PEOPLE[1]), combined(f"/{RICE}")]
    assert desk.count(desk.log("access.log", grown)).readings == 2


@pytest.mark.parametrize("changed", [[0, 1, 3, 4], [0, 1, 3, 4, 5], [0, 1, 6, 3, 4, 5], [0, 5], [3, 0, 1]])
def test_of_a_changed_copy_of_a_counted_log_nothing_counts_after_its_beginning(desk: Desk, changed: list[int]) -> None:
    """Somebody has filtered it or edited it, and it is not to be told which of its lines are new."""
    lines = [combined(f"/{BRIDGE}", f"20/06 08:15:{second:02}") for second in range(7)]
    desk.count(desk.log("access.log", lines[:5]))
    before_the_beginning = changed.index(0)
    assert desk.count(desk.log("loc.log", [lines[number] for number in changed])).readings == before_the_beginning


def test_two_servers_may_have_the_same_readers_in_the_same_second(desk: Desk) -> None:
    logs = [desk.log(f"may-{host}.log", [combined(f"/{BRIDGE}", host=f"203.0.{host}.0")]) for host in (1, 2)]
    assert desk.count(*logs).readings == 2


def test_logs_of_long_ago_are_forgotten_and_then_count_no_more(desk: Desk) -> None:
    old, new = [combined(f"/{FAIR}", "02/05 10:00")], [combined(f"/{BRIDGE}", "20/06 10:00")]
    desk.today = date(2026, 5, 3)
    desk.count(desk.log("cu.log", old))
    desk.today = date(2026, 6, 22)
    desk.count(desk.log("moi.log", new))
    kept = totals.load(desk.file)
    assert (len(kept.counted), kept.forgotten) == (1, date(2026, 5, 2))
    assert kept.articles[FAIR].days == {} and kept.articles[FAIR].total == 1
    tally = desk.count(
        desk.log("cu-2.log", [*old, combined(f"/{FAIR}", "01/05 10:00"), combined(f"/{FAIR}", "03/05 10:00")])
    )
    assert (tally.readings, tally.skipped["old"]) == (1, 2)


def test_old_logs_may_come_one_by_one_and_are_known_as_long_as_they_are_handed_over(desk: Desk) -> None:
    logs = [desk.log(f"thang-{month}.log", [combined(f"/{FAIR}", f"05/{month:02} 10:00")]) for month in (4, 1, 3, 2)]
    assert [desk.count(log).readings for log in logs] == [1, 1, 1, 1]
    for weeks in range(1, 12):
        desk.today = TODAY + timedelta(weeks=weeks)
        assert desk.count(*logs).skipped["again"] == 4
    assert desk.totals == {FAIR: 4} and totals.load(desk.file).forgotten is None


def test_days_that_have_not_come_wait(desk: Desk) -> None:
    log = desk.log("access.log", [combined(f"/{BRIDGE}", "23/06 00:10"), combined(f"/{BRIDGE}", "22/06 23:50")])
    tally = desk.count(log)
    assert (tally.readings, tally.skipped["future"]) == (1, 1)
    desk.today += timedelta(days=1)
    assert desk.count(log).readings == 1


def test_days_may_come_mixed(desk: Desk) -> None:
    """As the merged logs of several servers, or those of a CDN, have them."""
    lines = [combined(f"/{BRIDGE}", f"{day:02}/06 10:00:{turn:02}") for turn in range(9) for day in range(1, 21)]
    assert desk.count(desk.log("access.log", lines)).readings == 180


# --- what somebody has written into a log


NOISE = {
    "made-up paths": "".join(combined(f"/2026/06/{number}/", status=404) for number in range(3000)).encode(),
    "made-up paths that are there": "".join(combined(f"/2026/06/{number}/") for number in range(3000)).encode(),
    "a line of 10 MB": combined(f"/{BRIDGE}", agent=PHONE + "A" * 10_000_000).encode(),
    "10 MB without an end": b"A" * 10_000_000,
    "escape codes": combined(f"/{BRIDGE}", agent=f"{PHONE}\x1b]0;xong\x07\x1b[2J").encode(),
    "a null byte": combined(f"/{BRIDGE}", agent=f"{PHONE}\0").encode(),
    "another encoding": combined(f"/{BRIDGE}", agent=f"{PHONE} té").encode("latin-1"),
    "bytes": random.Random(3).randbytes(300_000),
    "no log": "Kính gửi bạn đọc,\nđây không phải nhật ký.\n".encode(),
    "half a line": combined(f"/{BRIDGE}").encode()[60:],
    "a day that never was": combined(f"/{BRIDGE}").replace("20/Jun", "31/Feb").encode(),
    "a wrong month": combined(f"/{BRIDGE}").replace("20/Jun", "20/Abc").encode(),
    "a wrong zone": combined(f"/{BRIDGE}").replace("+0700", "+9999").encode(),
    "no browser": (combined(f"/{BRIDGE}").rsplit(' "', 2)[0] + "\n").encode(),
    "JSON": access_log.caddy(f"/{BRIDGE}").encode(),
    "nothing": b"",
    "line ends": b"\n\r\n\n",
}


@pytest.mark.parametrize("noise", NOISE)
def test_a_hostile_log_counts_nothing_and_harms_no_other(desk: Desk, noise: str) -> None:
    alone = desk.count(desk.log("la.log", NOISE[noise]))
    assert (alone.readings, desk.totals) == (0, {})
    good = combined(f"/{RICE}").encode()
    tally = desk.count(desk.log("lan.log", b"\n".join([good + NOISE[noise], good.replace(b"08:15:00", b"08:15:01")])))
    assert desk.totals == {RICE: 2} and tally.readings == 2


def test_a_log_in_another_format_is_told_and_counted_once_the_setting_is_right(tmp_path: Path) -> None:
    wrong = Desk(tmp_path, "CLOUDFRONT")
    log = wrong.log("access.log", [combined(f"/{BRIDGE}")])
    assert wrong.count(log).foreign == [log]
    (tmp_path / "lai").mkdir()
    half_right = Desk(tmp_path / "lai", "VCOMBINED")
    assert half_right.count(log).foreign == [log]
    half_right.settings = _settings(tmp_path / "khac", "COMBINED")
    assert half_right.count(log).readings == 1


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("damage", [_cut, lambda content: content[:40] + b"hong" + content[44:]])
def test_a_damaged_archive_counts_nothing_and_is_told(
    desk: Desk, pack: Callable[[bytes], bytes], damage: Callable[[bytes], bytes]
) -> None:
    whole = "".join(line for day in _week() for line in day).encode()
    tally = desk.count(desk.log("access.log.2", damage(pack(whole))), desk.log("tot.log", [combined(f"/{BRIDGE}")]))
    assert desk.totals == {BRIDGE: 1}
    (trouble,) = tally.troubles
    assert "access.log.2" in trouble and "hỏng" in trouble


def test_a_log_that_is_not_there_is_told_and_the_others_count(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "thu-muc").mkdir()
    missing = [str(tmp_path / name) for name in ("khong-co.log", "thu-muc")]
    tally = desk.count(missing[0], desk.log("tot.log", [combined(f"/{BRIDGE}")]), missing[1])
    assert (len(tally.troubles), tally.readings) == (2, 1)


# --- the totals


def test_the_totals_name_no_reader(desk: Desk) -> None:
    lines = [
        combined(f"/{BRIDGE}", host=host, agent=agent) for host in ("203.0.113.7", "2001:db8::9") for agent in PEOPLE
    ]
    desk.count(desk.log("access.log", lines))
    content = desk.file.read_text(encoding="utf-8")
    assert not re.search(r"203\.|2001:|Mozilla|google|08:15|access", content)
    assert set(json.loads(content)) == {"kind", "until", "forgotten", "articles", "counted"}
    assert desk.file.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b'{"kind":"bulletin-views-1","until":null,"forgotten":null,"articles":{"a/":{"total":-1}}}',
        b'{"kind":"bulletin-views-2","articles":{},"counted":{}}',
        b'{"kind":"bulletin-views-1","until":null,"forgotten":null,"articles":{},"counted":{},"ghi-chu":1}',
        b'{"kind":"bulletin-views-1","until":"2026-06-20","articles":{\n"2026/06/a/":{"total":12,"unt',
        "Sổ quỹ năm 2026".encode(),
        b"\xff\xfe\x00",
    ],
)
def test_a_broken_or_foreign_file_is_refused_and_left_alone(desk: Desk, content: bytes) -> None:
    desk.file.write_bytes(content)
    with pytest.raises(TotalsError, match="hỏng hoặc không phải"):
        desk.count(desk.log("access.log", [combined(f"/{BRIDGE}")]))
    assert desk.file.read_bytes() == content


def test_without_room_the_old_totals_stay(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.count(desk.log("access.log", [combined(f"/{BRIDGE}")]))
    before = desk.file.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TotalsError, match="Không ghi được"):
        desk.count(desk.log("sau.log", [combined(f"/{BRIDGE}", "21/06 09:00")]))
    assert desk.file.read_bytes() == before
    assert sorted(path.name for path in desk.folder.iterdir()) == ["access.log", "bulletin", "luot-xem.json", "sau.log"]


def test_goaccess_that_fails_counts_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    log = desk.log("access.log", [combined(f"/{BRIDGE}")] * 5000)
    monkeypatch.setattr(goaccess, "_UNASKED", ("KHONG_CO",) * 300)
    monkeypatch.setattr(goaccess, "_ROBOTS", tmp_path / "khong-co.list")
    with pytest.raises(GoAccessError, match="GoAccess dừng giữa chừng"):
        desk.count(log)
    assert not desk.file.exists()


def test_a_log_of_a_busy_day_is_read_line_by_line(desk: Desk) -> None:
    """Whatever its size: nothing but the lines of one hour is in memory."""
    lines = "".join(
        combined(f"/{BRIDGE}", f"20/06 {hour:02}:{minute:02}:00") for hour in range(24) for minute in range(60)
    )
    log = desk.log("access.log", lines.encode() * 10)
    assert sum(1 for _ in log_file.lines(log, Counter())) == 14_400


# --- the command


@pytest.fixture
def bulletin(project: Project) -> Project:
    file = project.folder / "mkdocs.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("  bulletin:\n", COUNTING), encoding="utf-8")
    project.post("2026/06/thong-cau.md", post("Thông cầu Bờ Kè", "2026-06-19 08:00", views="891"))
    project.post("2026/06/gia-lua.md", post("Giá lúa đầu vụ", "2026-06-18 08:00"))
    project.post("2026/05/hoi-cho.md", post("Hội chợ quê", "2026-05-02 08:00"))
    return project


def _write(project: Project, name: str, lines: Iterable[str]) -> str:
    (project.folder / name).write_text("".join(lines), encoding="utf-8")
    return name


@pytest.mark.slow
def test_the_command_says_what_it_has_counted_and_the_next_build_shows_it(bulletin: Project) -> None:
    lines = [combined(f"/{BRIDGE}", agent=agent) for agent in PEOPLE] + [combined(f"/{RICE}", "21/06 09:00")]
    lines += [combined(f"/{RICE}", agent=agent) for agent in ROBOTS] + ["rác\n"]
    ran = bulletin.command("views", _write(bulletin, "access.log", lines))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        f"Đã đọc 1 nhật ký, {len(PEOPLE) + len(ROBOTS) + 2} dòng.",
        f"Thêm {len(PEOPLE) + 1} lượt xem của 2 bài, từ 20/06/2026 đến 21/06/2026.",
        f"Bỏ qua: {len(ROBOTS)} dòng của robot, 1 dòng sai dạng.",
    ]
    assert bulletin.build().returncode == 0
    page = bulletin.page("2026/06/thong-cau/index.html")
    assert (
        f'Lượt xem: <span id="luot-xem">{891 + len(PEOPLE)}</span> (tính đến&nbsp;<time datetime="2026-06-20">' in page
    )
    assert 'Lượt xem: <span id="luot-xem">1</span>' in bulletin.page("2026/06/gia-lua/index.html")
    assert "Lượt xem" not in bulletin.page("2026/05/hoi-cho/index.html")
    assert (bulletin.posts / "2026/06/thong-cau.md").read_text(encoding="utf-8").count("views: 891") == 1


@pytest.mark.slow
def test_logs_may_come_through_a_pipe(bulletin: Project) -> None:
    ran = subprocess.run(
        [sys.executable, "hooks/bulletin", "views", "-"],
        cwd=bulletin.folder,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1782100800"},
        input="".join(combined(f"/{BRIDGE}", agent=agent) for agent in PEOPLE).encode(),
        capture_output=True,
        check=True,
    )
    assert f"Thêm {len(PEOPLE)} lượt xem của 1 bài".encode() in ran.stdout


@pytest.mark.slow
def test_what_stands_in_the_way_is_told_in_a_sentence(bulletin: Project) -> None:
    log = _write(bulletin, "access.log", [combined(f"/{BRIDGE}")])
    environment = {"PATH": str(bulletin.folder / "khong-co"), "SOURCE_DATE_EPOCH": "1782100800"}
    command = [sys.executable, "hooks/bulletin", "views", log]
    ran = subprocess.run(
        command, cwd=bulletin.folder, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2 and "cài gói goaccess" in ran.stderr
    unknown = _write(bulletin, "khac.log", [access_log.caddy(f"/{BRIDGE}")])
    ran = bulletin.command("views", unknown, "khong-co.log")
    assert ran.returncode == 1
    assert "khac.log: không dòng nào theo dạng COMBINED" in ran.stderr
    assert "khong-co.log: không có tệp này" in ran.stderr
    (bulletin.folder / "luot-xem.json").write_text("Sổ quỹ", encoding="utf-8")
    for ran in (bulletin.command("views", log), bulletin.build()):
        assert ran.returncode and "hỏng hoặc không phải tệp tổng lượt xem" in ran.stdout + ran.stderr
        assert "Traceback" not in ran.stderr
    (bulletin.folder / "luot-xem.json").unlink()
    bulletin.post("2026/06/loi.md", post(category="khong-co"))
    ran = bulletin.command("views", log)
    assert ran.returncode == 2 and "chưa đếm" in ran.stderr
    settings_file = bulletin.folder / "mkdocs.yml"
    text = settings_file.read_text(encoding="utf-8")
    settings_file.write_text(text.replace("luot-xem.json", "posts/luot-xem.json"), encoding="utf-8")
    assert "nằm trong thư mục posts" in bulletin.command("views", log).stderr
    settings_file.write_text(text.replace("luot-xem.json", "luot-xem.json, log_format: COMMON"), encoding="utf-8")
    assert "log_format" in bulletin.command("views", log).stderr
    settings_file.write_text(text.replace(COUNTING, "  bulletin:\n"), encoding="utf-8")
    assert "Chưa bật đếm lượt xem" in bulletin.command("views", log).stderr


def test_a_count_waits_for_another_one_and_gives_up_in_a_sentence(bulletin: Project) -> None:
    file = bulletin.folder / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(COUNTING, f"{COUNTING}    wait_for_other_build: 0.2\n"), encoding="utf-8")
    log = _write(bulletin, "access.log", [combined(f"/{BRIDGE}")])
    with totals.held(bulletin.folder / "luot-xem.json", 0, lambda: None):
        ran = bulletin.command("views", log)
    assert (ran.returncode, ran.stdout) == (2, "Một lệnh views khác đang đếm, xin đợi.\n")
    assert "đang đếm, đã đợi 0 giây" in ran.stderr
    assert bulletin.command("views", log).returncode == 0


@pytest.mark.slow
def test_two_at_once_count_both(bulletin: Project) -> None:
    logs = [
        _write(
            bulletin,
            f"may-{number}.log",
            [combined(f"/{BRIDGE}", host=f"203.0.{number}.0", agent=agent) for agent in PEOPLE],
        )
        for number in range(3)
    ]
    command = [sys.executable, "hooks/bulletin", "views"]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1782100800"}
    running = [subprocess.Popen([*command, log], cwd=bulletin.folder, env=environment) for log in logs]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert totals.load(bulletin.folder / "luot-xem.json").articles[BRIDGE].total == 3 * len(PEOPLE)


@pytest.mark.slow
def test_a_count_that_is_killed_leaves_the_old_totals_or_the_new_ones(bulletin: Project) -> None:
    file = bulletin.folder / "luot-xem.json"
    bulletin.command("views", _write(bulletin, "truoc.log", [combined(f"/{RICE}")]))
    log = _write(
        bulletin,
        "access.log",
        [combined(f"/{BRIDGE}", f"20/06 {n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}") for n in range(30_000)],
    )
    command = [sys.executable, "hooks/bulletin", "views", log]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1782100800"}
    seen = set()
    for number in range(5):
        process = subprocess.Popen(command, cwd=bulletin.folder, env=environment, stdout=subprocess.DEVNULL)
        time.sleep(0.4 + number * 0.25)
        process.send_signal(signal.SIGKILL)
        process.wait()
        seen.add(frozenset((address, entry.total) for address, entry in totals.load(file).articles.items()))
    assert seen <= {frozenset({(RICE, 1)}), frozenset({(BRIDGE, 30_000), (RICE, 1)})}
    assert bulletin.command("views", log).returncode == 0
    assert totals.load(file).articles[BRIDGE].total == 30_000
