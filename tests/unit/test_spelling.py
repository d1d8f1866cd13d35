"""How text is spelled for the search index, and read back."""

import unicodedata
from pathlib import Path

import pytest
import yaml
from bulletin.search import spelling
from hypothesis import given
from hypothesis import strategies as st
from project import ROOT, source

VECTORS = yaml.safe_load((ROOT / "tests" / "unit" / "spelling.yml").read_text(encoding="utf-8"))
SYLLABLES = sorted(
    {word for path in source("posts").rglob("*.md") for word in spelling.words(path.read_text(encoding="utf-8"))}
)


@pytest.mark.parametrize(("text", "spelled"), VECTORS["spelled"])
def test_text_is_spelled_for_the_index_and_read_back(text: str, spelled: str) -> None:
    assert spelling.spell(text) == spelled
    assert spelling.read(spelled) == text


@pytest.mark.parametrize("text", [text for text, _ in VECTORS["spelled"]])
def test_text_that_comes_apart_is_spelled_the_same(text: str) -> None:
    assert spelling.spell(unicodedata.normalize("NFD", text)) == spelling.spell(text)


def test_titles_are_indexed_as_a_query_asks_for_them_with_any_accents() -> None:
    assert spelling.without_accents("Đắk Lắk: 1.260 hộ «Hoà Thuận»!") == "dakq lakq 1q 260q hoq hoaq thuanq"


@pytest.mark.parametrize(("text", "words"), VECTORS["words"])
def test_the_words_of_a_query(text: str, words: list[str]) -> None:
    assert spelling.words(text) == words


@pytest.mark.parametrize(("one", "other"), VECTORS["same"])
def test_a_tone_in_its_old_place_is_the_same_word(one: str, other: str) -> None:
    assert spelling.spell(one).lower().rstrip("`") == spelling.spell(other).lower().rstrip("`")


@pytest.mark.parametrize(("one", "other"), VECTORS["different"])
def test_words_with_other_accents_are_other_words_that_begin_alike(one: str, other: str) -> None:
    first, second = spelling.spell(one), spelling.spell(other)
    assert first != second
    assert first.partition("q")[0] == second.partition("q")[0]


@pytest.mark.parametrize(("word", "folded"), VECTORS["folded"])
def test_folding(word: str, folded: str) -> None:
    assert spelling.fold(word) == folded


@pytest.mark.parametrize("path", sorted(source("posts").rglob("*.md")), ids=lambda path: path.stem)
def test_every_sample_post_is_read_back_as_it_is(path: Path) -> None:
    text = " ".join(path.read_text(encoding="utf-8").translate(str.maketrans("`~|", "   ")).split())
    assert spelling.read(spelling.spell(text)) == text


@given(
    st.lists(
        st.tuples(
            st.sampled_from(SYLLABLES), st.sampled_from([" ", ", ", "/", " – ", "-", ". ", "… ", "”, “", " (", ") "])
        ),
        min_size=1,
    )
)
def test_whatever_stands_between_words_one_place_of_the_index_is_one_word(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in parts).strip()
    spelled = spelling.spell(text)
    assert spelling.read(spelled) == text
    places = [spelling.words(spelling.read(place)) for place in spelled.split()]
    assert [word for place in places for word in place] == spelling.words(text)
    assert all(len(place) == 1 for place in places[:-1])


@given(st.text())
def test_no_text_is_too_odd_to_be_spelled(text: str) -> None:
    spelled = spelling.spell(text)
    assert "\n" not in spelled
    assert spelling.words(spelling.read(spelled)) == spelling.words(
        " ".join(text.translate(str.maketrans("`~|", "   ")).split())
    )


def test_no_text_has_the_words_that_mark_categories() -> None:
    marks = {
        spelling.mark(kind, slug) for kind, slug in (("category", "thoi-su"), ("author", "thuy-hang"), ("year", "2020"))
    }
    assert marks == {"qcthoisuq", "qathuyhangq", "qy2020q"}
