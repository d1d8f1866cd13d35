"""A manuscript: the file of a post as its editor saved it. Bytes come in; clean text in two parts goes out."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from ..problems import Problem, problem
from ..stylebook import letters
from . import legacy_text

_BULLET = re.compile(r"^\s*[\uf000-\uf0ff](?=\s)")
"""A bullet that Word takes from the typeface Symbol. The reader of the body understands it."""
_LOST_LETTER, _LOST_OBJECT = re.compile("\ufffd"), re.compile("\ufffc")
"""Stand-ins for a letter that could not be decoded, and for an object that is not text."""
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_TABLE_ROW, _HEADING = re.compile(r"\s*\|"), re.compile(r" {0,3}#{1,6}\s")


@dataclass(frozen=True)
class Manuscript:
    """The two parts of a post's file.

    `front_matter` and `body` are NFC text with LF. `front_matter_line` and `body_line` are the lines of the file,
    counted from 1, at which each part begins. `further` are the lines of the body, counted from 0, that begin at a line
    break of Word's and are therefore not lines of the file.
    """

    front_matter: str
    body: str
    front_matter_line: int
    body_line: int
    break_lines: tuple[int, ...] = ()


def decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The text of a file in NFC with LF, or None and the reason. A BOM is removed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [problem("utf-16", file)]
    if not data.strip():
        return None, [problem("empty-file", file)]
    if b"\x00" in data:
        return None, [problem("binary-file", file)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [problem("not-utf-8", file, data[: error.start].count(b"\n") + 1)]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    problems = _legacy(text, file)
    if text.replace("\n", "").isprintable() and "\ufffd" not in text and "\ufffc" not in text:
        return letters.spelled(text), problems  # like most texts, without any character that the rest looks for
    text, warnings = _clean(text, file)
    return text.replace("\ufffc", ""), [*problems, *warnings, *_lost(text, file)]


def clean(text: str, file: str) -> tuple[str, list[Problem]]:
    """A piece of text in NFC, with LF, without invisible characters, and one warning for each line that had any.

    A line break of Word's becomes a space, which suits a value of the front matter and HTML.
    """
    text, problems = _clean(text, file)
    return letters.BREAK.sub(" ", text), problems


def _clean(text: str, file: str) -> tuple[str, list[Problem]]:
    text = letters.spelled(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not letters.may_have(text, letters.INVISIBLE):
        return text, []
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        if characters := letters.INVISIBLE.findall(line):
            problems.append(problem("control-characters", file, number, characters=_codes(characters)))
    return letters.INVISIBLE.sub("", text), problems


def _lost(text: str, file: str) -> list[Problem]:
    """Reports what a text lost on its way into the file: letters, objects, and characters of a typeface that readers
    don't have.
    """
    problems: list[Problem] = []
    if "\ufffd" not in text and "\ufffc" not in text and not letters.may_have(text, _PRIVATE):
        return problems
    for number, line in enumerate(text.split("\n"), 1):
        for code, pattern in (
            ("lost-letters", _LOST_LETTER),
            ("lost-object", _LOST_OBJECT),
            ("private-characters", _PRIVATE),
        ):
            if characters := pattern.findall(_BULLET.sub("", line)):
                problems.append(problem(code, file, number, characters=_codes(characters)))
    return problems


def _codes(characters: list[str]) -> str:
    return ", ".join(map(letters.code, sorted(set(characters))))


def _legacy(text: str, file: str) -> list[Problem]:
    """Reports text in another encoding. Runs before anything is removed: what looks like an invisible character may be
    a letter.
    """
    finding = legacy_text.find(text)
    if finding is None:
        return []
    code = "mojibake" if finding.encoding == legacy_text.MOJIBAKE else "legacy-encoding"
    return [
        problem(
            code,
            file,
            finding.line,
            encoding=legacy_text.NAMES[finding.encoding],
            written=finding.original[:80],
            meant=finding.converted[:80],
            lines=finding.lines,
        )
    ]


def split(text: str, file: str) -> tuple[Manuscript | None, list[Problem]]:
    """Divides a text at its two `---` lines into front matter and body; None and the reason if they are missing."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not _is_fence(lines[start]):
        return None, [problem("no-front-matter", file, start + 1)]
    for end in range(start + 1, len(lines)):
        if _is_fence(lines[end]):
            body, further = _with_breaks(lines[end + 1 :])
            # YAML knows plain spaces only, and takes some of Word's line breaks for its own.
            front_matter = letters.BREAK.sub(" ", letters.spaced("\n".join(lines[start + 1 : end])))
            return Manuscript(front_matter, body, start + 2, end + 2, further), []
    return None, [problem("front-matter-not-closed", file, start + 1)]


def line_of_file(line: int, body_line: int, further: tuple[int, ...]) -> int:
    """The line of the file for `line`, which was counted in the body and so includes the `further` lines. A line before
    the body stays as it is.
    """
    return line - bisect_right(further, line - body_line)


def _is_fence(line: str) -> bool:
    return line.startswith("---") and not line[3:].strip()


def _with_breaks(lines: list[str]) -> tuple[str, tuple[int, ...]]:
    """The body, also broken where Word broke its lines, and the numbers of the lines this added."""
    text = "\n".join(lines)
    if not letters.may_have(text, letters.BREAK):
        return text, ()
    body_lines: list[str] = []
    break_lines: list[int] = []
    for line in lines:
        first = len(body_lines)
        body_lines += _markdown_lines(line).split("\n")
        break_lines += range(first + 1, len(body_lines))
    return "\n".join(body_lines), tuple(break_lines)


def _markdown_lines(line: str) -> str:
    """One line of the file as lines of Markdown. A table row and a heading stay whole; the end of a page ends a
    paragraph.
    """
    if _TABLE_ROW.match(line):
        return letters.BREAK.sub("<br>", line)
    if _HEADING.match(line):
        return letters.BREAK.sub(" ", line)
    return letters.BREAK.sub(lambda match: "\n\n" if match[0] == "\x0c" else "  \n", line)
