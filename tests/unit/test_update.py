"""Reading posts again: whatever still holds is not worked out anew, and whatever may not hold is never trusted."""

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from bulletin.archive.post_reader import PostReader
from bulletin.edition.edition import Edition
from bulletin.machine import digest
from bulletin.posts import post as posts
from bulletin.posts import post_folder
from bulletin.posts.file_states import EXISTS, FileStates
from bulletin.posts.post import Post
from bulletin.posts.post_folder import PostFolder
from bulletin.posts.walk import TOO_NEW
from bulletin.problems import Problem
from bulletin.typesetting.typesetter import TypesetBody, Typesetter
from project import ROOT, WHOLE_SETTINGS, Project, post
from unit.process import said
from unit.proofreading import prepare

_TICK = 0.01
"""Seconds after which a change of a file shows in its times."""


@dataclass
class Newsroom:
    """A project whose files are all settled, and what each build does with its posts."""

    project: Project
    read: list[str] = field(default_factory=list)
    """Files that were opened, of posts and of what lies beside them."""
    set: list[str] = field(default_factory=list)
    """Posts whose text was set in HTML."""
    found: list[Problem] = field(default_factory=list)
    """What was wrong with them."""

    def build(self) -> tuple[Edition, list[str]]:
        """The edition with its texts as they are now, and the codes of what is wrong."""
        self.read.clear()
        self.set.clear()
        edition, self.found = prepare(self.project)
        time.sleep(_TICK)
        return replace(edition, fragments=dict(edition.fragments)), sorted(one.code for one in self.found)

    def titles(self) -> list[str]:
        return [article.facts.title for article in self.build()[0].catalogue.articles]

    def page(self, name: str) -> str:
        edition, _ = self.build()
        return edition.fragments[name].body_html


@pytest.fixture
def newsroom(project: Project, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    watched = Newsroom(project)
    read, digest_of, typeset = PostFolder.read, PostFolder.digest, Typesetter.set

    def reading(self: PostFolder, name: str) -> bytes:
        watched.read.append(name)
        return read(self, name)

    def digesting(self: PostFolder, name: str) -> bytes:
        watched.read.append(name)
        return digest_of(self, name)

    def typesetting(self: Typesetter, written: Post) -> TypesetBody:
        watched.set.append(written.name)
        return typeset(self, written)

    monkeypatch.setattr(PostFolder, "read", reading)
    monkeypatch.setattr(PostFolder, "digest", digesting)
    monkeypatch.setattr(Typesetter, "set", typesetting)
    monkeypatch.setattr(post_folder, "_SETTLING_TIME", -10_000_000_000)  # as if every file had been there for long
    return watched


A, B = "2026/06/a.md", "2026/06/b.md"


# --- what still holds


def views(newsroom: Newsroom) -> int | None:
    return newsroom.build()[0].catalogue.articles[0].views


def test_a_post_that_was_only_read_more_often_is_not_parsed_again(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.project.post(A, post(views="891", body="Xem <font>đây</font>."))
    assert views(newsroom) == 891
    with monkeypatch.context() as patch:
        patch.setattr(posts, "parse", lambda *_: pytest.fail("parsed"))
        newsroom.project.post(A, post(views="1024", body="Xem <font>đây</font>."))
        assert views(newsroom) == 1024
        assert [one.code for one in newsroom.found] == ["html-removed"]
    newsroom.project.post(A, post(views="1025", title="Tên khác"))
    edition, _ = newsroom.build()
    assert (edition.catalogue.articles[0].views, edition.catalogue.articles[0].facts.title) == (1025, "Tên khác")


@pytest.mark.parametrize("line", ["views: 5", "views: '5'", "views:  5", "views: 05"])
def test_a_line_of_the_body_is_never_taken_for_the_views(newsroom: Newsroom, line: str) -> None:
    for number in (5, 6, 7):
        newsroom.project.post(A, post(body=f"Một đoạn.\nviews: {number}").replace("category:", f"{line}\ncategory:"))
        edition, _ = newsroom.build()
        assert edition.catalogue.articles[0].views == 5
        assert f"views: {number}" in edition.fragments[A].lead_html + edition.fragments[A].body_html


def test_a_post_without_views_may_speak_of_them(newsroom: Newsroom) -> None:
    for number in (5, 6):
        newsroom.project.post(A, post(body=f"Một đoạn.\n\nviews: {number}"))
        edition, _ = newsroom.build()
        assert edition.catalogue.articles[0].views is None
        assert f"views: {number}" in edition.fragments[A].lead_html + edition.fragments[A].body_html


def test_a_first_build_reads_everything_and_a_second_one_nothing(newsroom: Newsroom) -> None:
    newsroom.project.picture("2026/06/dinh.jpg", (40, 30))
    newsroom.project.post(A, post(title="Bài một", body="Sáng nay.\n\n![Đình](dinh.jpg)"))
    newsroom.project.post(B, post(title="Bài hai"))
    first, _ = newsroom.build()
    assert (newsroom.read, newsroom.set) == ([A, "2026/06/dinh.jpg", B], [A, B])
    assert first.opened_count == 2
    second, _ = newsroom.build()
    assert (newsroom.read, newsroom.set, second.opened_count) == ([], [], 0)
    assert (second.catalogue, second.fragments) == (first.catalogue, first.fragments)


@pytest.mark.parametrize(
    "change",
    [
        "views: 892",
        "tags: [họp dân]",
        "author: Minh Khuê",
        "pinned: true",
        "updated: 2026-06-20 10:00",
        "aliases: [/tin/2.html]",
        "slug: hop",
        "draft: true",
    ],
)
def test_what_is_no_part_of_the_text_is_changed_without_setting_it_again(newsroom: Newsroom, change: str) -> None:
    keys = {
        "title": "Họp dân",
        "views": "891",
        "tags": "[thôn]",
        "author": "Thúy An",
        "pinned": "false",
        "aliases": "[/tin/1.html]",
        "slug": "hop-dan",
        "draft": "false",
        "updated": "2026-06-20 09:00",
    }
    newsroom.project.post(A, post(body="Sáng nay **họp**[^1].\n\n[^1]: Ở đình.", **keys))
    before, _ = newsroom.build()
    key, value = change.split(": ")
    newsroom.project.post(A, post(body="Sáng nay **họp**[^1].\n\n[^1]: Ở đình.", **keys | {key: value}))
    after, _ = newsroom.build()
    assert (newsroom.read, newsroom.set) == ([A], [])
    assert after.fragments[A] == before.fragments[A]
    assert after.catalogue != before.catalogue, "and the change is known"
    assert newsroom.build()[0].catalogue == after.catalogue and newsroom.read == [], "to the next build too"


@pytest.mark.parametrize(
    "change",
    [
        "title: UBND xã họp dân",
        "lead: Bà con họp.",
        "image: {caption: Quang cảnh.}",
        "source: {name: Báo Miền}",
        "attachments: [{file: hai.pdf}]",
    ],
)
def test_what_is_part_of_the_text_sets_it_again(newsroom: Newsroom, change: str) -> None:
    newsroom.project.post("2026/06/mot.pdf", b"%PDF-1.7")
    newsroom.project.post("2026/06/hai.pdf", b"%PDF-1.7")
    keys = {
        "lead": "Dân họp.",
        "image": "{caption: Toàn cảnh.}",
        "source": "{name: Báo X}",
        "attachments": "[{file: mot.pdf}]",
    }
    newsroom.project.post(A, post(**keys))
    before, _ = newsroom.build()
    key, value = change.split(": ", 1)
    newsroom.project.post(A, post(**keys | {key: value}))
    after, _ = newsroom.build()
    assert newsroom.set == [A] and after.fragments[A] != before.fragments[A]


def test_a_changed_body_sets_its_post_and_no_other(newsroom: Newsroom) -> None:
    newsroom.project.post(A, post(title="Bài một", body="Xem [bài hai](b.md)."))
    newsroom.project.post(B, post(title="Bài hai"))
    newsroom.build()
    newsroom.project.post(B, post(title="Bài hai", body="Đoạn đã sửa."))
    assert newsroom.build()[0].fragments[B].lead_html == "Đoạn đã sửa."
    assert (newsroom.read, newsroom.set) == ([B], [B])


def test_a_body_that_moved_a_line_down_is_set_again_so_that_its_problems_tell_the_right_line(
    newsroom: Newsroom,
) -> None:
    newsroom.project.post(A, post(body="Một đoạn.\n\nXem <font>đây</font>."))
    newsroom.build()
    newsroom.project.post(A, post(body="Một đoạn.\n\nXem <font>đây</font>.", views="891"))
    newsroom.build()
    assert [(one.line, one.code) for one in newsroom.found] == [(10, "html-removed")]
    assert newsroom.set == [A]


def test_a_post_that_was_only_touched_is_read_and_neither_parsed_nor_set(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = newsroom.project.post(A, post())
    newsroom.build()
    os.utime(path, (1_700_000_000, 1_700_000_000))
    monkeypatch.delattr(posts, "parse")
    newsroom.build()
    assert (newsroom.read, newsroom.set) == ([A], [])
    newsroom.build()
    assert newsroom.read == []


def test_a_change_whose_date_was_set_back_is_seen(newsroom: Newsroom) -> None:
    path = newsroom.project.post(A, post(title="Tin số 1"))
    before = path.stat()
    assert newsroom.titles() == ["Tin số 1"]
    newsroom.project.post(A, post(title="Tin số 2"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size and newsroom.titles() == ["Tin số 2"]


def test_warnings_and_notices_are_told_by_every_build(newsroom: Newsroom) -> None:
    newsroom.project.post(A, post(title="Họp\u200b dân", body="Xem <font>đây</font> và [bài nháp](b.md)."))
    newsroom.project.post(B, post(draft="true"))
    told = ["control-characters", "draft", "html-removed", "link-to-unpublished"]
    assert newsroom.build()[1] == told
    assert newsroom.build()[1] == told and newsroom.read == []
    newsroom.project.post(A, post(title="Họp dân", body="Xem <font>đây</font> và [bài nháp](b.md)."))
    assert newsroom.build()[1] == ["draft", "html-removed", "link-to-unpublished"] and newsroom.set == []
    newsroom.project.post(B, post(draft="false"))
    assert newsroom.build()[1] == ["html-removed"] and newsroom.set == []


def test_other_settings_of_markdown_set_everything_again(newsroom: Newsroom) -> None:
    newsroom.project.post(A, post(body="~~Hôm qua~~ hôm nay.\n\n| a |\n|---|\n| b |"))
    newsroom.build()
    file = newsroom.project.folder / "mkdocs.yml"
    file.write_text(
        WHOLE_SETTINGS.replace("BACKLINK_TITLE: Về chỗ đọc dở", "BACKLINK_TITLE: Về chỗ cũ"), encoding="utf-8"
    )
    newsroom.build()
    assert newsroom.set == [A]


def test_another_host_sets_nothing_again_and_another_path_everything(newsroom: Newsroom) -> None:
    newsroom.project.post(A, post(body="Sáng nay.\n\nXem [giới thiệu](/gioi-thieu/)."))
    newsroom.build()
    file = newsroom.project.folder / "mkdocs.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("https://bantin.anbinh.example/", "http://127.0.0.1:8000/"),
        encoding="utf-8",
    )
    newsroom.build()
    assert newsroom.read == []
    file.write_text(
        file.read_text(encoding="utf-8").replace("http://127.0.0.1:8000/", "http://127.0.0.1:8000/tin/"),
        encoding="utf-8",
    )
    assert 'href="/tin/gioi-thieu/"' in newsroom.page(A)
    assert newsroom.set == [A]


# --- months in which nothing changed


def test_only_the_month_of_an_edit_is_looked_into(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    for month in ("2025/12", "2026/05", "2026/06"):
        newsroom.project.post(f"{month}/a.md", post(title=f"Bài {month}", date=f"{month.replace('/', '-')}-02 08:00"))
        newsroom.project.post(
            f"{month}/b.md", post(title=f"Bài hai {month}", date=f"{month.replace('/', '-')}-03 08:00")
        )
    newsroom.build()
    looked: list[str] = []
    is_unchanged = PostReader.is_unchanged

    def looking(self: PostReader, name: str) -> bool:
        looked.append(name)
        return is_unchanged(self, name)

    monkeypatch.setattr(PostReader, "is_unchanged", looking)
    newsroom.build()
    assert looked == []
    newsroom.project.post("2026/05/a.md", post(title="Tên khác", date="2026-05-02 08:00"))
    assert newsroom.titles() == [
        "Bài 2025/12",
        "Bài hai 2025/12",
        "Tên khác",
        "Bài hai 2026/05",
        "Bài 2026/06",
        "Bài hai 2026/06",
    ]
    assert (looked, newsroom.read) == (["2026/05/a.md", "2026/05/b.md"], ["2026/05/a.md"])


def test_a_month_is_looked_into_when_a_post_elsewhere_comes_or_goes_that_it_leads_to(newsroom: Newsroom) -> None:
    old = newsroom.project.post("2025/12/cu.md", post(date="2025-12-02 08:00"))
    newsroom.project.post(A, post(body="Sáng nay.\n\nXem [bài cũ](../../2025/12/cu.md)."))
    assert newsroom.build()[1] == []
    old.unlink()
    assert newsroom.build()[1] == ["dead-link"]


# --- posts come and go


def test_a_post_that_is_deleted_is_forgotten(newsroom: Newsroom) -> None:
    newsroom.project.post(A, post(title="Bài một"))
    path = newsroom.project.post(B, post(title="Bài hai"))
    newsroom.build()
    path.unlink()
    edition, _ = newsroom.build()
    assert [article.name for article in edition.catalogue.articles] == [A] and list(edition.fragments) == [A]
    assert newsroom.read == []
    newsroom.project.post(B, post(title="Bài hai, viết lại"))
    assert newsroom.titles() == ["Bài một", "Bài hai, viết lại"]
    assert newsroom.set == [B]


def test_a_post_that_is_renamed_is_another_post(newsroom: Newsroom) -> None:
    path = newsroom.project.post(A, post(title="Bài một"))
    newsroom.build()
    path.rename(path.parent / "c.md")
    edition, _ = newsroom.build()
    assert [article.address for article in edition.catalogue.articles] == ["2026/06/c/"] and list(
        edition.fragments
    ) == ["2026/06/c.md"]


def test_the_last_post_of_a_month_goes_with_its_month(newsroom: Newsroom) -> None:
    newsroom.project.post(A, post())
    path = newsroom.project.post("2026/05/c.md", post(date="2026-05-02 08:00"))
    newsroom.build()
    path.unlink()
    path.parent.rmdir()
    assert list(newsroom.build()[0].catalogue.months) == ["2026/06"]


# --- what a post depends on


def test_a_changed_picture_sets_its_post_again(newsroom: Newsroom) -> None:
    newsroom.project.picture("2026/06/dinh.png", (40, 30))
    newsroom.project.post(A, post(title="Bài một", body="Sáng nay.\n\n![Đình](dinh.png)"))
    newsroom.project.post(B, post(title="Bài hai"))
    assert 'width="40" height="30"' in newsroom.page(A)
    newsroom.project.picture("2026/06/dinh.png", (80, 60))
    assert 'width="80" height="60"' in newsroom.page(A)
    assert newsroom.set == [A]
    assert newsroom.build() and newsroom.read == []


def test_a_picture_of_another_colour_is_another_picture(newsroom: Newsroom) -> None:
    newsroom.project.picture("2026/06/dinh.png", (40, 30), "#111111")
    newsroom.project.post(A, post(body="Sáng nay.\n\n![Đình](dinh.png)"))
    before, _ = newsroom.build()
    newsroom.project.picture("2026/06/dinh.png", (40, 30), "#222222")
    after, _ = newsroom.build()
    assert after.catalogue.articles[0].facts.media[0].digest != before.catalogue.articles[0].facts.media[0].digest


def test_a_picture_that_was_only_touched_sets_nothing_again(newsroom: Newsroom) -> None:
    path = newsroom.project.picture("2026/06/dinh.png", (40, 30))
    newsroom.project.post(A, post(body="Sáng nay.\n\n![Đình](dinh.png)"))
    newsroom.build()
    os.utime(path, (1_700_000_000, 1_700_000_000))
    newsroom.build()
    assert (newsroom.read, newsroom.set) == (["2026/06/dinh.png"], [])


def test_a_picture_that_appears_in_the_posts_own_folder_takes_the_place_of_the_months(newsroom: Newsroom) -> None:
    newsroom.project.picture("2026/06/dinh.png", (40, 30))
    newsroom.project.post(A, post(body="Sáng nay.\n\n![Đình](dinh.png)"))
    assert re.search(r'src="/2026/06/dinh-\w{8}-40\.jpg"', newsroom.page(A))
    own = newsroom.project.picture("2026/06/a/dinh.png", (80, 60))
    assert re.search(r'src="/2026/06/a/dinh-\w{8}-80\.jpg"', newsroom.page(A))
    own.unlink()
    assert re.search(r'src="/2026/06/dinh-\w{8}-40\.jpg"', newsroom.page(A))


@pytest.mark.parametrize(
    ("beside", "body", "code"),
    [
        ("2026/06/dinh.png", "![Đình](dinh.png)", "missing-picture"),
        ("2026/06/a/ke-hoach.pdf", "[Kế hoạch](ke-hoach.pdf)", "missing-file"),
        ("2026/06/b.md", "[bài hai](b.md)", "dead-link"),
        ("2025/12/cu.md", "[bài cũ](../../2025/12/cu.md)", "dead-link"),
    ],
)
def test_a_file_that_a_post_leads_to_and_that_is_deleted_is_told(
    newsroom: Newsroom, beside: str, body: str, code: str
) -> None:
    if beside.endswith(".png"):
        path = newsroom.project.picture(beside, (40, 30))
    else:
        path = newsroom.project.post(
            beside, post(date=f"{beside[:7].replace('/', '-')}-02 08:00") if beside.endswith(".md") else "%PDF-1.7"
        )
    newsroom.project.post(A, post(body=f"Sáng nay.\n\n{body}"))
    assert newsroom.build()[1] == []
    content = path.read_bytes()
    path.unlink()
    assert newsroom.build()[1] == [code]
    assert newsroom.build()[1] == [code], "and again, as long as it is so"
    path.write_bytes(content)
    assert newsroom.build()[1] == []
    newsroom.build()
    assert newsroom.read == []


def test_a_linked_post_that_changes_sets_nothing_again(newsroom: Newsroom) -> None:
    newsroom.project.post(A, post(title="Bài một", body="Xem [bài hai](b.md)."))
    newsroom.project.post(B, post(title="Bài hai", slug="bai"))
    newsroom.build()
    newsroom.project.post(B, post(title="Bài hai", slug="bai-hai"))
    edition, _ = newsroom.build()
    assert newsroom.set == [] and edition.catalogue.address_of[B] == "2026/06/bai-hai/"


# --- posts with mistakes


def test_a_post_with_an_error_is_read_every_time(newsroom: Newsroom) -> None:
    newsroom.project.post(A, post(category="thoi-xu"))
    newsroom.project.post(B, post())
    for _ in range(3):
        assert newsroom.build()[1] == ["unknown-category"]
        assert A in newsroom.read
    assert newsroom.read == [A]
    newsroom.project.post(A, post())
    assert newsroom.build()[1] == []
    newsroom.build()
    assert newsroom.read == []


def test_a_post_that_is_none_is_read_every_time(newsroom: Newsroom) -> None:
    newsroom.project.post(A, "không có phần khai báo\n")
    for _ in range(2):
        assert newsroom.build()[1] == ["no-front-matter"]
        assert newsroom.read == [A]


def test_a_good_post_that_is_broken_and_mended_is_what_it_was(newsroom: Newsroom) -> None:
    path = newsroom.project.post(A, post(title="Bài một"))
    before, _ = newsroom.build()
    for broken, code in ((b"", "empty-file"), (b"\xff\xfe", "utf-16")):
        path.write_bytes(broken)
        edition, told = newsroom.build()
        assert (edition.catalogue.articles, told) == ((), [code]), "nothing is said of the post that it was"
    newsroom.project.post(A, post(title="Bài một", category="thoi-xu"))
    assert newsroom.build()[1] == ["unknown-category"]
    newsroom.project.post(A, post(title="Bài một"))
    after, _ = newsroom.build()
    assert (after.catalogue, after.fragments) == (before.catalogue, before.fragments)


def test_what_is_nearest_to_a_dead_link_is_looked_for_again(newsroom: Newsroom) -> None:
    newsroom.project.post(A, post(body="Xem [bài](hop-dan.md)."))
    newsroom.build()
    newsroom.project.post("2026/06/hop-dan-2.md", post())
    newsroom.build()
    assert "Có phải bạn muốn viết: hop-dan-2.md" in newsroom.found[0].remedy


# --- files that may still change


@pytest.fixture
def hurried(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """The same, but every file was written this moment."""
    monkeypatch.setattr(post_folder, "_SETTLING_TIME", 10**18)
    yield newsroom


def test_a_file_of_this_moment_is_read_again_by_the_next_build(hurried: Newsroom) -> None:
    hurried.project.picture("2026/06/dinh.png", (40, 30))
    hurried.project.post(A, post(body="Sáng nay.\n\n![Đình](dinh.png)"))
    hurried.build()
    hurried.build()
    assert sorted(set(hurried.read)) == [A, "2026/06/dinh.png"] and hurried.set == []


def test_a_change_that_leaves_no_trace_in_a_files_times_is_seen(
    hurried: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = hurried.project.post(A, post(title="Bài một"))
    hurried.project.picture("2026/06/dinh.png", (40, 30), "#111111")
    hurried.project.post(B, post(title="Có ảnh", date="2026-06-21 08:00", body="Sáng nay.\n\n![Đình](dinh.png)"))
    monkeypatch.setattr(post_folder, "hash", lambda _: 17, raising=False)  # the clock of the disk stands still
    before, _ = hurried.build()
    path.write_bytes(post(title="Bài mới").encode())
    hurried.project.picture("2026/06/dinh.png", (40, 30), "#222222")
    after, _ = hurried.build()
    assert [article.facts.title for article in after.catalogue.articles] == ["Bài mới", "Có ảnh"]
    assert after.catalogue.articles[1].facts.media != before.catalogue.articles[1].facts.media


def test_files_settle_a_tenth_of_a_second_after_their_last_change(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.post(A, post())

    def stamp(milliseconds: int) -> int:
        """As a build sees it that begins so long after the change."""
        now = path.stat().st_ctime_ns + milliseconds * 1_000_000
        monkeypatch.setattr(post_folder, "time", SimpleNamespace(time_ns=lambda: now))
        return post_folder.load(project.posts).files[A]

    assert stamp(99) == TOO_NEW
    assert stamp(101) != TOO_NEW
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert stamp(99) == TOO_NEW, "an old date does not make it old"


# --- contents


def contents(project: Project, known: dict[str, tuple[int, bytes]] | None = None) -> FileStates:
    return FileStates(post_folder.load(project.posts), known or {})


def test_the_state_of_a_file(newsroom: Newsroom) -> None:
    newsroom.project.post("2026/06/ke-hoach.pdf", b"%PDF-1.7")
    newsroom.project.post(A, post())
    states = contents(newsroom.project)
    assert states.state("2026/06/khong-co.pdf") is None
    assert states.state(A) == EXISTS and newsroom.read == [], "of a post only its being there matters"
    assert states.state("2026/06/ke-hoach.pdf") == digest.of(b"%PDF-1.7")
    assert states.state("2026/06/ke-hoach.pdf") and newsroom.read == ["2026/06/ke-hoach.pdf"], "each file is read once"


def test_a_state_is_trusted_as_long_as_the_stamp_is_the_same(newsroom: Newsroom) -> None:
    path = newsroom.project.post("2026/06/ke-hoach.pdf", b"%PDF-1.7")
    stamp = post_folder.load(newsroom.project.posts).files["2026/06/ke-hoach.pdf"]
    assert (
        contents(newsroom.project, {"2026/06/ke-hoach.pdf": (stamp, b"kept")}).state("2026/06/ke-hoach.pdf") == b"kept"
    )
    assert contents(newsroom.project, {"2026/06/ke-hoach.pdf": (stamp + 1, b"kept")}).state(
        "2026/06/ke-hoach.pdf"
    ) == digest.of(b"%PDF-1.7")
    path.write_bytes(b"%PDF-1.8")
    assert contents(newsroom.project, {"2026/06/ke-hoach.pdf": (stamp, b"kept")}).state(
        "2026/06/ke-hoach.pdf"
    ) == digest.of(b"%PDF-1.8")


def test_a_state_of_this_moment_is_never_trusted(hurried: Newsroom) -> None:
    hurried.project.post("2026/06/ke-hoach.pdf", b"%PDF-1.7")
    assert contents(hurried.project, {"2026/06/ke-hoach.pdf": (TOO_NEW, b"kept")}).state(
        "2026/06/ke-hoach.pdf"
    ) == digest.of(b"%PDF-1.7")


# --- many posts


@pytest.mark.slow
def test_hundreds_of_posts_are_read_by_several_processes_and_come_out_the_same(tmp_path: Path) -> None:
    """In a process of its own, since pytest's may have threads, and then nothing is forked."""
    project = Project(tmp_path / "bulletin")
    project.picture("2026/06/dinh.png", (40, 30))
    for number in range(300):
        body = (
            "Sáng nay.\n\n![Đình](dinh.png)\n\nXem [bài trước](tin-0.md)."
            if number % 7
            else "Sáng nay <font>họp</font>."
        )
        project.post(
            f"2026/06/tin-{number}.md",
            post(title=f"Tin số {number}", date=f"2026-06-{1 + number // 20:02} 08:{number % 20:02}", body=body),
        )
    script = """
        sys.path[:0] = sys.argv[2:]
        from pathlib import Path
        from bulletin.typesetting.typesetter import Typesetter
        from unit.proofreading import prepare
        from project import Project
        project, pids = object.__new__(Project), Path(sys.argv[1]).parent / "pids"
        project.folder = Path(sys.argv[1])
        project.site = project.folder / "site"
        typeset = Typesetter.set
        def watched(self, written):
            with pids.open("a") as file:
                file.write(f"{os.getpid()}\\n")
            return typeset(self, written)
        Typesetter.set = watched
        edition, found = prepare(project)
        print(len(edition.catalogue.articles), len(found), edition.opened_count, len(edition.fragments))
        print(len(set(pids.read_text().split())) > 1, str(os.getpid()) in pids.read_text().split())
    """
    assert said(script, project.folder, ROOT / "tests") == "300 43 300 300\nTrue False"
    kept = Newsroom(project)
    by_several, told = kept.build()
    (project.folder / ".cache" / "bulletin.sqlite").unlink()
    here_alone, same = kept.build()
    assert (by_several.catalogue, by_several.fragments, told) == (here_alone.catalogue, here_alone.fragments, same)


# --- one post never stops the others


def wrong_with(newsroom: Newsroom) -> list[tuple[str, int, str]]:
    """File, line and code of all that is wrong."""
    newsroom.build()
    return sorted((one.file, one.line, one.code) for one in newsroom.found)


@pytest.mark.parametrize(
    ("error", "code"), [(ValueError("một lỗi của phần mềm"), "post-not-read"), (RecursionError(), "nested-too-deep")]
)
def test_a_fault_while_a_post_is_set_is_told_of_that_post_and_the_others_are_read(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    newsroom.project.post(A, post(body="Đoạn này làm phần mềm vấp.", views="nhiều"))
    newsroom.project.post(B, post(title="Bài sau", date="2026-06-20 09:00", body="Xem **đậm**."))
    broken: list[Typesetter] = []
    typeset = Typesetter.set

    def stumbling(self: Typesetter, written: Post) -> TypesetBody:
        assert self not in broken, "a converter that was stopped in its middle is not used again"
        if written.name == A:
            broken.append(self)
            raise error
        return typeset(self, written)

    monkeypatch.setattr(Typesetter, "set", stumbling)
    assert wrong_with(newsroom) == [(f"posts/{A}", 1, code), (f"posts/{A}", 5, "not-a-number")]
    assert "posts/2026/06/a.md" in (newsroom.project.folder / ".cache" / "fault.txt").read_text(encoding="utf-8")
    assert "<strong>" in prepare(newsroom.project)[0].fragments[B].lead_html


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_what_is_no_fault_of_a_post_is_not_laid_at_its_door(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    newsroom.project.post(A, post())

    def stopped(self: Typesetter, written: Post) -> None:
        raise error

    monkeypatch.setattr(Typesetter, "set", stopped)
    with pytest.raises(error):
        newsroom.build()


def test_a_post_that_grew_too_large_is_not_read(newsroom: Newsroom) -> None:
    newsroom.project.post(A, post(body="Một đoạn.\n\n" * 200_000))
    newsroom.project.post(B, post(date="2026-06-20 09:00", body="Xem [bài kia](a.md)."))
    assert wrong_with(newsroom) == [(f"posts/{A}", 1, "post-too-large")]


@pytest.mark.slow
def test_a_folder_or_file_that_may_not_be_read_is_told_and_the_rest_is_checked(tmp_path: Path) -> None:
    """In a process of its own, that gives up the rights of the system's owner if it has them."""
    project = Project(tmp_path / "bulletin")
    project.picture("2026/06/dinh.png", (40, 30))
    project.post("2026/06/ke-hoach.pdf", b"%PDF-1.7")
    project.post(A, post())
    project.post(B, post(date="2026-06-20 09:00", body="![Đình](dinh.png)\n\nTải [kế hoạch](ke-hoach.pdf)."))
    project.post("2026/06/b/them.png", b"")
    for name in ("2026/05/c.md", "2025/04/d.md", "2026/04/e.md"):
        project.post(name, post(date=f"{name[:7].replace('/', '-')}-20 08:00"))
    project.post("2026/06/f.md", post(date="2026-06-20 10:00", views="tám"))
    script = """
        sys.path[:0] = sys.argv[2:]
        from pathlib import Path
        from bulletin.stylebook import words
        from unit.proofreading import prepare
        from project import Project
        project = object.__new__(Project)
        project.folder = Path(sys.argv[1])
        project.site = project.folder / "site"
        prepare(project)  # what Python loads late, it may not be able to load as another user
        words.reason(OSError())
        posts = project.folder / "posts"
        if os.getuid() == 0:
            cache = project.folder / ".cache"
            for path in [project.folder.parent, project.folder, cache, *cache.rglob("*"), posts, *posts.rglob("*")]:
                os.chown(path, 65534, 65534)
        for name in ("2026/06/a.md", "2026/06/dinh.png", "2026/06/ke-hoach.pdf", "2026/06/b", "2026/05", "2025"):
            (posts / name).chmod(0)
        (posts / "2026/04").chmod(0o444)
        if os.getuid() == 0:
            for folder in [*project.folder.parents][1:4]:
                folder.chmod(folder.stat().st_mode | 0o011)
            os.setgid(65534)
            os.setuid(65534)
        try:
            for one in sorted(set(prepare(project)[1])):
                if one.file.startswith("posts/"):  # whether that user may read docs/ is the machine's business
                    print(one.file, one.line, one.code)
        finally:
            for name in ("2026/04", "2026/05", "2025", "2026/06/b"):
                (posts / name).chmod(0o755)
    """
    assert said(script, project.folder, ROOT / "tests").split("\n") == [
        "posts/2025 1 cannot-read-folder",
        "posts/2026/04/e.md 1 cannot-read-file",
        "posts/2026/05 1 cannot-read-folder",
        "posts/2026/06/a.md 1 cannot-read-file",
        "posts/2026/06/b 1 cannot-read-folder",
        "posts/2026/06/b.md 7 unreadable-media",
        "posts/2026/06/b.md 9 unreadable-media",
        "posts/2026/06/f.md 5 not-a-number",
    ]


def test_a_file_that_can_be_read_again_is_taken(newsroom: Newsroom) -> None:
    """A folder stands where the picture was, as when somebody unpacked an archive over it."""
    newsroom.project.post(A, post(body="![Đình](dinh.png)"))
    (newsroom.project.posts / "2026/06/dinh.png").mkdir()
    assert wrong_with(newsroom) == [(f"posts/{A}", 7, "missing-picture")]
    (newsroom.project.posts / "2026/06/dinh.png").rmdir()
    newsroom.project.picture("2026/06/dinh.png", (40, 30))
    assert wrong_with(newsroom) == []


def test_no_build_reads_a_file_that_is_larger_than_any_page_should_hand_out(newsroom: Newsroom) -> None:
    film = newsroom.project.post("2026/06/phim.mp4", b"")
    with film.open("wb") as file:
        file.truncate(6 << 30)
    newsroom.project.post(A, post(attachments="[{file: phim.mp4}]"))
    assert wrong_with(newsroom) == [(f"posts/{A}", 5, "media-too-large")]
    assert "2026/06/phim.mp4" not in newsroom.read


# --- which files are posts


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("hop.md.txt", "hop.md"),
        ("hop.markdown", "hop.md"),
        ("hop.Mkd", "hop.md"),
        ("hop.MD", "hop.md"),
        ("hop.md ", "hop.md"),
        ("hop.md.", "hop.md"),
        ("hop .MD .txt", "hop.md"),
        ("hop.md\u00a0", "hop.md"),
        ("hop.txt", "hop.md"),
        ("hop", "hop.md"),
        ("hop.dm", "hop.md"),
        ("Họp dân.text", "Họp dân.md"),
        ("hop.md (1)", "hop.md"),
        ("hop.md.old", "hop.md"),
    ],
)
def test_a_file_that_looks_like_a_post_is_told_with_its_right_name(newsroom: Newsroom, name: str, right: str) -> None:
    newsroom.project.post(f"2026/06/{name}", post())
    newsroom.build()
    assert [one.code for one in newsroom.found] in (["post-ending"], ["post-copy"])
    assert newsroom.found[0].remedy.endswith(f"thành {right}")


@pytest.mark.parametrize("name", ["hop.md~", "#hop.md#", ".hop.md.swp", "hop.pdf", "hop.html", "~$hop.docx"])
def test_what_an_editor_lays_beside_a_post_and_attachments_are_no_matter(newsroom: Newsroom, name: str) -> None:
    newsroom.project.post(f"2026/06/{name}", post())
    assert wrong_with(newsroom) == []


@pytest.mark.parametrize("text", ["Số liệu của xã.\n", "--- hết ---\n", "", "\x00\x01"])
def test_a_text_that_is_no_post_may_lie_beside_one(newsroom: Newsroom, text: str) -> None:
    newsroom.project.post("2026/06/so-lieu.txt", text)
    assert wrong_with(newsroom) == []


@pytest.mark.parametrize("target", ["nhap.md", "../06/nhap.md", "khac.md", ".", "..", "khong-co.md", "vong.txt"])
def test_a_link_by_which_a_draft_could_get_out_is_refused(newsroom: Newsroom, target: str) -> None:
    newsroom.project.post("2026/06/nhap.md", post(draft="true"))
    month = newsroom.project.posts / "2026" / "06"
    os.symlink(target, month / "vong.txt")
    edition, codes = newsroom.build()
    assert len(edition.catalogue.articles) == 0
    assert [code for code in codes if code != "draft"] in (
        ["symlink-to-post"],
        ["symlink-to-folder"],
        ["symlink-broken"],
    )


def test_a_link_to_a_picture_of_another_post_may_stay(newsroom: Newsroom) -> None:
    newsroom.project.picture("2026/05/dinh.png", (40, 30))
    newsroom.project.post(A, post(body="![Đình](anh.png)"))
    os.symlink("../05/dinh.png", newsroom.project.posts / "2026/06/anh.png")
    assert wrong_with(newsroom) == []


# --- Word's line breaks


def test_problems_below_a_line_break_of_words_are_told_at_their_line_of_the_file(newsroom: Newsroom) -> None:
    newsroom.project.post(
        A,
        post(
            body=(
                "Dòng một\x0bdòng hai\u2028dòng ba.\x0cTrang sau <font>x</font>.\n\n"
                "Xem [đây](khong-co.md).\x0b[Và đây](khong-co.pdf)\n\n![](b.png)"
            )
        ),
    )
    assert wrong_with(newsroom) == [
        (f"posts/{A}", 7, "html-removed"),
        (f"posts/{A}", 9, "dead-link"),
        (f"posts/{A}", 9, "missing-file"),
        (f"posts/{A}", 11, "missing-picture"),
    ]
    newsroom.project.post(B, post(draft="true", date="2026-06-20 09:00"))
    newsroom.project.post(A, post(body="Dòng một\x0bdòng hai.\n\nXem\u2028[nháp](b.md)."))
    assert (f"posts/{A}", 9, "link-to-unpublished") in wrong_with(newsroom)


def test_a_real_line_break_in_the_place_of_words_moves_what_stands_below(newsroom: Newsroom) -> None:
    newsroom.project.post(A, post(body="Dòng một\x0bdòng hai.\n\n<font>x</font>"))
    assert wrong_with(newsroom) == [(f"posts/{A}", 9, "html-removed")]
    newsroom.project.post(A, post(body="Dòng một  \ndòng hai.\n\n<font>x</font>"))
    assert wrong_with(newsroom) == [(f"posts/{A}", 10, "html-removed")]
