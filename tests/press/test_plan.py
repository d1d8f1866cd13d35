"""The plan: what is to be made, what goes, what stays, and why."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bulletin.machine.cache import Cache
from bulletin.press import plan, section_plan
from bulletin.press.ledger import Ledger
from bulletin.press.plan import Plan
from bulletin.press.recipe import Recipe
from bulletin.press.section import REST, Section
from bulletin.press.section_plan import Clash
from bulletin.press.survey import NOTHING, Survey
from hypothesis import given
from hypothesis import strategies as st


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
    with closing(Cache(tmp_path, b"v1")) as cache:
        yield Ledger(cache, tmp_path / "site")


def section(name: str, digest: bytes = b"", **outputs: Recipe) -> Section:
    """`hop=…` stands for `hop.html`, in the month's folder if it is one."""
    folder = "" if name == REST else f"{name}/"
    return Section(name, digest, {f"{folder}{path}.html": recipe for path, recipe in outputs.items()}.items)


def build(
    ledger: Ledger, outputs: list[tuple[str, Recipe]], present: dict[str, bytes], foreign: tuple[str, ...] = ()
) -> tuple[Plan, list[Clash]]:
    """The plan of a site with no articles."""
    ledger.enter(REST, b"", present, dict.fromkeys(present, 1))
    return plan.draw_up([Section(REST, b"", lambda: outputs)], ledger, Survey(frozenset(), frozenset(), foreign))


def made(drawn: Plan) -> dict[str, Recipe]:
    assert [task.path for task in drawn.tasks()] == list(drawn.paths())
    return {path: recipe for path, recipe, _ in drawn.tasks()}


def test_an_empty_folder_gets_everything(ledger: Ledger) -> None:
    drawn, clashes = build(ledger, [("hop.html", OPEN), ("lut.html", FLOOD)], {})
    assert (made(drawn), drawn.deleted, drawn.untouched, clashes) == ({"hop.html": OPEN, "lut.html": FLOOD}, (), 0, [])
    assert drawn.sections[0].keys() == {"hop.html": OPEN.key, "lut.html": FLOOD.key}


def test_only_what_is_not_as_it_should_be_is_made(ledger: Ledger) -> None:
    present = {"hop.html": OPEN.key, "lut.html": OPEN.key}
    drawn, clashes = build(ledger, [("hop.html", OPEN), ("lut.html", FLOOD), ("moi.html", OPEN)], present)
    assert (made(drawn), drawn.deleted, drawn.untouched, clashes) == ({"lut.html": FLOOD, "moi.html": OPEN}, (), 1, [])


def test_what_no_page_kind_asks_for_goes(ledger: Ledger) -> None:
    drawn, _ = build(ledger, [("hop.html", OPEN)], {"hop.html": OPEN.key, "lut.html": FLOOD.key, "2025/a.html": b""})
    assert (made(drawn), drawn.deleted, drawn.untouched) == ({}, ("2025/a.html", "lut.html"), 1)


def test_foreign_files_go_unless_a_page_will_stand_there(ledger: Ledger) -> None:
    drawn, _ = build(ledger, [("hop.html", OPEN)], {"cu.html": FLOOD.key}, ("trong/", "la.html", "hop.html"))
    assert (made(drawn), drawn.deleted) == ({"hop.html": OPEN}, ("cu.html", "la.html", "trong/"))


def test_two_outputs_at_one_path_are_a_problem_of_the_later_one(ledger: Ledger) -> None:
    drawn, (clash,) = build(
        ledger, [("hop.html", OPEN), ("hop.html", Leaflet("Họp dân", "đình làng")), ("hop.html", OPEN)], {}
    )
    assert clash == Clash("hop.html", OPEN, Leaflet("Họp dân", "đình làng"))
    assert made(drawn) == {"hop.html": OPEN}, "and the same page twice is none"


# --- section by section

JUNE, MAY = "2026/06", "2026/05"


def known(ledger: Ledger, *entered: Section) -> None:
    """Enters sections as a build leaves them."""
    for one in entered:
        keys = {path: recipe.key for path, recipe in one.outputs()}
        ledger.enter(one.name, one.digest, keys, dict.fromkeys(keys, 1))


def refused() -> list[tuple[str, Recipe]]:
    raise AssertionError("this section must not be looked into")


def test_a_section_made_of_the_same_is_not_looked_into(ledger: Ledger) -> None:
    known(ledger, section(JUNE, b"mot", hop=OPEN, lut=FLOOD), section(REST, a=OPEN))
    drawn, _ = plan.draw_up([Section(JUNE, b"mot", refused), section(REST, a=OPEN)], ledger, NOTHING)
    assert (made(drawn), drawn.deleted, drawn.untouched) == ({}, (), 3)


@pytest.mark.parametrize(
    ("digest", "survey"), [(b"hai", NOTHING), (b"mot", Survey(frozenset({"2026/06/hop.html"}), frozenset({JUNE}), ()))]
)
def test_a_section_is_looked_into_when_something_changed_in_it_or_on_the_site(
    ledger: Ledger, digest: bytes, survey: Survey
) -> None:
    known(ledger, section(JUNE, b"mot", hop=OPEN, lut=FLOOD))
    drawn, _ = plan.draw_up([section(JUNE, digest, hop=FLOOD, lut=FLOOD), section(REST)], ledger, survey)
    assert (made(drawn), drawn.untouched) == ({"2026/06/hop.html": FLOOD}, 1)


def test_the_files_of_a_section_that_is_no_more_go(ledger: Ledger) -> None:
    known(ledger, section(JUNE, b"mot", hop=OPEN), section(MAY, b"mot", hop=OPEN))
    drawn, _ = plan.draw_up([section(JUNE, b"mot", hop=OPEN), section(REST)], ledger, NOTHING)
    assert (drawn.deleted, drawn.dropped) == (("2026/05/hop.html",), (MAY,))


def test_a_page_may_come_to_stand_where_one_of_another_section_was(ledger: Ledger) -> None:
    """An old address in place of an article, and the other way round."""
    before = Section(REST, b"", {"2026/06/cu.html": OPEN}.items)
    after = Section(REST, b"", {"2026/06/hop.html": OPEN}.items)
    known(ledger, section(JUNE, b"mot", hop=OPEN), before)
    drawn, clashes = plan.draw_up([section(JUNE, b"hai", cu=FLOOD), after], ledger, NOTHING)
    assert (made(drawn), drawn.deleted, clashes) == ({"2026/06/hop.html": OPEN, "2026/06/cu.html": FLOOD}, (), [])


def test_a_page_where_an_article_stands_is_a_problem(ledger: Ledger) -> None:
    _, (clash,) = plan.draw_up(
        [section(JUNE, b"mot", hop=OPEN), Section(REST, b"", {"2026/06/hop.html": Leaflet("a", "b")}.items)],
        ledger,
        NOTHING,
    )
    assert clash == Clash("2026/06/hop.html", None, Leaflet("a", "b"), JUNE)


def test_a_page_where_an_article_stands_is_a_problem_in_a_month_that_is_not_looked_into_too(ledger: Ledger) -> None:
    known(ledger, section(JUNE, b"mot", hop=OPEN, lut=FLOOD))
    calendar = Section(REST, b"", {"2026/06/index.html": OPEN, "2026/06/hop.html": Leaflet("a", "b")}.items)
    _, (clash,) = plan.draw_up([Section(JUNE, b"mot", refused), calendar], ledger, NOTHING)
    assert clash == Clash("2026/06/hop.html", None, Leaflet("a", "b"), JUNE)


def test_pages_that_stood_beside_a_month_are_not_compared_with_it_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site of forty years has five hundred months, and each of them has such a page."""
    known(ledger, section(JUNE, b"mot", hop=OPEN), Section(REST, b"", {"2026/06/index.html": OPEN}.items))
    asked: list[str] = []
    monkeypatch.setattr(ledger, "paths", asked.append)
    calendar = Section(REST, b"", {"2026/06/index.html": FLOOD}.items)
    drawn, clashes = plan.draw_up([Section(JUNE, b"mot", refused), calendar], ledger, NOTHING)
    assert (made(drawn), clashes, asked) == ({"2026/06/index.html": FLOOD}, [], [])


def test_many_changed_sections_are_planned_as_few_are(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    months = [f"{year}/{month:02}" for year in range(2020, 2024) for month in range(1, 13)]
    known(ledger, *[section(name, b"mot", hop=OPEN, lut=FLOOD, cu=OPEN) for name in months], section(REST))
    ledger.commit()  # other processes read it
    twice = {"2022/05/hop.html": FLOOD}.items()
    changed = [section(name, b"hai", hop=FLOOD, lut=FLOOD, moi=OPEN) for name in months]
    changed[28] = Section(months[28], b"hai", lambda: [*section(months[28], b"hai", hop=OPEN).outputs(), *twice])
    altered = Survey(frozenset({"2020/02/lut.html"}), frozenset({"2020/02"}), ())

    def planned() -> tuple[object, ...]:
        drawn, clashes = plan.draw_up([*changed, section(REST, a=OPEN)], ledger, altered)
        return made(drawn), drawn.deleted, drawn.untouched, clashes, [one.keys() for one in drawn.sections]

    many = planned()
    monkeypatch.setattr(section_plan, "_FEW", len(changed))
    assert many == planned()
    assert many[3] == [Clash("2022/05/hop.html", OPEN, FLOOD)]


def test_only_pages_of_which_little_has_changed_may_be_patched(ledger: Ledger) -> None:
    known(ledger, section(JUNE, b"mot", hop=OPEN, lut=FLOOD, moi=Leaflet("Họp dân", "đình làng")), section(REST))
    elsewhere = Notice("Họp dân", "nhà văn hóa")
    drawn, _ = plan.draw_up(
        [
            section(
                JUNE,
                b"hai",
                hop=elsewhere,
                lut=Notice("Báo lụt lớn", "bến đò"),
                moi=Leaflet("Họp dân", "nhà văn hóa"),
                them=elsewhere,
            ),
            section(REST),
        ],
        ledger,
        NOTHING,
    )
    assert {task.path: task.may_be_patched for task in drawn.tasks()} == {
        "2026/06/hop.html": True,
        "2026/06/lut.html": False,
        "2026/06/moi.html": False,
        "2026/06/them.html": False,
    }
    altered = Survey(frozenset({"2026/06/hop.html"}), frozenset({JUNE}), ())
    drawn, _ = plan.draw_up([section(JUNE, b"hai", hop=elsewhere), section(REST)], ledger, altered)
    assert [task.may_be_patched for task in drawn.tasks()] == [False], "nobody knows what stands there"


# --- reasons


def test_the_reasons_are_the_inputs_that_changed() -> None:
    assert plan.reasons(OPEN, OPEN.key) == []
    assert plan.reasons(Notice("Họp dân", "nhà văn hóa"), OPEN.key) == ["place"]
    assert plan.reasons(FLOOD, OPEN.key) == ["text", "place"]
    assert plan.reasons(OPEN, None) == ["new"]
    assert plan.reasons(OPEN, Leaflet("Họp dân", "đình làng").key) == ["text", "place"], "another page stood there"


# --- any plan

SITES = st.dictionaries(
    st.sampled_from("abcdef"), st.builds(Notice, st.sampled_from(["một", "hai"]), st.just("đình làng"))
)


@pytest.mark.slow
@given(SITES, SITES, st.sets(st.sampled_from("abcdefgh")))
def test_whoever_follows_a_plan_gets_the_site(
    wanted: dict[str, Recipe], there: dict[str, Recipe], foreign: set[str]
) -> None:
    with TemporaryDirectory() as folder, closing(Cache(Path(folder), b"v1")) as cache:
        drawn, _ = build(
            Ledger(cache, Path("site")),
            list(wanted.items()),
            {path: recipe.key for path, recipe in there.items()},
            tuple(sorted(foreign - there.keys())),
        )
        todo = made(drawn)
    site: dict[str, Recipe | None] = {**dict.fromkeys(foreign, None), **there, **todo}
    for path in drawn.deleted:
        del site[path]
    assert site == wanted
    assert not [path for path, recipe in todo.items() if there.get(path) == recipe], "nothing is made in vain"
    assert drawn.untouched == len(wanted) - len(drawn)
