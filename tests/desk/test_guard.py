"""What the desk lets in: only what comes through its gate, from its own pages, of the kind and size that it expects."""

import contextlib
import json
import socket
import subprocess
from pathlib import Path

import httpx
import pytest
from desk import settings
from desk.settings import SettingsError
from desk.web.logins import ALLOWED, ALLOWED_OF_ADDRESS, SPAN, Logins
from desk.web.pace import Pace
from gate import PASSWORDS, Gate
from served_desk import PEOPLE, SECRET, ServedDesk

pytestmark = [pytest.mark.slow, pytest.mark.system]

ME = "/admin/api/me"
INFO = {"action": "info", "params": {}}


def test_somebody_of_the_desk_is_let_in(served: ServedDesk) -> None:
    assert served.get(ME).json() == {
        "login": "lan",
        "name": "Nguyễn Thị Lan",
        "role": "reporter",
        "label": "Phóng viên",
    }
    assert served.ask("info", "minh").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Desk-Key": None},
        {"X-Desk-Key": ""},
        {"X-Desk-Key": SECRET[:-1] + "9"},
        {"X-Desk-Key": SECRET + "x"},
        {"X-Real-IP": None},
        {"X-Real-IP": "203.0.113.7, 198.51.100.1"},
    ],
    ids=["none", "empty", "guessed", "longer", "no-address", "two-addresses"],
)
def test_a_forged_login_past_the_gate_is_worth_nothing(served: ServedDesk, headers: dict[str, str | None]) -> None:
    answer = served.request("GET", ME, "minh", headers)
    assert answer.status_code == 403
    assert "cổng đăng nhập" in answer.json()["error"]


def test_two_logins_in_one_request_are_refused(served: ServedDesk) -> None:
    with socket.create_connection(("127.0.0.1", served.port)) as connection:
        lines = [f"{name}: {value}" for name, value in served.headers("lan").items()]
        request = ["GET /admin/api/me HTTP/1.1", *lines, "X-Remote-User: minh", "Connection: close", "", ""]
        connection.sendall("\r\n".join(request).encode())
        assert b" 400 " in connection.recv(100)


@pytest.mark.parametrize("login", ["", "nobody", "Lan", "la", "../minh"])
def test_who_is_not_in_the_list_is_told_so(served: ServedDesk, login: str) -> None:
    answer = served.get(ME, login)
    assert answer.status_code == 403
    assert "desk.yml" in answer.json()["error"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "", "127.0.0.1:1"])
def test_other_hosts_are_refused(served: ServedDesk, host: str) -> None:
    assert served.get(ME, Host=host).status_code in (400, 421)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/json; charset=utf-16"},
        {"Content-Type": "text/plain; application/json"},
        {"Content-Type": None},
        {"Content-Encoding": "gzip"},
    ],
    ids=str,
)
def test_a_page_of_another_site_can_send_nothing(served: ServedDesk, headers: dict[str, str | None]) -> None:
    sent = {"Content-Type": "application/json", **headers}
    answer = served.request("POST", "/admin/api/v1", headers=sent, content=json.dumps(INFO).encode())
    assert answer.status_code in (403, 415)
    assert answer.json()["error"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(served: ServedDesk, method: str) -> None:
    answer = served.request(method, "/admin/api/v1", json=INFO)
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers


def test_verbs_come_by_post_and_pages_by_get(served: ServedDesk) -> None:
    assert served.get("/admin/api/v1").status_code == 405
    assert served.send("/admin/bai/", {}).status_code == 405
    assert served.send("/admin/tinh/pages.css", {}).status_code == 405


PLACES = [
    "/",
    "/admin/../etc/passwd",
    "/admin/%2e%2e/etc/passwd",
    "/admin/tinh/..%2f..%2fguard.py",
    "/admin/tinh/%2e%2e/guard.py",
    "/admin/tinh/pages.css%00.html",
    "/admin/tinh/..\\guard.py",
    "/admin/tinh/..%5cguard.py",
    "/admin//bai/",
    "/admin/.git/config",
    "/.git/config",
    "/admin/tinh/guard.py",
    "/admin/xem/2026/06/../../bai/",
    "/admin/xem/2026/06/Bai-Hoa/",
    "/admin/so-sanh/%F0%9F%98%80",
    "/admin/xem/2026/06/b%C3",
    "/admin/xem/2026/06/ba%CC%80i/",
    "/admin/xem/2026/06/a%e2%80%aeb/",
    "/admin/" + "a" * 3000,
]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place[:40])
def test_only_known_addresses_lead_somewhere(served: ServedDesk, place: str) -> None:
    answer = raw_get(served, place)
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert "Không có trang" in answer.decode()


def raw_get(served: ServedDesk, place: str) -> bytes:
    """The answer to a path that no client would send as it is."""
    with socket.create_connection(("127.0.0.1", served.port)) as connection:
        lines = [f"{name}: {value}" for name, value in served.headers().items()]
        connection.sendall("\r\n".join([f"GET {place} HTTP/1.1", *lines, "Connection: close", "", ""]).encode())
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_body_is_refused_by_its_length_before_it_is_read(served: ServedDesk) -> None:
    for path, length in (
        ("/admin/api/v1", 200 * 1024**2),
        ("/admin/api/paste", 9 * 1024**2),
        ("/admin/api/shares", 10**5),
    ):
        with socket.create_connection(("127.0.0.1", served.port)) as connection:
            lines = [f"{name}: {value}" for name, value in served.headers().items()]
            head = [
                f"POST {path} HTTP/1.1",
                *lines,
                "Content-Type: application/json",
                f"Content-Length: {length}",
                "",
                "",
            ]
            connection.sendall("\r\n".join(head).encode())
            connection.settimeout(10)
            assert b" 413 " in connection.recv(200)  # without having sent a byte of the body


@pytest.mark.parametrize(
    "lines",
    [
        ["Transfer-Encoding: chunked"],
        ["Content-Length: 5", "Transfer-Encoding: chunked"],
        ["Content-Length: 5", "Content-Length: 6"],
        ["Content-Length: -1"],
        ["Content-Length: 5e9"],
        ["Content-Length : 5"],
        [],
    ],
    ids=str,
)
def test_lengths_that_two_programs_could_read_differently_are_refused(served: ServedDesk, lines: list[str]) -> None:
    with socket.create_connection(("127.0.0.1", served.port)) as connection:
        own = [f"{name}: {value}" for name, value in served.headers().items()]
        head = ["POST /admin/api/v1 HTTP/1.1", *own, "Content-Type: application/json", *lines, "", "0\r\n\r\n"]
        connection.sendall("\r\n".join(head).encode())
        answer = connection.recv(200)
        assert answer[9:12] in (b"400", b"411")


def test_a_slow_body_holds_nobody_up(served: ServedDesk) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(50):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", served.port)))
            lines = [f"{name}: {value}" for name, value in served.headers().items()]
            head = [
                "POST /admin/api/v1 HTTP/1.1",
                *lines,
                "Content-Type: application/json",
                "Content-Length: 1000",
                "",
                "{",
            ]
            connection.sendall("\r\n".join(head).encode())
        assert served.get(ME).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"action":' * 50_000,
        b'{"action": "info", "params": ' + b'{"a":' * 50_000,
        b"",
        b"null",
        b'"info"',
        b"{",
        b'{"action": 5}',
        b'{"action": "info", "params": []}',
        b'{"action": "\xff"}',
        b'{"action": "\\ud800"}',
        b'{"action": "' + b"a" * 5000 + b'"}',
        b'{"action": "getEntry", "params": {"path": ' + b"9" * 100_000 + b"}}",
        b'{"action": "getEntry", "params": {"path": null}}',
        b'{"action": "getEntry", "params": {}}',
        b'{"action": "__class__", "params": {}}',
        b'{"action": "persistEntry", "params": {"dataFiles": [], "options": {"collectionName": "posts"}}}',
    ],
    ids=lambda body: body[:30].decode("latin-1"),
)
def test_a_body_that_is_no_request_gets_a_sentence(served: ServedDesk, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = served.request("POST", "/admin/api/v1", headers=headers, content=body)
    assert answer.status_code == 422
    assert answer.json()["error"].endswith(".")


def test_answers_say_little_and_forbid_much(served: ServedDesk) -> None:
    for path in (ME, "/admin/bai/", "/admin/khong-co", "/admin/tinh/pages.css"):
        headers = served.get(path).headers
        assert "server" not in headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-robots-tag"].startswith("noindex")
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] in ("private, no-store", "public, no-cache")


def test_a_password_is_guessed_ten_times_and_no_more(served: ServedDesk, gate: Gate) -> None:
    address = f"{served.address}{ME}"
    assert httpx.get(address, auth=("huy", PASSWORDS["huy"])).status_code == 200
    first = httpx.get(address)
    assert first.status_code == 401
    assert [name for name, _ in first.headers.multi_items() if name == "www-authenticate"] == ["www-authenticate"]
    statuses = [httpx.get(address, auth=("huy", f"guess-{number}")).status_code for number in range(ALLOWED + 2)]
    assert statuses == [401] * (ALLOWED - 1) + [429] * 3
    right = httpx.get(address, auth=("huy", PASSWORDS["huy"]))
    assert right.status_code == 429
    assert 0 < int(right.headers["retry-after"]) <= SPAN
    assert "đợi" in right.json()["error"]
    assert httpx.get(address, auth=("lan", PASSWORDS["lan"])).status_code == 200
    assert "huy từ địa chỉ 127.0.0.1" in served.get("/admin/nhat-ky/", "minh").text
    assert "127.0.0.1" not in served.get("/admin/nhat-ky/", "lan").text


def test_the_gate_takes_what_a_visitor_forges(served: ServedDesk, gate: Gate) -> None:
    forged = {"X-Remote-User": "minh", "X-Desk-Key": SECRET, "X-Real-IP": "198.51.100.9"}
    assert httpx.get(f"{served.address}{ME}", headers=forged).status_code == 401
    as_lan = httpx.get(f"{served.address}{ME}", headers=forged, auth=("lan", PASSWORDS["lan"]))
    assert as_lan.json()["login"] == "lan"
    assert httpx.get(f"{served.address}/-/dang-nhap-hong").status_code == 404
    assert httpx.get(f"{served.address}{ME}", auth=("la", PASSWORDS["la"])).status_code == 403


def test_failures_are_forgotten_and_made_up_names_fill_no_memory() -> None:
    moment = 0.0
    logins = Logins(lambda: moment)
    for _ in range(ALLOWED):
        logins.failed("203.0.113.7", "lan")
    assert logins.wait("203.0.113.7", "lan") == SPAN + 1
    assert logins.wait("203.0.113.8", "lan") == logins.wait("203.0.113.7", "huy") == 0
    moment = SPAN
    assert logins.wait("203.0.113.7", "lan") == 0
    assert logins.recent() == []
    for number in range(ALLOWED_OF_ADDRESS):
        logins.failed("203.0.113.9", f"name-{number}")
    assert logins.wait("203.0.113.9", "huy") > 0
    for number in range(30_000):
        logins.failed(f"2001:db8::{number:x}", f"name-{number}")
    assert len(logins._failures) <= 10_000


def test_nobody_saves_faster_than_a_person() -> None:
    moment = 0.0
    pace = Pace(3, lambda: moment)
    assert [pace.wait("lan") for _ in range(4)] == [0, 0, 0, 61]
    assert pace.wait("huy") == 0
    moment = 60.0
    assert pace.wait("lan") == 0


def test_no_secret_and_no_password_stands_in_a_log(served: ServedDesk, gate: Gate) -> None:
    httpx.get(f"{served.address}{ME}?mat-khau=bi-mat-lam", auth=("lan", PASSWORDS["lan"]))
    httpx.get(f"{served.address}{ME}", auth=("lan", "sai-mat-khau"))
    httpx.get(f"{served.address}/chia-se/the-thong-hanh/", follow_redirects=True)
    served.ask("getEntry", path="posts/2026/06/khong-co.md")
    log = served.log.read_text(encoding="utf-8")
    for secret in (
        SECRET,
        "Authorization",
        "Basic ",
        *PASSWORDS.values(),
        "sai-mat-khau",
        "bi-mat-lam",
        "the-thong-hanh",
    ):
        assert secret not in log
    assert "Traceback" not in log


BAD_SETTINGS = {
    "unknown-key": ("adress: http://x.vn\n", "desk.yml:1: adress: không có khóa nào"),
    "origin": ("address: bantin.vn/admin\n", "desk.yml:1: address: «bantin.vn/admin» không phải địa chỉ"),
    "port": ("port: 80\n", "desk.yml:1: port: phải từ 1024"),
    "role": (
        "people:\n  - login: lan\n    name: Lan\n    email: lan@b.vn\n    role: chief\n",
        "desk.yml:5: people.0.role: phải là một trong các giá trị",
    ),
    "login": (
        "people:\n  - {login: lan/../minh, name: Lan, email: l@b.vn, role: editor}\n",
        "desk.yml:2: people.0.login: tên đăng nhập",
    ),
    "name": ("people:\n  - {login: lan, name: 'Lan <x>', email: l@b.vn, role: editor}\n", "people.0.name: «Lan <x>»"),
    "twice": (f"{PEOPLE}  - {{login: LAN, name: Lan, email: l@b.vn, role: editor}}\n", "khai hai lần"),
    "no-editor": ("people:\n  - {login: lan, name: Lan, email: l@b.vn, role: reporter}\n", "chưa có ai giữ vai trò"),
    "nobody": ("people: []\n", "people: phải có ít nhất một người"),
    "missing": ("people:\n  - {login: lan, name: Lan, role: editor}\n", "desk.yml:2: people.0.email: thiếu khóa này"),
    "yaml": ("people: [\n", "viết sai quy cách YAML"),
    "list": ("- a\n", "viết sai quy cách YAML"),
    "home": ("home: /etc\n", "desk.yml:1: home: không có khóa nào"),
}


@pytest.mark.parametrize("name", BAD_SETTINGS)
def test_settings_are_faulted_with_line_and_key(tmp_path: Path, name: str) -> None:
    text, said = BAD_SETTINGS[name]
    whole = {"address": "https://b.vn", "repository": "b.git", "folder": "room", "key": "k"}
    rest = "".join(f"{key}: {value}\n" for key, value in whole.items() if f"{key}:" not in text)
    people = "" if "people:" in text else PEOPLE
    is_broken = name in ("yaml", "list")
    (tmp_path / "desk.yml").write_text(text if is_broken else text + rest + people, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        settings.load(tmp_path / "desk.yml")
    assert said in str(error.value)


def test_a_key_that_others_could_read_or_guess_is_refused(tmp_path: Path) -> None:
    (tmp_path / "desk.yml").write_text(
        f"address: https://b.vn\nrepository: b.git\nfolder: room\nkey: k\n{PEOPLE}", encoding="utf-8"
    )
    current = settings.load(tmp_path / "desk.yml")
    assert current.repository == tmp_path / "b.git"
    for content, mode, said in ((None, 0, "Không đọc được"), ("short", 0o600, "32 ký tự"), (SECRET, 0o644, "chmod")):
        if content is not None:
            (tmp_path / "k").write_text(content)
            (tmp_path / "k").chmod(mode)
        with pytest.raises(SettingsError, match=said):
            current.secret()
    (tmp_path / "k").chmod(0o640)
    assert current.secret() == SECRET.encode()


def test_a_second_desk_at_the_same_port_says_so(served: ServedDesk) -> None:
    done = subprocess.run(served.command("serve"), capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert f"Không mở được cổng {served.port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_missing_is_said_in_one_sentence(served: ServedDesk, tmp_path: Path) -> None:
    (tmp_path / "k").write_text(SECRET)
    (tmp_path / "k").chmod(0o600)
    (tmp_path / "desk.yml").write_text(
        f"address: https://b.vn\nrepository: b.git\nfolder: room\nkey: k\n{PEOPLE}", encoding="utf-8"
    )
    for arguments, said in (
        (["serve", "--settings", str(tmp_path / "desk.yml")], "Không thấy kho bài"),
        (["log", "--settings", str(tmp_path / "khong-co.yml")], "Không đọc được"),
        (["log", "--csv", "--json"], "Lỗi:"),
        (["dang-bai"], "Lỗi:"),
    ):
        done = subprocess.run([*served.command()[:2], *arguments], capture_output=True, text=True, timeout=60)
        assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (2, True, False), done.stderr
