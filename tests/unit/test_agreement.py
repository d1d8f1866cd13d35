"""Where two places must agree, a test names the second one."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from itertools import chain, pairwise

import pytest
from bulletin import pages
from bulletin.press.recipe import Recipe
from bulletin.stylebook import words
from project import ROOT
from unit.house import ENGINE, MODULES, ROOMS, name_of

TREES = {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
import_module("bulletin.build")  # and with it every recipe there is
KINDS = (*pages.ARTICLE_KINDS, *pages.PAGE_KINDS)


def first_arguments(name: str) -> Iterator[str]:
    """The first argument of every call of a function, as far as it is written out: `a.b`, or `a.` of f"a.{b}"."""
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).rpartition(".")[2] == name:
                first = node.args[0].values[0] if isinstance(node.args[0], ast.JoinedStr) else node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value)


def recipes(kind: type[Recipe]) -> Iterator[type[Recipe]]:
    for subclass in kind.__subclasses__():
        if subclass.__module__.startswith("bulletin."):
            yield subclass
            yield from recipes(subclass)


def sentence(key: str) -> object:
    entry: object = words.terminal()
    for step in filter(None, key.split(".")):
        assert isinstance(entry, dict) and step in entry, f"words.vi.yml has no terminal.{key}"
        entry = entry[step]
    return entry


def test_every_sentence_that_the_code_says_is_in_the_word_list() -> None:
    for key in first_arguments("sentence"):
        assert isinstance(sentence(key), dict if key.endswith(".") else str), key


def test_every_module_that_makes_pages_is_listed() -> None:
    listed = {kind.__name__.removeprefix("bulletin.") for kind in KINDS}
    kinds = {
        name
        for name, tree in TREES.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == "outputs"
        if [argument.arg for argument in node.args.args] in (["edition", "theme"], ["month", "theme"])
    }
    assert kinds == listed, "list it in pages/__init__.py"


def test_a_plan_has_words_for_every_input_of_every_page() -> None:
    inputs = {name for kind in recipes(Recipe) for name in kind.__struct_fields__}
    reasons = words.terminal()["plan"]["reasons"].keys()
    assert reasons - {"new", "altered"} == inputs


def test_every_shell_has_its_template_and_every_template_is_used() -> None:
    templates = {path.name.removesuffix(".html") for path in (ROOT / "overrides").glob("*.html")}
    shells = {shell.partition("@")[0] for shell in pages.SHELLS}
    assert shells <= templates
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "overrides").rglob("*.html"))
    included = set(re.findall(r'"([\w.-]+)\.html"', text))
    assert templates - included - shells <= {"main", "404", "feeds"}, "which page kind fills it?"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_page_kind_names_the_shells_that_it_fills(kind: object) -> None:
    tree = TREES[kind.__name__.removeprefix("bulletin.")]  # type: ignore[attr-defined]
    used = set(re.findall(r"theme\.(?:shells\[|in_language\()'([^']+)'", ast.unparse(tree)))
    assert used == {shell.partition("@")[0] for shell in getattr(kind, "SHELLS", ())}


def test_the_readme_names_the_rooms_in_their_order() -> None:
    readme = (ENGINE.parent / "README.md").read_text(encoding="utf-8")
    lines = [line.split() for line in re.findall(r"^    (?! )(.+)$", readme.partition("## Which way")[2], re.MULTILINE)]
    levels = [[ROOMS.index(room) for room in line if room not in ("newsroom", "seam")] for line in reversed(lines)]
    assert sorted(chain.from_iterable(levels)) == list(range(len(ROOMS)))
    assert all(max(below) < min(above) for below, above in pairwise(levels))


def test_the_readme_shows_the_smallest_page_kind_as_it_is() -> None:
    readme = (ENGINE.parent / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    assert (ENGINE / "pages" / "fixed_page.py").read_text(encoding="utf-8").endswith(code)


def test_recipes_are_made_by_keyword_when_their_inputs_are_many() -> None:
    """Seven values in a row can't be read; three can."""
    names = {kind.__name__ for kind in recipes(Recipe)}
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in names:
                assert len(node.args) <= 4, ast.unparse(node)
