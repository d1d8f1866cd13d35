"""Converts plain Markdown the short way: paragraphs, headings, simple lists, quotations, tables and pictures.

Many news articles contain nothing else, and a full Markdown reader would take half of a build for them. Here every line
must be what it looks like at first sight, or the body is refused. The output equals the full reader's to the byte,
which a test over a large corpus proves.
"""

import re
from collections.abc import Mapping
from typing import Any

from ..stylebook import addresses
from .heading_ids import HeadingIds

_EXTENSIONS = frozenset(
    {
        "abbr",
        "admonition",
        "attr_list",
        "def_list",
        "fenced_code",
        "footnotes",
        "md_in_html",
        "sane_lists",
        "tables",
        "toc",
    }
)
"""Extensions that leave plain Markdown as it is, or whose effect on it this module reproduces."""
_ODD = ("\\", "`", "_", "{", "}", "<", "&", "~", "\t", "\r", "\x02", "\x03", " \n", "@")
_INNER = r"[^\s*\[\]()|>](?:[^\n*\[\]()|>]*[^\s*\[\]()|>])?"
_INLINE = re.compile(
    rf"(?<![*\w])(?:\*\*({_INNER})\*\*|\*({_INNER})\*)(?![*\w])|\[({_INNER})\]\(([^\s()*\[\]|>\"']+)\)"
)
_LINK = re.compile(rf"\[{_INNER}\]\([^\s()*\[\]|>\"']+\)")
_BLOCKS = re.compile(r"\n\n+")
_ORDERED = "1. "
_MERGING = ("-", ">", _ORDERED)
"""Beginnings of blocks that merge when one follows another of its kind."""
_HEADING = re.compile(r"(#{2,5}) ([^\W_](?:[^#*\[\]|>\n]*[^\s#*\[\]|>])?)")
_FIRST = r"(?:[^\W\d_]|[“\"(*\[—]|\d+(?![\d.)]))"
_PARAGRAPH = re.compile(rf"{_FIRST}.*(?:\n{_FIRST}.*)*")
_BULLET, _NUMBER = re.compile(rf"- ({_FIRST}.*)"), re.compile(rf"\d{{1,9}}\. ({_FIRST}.*)")
_SAFE = re.compile(r"https?://|(?:mailto|tel):|/(?!/)|[^:/?#\s]+(?:[/?#]|$)|[?#]")
"""Beginnings of addresses that need no message. (A picture's address is checked where the file is looked up.)"""
_QUOTE = re.compile(r"> .*(?:\n>(?: .*)?)*")
_QUOTE_SIGN = re.compile(r"^> ?", re.MULTILINE)
_LABEL = _INNER.replace(")|>]", ')|>"]')
_PICTURE = re.compile(rf"!\[({_LABEL})\]\(([^\s()*\[\]|>\"']+)(?: \"({_LABEL})\")?\)")
_ROW = re.compile(r"\|(?: [^|\n]*[^|\s] \|)+")
_RULE = re.compile(r"\|(?: ?(?:-{3,}|-{2,}:|:-{2,}|:-+:) ?\|)+")


class _NotPlainError(Exception):
    """The body contains something that only the whole grammar can read."""


def supports(extensions: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether this module may convert bodies under these extensions: none of them may change plain text, by itself or
    by its configuration.
    """
    return (
        extensions.keys() <= _EXTENSIONS
        and extensions.get("toc") == {"slugify": addresses.heading_id}
        and not extensions.get("tables")
    )


def convert(body: str) -> str | None:
    """Returns the HTML of a body, not yet sanitised, or None if the body isn't plain."""
    if any(sign in body for sign in _ODD):
        return None
    ids = HeadingIds()
    html, kind = [], ""
    try:
        for block in _BLOCKS.split(body.strip("\n").rstrip(" ")):
            previous_kind, kind = kind, _ORDERED if block.startswith(_ORDERED) else block[:1]
            if kind == previous_kind and kind in _MERGING:
                return None
            if kind == "#":
                html.append(_heading(block, ids))
            elif kind == "|":
                html.append(_table(block))
            elif kind == "-":
                html.append(_list("ul", _BULLET, block))
            elif kind == _ORDERED:
                html.append(_list("ol", _NUMBER, block))
            elif kind == ">":
                html.append(f"<blockquote>\n{_quotation(block)}\n</blockquote>")
            elif kind == "!":
                html.append(_picture(block))
            else:
                html.append(_paragraph(block))
    except _NotPlainError:
        return None
    return "\n".join(html)


def _whole(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    match = pattern.fullmatch(text)
    if match is None:
        raise _NotPlainError
    return match


def _inline(text: str) -> str:
    """Marks up the bold words, italic words and links of a text."""
    if "|" in text or ">" in text or "![" in text or (_has_address(text) and _has_address(_LINK.sub("", text))):
        raise _NotPlainError
    if "*" not in text and "[" not in text and "]" not in text:
        return text
    rest = _INLINE.sub("", text)
    if "*" in rest or "[" in rest or "]" in rest:
        raise _NotPlainError
    return _INLINE.sub(_marked_up, text)


def _has_address(text: str) -> bool:
    """Whether a text contains a bare address, which the whole grammar turns into a link."""
    return "://" in text or "www." in text


def _marked_up(match: re.Match[str]) -> str:
    strong, emphasis, label, url = match.groups()
    if url and not _SAFE.match(url):
        raise _NotPlainError
    if strong:
        return f"<strong>{strong}</strong>"
    return f"<em>{emphasis}</em>" if emphasis else f'<a href="{url}">{label}</a>'


def _heading(block: str, ids: HeadingIds) -> str:
    signs, text = _whole(_HEADING, block).groups()
    if _has_address(text):
        raise _NotPlainError
    return f'<h{len(signs)} id="{ids.of(text)}">{text}</h{len(signs)}>'


def _paragraph(block: str) -> str:
    return f"<p>{_inline(_whole(_PARAGRAPH, block)[0].strip())}</p>"


def _quotation(block: str) -> str:
    return "\n".join([_paragraph(part) for part in _BLOCKS.split(_QUOTE_SIGN.sub("", _whole(_QUOTE, block)[0]))])


def _picture(block: str) -> str:
    """Converts a picture alone in its block. With a title it becomes a figure, as in bulletin_markup.py."""
    alt, url, caption = _whole(_PICTURE, block).groups()
    if not _SAFE.match(url):
        raise _NotPlainError
    image = f'<img alt="{alt}" src="{url}">'
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>" if caption else f"<p>{image}</p>"


def _list(tag: str, pattern: re.Pattern[str], block: str) -> str:
    items = "".join([f"<li>{_inline(_whole(pattern, line)[1].strip())}</li>\n" for line in block.split("\n")])
    return f"<{tag}>\n{items}</{tag}>"


def _table(block: str) -> str:
    """Converts a heading, a rule and rows of equal length. The alignment becomes a class, as in grammar/tree.py."""
    lines = block.split("\n")
    if len(lines) < 3 or not _RULE.fullmatch(lines[1]):
        raise _NotPlainError
    rules = _cells(lines[1])
    classes = [_alignment(rule) for rule in rules]
    rows = [_cells(_whole(_ROW, line)[0]) for line in (lines[0], *lines[2:])]
    if any(len(row) != len(rules) for row in rows):
        raise _NotPlainError
    heading_row, *body_rows = [_row("td" if number else "th", classes, row) for number, row in enumerate(rows)]
    return f"<table>\n<thead>\n{heading_row}</thead>\n<tbody>\n{''.join(body_rows)}</tbody>\n</table>"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line[1:-1].split("|")]


def _alignment(rule: str) -> str:
    side = {(False, True): "right", (True, False): "left", (True, True): "center"}.get(
        (rule[0] == ":", rule[-1] == ":")
    )
    return f' class="align-{side}"' if side else ""


def _row(tag: str, classes: list[str], cells: list[str]) -> str:
    cells_html = "".join(
        [f"<{tag}{attribute}>{_inline(cell)}</{tag}>\n" for attribute, cell in zip(classes, cells, strict=True)]
    )
    return f"<tr>\n{cells_html}</tr>\n"
