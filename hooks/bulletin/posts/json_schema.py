"""The front matter as JSON Schema (draft 2020-12), for programs that check and complete a post while its
editor types.
"""

import json
from pathlib import Path
from typing import Any

from .schema import FrontMatter

FILE = ".post.schema.json"
"""Its name in `posts/`. The dot keeps it out of the archive and out of the site."""
_COMMENT = "# yaml-language-server: $schema=../../{file}"


def text(categories: dict[str, str]) -> str:
    """The schema, with the bulletin's categories (slug to name)."""
    schema: dict[str, Any] = FrontMatter.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["properties"]["category"] |= {"enum": list(categories), "enumDescriptions": list(categories.values())}
    return json.dumps(schema, ensure_ascii=False, indent=2)


def comment() -> str:
    """The first line of a post's front matter, which tells programs where the schema lies."""
    return _COMMENT.format(file=FILE)


def keep_beside(posts: Path, categories: dict[str, str]) -> None:
    """Writes the schema into `posts/`, unless it is there as it should be. Raises OSError."""
    file, content = posts / FILE, text(categories) + "\n"
    if not file.is_file() or file.read_text(encoding="utf-8") != content:
        posts.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8", newline="\n")
