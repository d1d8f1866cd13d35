"""The engine as its modules, its rooms and its imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

from project import ROOT

ENGINE = ROOT / "hooks" / "bulletin"
ROOMS = (
    "machine",
    "press",
    "stylebook",
    "problems",
    "markup",
    "pictures",
    "posts",
    "portals",
    "settings",
    "articles",
    "view_count",
    "speech",
    "typesetting",
    "archive",
    "readership",
    "fixed_pages",
    "search",
    "edition",
    "pages",
    "preview",
    "refusal",
    "supplies",
    "cluster",
    "continuity",
    "web_server",
    "history",
    "build",
    "run",
    "delivery",
    "duties",
    "backup",
    "links",
    "doctor",
    "starter",
    "whole_check",
    "build_process",
    "publishing",
    "arguments",
    "commands",
    "__main__",
)
"""From the ground floor up. A room imports from rooms before it in this list only."""
SEAM = [ROOT / "hooks" / "newsroom.py", *sorted((ROOT / "hooks" / "seam").glob("*.py"))]
"""All that knows MkDocs."""
MODULES = sorted(ENGINE.rglob("*.py"))


def name_of(path: Path) -> str:
    """`pages.parts.card`, of a module below the engine."""
    return ".".join(path.relative_to(ENGINE).with_suffix("").parts).removesuffix(".__init__")


NAMES = {name_of(path) for path in MODULES}


def imports(path: Path) -> Iterator[str]:
    """The engine's modules that a file imports, wherever in it, in either form: `from .a import b`, and `from . import
    a, b`.
    """
    package = list(path.relative_to(ENGINE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*package[: len(package) - node.level + 1], *(node.module.split(".") if node.module else [])]
            for alias in node.names:
                inner = ".".join([*base, alias.name])
                yield inner if inner in NAMES else ".".join(base)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "bulletin":
            yield node.module.partition(".")[2]


def room(name: str) -> str:
    return name.partition(".")[0]
