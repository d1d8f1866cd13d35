"""`python hooks/bulletin doctor`: a healthy nginx, and many kinds of sick ones, each told by the right check."""

import gzip
import http.server
import json
import re
import socketserver
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bulletin.build import Build
from bulletin.doctor import examination, visit
from bulletin.doctor.finding import Finding
from bulletin.edition.edition import Edition
from bulletin.machine import version
from bulletin.machine.cache import Cache
from bulletin.machine.progress import Progress
from bulletin.machine.web import Web
from bulletin.settings import settings
from bulletin.stylebook import dates, words
from project import post
from real import clinic
from real.clinic import ALIAS, IN_FORCE, NEWEST, NOW, OVER, REMOVED, Clinic, Patient

POLICY, NOSNIFF = "add_header Content-Security-Policy", "add_header X-Content-Type-Options nosniff always;"
KEEPING = "add_header Cache-Control $bulletin_cache always;"
REFERRER = "add_header Referrer-Policy strict-origin-when-cross-origin always;"


def without(part: str) -> Patient:
    """A server block that lacks a directive."""

    def remove(block: str) -> str:
        line = next(line for line in block.splitlines() if part in line)
        return block.replace(line, "")

    return Patient(block=remove)


def instead(old: str, new: str) -> Patient:
    def replace(block: str) -> str:
        assert old in block
        return block.replace(old, new)

    return Patient(block=replace)


def kept(address: str, how: str) -> Patient:
    return instead(
        KEEPING,
        f'set $keep $bulletin_cache; if ($uri = /{address}) {{ set $keep "{how}"; }} '
        "add_header Cache-Control $keep always;",
    )


def edited(name: str, edit: Callable[[str], str], block: clinic.Block = clinic.as_it_is) -> Patient:
    """A site in which a file says something else."""

    def change(site: Path) -> None:
        text = (site / name).read_text(encoding="utf-8")
        rewrite(site / name, edit(text).encode())
        assert (site / name).read_text(encoding="utf-8") != text

    return Patient(block=block, site=change)


def file(name: str, content: bytes, block: clinic.Block = clinic.as_it_is) -> Patient:
    return Patient(block=block, site=lambda site: rewrite(site / name, content))


def lost(pattern: str) -> Patient:
    def change(site: Path) -> None:
        found = list(site.glob(pattern))
        assert found
        for path in found:
            path.unlink()

    return Patient(site=change)


def spoilt(pattern: str, content: bytes) -> Patient:
    def change(site: Path) -> None:
        for path in site.glob(pattern):
            rewrite(path, content)

    return Patient(site=change)


def rewrite(path: Path, content: bytes) -> None:
    """Writes another file: the old one is a hard link to that of the healthy site."""
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def stale_twin(site: Path) -> None:
    (site / "index.html.gz").write_bytes(gzip.compress(b"<title>H\xc3\xb4m qua</title>"))


LOCATION_OF_PICTURES = 'location ~ \\.jpg$ { add_header Cache-Control "max-age=60"; }'
SICK: dict[str, tuple[Patient, str, set[str], str]] = {
    # what is wrong: the patient, the gravest state, the checks that tell it, a part of the sentence
    "certificate expired": (Patient(days=0), "fault", {"certificate"}, "chứng thư của máy chủ đã hết hạn"),
    "certificate ends in days": (Patient(days=4), "fault", {"certificate"}, "chỉ còn 3 ngày"),
    "certificate ends in weeks": (Patient(days=15), "warning", {"certificate"}, "certbot renew --dry-run"),
    "certificate of another": (Patient(name="DNS:khac.example"), "fault", {"certificate"}, "mang tên khác"),
    "http is not led on": (without("error_page 497"), "fault", {"encryption"}, "trả lời 400 chứ không dẫn sang https"),
    "http leads elsewhere": (
        instead("=301 https://", "=301 https://www.khac.example/"),
        "fault",
        {"encryption"},
        "return 301 https",
    ),
    "not packed": (instead("gzip on;", "gzip off;"), "warning", {"packing"}, "gửi đi không nén"),
    "old packed copy": (
        Patient(lambda block: block.replace("gzip on;", "gzip_static on;"), stale_twin),
        "fault",
        {"packing"},
        "khác bản không nén",
    ),
    "broken packed copy": (
        file("index.html.gz", b"\x1f\x8bhong", lambda block: block.replace("gzip on;", "gzip_static on;")),
        "fault",
        {"packing"},
        "bản nén của trang nhất hỏng",
    ),
    "no policy": (without(POLICY), "fault", {"policy"}, "/ không có Content-Security-Policy"),
    "inline scripts allowed": (
        instead("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        "fault",
        {"policy"},
        "'unsafe-inline' ở script-src",
    ),
    "scripts of others allowed": (
        instead("script-src 'self'", "script-src 'self' https://cdn.example"),
        "fault",
        {"policy"},
        "https://cdn.example",
    ),
    "frames of anybody": (instead("frame-ancestors 'self'", ""), "fault", {"policy"}, "thiếu frame-ancestors"),
    "search forbidden": (instead("'wasm-unsafe-eval'", ""), "fault", {"policy"}, "nên tìm kiếm không chạy"),
    "two policies": (
        instead(POLICY, f"{POLICY} \"default-src 'none'\" always; {POLICY}"),
        "fault",
        {"policy"},
        "nhiều Content-Security",
    ),
    "headers lost in a location": (
        instead("charset utf-8;", f"charset utf-8; {LOCATION_OF_PICTURES}"),
        "fault",
        {"policy", "nosniff", "referrer"},
        "một add_header trong location làm mất",
    ),
    "headers lost on the 404 page": (
        instead("frame-ancestors 'self'\" always;", "frame-ancestors 'self'\";"),
        "fault",
        {"policy"},
        "/khong-co-trang-nay/",
    ),
    "no nosniff": (without(NOSNIFF), "fault", {"nosniff"}, "X-Content-Type-Options nosniff always"),
    "referrer told to all": (
        instead(REFERRER, "add_header Referrer-Policy unsafe-url always;"),
        "fault",
        {"referrer"},
        "«unsafe-url»",
    ),
    "everything is found": (
        instead("charset utf-8;", "charset utf-8; location / { try_files $uri $uri/ /index.html; }"),
        "fault",
        {"missing"},
        "trả lời 200 chứ không phải 404",
    ),
    "404 of the server's own": (without("error_page 404"), "warning", {"missing"}, "error_page 404 /404.html"),
    "removals not told": (without("if ($is_removed)"), "warning", {"removed"}, "máy chủ trả lời 200"),
    "removed and still there": (
        file(f"{REMOVED}index.html", b"<title>Con nguyen</title>", without("if ($is_removed)").block),
        "fault",
        {"removed"},
        "người đọc vẫn xem được",
    ),
    "old address lost": (lost(ALIAS), "fault", {"moved"}, f"/{ALIAS} trả lời 404"),
    "old address leads elsewhere": (
        instead("charset utf-8;", f"charset utf-8; location = /{ALIAS} {{ return 301 /; }}"),
        "fault",
        {"moved"},
        f"/{ALIAS} dẫn tới https://127.0.1.",
    ),
    "old address leads on for now": (
        instead("charset utf-8;", f"charset utf-8; location = /{ALIAS} {{ return 302 /2026/05/mo-tuyen-xe-buyt/; }}"),
        "warning",
        {"moved"},
        "máy tìm kiếm cần 301",
    ),
    "front page of yesterday": (
        edited("index.html", lambda text: text.replace("2026-06-21T09:00:00", "2026-06-20T10:00:00")),
        "fault",
        {"front"},
        "ghi 2026-06-20T10:00:00+07:00, đúng ra phải là 2026-06-21T09:00:00+07:00",
    ),
    "front page of tomorrow": (
        edited("index.html", lambda text: text.replace("2026-06-21T09:00:00", "2026-06-22T09:00:00")),
        "warning",
        {"front"},
        "git pull",
    ),
    "front page lacks the newest": (
        edited("index.html", lambda text: text.replace(NEWEST, "2026/06/khac/")),
        "fault",
        {"front"},
        "Họp chợ phiên",
    ),
    "no front page": (lost("index.html"), "fault", {"front", "keeping", "sitemap"}, "trả lời 403"),
    "front page leads away": (
        instead("charset utf-8;", "charset utf-8; location = / { return 302 https://khac.example/; }"),
        "fault",
        {"front", "keeping", "sitemap"},
        "dẫn tới «https://khac.example/»",
    ),
    "rss of yesterday": (
        edited("rss.xml", lambda text: text.replace(NEWEST, "2026/06/khac/")),
        "fault",
        {"feeds"},
        "rss.xml: thiếu bài mới nhất",
    ),
    "rss broken off": (edited("rss.xml", lambda text: text[:900]), "fault", {"feeds"}, "rss.xml: không đọc được"),
    "rss of other software": (
        edited("rss.xml", lambda text: text.replace(f"Bản tin {version.NUMBER}<", "Bản tin 0.7<")),
        "warning",
        {"feeds"},
        "«Bản tin 0.7»",
    ),
    "rss is a bomb": (
        file("rss.xml", b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss>&b;</rss>'),
        "fault",
        {"feeds"},
        "rss.xml: thiếu bài mới nhất",
    ),
    "no atom": (lost("atom.xml"), "fault", {"feeds"}, "atom.xml: trả lời 404"),
    "atom is a page": (
        file("atom.xml", b"<html><p>Bao tri</p></html>"),
        "fault",
        {"feeds"},
        "atom.xml: không đọc được",
    ),
    "json feed is nested": (file("feed.json", b"[" * 100_000), "fault", {"feeds"}, "feed.json: không đọc được"),
    "json feed is bytes": (file("feed.json", bytes(range(256))), "fault", {"feeds"}, "feed.json: không đọc được"),
    "no sitemap": (lost("sitemap.xml"), "fault", {"sitemap"}, "không đọc được sitemap.xml"),
    "sitemap of another site": (
        edited("sitemap-trang.xml", lambda text: text.replace("bantin.anbinh.example", "cu.example")),
        "fault",
        {"sitemap"},
        "không thuộc https://bantin.anbinh.example/",
    ),
    "sitemap of yesterday": (
        edited("sitemap-2026-06.xml", lambda text: text.replace(NEWEST, IN_FORCE)),
        "fault",
        {"sitemap"},
        "thiếu bài mới nhất",
    ),
    "sitemap names what is gone": (
        edited("sitemap-trang.xml", lambda text: text.replace(".example/</loc>", ".example/khong-con/</loc>", 1)),
        "fault",
        {"sitemap"},
        "khong-con/ có trong sơ đồ mà trả lời 404",
    ),
    "notice not shown": (
        edited("khan-cap.js", lambda text: text.replace(IN_FORCE, "")),
        "fault",
        {"live_notices"},
        "Xả lũ hồ Suối Trầm",
    ),
    "notice shown for ever": (
        edited("khan-cap.js", lambda text: text + f"// {OVER}"),
        "fault",
        {"live_notices"},
        "đã hết hiệu lực mà người đọc",
    ),
    "no notices": (lost("khan-cap.js"), "fault", {"live_notices", "notice_script"}, "khan-cap.js trả lời 404"),
    "nothing said of keeping": (
        without(KEEPING),
        "fault",
        {"keeping", "worker", "notice_script", "versions"},
        "/ không có Cache-Control",
    ),
    "pages kept for a day": (kept("index.html", "max-age=86400"), "fault", {"keeping"}, "được giữ 86400 giây"),
    "worker kept for a year": (
        kept("sw.js", "public, max-age=31536000, immutable"),
        "fault",
        {"worker"},
        "/sw.js được giữ 31536000 giây",
    ),
    "notices kept for an hour": (kept("khan-cap.js", "max-age=3600"), "fault", {"notice_script"}, "hiện muộn"),
    "styles asked for each time": (
        instead(KEEPING, 'add_header Cache-Control "no-cache" always;'),
        "warning",
        {"versions"},
        "không bao giờ đổi",
    ),
    "feeds of a wrong type": (
        instead("application/xml xml xsl opml;", "text/html xml xsl opml;"),
        "fault",
        {"types"},
        "gửi đi với kiểu «text/html»",
    ),
    "calendar of a wrong type": (
        instead("text/calendar ics;", "text/plain ics;"),
        "fault",
        {"types"},
        "/su-kien.ics gửi đi với kiểu «text/plain»",
    ),
    "search without its table": (
        lost("tim-kiem/muc-luc.json"),
        "fault",
        {"search"},
        "/tim-kiem/muc-luc.json thiếu hoặc hỏng",
    ),
    "search with a page for a table": (
        file("tim-kiem/muc-luc.json", b"<html>"),
        "fault",
        {"search"},
        "/tim-kiem/muc-luc.json thiếu hoặc hỏng",
    ),
    "search without its list": (
        lost("tim-kiem/2026-*/words.pf_meta"),
        "fault",
        {"search"},
        "words.pf_meta thiếu hoặc hỏng",
    ),
    "search list broken": (
        spoilt("tim-kiem/2026-*/words.pf_meta", gzip.compress(b"pagefind_dcd\x9b" + b"\xff" * 9)),
        "fault",
        {"search"},
        "words.pf_meta thiếu hoặc hỏng",
    ),
    "search words lost": (lost("tim-kiem/2026-*/index/*"), "fault", {"search"}, ".pf_index thiếu hoặc hỏng"),
    "search texts broken": (
        spoilt("tim-kiem/2026-*/fragment/*", b"\x1f\x8b\x08 nua chung"),
        "fault",
        {"search"},
        ".pf_fragment thiếu hoặc hỏng",
    ),
    "search of last month": (
        edited("tim-kiem/muc-luc.json", lambda text: text.replace('"2026/06"', '"2026/05"')),
        "fault",
        {"search"},
        "không thấy bài mới nhất «Họp chợ phiên vùng cao",
    ),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    folder = tmp_path_factory.mktemp("clinic")
    patients = {"healthy": Patient(), **{name: patient for name, (patient, *_) in SICK.items()}}
    opened, server = clinic.open_clinic(clinic.bulletin(folder / "bulletin"), patients, folder / "nginx")
    yield opened
    server.terminate()
    server.wait()


@pytest.fixture(scope="module")
def edition(opened: Clinic) -> Iterator[Edition]:
    """What the newsroom knows of the bulletin."""
    project = opened.project
    current = settings.load(project.folder / "mkdocs.yml")
    with closing(Cache(current.cache, version.current())) as cache:
        build = Build(current, dates.moment(int(NOW)), cache, project.site, Progress(quiet=True, **words.progress()))
        build.read()
        yield build.edition


@pytest.fixture(autouse=True)
def tidy(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder for temporary files in which nobody has left anything."""
    monkeypatch.setenv("TMPDIR", str(tmp_path_factory.mktemp("tmp")))
    monkeypatch.setattr(tempfile, "tempdir", None)


@pytest.fixture(autouse=True)
def trusted(opened: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(opened.authority))


def examine(url: str, edition: Edition) -> list[Finding]:
    return list(examination.of_site(url, edition, Web("BanTin/0", may_ask_inside=True)))


def unwell(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.state != "ok"]


def test_a_healthy_site_passes_every_check(opened: Clinic) -> None:
    result = opened.project.command("doctor", "--live", opened.url("healthy"), "--json", now=NOW)
    report = json.loads(result.stdout)
    assert (result.returncode, report["state"]) == (0, "ok"), result.stdout
    names = {check["name"] for check in report["checks"]}
    assert set().union(*(told for _, _, told, _ in SICK.values())) <= names, "every check that can fail has passed"
    assert "tìm chữ «phiên» thấy bài mới nhất" in result.stdout


@pytest.mark.parametrize("name", SICK)
def test_each_sickness_is_told_by_its_check_alone(opened: Clinic, edition: Edition, name: str) -> None:
    _, state, checks, sentence = SICK[name]
    found = unwell(examine(opened.url(name), edition))
    assert {finding.name for finding in found} == checks, found
    assert max(finding.state == "fault" for finding in found) is (state == "fault")
    assert sentence in "\n".join(finding.text for finding in found)


def test_monitoring_gets_its_exit_codes(opened: Clinic) -> None:
    grave = opened.project.command("doctor", "--live", opened.url("no policy"), now=NOW)
    light = opened.project.command("doctor", "--live", opened.url("not packed"), now=NOW)
    assert (grave.returncode, light.returncode) == (2, 1)
    assert grave.stdout.startswith("[LỖI]     Chính sách nội dung: / không có Content-Security-Policy")
    assert light.stdout.startswith("[để ý]    Nén:") and light.stdout.endswith(" mục ổn.\n")


def test_a_certificate_that_nobody_knows(opened: Clinic, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    (found,) = examine(opened.url("healthy"), edition)
    assert (found.name, found.state) == ("certificate", "fault") and "không đáng tin" in found.text


def test_what_has_just_come_due_is_no_fault_yet(opened: Clinic) -> None:
    """Ten minutes after the next article is due, the scheduler may still be at work; after twenty it is late."""
    project = opened.project.copy(opened.authority.parent / "sap-len")
    project.post("2026/06/vua-den-gio.md", post("Vừa đến giờ đăng", "2026-06-22 11:00"))
    soon, late = (
        project.command("doctor", "--live", opened.url("healthy"), now=str(int(NOW) + 60 * minutes))
        for minutes in (10, 20)
    )
    assert soon.returncode == 1 and "lịch hẹn dựng sẽ đưa lên trong ít phút" in soon.stdout
    assert late.returncode == 2 and "rss.xml: thiếu bài mới nhất «Vừa đến giờ đăng»" in late.stdout
    assert "đến giờ lúc 11:00 ngày 22/06/2026 mà" in late.stdout, "the folder of the site is looked at as well"


@pytest.mark.parametrize(
    "url", ["", "bantin.example", "ftp://bantin.example/", "https://", "https://a b/", "https://u:p@bantin.example/"]
)
def test_what_is_no_address_is_told(opened: Clinic, url: str) -> None:
    result = opened.project.command("doctor", "--live", url, now=NOW)
    assert result.returncode == 2 and not result.stdout
    assert result.stderr.startswith("Lỗi") and "--live" in result.stderr and "Traceback" not in result.stderr


# --- servers that are none


class Answering(socketserver.StreamRequestHandler):
    """Says something to everybody."""

    said: list[bytes] = []  # noqa: RUF012
    pause = 0.0
    times = 1

    def handle(self) -> None:
        self.rfile.readline()
        try:
            for _ in range(self.times):
                for piece in self.said:
                    self.wfile.write(piece)
                    time.sleep(self.pause)
        except OSError:
            pass


def serving(handler: type[socketserver.BaseRequestHandler]) -> tuple[str, socketserver.ThreadingTCPServer]:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/", server


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
ODD = {
    "garbage": ([bytes(range(256)) * 100], 0, 1, "answer", "không ra HTTP"),
    "silence": ([], 0, 1, "answer", "không ra HTTP"),
    "one letter at a time": ([b"HTTP/1.1 200 OK\r\nX: ", *[b"a"] * 1000], 0.05, 1, "answer", "không trả lời kịp"),
    "headers without end": ([HEAD, *[b"X-%d: a\r\n" % number for number in range(1000)]], 0, 1, "answer", "HTTP"),
    "too little": ([HEAD, b"Content-Length: 99\r\n\r\nit"], 0, 1, "answer", "đứt giữa chừng"),
    "chunks that are none": ([HEAD, b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n"], 0, 1, "answer", "đứt giữa chừng"),
    "ten gigabytes": (
        [HEAD, b"Content-Length: 10000000000\r\n\r\n", *[b"a" * (1 << 20)] * 10_000],
        0,
        1,
        "front",
        "còn cũ",
    ),
    "a circle": ([b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"], 0, 1, "front", "trả lời 302"),
    "a status of nowhere": (
        [b"HTTP/1.1 999 La\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n"],
        0,
        1,
        "front",
        "999",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_whatever_a_server_answers_there_is_a_sentence(
    edition: Edition, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    said, pause, times, check, sentence = ODD[name]
    monkeypatch.setattr(visit, "_PATIENCE", 1.0)
    monkeypatch.setattr(visit, "_WHOLE_PATIENCE", 4.0)
    monkeypatch.setattr(visit, "_MOST", 1 << 20)
    url, server = serving(type("Handler", (Answering,), {"said": said, "pause": pause, "times": times}))
    begin = time.monotonic()
    found = unwell(examine(url, edition))
    server.shutdown()
    assert time.monotonic() - begin < 6
    assert sentence in next(finding.text for finding in found if finding.name == check)


def test_a_server_that_is_not_there(edition: Edition) -> None:
    url, server = serving(Answering)
    server.shutdown()
    server.server_close()
    (found,) = examine(url, edition)
    assert found.name == "answer" and "không nối được tới máy chủ" in found.text


def test_a_server_without_encryption_and_with_a_wrong_clock(opened: Clinic, edition: Edition) -> None:
    class Slow(http.server.SimpleHTTPRequestHandler):
        def date_time_string(self, timestamp: float | None = None) -> str:
            return super().date_time_string((timestamp or time.time()) - 300)

        def log_message(self, *_: Any) -> None:
            pass

    url, server = serving(partial(Slow, directory=str(opened.project.site)))  # type: ignore[arg-type]
    found = {finding.name: finding.text for finding in unwell(examine(url, edition))}
    server.shutdown()
    assert re.match(r"lệch -(299|30\d) giây", found["server_clock"])
    assert "không mã hóa" in found["certificate"]
    assert not {"front", "feeds", "sitemap", "search"} & found.keys()
