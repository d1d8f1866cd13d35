"""Shells are compiled once for all builds: the cache keeps their code, which is believed only from this machine."""

from pathlib import Path

import pytest
from bulletin.edition import shells
from bulletin.edition.shells import Shell
from bulletin.edition.theme import Theme

PAGE = "<h1><%= title %></h1>"
FILLED = "<h1>Sửa xong cống Bà Tư &amp; đường đê</h1>".encode()
VALUES = {"title": "Sửa xong cống Bà Tư & đường đê"}


def theme(folder: Path, *pages: str) -> Theme:
    made = Theme({str(number): Shell("listing", page) for number, page in enumerate(pages)}, {}, {}, {})
    made.keep_code(folder)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One with the code of a shell."""
    assert theme(tmp_path / "shells", PAGE).shells["0"].fill(VALUES) == FILLED
    return tmp_path / "shells"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What has been compiled since."""
    sources: list[str] = []
    compile_anew = shells._ENVIRONMENT.compile

    def compile_and_tell(source: str) -> object:
        sources.append(source)
        return compile_anew(source)

    monkeypatch.setattr(shells._ENVIRONMENT, "compile", compile_and_tell)
    return sources


def test_the_next_build_does_not_compile_again(folder: Path, compiled: list[str]) -> None:
    assert theme(folder, PAGE).shells["0"].fill(VALUES) == FILLED
    assert compiled == []


def test_an_edited_template_is_compiled_and_the_old_code_goes(folder: Path, compiled: list[str]) -> None:
    edited = PAGE.replace("h1", "h2")
    assert theme(folder, edited).shells["0"].fill(VALUES) == FILLED.replace(b"h1", b"h2")
    assert compiled == [edited]
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("spoil", [lambda code: b"x" + code[1:], lambda code: code[:20], lambda code: b""])
def test_code_that_somebody_else_has_written_is_not_run(folder: Path, compiled: list[str], spoil: object) -> None:
    (file,) = folder.iterdir()
    file.write_bytes(spoil(file.read_bytes()))  # type: ignore[operator]
    assert theme(folder, PAGE).shells["0"].fill(VALUES) == FILLED
    assert compiled == [PAGE]


def test_code_under_the_name_of_another_shell_is_not_run(folder: Path, compiled: list[str]) -> None:
    (file,) = folder.iterdir()
    other = Shell("listing", "<p><%= title %></p>")
    content = file.read_bytes()
    made = theme(folder, other.html)
    (folder / other.kept_as).write_bytes(content)
    assert made.shells["0"].fill(VALUES).startswith(b"<p>")


def test_a_folder_that_takes_nothing_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "shells").write_text("đây là một tệp, không phải thư mục", encoding="utf-8")
    assert theme(tmp_path / "shells", PAGE).shells["0"].fill(VALUES) == FILLED
