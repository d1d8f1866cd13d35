"""The plan: what is to be made, what goes, what stays, and why."""

from importlib import import_module
from inspect import signature
from pkgutil import iter_modules
from types import SimpleNamespace

import pytest
from bulletin import pages, plan, words
from bulletin.plan import Plan
from bulletin.problems import Problem
from bulletin.recipe import Recipe
from desk import prepare
from hypothesis import given, settings
from hypothesis import strategies as st
from printout import theme
from project import Project, post


class Notice(Recipe, frozen=True, gc=False):
    text: str
    place: str


class Leaflet(Recipe, frozen=True, gc=False):
    text: str
    place: str


OPEN, FLOOD = Notice("Họp dân", "đình làng"), Notice("Báo lụt", "bến đò")


def build(monkeypatch: pytest.MonkeyPatch, outputs: list[tuple[str, Recipe]], present: dict[str, bytes], foreign: tuple[str, ...] = ()) -> tuple[Plan, list[Problem]]:
    """The plan of a site whose page kinds give these outputs."""
    kinds = [SimpleNamespace(outputs=lambda edition, theme, one=one: [one]) for one in outputs]
    monkeypatch.setattr(plan, "PAGE_KINDS", kinds)
    return plan.build(None, None, present, foreign)  # type: ignore[arg-type]


def test_an_empty_folder_gets_everything(monkeypatch: pytest.MonkeyPatch):
    drawn, problems = build(monkeypatch, [("hop.html", OPEN), ("lut.html", FLOOD)], {})
    assert (dict(drawn.todo), drawn.gone, drawn.untouched, problems) == ({"hop.html": OPEN, "lut.html": FLOOD}, (), 0, [])
    assert drawn.keys == {"hop.html": OPEN.key, "lut.html": FLOOD.key}


def test_only_what_is_not_as_it_should_be_is_made(monkeypatch: pytest.MonkeyPatch):
    present = {"hop.html": OPEN.key, "lut.html": OPEN.key}
    drawn, problems = build(monkeypatch, [("hop.html", OPEN), ("lut.html", FLOOD), ("moi.html", OPEN)], present)
    assert (dict(drawn.todo), drawn.gone, drawn.untouched, problems) == ({"lut.html": FLOOD, "moi.html": OPEN}, (), 1, [])


def test_what_no_page_kind_asks_for_goes(monkeypatch: pytest.MonkeyPatch):
    drawn, _ = build(monkeypatch, [("hop.html", OPEN)], {"hop.html": OPEN.key, "lut.html": FLOOD.key, "2025/a.html": b""})
    assert (drawn.todo, drawn.gone, drawn.untouched) == ((), ("2025/a.html", "lut.html"), 1)


def test_foreign_files_go_unless_a_page_will_stand_there(monkeypatch: pytest.MonkeyPatch):
    drawn, _ = build(monkeypatch, [("hop.html", OPEN)], {"cu.html": FLOOD.key}, ("trong/", "la.html", "hop.html"))
    assert (dict(drawn.todo), drawn.gone) == ({"hop.html": OPEN}, ("cu.html", "la.html", "trong/"))


def test_two_outputs_at_one_path_are_a_problem_of_the_later_one(monkeypatch: pytest.MonkeyPatch):
    drawn, (problem,) = build(monkeypatch, [("hop.html", OPEN), ("hop.html", Leaflet("Họp dân", "đình làng")), ("hop.html", OPEN)], {})
    assert (problem.code, problem.severity, problem.file) == ("output-twice", "error", "mkdocs.yml")
    assert problem.message == "Hai trang khác nhau cùng muốn đứng ở /hop.html (trang sau là Leaflet)."
    assert drawn.todo == (("hop.html", OPEN),), "and the same page twice is none"


def test_a_picture_of_two_articles_is_no_problem_and_published_once(project: Project):
    project.picture("2026/06/dinh.jpg", (40, 30))
    for name in ("a", "b"):
        project.post(f"2026/06/{name}.md", post(body="Sáng nay.\n\n![Đình làng](dinh.jpg)"))
    drawn, problems = plan.build(prepare(project)[0], theme(), {})
    assert problems == []
    assert [path for path, _ in drawn.todo].count("2026/06/dinh.jpg") == 1


def test_two_pictures_that_would_get_one_address_are_a_problem(project: Project):
    project.picture("2026/06/a/Đình làng.jpg", (40, 30))
    project.picture("2026/06/a/dinh-lang.jpg", (20, 10))
    project.post("2026/06/a.md", post(body="Sáng nay.\n\n![Một](<Đình làng.jpg>)\n\n![Hai](dinh-lang.jpg)"))
    _, (problem,) = plan.build(prepare(project)[0], theme(), {})
    assert problem.message == "Hai trang khác nhau cùng muốn đứng ở /2026/06/a/dinh-lang.jpg (trang sau là PublishedFile)."


# --- reasons


def test_the_reasons_are_the_inputs_that_changed():
    assert plan.reasons(OPEN, OPEN.key) == []
    assert plan.reasons(Notice("Họp dân", "nhà văn hóa"), OPEN.key) == ["place"]
    assert plan.reasons(FLOOD, OPEN.key) == ["text", "place"]
    assert plan.reasons(OPEN, None) == ["new"]
    assert plan.reasons(OPEN, Leaflet("Họp dân", "đình làng").key) == ["text", "place"], "another page stood there"


def test_every_input_of_every_page_kind_has_its_words(project: Project):
    project.picture("2026/06/dinh.jpg", (40, 30))
    project.post("2026/06/a.md", post(author="Thúy An", tags="[họp dân]", aliases="[/tin/1.html]", body="Sáng nay.\n\n![Đình làng](dinh.jpg)"))
    inputs = {(type(recipe).__name__, name) for _, recipe in plan.outputs(prepare(project)[0], theme()) for name in recipe.__struct_fields__}
    said = words.terminal()["plan"]["reasons"]
    assert sorted(f"{kind}.{name}" for kind, name in inputs if name not in said) == []


# --- any plan

SITES = st.dictionaries(st.sampled_from("abcdef"), st.builds(Notice, st.sampled_from(["một", "hai"]), st.just("đình làng")))


@settings(deadline=None, derandomize=True)
@given(SITES, SITES, st.sets(st.sampled_from("abcdefgh")))
def test_whoever_follows_a_plan_gets_the_site(wanted: dict[str, Recipe], there: dict[str, Recipe], foreign: set[str]):
    with pytest.MonkeyPatch.context() as patched:
        drawn, _ = build(patched, list(wanted.items()), {path: recipe.key for path, recipe in there.items()}, tuple(sorted(foreign - there.keys())))
    folder: dict[str, Recipe | None] = {**dict.fromkeys(foreign, None), **there, **dict(drawn.todo)}
    for path in drawn.gone:
        del folder[path]
    assert folder == wanted
    assert not [path for path, recipe in drawn.todo if there.get(path) == recipe], "nothing is made in vain"
    assert drawn.untouched == len(wanted) - len(drawn.todo)


def test_every_module_that_makes_pages_is_asked_for_them():
    modules = [import_module(f"bulletin.pages.{found.name}") for found in iter_modules(pages.__path__)]
    kinds = {module.__name__ for module in modules if list(signature(getattr(module, "outputs", list)).parameters) == ["edition", "theme"]}
    assert {kind.__name__ for kind in pages.PAGE_KINDS} == kinds and len(kinds) > 10
