"""Templates are compiled once for all builds: the cache keeps their code, which is believed only from this machine."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bulletin.edition.kept_code import KeptCode
from bulletin.edition.shells import Shell
from bulletin.edition.theme import Theme
from jinja2 import DictLoader, Environment
from project import Project, post
from real.mishaps import edit, own

PAGE = "<h1><%= title %></h1>"
FILLED = "<h1>Sửa xong cống Bà Tư &amp; đường đê</h1>".encode()
VALUES = {"title": "Sửa xong cống Bà Tư & đường đê"}


def theme(folder: Path, *pages: str) -> Theme:
    made = Theme({str(number): Shell("listing", page) for number, page in enumerate(pages)}, {}, {}, {})
    made.keep_code(KeptCode(folder))
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One with the code of a shell."""
    assert theme(tmp_path / "templates", PAGE).shells["0"].fill(VALUES) == FILLED
    return tmp_path / "templates"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What has been compiled since."""
    sources: list[str] = []
    compile_anew = Environment.compile

    def compile_and_tell(environment: Environment, source: str, *others: Any) -> object:
        sources.append(source)
        return compile_anew(environment, source, *others)

    monkeypatch.setattr(Environment, "compile", compile_and_tell)
    return sources


def test_the_next_build_does_not_compile_again(folder: Path, compiled: list[str]) -> None:
    assert theme(folder, PAGE).shells["0"].fill(VALUES) == FILLED
    assert compiled == []


def test_an_edited_template_is_compiled_and_the_old_code_goes(folder: Path, compiled: list[str]) -> None:
    edited = PAGE.replace("h1", "h2")
    assert theme(folder, edited).shells["0"].fill(VALUES) == FILLED.replace(b"h1", b"h2")
    assert compiled == [edited]
    assert len(list(folder.iterdir())) == 1


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "another seal": lambda code: b"x" + code[1:],
    "cut short": lambda code: code[:20],
    "other code under the seal": lambda code: code[:-1] + b"x",
    "empty": lambda code: b"",
}


@pytest.mark.parametrize("how", SPOILT)
def test_code_that_somebody_else_has_written_is_not_run(folder: Path, compiled: list[str], how: str) -> None:
    (file,) = folder.iterdir()
    file.write_bytes(SPOILT[how](file.read_bytes()))
    assert theme(folder, PAGE).shells["0"].fill(VALUES) == FILLED
    assert compiled == [PAGE]


def test_code_under_the_name_of_another_shell_is_not_run(folder: Path) -> None:
    (file,) = folder.iterdir()
    content = file.read_bytes()
    other = theme(folder, "<p><%= title %></p>")
    assert other.shells["0"].fill(VALUES).startswith(b"<p>")
    (of_other,) = folder.iterdir()
    of_other.write_bytes(content)
    assert theme(folder, "<p><%= title %></p>").shells["0"].fill(VALUES).startswith(b"<p>")


def test_a_folder_that_takes_nothing_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "templates").write_text("đây là một tệp, không phải thư mục", encoding="utf-8")
    assert theme(tmp_path / "templates", PAGE).shells["0"].fill(VALUES) == FILLED


def test_the_same_template_read_otherwise_is_another_one(tmp_path: Path, compiled: list[str]) -> None:
    for is_escaping, filled in ((True, "&amp;"), (False, "&"), (True, "&amp;")):
        environment = Environment(autoescape=is_escaping, loader=DictLoader({"tieu-de": "{{ title }}"}))
        environment.bytecode_cache = KeptCode(tmp_path / "templates")
        assert filled in environment.get_template("tieu-de").render(title="Lễ hội & chợ quê")
    assert len(compiled) == 2


def test_nothing_is_kept_of_what_a_filter_of_somebody_else_made(tmp_path: Path, compiled: list[str]) -> None:
    """A hook of a province's own may add one, whose answers Jinja takes for constants."""
    for hotline in ("1900 1022", "1900 9090"):
        environment = Environment(loader=DictLoader({"chan-trang": "{{ 'Gọi' | hotline }}"}))
        environment.filters["hotline"] = lambda text, number=hotline: f"{text} {number}"
        environment.bytecode_cache = KeptCode(tmp_path / "templates")
        assert environment.get_template("chan-trang").render() == f"Gọi {hotline}"
    assert len(compiled) == 2


def test_the_kept_code_serves_a_bulletin_at_another_address(project: Project) -> None:
    project.post("2026/06/hop-dan.md", post())
    assert project.build().returncode == 0
    assert '"/assets/bulletin.css?v=' in project.page("index.html")
    edit(project.folder / "mkdocs.yml", "https://bantin.anbinh.example/", "https://anbinh.example/ban-tin/")
    assert project.build().returncode == 0
    assert '"/ban-tin/assets/bulletin.css?v=' in project.page("index.html")
    assert '"/assets/' not in project.page("404.html") + project.page("index.html")


def test_a_build_compiles_what_has_changed_of_the_theme(project: Project) -> None:
    """A partial, and the shells with what it prints in them."""
    own(project, "overrides")
    project.post("2026/06/hop-dan.md", post())
    assert project.build().returncode == 0
    folder = project.folder / ".cache/templates"
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert len(before) > 60, "templates of MkDocs and shells"
    assert project.build().returncode == 0
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    edit(project.folder / "overrides/partials/footer.html", "{{ words.reuse }}", "Ghi rõ nguồn khi đăng lại.")
    assert project.build().returncode == 0
    after = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert len(after) == len(before)
    assert 1 < len(after.keys() - before.keys()) < len(after) / 2
    assert "Ghi rõ nguồn khi đăng lại." in project.page("index.html")
