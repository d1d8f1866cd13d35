"""The plan of a real bulletin: its sections, its clashes in words, and the words for every reason."""

from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import iter_modules

import pytest
from bulletin import pages
from bulletin.machine.cache import Cache
from bulletin.pages import clashes, sections
from bulletin.press import plan
from bulletin.press.ledger import Ledger
from bulletin.press.plan import Plan
from bulletin.press.recipe import Recipe
from bulletin.press.section_plan import Clash
from bulletin.press.survey import Survey
from bulletin.problems import Problem
from bulletin.stylebook import words
from project import Project, post
from unit.printout import theme
from unit.proofreading import indexed, prepare

NOTHING = Survey(frozenset(), frozenset(), ())


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Cache(tmp_path, b"v1")) as cache:
        yield Ledger(cache, tmp_path / "site")


def drawn_of(project: Project, ledger: Ledger) -> tuple[Plan, list[Problem]]:
    edition, _ = prepare(project)
    drawn, clashing = plan.draw_up(sections.divide(edition, theme(), indexed(edition)), ledger, NOTHING)
    return drawn, clashes.problems(clashing)


def test_a_picture_of_two_articles_is_no_problem_and_published_once(project: Project, ledger: Ledger) -> None:
    project.picture("2026/06/dinh.jpg", (40, 30))
    for name in ("a", "b"):
        project.post(f"2026/06/{name}.md", post(body="Sáng nay.\n\n![Đình làng](dinh.jpg)"))
    drawn, problems = drawn_of(project, ledger)
    assert problems == []
    assert [path.rpartition("-")[2] for path in drawn.paths() if path.startswith("2026/06/dinh-")] == [
        "40.avif",
        "40.jpg",
        "40.webp",
    ]


def test_two_files_that_would_get_one_address_are_named(
    project: Project, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the check of all posts may have overlooked."""
    monkeypatch.chdir(project.folder)
    project.post("2026/06/a/Kế hoạch.pdf", b"%PDF-1.7 mot")
    project.post("2026/06/a/ke-hoach.pdf", b"%PDF-1.7 hai")
    project.post("2026/06/a.md", post(body="Sáng nay.\n\n[Một](<Kế hoạch.pdf>), [hai](ke-hoach.pdf)"))
    _, (problem,) = drawn_of(project, ledger)
    assert problem.file == "posts/2026/06/a/ke-hoach.pdf"
    assert problem.message == (
        "Hai tệp khác nhau cùng muốn đứng ở /2026/06/a/ke-hoach.pdf: "
        "posts/2026/06/a/Kế hoạch.pdf, và posts/2026/06/a/ke-hoach.pdf."
    )


def test_two_pictures_of_nearly_one_name_have_addresses_of_their_own(project: Project, ledger: Ledger) -> None:
    project.picture("2026/06/a/Đình làng.jpg", (40, 30))
    project.picture("2026/06/a/dinh-lang.jpg", (20, 10))
    project.post("2026/06/a.md", post(body="Sáng nay.\n\n![Một](<Đình làng.jpg>)\n\n![Hai](dinh-lang.jpg)"))
    drawn, problems = drawn_of(project, ledger)
    assert problems == []
    assert sorted(
        path.rpartition("-")[2]
        for path in drawn.paths()
        if path.startswith("2026/06/a/dinh-lang-") and path.endswith(".jpg")
    ) == ["20.jpg", "40.jpg"]


def test_every_input_of_every_page_kind_has_its_words(project: Project, ledger: Ledger) -> None:
    project.picture("2026/06/dinh.jpg", (40, 30))
    project.post(
        "2026/06/a.md",
        post(author="Thúy An", tags="[họp dân]", aliases="[/tin/1.html]", body="Sáng nay.\n\n![Đình làng](dinh.jpg)"),
    )
    inputs = {
        (type(recipe).__name__, name)
        for _, recipe, _ in drawn_of(project, ledger)[0].tasks()
        for name in recipe.__struct_fields__
    }
    said = words.terminal()["plan"]["reasons"]
    assert sorted(f"{kind}.{name}" for kind, name in inputs if name not in said) == []


def test_every_module_that_makes_pages_is_asked_for_them() -> None:
    modules = [import_module(f"bulletin.pages.{found.name}") for found in iter_modules(pages.__path__)]
    for first, kinds in (("edition", pages.PAGE_KINDS), ("month", pages.ARTICLE_KINDS)):
        found = {
            module.__name__
            for module in modules
            if list(signature(getattr(module, "outputs", list)).parameters) == [first, "theme"]
        }
        assert {kind.__name__ for kind in kinds} == found and len(found) > 2


class Leaflet(Recipe, frozen=True, gc=False):
    text: str


def test_a_clash_is_told_in_words() -> None:
    (problem,) = clashes.problems([Clash("hop.html", Leaflet("một"), Leaflet("hai"))])
    assert (problem.code, problem.severity, problem.file) == ("output-twice", "error", "mkdocs.yml")
    assert problem.message == (
        "Hai tệp khác nhau cùng muốn đứng ở /hop.html: một trang mà phần mềm tự dựng, và một trang mà phần mềm tự dựng."
    )
    (problem,) = clashes.problems([Clash("2026/06/hop.html", None, Leaflet("hai"), "2026/06")])
    assert problem.message == (
        "Hai tệp khác nhau cùng muốn đứng ở /2026/06/hop.html: "
        "một trang hay tệp của bài trong posts/2026/06/, và một trang mà phần mềm tự dựng."
    )
