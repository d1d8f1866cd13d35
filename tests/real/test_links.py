"""`python hooks/bulletin links` against real servers: sound ones, dead ones, and some that behave badly."""

import json
import socketserver
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any, ClassVar

import pytest
from bulletin.links import inquiry
from bulletin.machine import version
from bulletin.machine.web import Web
from bulletin.stylebook import dates
from project import Project, post

TODAY = datetime(2026, 6, 22, 22, 0, tzinfo=dates.HOME)
DAY = 24 * 60 * 60


def at(days: float) -> str:
    return str(int(TODAY.timestamp() + days * DAY))


class Site(BaseHTTPRequestHandler):
    """A site with a page for each way to answer."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[tuple[str, str, float]]] = []
    agents: ClassVar[set[str]] = set()
    gone: ClassVar[set[str]] = set()

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self.asked.append((self.command, self.path, time.monotonic()))
        self.agents.add(self.headers["User-Agent"])
        match self.path.partition("?")[0].strip("/").split("/"):
            case [name] if name in self.gone:
                self.say(404)
            case ["khong-head"] if self.command == "HEAD":
                self.say(405)
            case ["da-bo"]:
                self.say(410)
            case ["cam"]:
                self.say(403)
            case ["ban"]:
                self.say(503)
            case ["ban-mot-luc"] if [path for _, path, _ in self.asked].count(self.path) == 1:
                self.say(503)
            case ["chuyen"]:
                self.say(301, "/co/")
            case ["chuyen-mat"]:
                self.say(302, "/da-bo/")
            case ["vong"]:
                self.say(302, "/vong/")
            case ["vao-trong"]:
                self.say(302, "http://169.254.169.254/latest/meta-data/")
            case ["nang"]:
                self.send_response(200)
                self.end_headers()
                while self.command == "GET":
                    self.wfile.write(b"a" * 65536)
            case _:
                self.say(200)

    def say(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "2")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"ok")

    def log_message(self, *_: Any) -> None:
        pass


class Nonsense(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.rfile.readline()
        self.wfile.write(bytes(range(256)) * 40)


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked.clear()
    Site.gone.clear()
    Site.agents.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def nonsense() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Nonsense) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The servers of these tests have private addresses."""
    monkeypatch.setenv("BULLETIN_LINKS_INSIDE", "1")


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inquiry, "_PAUSE", 0.02)
    monkeypatch.setattr(inquiry, "_BEFORE_RETRY", 0.05)


WEB = Web("BanTin/0", may_ask_inside=True)


@pytest.mark.parametrize(
    ("path", "state", "reason", "status"),
    [
        ("co", "alive", "", 0),
        ("khong-head", "alive", "", 0),
        ("chuyen", "alive", "", 0),
        ("nang", "alive", "", 0),
        ("đường dẫn có dấu", "alive", "", 0),
        ("da-bo", "gone", "status", 410),
        ("chuyen-mat", "gone", "status", 410),
        ("cam", "unclear", "status", 403),
        ("ban", "unclear", "status", 503),
        ("vong", "unclear", "loop", 0),
    ],
)
def test_an_answer_is_understood(site: str, path: str, state: str, reason: str, status: int) -> None:
    assert inquiry.ask(f"{site}/{path}/", WEB) == (state, reason, status)


@pytest.mark.parametrize(
    ("address", "state", "reason"),
    [
        ("http://khong-co-ten-nay.invalid/", "gone", "name"),
        ("http://[::1", "gone", "address"),
        (f"http://{'a' * 300}.vn/", "gone", "name"),
        ("http://127.0.0.1:1/", "unclear", "refused"),
    ],
)
def test_no_answer_is_understood(address: str, state: str, reason: str) -> None:
    assert inquiry.ask(address, WEB) == (state, reason, 0)


def test_a_server_that_speaks_no_http_is_unclear(nonsense: str) -> None:
    assert inquiry.ask(nonsense, WEB) == ("unclear", "broken", 0)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.20.0.1", "169.254.169.254", "0.0.0.0", "[::1]", "[fd00::1]",
     "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]", "[2002:a00:1::]", "localhost", "2130706433", "0x7f.1", "100.64.0.1",
     "224.0.0.1"],
)  # fmt: skip
def test_addresses_of_private_networks_are_never_asked(host: str) -> None:
    assert inquiry.ask(f"http://{host}/", Web("BanTin/0", may_ask_inside=False)).state == "skipped"


def test_a_trouble_that_passes_is_none(site: str) -> None:
    assert dict(inquiry.ask_all([f"{site}/ban-mot-luc/"], WEB))[f"{site}/ban-mot-luc/"].state == "alive"


def test_a_host_is_asked_one_question_after_the_other(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inquiry, "_PAUSE", 0.2)
    list(inquiry.ask_all([f"{site}/tin/{number}/" for number in range(4)], WEB))
    times = [moment for _, _, moment in Site.asked]
    assert len(times) == 4 and all(later - earlier > 0.18 for earlier, later in pairwise(times))


def bulletin(project: Project, site: str) -> None:
    project.post(
        "2026/06/quy-hoach-ven-song.md",
        post(
            "Công bố quy hoạch hai bên sông Trà Vân",
            body=f'Công bố quy hoạch.\n\nXem [bản đồ]({site}/co/) và\n[quyết định cũ]({site}/ban-do/ "Bản đồ").\n\n'
            f"<{site}/ban-do/12>\n\n[Ghi chú][1]\n\n[1]: {site}/cam/?a=1&b=2",
            source=f"{{name: Báo Hòa Thuận, url: {site}/da-bo/}}",
        ),
    )
    project.post("2026/06/nhap.md", post("Bản nháp", draft="true", body=f"[Nháp]({site}/nhap/)"))
    docs = project.folder / "docs"
    content = docs / "gioi-thieu.md"
    text = content.read_text(encoding="utf-8")
    files = {path.name: path.read_bytes() for path in docs.iterdir() if path.is_file()}
    docs.unlink()
    docs.mkdir()
    for name, data in files.items():
        (docs / name).write_bytes(data)
    (docs / "en").mkdir()
    (docs / "en" / "index.md").write_text("# English\n", encoding="utf-8")
    (docs / "gioi-thieu.md").write_text(f"{text}\n\n[Cổng tỉnh]({site}/ban-do/)\n", encoding="utf-8")


def test_a_dead_link_is_told_with_every_place_once_two_days_agree(project: Project, site: str, inside: None) -> None:
    bulletin(project, site)
    Site.gone.add("ban-do")
    first = project.command("links", now=at(0))
    assert first.returncode == 0, first.stderr + first.stdout
    assert "Lần đầu thấy mất" in first.stdout and "0 chết, 2 mới thấy mất, 1 chưa rõ" in first.stdout
    again = project.command("links", now=at(0.01))
    assert again.returncode == 0, "on the same day, a second look tells no more than the first"
    second = project.command("links", now=at(1))
    line = len((project.folder / "docs" / "gioi-thieu.md").read_text(encoding="utf-8").splitlines())
    assert second.returncode == 1
    dead, unclear = second.stdout.split("Chưa rõ sống hay chết")
    assert dead.startswith("Liên kết chết")
    assert (
        f"  {site}/ban-do/ – máy chủ trả lời 404, từ 22/06/2026\n"
        f"    docs/gioi-thieu.md:{line}\n    posts/2026/06/quy-hoach-ven-song.md:11\n"
    ) in dead
    assert f"  {site}/da-bo/ – máy chủ trả lời 410, từ 22/06/2026\n    posts/2026/06/quy-hoach-ven-song.md:5\n" in dead
    assert f"{site}/cam/?a=1&b=2 – máy chủ trả lời 403" in unclear
    assert "2 chết, 0 mới thấy mất, 1 chưa rõ." in second.stdout
    assert not [path for _, path, _ in Site.asked if "nhap" in path], "a draft is not published"
    assert Site.agents == {f"BanTin/{version.NUMBER} (+https://bantin.anbinh.example/)"}


def test_a_link_that_comes_back_is_no_longer_suspected(project: Project, site: str, inside: None) -> None:
    bulletin(project, site)
    Site.gone.add("ban-do")
    project.command("links", now=at(0))
    Site.gone.clear()
    project.command("links", now=at(1))
    Site.gone.add("ban-do")
    report = project.command("links", now=at(2)).stdout
    assert f"{site}/ban-do/ – máy chủ trả lời 404, từ 24/06/2026" in report.split("Lần đầu thấy mất")[1]


def test_programs_get_json_and_the_hasty_get_it_at_once(project: Project, site: str, inside: None) -> None:
    bulletin(project, site)
    result = project.command("links", "--json", "--now")
    report = json.loads(result.stdout)
    states = {item["address"].removeprefix(site): item["state"] for item in report["failed"]}
    assert (result.returncode, report["asked"], report["skipped"]) == (1, 5, [])
    assert states == {"/da-bo/": "dead", "/cam/?a=1&b=2": "unclear"}
    assert report["failed"][0].keys() == {"address", "host", "state", "reason", "status", "since", "places"}


def test_a_post_can_not_have_the_server_ask_its_own_network(project: Project, site: str) -> None:
    bulletin(project, site)
    result = project.command("links", "--now")
    assert result.returncode == 0 and not Site.asked
    assert "Không hỏi 5 địa chỉ thuộc mạng nội bộ" in result.stdout and f"  {site}/co/" in result.stdout


def test_a_redirect_into_the_own_network_is_not_followed(site: str) -> None:
    class Half(Web):
        """Lets the test's own server be asked, and nothing else inside."""

        def _numbers(self, host: str, port: int) -> list[str]:
            self._may_ask_inside = host == "127.0.0.1"
            return super()._numbers(host, port)

    assert inquiry.ask(f"{site}/vao-trong/", Half("BanTin/0", False)) == ("skipped", "inside", 0)


def test_a_bulletin_without_links_and_a_memory_of_others(project: Project) -> None:
    project.post("2026/06/khong-lien-ket.md", post(body="Không dẫn đi đâu."))
    (project.folder / ".cache" / "links").mkdir(parents=True)
    (project.folder / ".cache" / "links" / "failures").write_bytes(b"{]")
    result = project.command("links")
    assert result.returncode == 0, result.stderr
    assert "0 chết" in result.stdout
