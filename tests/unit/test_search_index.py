"""The files of the search index: made by Pagefind itself, kept in the cache, and the same whenever they are made."""

import gzip
import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from bulletin.search import pagefind
from bulletin.search.index import SearchIndex
from bulletin.search.pagefind import PagefindError, SearchRecord
from project import Project, post
from unit.proofreading import indexed, prepare

pytestmark = pytest.mark.slow


def made(index: SearchIndex) -> dict[str, bytes]:
    """All published files of all splits."""
    return {f"{split.name}/{path}": file.read() for split in index._splits for path, file in index.files(split)}


def records(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """What Pagefind keeps of each article, by its address."""
    found = [
        json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))
        for path, content in files.items()
        if path.endswith(".pf_fragment")
    ]
    return {record["url"]: record for record in found}


@pytest.fixture
def full(project: Project) -> Project:
    project.post("2025/03/cu.md", post("Mùa màng năm ngoái", "2025-03-02 08:00"))
    project.post(
        "2026/06/a.md",
        post(
            "Hòa Thuận họp dân",
            author="[Thúy Hằng]",
            tags="[thủy lợi]",
            lead="Bàn việc nước.",
            body="Xã chốt **lịch** tưới.[^1]\n\n[^1]: Theo Quyết định số 2160/QĐ-UBND.",
        ),
    )
    project.post("2026/06/nhap.md", post("Bản nháp", draft="true"))
    project.post("2031/01/hen.md", post("Bài hẹn giờ", "2031-01-01 08:00"))
    return project


def test_a_record_has_all_that_a_reader_may_remember_and_nothing_else(full: Project) -> None:
    found = records(made(indexed(prepare(full)[0])))
    assert found.keys() == {"2025/03/cu/", "2026/06/a/"}, "no draft, and nothing that is still to come"
    record = found["2026/06/a/"]
    assert record["meta"]["title"] == "Hoaqf` Thuanqzj hopqj danqzn"
    assert record["meta"]["marks"] == "qcthoisuq qy2026q qathuyhangq"
    assert json.loads(bytes.fromhex(record["meta"]["shown"]))[1:] == ["thoi-su", None]
    assert record["content"] == (
        "Banqf viecqzj nuocqws. Xaqx chotqzs lichqj tuoiqws. Theoq Quyetqzs dinhqdj soqzs 2160q/~ QD̵QDN-~ UBNDQ. "
        "· Thuyqs` Hangqwf · thuyqr` loiqwj"
    )


def test_the_same_articles_give_the_same_bytes(full: Project) -> None:
    edition, _ = prepare(full)
    first = made(indexed(edition))
    shutil.rmtree(edition.settings.cache / "search")
    assert made(indexed(edition)) == first


def test_only_the_splits_of_a_changed_article_are_made_again(full: Project) -> None:
    before = made(indexed(prepare(full)[0]))
    full.post("2026/06/b.md", post("Tin mới", "2026-06-09 08:00"))
    after = made(indexed(prepare(full)[0]))
    changed = {
        path.split("/")[0]
        for path in before.keys() ^ after.keys()
        | {path for path in before.keys() & after.keys() if before[path] != after[path]}
    }
    assert changed == {"2026-06", "tieu-de-2026"}
    assert {path.split("/")[0] for path in after} == {"2025-03", "2026-06", "tieu-de-2025", "tieu-de-2026", "pagefind"}


def test_views_change_nothing(full: Project) -> None:
    before = made(indexed(prepare(full)[0]))
    full.post("2025/03/cu.md", post("Mùa màng năm ngoái", "2025-03-02 08:00", views="891"))
    assert made(indexed(prepare(full)[0])) == before


@pytest.mark.parametrize("name", ["files", "contents"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"\xc1"),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.unlink(),
    ],
)
def test_a_damaged_bundle_is_made_again(full: Project, name: str, damage: Callable[[Path], object]) -> None:
    edition, _ = prepare(full)
    first = made(indexed(edition))
    for path in (edition.settings.cache / "search").glob(f"*/{name}"):
        damage(path)
    assert made(indexed(edition)) == first


def test_bundles_of_no_split_are_forgotten(full: Project) -> None:
    edition, _ = prepare(full)
    indexed(edition)
    old = {path.name for path in (edition.settings.cache / "search").iterdir()}
    full.post("2026/06/a.md", post("Tên khác"))
    indexed(prepare(full)[0])
    new = {path.name for path in (edition.settings.cache / "search").iterdir()}
    assert len(new) == len(old)
    assert new != old


def test_pagefind_that_does_not_run_is_told_in_the_editors_language(full: Project) -> None:
    full.build()
    before = full.files()
    full.post("2026/06/b.md", post("Tin mới", "2026-06-09 08:00"))
    result = full.build(PYTHONPATH=str(broken_pagefind(full.folder)))
    assert result.returncode == 1
    assert "Không lập được chỉ mục tìm kiếm vì Pagefind không chạy được" in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert full.files() == before, "the last good site is as it was"


def broken_pagefind(folder: Path) -> Path:
    """A Python path on which Pagefind's program is one that ends at once."""
    (folder / "broken").mkdir()
    (folder / "broken" / "sitecustomize.py").write_text(
        "import pagefind.service\npagefind.service.get_executable = lambda: '/bin/false'\n", encoding="utf-8"
    )
    return folder / "broken"


def test_without_an_index_the_search_page_leads_to_the_archive(full: Project) -> None:
    settings = full.folder / "mkdocs.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("\n  bulletin:\n", "\n  bulletin:\n    search: false\n"),
        encoding="utf-8",
    )
    assert full.build().returncode == 0
    files = full.files()
    assert [path for path in files if path.startswith("tim-kiem/")] == ["tim-kiem/index.html"]
    page = files["tim-kiem/index.html"].decode()
    assert "chưa có tìm kiếm toàn văn" in page
    assert "search.js" not in page
    assert "data-search-box" not in files["index.html"].decode()


@pytest.fixture
def long_records() -> Iterator[SearchRecord]:
    """More than fits into the pipes, both ways: an answer brings back the title."""
    return (SearchRecord(f"2026/06/bai-{number}/", "Tin", {"title": "họp dân " * 1000}) for number in range(400))


def test_pagefind_says_what_it_refuses(long_records: Iterator[SearchRecord]) -> None:
    with pytest.raises(PagefindError, match="does not yet exist"), pagefind.index(100) as index:
        index.add(next(long_records))
        index._id += 1  # so Pagefind knows of no such index
        index.add(next(long_records))
        index._id -= 1
        for record in long_records:
            index.add(record)
        index.files()


def test_answers_are_taken_while_requests_are_sent(
    long_records: Iterator[SearchRecord], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program may answer each request before it reads the next one, as `cat` does."""
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\nexec cat\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setattr("pagefind.service.get_executable", lambda: str(program))
    with pagefind.index(100) as index:
        patience = Timer(10, index._program.kill)
        patience.start()
        for record in long_records:
            index.add(record)
        assert index.files() == []
        patience.cancel()


def test_a_pagefind_that_stops_reading_and_dies_holds_nobody_up(long_records: Iterator[SearchRecord]) -> None:
    with pytest.raises(PagefindError, match=r"pipe|answer"), pagefind.index(100) as index:
        index.add(next(long_records))
        os.kill(index._program.pid, signal.SIGSTOP)
        Timer(0.3, index._program.kill).start()
        for record in long_records:
            index.add(record)
        index.files()
