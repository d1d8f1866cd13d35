"""A post as its editor saved it: bytes in, clean text in two parts out."""

import re
import unicodedata
from dataclasses import dataclass

from . import legacy_text
from .problems import Problem, problem

# Characters that no reader sees and that break feeds (XML 1.0, section 2.2) or hide text (bidi
# controls, Unicode UAX #9; zero-width space and BOM inside words break search).
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
# Word puts no-break spaces where YAML wants plain ones: before a key and around its colon.
_AROUND_KEY = re.compile(r"^[ \xa0-]*[\w.]+[ \xa0]*:[ \xa0]*")
_FENCE = re.compile(r"---[ \t]*")


@dataclass(frozen=True)
class Manuscript:
    """`front_matter` and `body` are NFC text with LF; the line numbers say where each begins in the file."""

    front_matter: str
    body: str
    front_matter_line: int
    body_line: int


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
    return clean(text, file)


def clean(text: str, file: str) -> tuple[str, list[Problem]]:
    """The same text in NFC, with LF, without invisible characters; one warning for each line that had any."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    problems = _legacy(text, file)
    if not INVISIBLE.search(text):
        return text, problems
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        found = sorted(set(INVISIBLE.findall(line)))
        if found:
            names = ", ".join(f"U+{ord(character):04X}" for character in found)
            problems.append(problem("control-characters", file, number, characters=names))
    return INVISIBLE.sub("", text), problems


def _legacy(text: str, file: str) -> list[Problem]:
    found = legacy_text.find(text)
    if found is None:
        return []
    code = "mojibake" if found.encoding == legacy_text.MOJIBAKE else "legacy-encoding"
    return [
        problem(code, file, found.line, encoding=legacy_text.NAMES[found.encoding], written=found.written[:80], meant=found.meant[:80], lines=found.lines)
    ]


def split(text: str, file: str) -> tuple[Manuscript | None, list[Problem]]:
    """The front matter between the two `---` lines, and the body after them."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not _FENCE.fullmatch(lines[start]):
        return None, [problem("no-front-matter", file, start + 1)]
    for end in range(start + 1, len(lines)):
        if _FENCE.fullmatch(lines[end]):
            return (
                Manuscript(
                    front_matter="\n".join(_AROUND_KEY.sub(lambda found: found[0].replace("\xa0", " "), line) for line in lines[start + 1 : end]),
                    body="\n".join(lines[end + 1 :]),
                    front_matter_line=start + 2,
                    body_line=end + 2,
                ),
                [],
            )
    return None, [problem("front-matter-not-closed", file, start + 1)]
