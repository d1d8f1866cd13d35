"""A clinic for the doctor: one bulletin, and a real nginx with a healthy server and as many sick ones as there are
cases. Each sick one differs from the healthy one in one place.
"""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from browser.server import NGINX, free_port, readme_block
from project import Project, post

SITE_URL = "https://bantin.anbinh.example/"
NOW = "1782100800"
"""2026-06-22 11:00 in Vietnam."""
NEWEST = "2026/06/hop-cho-phien-vung-cao/"
REMOVED = "2026/06/tin-da-go/"
IN_FORCE, OVER = "2026/06/xa-lu-ho-suoi-tram/", "2026/05/giong-loc-vung-nui/"
ALIAS = "tin-tuc/xe-buyt-20203.aspx"

Block = Callable[[str], str]
Change = Callable[[Path], None]


def as_it_is(block: str) -> str:
    return block


def nothing(site: Path) -> None:
    pass


@dataclass(frozen=True)
class Patient:
    """A server: what is changed in its server block, in its copy of the site, and in the days of its certificate."""

    block: Block = as_it_is
    site: Change = nothing
    days: int = 90
    name: str = "IP:127.0.0.1"


@dataclass(frozen=True)
class Clinic:
    """The bulletin, the address of each patient, and the file with the certificate that vouches for the others."""

    project: Project
    ports: Mapping[str, int] = field(default_factory=dict)
    authority: Path = Path()

    def url(self, patient: str) -> str:
        return f"https://127.0.0.1:{self.ports[patient]}/"


def bulletin(folder: Path) -> Project:
    """A small bulletin with one of everything that a visit looks at."""
    project = Project(folder)
    project.picture("2026/06/cho-phien.jpg", (640, 360))
    project.post(
        f"{NEWEST.rstrip('/')}.md",
        post(
            "Họp chợ phiên vùng cao Trà Vân sau bốn tháng ngừng",
            "2026-06-21 09:00",
            image="{src: cho-phien.jpg, alt: Người bán măng ở chợ phiên}",
            body="Bà con xã Trà Vân lại xuống chợ từ lúc trời chưa sáng.",
        ),
    )
    project.post(
        f"{IN_FORCE.rstrip('/')}.md",
        post(
            "Xả lũ hồ Suối Trầm từ trưa nay",
            "2026-06-20 10:00",
            alert="{hazard: Xả lũ hồ chứa, level: 3, area: hạ du sông Trà, until: 2026-06-25 18:00}",
        ),
    )
    project.post(
        f"{OVER.rstrip('/')}.md",
        post(
            "Giông lốc chiều nay ở vùng núi",
            "2026-05-20 10:00",
            alert="{hazard: Giông lốc, level: 2, area: các xã vùng núi, until: 2026-05-20 20:00}",
        ),
    )
    project.post(
        "2026/05/mo-tuyen-xe-buyt.md",
        post("Mở tuyến xe buýt Hòa Thuận – Gò Diêm", "2026-05-12 07:30", aliases=f"[/{ALIAS}]"),
    )
    project.post(
        f"{REMOVED.rstrip('/')}.md",
        post("Tin đã gỡ", "2026-06-01 08:00", removed="{time: 2026-06-02 09:00, reason: wrong}", body=""),
    )
    shutil.copy(Path(__file__).parents[2] / "requirements.txt", project.folder)
    result = project.build(NOW)
    assert result.returncode == 0, result.stderr
    return project


def open_clinic(
    project: Project, patients: Mapping[str, Patient], folder: Path
) -> tuple[Clinic, subprocess.Popen[bytes]]:
    folder.mkdir()
    authority = _key_and_authority(folder)
    ports, servers = {}, []
    maps, block = readme_block().split("server {", 1)
    for number, (name, patient) in enumerate(patients.items()):
        home = folder / f"p{number}"
        home.mkdir()
        site = home / "site"
        subprocess.run(["cp", "-al", str(project.site), str(site)], check=True)
        patient.site(site)
        ports[name] = free_port()
        changed = patient.block(_healthy(block, site, ports[name], _certificate(folder, home, patient)))
        servers.append(f"server {{{changed}")
    removed = f"map $uri $is_removed {{ default 0; include {project.site}/bai-da-go.map; }}"
    config = "\n".join([maps, removed, *servers])
    return Clinic(project, ports, authority), _nginx(folder, config, max(ports.values()))


def _healthy(block: str, site: Path, port: int, certificate: tuple[Path, Path]) -> str:
    """The README's server block with TLS, packing and the map of removed articles, as the README has them added."""
    added = f"""
    ssl_certificate {certificate[0]}; ssl_certificate_key {certificate[1]};
    error_page 497 =301 https://$host:{port}$request_uri;
    gzip on; gzip_types text/css application/javascript application/xml;
    root {site};
    if ($is_removed) {{ return 410; }}
    error_page 410 @removed;
    location @removed {{ try_files $uri $uri/index.html =410; }}
    """
    for written, meant in (("listen 80;", f"listen 127.0.0.1:{port} ssl;"), ("root /srv/bantin/site;", added)):
        assert block.count(written) == 1, written
        block = block.replace(written, meant)
    return re.sub(r" +#.*", "", block)


def _key_and_authority(folder: Path) -> Path:
    """A key for all, and a certificate that vouches for it."""
    _openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{folder}/key.pem")
    _openssl("req", "-x509", "-new", "-key", f"{folder}/key.pem", "-subj", "/CN=Thu nghiem", "-days", "365",
             "-out", f"{folder}/ca.pem")  # fmt: skip
    _openssl("req", "-new", "-key", f"{folder}/key.pem", "-subj", "/CN=bantin", "-out", f"{folder}/request.pem")
    return folder / "ca.pem"


_made: dict[tuple[Path, int, str], Path] = {}


def _certificate(folder: Path, home: Path, patient: Patient) -> tuple[Path, Path]:
    kind = (folder, patient.days, patient.name)
    if kind not in _made:
        (home / "names").write_text(f"subjectAltName={patient.name}\n", encoding="ascii")
        _openssl("x509", "-req", "-in", f"{folder}/request.pem", "-CA", f"{folder}/ca.pem", "-CAkey",
                 f"{folder}/key.pem", "-CAcreateserial", "-days", str(patient.days), "-extfile", f"{home}/names",
                 "-out", f"{home}/certificate.pem")  # fmt: skip
        _made[kind] = home / "certificate.pem"
    return _made[kind], folder / "key.pem"


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def _nginx(folder: Path, http: str, port: int) -> subprocess.Popen[bytes]:
    (folder / "nginx.conf").write_text(
        f"""
        user root; daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
        events {{ worker_connections 512; }}
        http {{
            access_log off; server_names_hash_bucket_size 128;
            client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
            uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
            {http}
        }}
        """,
        encoding="utf-8",
    )
    server = subprocess.Popen(
        [NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")], stderr=subprocess.PIPE
    )
    for _ in range(400):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return server
        if server.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError((folder / "error.log").read_text(encoding="utf-8"))
