"""The Markdown extensions that `mkdocs.yml` lists, with their options."""

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from ..stylebook import addresses

# MkDocs switches these on for every site, whether they are listed or not.
_ALWAYS_ON = ("toc", "tables", "fenced_code")


class DocsFolder(str):
    """A path below `docs_dir`, which is known only when the whole file has been read."""


class PostsFolder(str):
    """The folder of the posts, which `!relative` stands for without a path."""


def of(value: Any) -> dict[str, dict[str, Any]]:
    """The options of each extension, by its name. `value` is a list of names and of pairs, or a single table: MkDocs
    takes both. Raises ValueError for anything else.
    """
    extensions: dict[str, dict[str, Any]] = {name: {} for name in _ALWAYS_ON}
    entries = [{name: options} for name, options in value.items()] if isinstance(value, Mapping) else value
    if not isinstance(entries, (list, tuple)):
        raise ValueError(value)
    for entry in entries:
        name, options = next(iter(entry.items())) if isinstance(entry, dict) and len(entry) == 1 else (entry, None)
        if not isinstance(name, str) or not isinstance(options or {}, dict):
            raise ValueError(entry)
        extensions[name] = dict(options) if options else extensions.get(name, {})
    extensions["toc"]["slugify"] = addresses.heading_id
    return extensions


def with_folders(value: Any, docs: Path, posts: Path) -> Any:
    """The same value, with a path for each DocsFolder and PostsFolder in it."""
    if isinstance(value, Mapping):
        return {key: with_folders(item, docs, posts) for key, item in value.items()}
    if isinstance(value, list):
        return [with_folders(item, docs, posts) for item in value]
    if isinstance(value, DocsFolder):
        return os.path.join(docs, value)
    return str(posts) if isinstance(value, PostsFolder) else value


def plain(value: Any) -> Any:
    """Options with each function replaced by its name, since a function's address differs from process to process."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in sorted(value.items())}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, partial):
        return [plain(value.func), plain(value.args), plain(value.keywords)]
    if callable(value):
        return f"{value.__module__}.{getattr(value, '__qualname__', type(value).__qualname__)}"
    return value
