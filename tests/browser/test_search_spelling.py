"""The browser spells queries as the engine spells texts: both are held to one list."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from bulletin.search import spelling
from playwright.sync_api import Page
from project import ROOT, source

VECTORS = yaml.safe_load((ROOT / "tests" / "unit" / "spelling.yml").read_text(encoding="utf-8"))
Call = Callable[..., Any]
"""Of a function of the script, by its name."""


@pytest.fixture
def text(page: Page, site: str) -> Call:
    """Calls a function of the script on a value."""
    page.goto(site)
    return lambda function, *values: page.evaluate(
        "async ([function_, values]) => (await import('/assets/search/text.module.js'))[function_](...values)",
        [function, list(values)],
    )


def test_what_was_spelled_is_read_back(text: Call) -> None:
    for original, spelled in VECTORS["spelled"]:
        assert text("read", spelled) == original


def test_words_are_asked_for_as_they_are_spelled(text: Call) -> None:
    for original, spelled in VECTORS["spelled"]:
        for typed in (original, unicodedata.normalize("NFD", original)):
            asked = [text("exact", word) for word in text("words", typed)]
            places = unicodedata.normalize("NFD", spelled.lower()).replace("`", "").split()
            kept = ["".join(letter for letter in place if letter.isalnum()) for place in places]
            assert asked == [place for place in kept if place], typed


def test_the_words_of_a_query(text: Call) -> None:
    for query, words in VECTORS["words"]:
        assert text("words", query) == words, query


def test_the_same_and_different_words(text: Call) -> None:
    for one, other in VECTORS["same"]:
        assert text("isSame", one, other), one
    for one, other in VECTORS["different"]:
        assert not text("isSame", one, other), one


def test_folding(text: Call) -> None:
    for word, folded in VECTORS["folded"]:
        assert text("fold", word) == folded


def test_every_accent_that_the_sample_posts_have_is_looked_for(page: Page, text: Call) -> None:
    """What is asked for without accents has to load the file of each accented word."""
    words = sorted(
        {
            word.lower()
            for path in source("posts").rglob("*.md")
            for word in spelling.words(unicodedata.normalize("NFC", path.read_text(encoding="utf-8")))
        }
    )
    assert len(text("words", " ".join(words))) == len(words)
    missing = page.evaluate(
        "async (words) => { const text = await import('/assets/search/text.module.js'); "
        "return words.filter((word) => !text.spellings(word).includes(text.exact(word))); }",
        words,
    )
    assert missing == []


def test_one_letter_is_a_misprint(text: Call) -> None:
    for one, other in (("binhf", "binh"), ("bnh", "binh"), ("phogn", "phong"), ("dang", "dong")):
        assert text("isNear", one, other), one
    for one, other in (("dang", "dang"), ("dang", "binh"), ("a", "bcd")):
        assert not text("isNear", one, other), one
