"""The front matter as JSON Schema (draft 2020-12), with which programs check and complete a post while its editor
types.
"""

import json
from pathlib import Path
from typing import Any

from .schema import FrontMatter

FILE = ".post.schema.json"
"""The name of the schema's file in `posts/`. The dot keeps it out of the archive and out of the site."""
_COMMENT = "# yaml-language-server: $schema=../../{file}"


def text(categories: dict[str, str]) -> str:
    """The schema as JSON. `categories` maps slugs to names."""
    schema: dict[str, Any] = FrontMatter.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["properties"]["category"] |= {"enum": list(categories), "enumDescriptions": list(categories.values())}
    return json.dumps(schema, ensure_ascii=False, indent=2)


def comment() -> str:
    """The first line of a post's front matter, which tells programs where the schema is."""
    return _COMMENT.format(file=FILE)


def keep_beside(posts: Path, categories: dict[str, str]) -> None:
    """Writes the schema into `posts/` unless the file there is the same already. Raises OSError."""
    file, content = posts / FILE, text(categories) + "\n"
    if not file.is_file() or file.read_text(encoding="utf-8") != content:
        posts.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8", newline="\n")
