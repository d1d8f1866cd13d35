"""The gate in front of a desk: nginx with passwords, as `deploy/` has it, and nothing else."""

import contextlib
import os
import socket
import subprocess
import time
from pathlib import Path

from served_desk import SECRET, ServedDesk

PASSWORDS = {"lan": "hoa-phượng-đỏ", "huy": "cá-nục-kho", "minh": "sông-an-bình", "la": "khach-la"}
"""`la` has a password, but no place at the desk."""
_CONFIGURATION = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log {folder}/access.log;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u;
  scgi_temp_path {folder}/s;
  client_max_body_size 100m;
  server {{
    listen 127.0.0.1:{port};
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header X-Desk-Key {secret};
    proxy_set_header X-Remote-User $remote_user;
    proxy_set_header X-Real-IP $remote_addr;
    proxy_set_header Authorization "";
    proxy_set_header Connection "";
    location /admin/ {{
      auth_basic "Ban bien tap";
      auth_basic_user_file {folder}/passwords;
      error_page 401 = /-/dang-nhap-hong;
      proxy_pass http://127.0.0.1:{desk};
    }}
    location ~ ^/(admin/ban-thao|admin/tinh|chia-se)/ {{
      proxy_pass http://127.0.0.1:{desk};
    }}
    location = /-/dang-nhap-hong {{
      internal;
      proxy_pass_request_body off;
      proxy_set_header Host $http_host;
      proxy_set_header X-Desk-Key {secret};
      proxy_set_header X-Remote-User $remote_user;
      proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header Authorization "";
      proxy_set_header Content-Length "";
      proxy_pass http://127.0.0.1:{desk};
    }}
  }}
}}
"""


class Gate:
    """nginx at the port that the desk gives as its address."""

    def __init__(self, desk: ServedDesk, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        (folder / "passwords").write_text(
            "".join(f"{name}:{{PLAIN}}{word}\n" for name, word in PASSWORDS.items()), encoding="utf-8"
        )
        configuration = folder / "nginx.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                user="" if os.geteuid() else "user root;",  # nginx reads in the folder of a test
                folder=folder,
                port=desk.proxy,
                desk=desk.port,
                secret=SECRET,
            ),
            encoding="utf-8",
        )
        self.process = subprocess.Popen(
            ["nginx", "-c", str(configuration), "-e", str(folder / "error.log")], stderr=subprocess.DEVNULL
        )
        while True:
            assert self.process.poll() is None, (folder / "error.log").read_text()
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", desk.proxy), 1):
                return
            time.sleep(0.05)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
