"""A warm Python does what a new one would: the other tests rely on it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import warm_python
from project import NOON, ROOT, Project, post

AN_ERROR = {"2026/06/mau-1.md": post(), "2026/06/mau-2.md": post(title="Bài sai", category="khong-co")}
CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "a build": (
        {"2026/06/mau-1.md": post(), "2026/06/mau-2.md": post(title="Bài thứ hai")},
        ["-m", "mkdocs", "build", "--strict"],
    ),
    "a refused build": (AN_ERROR, ["-m", "mkdocs", "build", "--strict"]),
    "a word that MkDocs does not know": ({}, ["-m", "mkdocs", "buidl"]),
    "check without a problem": ({"2026/06/mau-1.md": post()}, ["hooks/bulletin", "check"]),
    "check with errors": (AN_ERROR, ["hooks/bulletin", "check", "--format", "github"]),
    "a new post": ({}, ["hooks/bulletin", "new", "Bài sẽ viết"]),
    "a command that does not exist": ({}, ["hooks/bulletin", "chekc"]),
    "help": ({}, ["hooks/bulletin", "--help"]),
}


def result(project: Project, arguments: list[str]) -> tuple[int, str, str, dict[str, bytes]]:
    """What an editor gets: the exit code, what is said, and all files; without the time that it took."""
    done = project.run([sys.executable, *arguments], NOON)
    files = {
        str(path.relative_to(project.folder)): path.read_bytes()
        for name in ("posts", "site")
        for path in (project.folder / name).rglob("*")
        if path.is_file()
    }
    return done.returncode, done.stdout, re.sub(r"[\d,]+ giây", "… giây", done.stderr), files


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_it_says_and_writes_what_a_new_one_does(tmp_path: Path, case: str) -> None:
    posts, arguments = CASES[case]
    results = []
    for is_warm in (True, False):
        project = Project(tmp_path / str(is_warm) / "bulletin")
        project.is_warm = is_warm
        for name, text in posts.items():
            project.post(name, text)
        results.append(result(project, arguments))
    warm, new = results
    assert warm == new
    assert any(warm[1:3]), "something was said"


@pytest.mark.slow
def test_a_command_leaves_nothing_for_the_next(project: Project) -> None:
    project.post("2026/06/mau-1.md", post(date="2026-06-21 08:00"))
    assert project.build(now=str(int(NOON) - 7 * 86_400)).returncode == 0
    assert not (project.site / "2026/06/mau-1/index.html").exists(), "a week before its time"
    assert project.build().returncode == 0
    assert (project.site / "2026/06/mau-1/index.html").is_file()
    assert project.build(BULLETIN_PLAN="1").stdout != ""
    assert project.build().stdout == ""


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        ([sys.executable, "hooks/bulletin", "check"], {"PYTHONHASHSEED": "1"}),
        ([sys.executable, "hooks/bulletin", "check"], {"PYTHONPATH": "/khac"}),
        ([sys.executable, "-m", "mkdocs", "build"], {"LC_ALL": "C"}),
        ([sys.executable, "-c", "print()"], {}),
        (["/usr/bin/python", "-m", "mkdocs", "build"], {}),
    ],
)
def test_what_needs_a_start_of_its_own_gets_one(
    project: Project, monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: dict[str, str]
) -> None:
    given = dict(os.environ)
    usual = [sys.executable, "-m", "mkdocs", "build"]
    assert warm_python.can_run(usual, project.folder, given)
    assert not warm_python.can_run(arguments, project.folder, given | environment)


@pytest.mark.slow
def test_an_engine_of_the_projects_own_is_not_mistaken_for_the_one_that_was_imported(project: Project) -> None:
    (project.folder / "hooks").unlink()
    subprocess.run(["cp", "-r", ROOT / "hooks", project.folder], check=True)
    message = project.folder / "hooks/bulletin/stylebook/words.vi.yml"
    text = message.read_text(encoding="utf-8")
    assert "không có lỗi" in text
    message.write_text(text.replace("không có lỗi", "đều tốt cả"), encoding="utf-8")
    project.post("2026/06/mau-1.md", post())
    assert "đều tốt cả" in project.command("check").stdout
