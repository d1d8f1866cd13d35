"""The live search: goes the way that a reader's browser goes for one word of the newest title.

The table of splits leads to a split, its list of files to the file with the word, that to the texts with the word, and
one of them has to be the newest article. What this leaves unproved is the browser's part: the scripts and WebAssembly.
"""

import json
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from ..articles.article import Article
from ..machine.web import Answer
from ..search import spelling
from ..stylebook import addresses
from . import newsroom, search_file
from .finding import Finding, fault, ok, warning
from .search_file import NoIndexError
from .visit import Visit

_MOST_TEXTS = 12
"""Texts with the word that are looked at."""


class _BrokenError(Exception):
    """The way ends at a file of the index. The message is its address."""


def check(visit: Visit) -> Iterator[Finding]:
    article = newsroom.newest(visit.edition)
    if not visit.settings.bulletin.search or article is None:
        return
    word = _word(article.facts.title)
    try:
        found = _finds(visit, article, word)
    except _BrokenError as error:
        yield fault("search", "broken", file=f"/{error}")
        return
    facts = {"title": article.facts.title, "word": spelling.read(word)}
    if found:
        yield ok("search", **facts)
    elif newsroom.is_on_its_way(article.published, visit.edition):
        yield warning("search", "on_its_way", **facts)
    else:
        yield fault("search", "missing", **facts)


def _word(title: str) -> str:
    """The longest word of a title, which few other texts have, as the index spells it."""
    words = re.findall(r"[^\W_]+", spelling.spell(title).lower())
    return max(words, key=len, default="")


def _finds(visit: Visit, article: Article, word: str) -> bool:
    folder = _split(visit, article.month)
    if folder is None:
        return False
    pages, files = _contents(visit, folder)
    name = next((name for first, last, name in files if first <= word <= last), None)
    if name is None:
        return False
    numbers = _texts_with(word, visit, f"{folder}/index/{name}.pf_index")
    for number in numbers[-_MOST_TEXTS:]:  # the newest are the last
        if number < len(pages) and _url(visit, f"{folder}/fragment/{pages[number]}.pf_fragment") == article.address:
            return True
    return False


def _split(visit: Visit, month: str) -> str | None:
    """The address of the split that holds the texts of a month; None if there is none."""
    try:
        table = json.loads(_file(visit, addresses.SEARCH_TABLE).body)
        rows = [(name, first, last) for name, _, first, last in table["texts"]]
        return next((f"{addresses.SEARCH}{name}" for name, first, last in rows if first <= month <= last), None)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _BrokenError(addresses.SEARCH_TABLE) from None


def _contents(visit: Visit, folder: str) -> tuple[list[str], list[tuple[str, str, str]]]:
    """The names of a split's texts, and of its files of words, each with the first and the last word in it."""
    address = f"{folder}/words.pf_meta"
    try:
        _, pages, files, *_ = _lists(visit, address)
        return [str(name) for name, _ in pages], [(str(first), str(last), str(name)) for first, last, name in files]
    except (ValueError, TypeError):
        raise _BrokenError(address) from None


def _texts_with(word: str, visit: Visit, address: str) -> list[int]:
    """The numbers of the texts with a word. The file has each as its distance from the one before."""
    try:
        rows = {row[0]: row[1] for row in _lists(visit, address)[0]}
        return list(accumulate([text[0] for text in rows.get(word, [])]))
    except (LookupError, TypeError):
        raise _BrokenError(address) from None


def _url(visit: Visit, address: str) -> str:
    """The address of the article of a text."""
    try:
        return str(json.loads(search_file.content(_file(visit, address).body))["url"])
    except (NoIndexError, ValueError, LookupError, TypeError, RecursionError):
        raise _BrokenError(address) from None


def _lists(visit: Visit, address: str) -> list[Any]:
    try:
        return search_file.lists(_file(visit, address).body)
    except NoIndexError:
        raise _BrokenError(address) from None


def _file(visit: Visit, address: str) -> Answer:
    answer = visit.get(address)
    if answer.status != 200:
        raise _BrokenError(address)
    return answer
