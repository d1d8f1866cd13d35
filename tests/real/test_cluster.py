"""Pictures and recordings made by several machines: real schedulers and workers, in processes of this machine."""

import json
import re
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.server import free_port
from bulletin import commands
from bulletin.stylebook import words
from project import ROOT, SETTINGS, Project, post
from real import mishaps
from real.cluster import ALL, COUNT, Cluster, store
from unit.process import soon

pytestmark = pytest.mark.slow
ECHO = """
import sys
said = open(sys.argv[1], encoding="utf-8").read()
open(sys.argv[2], "wb").write((b"\\xff\\xfb\\x90\\x00" + bytes(413)) * (100 + len(said)))
"""
"""A voice that is silent, a frame of MP3 for each letter."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """For tests that do their workers no harm that dask does not mend."""
    cluster = Cluster(tmp_path_factory.mktemp("cum-may"))
    try:
        yield cluster.work()
    finally:
        cluster.end()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "cum-may").mkdir()
    cluster = Cluster(tmp_path / "cum-may")
    try:
        yield cluster
    finally:
        cluster.end()


@pytest.fixture
def exchange(tmp_path: Path) -> Path:
    folder = tmp_path / "trao-doi"
    folder.mkdir()
    return folder


def results(exchange: Path) -> list[Path]:
    return [path for path in (exchange / "results").rglob("*") if path.is_file()]


def sentence(code: str) -> re.Pattern[str]:
    """What a build says of a trouble, whatever the facts in it are."""
    return re.compile(re.sub(r"\\{\w+\\}", ".*", re.escape(words.terminal()["cluster"][code])))


def with_settings(project: Project, **settings: object) -> None:
    file = project.folder / "mkdocs.yml"
    lines = "".join(f"    {key}: {json.dumps(value)}\n" for key, value in settings.items())
    file.write_text(
        file.read_text(encoding="utf-8").replace("    publisher:", f"{lines}    publisher:"), encoding="utf-8"
    )


def test_a_build_goes_on_alone_without_its_cluster_and_makes_the_same_site_with_it(
    project: Project, shared: Cluster, exchange: Path
) -> None:
    for number in range(COUNT):
        project.picture(f"2026/06/thon-{number}.png", (400, 200), f"#{number:02}7080")
        image = f'{{src: thon-{number}.png, alt: "Bể nước của thôn"}}'
        project.post(f"2026/06/thon-{number}.md", post(f"Thôn {number} có nước sạch", image=image))
    voice = {"command": [sys.executable, "-c", ECHO, "{text}", "{output}"]}
    nowhere = f"tcp://127.0.0.1:{free_port()}"
    with_settings(project, audio=voice, search=False, workers=nowhere, exchange=str(exchange))
    result = project.build()
    assert result.returncode == 0, result.stderr
    assert len(sentence("scheduler").findall(result.stderr)) == 1 and nowhere in result.stderr
    assert "Traceback" not in result.stderr and "distributed" not in result.stderr
    alone = project.files()
    assert len([path for path in alone if path.endswith((".avif", ".mp3"))]) == 2 * COUNT
    assert not results(exchange)
    shutil.rmtree(project.site)
    shutil.rmtree(project.folder / ".cache")
    mishaps.edit(project.folder / "mkdocs.yml", nowhere, shared.scheduler)
    result = project.build()
    assert result.returncode == 0, result.stderr
    assert project.files() == alone
    assert len(results(exchange)) == 2 * COUNT, "a photo or a recording is one job"
    assert not [code for code in words.terminal()["cluster"] if sentence(code).search(result.stderr)]


def test_a_store_of_the_s3_type_carries_the_files(tmp_path: Path, own: Cluster) -> None:
    with store(tmp_path / "kho") as environment:
        own.work(environment, processes=1)
        assert own.client("s3://trao-doi/bantin", "shout", tmp_path / "log", **environment).end() == (ALL, [], [])
        wrong = environment | {"AWS_SECRET_ACCESS_KEY": "nham"}
        result = own.client("s3://trao-doi/khac", "shout", tmp_path / "log", **wrong).end()
        assert (result.there, result.told[0].code, result.told[0].detail[:3]) == ({}, "exchange", "13 ")


# --- what has been made already


def test_two_builds_at_once_share_their_jobs(tmp_path: Path, shared: Cluster, exchange: Path) -> None:
    clients = [shared.client(exchange, "shout", tmp_path / "log") for _ in range(2)]
    for client in clients:
        assert client.end() == (ALL, [], [])
    assert len((tmp_path / "log").read_bytes()) < 1.5 * COUNT, "some may be asked for as the other build ends"


def test_a_result_is_made_once_for_all_builds_with_the_same_key(
    tmp_path: Path, shared: Cluster, exchange: Path
) -> None:
    log = tmp_path / "log"
    assert shared.client(exchange, "shout", log).end() == (ALL, [], [])
    notes = results(exchange)
    notes[0].write_bytes(notes[1].read_bytes())  # a result of another job
    assert shared.client(exchange, "shout", log).end() == (ALL, [], [])
    assert len(log.read_bytes()) == COUNT + 1
    assert shared.client(exchange, "shout", log, BULLETIN_CACHE_KEY="khóa của bản tin khác").end() == (ALL, [], [])
    assert len(log.read_bytes()) == COUNT + 1 + COUNT, "nobody believes what others have noted"


def test_whoever_writes_into_the_exchange_changes_no_picture(tmp_path: Path, shared: Cluster, exchange: Path) -> None:
    assert shared.client(exchange, "shout", tmp_path / "log").end() == (ALL, [], [])
    for file in (exchange / "files").rglob("*"):
        if file.is_file():
            file.write_bytes("ẢNH GIẢ".encode())
    assert shared.client(exchange, "shout", tmp_path / "log").end() == (ALL, [], [])


# --- what may happen to a cluster


def test_a_worker_that_dies_is_replaced(tmp_path: Path, shared: Cluster, exchange: Path) -> None:
    assert shared.client(exchange, "die_once", tmp_path / "chet").end() == (ALL, [], [])
    assert (tmp_path / "chet").exists()


def test_a_job_that_kills_every_worker_is_done_here(shared: Cluster, exchange: Path) -> None:
    result = shared.client(exchange, "die").end()
    assert 7 in result.here and result.there.items() <= ALL.items()
    assert result.told == [("jobs", "KilledWorker", len(result.here))]


def test_a_job_that_no_worker_can_do_is_done_here(shared: Cluster, exchange: Path) -> None:
    result = shared.client(exchange, "refuse").end()
    assert (result.here, result.told) == ([7], [("jobs", "ValueError: một ảnh hỏng", 1)])


def test_a_scheduler_that_is_restarted_goes_on(tmp_path: Path, own: Cluster, exchange: Path) -> None:
    client = own.work(processes=1).client(exchange, "wait", tmp_path / "tiep", "client._PATIENCE = client._LOOKS = 60")
    assert soon((tmp_path / "tiep.cho").exists) and soon(client.has_a_result)
    own.end()
    own.begin()
    (tmp_path / "tiep").touch()
    own.work(processes=1)
    assert client.end() == (ALL, [], [])


def test_a_scheduler_that_is_gone_leaves_the_rest_to_this_machine(tmp_path: Path, own: Cluster, exchange: Path) -> None:
    client = own.work(processes=1).client(exchange, "wait", tmp_path / "tiep", "client._PATIENCE = 1")
    assert soon((tmp_path / "tiep.cho").exists) and soon(client.has_a_result)
    own.end()
    result = client.end()
    assert result.there and len(result.here) >= COUNT - 5
    assert result.there.items() <= ALL.items()
    assert result.told == [("scheduler", "", len(result.here))]


def test_a_build_works_with_the_workers_of_its_version_only(tmp_path: Path, own: Cluster, exchange: Path) -> None:
    nobody = own.client(exchange, "shout", tmp_path / "log", "client._LOOKS = 1")
    assert nobody.end() == ({}, list(range(COUNT)), [("none", "", COUNT)])
    other = tmp_path / "ban-khac"
    shutil.copytree(ROOT / "hooks", other / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    (other / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    with (other / "hooks/bulletin/pictures/enlarger.py").open("a") as file:
        file.write("# another version\n")
    result = own.work(checkout=other, processes=1).client(exchange, "shout", tmp_path / "log").end()
    ((code, theirs, jobs),) = result.told
    assert (code, jobs, result.there) == ("version", COUNT, {})
    assert re.fullmatch(r"\d+\.\d+-[0-9a-f]{16}", theirs)
    own.work(processes=1)
    assert own.client(exchange, "shout", tmp_path / "log").end() == (ALL, [], [])


def test_ctrl_c_ends_at_once(tmp_path: Path, shared: Cluster, exchange: Path) -> None:
    client = shared.client(exchange, "wait", tmp_path / "tiep")
    assert soon((tmp_path / "tiep.cho").exists)
    client.process.send_signal(signal.SIGINT)
    assert client.process.wait(timeout=10) == -signal.SIGINT
    (tmp_path / "tiep").touch()  # the workers are needed again


# --- what may happen to the exchange, and to a worker's machine


def test_an_exchange_that_is_not_mounted_is_told_of(tmp_path: Path, shared: Cluster) -> None:
    missing = tmp_path / "chua-gan"
    assert shared.client(missing, "shout").end() == ({}, list(range(COUNT)), [("exchange", f"2 {missing}", COUNT)])
    assert not missing.exists()


def test_an_exchange_that_may_not_be_written_is_told_of(shared: Cluster, exchange: Path) -> None:
    with mishaps.disk(exchange, "size=1m,ro"):
        ((code, detail, jobs),) = shared.client(exchange, "shout").end().told
    assert (code, detail[:3], jobs) == ("exchange", "30 ", COUNT)


def test_a_full_exchange_is_told_of(shared: Cluster, exchange: Path) -> None:
    with mishaps.disk(exchange, "size=256k"):
        result = shared.client(exchange, "grow").end()
    assert result.here == list(range(COUNT))
    ((code, detail, _),) = result.told
    # The first to find it full is a worker, or this machine when it wants to put an input there.
    assert code in ("jobs", "exchange") and detail.startswith("28 ")


def test_workers_whose_disks_are_full_leave_the_work_to_this_machine(shared: Cluster, exchange: Path) -> None:
    result = shared.client(exchange, "lack_room").end()
    assert (result.here, result.told) == (list(range(COUNT)), [("jobs", "28 /var/tmp/tam", COUNT)])


def test_a_worker_whose_disk_is_full_is_passed_over(tmp_path: Path, shared: Cluster, exchange: Path) -> None:
    assert shared.client(exchange, "lack_room_on_one", tmp_path / "day").end() == (ALL, [], [])


# --- without dask


def test_a_missing_package_is_named(shared: Cluster, exchange: Path) -> None:
    result = shared.client(exchange, "shout", prelude="sys.modules['distributed'] = None").end()
    assert (result.here, result.told) == (list(range(COUNT)), [("package", "distributed", COUNT)])


def test_a_build_without_a_cluster_needs_no_dask(project: Project) -> None:
    project.picture("2026/06/cau.png", (40, 20))
    project.post("2026/06/a.md", post(body="![Cầu](cau.png)"))
    (project.folder / "sitecustomize.py").write_text(
        "import sys\nfor name in ('dask', 'distributed', 'obstore'): sys.modules[name] = None\n"
    )
    result = project.build(PYTHONPATH=str(project.folder))
    assert result.returncode == 0, result.stderr


def test_a_worker_that_cannot_be_started_says_why(capfd: pytest.CaptureFixture[str]) -> None:
    for arguments, complaint in (
        (["10.0.0.5"], "«10.0.0.5» không phải địa chỉ của bộ điều phối"),
        (["tcp://10.0.0.5:8786", "--processes", "0"], "số tiến trình phải từ 1 trở lên"),
    ):
        with pytest.raises(SystemExit) as caught:
            commands.main(["worker", *arguments])
        assert caught.value.code == 2
        assert complaint in capfd.readouterr().err
