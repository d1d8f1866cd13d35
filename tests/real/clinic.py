"""A clinic for the doctor: one bulletin, and a real nginx with a healthy server and as many sick ones as there are
cases. Each sick one differs from the healthy one in one place.
"""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

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
    name: str = ""
    """Another name for the certificate than that of the server."""


@dataclass(frozen=True)
class Clinic:
    """The bulletin, the place of each patient, and the file with the certificate that vouches for the others."""

    project: Project
    places: Mapping[str, str]
    authority: Path

    def url(self, patient: str) -> str:
        return f"https://{self.places[patient]}/"


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


def open_clinic(project: Project, patients: Mapping[str, Patient], folder: Path) -> tuple[Clinic, Popen[bytes]]:
    """Starts nginx, with an address of this machine for each patient."""
    folder.mkdir()
    certificates = Certificates(folder, [_address(number) for number in range(len(patients))])
    port, places, servers = free_port(), {}, []
    maps, block = readme_block().split("server {", 1)
    for number, (name, patient) in enumerate(patients.items()):
        site = folder / f"site-{number}"
        subprocess.run(["cp", "-al", str(project.site), str(site)], check=True)
        patient.site(site)
        places[name] = f"{_address(number)}:{port}"
        certificate = certificates.make(patient.days, patient.name)
        servers.append(f"server {{{patient.block(_healthy(block, site, places[name], certificate))}")
    removed = f"map $uri $is_removed {{ default 0; include {project.site}/bai-da-go.map; }}"
    server = _nginx(folder, "\n".join([maps, removed, *servers]), places)
    return Clinic(project, places, certificates.authority), server


def _address(number: int) -> str:
    return f"127.0.1.{number + 1}"


def _healthy(block: str, site: Path, place: str, certificate: Path) -> str:
    """The README's server block with TLS, packing and the map of removed articles, as the README has them added."""
    added = f"""
    ssl_certificate {certificate}; ssl_certificate_key {certificate.parent}/key.pem;
    error_page 497 =301 https://{place}$request_uri;
    gzip on; gzip_types text/css application/javascript application/xml;
    root {site};
    if ($is_removed) {{ return 410; }}
    error_page 410 @removed;
    location @removed {{ try_files $uri $uri/index.html =410; }}
    """
    for written, meant in (("listen 80;", f"listen {place} ssl;"), ("root /srv/bantin/site;", added)):
        assert block.count(written) == 1, written
        block = block.replace(written, meant)
    return re.sub(r" +#.*", "", block)


class Certificates:
    """An authority of the test's own, and what it signs."""

    def __init__(self, folder: Path, hosts: list[str]):
        self._folder = folder
        self._names = ",".join(f"IP:{host}" for host in hosts)
        self._made: dict[tuple[int, str], Path] = {}
        self.authority = folder / "ca.pem"
        _openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{folder}/key.pem")
        _openssl("req", "-x509", "-new", "-key", f"{folder}/key.pem", "-subj", "/CN=Thu nghiem", "-days", "365",
                 "-out", f"{folder}/ca.pem")  # fmt: skip
        _openssl("req", "-new", "-key", f"{folder}/key.pem", "-subj", "/CN=bantin", "-out", f"{folder}/request.pem")

    def make(self, days: int, name: str) -> Path:
        """A certificate that ends in some days, or at once, for all servers or for another name."""
        if (days, name) not in self._made:
            file = self._folder / f"certificate-{len(self._made)}.pem"
            names = file.with_suffix(".names")
            names.write_text(f"subjectAltName={name or self._names}\n", encoding="ascii")
            _openssl("x509", "-req", "-in", f"{self._folder}/request.pem", "-CA", str(self.authority), "-CAkey",
                     f"{self._folder}/key.pem", "-CAcreateserial", "-days", str(days), "-extfile", str(names),
                     "-out", str(file))  # fmt: skip
            self._made[days, name] = file
        return self._made[days, name]


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def _nginx(folder: Path, http: str, places: Mapping[str, str]) -> Popen[bytes]:
    *_, last = places.values()
    host, _, port = last.partition(":")
    (folder / "nginx.conf").write_text(
        f"""
        {"user root;" if os.geteuid() == 0 else ""}
        daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
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
    server = Popen(
        [NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")], stderr=subprocess.DEVNULL
    )
    for _ in range(400):
        with socket.socket() as one:
            if one.connect_ex((host, int(port))) == 0:
                return server
        if server.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError((folder / "error.log").read_text(encoding="utf-8"))
