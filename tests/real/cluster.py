"""A cluster on this machine: dask's scheduler and workers, as the README starts them, and builds that use it."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from browser.server import free_port
from project import ROOT
from unit.process import soon

ENVIRONMENT = {
    "PYTHONPATH": str(ROOT / "tests"),
    "PYTHONDONTWRITEBYTECODE": "1",
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",  # workers that a job may take with it, but for the last one
}
COUNT = 16
"""Jobs of a client, as many as a build does not do itself without asking anybody."""
CLIENT = """
import json, sys
from bulletin.machine.cluster import client
from bulletin.machine.cluster.errand import Errand, Place
from bulletin.machine.cluster.workforce import Workforce

scheduler, exchange, function, order, count, prelude = sys.argv[1:]
client._LOOK = 1
exec(prelude)
told = []
workforce = Workforce(Place(scheduler, exchange), lambda *all: told.append([all[0].code, all[0].detail, all[2]]))
errands = [
    Errand(f"real.chores:{function}", order.encode(), lambda number=number: f"ảnh số {number}".encode())
    for number in range(int(count))
]
for result in workforce.share(
    errands, lambda number, content: [number, "there", content.decode()], lambda number: [number, "here", ""]
):
    print(json.dumps(result), flush=True)
print(json.dumps(told))
"""


class Told(NamedTuple):
    """What an editor is told of: the trouble with the cluster, its detail, and the jobs that were done here."""

    code: str
    detail: str
    jobs: int


class Result(NamedTuple):
    """What became of a client's jobs: by number, the results that came from the cluster; the numbers of the others."""

    there: dict[int, str]
    here: list[int]
    told: list[Told]


class Client:
    """A process that has jobs to do, as a build has."""

    def __init__(
        self,
        scheduler: str,
        exchange: Path | str,
        function: str,
        order: Path | str = "",
        prelude: str = "",
        **more: str,
    ) -> None:
        arguments = [scheduler, str(exchange), function, str(order), str(COUNT), prelude]
        handle, self._out = tempfile.mkstemp()
        self.process = subprocess.Popen(
            [sys.executable, "-c", CLIENT, *arguments],
            env=os.environ | {"PYTHONPATH": f"{ROOT / 'hooks'}", "PYTHONDONTWRITEBYTECODE": "1"} | more,
            stdout=handle,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        os.close(handle)

    def has_a_result(self) -> bool:
        return os.path.getsize(self._out) > 0

    def end(self) -> Result:
        self.process.wait(timeout=120)
        said = Path(self._out).read_text(encoding="utf-8")
        os.unlink(self._out)
        assert self.process.returncode == 0, said
        *results, told = map(json.loads, said.splitlines())
        assert sorted(number for number, _, _ in results) == list(range(COUNT)), "each of them once"
        return Result(
            {number: content for number, place, content in results if place == "there"},
            sorted(number for number, place, _ in results if place == "here"),
            [Told(*one) for one in told],
        )


ALL = {number: f"ẢNH SỐ {number}" for number in range(COUNT)}


class Cluster:
    """A scheduler, whose address is `scheduler`, and its workers. `processes` are the scheduler and what was started
    since.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._port = free_port()
        self.scheduler = f"tcp://127.0.0.1:{self._port}"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.begin()

    def begin(self) -> None:
        """Starts the scheduler."""
        options = ["--host", "127.0.0.1", "--port", str(self._port), "--no-dashboard"]
        self._start("bo-dieu-phoi", "-m", "dask", "scheduler", *options)

    def work(
        self, environment: Mapping[str, str] | None = None, checkout: Path = ROOT, processes: int = 2
    ) -> "Cluster":
        """Starts workers, and waits until they are there."""
        command = [str(checkout / "hooks/bulletin"), "worker", self.scheduler, "--processes", str(processes)]
        name = f"may-{len(self.processes)}"
        self._start(name, *command, **(environment or {}))
        log = self.folder / f"{name}.log"
        assert soon(lambda: log.read_text(errors="replace").count("Registered to:") >= processes), log.read_text()
        return self

    def _start(self, name: str, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=os.environ | ENVIRONMENT | environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def client(
        self, exchange: Path | str, function: str, order: Path | str = "", prelude: str = "", **more: str
    ) -> Client:
        return Client(self.scheduler, exchange, function, order, prelude, **more)

    def end(self) -> None:
        for process in self.processes:
            end(process)


@contextmanager
def store(folder: Path) -> Iterator[dict[str, str]]:
    """A store of the S3 type with the bucket `trao-doi`; yields the environment in which it can be used."""
    folder.mkdir()
    key, secret = "ban-tin", "chi-dung-khi-thu"
    identity = {"name": key, "credentials": [{"accessKey": key, "secretKey": secret}], "actions": ["Admin"]}
    (folder / "quyen.json").write_text(json.dumps({"identities": [identity]}))
    names = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc")
    ports = {name: free_port() for name in (*names, "s3.port", "s3.port.grpc")}
    others = ["-s3.port.iceberg=0", "-s3.port.lance=0"]  # which would listen on ports that are always the same
    options = [
        "-filer",
        "-s3",
        f"-s3.config={folder / 'quyen.json'}",
        *others,
        *[f"-{name}={ports[name]}" for name in ports],
    ]
    program = str(Path(sys.executable).parent / "weed")
    with (folder / "kho.log").open("wb") as log:
        process = subprocess.Popen(
            [program, "server", "-ip=127.0.0.1", f"-dir={folder}", "-master.volumeSizeLimitMB=16", *options],
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        assert soon(lambda: _answers(f"http://127.0.0.1:{ports['filer.port']}/buckets/trao-doi/", "POST"))
        assert soon(lambda: _answers(f"http://127.0.0.1:{ports['s3.port']}/status", "GET"))
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{ports['s3.port']}",
            "AWS_ACCESS_KEY_ID": key,
            "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_REGION": "us-east-1",
        }
    finally:
        end(process)


def _answers(url: str, method: str) -> bool:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=5) as answer:
            return bool(answer.status < 300)
    except OSError:
        return False


def end(process: "subprocess.Popen[Any]") -> None:
    """Ends a process and those that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
