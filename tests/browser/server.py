"""What the browser tests run on: Debian's Chromium, nginx, and a bulletin built for its address."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page
from project import ROOT

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
HEADLESS = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or CHROMIUM
"""The same browser without windows, in which everything but voices is tested: it takes half the time."""
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
# As root (containers) Chromium runs without its sandbox. Letters stand where they do on a screen of any density; the
# other flags keep it from calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
]
PATIENCE = 20_000
"""Milliseconds that a test waits for what has to come; so long takes only what never comes."""
NOW = "1795320000"
"""2026-11-22 11:00 in Vietnam: after the newest of the sample posts."""


def simplify(browser: Browser) -> None:
    """Lets the pages of a browser tell nothing of their first paint, as an old browser does, and register no service
    worker unless a test asks for one (`service_workers="allow"`): each new context would get a worker of its own, with
    files that few tests need.
    """
    script = "Object.defineProperty(PerformanceObserver, 'supportedEntryTypes', { get: () => [] })"
    new_context, new_page = browser.new_context, browser.new_page

    def context(**options: Any) -> BrowserContext:
        made = new_context(**{"service_workers": "block"} | options)
        made.add_init_script(script)
        return made

    def page(**options: Any) -> Page:
        made = new_page(**{"service_workers": "block"} | options)
        made.add_init_script(script)
        return made

    browser.new_context, browser.new_page = context, page  # type: ignore[method-assign]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def serve(site: Path, folder: Path, port: int, headers: str = "") -> subprocess.Popen[bytes]:
    """nginx over a site folder, with its 404 page; `headers` are `add_header` lines."""
    return _nginx(
        folder,
        port,
        f"""
        include /etc/nginx/mime.types;
        charset utf-8; charset_types text/css application/javascript application/json application/rss+xml;
        types {{ font/woff2 woff2; application/rss+xml xml; image/avif avif; }}
        server {{ listen 127.0.0.1:{port}; root {site}; error_page 404 /404.html; {headers} gzip on; gzip_types *; }}
        """,
    )


def readme_block() -> str:
    """What the README has people put into nginx."""
    (block,) = re.findall(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return str(block)


def serve_by_readme(site: Path, folder: Path, port: int, more: str = "") -> subprocess.Popen[bytes]:
    """nginx as the README sets it up: nothing is changed but the place of the site and its port; `more` are lines
    besides.
    """
    block = readme_block()
    for written, meant in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("root /srv/bantin/site;", f"root {site}; {more}"),
    ):
        assert block.count(written) == 1, written
        block = block.replace(written, meant)
    return _nginx(folder, port, block)


def _nginx(folder: Path, port: int, http: str) -> subprocess.Popen[bytes]:
    """nginx with that in its `http` block, when it answers at the port."""
    folder.mkdir(parents=True, exist_ok=True)
    # Started as root, nginx would serve as a user who may not look into the test's folder.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"""
        {user} daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
        events {{ worker_connections 256; }}
        http {{
            access_log off;
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
    for _ in range(PATIENCE // 50):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.05)
    raise RuntimeError(
        f"nginx does not answer: {server.stderr.read().decode() if server.poll() is not None and server.stderr else ''}"
    )


def build(project: Path, site: Path, url: str, now: str = NOW) -> None:
    environment = os.environ | {"SITE_URL": url, "SOURCE_DATE_EPOCH": now, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)],
        cwd=project,
        env=environment,
        check=True,
        capture_output=True,
    )
