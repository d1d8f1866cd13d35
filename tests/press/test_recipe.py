"""Recipes: one key, one file. Everything that a file is made of is in its key; else an edit would not show."""

import pytest
from bulletin.machine import digest
from bulletin.press.recipe import Recipe, changed_inputs
from hypothesis import example, given, settings
from hypothesis import strategies as st
from press.pressroom import Content


class Notice(Recipe, frozen=True, gc=False):
    text: str
    number: int | None = None
    paper: Content | None = None


class Leaflet(Recipe, frozen=True, gc=False):
    text: str
    number: int | None = None
    paper: Content | None = None


# --- the key


def test_equal_inputs_give_equal_keys() -> None:
    assert Notice("Họp dân", 3, Content(b"<p>")).key == Notice("Họp dân", 3, Content(b"<p>")).key


def test_two_kinds_with_equal_inputs_have_different_keys() -> None:
    assert Notice("Họp dân", 3).key != Leaflet("Họp dân", 3).key


def test_a_key_has_a_place_for_the_kind_and_for_each_input() -> None:
    assert len(Notice("Họp dân").key) == digest.SIZE * 4


@pytest.mark.parametrize(
    ("other", "changed"),
    [
        (Notice("Họp dân", 3, Content(b"<p>")), []),
        (Notice("Họp thôn", 3, Content(b"<p>")), ["text"]),
        (Notice("Họp dân", None, Content(b"<p>")), ["number"]),
        (Notice("Họp dân", 3, Content(b"<b>")), ["paper"]),
        (Notice("Họp dân", 0, None), ["number", "paper"]),
        (Leaflet("Họp dân", 3, Content(b"<p>")), ["text", "number", "paper"]),
    ],
)
def test_the_inputs_that_changed_are_named(other: Recipe, changed: list[str]) -> None:
    before = Notice("Họp dân", 3, Content(b"<p>"))
    assert changed_inputs(other, before.key) == changed
    assert (other.key == before.key) == (not changed)


def test_a_key_of_another_length_tells_nothing() -> None:
    assert changed_inputs(Notice("Họp dân"), Notice("Họp dân").key[: -digest.SIZE]) == ["text", "number", "paper"]
    assert changed_inputs(Notice("Họp dân"), b"") == ["text", "number", "paper"]


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "1", "Họp"]),
    lambda inner: st.lists(inner, max_size=2).map(tuple),
    max_leaves=4,
)


class Anything(Recipe, frozen=True, gc=False):
    one: object
    other: object


@pytest.mark.slow
@settings(max_examples=200)
@example((1,), None, (True,), None)
@given(PLAIN, PLAIN, PLAIN, PLAIN)
def test_different_plain_values_never_share_a_key(one: object, other: object, third: object, fourth: object) -> None:
    same = repr((one, other)) == repr((third, fourth))  # 1 and True are equal and print differently
    assert (Anything(one, other).key == Anything(third, fourth).key) == same
