"""`python -m benchmarks.workers` has a cluster of one worker, a cluster of two and this machine alone make the same
pictures in turns. It says how much faster two are, and what 34 provinces on one cluster need; `make bench-workers`
calls it.
"""

import argparse
import re
import resource
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
from bulletin.machine.cluster.errand import Place
from bulletin.machine.cluster.workforce import Workforce
from bulletin.machine.progress import Progress
from bulletin.pictures import darkroom
from bulletin.pictures.darkroom import Negative
from bulletin.pictures.renditions import Rendition
from real.cluster import Cluster

from .machine import this_machine
from .pictures import ordered
from .templates import environment
from .words import number

ROUNDS = 2
QUIET_CORE = 1.3
"""Seconds of one core that a photo takes on a machine with nothing else to do (`make bench-pictures`)."""
_PAGE = "workers.md"


@dataclass(frozen=True)
class Cost:
    """What one photo costs a cluster of so many workers.

    `seconds` are the clock's; those of one core are spent in the workers, in the scheduler (beyond what it spends when
    idle) and in the build, which sends and fetches. `sent` and `made` are the bytes of an original and of its result in
    the exchange.
    """

    workers: int
    seconds: float
    worker_core: float
    scheduler_core: float
    build_core: float
    sent: float
    made: float


def measure(cluster: Cluster, workers: int, orders: list[tuple[Negative, Rendition]], folder: Path) -> Cost:
    exchange = folder / "exchange"
    exchange.mkdir()
    count = len({negative.digest for negative, _ in orders})
    scheduler, *nannies = cluster.processes
    idle = _idle(scheduler.pid)
    head, hands = _core_seconds(scheduler.pid), sum(_core_seconds(nanny.pid) for nanny in nannies)
    build, begun = _reaped(), time.monotonic()
    workforce = Workforce(Place(cluster.scheduler, str(exchange)), _refuse)
    if not workforce.wants_cluster(count):
        raise SystemExit(f"{count} photos are too few for a cluster")
    darkroom.develop(orders, Progress(), workforce)
    seconds = time.monotonic() - begun
    sent = sum(Path(path).stat().st_size for path in {negative.path for negative, _ in orders})
    cost = Cost(
        workers=workers,
        seconds=seconds / count,
        worker_core=(sum(_core_seconds(nanny.pid) for nanny in nannies) - hands) / count,
        scheduler_core=max(0.0, _core_seconds(scheduler.pid) - head - idle * seconds) / count,
        build_core=(_reaped() - build) / count,
        sent=sent / count,
        made=(sum(path.stat().st_size for path in (exchange / "files").rglob("*") if path.is_file()) - sent) / count,
    )
    shutil.rmtree(exchange)
    shutil.rmtree(folder / "kept")
    return cost


def alone(orders: list[tuple[Negative, Rendition]], folder: Path) -> float:
    """Seconds of one core that a photo takes in processes of this machine."""
    begun = _reaped()
    darkroom.develop(orders, Progress(), Workforce(None, _refuse))
    shutil.rmtree(folder / "kept")
    return (_reaped() - begun) / len({negative.digest for negative, _ in orders})


def _idle(pid: int) -> float:
    """The share of a core that a process takes when there is nothing to do."""
    begun = _core_seconds(pid)
    time.sleep(5)
    return (_core_seconds(pid) - begun) / 5


def _refuse(*trouble: object) -> None:
    raise SystemExit(f"the cluster did not do it: {trouble}")


def _reaped() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _core_seconds(pid: int) -> float:
    """Of a process and of those that it has started."""
    one = psutil.Process(pid)
    times = [process.cpu_times() for process in (one, *one.children(recursive=True))]
    return float(sum(time.user + time.system for time in times))


def _most_memory(cluster: Cluster) -> float:
    """Megabytes that the largest process of the workers has ever had."""
    processes = [
        child for nanny in cluster.processes[1:] for child in psutil.Process(nanny.pid).children(recursive=True)
    ]
    status = [Path(f"/proc/{process.pid}/status").read_text() for process in processes]
    return (
        max(int(found[1]) for text in status if (found := re.search(r"^VmHWM:\s*(\d+) kB", text, re.MULTILINE))) / 1024
    )


def main(count: int, writes: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="workers-") as temporary:
        folder = Path(temporary)
        orders, _, _ = ordered(folder, count)
        clusters = {}
        for workers in (1, 2):
            logs = folder / f"logs-{workers}"
            logs.mkdir()
            clusters[workers] = Cluster(logs)
        try:
            for workers, cluster in clusters.items():
                for _ in range(workers):  # each in a session of its own, to which Linux gives its share of the cores
                    cluster.work(processes=1)
            costs, here = [], []
            for _ in range(ROUNDS):
                costs += [measure(cluster, workers, orders, folder) for workers, cluster in clusters.items()]
                here.append(alone(orders, folder))
            memory = _most_memory(clusters[2])
        finally:
            for cluster in clusters.values():
                cluster.end()
    templates = environment(Path(__file__).parent, number=number)
    rounds = list(zip(costs[::2], costs[1::2], strict=True))
    text = templates.get_template(f"{_PAGE}.jinja").render(
        count=count,
        day=datetime.now(UTC).date(),
        machine=this_machine(),
        costs=costs,
        ratios=[one.seconds / two.seconds for one, two in rounds],
        ratio=statistics.median(one.seconds / two.seconds for one, two in rounds),
        core=QUIET_CORE,
        worker=statistics.median(cost.worker_core for cost in costs),
        alone=statistics.median(here),
        head=statistics.median(cost.scheduler_core for cost in costs),
        build=statistics.median(cost.build_core for cost in costs),
        sent=costs[0].sent,
        made=costs[0].made,
        memory=memory,
    )
    print(text, end="")
    if writes:
        (Path(__file__).parent / "results" / _PAGE).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workers", description=__doc__)
    parser.add_argument("--count", type=int, default=40, metavar="PICTURES")
    parser.add_argument("--write", action="store_true", help=f"write results/{_PAGE}")
    given = parser.parse_args()
    main(given.count, given.write)
