"""What a build would change, and the problems of posts alone: typed as commands."""

from pathlib import Path

import pytest
from project import Project, post

pytestmark = pytest.mark.slow


@pytest.fixture
def published(project: Project) -> Project:
    project.switch_search_off()
    project.post("2026/06/cong-ba-tu.md", post("Sửa xong cống Bà Tư"))
    project.post("2026/06/hop-dan.md", post("Họp dân bàn làm đường"))
    assert project.build().returncode == 0
    return project


def test_a_proof_shows_what_a_build_would_change_and_changes_nothing(published: Project, tmp_path: Path) -> None:
    before, folder = published.files(), tmp_path / "thu"
    published.post("2026/06/cong-ba-tu.md", post("Sửa xong cống Bà Tư trước mùa lũ"))
    published.delete("2026/06/hop-dan.md")
    for _ in range(2):  # the second takes the place of the first
        proof = published.command("build", "--proof-to", str(folder))
        assert proof.returncode == 0, proof.stderr
        assert published.files() == before
    changed = (folder / "changed.txt").read_text(encoding="utf-8").splitlines()
    deleted = (folder / "deleted.txt").read_text(encoding="utf-8").splitlines()
    assert published.build().returncode == 0
    after = published.files()
    assert deleted == sorted(before.keys() - after.keys()) and "2026/06/hop-dan/ban-in/index.html" in deleted
    assert changed == sorted(path for path in after if before.get(path) != after[path])
    files = {
        path.relative_to(folder / "files").as_posix(): path.read_bytes()
        for path in (folder / "files").rglob("*")
        if path.is_file()
    }
    assert files == {path: after[path] for path in changed}


def test_a_folder_with_something_else_in_it_is_left_alone(published: Project, tmp_path: Path) -> None:
    (tmp_path / "thu").mkdir()
    (tmp_path / "thu/so-tay.txt").write_text("của người khác", encoding="utf-8")
    refused = published.command("build", "--proof-to", str(tmp_path / "thu"))
    assert refused.returncode != 0 and "Traceback" not in refused.stderr
    assert [path.name for path in (tmp_path / "thu").iterdir()] == ["so-tay.txt"]


def test_check_posts_tells_of_posts_and_not_of_links_in_fixed_pages(published: Project) -> None:
    (published.folder / "docs").unlink()
    (published.folder / "docs").mkdir()
    (published.folder / "docs/gioi-thieu.md").write_text("# Giới thiệu\n\n[Xem thêm](khong-co.md)\n", encoding="utf-8")
    published.post("2026/06/hop-dan.md", post("Họp dân bàn làm đường", category="khong-co"))
    told = published.command("check", "--posts")
    assert told.returncode == 1 and "posts/2026/06/hop-dan.md:4" in told.stdout
    published.post("2026/06/hop-dan.md", post("Họp dân bàn làm đường"))
    assert published.command("check", "--posts", "--quiet").returncode == 0
    assert "khong-co.md" in published.command("check").stdout
