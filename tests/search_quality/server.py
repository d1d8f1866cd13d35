"""nginx as a province would run it: TLS and HTTP/2, text compressed, and a log of what each answer weighed."""

import socket
import subprocess
import time
from pathlib import Path

from browser.server import NGINX, free_port


def serve(
    site: Path, folder: Path, modules: str = "", settings: str = ""
) -> tuple["subprocess.Popen[bytes]", str, Path]:
    """The running server, its address, and its log: bytes and path of each answer. `modules` and `settings` are
    nginx's.
    """
    key, certificate, log, port = folder / "key.pem", folder / "certificate.pem", folder / "access.log", free_port()
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            key,
            "-out",
            certificate,
            "-days",
            "2",
            "-subj",
            "/CN=127.0.0.1",
        ],
        check=True,
        capture_output=True,
    )
    (folder / "nginx.conf").write_text(
        f"""
        {modules} user root; daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
        events {{ worker_connections 256; }}
        http {{
            include /etc/nginx/mime.types; charset utf-8;
            log_format weight '$bytes_sent $request_uri'; access_log {log} weight;
            client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
            uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
            server {{
                listen 127.0.0.1:{port} ssl http2; root {site};
                ssl_certificate {certificate}; ssl_certificate_key {key};
                {settings} gzip on; gzip_types text/css application/javascript application/json image/svg+xml;
            }}
        }}
        """,
        encoding="utf-8",
    )
    server = subprocess.Popen(
        [NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")], stderr=subprocess.DEVNULL
    )
    for _ in range(200):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return server, f"https://127.0.0.1:{port}/", log
        time.sleep(0.05)
    raise RuntimeError("nginx does not answer")
