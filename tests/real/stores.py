"""Stores of the S3 type on this machine, each with an empty bucket `ban-tin`: SeaweedFS, and moto."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from browser.server import free_port
from real.cluster import end
from real.cluster import store as seaweed
from unit.process import soon

MOTO = Path(sys.prefix) / "apart" / "bin" / "moto_server"
RCLONE = Path(sys.executable).with_name("rclone")


@dataclass(frozen=True)
class Bucket:
    """A bucket, seen past the bulletin: by rclone itself, and over HTTP."""

    endpoint: str
    key: str
    secret: str
    name: str = "ban-tin"

    @property
    def keys(self) -> dict[str, str]:
        return {"AWS_ACCESS_KEY_ID": self.key, "AWS_SECRET_ACCESS_KEY": self.secret}

    def rclone(self, *arguments: str, given: bytes = b"") -> str:
        remote = {
            "RCLONE_CONFIG_KHO_TYPE": "s3", "RCLONE_CONFIG_KHO_PROVIDER": "Other", "RCLONE_CONFIG_KHO_ENV_AUTH": "true",
            "RCLONE_CONFIG_KHO_ENDPOINT": self.endpoint,
        }  # fmt: skip
        done = subprocess.run(
            [RCLONE, "--config", os.devnull, *arguments], env=os.environ | remote | self.keys, input=given,
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def at(self, path: str = "") -> str:
        return f"kho:{self.name}/{path}"

    def files(self, folder: Path) -> dict[str, bytes]:
        """Every object but the marker, by way of a folder."""
        self.rclone("sync", self.at(), str(folder))
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and path.name != ".ban-tin"
        }

    def headers(self) -> dict[str, tuple[str, str]]:
        """Content-Type and Cache-Control of every object."""
        listed = json.loads(self.rclone("lsjson", "-R", "-M", "--files-only", self.at()))
        return {
            item["Path"]: (item["Metadata"].get("content-type", ""), item["Metadata"].get("cache-control", ""))
            for item in listed
        }


@contextmanager
def bucket(kind: str, folder: Path) -> Iterator[Bucket]:
    if kind == "moto":
        with moto(folder) as made:
            yield made
        return
    with seaweed(folder) as environment:
        made = Bucket(
            environment["AWS_ENDPOINT_URL"], environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"]
        )
        made.rclone("mkdir", made.at())
        yield made


@contextmanager
def moto(folder: Path) -> Iterator[Bucket]:
    folder.mkdir()
    port = free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([MOTO, "-p", str(port)], stdout=log, stderr=log, start_new_session=True)

    def answers() -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
        except OSError:
            return False
        return True

    try:
        assert soon(answers)
        made = Bucket(f"http://127.0.0.1:{port}", "khoa-thu", "bi-mat-thu-nghiem")
        made.rclone("mkdir", made.at())
        yield made
    finally:
        end(process)
