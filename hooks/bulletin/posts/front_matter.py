"""The front matter of one post: turns text into a checked FrontMatter and the list of its problems."""

import copy
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from ..problems import Problem, problem
from ..stylebook import addresses, similar, words
from . import contradictions, schema, yaml_lines
from .manuscript import Manuscript
from .schema import FrontMatter

_Known = Mapping[str, dict[str, str]]
"""The categories and the series of the bulletin: slugs and names."""
_SHAPE_ERRORS = {"string_type", "model_type", "model_attributes_type", "dict_type"}


def parse(
    manuscript: Manuscript, file: str, categories: dict[str, str], series: dict[str, str] | None = None
) -> tuple[FrontMatter, list[Problem], dict[yaml_lines.Path, int]]:
    """Checks the front matter of a manuscript. Gives it with its problems and the line of each key, for later checks.

    `categories` and `series` map slugs to names. Faulty front matter comes without the faulty keys; its problems stop
    the build.
    """
    values, lines, problems = yaml_lines.load(manuscript.front_matter, file, manuscript.front_matter_line)
    known = {"categories": categories, "series": series or {}}
    if values is None:
        return _stand_in({}, known, []), problems, lines
    if "removed" in values:  # its title may have to go, too
        values.setdefault("title", words.site()["tombstone"]["title"])
    reported_at = {(item.line, item.key) for item in problems}
    try:
        front = FrontMatter.model_validate(values, context=known)
    except ValidationError as error:
        schema_problems = [_problem(dict(detail), file, lines, known) for detail in error.errors(include_url=False)]
        # A key that is missing because it is misspelt is reported once, where the misspelt key stands.
        intended_keys = {
            item.key[: item.key.rfind(".") + 1] + _nearest_key(tuple(item.key.split(".")))
            for item in schema_problems
            if item.code == "unknown-key"
        }
        schema_problems = [
            item for item in schema_problems if item.code != "missing-key" or item.key not in intended_keys
        ]
        problems += [item for item in schema_problems if (item.line, item.key) not in reported_at]
        front = _stand_in(values, known, [detail["loc"] for detail in error.errors(include_url=False)])
    problems += contradictions.problems(front, bool(manuscript.body.strip()), file, lines)
    return front, problems, lines


def _stand_in(
    values: dict[str, yaml_lines.Value], known: _Known, faults: Sequence[tuple[int | str, ...]]
) -> FrontMatter:
    """Front matter that takes the place of faulty front matter, so that the same run checks the rest of the post. It is
    never published. `faults` are the paths of the faulty values. Their outermost keys are left out, but in a list only
    the value itself, if that is enough.
    """
    outermost = {path[0] for path in faults}
    # An editor may have written one value where a list belongs, which leaves nothing to keep.
    not_lists = {path[0] for path in faults if len(path) == 1 or not isinstance(values.get(str(path[0])), list)}
    lists = outermost & schema.LISTS - not_lists
    try:
        return _filled(_without(values, [path for path in faults if path[0] in lists], outermost - lists), known)
    except ValidationError:
        return _filled(_without(values, [], outermost), known)


def _without(
    values: dict[str, yaml_lines.Value], faults: Sequence[tuple[int | str, ...]], keys: Collection[int | str]
) -> dict[str, Any]:
    """The values without those at the paths of `faults`, and without some outermost keys."""
    rest: dict[str, Any] = copy.deepcopy({key: value for key, value in values.items() if key not in keys})
    for key, *path in faults:
        place: Any = rest.get(str(key))
        for step in path[:-1]:
            place = place[step]
        if isinstance(place, dict):
            place.pop(path[-1], None)
    return rest


def _filled(values: Mapping[str, Any], known: _Known) -> FrontMatter:
    placeholders = {"title": "…", "date": "2020-06-25 09:11", "category": next(iter(known["categories"]))}
    return FrontMatter.model_validate({**placeholders, **values}, context=known)


def _problem(detail: dict[str, Any], file: str, lines: dict[yaml_lines.Path, int], known: _Known) -> Problem:
    """The problem for one of pydantic's errors."""
    path = tuple(detail["loc"])
    line = next((lines[path[:length]] for length in range(len(path), -1, -1) if path[:length] in lines), 1)
    key = contradictions.shown(path)
    kind, context, value = detail["type"], detail.get("ctx", {}), detail.get("input")
    text = value if isinstance(value, str) else ""
    if kind == "missing":
        return problem("missing-key", file, line, key, example=_example(path))
    if kind == "extra_forbidden":
        return problem("unknown-key", file, line, key, nearest=_nearest_key(path))
    if value is None or (text.strip() == "" and isinstance(value, str)):
        return problem("empty-value", file, line, key, example=_example(path))
    if kind == "unknown-category":
        nearest = _nearest_slug(text, known["categories"])
        return problem("unknown-category", file, line, key, value=text, nearest=nearest)
    if kind == "unknown-series":
        if not known["series"]:
            return problem("no-series", file, line, key, value=text)
        return problem("unknown-series", file, line, key, value=text, nearest=_nearest_slug(text, known["series"]))
    if kind == "literal_error":
        return problem("unknown-choice", file, line, key, value=text, choices=_choices(context["expected"]))
    if kind in ("string_too_long", "too_long"):
        return problem("too-long", file, line, key, length=len(text), longest=context["max_length"])
    if kind in ("less_than_equal", "int_parsing_size"):
        return problem("number-too-large", file, line, key, value=text)
    if kind in ("int_parsing", "int_type", "int_from_float", "greater_than_equal"):
        is_grouped = re.fullmatch(r"\d{1,3}(?:[., ]\d{3})+", text)
        return problem(
            "not-a-number", file, line, key, value=text, suggestion=re.sub(r"\D", "", text) if is_grouped else "891"
        )
    if kind in ("bool_parsing", "bool_type"):
        return problem("not-a-switch", file, line, key, value=text)
    if kind in ("tuple_type", "list_type"):
        return problem("not-a-list", file, line, key, example=_example(path))
    if kind in _SHAPE_ERRORS or kind == "datetime_type":
        return problem("wrong-shape", file, line, key, example=_example(path))
    return problem(kind, file, line, key, **{"value": text, **context})


def _model(path: tuple[str | int, ...]) -> type[BaseModel]:
    return schema.INNER.get(str(path[0]), FrontMatter) if len(path) > 1 else FrontMatter


def _example(path: tuple[str | int, ...]) -> str:
    names = [step for step in path if isinstance(step, str)]
    field = _model(path).model_fields.get(names[-1]) if names else None
    if names and names[0] in schema.INNER and len(names) == 1:
        inner = ", ".join(
            f"{key}: {(field.examples or [''])[0]}" for key, field in schema.INNER[names[0]].model_fields.items()
        )
        return f"{names[0]}: [{{{inner}}}]" if names[0] in schema.LISTS else f"{names[0]}: {{{inner}}}"
    if field is None or not field.examples:
        return ""
    return f"{names[-1]}: {field.examples[0]}"


def _nearest_key(path: tuple[str | int, ...]) -> str:
    keys = list(_model(path).model_fields)
    return similar.closest(str(path[-1]).lower(), keys) or ", ".join(keys)


def _nearest_slug(value: str, slugs: dict[str, str]) -> str:
    return similar.closest(addresses.slug(value), list(slugs), at_least=65) or ", ".join(slugs)


def _choices(expected: str) -> str:
    """The values of a Literal, as pydantic lists them: `'wrong', 'order' or 'copyright'`."""
    return ", ".join(re.findall(r"'([^']*)'", expected))
