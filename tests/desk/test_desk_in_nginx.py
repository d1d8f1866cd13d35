"""The files that `configure` writes for the desk, in the programs that they are for: nginx before something that says
what it was sent, systemd, logrotate.
"""

import base64
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from bulletin.web_server import configuration as web_server
from desk.hosting import configuration as desk_configuration
from desk.hosting import place
from desk.hosting.place import ADMIN
from project import ROOT, Project
from real import web_servers
from real.web_servers import HOST, NGINX, Answer, Server
from unit.process import soon

pytestmark = [pytest.mark.slow, pytest.mark.system]

KEY = "0123456789abcdef" * 4
FORGED = {"X_Remote_User": "bientap", "X_Desk_Key": "khoa-gia", "X_Real_IP": "10.0.0.1"}
GOOD = "Basic " + base64.b64encode(b"bientap:mat khau dai").decode()
WRONG = "Basic " + base64.b64encode(b"bientap:sai").decode()


class Mirror(BaseHTTPRequestHandler):
    """A desk that answers with the request that it got."""

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        got = {"path": self.path, "method": self.command, "length": length, "headers": self.headers.items()}
        body = json.dumps(got).encode()
        failed = self.path == "/-/dang-nhap-hong"
        self.send_response(429 if failed and self.headers.get("X-Remote-User") == "bao" else 401 if failed else 200)
        if failed:
            self.send_header("WWW-Authenticate", 'Basic realm="Ban bien tap", charset="UTF-8"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass


def desk_yml(folder: Path, address: str = f"https://{HOST}", port: int = 8001) -> Path:
    file = folder / "desk.yml"
    file.write_text(
        f"address: {address}\nrepository: {folder}/ban-tin.git\nfolder: {folder}/work\nkey: {folder}/key\n"
        f"port: {port}\npeople:\n"
        "  - {login: bientap, name: Trần Văn Biên, email: bien@anbinh.example, role: editor}\n",
        encoding="utf-8",
    )
    return file


def configure(folder: Path, settings: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "hooks/desk", "configure", str(folder), "--settings", str(settings)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def mirror() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()


@pytest.fixture(scope="module")
def configuration(tmp_path_factory: pytest.TempPathFactory, mirror: int) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    done = configure(folder / "configuration", desk_yml(folder, port=mirror))
    assert done.returncode == 0, done.stderr
    assert "đặt vào /etc/nginx/conf.d/desk.conf" in done.stdout
    return folder / "configuration"


@pytest.fixture(scope="module")
def nginx(configuration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("nginx") / "nginx"
    secrets = configuration.parent
    (secrets / "nginx-key.conf").write_text(f'proxy_set_header X-Desk-Key "{KEY}";\n', encoding="utf-8")
    hashed = subprocess.run(
        ["openssl", "passwd", "-6", "mat khau dai"], capture_output=True, text=True, check=True
    ).stdout
    (secrets / "users").write_text(f"bientap:{hashed}", encoding="utf-8")
    server = web_servers.prepared(folder)
    places = {
        r"/var/log/bantin/desk.log": f"{folder}/access.log",
        r"/var/log/bantin/desk-error.log": f"{folder}/bulletin-error.log",
    }
    text = web_servers.adapted(configuration / "desk-nginx.conf", server, places)
    web_servers.start_nginx(server, text.replace("/etc/bantin-desk/", f"{secrets}/"))
    yield server
    server.stop()


def test_one_nginx_reads_the_files_of_the_bulletin_and_of_the_desk(
    nginx: Server, project: Project, tmp_path: Path
) -> None:
    """As on the server of the manual: in the order of their names in conf.d."""
    assert project.command("configure", "may-chu").returncode == 0
    bulletin = web_servers.prepared(tmp_path / "nginx")
    texts = {
        web_server.DESTINATIONS["nginx.conf"]: web_servers.adapted(
            project.folder / "may-chu/nginx.conf", bulletin, web_servers.bulletin_places(bulletin.folder)
        ),
        desk_configuration.DESTINATIONS["desk-nginx.conf"]: (nginx.folder / "bulletin.conf").read_text(
            encoding="utf-8"
        ),
    }
    assert len({str(Path(name).parent) for name in texts}) == 1
    (tmp_path / "conf.d").mkdir()
    for name, text in texts.items():
        (tmp_path / "conf.d" / Path(name).name).write_text(text, encoding="utf-8")
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ include /etc/nginx/mime.types; include {tmp_path}/conf.d/*.conf; }}"
    )
    checked = subprocess.run(
        [NGINX, "-t", "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "error.log")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0 and "successful" in checked.stderr, checked.stderr


def got(answer: Answer) -> dict[str, list[str]]:
    """The headers that the desk was sent, by small names."""
    found: dict[str, list[str]] = {}
    for name, value in json.loads(answer.body)["headers"]:
        found.setdefault(name.lower(), []).append(value)
    return found


def test_who_has_logged_in_is_named_and_what_they_forge_is_not(nginx: Server) -> None:
    answer = nginx.ask("/admin/bai/?thang=2026-12", "GET", False, Authorization=GOOD, **FORGED)
    assert answer.status == 200
    sent = got(answer)
    assert (sent["x-remote-user"], sent["x-desk-key"]) == (["bientap"], [KEY])
    assert sent["x-real-ip"] == ["127.0.0.1"] and sent["host"] == [HOST]
    assert json.loads(answer.body)["path"] == "/admin/bai/?thang=2026-12"


@pytest.mark.parametrize("path", ["/chia-se/the-nao/2026/12/a/", "/admin/ban-thao/the/2026/12/a/", "/admin/tinh/a.css"])
def test_where_no_login_is_asked_for_nobody_is_named(nginx: Server, path: str) -> None:
    for given in ({}, {"Authorization": WRONG}, {"Authorization": GOOD}):
        answer = nginx.ask(path, "GET", False, **FORGED, **given)
        assert answer.status == 200
        sent = got(answer)
        assert "x-remote-user" not in sent and sent["x-desk-key"] == [KEY]


@pytest.mark.parametrize("path", ["/admin/", "/admin/api/me", "/admin/xem/2026/12/a/", "/admin/config.yml"])
def test_without_a_password_nothing_is_shown_and_the_desk_is_told(nginx: Server, path: str) -> None:
    for given in ({}, {"Authorization": WRONG}):
        answer = nginx.ask(path, "GET", False, **FORGED, **given)
        assert (answer.status, answer["WWW-Authenticate"]) == (401, 'Basic realm="Ban bien tap"')
        told = json.loads(answer.body)
        assert (told["path"], told["method"], told["length"]) == ("/-/dang-nhap-hong", "GET", 0)
        assert got(answer).get("x-remote-user") == (["bientap"] if given else None)
    throttled = nginx.ask(path, Authorization="Basic " + base64.b64encode(b"bao:sai").decode())
    assert throttled.status == 429, "what the desk says of it is the answer"


def test_the_way_for_failed_logins_is_closed_from_outside(nginx: Server) -> None:
    assert nginx.ask("/-/dang-nhap-hong", Authorization=GOOD).status == 404


def test_the_form_has_its_own_policy_and_its_files_need_no_login(nginx: Server) -> None:
    page = nginx.ask("/admin/", Authorization=GOOD)
    assert page.status == 200 and page.body == (ADMIN / "index.html").read_bytes()
    assert page["Content-Type"] == "text/html; charset=utf-8"
    style = nginx.ask("/admin/desk.css")
    assert style.status == 200 and style["Content-Type"] == "text/css; charset=utf-8"
    for answer in (page, style):
        assert "'unsafe-eval'" in (answer["Content-Security-Policy"] or "")
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Strict-Transport-Security"] == "max-age=31536000"
        assert answer["Cache-Control"] == "no-cache"
    assert nginx.ask("/admin").status == 301 and nginx.ask("/").status == 302


@pytest.mark.parametrize(
    "path",
    ["/admin/scripts/../../../../desk.yml", "/admin/decap/..%2f..%2fpackage.json", "/admin/package.json",
     "/admin/node_modules/decap-cms/package.json", "/admin/scripts/%2e%2e/index.html", "/.git/config", "/desk.yml"],
)  # fmt: skip
def test_no_other_file_is_served(nginx: Server, path: str) -> None:
    answer = nginx.ask(path)
    assert answer.status in (302, 400, 401, 404)
    assert b"decap-cms" not in answer.body and b"address:" not in answer.body


def test_what_is_too_large_ends_at_the_door(nginx: Server) -> None:
    for path, size, status in (
        ("/admin/bai/", 2 << 20, 413),
        ("/admin/api/v1", 2 << 20, 200),
        ("/admin/api/v1", 95 << 20, 413),
    ):
        with web_servers.secure(nginx.port) as connection:
            head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: {GOOD}\r\nContent-Length: {size}\r\n\r\n"
            connection.sendall(head.encode() + (b"x" * size if status == 200 else b""))
            assert connection.recv(12) == f"HTTP/1.1 {status}".encode(), (path, size)


def test_the_log_holds_no_link_that_shows_a_draft(nginx: Server) -> None:
    nginx.ask("/chia-se/THE-BI-MAT/2026/12/a/")
    nginx.ask("/admin/ban-thao/THE-BI-MAT/anh.jpg")
    nginx.ask("/admin/bai/dau-moc", Authorization=GOOD)
    log = nginx.folder / "access.log"
    assert soon(lambda: "dau-moc" in log.read_text(encoding="utf-8"))
    text = "".join(file.read_text(encoding="utf-8") for file in nginx.folder.glob("*.log"))
    assert [line for line in text.splitlines() if "THE-BI-MAT" in line] == [] and "/chia-se/***/2026/12/a/" in text
    assert " - bientap [" in text and KEY not in text and "mat khau" not in text and GOOD not in text


def test_a_file_that_somebody_has_changed_is_left_alone(configuration: Path) -> None:
    settings = configuration.parent / "desk.yml"
    again = configure(configuration, settings)
    assert again.returncode == 0 and again.stdout.count("vẫn như cũ") == 5
    unit = configuration / "bantin-desk.service"
    original = unit.read_text(encoding="utf-8")
    unit.write_text(original.replace("Nice=5", "Nice=9"), encoding="utf-8")
    kept = configure(configuration, settings)
    assert kept.returncode == 1 and "nên giữ nguyên" in kept.stdout and "Nice=9" in unit.read_text(encoding="utf-8")
    unit.write_text(original, encoding="utf-8")


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://bantin.anbinh.example", "https://localhost"])
def test_no_desk_for_real_is_without_a_name_and_https(tmp_path: Path, address: str) -> None:
    done = configure(tmp_path / "out", desk_yml(tmp_path, address))
    assert done.returncode == 2 and "phải có tên miền riêng và dùng https" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_path_that_means_something_else_to_a_program_is_refused(tmp_path: Path) -> None:
    odd = tmp_path / "bàn biên tập"
    odd.mkdir()
    done = configure(tmp_path / "out", desk_yml(odd))
    assert done.returncode == 2 and "có dấu cách" in done.stderr


def test_systemd_takes_the_units_and_finds_little_to_say_against_them(configuration: Path, tmp_path: Path) -> None:
    for name in ("bantin-desk.service", "bantin-desk.path"):
        text = (configuration / name).read_text(encoding="utf-8")
        text = re.sub(r"ExecStart=\S+", f"ExecStart={sys.executable}", text)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "bantin.service").write_text("[Service]\nType=oneshot\nExecStart=/bin/true\n", encoding="utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "bantin-desk.service"), str(tmp_path / "bantin-desk.path")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=25", str(tmp_path / "bantin-desk.service")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert judged.returncode == 0, judged.stdout
    assert place.USER in (tmp_path / "bantin-desk.service").read_text(encoding="utf-8")


def test_logrotate_takes_the_rule(configuration: Path, tmp_path: Path) -> None:
    rule = (configuration / "desk-logrotate").read_text(encoding="utf-8").replace("/var/log/bantin", str(tmp_path))
    for name in ("desk.log", "desk-error.log"):
        (tmp_path / name).write_text("một dòng\n", encoding="utf-8")
    (tmp_path / "rule").write_text(rule.replace("create 0640 www-data adm", "create 0640"), encoding="utf-8")
    (tmp_path / "rule").chmod(0o644)
    tried = subprocess.run(
        ["logrotate", "-f", "-s", str(tmp_path / "state"), str(tmp_path / "rule")], capture_output=True, check=False
    )
    assert (tried.returncode, tried.stderr) == (0, b"") and len(list(tmp_path.glob("*.log.*"))) == 2
