"""What the page of the benchmark says of measurements that are made up here."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from benchmarks import page, results, table, targets
from benchmarks.corpus import Corpus
from benchmarks.machine import Machine
from benchmarks.results import Results, Sample, SiteSize
from benchmarks.words import words

VERSIONS = {"bulletin": "Bản tin", "bulletin as shipped": "Bản tin", "hugo": "Hugo 0.168.0", "bare": "MkDocs 1.6.1"}


def results_of(*samples: Sample) -> Results:
    return Results(
        date="2026-11-29",
        command='make bench SIZES="1000"',
        runs=3,
        machine=Machine("một bộ xử lý", 2, 24_000, "Debian GNU/Linux 12"),
        python="3.11.7",
        versions=VERSIONS,
        sites=(SiteSize(10_000, "hugo", 52_000, 1_500),),
        samples=samples,
    )


def clean(generator: str, seconds: float, size: int = 10_000, **more: object) -> Sample:
    return Sample(size, generator, "clean", seconds, megabytes=100.0, written=20_000, **more)  # type: ignore[arg-type]


def row(text: str, beginning: str) -> list[str]:
    (line,) = [line for line in text.splitlines() if line.startswith(f"| {beginning}")]
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize(
    ("seconds", "measured", "verdict"),
    [(9.0, "0.90 ×", "reached"), (10.0, "1.00 ×", "reached"), (12.0, "1.20 ×", "missed")],
)
def test_a_missed_target_stays_in_the_table(seconds: float, measured: str, verdict: str) -> None:
    text = page.text(results_of(clean("bulletin", seconds), clean("hugo", 10.0)))
    cells = row(text, "Clean build of 10,000 articles without an index, next to Hugo")
    assert cells[1:] == [measured, "1 ×", verdict]


def test_a_target_that_was_not_measured_is_in_the_table_too() -> None:
    measured = results_of(clean("bulletin", 9.0), clean("hugo", 10.0))
    text = page.text(measured)
    assert row(text, "Preview of a corrected post among 100,000")[1:] == ["–", "2 s", "not measured in this run"]
    for target in targets.TARGETS:
        assert words()["targets"][target.name] in text
    assert table.text(measured).count("not measured in this run") == len(targets.TARGETS) - 1


def test_a_figure_is_the_median_of_all_runs() -> None:
    measured = results_of(*(clean("bulletin", seconds, together=10 * seconds) for seconds in (31.0, 29.0, 36.0)))
    assert row(page.text(measured), "10,000 | **The bulletin**")[2:] == ["31.0 (29.0–36.0)", "100", "310"]


def test_the_shares_of_the_stages_make_up_the_whole_time() -> None:
    measured = results_of(
        clean("bulletin", 20.0, stages={"read": 9.0, "render": 9.5}),
        clean("bulletin", 30.0, stages={"read": 11.0, "render": 17.5}),
    )
    assert measured.shares(10_000, "bulletin", "clean") == {
        "start": pytest.approx(0.06),
        "read": pytest.approx(0.40),
        "render": pytest.approx(0.54),
    }
    text = page.text(measured)
    assert row(text, words()["stages"]["read"])[1:] == ["40 %"]
    assert row(text, words()["stages"]["render"])[1:] == ["54 %"]
    assert words()["stages"]["audio"] not in text, "nothing was read aloud"


def test_every_stage_of_a_build_has_its_name() -> None:
    engine = Path(__file__).parents[2] / "hooks" / "bulletin"
    laps = {
        name
        for path in engine.rglob("*.py")
        for name in re.findall(r"\.lap\(\"(\w+)\"\)", path.read_text(encoding="utf-8"))
    }
    assert laps | {"render", results.START} == words()["stages"].keys()


def test_what_an_earlier_version_measured_can_still_be_shown(tmp_path: Path) -> None:
    raw = asdict(results_of(clean("bulletin", 9.0), clean("hugo", 10.0)))
    raw["samples"] = [
        {key: one[key] for key in list(one) if key not in ("together", "stages")} for one in raw["samples"]
    ]
    file = tmp_path / "results.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    text = page.text(results.load(file))
    assert row(text, "10,000 | Hugo")[2:] == ["10.0 (10.0–10.0)", "100", "–"]
    assert "Where the time goes" not in text


@pytest.mark.system
def test_archives_of_all_sizes_publish_the_same_news() -> None:
    small, large = Corpus(200), Corpus(20_000)
    assert small.article(201).title == large.article(20_001).title
    assert small.article(201).tags == large.article(20_001).tags
    assert small.article(199).title != large.article(19_999).title
