"""A text of which some words change: the words around them, their quotes and their line breaks stay as written."""

import json
import re
from difflib import SequenceMatcher

from . import meaning
from .meaning import Path
from .tree import Scalar, Tree

_WORDS = re.compile(r"\S+")
_HEADER = re.compile(r"[|>][-+\d]*[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)\s*")
"""The first line of a block, which belongs to the YAML and not to the text, and the indent of the second."""


def patched(written: str, old: Scalar, new: Scalar, path: Path) -> str | None:
    """The text of a value as it is `written` in the file, with the words changed that differ between `old` and `new`;
    None where that would not read as `new`.
    """
    header = block[0] if (block := _HEADER.match(written)) else ""
    written = written[len(header) :]
    source = list(_WORDS.finditer(written))
    before, after = [match[0] for match in source], new.split()
    if not before or not after:
        return None
    is_quoted = not header and written[0] in "\"'" and written[-1] == written[0] and len(written) > 1
    quote = written[0] if is_quoted else ""
    if quote:
        before = [before[0].removeprefix(quote), *before[1:]]
        before[-1] = before[-1].removesuffix(quote)
    pieces: list[str] = []
    for sort, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if sort == "equal":
            for index in range(start, end):
                pieces += [_gap(written, source, index) if pieces else "", before[index]]
        else:
            for index, word in enumerate(after[first:last]):
                gap = _gap(written, source, start + index) if start + index < end else " "
                pieces += [gap if pieces else "", word.replace("'", "''") if quote == "'" else word]
    text = f"{header}{quote}{''.join(pieces)}{quote}"
    return text if _reads_as(text, new, path) else None


def _gap(written: str, source: list[re.Match[str]], index: int) -> str:
    """What stands before a word: a space, or a line break with its indent."""
    return written[source[index - 1].end() : source[index].start()] if index else " "


def _reads_as(text: str, new: Scalar, path: Path) -> bool:
    *groups, key = path
    lines = "\n".join([*(f"{'  ' * depth}{name}:" for depth, name in enumerate(groups)), ""])
    indent = "  " * len(groups)
    try:
        values = Tree(f"{lines}{indent}{key}: {text}\n", "").values
    except Exception:
        return False
    value: object = values
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return isinstance(value, Scalar) and meaning.same(value, new, path)


def in_double_quotes(text: str) -> str:
    """A text in double quotes, which YAML shares with JSON."""
    return json.dumps(re.sub(r"\s+", " ", text).strip(), ensure_ascii=False)
