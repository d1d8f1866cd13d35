"""Writing the site folder: exactly the files of the build, and no moment in which a reader gets half a page or a dead
link.
"""

import errno
import os
import re
import shutil
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from bulletin.press.staging import Staging
from hypothesis import given, settings
from hypothesis import strategies as st
from press.pressroom import BROKEN, HOLDING, HOLDING_DATA, HOLDING_FEED, RULES, Pages, Site


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test pulls the plug, and the disk takes its time."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setattr(os, "sync", lambda: None)


@pytest.fixture
def www(tmp_path: Path) -> Site:
    return Site(tmp_path / "www" / "site", tmp_path / "cache")


def test_the_first_build_makes_the_folder(www: Site) -> None:
    pages = {"index.html": b"trang", "2026/06/a/index.html": "bài".encode(), "rong.txt": b""}
    assert www.build(pages) == (3, 0)
    assert www.holds() == pages


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_files_are_readable_for_the_web_server(www: Site, mask: int) -> None:
    before = os.umask(mask)
    try:
        www.build({"index.html": b"trang", "kenh.jpg": b"anh"})
        www.build({"index.html": b"trang moi", "kenh.jpg": b"anh", "rss.xml": b"tin"})
    finally:
        assert os.umask(before) == mask, "and everything else is made as the machine's owner wants it"
    assert {stat.S_IMODE((www.folder / path).stat().st_mode) for path in ("index.html", "kenh.jpg", "rss.xml")} == {
        0o644
    }


def test_what_is_right_already_is_not_touched(www: Site) -> None:
    www.build({"a.html": b"mot", "b.html": b"hai"})
    os.utime(www.folder / "a.html", (1_000_000_000, 1_000_000_000))
    inode = (www.folder / "a.html").stat().st_ino
    assert www.survey().altered == {"a.html"}, "so it is made again, and the bytes are compared"
    assert www.build({"a.html": b"mot", "b.html": b"ba!"}) == (1, 0)
    assert (www.folder / "a.html").stat().st_mtime == 1_000_000_000
    assert (www.folder / "a.html").stat().st_ino == inode
    assert (www.folder / "b.html").read_bytes() == b"ba!", "as long as before, but other bytes"
    assert www.is_known(), "the stamp of what was right is known from now on"


def test_a_reader_in_the_middle_of_a_page_keeps_the_old_one_to_its_end(www: Site) -> None:
    www.build({"index.html": b"trang cu, rat dai" * 10_000})
    with (www.folder / "index.html").open("rb") as reader:
        begun = reader.read(10)
        www.build({"index.html": b"trang moi"})
        assert begun + reader.read() == b"trang cu, rat dai" * 10_000
    assert (www.folder / "index.html").read_bytes() == b"trang moi"


def test_a_page_that_cannot_be_written_leaves_the_old_ones_and_nothing_beside_them(www: Site) -> None:
    www.build({"a.html": b"cu", "b.html": b"cu"})
    with pytest.raises(ZeroDivisionError):
        www.build({"a.html": b"moi", "b.html": BROKEN})
    assert www.holds() == {"a.html": b"cu", "b.html": b"cu"}
    assert sorted(os.listdir(www.folder)) == ["a.html", "b.html"]


def test_nothing_of_the_site_changes_before_everything_is_made(www: Site) -> None:
    www.build({"a.html": b"cu"})
    with Staging(www.folder, RULES) as staging:
        proofs = [staging.add(0, "a.html", b"moi"), staging.add(1, "2026/b.html", b"moi")]
        assert {path: content for path, content in www.holds().items() if not path.startswith(".new-")} == {
            "a.html": b"cu"
        }
        assert [(proof.number, proof.is_new) for proof in proofs] == [(0, True), (1, True)]
        staging.publish(lambda: [(0, "a.html"), (1, "2026/b.html")], ())
    assert www.holds() == {"a.html": b"moi", "2026/b.html": b"moi"}


# --- a site that is not there yet


@pytest.mark.parametrize("empty", [True, False], ids=["an-empty-folder", "no-folder"])
def test_a_first_site_appears_as_a_whole(www: Site, monkeypatch: pytest.MonkeyPatch, empty: bool) -> None:
    if empty:
        www.folder.mkdir(parents=True)
    seen = []
    moments(monkeypatch, lambda: seen.append(www.holds()))
    www.build(SECOND)
    assert [pages for pages in seen if pages not in ({}, SECOND)] == []
    assert www.holds() == SECOND and os.listdir(www.folder.parent) == [www.folder.name]
    assert stat.S_IMODE(www.folder.stat().st_mode) == 0o755


def test_a_first_site_that_cannot_be_made_leaves_nothing(www: Site) -> None:
    with pytest.raises(ZeroDivisionError):
        www.build({"a.html": b"x", "b.html": BROKEN})
    assert not www.folder.exists() and list(www.folder.parent.iterdir()) == []


def test_a_first_site_on_a_disk_of_its_own(www: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    www.folder.mkdir(parents=True)
    replace = os.replace

    def mounted(source: str | Path, target: str | Path) -> None:
        if Path(target) == www.folder:
            raise OSError(errno.EBUSY, "Device or resource busy")
        if (www.folder in Path(source).parents) != (www.folder in Path(target).parents):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        replace(source, target)

    monkeypatch.setattr(os, "replace", mounted)
    www.build(SECOND)
    assert www.holds() == SECOND


def test_a_first_site_in_a_folder_of_others(www: Site) -> None:
    www.folder.mkdir(parents=True)
    os.symlink(www.folder, www.folder.parent / "hien-tai")
    linked = Site(www.folder.parent / "hien-tai", www.folder.parent / "cache")
    linked.build(FIRST)
    assert www.holds() == FIRST and linked.folder.is_symlink()


# --- what goes


def test_old_files_are_deleted_and_so_are_folders_left_empty(www: Site) -> None:
    www.build(
        {
            "index.html": b"x",
            "2026/06/a/index.html": b"x",
            "2026/06/a/ban-in/index.html": b"x",
            "2026/05/b/index.html": b"x",
        }
    )
    (www.folder / "trong" / "khong").mkdir(parents=True)
    assert www.build({"index.html": b"x", "2026/05/b/index.html": b"x"}) == (0, 2)
    assert www.holds() == {"index.html": b"x", "2026/05/b/index.html": b"x"}
    assert not (www.folder / "2026/06").exists() and not (www.folder / "trong").exists()
    assert (www.folder / "2026/05").exists()


def test_a_file_that_somebody_deleted_already_is_not_missed(www: Site) -> None:
    www.build({"index.html": b"x", "2026/a.html": b"x"})
    (www.folder / "2026/a.html").unlink()
    assert www.build({"index.html": b"x"}) == (0, 0)
    assert os.listdir(www.folder) == ["index.html"]


def test_old_files_are_deleted_last(www: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    www.build({"cu.html": b"cu", "cu.jpg": b"cu", "index.html": b"cu"})
    new = {"moi.html": b"moi", "moi.jpg": b"moi", "index.html": b"moi"}
    found: list[bool] = []
    unlink = os.unlink

    def watched(path: str, *, dir_fd: int | None = None) -> None:
        found.append(www.holds() | new == www.holds())
        unlink(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "unlink", watched)
    www.build(new)
    assert found[:2] == [True, True], "when the first file goes, all new ones are there"
    assert www.holds() == new


def test_a_folder_where_a_file_was(www: Site) -> None:
    www.build({"tin": b"tep", "a/b": b"tep"})
    pages = {"tin/index.html": b"trang", "a/b/c/index.html": b"trang"}
    www.build(pages)
    assert www.holds() == pages


def test_a_file_where_a_folder_was(www: Site) -> None:
    www.build({"tin/index.html": b"trang", "tin/sau/hon/nua.html": b"trang"})
    www.build({"tin": b"tep"})
    assert www.holds() == {"tin": b"tep"}


def test_what_others_put_in_the_way_makes_way(www: Site) -> None:
    www.build({"index.html": b"x"})
    (www.folder / "2026").write_bytes(b"somebody's file")
    (www.folder / "tin.html/sau").mkdir(parents=True)
    (www.folder / "tin.html/sau/ghi-chu.txt").write_bytes(b"somebody's notes")
    pages = {"index.html": b"x", "2026/06/a.html": b"x", "tin.html": b"x"}
    www.build(pages)
    assert www.holds() == pages


def test_what_a_killed_build_left_behind_is_cleared_away(www: Site) -> None:
    pages = {"index.html": b"x", "2026/a.html": b"x"}
    Staging(www.folder, RULES).add(0, "index.html", b"never to be published")
    www.build(pages)
    assert os.listdir(www.folder.parent) == [www.folder.name]
    Staging(www.folder, RULES).add(0, "index.html", b"never to be published")
    assert len(os.listdir(www.folder)) == 3
    (www.folder / "2026" / ".new-def456").write_bytes(b"half a pa")
    assert www.build(pages) == (0, 1)
    assert www.holds() == pages and sorted(os.listdir(www.folder)) == ["2026", "index.html"]


def test_another_site_beside_this_one_may_be_at_work(www: Site) -> None:
    other = Site(www.folder.parent / f"{www.folder.name}-thu-nghiem", www.folder.parent / "cache")
    with Staging(other.folder, RULES) as theirs:
        theirs.add(0, "index.html", b"thu")
        www.build({"index.html": b"x"})
        theirs.publish(lambda: [(0, "index.html")], ())
    assert (www.holds(), other.holds()) == ({"index.html": b"x"}, {"index.html": b"thu"})


# --- what is the server's, and what lies elsewhere


def test_names_at_the_top_that_begin_with_a_dot_belong_to_the_server(www: Site) -> None:
    kept = {
        ".nojekyll": b"",
        ".well-known/security.txt": b"Contact: mailto:ban@example.org",
        ".git/objects/ab/cd": b"x",
        ".htaccess": b"Options",
    }
    for path, content in kept.items():
        (www.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (www.folder / path).write_bytes(content)
    (www.folder / ".trong").mkdir()
    www.build({"index.html": b"x"})
    www.build({"index.html": b"y"})
    assert www.holds() == kept | {"index.html": b"y"}
    assert (www.folder / ".trong").is_dir()


def test_dot_files_further_down_are_old_files_like_others(www: Site) -> None:
    www.build({"2026/06/a.html": b"x"})
    (www.folder / "2026/06/.DS_Store").write_bytes(b"x")
    assert www.build({"2026/06/a.html": b"x"}) == (0, 1)
    assert www.holds() == {"2026/06/a.html": b"x"}


def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "anh-goc"
    (folder / "06").mkdir(parents=True)
    (folder / "goc.jpg").write_bytes(b"goc")
    (folder / "06" / "a.html").write_bytes(b"trang cua nguoi khac")
    return folder


def untouched(folder: Path) -> bool:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == {
        "goc.jpg": b"goc",
        "a.html": b"trang cua nguoi khac",
    }


def test_a_link_to_a_folder_outside_is_not_followed(www: Site, tmp_path: Path) -> None:
    away = outside(tmp_path)
    www.folder.mkdir(parents=True)
    (www.folder / "anh").symlink_to(away)
    (www.folder / "la").mkdir()
    (www.folder / "la" / "anh").symlink_to(away)
    assert www.survey().foreign == ("anh", "la/anh")
    assert www.build({"index.html": b"x"}) == (1, 2)
    assert os.listdir(www.folder) == ["index.html"] and untouched(away)


def test_a_link_where_a_page_has_to_be_makes_way(www: Site, tmp_path: Path) -> None:
    away = outside(tmp_path)
    own_name = tmp_path / "ten-cua-minh"
    own_name.write_bytes(bytes(own_name))
    pages = {"index.html": b"x", "goc.jpg": b"anh", "hong.html": b"x", "giong-het.html": bytes(own_name)}
    www.build(pages)
    for path, target in (
        ("index.html", away / "06/a.html"),
        ("goc.jpg", away),
        ("hong.html", away / "khong-co"),
        ("giong-het.html", own_name),
    ):
        (www.folder / path).unlink()
        (www.folder / path).symlink_to(target)
    assert www.survey().altered == pages.keys()
    www.build(pages)
    assert www.holds() == pages and not any((www.folder / path).is_symlink() for path in pages)
    assert untouched(away)


def test_a_link_where_a_folder_of_pages_has_to_be_makes_way(www: Site, tmp_path: Path) -> None:
    away = outside(tmp_path)
    pages = {"index.html": b"x", "2026/06/a.html": b"x"}
    www.build(pages)
    shutil.rmtree(www.folder / "2026")
    (www.folder / "2026").symlink_to(away)
    www.build(pages)
    assert untouched(away), "nothing is written where the link leads"
    assert www.holds() == pages and not (www.folder / "2026").is_symlink()


def test_a_folder_that_was_moved_elsewhere_and_linked_to_loses_nothing_there(www: Site, tmp_path: Path) -> None:
    pages = {"index.html": b"x", "2026/06/a.html": b"x"}
    www.build(pages)
    away = tmp_path / "dia-lon"
    (www.folder / "2026").rename(away)
    (away / "rieng.txt").write_bytes(b"rieng")
    (www.folder / "2026").symlink_to(away)
    www.build(pages)
    assert (away / "rieng.txt").is_file() and (www.folder / "2026/06/a.html").read_bytes() == b"x"
    www.build({"index.html": b"x"})
    assert (away / "rieng.txt").is_file() and www.holds() == {"index.html": b"x"}


def test_a_link_where_a_folder_was_goes_with_its_pages_and_takes_nothing_along(www: Site, tmp_path: Path) -> None:
    away = outside(tmp_path)
    www.build({"index.html": b"x", "2026/06/a.html": b"x", "2026/goc.html": b"x"})
    shutil.rmtree(www.folder / "2026")
    (www.folder / "2026").symlink_to(away)
    www.build({"index.html": b"x"})
    assert untouched(away) and os.listdir(www.folder) == ["index.html"]


def test_names_in_vietnamese(www: Site) -> None:
    pages = {"tin-tức/họp dân.html": b"x"}
    www.build(pages)
    assert www.build(pages) == (0, 0)


# --- the survey


def test_a_folder_as_it_was_left_gives_an_empty_survey(www: Site) -> None:
    for pages in (
        {"index.html": b"x", "2026/06/a.html": b"x", "rong.txt": b""},
        {"index.html": b"y", "2026/07/a.html": b"x"},
        {"index.html": b"y"},
        {},
    ):
        www.build(pages)
        assert www.is_known()


def test_a_folder_in_which_something_came_and_went_is_known_again(www: Site) -> None:
    www.build({"2026/06/a.html": b"x"})
    (www.folder / "2026/06/tam").write_bytes(b"x")
    (www.folder / "2026/06/tam").unlink()
    assert www.build({"2026/06/a.html": b"x"}) == (0, 0)
    assert www.is_known()


def test_a_folder_is_known_again_after_its_stamps_were_lost(www: Site) -> None:
    pages = {"index.html": b"x", "2026/06/a.html": b"x"}
    www.build(pages)
    www.cache.start_over("broken")
    assert www.build(pages) == (0, 0)
    assert www.is_known()


@pytest.mark.parametrize(
    "alter",
    [
        lambda path: path.write_bytes(b"sua tay, dai hon"),
        lambda path: path.write_bytes(b"cu"),
        lambda path: path.unlink(),
        lambda path: os.utime(path, ns=(0, path.stat().st_mtime_ns + 1)),
        lambda path: Path(shutil.copy2(path, f"{path}.ban-sao")).replace(path),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.rename(path.parent / "goc"), path.symlink_to("goc")),
        lambda path: shutil.rmtree(path.parent),
    ],
    ids=[
        "longer",
        "as-long",
        "missing",
        "touched",
        "another-with-its-times",
        "a-folder-now",
        "a-link-to-itself-now",
        "folder-and-all",
    ],
)
def test_a_file_that_is_not_as_it_was_left_is_altered(www: Site, alter: Callable[[Path], object]) -> None:
    www.build({"index.html": b"x", "2026/a.html": b"cu"})
    alter(www.folder / "2026/a.html")
    assert {path for path in www.survey().altered if not path.endswith("/")} == {"2026/a.html"}
    www.build({"index.html": b"x", "2026/a.html": b"cu"})
    assert www.holds() == {"index.html": b"x", "2026/a.html": b"cu"} and www.is_known()


def test_a_file_that_was_altered_goes_like_others_when_its_page_goes(www: Site) -> None:
    www.build({"index.html": b"x", "2026/a.html": b"cu"})
    (www.folder / "2026/a.html").write_bytes(b"sua tay")
    www.build({"index.html": b"x"})
    assert www.holds() == {"index.html": b"x"} and www.is_known()


def test_files_and_empty_folders_that_nobody_knows_are_foreign(www: Site) -> None:
    www.build({"index.html": b"x", "2026/a.html": b"x"})
    (www.folder / "2026/ghi-chu.txt").write_bytes(b"x")
    (www.folder / "la.html").write_bytes(b"x")
    (www.folder / "trong/sau/hon").mkdir(parents=True)
    (www.folder / ".htaccess").write_bytes(b"x")
    (www.folder / "hong").symlink_to("khong-co")
    assert www.survey().foreign == ("2026/ghi-chu.txt", "hong", "la.html", "trong/sau/hon/")
    assert not {path for path in www.survey().altered if not path.endswith("/")}


def test_a_site_that_is_gone_is_altered_as_a_whole(www: Site) -> None:
    www.build({"index.html": b"x", "2026/a.html": b"x"})
    shutil.rmtree(www.folder)
    assert {path for path in www.survey().altered if not path.endswith("/")} == {"index.html", "2026/a.html"}
    www.build({"index.html": b"x", "2026/a.html": b"x"})
    assert www.holds() == {"index.html": b"x", "2026/a.html": b"x"} and www.is_known()


# --- every link is good at every moment


LINK = re.compile(rb"(?:href|src)=([\w./-]+)")


def moments(monkeypatch: pytest.MonkeyPatch, look: Callable[[], None]) -> None:
    """Calls `look` before and after whatever changes a name on the disk."""
    for name in ("replace", "unlink", "link", "rmdir", "mkdir"):
        monkeypatch.setattr(os, name, _between(look, getattr(os, name), look))


def _between(
    before: Callable[[], None], call: Callable[..., object], after: Callable[[], None]
) -> Callable[..., object]:
    def watched(*values: object, **more: object) -> object:
        before()
        result = call(*values, **more)
        after()
        return result

    return watched


def watched_build(www: Site, pages: Pages) -> int:
    """A build at every moment of which every link of every page that stays leads to something. Gives the number of
    moments.
    """
    count = 0

    def look() -> None:
        nonlocal count
        count += 1
        for path in pages:
            target = www.folder / path
            for link in LINK.findall(target.read_bytes() if target.is_file() else b""):
                assert (www.folder / link.decode()).is_file(), f"{path} leads to {link.decode()}, which is not there"

    with pytest.MonkeyPatch.context() as patched:
        moments(patched, look)
        www.build(pages)
    return count


def page(*links: str, text: str = "") -> bytes:
    return (text + " ".join(f"<a href={link}>" for link in links)).encode()


FIRST = {
    "index.html": page("2026/a.html", "thoi-su/index.html", "bulletin.css"),
    "2026/a.html": page("index.html", "2026/kenh.jpg", "bulletin.css"),
    "thoi-su/index.html": page("2026/a.html", "thoi-su/rss.xml"),
    "thoi-su/rss.xml": page("2026/a.html", "2026/kenh.jpg"),
    "2026/kenh.jpg": b"kenh",
    "bulletin.css": b"css",
}
SECOND = {
    "index.html": page("2026/b.html", "thoi-su/index.html", "moi.css", "tim-kiem/2026.json"),
    "2026/b.html": page("2026/c.html", "2026/cau.jpg", "moi.css", "index.html"),
    "2026/c.html": page("2026/b.html", "y-te/rss.xml", "moi.css"),
    "thoi-su/index.html": page("2026/b.html", "2026/c.html", "thoi-su/rss.xml"),
    "thoi-su/rss.xml": page("2026/b.html", "2026/cau.jpg"),
    "y-te/rss.xml": page("2026/c.html"),
    "y-te/index.html": page("2026/c.html", "y-te/rss.xml"),
    "tim-kiem/2026.json": page("2026/b.html", "y-te/index.html"),
    "2026/cau.jpg": b"cau",
    "moi.css": b"css",
}


def test_every_link_is_good_at_every_moment(www: Site) -> None:
    www.build({"index.html": page()})
    for pages in (FIRST, SECOND, FIRST):
        assert watched_build(www, pages) > 2 * len(pages)
        assert www.holds() == pages


def test_every_new_address_holds_a_placeholder_or_its_page(www: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    www.build(FIRST)
    seen: dict[str, list[bytes]] = {path: [] for path in SECOND}

    def look() -> None:
        lying = www.holds()
        for path in SECOND:
            if path in lying and (not seen[path] or seen[path][-1] != lying[path]):
                seen[path].append(lying[path])

    moments(monkeypatch, look)
    www.build(SECOND)
    monkeypatch.undo()
    assert seen.pop("2026/b.html") == [HOLDING, SECOND["2026/b.html"]]
    assert seen.pop("2026/c.html") == [HOLDING, SECOND["2026/c.html"]]
    assert seen.pop("y-te/index.html") == [HOLDING, SECOND["y-te/index.html"]]
    assert seen.pop("y-te/rss.xml") == [HOLDING_FEED, SECOND["y-te/rss.xml"]]
    assert seen.pop("tim-kiem/2026.json") == [HOLDING_DATA, SECOND["tim-kiem/2026.json"]]
    for path, contents in seen.items():
        assert contents == [content for content in (FIRST.get(path), SECOND[path]) if content], (
            "pages that were there before never hold anything else"
        )


def test_only_new_pages_ever_lead_to_a_placeholder(www: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    www.build(FIRST)
    waiting = 0

    def look() -> None:
        nonlocal waiting
        lying = www.holds()
        placeholders = {path for path in SECOND if lying.get(path) in (HOLDING, HOLDING_FEED, HOLDING_DATA)}
        waiting += bool(placeholders)
        for path in (*FIRST.keys() & SECOND.keys(), "y-te/rss.xml", "tim-kiem/2026.json"):
            assert not {link.decode() for link in LINK.findall(lying.get(path, b""))} & placeholders, path

    moments(monkeypatch, look)
    www.build(SECOND)
    assert waiting > 5


def test_a_placeholder_may_be_a_copy_where_the_disk_has_no_links(www: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    for pages in ({"index.html": page()}, FIRST, SECOND):
        watched_build(www, pages)
        assert www.holds() == pages


NAMES_OF_PAGES = [
    "index.html",
    "a.html",
    "2026/b.html",
    "2026/c.html",
    "rss.xml",
    "tim-kiem.json",
    "kenh.jpg",
    "2026/cau.jpg",
]


@st.composite
def webs(draw: st.DrawFn) -> Pages:
    """A made-up site: some of the pages, each with links to others of them."""
    names = draw(st.lists(st.sampled_from(NAMES_OF_PAGES), min_size=1, unique=True))
    edition = draw(st.sampled_from(["sáng ", "chiều "]))
    return {
        name: name.encode()
        if name.endswith(".jpg")
        else page(*draw(st.lists(st.sampled_from(names), max_size=4, unique=True)), text=edition)
        for name in names
    }


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(webs(), min_size=2, max_size=3))
def test_every_link_of_any_site_is_good_at_every_moment(
    tmp_path_factory: pytest.TempPathFactory, builds: list[Pages]
) -> None:
    www = Site(tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("cache"), tick=0)
    for pages in builds:
        watched_build(www, pages)
        assert www.holds() == pages


# --- a full disk


def full(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    """The disk takes so many placeholders and no more."""
    left = iter(range(room))
    link = os.link

    def refuse(source: str, target: str) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        link(source, target)

    def never(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(shutil, "copyfile", never)


@pytest.mark.parametrize("room", range(4))
def test_a_disk_that_gets_full_at_the_placeholders_leaves_the_site_as_it_was(
    www: Site, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    www.build(FIRST)
    full(monkeypatch, room)
    with pytest.raises(OSError) as error:
        www.build(SECOND)
    assert error.value.errno == errno.ENOSPC
    monkeypatch.undo()
    assert www.holds() == FIRST
    assert not [name for name in os.listdir(www.folder) if name.startswith(".new-")]
    www.build(SECOND)
    assert www.holds() == SECOND


def test_a_disk_that_is_full_before_anything_is_moved_leaves_the_site_as_it_was(
    www: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    www.build(FIRST)

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError):
        www.build(SECOND)
    assert www.holds() == FIRST


def test_new_files_are_on_the_disk_before_they_are_in_their_places(www: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    www.build({"index.html": b"x"})
    done: list[str] = []
    for name in ("fsync", "sync", "replace"):
        monkeypatch.setattr(os, name, _between(partial(done.append, name), getattr(os, name), lambda: None))
    www.build({"index.html": b"x", "a.html": b"x", "kenh.jpg": b"x"})
    assert done == ["fsync", "fsync", "replace", "replace"]
    done.clear()
    www.build({f"{number}.html": b"y" for number in range(200)})
    assert done == ["sync", *["replace"] * 200], "many are sent there by one call"


# --- any builds


NAMES = st.sampled_from(["a", "b", "index.html", "ban-in", "2026/06"])
TREES = st.dictionaries(st.lists(NAMES, min_size=1, max_size=3).map("/".join), st.binary(max_size=3), max_size=8)


def possible(pages: Pages) -> Pages:
    """Without the paths that would have to be a file and a folder at once."""
    return {
        path: content for path, content in pages.items() if not any(other.startswith(f"{path}/") for other in pages)
    }


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(TREES.map(possible), min_size=1, max_size=4))
def test_after_any_builds_the_folder_holds_the_last(
    tmp_path_factory: pytest.TempPathFactory, builds: list[Pages]
) -> None:
    www = Site(tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("cache"), tick=0)
    for pages in builds:
        before = www.holds()
        written, _ = www.build(pages)
        assert www.holds() == pages
        assert written == sum(before.get(path) != content for path, content in pages.items())
        assert www.is_known()


@pytest.mark.slow
@settings(max_examples=60)
@given(TREES.map(possible), TREES.map(possible), TREES.map(possible))
def test_whatever_others_do_to_the_folder_the_next_build_puts_right(
    tmp_path_factory: pytest.TempPathFactory, first: Pages, theirs: Pages, second: Pages
) -> None:
    www = Site(tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("cache"))
    www.build(first)
    for path, content in theirs.items():
        target = www.folder / path
        for parent in [target, *target.parents]:
            if parent != www.folder and www.folder in parent.parents and parent.is_file():
                parent.unlink()
        if target.is_dir():
            shutil.rmtree(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    www.build(second)
    assert www.holds() == second and www.is_known()
