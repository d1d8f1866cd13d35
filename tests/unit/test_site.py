"""Writing the site folder: exactly the files of the build, and no moment in which a reader gets half a page."""

import os
from pathlib import Path

import pytest
from bulletin import site
from bulletin.site import Written
from hypothesis import given, settings
from hypothesis import strategies as st

Pages = dict[str, bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "www" / "site"


def write(folder: Path, pages: Pages) -> Written:
    return site.write(folder, pages.items())


def lying_in(folder: Path) -> Pages:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_first_build_makes_the_folder(folder: Path):
    pages = {"index.html": b"trang", "2026/06/a/index.html": "bài".encode(), "rong.txt": b""}
    assert write(folder, pages) == Written(3, 0, 0)
    assert lying_in(folder) == pages


def test_files_are_readable_for_the_web_server(folder: Path):
    write(folder, {"index.html": b"trang"})
    assert (folder / "index.html").stat().st_mode & 0o777 == 0o644


def test_what_is_right_already_is_not_touched(folder: Path):
    write(folder, {"a.html": b"mot", "b.html": b"hai"})
    os.utime(folder / "a.html", (1_000_000_000, 1_000_000_000))
    inode = (folder / "a.html").stat().st_ino
    assert write(folder, {"a.html": b"mot", "b.html": b"ba!"}) == Written(1, 0, 1)
    assert (folder / "a.html").stat().st_mtime == 1_000_000_000
    assert (folder / "a.html").stat().st_ino == inode
    assert (folder / "b.html").read_bytes() == b"ba!", "as long as before, but other bytes"


def test_a_reader_in_the_middle_of_a_page_keeps_the_old_one_to_its_end(folder: Path):
    write(folder, {"index.html": b"trang cu, rat dai" * 10_000})
    with (folder / "index.html").open("rb") as reader:
        begun = reader.read(10)
        write(folder, {"index.html": b"trang moi"})
        assert begun + reader.read() == b"trang cu, rat dai" * 10_000
    assert (folder / "index.html").read_bytes() == b"trang moi"


def test_a_page_that_cannot_be_written_leaves_the_old_one_and_nothing_beside_it(folder: Path):
    write(folder, {"a.html": b"cu", "b.html": b"cu"})
    with pytest.raises(TypeError):
        site.write(folder, [("a.html", "not bytes")])  # type: ignore[list-item]
    assert lying_in(folder) == {"a.html": b"cu", "b.html": b"cu"}


def test_old_files_are_deleted_and_so_are_folders_left_empty(folder: Path):
    write(folder, {"index.html": b"x", "2026/06/a/index.html": b"x", "2026/06/a/ban-in/index.html": b"x", "2026/05/b/index.html": b"x"})
    (folder / "trong" / "khong").mkdir(parents=True)
    assert write(folder, {"index.html": b"x", "2026/05/b/index.html": b"x"}) == Written(0, 2, 2)
    assert lying_in(folder) == {"index.html": b"x", "2026/05/b/index.html": b"x"}
    assert not (folder / "2026/06").exists() and not (folder / "trong").exists()


def test_old_files_are_deleted_last(folder: Path):
    write(folder, {"cu.html": b"cu"})

    def pages():
        yield "moi.html", b"moi"
        assert (folder / "cu.html").exists() and (folder / "moi.html").exists()
        yield "index.html", b"x"

    assert site.write(folder, pages()) == Written(2, 1, 0)
    assert not (folder / "cu.html").exists()


def test_a_folder_where_a_file_was(folder: Path):
    write(folder, {"tin": b"tep", "a/b": b"tep"})
    pages = {"tin/index.html": b"trang", "a/b/c/index.html": b"trang"}
    write(folder, pages)
    assert lying_in(folder) == pages


def test_a_file_where_a_folder_was(folder: Path):
    write(folder, {"tin/index.html": b"trang", "tin/sau/hon/nua.html": b"trang"})
    write(folder, {"tin": b"tep"})
    assert lying_in(folder) == {"tin": b"tep"}


def test_names_at_the_top_that_begin_with_a_dot_belong_to_the_server(folder: Path):
    kept = {".nojekyll": b"", ".well-known/security.txt": b"Contact: mailto:ban@example.org", ".git/objects/ab/cd": b"x", ".htaccess": b"Options"}
    for path, content in kept.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    write(folder, {"index.html": b"x"})
    write(folder, {"index.html": b"y"})
    assert lying_in(folder) == kept | {"index.html": b"y"}


def test_dot_files_further_down_are_old_files_like_others(folder: Path):
    write(folder, {"2026/06/.DS_Store": b"x", "2026/06/a.html": b"x"})
    write(folder, {"2026/06/a.html": b"x"})
    assert lying_in(folder) == {"2026/06/a.html": b"x"}


def test_what_a_killed_build_left_behind_is_cleared_away(folder: Path):
    write(folder, {"index.html": b"x", "2026/a.html": b"x"})
    (folder / ".new-abc123").write_bytes(b"half a pa")
    (folder / "2026" / ".new-def456").write_bytes(b"half a pa")
    assert write(folder, {"index.html": b"x", "2026/a.html": b"x"}) == Written(0, 2, 2)
    assert lying_in(folder) == {"index.html": b"x", "2026/a.html": b"x"}


def test_a_link_to_a_folder_outside_is_not_followed(folder: Path, tmp_path: Path):
    outside = tmp_path / "anh-goc"
    outside.mkdir()
    (outside / "goc.jpg").write_bytes(b"x")
    folder.mkdir(parents=True)
    (folder / "anh").symlink_to(outside)
    write(folder, {"index.html": b"x"})
    assert (outside / "goc.jpg").exists()


def test_names_in_vietnamese(folder: Path):
    pages = {"tin-tức/họp dân.html": b"x"}
    write(folder, pages)
    assert write(folder, pages) == Written(0, 0, 1)


NAMES = st.sampled_from(["a", "b", "index.html", "ban-in"])
TREES = st.dictionaries(st.lists(NAMES, min_size=1, max_size=3).map("/".join), st.binary(max_size=3), max_size=8)


def possible(pages: Pages) -> Pages:
    """Without the paths that would have to be a file and a folder at once."""
    return {path: content for path, content in pages.items() if not any(other.startswith(f"{path}/") for other in pages)}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(TREES.map(possible), min_size=1, max_size=4))
def test_after_any_builds_the_folder_holds_the_last(tmp_path_factory: pytest.TempPathFactory, builds: list[Pages]):
    folder = tmp_path_factory.mktemp("site")
    for pages in builds:
        before = lying_in(folder)
        counted = write(folder, pages)
        assert lying_in(folder) == pages
        assert counted.untouched == sum(before.get(path) == content for path, content in pages.items())
        assert counted.written + counted.untouched == len(pages)
