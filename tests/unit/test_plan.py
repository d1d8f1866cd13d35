"""The plan: what is to be made, what goes, what stays, and why."""

from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import iter_modules
from tempfile import TemporaryDirectory

import pytest
from bulletin import pages
from bulletin.press import plan
from bulletin.pages import sections
from bulletin.stylebook import words
from bulletin.press.ledger import Ledger
from bulletin.press.plan import Plan
from bulletin.problems import Problem
from bulletin.press.recipe import Recipe
from bulletin.pages.sections import REST, Section
from bulletin.press.site_survey import Survey
from bulletin.archive.store import Store
from desk import indexed, prepare
from hypothesis import given, settings
from hypothesis import strategies as st
from printout import theme
from project import Project, post


class Notice(Recipe, frozen=True, gc=False):
    PATCHABLE = frozenset({"place"})
    text: str
    place: str


class Leaflet(Recipe, frozen=True, gc=False):
    text: str
    place: str


OPEN, FLOOD = Notice("Họp dân", "đình làng"), Notice("Báo lụt", "bến đò")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Store(tmp_path, b"v1")) as store:
        yield Ledger(store, tmp_path / "site")


def section(name: str, digest: bytes = b"", **outputs: Recipe) -> Section:
    """`hop=…` stands for `hop.html`, in the month's folder if it is one."""
    folder = "" if name == REST else f"{name}/"
    return Section(name, digest, {f"{folder}{path}.html": recipe for path, recipe in outputs.items()}.items)


def build(ledger: Ledger, outputs: list[tuple[str, Recipe]], present: dict[str, bytes], foreign: tuple[str, ...] = ()) -> tuple[Plan, list[Problem]]:
    """The plan of a site with no articles."""
    ledger.enter(REST, b"", present, dict.fromkeys(present, 1))
    return plan.build([Section(REST, b"", lambda: outputs)], ledger, Survey(frozenset(), frozenset(), foreign))


def made(drawn: Plan) -> dict[str, Recipe]:
    assert [order.path for order in drawn.orders()] == list(drawn.paths())
    return {path: recipe for path, recipe, _ in drawn.orders()}


def test_an_empty_folder_gets_everything(ledger: Ledger):
    drawn, problems = build(ledger, [("hop.html", OPEN), ("lut.html", FLOOD)], {})
    assert (made(drawn), drawn.gone, drawn.untouched, problems) == ({"hop.html": OPEN, "lut.html": FLOOD}, (), 0, [])
    assert drawn.drafts[0].keys() == {"hop.html": OPEN.key, "lut.html": FLOOD.key}


def test_only_what_is_not_as_it_should_be_is_made(ledger: Ledger):
    present = {"hop.html": OPEN.key, "lut.html": OPEN.key}
    drawn, problems = build(ledger, [("hop.html", OPEN), ("lut.html", FLOOD), ("moi.html", OPEN)], present)
    assert (made(drawn), drawn.gone, drawn.untouched, problems) == ({"lut.html": FLOOD, "moi.html": OPEN}, (), 1, [])


def test_what_no_page_kind_asks_for_goes(ledger: Ledger):
    drawn, _ = build(ledger, [("hop.html", OPEN)], {"hop.html": OPEN.key, "lut.html": FLOOD.key, "2025/a.html": b""})
    assert (made(drawn), drawn.gone, drawn.untouched) == ({}, ("2025/a.html", "lut.html"), 1)


def test_foreign_files_go_unless_a_page_will_stand_there(ledger: Ledger):
    drawn, _ = build(ledger, [("hop.html", OPEN)], {"cu.html": FLOOD.key}, ("trong/", "la.html", "hop.html"))
    assert (made(drawn), drawn.gone) == ({"hop.html": OPEN}, ("cu.html", "la.html", "trong/"))


def test_two_outputs_at_one_path_are_a_problem_of_the_later_one(ledger: Ledger):
    drawn, (problem,) = build(ledger, [("hop.html", OPEN), ("hop.html", Leaflet("Họp dân", "đình làng")), ("hop.html", OPEN)], {})
    assert (problem.code, problem.severity, problem.file) == ("output-twice", "error", "mkdocs.yml")
    assert problem.message == "Hai tệp khác nhau cùng muốn đứng ở /hop.html: một trang mà phần mềm tự dựng, và một trang mà phần mềm tự dựng."
    assert made(drawn) == {"hop.html": OPEN}, "and the same page twice is none"


# --- section by section

JUNE, MAY = "2026/06", "2026/05"
NOTHING = Survey(frozenset(), frozenset(), ())


def known(ledger: Ledger, *entered: Section) -> None:
    """Enters sections as a build leaves them."""
    for one in entered:
        keys = {path: recipe.key for path, recipe in one.outputs()}
        ledger.enter(one.name, one.digest, keys, dict.fromkeys(keys, 1))


def refused() -> list[tuple[str, Recipe]]:
    raise AssertionError("this section must not be looked into")


def test_a_section_made_of_the_same_is_not_looked_into(ledger: Ledger):
    known(ledger, section(JUNE, b"mot", hop=OPEN, lut=FLOOD), section(REST, a=OPEN))
    drawn, _ = plan.build([Section(JUNE, b"mot", refused), section(REST, a=OPEN)], ledger, NOTHING)
    assert (made(drawn), drawn.gone, drawn.untouched) == ({}, (), 3)


@pytest.mark.parametrize(("digest", "survey"), [(b"hai", NOTHING), (b"mot", Survey(frozenset({"2026/06/hop.html"}), frozenset({JUNE}), ()))])
def test_a_section_is_looked_into_when_something_changed_in_it_or_on_the_site(ledger: Ledger, digest: bytes, survey: Survey):
    known(ledger, section(JUNE, b"mot", hop=OPEN, lut=FLOOD))
    drawn, _ = plan.build([section(JUNE, digest, hop=FLOOD, lut=FLOOD), section(REST)], ledger, survey)
    assert (made(drawn), drawn.untouched) == ({"2026/06/hop.html": FLOOD}, 1)


def test_the_files_of_a_section_that_is_no_more_go(ledger: Ledger):
    known(ledger, section(JUNE, b"mot", hop=OPEN), section(MAY, b"mot", hop=OPEN))
    drawn, _ = plan.build([section(JUNE, b"mot", hop=OPEN), section(REST)], ledger, NOTHING)
    assert (drawn.gone, drawn.dropped) == (("2026/05/hop.html",), (MAY,))


def test_a_page_may_come_to_stand_where_one_of_another_section_was(ledger: Ledger):
    """An old address in place of an article, and the other way round."""
    before = Section(REST, b"", {"2026/06/cu.html": OPEN}.items)
    after = Section(REST, b"", {"2026/06/hop.html": OPEN}.items)
    known(ledger, section(JUNE, b"mot", hop=OPEN), before)
    drawn, problems = plan.build([section(JUNE, b"hai", cu=FLOOD), after], ledger, NOTHING)
    assert (made(drawn), drawn.gone, problems) == ({"2026/06/hop.html": OPEN, "2026/06/cu.html": FLOOD}, (), [])


def test_a_page_where_an_article_stands_is_a_problem(ledger: Ledger):
    _, (problem,) = plan.build([section(JUNE, b"mot", hop=OPEN), Section(REST, b"", {"2026/06/hop.html": Leaflet("a", "b")}.items)], ledger, NOTHING)
    assert problem.message == "Hai tệp khác nhau cùng muốn đứng ở /2026/06/hop.html: một trang hay tệp của bài trong posts/2026/06/, và một trang mà phần mềm tự dựng."


def test_a_page_where_an_article_stands_is_a_problem_in_a_month_that_is_not_looked_into_too(ledger: Ledger):
    known(ledger, section(JUNE, b"mot", hop=OPEN, lut=FLOOD))
    calendar = Section(REST, b"", {"2026/06/index.html": OPEN, "2026/06/hop.html": Leaflet("a", "b")}.items)
    _, (problem,) = plan.build([Section(JUNE, b"mot", refused), calendar], ledger, NOTHING)
    assert problem.message == "Hai tệp khác nhau cùng muốn đứng ở /2026/06/hop.html: một trang hay tệp của bài trong posts/2026/06/, và một trang mà phần mềm tự dựng."


def test_only_pages_of_which_little_has_changed_may_be_patched(ledger: Ledger):
    known(ledger, section(JUNE, b"mot", hop=OPEN, lut=FLOOD, moi=Leaflet("Họp dân", "đình làng")), section(REST))
    elsewhere = Notice("Họp dân", "nhà văn hóa")
    drawn, _ = plan.build([section(JUNE, b"hai", hop=elsewhere, lut=Notice("Báo lụt lớn", "bến đò"), moi=Leaflet("Họp dân", "nhà văn hóa"), them=elsewhere), section(REST)], ledger, NOTHING)
    assert {order.path: order.may_be_patched for order in drawn.orders()} == {"2026/06/hop.html": True, "2026/06/lut.html": False, "2026/06/moi.html": False, "2026/06/them.html": False}
    altered = Survey(frozenset({"2026/06/hop.html"}), frozenset({JUNE}), ())
    drawn, _ = plan.build([section(JUNE, b"hai", hop=elsewhere), section(REST)], ledger, altered)
    assert [order.may_be_patched for order in drawn.orders()] == [False], "nobody knows what stands there"


# --- a real bulletin


def drawn_of(project: Project, ledger: Ledger) -> tuple[Plan, list[Problem]]:
    edition, _ = prepare(project)
    return plan.build(sections.divide(edition, theme(), indexed(edition)), ledger, NOTHING)


def test_a_picture_of_two_articles_is_no_problem_and_published_once(project: Project, ledger: Ledger):
    project.picture("2026/06/dinh.jpg", (40, 30))
    for name in ("a", "b"):
        project.post(f"2026/06/{name}.md", post(body="Sáng nay.\n\n![Đình làng](dinh.jpg)"))
    drawn, problems = drawn_of(project, ledger)
    assert problems == []
    assert [path.rpartition("-")[2] for path in drawn.paths() if path.startswith("2026/06/dinh-")] == ["40.avif", "40.jpg", "40.webp"]


def test_two_files_that_would_get_one_address_are_named(project: Project, ledger: Ledger, monkeypatch: pytest.MonkeyPatch):
    """Whatever the check of all posts may have overlooked."""
    monkeypatch.chdir(project.folder)
    project.post("2026/06/a/Kế hoạch.pdf", b"%PDF-1.7 mot")
    project.post("2026/06/a/ke-hoach.pdf", b"%PDF-1.7 hai")
    project.post("2026/06/a.md", post(body="Sáng nay.\n\n[Một](<Kế hoạch.pdf>), [hai](ke-hoach.pdf)"))
    _, (problem,) = drawn_of(project, ledger)
    assert problem.file == "posts/2026/06/a/ke-hoach.pdf"
    assert problem.message == "Hai tệp khác nhau cùng muốn đứng ở /2026/06/a/ke-hoach.pdf: posts/2026/06/a/Kế hoạch.pdf, và posts/2026/06/a/ke-hoach.pdf."


def test_two_pictures_of_nearly_one_name_have_addresses_of_their_own(project: Project, ledger: Ledger):
    project.picture("2026/06/a/Đình làng.jpg", (40, 30))
    project.picture("2026/06/a/dinh-lang.jpg", (20, 10))
    project.post("2026/06/a.md", post(body="Sáng nay.\n\n![Một](<Đình làng.jpg>)\n\n![Hai](dinh-lang.jpg)"))
    drawn, problems = drawn_of(project, ledger)
    assert problems == []
    assert sorted(path.rpartition("-")[2] for path in drawn.paths() if path.startswith("2026/06/a/dinh-lang-") and path.endswith(".jpg")) == ["20.jpg", "40.jpg"]


# --- reasons


def test_the_reasons_are_the_inputs_that_changed():
    assert plan.reasons(OPEN, OPEN.key) == []
    assert plan.reasons(Notice("Họp dân", "nhà văn hóa"), OPEN.key) == ["place"]
    assert plan.reasons(FLOOD, OPEN.key) == ["text", "place"]
    assert plan.reasons(OPEN, None) == ["new"]
    assert plan.reasons(OPEN, Leaflet("Họp dân", "đình làng").key) == ["text", "place"], "another page stood there"


def test_every_input_of_every_page_kind_has_its_words(project: Project, ledger: Ledger):
    project.picture("2026/06/dinh.jpg", (40, 30))
    project.post("2026/06/a.md", post(author="Thúy An", tags="[họp dân]", aliases="[/tin/1.html]", body="Sáng nay.\n\n![Đình làng](dinh.jpg)"))
    inputs = {(type(recipe).__name__, name) for _, recipe, _ in drawn_of(project, ledger)[0].orders() for name in recipe.__struct_fields__}
    said = words.terminal()["plan"]["reasons"]
    assert sorted(f"{kind}.{name}" for kind, name in inputs if name not in said) == []


# --- any plan

SITES = st.dictionaries(st.sampled_from("abcdef"), st.builds(Notice, st.sampled_from(["một", "hai"]), st.just("đình làng")))


@settings(deadline=None, derandomize=True)
@given(SITES, SITES, st.sets(st.sampled_from("abcdefgh")))
def test_whoever_follows_a_plan_gets_the_site(wanted: dict[str, Recipe], there: dict[str, Recipe], foreign: set[str]):
    with TemporaryDirectory() as cache, closing(Store(Path(cache), b"v1")) as store:
        drawn, _ = build(Ledger(store, Path("site")), list(wanted.items()), {path: recipe.key for path, recipe in there.items()}, tuple(sorted(foreign - there.keys())))
        todo = made(drawn)
    folder: dict[str, Recipe | None] = {**dict.fromkeys(foreign, None), **there, **todo}
    for path in drawn.gone:
        del folder[path]
    assert folder == wanted
    assert not [path for path, recipe in todo.items() if there.get(path) == recipe], "nothing is made in vain"
    assert drawn.untouched == len(wanted) - len(drawn)


def test_every_module_that_makes_pages_is_asked_for_them():
    modules = [import_module(f"bulletin.pages.{found.name}") for found in iter_modules(pages.__path__)]
    for first, kinds in (("edition", pages.PAGE_KINDS), ("volume", pages.ARTICLE_KINDS)):
        found = {module.__name__ for module in modules if list(signature(getattr(module, "outputs", list)).parameters) == [first, "theme"]}
        assert {kind.__name__ for kind in kinds} == found and len(found) > 2
