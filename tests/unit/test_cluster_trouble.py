"""A cluster as the settings name it, and what an editor hears of trouble with it. `real/` has the cluster itself."""

from pathlib import Path

import pytest
from bulletin import cluster
from bulletin.machine.cluster import job, release
from bulletin.machine.cluster.errand import Place, TroubleError
from bulletin.machine.cluster.job import Job
from bulletin.settings import settings
from bulletin.settings.settings_file import SettingsError
from project import Project

PLACE = Place("tcp://10.0.0.5:8786", "/mnt/trao-doi")


def with_cluster(project: Project, *lines: str) -> Path:
    file = project.folder / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("    publisher:", "".join(f"    {line}\n" for line in lines) + "    publisher:"), "utf-8"
    )
    return file


@pytest.mark.parametrize(
    "scheduler", ["tcp://10.0.0.5:8786", "tls://dieu-phoi.anbinh.example:8786", "tcp://[::1]:8786"]
)
@pytest.mark.parametrize("exchange", ["/mnt/trao-doi", "s3://ban-tin", "s3://ban-tin/trao-doi/", "gs://ban-tin/anh"])
def test_a_cluster_is_an_address_and_an_exchange(project: Project, scheduler: str, exchange: str) -> None:
    alone = settings.load(project.folder / "mkdocs.yml")
    assert cluster.place(alone.bulletin) is None
    found = settings.load(with_cluster(project, f"workers: '{scheduler}'", f"exchange: {exchange}"))
    assert cluster.place(found.bulletin) == (scheduler, exchange)
    assert found.digest == alone.digest, "no page says who made its pictures"


@pytest.mark.parametrize(
    ("scheduler", "exchange", "complaint"),
    [
        ("workers: 10.0.0.5:8786", "exchange: /mnt/trao-doi", "«10.0.0.5:8786» không phải địa chỉ của bộ điều phối"),
        ("workers: http://10.0.0.5:8786", "exchange: /mnt/trao-doi", "Hãy viết như tcp://10.0.0.5:8786"),
        ("workers: tcp://10.0.0.5", "exchange: /mnt/trao-doi", "Hãy viết như tcp://10.0.0.5:8786"),
        ("workers: tcp://10.0.0.5:87860", "exchange: /mnt/trao-doi", "Hãy viết như tcp://10.0.0.5:8786"),
        ("workers: tcp://10.0.0.5:8786", "", "còn thiếu exchange"),
        ("", "exchange: /mnt/trao-doi", "còn thiếu workers"),
        ("workers: tcp://10.0.0.5:8786", "exchange: trao-doi", "«trao-doi» không phải nơi trao đổi tệp dùng được"),
        ("workers: tcp://10.0.0.5:8786", "exchange: https://kho.example/", "hoặc kho như s3://ten-kho/thu-muc"),
    ],
)
def test_a_cluster_that_cannot_be_is_refused_with_what_to_write(
    project: Project, scheduler: str, exchange: str, complaint: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        settings.load(with_cluster(project, scheduler, exchange))
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (TroubleError("package", "distributed"), "thiếu gói distributed"),
        (TroubleError("scheduler"), "Không nối được tới bộ điều phối tcp://10.0.0.5:8786"),
        (TroubleError("lost"), "Mất liên lạc với bộ điều phối tcp://10.0.0.5:8786"),
        (TroubleError("none"), "python hooks/bulletin worker tcp://10.0.0.5:8786"),
        (
            TroubleError("version", "0.7-0123456789abcdef"),
            f"0.7-0123456789abcdef, máy này chạy phiên bản {release.current()}",
        ),
        (TroubleError("exchange", "30 /mnt/trao-doi/files"), "/mnt/trao-doi (đĩa chỉ cho đọc: /mnt/trao-doi/files)"),
        (TroubleError("jobs", "28 /var/tmp/tam"), "(đĩa đầy: /var/tmp/tam)"),
        (TroubleError("jobs", "KilledWorker"), "(KilledWorker)"),
        (TroubleError("jobs"), "(không rõ vì sao)"),
    ],
)
def test_trouble_with_a_cluster_is_one_line_that_says_who_does_the_work_now(trouble: TroubleError, said: str) -> None:
    sentence = cluster.sentence(trouble, PLACE, 31)
    assert said in sentence and "31" in sentence and "máy này" in sentence.lower() and "\n" not in sentence


def test_a_worker_refuses_a_job_of_another_version() -> None:
    order = Job("pathlib:Path", b"", "", "/mnt/trao-doi", "0.1-0123456789abcdef")
    assert job._run(order) == ("version", release.current())
