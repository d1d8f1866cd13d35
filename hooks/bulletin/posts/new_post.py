"""New posts: creates the file of a post, with commented front matter."""

from datetime import datetime
from pathlib import Path

import yaml

from ..stylebook import addresses, dates, words
from . import json_schema
from .schema import INNER, LISTS, FrontMatter

_LONGEST_ID = 80
"""Letters of a title in an id."""
_SUGGESTED_KEYS = ("lead", "author", "image", "tags", "source", "attachments", "pinned", "draft")


class PostExistsError(Exception):
    """A post of that name exists already; `path` is its file."""

    def __init__(self, path: Path):
        super().__init__(str(path))
        self.path = path


class NoSlugError(ValueError):
    """A title has no letter or digit to make a file name of."""


def create(posts: Path, title: str, category: str, now: datetime) -> Path:
    """Creates a post in the folder of its month and gives the file's path. Raises PostExistsError or NoSlugError."""
    moment = dates.local(now)
    lines = [
        "---",
        json_schema.comment(),
        f"title: {quoted(title)}",
        f"date: {moment:%Y-%m-%d %H:%M}",
        f"category: {category}",
        identifier(title, moment),
        *_suggestions(),
        "---",
        "",
        f"<!-- {words.sentence('new_body')} -->",
        "",
    ]
    return write(posts, title, moment, "\n".join(lines))


def identifier(title: str, moment: datetime) -> str:
    """The line with the id of a new post. It is born from the day and the title, but follows neither later."""
    return f"id: {moment:%Y-%m-%d}-{addresses.slug(title)[:_LONGEST_ID].strip('-')}"


def _suggestions() -> list[str]:
    """The keys that an editor most often needs next, commented out, each with its meaning and an example."""
    lines = []
    for name in _SUGGESTED_KEYS:
        field = FrontMatter.model_fields[name]
        lines.append(f"# {field.description}:")
        if name in INNER:
            first_indent, indent = ("  - ", "    ") if name in LISTS else ("  ", "  ")
            lines.append(f"# {name}:")
            lines += [
                f"# {indent if index else first_indent}{key}: {(inner.examples or [''])[0]}"
                for index, (key, inner) in enumerate(INNER[name].model_fields.items())
            ]
        else:
            lines.append(f"# {name}: {field.examples[0] if field.examples else ''}")
    return lines


def several(names: tuple[str, ...]) -> str:
    """Names as one YAML value. A comma outside brackets would separate two names, so a single name that contains one
    gets brackets too.
    """
    return quoted(names[0] if len(names) == 1 and "," not in names[0] else list(names))


def quoted(value: str | list[str]) -> str:
    """A YAML value on one line, in quotes only where YAML needs them."""
    return (
        yaml.safe_dump(value, allow_unicode=True, width=2**20, default_flow_style=True)
        .removesuffix("\n...\n")
        .rstrip("\n")
    )


def write(posts: Path, title: str, moment: datetime, text: str) -> Path:
    """Writes a post into the folder of its month, under a name made of its title, and gives the path. Raises
    PostExistsError or NoSlugError.
    """
    name = addresses.slug(title)
    if not name:
        raise NoSlugError(title)
    path = posts / f"{moment:%Y/%m}" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise PostExistsError(path) from None
    return path
