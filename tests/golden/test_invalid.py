"""What bad posts get: every folder of `cases/invalid/` is a story of its own.

`posts/` is what somebody wrote (or `makers.py` makes it, where a file can't be kept as it is), `expected.txt` is all
that `python hooks/bulletin check` answers, and its exit code. After a message was changed,

    GOLDEN=update python -m pytest tests/golden/test_invalid.py

writes the answers anew. Read every changed one: it is right when an editor who knows no YAML can mend the post by it.
"""

import os
import shutil
from pathlib import Path

import pytest
from bulletin import commands
from golden.makers import MAKERS
from project import NOON, Project, post

CASES = Path(__file__).parent / "cases" / "invalid"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
UPDATE = os.environ.get("GOLDEN") == "update"
EXIT_CODE = "exit code: "
BUILT_ALONE = [
    "alias-of-another-post",
    "binary-file",
    "missing-picture",
    "several-problems",
    "symlink-out-of-posts",
    "unquoted-colon",
]
"""One of each stage that can find something. A real build for each case would take a minute and show no more."""

reads_expected = pytest.mark.skipif(UPDATE, reason="the answers are being written")


def lay_out(case: str, posts: Path) -> None:
    """Puts the posts of a case among those that are there already. No two cases may write the same file."""
    before = {path for path in posts.rglob("*") if not path.is_dir()}
    source = CASES / case / "posts"
    if source.is_dir():
        clash = [path for path in source.rglob("*") if path.is_file() and posts / path.relative_to(source) in before]
        assert not clash, f"another case has these files too: {clash}"
        shutil.copytree(source, posts, dirs_exist_ok=True)
    if case in MAKERS:
        MAKERS[case](posts)


def expected(case: str) -> str:
    path = CASES / case / "expected.txt"
    assert path.is_file(), "a new case: run with GOLDEN=update and read what was written"
    return path.read_text(encoding="utf-8")


def is_sound(case: str) -> bool:
    """Warnings and notices let a build go on."""
    return expected(case).endswith(f"{EXIT_CODE}0\n")


def messages(case: str) -> list[str]:
    """The answer without its count and exit code, which are others when cases are put together."""
    return [line for line in expected(case).splitlines() if line.startswith(("posts/", " "))]


def findings(case: str) -> list[str]:
    """The messages without remedies: the nearest name in a remedy may be another case's file."""
    return [line for line in messages(case) if not line.startswith(" ")]


@pytest.mark.slow
@pytest.mark.parametrize("case", NAMES)
def test_check_answers_as_written(
    project: Project, case: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out(case, project.posts)
    # In this process: starting Python a hundred times would take longer than all the checking.
    monkeypatch.chdir(project.folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    code = commands.main(["check", "--posts"])  # no case has a fixed page of its own
    said = capsys.readouterr()
    answer = f"{said.out}{EXIT_CODE}{code}\n"
    if UPDATE:
        (CASES / case / "expected.txt").write_text(answer, encoding="utf-8", newline="\n")
    assert said.err == ""
    assert answer == expected(case)


def test_every_maker_has_its_case() -> None:
    assert set(MAKERS) <= set(NAMES)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A good site, built once; tests work on copies."""
    project = Project(tmp_path_factory.mktemp("published") / "bulletin")
    project.post("2026/06/bai-da-dang.md", post(title="Bài đã đăng từ trước"))
    result = project.build()
    assert result.returncode == 0, result.stderr
    return project


@pytest.fixture
def site(published: Project, project: Project) -> Project:
    """The test's own copy of the good site."""
    for name in ("posts", "site"):
        shutil.copytree(published.folder / name, project.folder / name, dirs_exist_ok=True)
    assert project.files() == published.files()
    return project


def assert_refused(site: Project, lines: list[str]) -> None:
    before = site.files()
    result = site.build()
    assert result.returncode != 0
    assert "Traceback" not in result.stderr, result.stderr
    said = result.stderr.splitlines()
    assert [line for line in lines if line not in said] == []
    assert site.files() == before, "the published site must stay as it was"


@pytest.mark.slow
@reads_expected
@pytest.mark.parametrize("case", BUILT_ALONE)
def test_a_case_with_errors_stops_the_build(site: Project, case: str) -> None:
    assert not is_sound(case)
    lay_out(case, site.posts)
    assert_refused(site, messages(case))


@pytest.mark.slow
@reads_expected
def test_all_cases_with_errors_are_told_in_one_build(site: Project) -> None:
    cases = [case for case in NAMES if not is_sound(case)]
    for case in cases:
        lay_out(case, site.posts)
    assert_refused(site, [line for case in cases for line in findings(case)])


@pytest.mark.slow
@reads_expected
def test_cases_without_errors_are_built(site: Project) -> None:
    before = site.files()
    cases = [case for case in NAMES if is_sound(case)]
    for case in cases:
        lay_out(case, site.posts)
    result = site.build()
    assert result.returncode == 0, result.stderr
    said = result.stderr.splitlines()
    assert [line for case in cases for line in findings(case) if line not in said] == []
    assert len(site.files()) > len(before)
