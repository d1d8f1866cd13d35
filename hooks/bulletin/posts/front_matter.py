"""The front matter of one post: turns text into a checked FrontMatter and the list of its problems."""

import re
from datetime import timedelta
from typing import Any

from pydantic import BaseModel, ValidationError

from ..problems import Problem, problem
from ..stylebook import addresses, similar
from . import schema, yaml_lines
from .manuscript import Manuscript
from .schema import FrontMatter

_LONGEST_ALERT = timedelta(days=14)
"""Readers no longer notice an emergency notice that is always there."""
_SHAPE_ERRORS = {"string_type", "model_type", "model_attributes_type", "dict_type"}


def parse(
    manuscript: Manuscript, file: str, categories: dict[str, str]
) -> tuple[FrontMatter, list[Problem], dict[yaml_lines.Path, int]]:
    """Checks the front matter of a manuscript. Gives it with its problems and the line of each key, for later checks.

    `categories` maps slugs to names. Faulty front matter comes without the faulty keys; its problems stop the build.
    """
    values, lines, problems = yaml_lines.load(manuscript.front_matter, file, manuscript.front_matter_line)
    if values is None:
        return _stand_in({}, categories), problems, lines
    reported_at = {(item.line, item.key) for item in problems}
    try:
        front = FrontMatter.model_validate(values, context={"categories": categories})
    except ValidationError as error:
        schema_problems = [
            _problem(dict(detail), file, lines, categories) for detail in error.errors(include_url=False)
        ]
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
        faulty = {detail["loc"][0] for detail in error.errors(include_url=False)}
        front = _stand_in({key: value for key, value in values.items() if key not in faulty}, categories)
    if front.updated and front.updated < front.date:
        problems.append(problem("updated-before-date", file, lines[("updated",)], "updated"))
    if front.image and front.image.src and not front.image.alt:
        problems.append(problem("missing-alt", file, lines[("image",)], "image.alt"))
    if front.image and not front.image.src and (front.image.caption or front.image.alt or front.image.credit):
        problems.append(problem("image-without-file", file, lines[("image",)], "image.src"))
    if front.alert and front.alert.until <= front.date:
        problems.append(problem("alert-ends-before-date", file, lines[("alert", "until")], "alert.until"))
    elif front.alert and front.alert.until - front.date > _LONGEST_ALERT:
        problems.append(
            problem(
                "alert-too-long",
                file,
                lines[("alert", "until")],
                "alert.until",
                days=(front.alert.until - front.date).days,
            )
        )
    return front, problems, lines


def _stand_in(values: dict[str, yaml_lines.Value], categories: dict[str, str]) -> FrontMatter:
    """Front matter that takes the place of faulty front matter, so that the same run checks the rest of the post. It is
    never published.
    """
    placeholders = {"title": "…", "date": "2020-06-25 09:11", "category": next(iter(categories))}
    return FrontMatter.model_validate({**placeholders, **values}, context={"categories": categories})


def _problem(
    detail: dict[str, Any], file: str, lines: dict[yaml_lines.Path, int], categories: dict[str, str]
) -> Problem:
    """The problem for one of pydantic's errors."""
    path = tuple(detail["loc"])
    line = next((lines[path[:length]] for length in range(len(path), -1, -1) if path[:length] in lines), 1)
    key = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
    kind, context, value = detail["type"], detail.get("ctx", {}), detail.get("input")
    text = value if isinstance(value, str) else ""
    if kind == "missing":
        return problem("missing-key", file, line, key, example=_example(path))
    if kind == "extra_forbidden":
        return problem("unknown-key", file, line, key, nearest=_nearest_key(path))
    if value is None or (text.strip() == "" and isinstance(value, str)):
        return problem("empty-value", file, line, key, example=_example(path))
    if kind == "unknown-category":
        return problem("unknown-category", file, line, key, value=text, nearest=_nearest_category(text, categories))
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
        return f"{names[0]}: [{{{inner}}}]" if names[0] == "attachments" else f"{names[0]}: {{{inner}}}"
    if field is None or not field.examples:
        return ""
    return f"{names[-1]}: {field.examples[0]}"


def _nearest_key(path: tuple[str | int, ...]) -> str:
    keys = list(_model(path).model_fields)
    return similar.closest(str(path[-1]).lower(), keys) or ", ".join(keys)


def _nearest_category(value: str, categories: dict[str, str]) -> str:
    return similar.closest(addresses.slug(value), list(categories), at_least=65) or ", ".join(categories)
