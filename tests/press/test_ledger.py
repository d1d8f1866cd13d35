"""The ledger of a site folder: what is entered comes back section by section, and a part that is missing makes all of
it worthless.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from bulletin.machine.cache import Cache, CacheError
from bulletin.machine.stamps import of_output as stamp
from bulletin.press.ledger import Ledger

JUNE, MAY = "2026/06", "2026/05"


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with closing(Cache(tmp_path / "cache", b"v1")) as opened:
        yield opened


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path in ("2026/06/hop-dan/index.html", "2026/05/le-hoi/index.html", "thoi-su/index.html", "index.html"):
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(b"trang")
    return tmp_path / "site"


def entered(cache: Cache, site: Path) -> Ledger:
    ledger = Ledger(cache, site)
    for section, path in (
        (JUNE, "2026/06/hop-dan/index.html"),
        (MAY, "2026/05/le-hoi/index.html"),
        ("rest", "thoi-su/index.html"),
    ):
        ledger.enter(section, b"made of it", {path: b"key"}, {path: 7})
        ledger.enter_folders([path])
    ledger.commit()
    return Ledger(cache, site)


def test_a_new_ledger_is_empty(cache: Cache, site: Path) -> None:
    ledger = Ledger(cache, site)
    assert (ledger.sections, ledger.outputs(JUNE), ledger.stamps()) == ({}, {}, {})


def test_files_come_back_by_section_and_folders_by_place(cache: Cache, site: Path) -> None:
    ledger = entered(cache, site)
    assert [(one.paths, one.stamps) for section, one in ledger.stamps().items() if section == JUNE] == [
        (["2026/06/hop-dan/index.html"], [7])
    ]
    assert (ledger.sections[JUNE].digest, ledger.sections[JUNE].files) == (b"made of it", 1)
    folders = {
        path: (b"", stamp((site / path).lstat()))
        for path in ("2026/06/hop-dan/", "2026/05/le-hoi/", "2026/06/", "2026/05/", "2026/", "thoi-su/")
    }
    assert {section: ledger.outputs(section) for section in ledger.sections} == {
        JUNE: {"2026/06/hop-dan/index.html": (b"key", 7)},
        MAY: {"2026/05/le-hoi/index.html": (b"key", 7)},
        "rest": {"thoi-su/index.html": (b"key", 7)},
        "2026/06/": {"2026/06/hop-dan/": folders["2026/06/hop-dan/"]},
        "2026/05/": {"2026/05/le-hoi/": folders["2026/05/le-hoi/"]},
        "/": {path: folders[path] for path in ("2026/06/", "2026/05/", "2026/", "thoi-su/")},
    }


def test_what_was_not_made_keeps_its_stamp(cache: Cache, site: Path) -> None:
    ledger = entered(cache, site)
    ledger.enter(
        JUNE,
        b"made of more",
        {"2026/06/hop-dan/index.html": b"key", "2026/06/moi/index.html": b"new"},
        {"2026/06/moi/index.html": 9},
    )
    ledger.commit()
    assert Ledger(cache, site).outputs(JUNE) == {
        "2026/06/hop-dan/index.html": (b"key", 7),
        "2026/06/moi/index.html": (b"new", 9),
    }
    assert Ledger(cache, site).sections[JUNE].digest == b"made of more"


def test_sections_and_folders_that_are_gone_are_forgotten(cache: Cache, site: Path) -> None:
    ledger = entered(cache, site)
    (site / "2026/05/le-hoi/index.html").unlink()
    (site / "2026/05/le-hoi").rmdir()
    (site / "2026/05").rmdir()
    ledger.enter_folders(["2026/05/le-hoi/index.html"])
    ledger.drop(MAY)
    ledger.commit()
    known = Ledger(cache, site)
    assert known.sections.keys() == {JUNE, "2026/06/", "rest", "/"} and "2026/05/" not in known.outputs("/")


def test_nothing_is_written_when_nothing_changed(cache: Cache, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = entered(cache, site)
    monkeypatch.setattr(ledger._table, "put", lambda *_: pytest.fail("written"))
    path = "2026/06/hop-dan/index.html"
    ledger.enter(JUNE, b"made of it", {path: b"key"}, {path: 7})
    ledger.enter_folders([path])
    ledger.commit()


def test_each_site_folder_has_a_ledger_of_its_own(cache: Cache, site: Path, tmp_path: Path) -> None:
    entered(cache, site)
    assert Ledger(cache, tmp_path / "xem-truoc").sections == {}


JUNES_ROW = "name LIKE '%2026/06'"


@pytest.mark.parametrize(
    "statement",
    [
        f"DELETE FROM ledger WHERE {JUNES_ROW}",
        (
            "UPDATE ledger SET (seal, content) = (SELECT seal, content FROM ledger WHERE name LIKE '%2026/05') WHERE "
            f"{JUNES_ROW}"
        ),
        f"UPDATE ledger SET content = x'80' WHERE {JUNES_ROW}",
    ],
)
def test_a_section_that_is_missing_or_another_one_is_a_fault_of_the_store(
    cache: Cache, site: Path, statement: str
) -> None:
    entered(cache, site)
    with closing(sqlite3.connect(cache.file)) as connection:
        connection.execute(statement)
        connection.commit()
    with pytest.raises(CacheError):
        Ledger(cache, site).outputs(JUNE)
    with pytest.raises(CacheError):
        Ledger(cache, site).stamps()
