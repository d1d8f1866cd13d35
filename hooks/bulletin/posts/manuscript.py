"""A post as its editor saved it: bytes in, clean text in two parts out."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from ..problems import Problem, problem
from ..stylebook import letters
from . import legacy_text

_BULLET = re.compile(r"^\s*[\uf000-\uf0ff](?=\s)")
"""Word's bullets, out of the typeface Symbol; the body's reader knows them."""
_LETTER, _OBJECT = re.compile("\ufffd"), re.compile("\ufffc")
"""What stands for a letter that could not be read, and for a thing that is no letter."""
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_TABLE_ROW, _HEADING = re.compile(r"\s*\|"), re.compile(r" {0,3}#{1,6}\s")


@dataclass(frozen=True)
class Manuscript:
    """`front_matter` and `body` are NFC text with LF; the line numbers say where each begins in the file.

    `further` are the lines of the body, from 0, that are none of the file: what comes after a line break of Word's.
    """

    front_matter: str
    body: str
    front_matter_line: int
    body_line: int
    further: tuple[int, ...] = ()


def decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The text of a file, or None and why not. BOM and CRLF are taken as they come; NFD becomes NFC."""
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
        return letters.spelled(text), problems  # as most are: no sign in it that is looked for below
    text, found = _clean(text, file)
    return text.replace("\ufffc", ""), [*problems, *found, *_lost(text, file)]


def clean(text: str, file: str) -> tuple[str, list[Problem]]:
    """A piece of text in NFC, with LF, without invisible characters; one warning for each line that had any.

    What ends a line in Word is a space here: in a value, and in HTML.
    """
    text, problems = _clean(text, file)
    return letters.BREAK.sub(" ", text), problems


def _clean(text: str, file: str) -> tuple[str, list[Problem]]:
    text = letters.spelled(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not letters.may_have(text, letters.INVISIBLE):
        return text, []
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        if found := letters.INVISIBLE.findall(line):
            problems.append(problem("control-characters", file, number, characters=_codes(found)))
    return letters.INVISIBLE.sub("", text), problems


def _lost(text: str, file: str) -> list[Problem]:
    """What a text has lost on its way into the file: letters, pictures, and signs of a typeface that readers don't
    have.
    """
    problems: list[Problem] = []
    if "\ufffd" not in text and "\ufffc" not in text and not letters.may_have(text, _PRIVATE):
        return problems
    for number, line in enumerate(text.split("\n"), 1):
        for code, pattern in (("lost-letters", _LETTER), ("lost-object", _OBJECT), ("private-characters", _PRIVATE)):
            if found := pattern.findall(_BULLET.sub("", line)):
                problems.append(problem(code, file, number, characters=_codes(found)))
    return problems


def _codes(found: list[str]) -> str:
    return ", ".join(map(letters.code, sorted(set(found))))


def _legacy(text: str, file: str) -> list[Problem]:
    """Before anything is taken out of the text: signs that nobody sees are letters in another encoding."""
    found = legacy_text.find(text)
    if found is None:
        return []
    code = "mojibake" if found.encoding == legacy_text.MOJIBAKE else "legacy-encoding"
    return [
        problem(
            code,
            file,
            found.line,
            encoding=legacy_text.NAMES[found.encoding],
            written=found.written[:80],
            meant=found.meant[:80],
            lines=found.lines,
        )
    ]


def split(text: str, file: str) -> tuple[Manuscript | None, list[Problem]]:
    """The front matter between the two `---` lines, and the body after them."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not _is_fence(lines[start]):
        return None, [problem("no-front-matter", file, start + 1)]
    for end in range(start + 1, len(lines)):
        if _is_fence(lines[end]):
            body, further = _broken(lines[end + 1 :])
            # YAML knows plain spaces only, and takes some of Word's line breaks for its own.
            front_matter = letters.BREAK.sub(" ", letters.spaced("\n".join(lines[start + 1 : end])))
            return Manuscript(front_matter, body, start + 2, end + 2, further), []
    return None, [problem("front-matter-not-closed", file, start + 1)]


def line_of_file(line: int, body_line: int, further: tuple[int, ...]) -> int:
    """The line of the file for one that was counted in the body; a line before the body is right as it is."""
    return line - bisect_right(further, line - body_line)


def _is_fence(line: str) -> bool:
    return line.startswith("---") and not line[3:].strip()


def _broken(lines: list[str]) -> tuple[str, tuple[int, ...]]:
    """The body with its lines broken where Word broke them, and which of its lines that made."""
    text = "\n".join(lines)
    if not letters.may_have(text, letters.BREAK):
        return text, ()
    broken: list[str] = []
    further: list[int] = []
    for line in lines:
        begin = len(broken)
        broken += _pieces(line).split("\n")
        further += range(begin + 1, len(broken))
    return "\n".join(broken), tuple(further)


def _pieces(line: str) -> str:
    """One line of the file as lines of Markdown. A row of a table and a heading stay whole; the end of a page ends a
    paragraph.
    """
    if _TABLE_ROW.match(line):
        return letters.BREAK.sub("<br>", line)
    if _HEADING.match(line):
        return letters.BREAK.sub(" ", line)
    return letters.BREAK.sub(lambda found: "\n\n" if found[0] == "\x0c" else "  \n", line)
