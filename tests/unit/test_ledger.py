"""The ledger of a site folder: what is entered comes back section by section, and a part that is missing makes all of it worthless."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from bulletin.press.ledger import Ledger
from bulletin.press.site_survey import stamp
from bulletin.archive.store import Store, StoreError

JUNE, MAY = "2026/06", "2026/05"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "cache", b"v1")) as opened:
        yield opened


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path in ("2026/06/hop-dan/index.html", "2026/05/le-hoi/index.html", "thoi-su/index.html", "index.html"):
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(b"trang")
    return tmp_path / "site"


def entered(store: Store, site: Path) -> Ledger:
    ledger = Ledger(store, site)
    for section, path in ((JUNE, "2026/06/hop-dan/index.html"), (MAY, "2026/05/le-hoi/index.html"), ("rest", "thoi-su/index.html")):
        ledger.enter(section, b"made of it", {path: b"key"}, {path: 7})
        ledger.enter_folders([path])
    ledger.commit()
    return Ledger(store, site)


def test_a_new_ledger_is_empty(store: Store, site: Path):
    ledger = Ledger(store, site)
    assert (ledger.sections, ledger.outputs(JUNE), ledger.stamps()) == ({}, {}, {})


def test_files_come_back_by_section_and_folders_by_place(store: Store, site: Path):
    ledger = entered(store, site)
    assert [(one.paths, one.stamps) for section, one in ledger.stamps().items() if section == JUNE] == [(["2026/06/hop-dan/index.html"], [7])]
    assert (ledger.sections[JUNE].digest, ledger.sections[JUNE].files) == (b"made of it", 1)
    folders = {path: (b"", stamp((site / path).lstat())) for path in ("2026/06/hop-dan/", "2026/05/le-hoi/", "2026/06/", "2026/05/", "2026/", "thoi-su/")}
    assert {section: ledger.outputs(section) for section in ledger.sections} == {
        JUNE: {"2026/06/hop-dan/index.html": (b"key", 7)},
        MAY: {"2026/05/le-hoi/index.html": (b"key", 7)},
        "rest": {"thoi-su/index.html": (b"key", 7)},
        "2026/06/": {"2026/06/hop-dan/": folders["2026/06/hop-dan/"]},
        "2026/05/": {"2026/05/le-hoi/": folders["2026/05/le-hoi/"]},
        "/": {path: folders[path] for path in ("2026/06/", "2026/05/", "2026/", "thoi-su/")},
    }


def test_what_was_not_made_keeps_its_stamp(store: Store, site: Path):
    ledger = entered(store, site)
    ledger.enter(JUNE, b"made of more", {"2026/06/hop-dan/index.html": b"key", "2026/06/moi/index.html": b"new"}, {"2026/06/moi/index.html": 9})
    ledger.commit()
    assert Ledger(store, site).outputs(JUNE) == {"2026/06/hop-dan/index.html": (b"key", 7), "2026/06/moi/index.html": (b"new", 9)}
    assert Ledger(store, site).sections[JUNE].digest == b"made of more"


def test_sections_and_folders_that_are_gone_are_forgotten(store: Store, site: Path):
    ledger = entered(store, site)
    (site / "2026/05/le-hoi/index.html").unlink()
    (site / "2026/05/le-hoi").rmdir()
    (site / "2026/05").rmdir()
    ledger.enter_folders(["2026/05/le-hoi/index.html"])
    ledger.drop(MAY)
    ledger.commit()
    known = Ledger(store, site)
    assert known.sections.keys() == {JUNE, "2026/06/", "rest", "/"} and "2026/05/" not in known.outputs("/")


def test_nothing_is_written_when_nothing_changed(store: Store, site: Path, monkeypatch: pytest.MonkeyPatch):
    ledger = entered(store, site)
    monkeypatch.setattr(store, "put_ledger", lambda *_: pytest.fail("written"))
    path = "2026/06/hop-dan/index.html"
    ledger.enter(JUNE, b"made of it", {path: b"key"}, {path: 7})
    ledger.enter_folders([path])
    ledger.commit()


def test_each_site_folder_has_a_ledger_of_its_own(store: Store, site: Path, tmp_path: Path):
    entered(store, site)
    assert Ledger(store, tmp_path / "xem-truoc").sections == {}


@pytest.mark.parametrize("statement", ["DELETE FROM ledgers WHERE section = '2026/06'", "UPDATE ledgers SET (seal, content) = (SELECT seal, content FROM ledgers WHERE section = '2026/05') WHERE section = '2026/06'", "UPDATE ledgers SET content = x'80' WHERE section = '2026/06'"])  # fmt: skip
def test_a_section_that_is_missing_or_another_one_is_a_fault_of_the_store(store: Store, site: Path, statement: str):
    entered(store, site)
    with closing(sqlite3.connect(store.file)) as connection:
        connection.execute(statement)
        connection.commit()
    with pytest.raises(StoreError):
        Ledger(store, site).outputs(JUNE)
    with pytest.raises(StoreError):
        Ledger(store, site).stamps()
