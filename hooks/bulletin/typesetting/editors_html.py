"""The HTML that an editor wrote into a post: finds the parts that the sanitiser will remove, with the line of each.

The sanitiser works on a whole article, after Markdown, when line numbers are already lost.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from ..markup import sanitiser
from ..problems import Problem, problem
from . import open_html

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_DEEPEST = 100
"""Levels of nested elements. A table from Word inside a cell of another table makes some twenty."""
_ADDED_BY_PARSER = frozenset({"html", "body", "head"})
_PARSER = etree.HTMLParser(recover=True, huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")


class Tag(NamedTuple):
    """An opening tag; `line` counts from 0."""

    line: int
    name: str
    attributes: dict[str, str]


def tags(pieces: Iterable[tuple[int, str]]) -> Iterator[Tag]:
    """Yields the tags in pieces of HTML, each with the line on which it begins."""
    for line, markup in pieces:
        if not re.match(r"\s*<[A-Za-z]", markup) and "<" not in markup.lstrip()[1:]:
            continue  # a closing tag
        root = etree.fromstring(markup.encode("utf-8", "replace"), _PARSER)
        if root is None:
            continue
        for element in root.iter():
            if element.tag not in _ADDED_BY_PARSER or re.search(rf"<{element.tag}\b", markup, re.IGNORECASE):
                yield Tag(
                    line + (element.sourceline or 1) - 1,
                    str(element.tag),
                    {str(name): str(value) for name, value in element.attrib.items()},
                )


def faults(
    editor_tags: Iterable[Tag], pieces: list[tuple[int, str]], allowed_urls: set[str], file: str, first_line: int
) -> list[Problem]:
    """Reports what the sanitiser removes from the tags, and the open ends of the HTML, such as a tag that swallows the
    rest of the text.

    `allowed_urls` are the URLs that nh3 has let through.
    """
    open_ends = list(open_html.find(pieces))
    problems = [
        problem(open_end.code, file, first_line + open_end.line, thing=open_end.thing) for open_end in open_ends
    ]
    last_line = next((open_end.line for open_end in open_ends if open_end.code == "html-not-closed"), None)
    for tag in editor_tags:
        line, is_lost = first_line + tag.line, last_line is not None and tag.line >= last_line
        if tag.name not in sanitiser.TAGS:
            if tag.line != last_line:
                problems.append(problem("html-removed", file, line, thing=f"<{tag.name}>"))
            continue
        for name, value in tag.attributes.items():
            if (
                name in sanitiser.URLS
                and value.strip() not in allowed_urls
                and name in sanitiser.ATTRIBUTES.get(tag.name, ())
            ):
                if code := sanitiser.problem_code(value) or (None if is_lost else "bad-link"):
                    problems.append(
                        problem(code, file, line, value=value, scheme=f"{value.partition(':')[0].strip().lower()}:")
                    )
            else:
                problems += [
                    problem("attribute-removed", file, line, thing=thing, tag=tag.name)
                    for thing in sanitiser.removed_parts(tag.name, name, value)
                ]
    return problems


def too_deep(pieces: Iterable[tuple[int, str]]) -> int | None:
    """Returns the line, from 0, of the first element nested too deeply, or None. Deeper nesting is refused because
    finding the end of every element takes time.
    """
    depth = 0
    for line, markup in pieces:
        for tag in _TAG.finditer(markup):
            if tag[2].lower() not in open_html.VOID:
                depth = max(depth - 1, 0) if tag[1] else depth + 1
            if depth > _DEEPEST:
                return line + markup.count("\n", 0, tag.start())
    return None
