"""The real web servers with the generated files: nginx and Caddy over a release, as a server has it."""

import gzip
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import brotli

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
CADDY = shutil.which("caddy")
BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
HOST = "bantin.anbinh.example"
_PATIENCE = 20
"""Seconds."""
_TEXTS = {".html", ".css", ".js", ".json", ".xml", ".aspx", ".svg"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def __getitem__(self, name: str) -> str | None:
        """All values of a header, joined."""
        values = self.headers.get_all(name)
        return ", ".join(values) if values else None


@dataclass
class Server:
    """A running server. `folder` has its logs."""

    process: subprocess.Popen[bytes]
    folder: Path
    port: int
    plain_port: int

    def ask(self, path: str, method: str = "GET", is_plain: bool = False, **headers: str) -> Answer:
        """One request, with the path as it is given. `If_None_Match` is a header of that name."""
        port = self.plain_port if is_plain else self.port
        connection = (
            http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE) if is_plain else _ConnectionByName(port)
        )
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", HOST)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value.encode())
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return Answer(answer.status, answer.headers, body)

    def ask_at_once(self, path: str, times: int) -> list[int]:
        """The statuses of as many requests, all sent before the first answer is read."""
        with secure(self.port) as connection:
            connection.sendall(f"HEAD {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode() * times)
            answers = b""
            while answers.count(b"\r\n\r\n") < times and (part := connection.recv(65536)):
                answers += part
        return [int(status) for status in re.findall(rb"^HTTP/1.1 (\d+)", answers, re.MULTILINE)]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


class _ConnectionByName(http.client.HTTPSConnection):
    """A connection to this machine that asks for the bulletin's name."""

    def __init__(self, port: int):
        super().__init__("127.0.0.1", port, timeout=_PATIENCE)

    def connect(self) -> None:
        self.sock = secure(self.port)


def secure(port: int, *protocols: str) -> ssl.SSLSocket:
    """A connection to a port of this machine as a browser makes it, but that it trusts any certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(protocols or ("http/1.1",))
    plain = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
    return context.wrap_socket(plain, server_hostname=HOST)


def _certify(folder: Path) -> None:
    """Puts a certificate that the bulletin has signed itself into a folder, and its key."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
         "-addext", f"subjectAltName=DNS:{HOST}",
         "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip


def release(site: Path, folder: Path) -> Path:
    """The folder of a server with a site in it as `publish` leaves it: a link to the release, twins, maps."""
    first = shutil.copytree(site, folder / "releases" / "1")
    for path in list(first.rglob("*")):
        if path.suffix in _TEXTS and path.is_file():
            content = path.read_bytes()
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, mtime=0))
            path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content, quality=4))
    (folder / "current").symlink_to("releases/1")
    (folder / "maps").mkdir()
    for name in ("bai-da-go.map", "chuyen-huong.map"):
        shutil.copy(site / name, folder / "maps")
    return folder


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def nginx(configuration: Path, folder: Path, has_brotli: bool = True) -> Server:
    """nginx with the generated file of the bulletin."""
    server = prepared(folder)
    if has_brotli:
        shutil.copy(configuration / "nginx-brotli.conf", folder / "bantin-brotli.conf")
    start_nginx(server, adapted(configuration / "nginx.conf", server, bulletin_places(folder)), has_brotli)
    return server


def prepared(folder: Path) -> Server:
    """A folder with a certificate and two free ports, for a server that is yet to start."""
    folder.mkdir()
    _certify(folder)
    return Server(subprocess.Popen(["true"]), folder, free_port(), free_port())


def bulletin_places(folder: Path) -> dict[str, str]:
    """The places that only the bulletin's own file names, for `adapted`."""
    return {
        r"access_log /var/log/bantin": f"access_log {folder}",
        r"error_log /var/log/bantin/error.log": f"error_log {folder}/bulletin-error.log",
        r"/etc/nginx/snippets/bantin-brotli.con\[f\]": f"{folder}/bantin-brotli.con[f]",
    }


def adapted(file: Path, server: Server, places: Mapping[str, str]) -> str:
    """A generated file of nginx, with nothing exchanged but places and ports. Each pattern of `places` stands in the
    file once.
    """
    return _exchanged(
        file.read_text(encoding="utf-8"),
        {
            r"listen 80;": f"listen 127.0.0.1:{server.plain_port};",
            r"listen \[::\]:80;": "",
            r"listen 443 ssl http2;": f"listen 127.0.0.1:{server.port} ssl http2;",
            r"listen \[::\]:443 ssl http2;": "",
            r"ssl_certificate /etc/\S+;": f"ssl_certificate {server.folder}/fullchain.pem;",
            r"ssl_certificate_key /etc/\S+;": f"ssl_certificate_key {server.folder}/privkey.pem;",
            **places,
        },
    )


def start_nginx(server: Server, text: str, has_brotli: bool = False) -> None:
    """Starts nginx with an adapted file. A proxy may name readers' addresses, so that they are of more kinds than this
    machine has.
    """
    folder = server.folder
    # Started as root, nginx would serve as a user who may not look into the test's folder.
    user = "user root;" if os.geteuid() == 0 else ""
    module = f"load_module {BROTLI_MODULE};" if has_brotli else ""
    (folder / "bulletin.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(
        f"""
        {module} {user} daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
        events {{ worker_connections 256; }}
        http {{
            client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
            uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; include /etc/nginx/mime.types;
            set_real_ip_from 127.0.0.1; real_ip_header X-Forwarded-For;
            include {folder}/bulletin.conf;
        }}
        """,
        encoding="utf-8",
    )
    server.process = subprocess.Popen(
        [NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")], stderr=subprocess.PIPE
    )
    _wait_for(server)


def caddy(configuration: Path, folder: Path) -> Server:
    """Caddy with the generated file; it gets the certificate that it would ask Let's Encrypt for."""
    assert CADDY
    server = prepared(folder)
    text = _exchanged(
        (configuration / "Caddyfile").read_text(encoding="utf-8"),
        {
            rf"\n{re.escape(HOST)} \{{\n": (
                f"\n{HOST} {{\n\tbind 127.0.0.1\n\ttls {folder}/fullchain.pem {folder}/privkey.pem\n"
            ),
            r"/var/log/caddy/bantin.log": f"{folder}/access.log",
        },
    )
    ports = f"http_port {server.plain_port}\nhttps_port {server.port}"
    (folder / "Caddyfile").write_text(f"{{\nadmin off\n{ports}\nskip_install_trust\n}}\n{text}", encoding="utf-8")
    with (folder / "output.log").open("wb") as output:
        server.process = subprocess.Popen(
            [CADDY, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"],
            env=os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)},
            stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    _wait_for(server)
    return server


def _exchanged(text: str, exchanges: Mapping[str, str]) -> str:
    for pattern, new in exchanges.items():
        text, count = re.subn(pattern, new.replace("\\", r"\\"), text)
        assert count == 1, f"{count} × {pattern}"
    return text


def _wait_for(server: Server) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and server.process.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", server.port)) == 0:
                return
        time.sleep(0.05)
    said = server.process.stderr.read().decode() if server.process.stderr and server.process.poll() is not None else ""
    raise RuntimeError(f"no answer: {said}{[log.read_text() for log in server.folder.glob('*.log')]}")
