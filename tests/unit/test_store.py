"""The store: it saves time and decides nothing. Whatever happens to its file, a build gives what it would give without
one.
"""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from bulletin.archive import store
from bulletin.archive.month import Month, MonthRecords
from bulletin.archive.store import Store
from bulletin.articles.fragment import Fragment
from bulletin.build import Build
from bulletin.machine.cache import Cache, CacheError
from bulletin.press.ledger import Ledger
from bulletin.problems import as_text
from bulletin.stylebook import words
from project import Project, post
from unit.proofreading import NOW, QUIET, VERSION, settings_of

pytestmark = pytest.mark.slow

TEXT = Fragment("Sáng nay họp.", "<p>Một đoạn văn.</p>", 7, None, None, ())
SECTIONS = {"2026/05": 300, "2026/06": 300, "rest": 100}
OTHER = Fragment("", "<p>Đoạn khác.</p>", 2, None, None, ())


@contextmanager
def stored(folder: Path, version: bytes) -> Iterator[Store]:
    """A store in a folder, open for a while, as a new process finds it."""
    store._known_months.clear()
    with closing(Cache(folder, version)) as cache:
        yield Store(cache)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    with stored(tmp_path, b"v1") as made:
        yield made


def again(opened: Store, version: bytes = b"v1") -> AbstractContextManager[Store]:
    """The same store as another process finds it."""
    opened.cache.commit()
    return stored(opened.cache.folder, version)


def put(opened: Store, name: str, fragment: Fragment) -> None:
    opened.put_fragment(name, msgspec.msgpack.encode(fragment))


# --- what is put comes back


def test_a_new_store_is_empty_and_nothing_was_lost(opened: Store) -> None:
    assert (list(opened), len(opened), dict(opened.months()), opened.cache.lost) == ([], 0, {}, "")


def test_texts_come_back_as_they_were_put(opened: Store) -> None:
    put(opened, "2026/06/b.md", OTHER)
    put(opened, "2026/06/a.md", OTHER)
    put(opened, "2026/06/a.md", TEXT)
    put(opened, "2026/06/c.md", TEXT)
    opened.drop_fragments(["2026/06/c.md", "2026/06/khong-co.md"])
    with again(opened) as found:
        assert dict(found) == {"2026/06/a.md": TEXT, "2026/06/b.md": OTHER}
        assert len(found) == 2 and found.cache.lost == ""


def test_a_text_that_is_not_there_is_a_fault_of_the_store(opened: Store) -> None:
    with pytest.raises(CacheError):
        opened["2026/06/a.md"]


def test_months_and_their_records_come_back_as_they_were_put(
    months: dict[str, tuple[Month, MonthRecords]], opened: Store
) -> None:
    (june, records), (may, others) = months["2026/06"], months["2026/05"]
    opened.put_month("2026/06", may, others)
    opened.put_month("2026/06", june, records)
    opened.put_month("2026/05", may, others)
    opened.put_month("2025/12", may, others)
    opened.put_month("2025/12", None)
    with again(opened) as found:
        assert list(found.months()) == [("2026/05", may), ("2026/06", june)]
        assert (found.records("2026/05"), found.records("2026/06")) == (others, records)
        with pytest.raises(CacheError):
            found.records("2025/12")


def test_posts_read_under_other_settings_are_forgotten(
    months: dict[str, tuple[Month, MonthRecords]], opened: Store
) -> None:
    opened.forget_months_unless(b"mot")
    opened.put_month("2026/06", *months["2026/06"])
    opened.forget_months_unless(b"mot")
    assert len(dict(opened.months())) == 1
    opened.forget_months_unless(b"hai")
    assert dict(opened.months()) == {}


def test_what_is_not_committed_is_not_kept(opened: Store) -> None:
    put(opened, "2026/06/a.md", TEXT)
    opened.cache.close()
    with stored(opened.cache.file.parent, b"v1") as found:
        assert len(found) == 0


def test_a_closed_store_opens_itself_again(opened: Store) -> None:
    put(opened, "2026/06/a.md", TEXT)
    opened.cache.commit()
    opened.cache.close()
    assert opened["2026/06/a.md"] == TEXT


def test_each_process_opens_the_file_for_itself(opened: Store) -> None:
    put(opened, "2026/06/a.md", TEXT)
    opened.cache.commit()
    child = os.fork()
    if child == 0:
        os._exit(0 if opened["2026/06/a.md"] == TEXT and opened.cache._process == os.getpid() else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_a_child_neither_makes_a_file_nor_clears_a_journal_away(opened: Store) -> None:
    """The owner begins again under the same name, perhaps this very moment."""
    put(opened, "2026/06/a.md", TEXT)
    opened.cache.commit()
    opened.cache.file.unlink()
    journal = Path(f"{opened.cache.file}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(1000))
    child = os.fork()
    if child == 0:
        try:
            dict(opened)
        except CacheError:
            os._exit(0)
        os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    assert not opened.cache.file.exists() and journal.exists()


def test_a_child_that_finds_the_file_broken_leaves_it_to_the_owner(opened: Store) -> None:
    opened.cache.commit()
    child = os.fork()
    if child == 0:
        try:
            opened.cache.table("thứ mới")
        except CacheError:
            os._exit(0)
        os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    assert opened.cache.file.exists() and opened.cache.lost == ""


def test_what_is_given_up_is_told_and_not_kept(opened: Store) -> None:
    put(opened, "2026/06/a.md", TEXT)
    opened.cache.commit()
    put(opened, "2026/06/a.md", OTHER)
    opened.cache.give_up()
    assert opened.cache.lost == "not-written"
    with again(opened) as found:
        assert dict(found) == {"2026/06/a.md": TEXT}


# --- what happens to files


@dataclass
class Newsroom:
    """A project, what a build finds in it without a store, and its store after one."""

    project: Project
    expected: tuple[object, ...]

    @property
    def file(self) -> Path:
        return self.project.folder / ".cache" / "bulletin.sqlite"


def prepared(project: Project, opened: Store) -> tuple[object, ...]:
    """All that a build knows of posts: articles, texts, and what it says of them."""
    build = Build(settings_of(project.folder), NOW, opened.cache, project.site, QUIET)
    found, edition = build.read(), build.edition
    return (
        edition.catalogue,
        {article.name: edition.text(article).read() for article in edition.catalogue.articles},
        as_text(found),
    )


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Enough posts and outputs for a file of many pages."""
    project = Project(tmp_path_factory.mktemp("newsroom") / "bulletin")
    for month in range(1, 7):
        project.picture(f"2026/{month:02}/dinh.jpg", (40, 30))
        for number in range(4):
            body = (
                f"Đoạn mở đầu số {number}.\n\n"
                + f"Bà con xã Trà Giang ra đồng từ sáng sớm, tin số {number}.\n\n" * 30
                + "![Đình làng](dinh.jpg)"
            )
            project.post(
                f"2026/{month:02}/tin-{number}.md",
                post(
                    title=f"Tin số {number}",
                    date=f"2026-{month:02}-0{1 + number} 08:15",
                    body=body,
                    tags=f"[tháng {month}]",
                ),
            )
    project.post("2026/06/nhap.md", post(title="Bài nháp\u200b", draft="true"))
    with stored(project.folder / "khong-co-gi", VERSION) as fresh:
        expected = prepared(project, fresh)
    with stored(project.folder / ".cache", VERSION) as kept:
        assert prepared(project, kept) == expected
        ledger = Ledger(kept.cache, project.site)
        for name, count in SECTIONS.items():
            paths = [f"{name}/tin-{number}/index.html" for number in range(count)]
            ledger.enter(name, b"mot", dict.fromkeys(paths, bytes(40)), dict.fromkeys(paths, 1))
        ledger.commit()
    return Newsroom(project, expected)


@pytest.fixture(scope="module")
def months(newsroom: Newsroom) -> dict[str, tuple[Month, MonthRecords]]:
    with stored(newsroom.file.parent, VERSION) as kept:
        return {name: (month, kept.records(name)) for name, month in kept.months()}


@pytest.fixture
def folder(newsroom: Newsroom, tmp_path: Path) -> Path:
    """A folder with a copy of the newsroom's store."""
    (tmp_path / "bulletin.sqlite").write_bytes(newsroom.file.read_bytes())
    return tmp_path


def test_a_store_that_is_whole_gives_the_same_edition(newsroom: Newsroom, folder: Path) -> None:
    with stored(folder, VERSION) as opened:
        assert prepared(newsroom.project, opened) == newsroom.expected
        assert opened.cache.lost == "" and known(newsroom, opened) == SECTIONS


def known(newsroom: Newsroom, opened: Store) -> dict[str, int]:
    """How many files of each section of the site folder are known."""
    return {name: len(section.paths) for name, section in Ledger(opened.cache, newsroom.project.site).stamps().items()}


def halve(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size - 1000)


def another_database(file: Path) -> None:
    file.unlink()
    sql(file, "CREATE TABLE tin (a)")


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut in half": (halve, "broken"),
    "cut at its end": (cut, "broken"),
    "cut to its first bytes": (lambda file: os.truncate(file, 60), "broken"),
    "garbage": (lambda file: file.write_bytes(random.Random(1).randbytes(50_000)), "broken"),
    "garbage behind the right beginning": (
        lambda file: file.write_bytes(file.read_bytes()[:100] + random.Random(1).randbytes(50_000)),
        "broken",
    ),
    "a text": (lambda file: file.write_text("đây không phải bộ nhớ đệm\n" * 100), "broken"),
    "nothing in it": (lambda file: file.write_bytes(b""), ""),
    "not there": (lambda file: file.unlink(), ""),
    "a table that is missing": (lambda file: sql(file, "DROP TABLE months"), ""),
    "another database": (another_database, "broken"),
    "no version": (lambda file: sql(file, "DELETE FROM facts WHERE name = 'version'"), "version"),
    "an older version": (lambda file: sql(file, "UPDATE facts SET value = x'00' WHERE name = 'version'"), "version"),
    "a text under another name": (
        lambda file: sql(
            file, "UPDATE fragments SET content = (SELECT content FROM fragments WHERE name LIKE '%tin-3%')"
        ),
        "broken",
    ),
    "a whole text under another name": (
        lambda file: sql(
            file,
            (
                "UPDATE fragments SET (seal, content) = "
                "(SELECT seal, content FROM fragments WHERE name LIKE '%05/tin-3%') WHERE name = '2026/06/tin-3.md'"
            ),
        ),
        "broken",
    ),
    "a text that is missing": (
        lambda file: sql(file, "DELETE FROM fragments WHERE name = '2026/06/tin-3.md'"),
        "broken",
    ),
    "a month with other bytes": (
        lambda file: sql(file, "UPDATE months SET content = x'c0' WHERE name = '2026/06'"),
        "broken",
    ),
    "a month that is no bytes": (
        lambda file: sql(file, "UPDATE months SET content = NULL WHERE name = '2026/06'"),
        "broken",
    ),
    "a month that is a text": (
        lambda file: sql(file, "UPDATE months SET content = 'tin' WHERE name = '2026/06'"),
        "broken",
    ),
    "a text that is a number": (
        lambda file: sql(file, "UPDATE fragments SET content = 7 WHERE name = '2026/06/tin-3.md'"),
        "broken",
    ),
    "a site folder of which less is known": (
        lambda file: sql(file, "UPDATE ledger SET content = x'80' WHERE name LIKE '%2026/06'"),
        "broken",
    ),
    "a site folder of which a section is missing": (
        lambda file: sql(file, "DELETE FROM ledger WHERE name LIKE '%2026/06'"),
        "broken",
    ),
    "a site folder of which a section is another one": (
        lambda file: sql(
            file,
            (
                "UPDATE ledger SET (seal, content) = (SELECT seal, content FROM ledger WHERE name LIKE '%2026/05') "
                "WHERE name LIKE '%2026/06'"
            ),
        ),
        "broken",
    ),
}


def sql(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
        connection.commit()


def recovered(newsroom: Newsroom, opened: Store) -> tuple[object, ...]:
    """What a build knows in the end: when it meets the damage only at its pages or at the state of the site folder, it
    starts over, as `publish` does.
    """
    try:
        found = prepared(newsroom.project, opened)
        known(newsroom, opened)
    except CacheError:
        opened.cache.start_over("broken")
        found = prepared(newsroom.project, opened)
    return found


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_store_changes_nothing_of_what_is_published(newsroom: Newsroom, folder: Path, damage: str) -> None:
    alter, lost = DAMAGES[damage]
    alter(folder / "bulletin.sqlite")
    with stored(folder, VERSION) as opened:
        assert recovered(newsroom, opened) == newsroom.expected
        assert opened.cache.lost == lost
    with stored(folder, VERSION) as healed:
        assert prepared(newsroom.project, healed) == newsroom.expected
        assert healed.cache.lost == "", "the next build finds a good store"


def test_flipped_bytes_anywhere_change_nothing_of_what_is_published(newsroom: Newsroom, folder: Path) -> None:
    whole, chance = newsroom.file.read_bytes(), random.Random(20260622)
    losses = set()
    for start in range(0, len(whole), len(whole) // 40):
        place = min(start + chance.randrange(1000), len(whole) - 24)
        flipped = bytes(byte ^ chance.randrange(1, 256) for byte in whole[place : place + 24])
        (folder / "bulletin.sqlite").write_bytes(whole[:place] + flipped + whole[place + 24 :])
        with stored(folder, VERSION) as opened:
            assert recovered(newsroom, opened) == newsroom.expected, f"at byte {place}"
            losses.add(opened.cache.lost)
    assert losses == {"", "broken"}


def test_a_store_whose_folder_goes_begins_again_in_its_place(newsroom: Newsroom, folder: Path) -> None:
    cache = folder / "cache"
    with stored(cache, VERSION) as opened:
        assert prepared(newsroom.project, opened) == newsroom.expected
        opened.cache.close()
        shutil.rmtree(cache)
        with pytest.raises(CacheError):
            dict(opened)
        opened.cache.start_over("broken")
        assert prepared(newsroom.project, opened) == newsroom.expected
        assert (opened.cache.lost, opened.cache.file.parent) == ("broken", cache)
    with stored(cache, VERSION) as healed:
        assert healed.cache.lost == "" and len(healed) == 25


def test_a_version_change_starts_over(newsroom: Newsroom, folder: Path) -> None:
    with stored(folder, b"later") as opened:
        assert opened.cache.lost == "version" and len(opened) == 0 and known(newsroom, opened) == {}
        assert prepared(newsroom.project, opened) == newsroom.expected


# --- a place that can't be written


def test_a_folder_that_cannot_be_written_is_left_alone(
    newsroom: Newsroom, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / "bulletin.sqlite").read_bytes()
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
    with stored(folder, VERSION) as opened:
        assert prepared(newsroom.project, opened) == newsroom.expected
        assert opened.cache.lost == "read-only"
        assert opened.cache.file.parent != folder
        elsewhere = opened.cache.file
        opened.cache.start_over("broken")
        assert opened.cache.lost == "read-only", "the first loss is the one that matters"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"bulletin.sqlite": before}
    del opened
    assert not elsewhere.exists(), "and nothing is left elsewhere"


def test_a_file_that_cannot_be_written_is_left_alone(
    newsroom: Newsroom, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).is_dir() and access(path, mode))
    with stored(folder, VERSION) as opened:
        assert opened.cache.lost == "read-only" and opened.cache.file.parent != folder


def test_every_loss_has_its_words() -> None:
    assert set(words.terminal()["store_lost"]) == {
        "version", "foreign", "keyless", "broken", "read-only", "not-written",
    }  # fmt: skip


def test_what_was_said_of_a_post_is_kept_too(newsroom: Newsroom) -> None:
    assert "posts/2026/06/nhap.md:2: Cảnh báo: Có ký tự ẩn (U+200B)" in str(newsroom.expected[2])
