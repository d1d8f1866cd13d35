"""Every regular expression of the engine is read alike by every Python from 3.11 on."""

import ast
import builtins
import importlib
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from types import CodeType, ModuleType
from typing import Any

import pytest
from project import ROOT

HOOKS = ROOT / "hooks"
MODULES = [path for path in sorted(HOOKS.rglob("*.py")) if re.search(r"\bre\b", path.read_text(encoding="utf-8"))]
FLAGS_AT = {
    "compile": 1,
    "match": 2,
    "search": 2,
    "fullmatch": 2,
    "split": 3,
    "findall": 2,
    "finditer": 2,
    "sub": 4,
    "subn": 4,
}
"""The functions that take an expression, and where the flags stand among their arguments."""
LIMITED = {"split": 2, "sub": 3, "subn": 3}
"""So many arguments may go without a name: Python 3.13 deprecates the others."""


class Word(str):
    """What only a running build knows, such as an abbreviation of the dictionary: here any word, whatever is asked of
    it.
    """

    def __getattr__(self, name: str) -> "Word":
        return self

    def __call__(self, *arguments: Any) -> "Word":
        return self


class Names(dict[str, Any]):
    """The names of a module; those of a function stand for any word."""

    def __missing__(self, name: str) -> Word:
        return Word("Km")


def names_of(file: Path) -> dict[str, Any]:
    module: ModuleType = importlib.import_module(".".join(file.relative_to(HOOKS).with_suffix("").parts))
    return vars(module)


def expressions(source: str, names: dict[str, Any]) -> Iterator[tuple[int, str | bytes, int]]:
    """The line, text and flags of each expression in a source."""

    def evaluated(node: ast.expr) -> Any:
        code: CodeType = compile(ast.Expression(node), "expression", "eval")
        return eval(code, dict(names), Names({**vars(builtins), **names}))

    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.ImportFrom):
            assert call.module != "re", f"line {call.lineno}: write re.compile, re.sub …, so that it is found here"
        if not (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and isinstance(call.func.value, ast.Name)
            and call.func.value.id == "re"
        ):
            continue
        if call.func.attr not in FLAGS_AT:
            assert call.func.attr == "escape", f"line {call.lineno}: is re.{call.func.attr} the same in every Python?"
            continue
        assert len(call.args) <= LIMITED.get(call.func.attr, 4), f"line {call.lineno}: say count=, maxsplit= or flags="
        at = FLAGS_AT[call.func.attr]
        named = [keyword.value for keyword in call.keywords if keyword.arg == "flags"]
        flags = [evaluated(node) for node in (*call.args[at : at + 1], *named)]
        pattern = evaluated(call.args[0])
        if not isinstance(pattern, Word):  # a compiled one that a function was given
            yield call.lineno, pattern, int(flags[0]) if flags else 0


def parts(parsed: Any, inside: tuple[Any, ...] = ()) -> Iterator[tuple[Any, Any, tuple[Any, ...]]]:
    """Each step of a parsed expression with its argument, and the steps that it is part of."""
    if isinstance(parsed, _parser.SubPattern):
        for step, argument in parsed:
            yield step, argument, inside
            yield from parts(argument, (*inside, step))
    elif isinstance(parsed, (list, tuple)):
        for part in parsed:
            yield from parts(part, inside)


def faults(pattern: str | bytes, flags: int = 0) -> list[str]:
    """What of an expression is another thing in another Python, by the notes of CPython's releases from 3.11.0
    to 3.14.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # of what will be read otherwise: sets in sets, flags in the middle, group names
        try:
            parsed = _parser.parse(pattern, flags)
        except (re.error, Warning) as error:
            return [str(error)]
    found = []
    for step, argument, inside in parts(parsed):
        if step in (_constants.POSSESSIVE_REPEAT, _constants.ATOMIC_GROUP):
            found.append(
                "a possessive quantifier or atomic group"
            )  # gh-100061 in 3.11.2, gh-106052 in 3.11.5, gh-101955 in 3.12.8
        if step is _constants.AT and argument is _constants.AT_NON_BOUNDARY:
            found.append(r"\B, which matches in an empty text since 3.14")  # gh-124130
        if step is _constants.SUBPATTERN and argument[0] is not None and _constants.ASSERT_NOT in inside:
            found.append("a group within (?!…), which may keep what it found")  # gh-89702
    text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
    if re.search(r"(?<!\\)(?:\\\\)*\\z", text):
        found.append(r"\z, which is new in 3.14")  # gh-133306
    if parsed.state.flags & re.IGNORECASE and any(ord(letter) > 0xFFFF for letter in text):
        found.append("letters beyond U+FFFF whatever their capitals")  # gh-126505 in 3.12.8
    return found


@pytest.mark.parametrize("file", MODULES, ids=[str(file.relative_to(HOOKS)) for file in MODULES])
def test_every_python_reads_the_expressions_of_a_module_alike(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    found = [
        (line, fault)
        for line, pattern, flags in expressions(source, names_of(file))
        for fault in faults(pattern, flags)
    ]
    assert not found


def test_the_expressions_are_found_that_are_put_together_when_a_build_runs() -> None:
    texts = {
        file.stem: [text for _, text, _ in expressions(file.read_text(encoding="utf-8"), names_of(file))]
        for file in MODULES
    }
    assert sum(map(len, texts.values())) > 120
    assert any("(?P<phone>" in text and "(?:K|m)" in text for text in texts["figures"])
    assert any("[/+\\dA-ZĐ" in text for text in texts["speaker"])


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (r're.compile(r"\d++")', "possessive"),
        (r're.compile(r"(?:\.\d\d)?+")', "possessive"),
        (r're.sub(r"(?<!x)(?:a(?:b|c){2,}+)+", "", text)', "possessive"),
        (r're.compile(rf"{NUMBER}+")', "possessive"),
        (r're.compile(PATTERN.replace("UNITS", any_of(self.units)), re.VERBOSE)', "atomic"),
        (r're.search(r"(?=a(?>bc|b)c)|x", text)', "atomic"),
        (r're.fullmatch(r"\B", text)', r"\B"),
        (r're.match(r"a(?!(b)c)", text)', "(?!…)"),
        (r're.compile(r"a\z")', r"\z"),
        (r're.split("[\U00010400a]", text, flags=re.IGNORECASE)', "U+FFFF"),
        (r're.compile("[[a-z]]")', "nested set"),
        (r're.compile("[a-z--b]")', "set difference"),
        (r're.compile(r"a(?i)b")', "global flags"),
    ],
)
def test_what_pythons_read_differently_is_named(source: str, fault: str) -> None:
    names = {"re": re, "NUMBER": r"\d+", "PATTERN": "(?> # a unit\n UNITS)", "any_of": "|".join}
    assert fault in str([faults(pattern, flags) for _, pattern, flags in expressions(source, names)])


@pytest.mark.parametrize(
    "source",
    [r"re.compile(r'[*+]+ \++ \\zà .*? a{2,3}')", "re.escape('++')", r"re.sub(r'(?=(\d+))\1', '', text, count=1)"],
)
def test_what_only_looks_like_it_is_not(source: str) -> None:
    assert not [fault for _, pattern, flags in expressions(source, {"re": re}) for fault in faults(pattern, flags)]


@pytest.mark.parametrize(
    "source", ["re.sub('a', 'b', text, 1)", "re.split('a', text, 1)", "from re import sub", "re.template('a')"]
)
def test_what_pythons_are_told_differently_is_refused(source: str) -> None:
    with pytest.raises(AssertionError):
        list(expressions(source, {"re": re}))
