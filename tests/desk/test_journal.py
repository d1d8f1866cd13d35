"""The log of publishing, and the list of what is published."""

import csv
import io
import json
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from benchmarks import corpus, post_file
from desk.drafts.archive import Archive
from desk.drafts.journal import Journal
from newsdesk import AN, BRIDGE, CHI, NOW, STORM, NewsDesk, git

pytestmark = pytest.mark.system
KEY, NEW = "2026/09/cau-cua-long", "2026/11/bao-so-9"


@pytest.fixture
def desk(tmp_path: Path) -> NewsDesk:
    return NewsDesk(tmp_path)


def publish(desk: NewsDesk, key: str, keys: str, body: bool = True) -> None:
    form = desk.form(key)
    front, _, text = form.text.partition("\n---\n")
    form.text = f"{front}\n{keys}\n---\n{text if body else ''}"
    form.save(AN)
    desk.publish(key)


def test_each_publication_says_what_it_was(desk: NewsDesk) -> None:
    desk.new(NEW, STORM).save(AN)
    desk.publish(NEW)
    desk.form(NEW).replace("nửa đêm", "ba giờ").save(CHI)
    desk.publish(NEW)
    publish(desk, KEY, 'corrections: [{"time": "2026-11-30 09:00", "wrong": "821 m", "right": "812 m"}]')
    publish(desk, NEW, 'withdrawn: {"time": "2026-11-30 10:00", "note": "Bão đã tan."}')
    publish(desk, KEY, 'removed: {"time": "2026-11-30 11:00", "reason": "order", "note": "Theo văn bản."}', body=False)
    late = "2026/12/thong-bao"
    desk.new(late, STORM.replace("2026-11-30 08:30", "2026-12-01 07:00")).save(AN)
    desk.publish(late)
    told = [(entry.action, entry.title, entry.writers, entry.reason) for entry in Journal(desk.repository).entries()]
    assert told == [
        ("schedule", "Bão số 9 vào bờ", (AN.name,), ""),
        ("remove", "Cầu Cửa Lộng thông xe", (AN.name,), "order: Theo văn bản."),
        ("withdraw", "Bão số 9 vào bờ", (AN.name,), "Bão đã tan."),
        ("correct", "Cầu Cửa Lộng thông xe", (AN.name,), ""),
        ("update", "Bão số 9 vào bờ", (), ""),
        ("publish", "Bão số 9 vào bờ", (AN.name,), ""),
        ("git", "Bản tin", (), ""),
    ]
    assert desk.log()[0] == "Lê Minh Chi: Hẹn đăng lúc 07:00 ngày 1/12/2026: Bão số 9 vào bờ"


def test_what_happened_without_the_desk_is_in_the_journal(desk: NewsDesk, tmp_path: Path) -> None:
    work = tmp_path / "work"
    (work / "posts" / f"{KEY}.md").unlink()
    git(work, "commit", "--quiet", "--all", "--message=Dọn kho\n\nDesk-Action: nothing\n")
    git(work, "push", "--quiet", str(desk.repository.folder), "main")
    entry = Journal(desk.repository).entries(most=1)[0]
    assert (entry.who, entry.action, entry.label) == ("kho@x", "git", "Sửa thẳng trong kho")
    assert (entry.post, entry.title) == (f"posts/{KEY}.md", "Dọn kho")


def test_the_journal_of_some_days(desk: NewsDesk) -> None:
    for day in (1, 2, 3):
        desk.time = NOW + timedelta(days=day)
        desk.form(KEY).replace("812" if day == 1 else f"{day - 1} m", f"{day}" if day == 1 else f"{day} m").save(AN)
        desk.publish(KEY)
    journal = Journal(desk.repository)

    def days(since: datetime | None, until: datetime | None) -> list[int]:
        return [(entry.when - NOW).days for entry in journal.entries(since, until) if entry.action == "update"]

    assert days(NOW + timedelta(days=2), NOW + timedelta(days=3)) == [2]
    assert days(NOW + timedelta(days=2), None) == [3, 2]
    assert days(None, NOW + timedelta(days=2)) == [1]


def test_a_title_runs_nothing_in_a_spreadsheet(desk: NewsDesk) -> None:
    desk.new(NEW, STORM.replace("Bão số 9 vào bờ", "'=HYPERLINK(\"http://x\")'")).save(AN)
    desk.publish(NEW)
    journal = Journal(desk.repository)
    entries = journal.entries()
    table = journal.csv(entries)
    assert table.startswith(b"\xef\xbb\xbf")
    head, first, *_ = csv.reader(io.StringIO(table.decode("utf-8-sig")))
    row = dict(zip(head, first, strict=True))
    assert row["Tên bài"] == '\'=HYPERLINK("http://x")'
    assert (row["Người thực hiện"], row["Việc"], row["Người viết, sửa"]) == (CHI.name, "Đăng bài", AN.name)
    assert json.loads(journal.json(entries))[0]["when"].startswith("2026-11-30T09:0")


def test_a_title_forges_no_entry(desk: NewsDesk) -> None:
    title = "Bão\\n\\nDesk-Action: remove\\nDesk-Post: posts/2026/09/cau-cua-long.md"
    desk.new(NEW, STORM.replace("Bão số 9 vào bờ", f'"{title}"')).save(AN)
    desk.publish(NEW)
    entry = Journal(desk.repository).entries(most=1)[0]
    assert (entry.action, entry.post) == ("publish", f"posts/{NEW}.md")


class TestArchive:
    @pytest.fixture
    def archive(self, desk: NewsDesk, tmp_path: Path) -> Archive:
        return Archive(desk.repository, tmp_path / "desk" / "archive.sqlite")

    def test_it_knows_what_was_published_a_moment_ago(self, desk: NewsDesk, archive: Archive) -> None:
        assert [line.title for line in archive.newest(10)] == ["Cầu Cửa Lộng thông xe"]
        desk.new(NEW, STORM).save(AN)
        assert len(archive.newest(10)) == 1
        desk.publish(NEW)
        desk.form(KEY).replace("Cầu Cửa", "Chiếc cầu Cửa").save(AN)
        desk.publish(KEY)
        assert [(line.key, line.date, line.title) for line in archive.newest(10)] == [
            (NEW, "2026-11-30 08:30", "Bão số 9 vào bờ"),
            (KEY, "2026-09-02 07:00", "Chiếc cầu Cửa Lộng thông xe"),
        ]
        assert archive.months() == [("2026/11", 1), ("2026/09", 1)]

    @pytest.mark.parametrize(
        "text", ["cua long", "CỬA LỘNG", "cầu thuy hang", "lo", "thoi-su", "cửa  lộng.", "thông xe"]
    )
    def test_it_is_searched_without_accents(self, archive: Archive, text: str) -> None:
        assert [line.key for line in archive.search(text)] == [KEY]

    @pytest.mark.parametrize("text", ["ua long", "cua hong", "%", "_", "' OR 1=1 --"])
    def test_what_is_not_there_is_not_found(self, archive: Archive, text: str) -> None:
        assert [line.key for line in archive.search(text)] == ([KEY] if not text.strip("%_") else [])
        assert archive.search("cau", month="2026/10") == []

    def test_a_broken_index_is_made_anew(self, archive: Archive, tmp_path: Path) -> None:
        archive.update()
        (tmp_path / "desk" / "archive.sqlite").write_bytes(b"nothing of the kind" * 100)
        assert len(archive.newest(10)) == 1

    def test_it_reads_what_no_check_would_pass(self, tmp_path: Path) -> None:
        odd: dict[str, str | bytes] = {
            "2026/01/a.md": b"\xff\xfe",
            "2026/01/b.md": "---\ntitle: [x\n---\n",
            "2026/01/c.md": "",
            "README.md": "x",
        }
        crlf = "\ufeff" + BRIDGE.replace("\n", "\r\n")
        desk = NewsDesk(tmp_path / "odd", {**odd, "2026/09/cau.md": crlf})
        lines = Archive(desk.repository, tmp_path / "x.sqlite").newest(10)
        assert [(line.title, line.authors) for line in lines if line.date] == [("Cầu Cửa Lộng thông xe", "Thúy Hằng")]
        assert sorted(line.title for line in lines if not line.date) == ["a", "b", "c"]

    def test_two_processes_share_one_index(self, archive: Archive, desk: NewsDesk, tmp_path: Path) -> None:
        archive.update()
        other = Archive(desk.repository, tmp_path / "desk" / "archive.sqlite")
        with sqlite3.connect(tmp_path / "desk" / "archive.sqlite"):
            assert other.newest(1) == archive.newest(1)


def test_a_rewritten_history_is_read_from_the_beginning(tmp_path: Path) -> None:
    articles = [(post_file.place(article.place), post_file.text(article)) for article in corpus.articles(30)]
    desk = NewsDesk(tmp_path, dict(articles))
    archive = Archive(desk.repository, tmp_path / "archive.sqlite")
    assert len(archive.newest(100)) == 30
    other = NewsDesk(tmp_path / "other", dict(articles[:10]))
    git(desk.repository.folder, "fetch", "--quiet", "--force", str(other.repository.folder), "main:main")
    git(desk.repository.folder, "gc", "--quiet", "--prune=now")
    assert len(archive.newest(100)) == 10
