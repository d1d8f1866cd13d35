"""The source of a post: its file in parts that, put together again, are the file to the byte."""

import re
from typing import NamedTuple

from ..refusal import Refusal

_FENCE = re.compile(r"---[ \t]*(?:\r\n|\n|\r|\Z)")
_LINE_END = re.compile(r"\r\n|\n|\r")
_BOM = "\ufeff"


class Source(NamedTuple):
    """`head` ends with the first fence, `fence` is the second one. All parts keep their line ends."""

    head: str
    front: str
    fence: str
    body: str

    @property
    def text(self) -> str:
        return self.head + self.front + self.fence + self.body

    @property
    def first_line(self) -> int:
        """The line of the file, counted from 1, with which the body begins."""
        return 1 + len(_LINE_END.findall(self.head + self.front + self.fence))

    @property
    def data(self) -> bytes:
        return self.text.encode()

    @property
    def newline(self) -> str:
        """The line end of most lines."""
        ends = _LINE_END.findall(self.text)
        return "\r\n" if 2 * ends.count("\r\n") > len(ends) else "\n"


def split(data: bytes | str, file: str) -> Source:
    """Divides a file at its fences. Raises Refusal where there are none, or where it is not UTF-8."""
    try:
        text = data if isinstance(data, str) else data.decode()
        text.encode()  # a lone half of a surrogate pair, which JSON can carry
    except UnicodeError:
        raise Refusal(422, "manuscripts_not_utf_8", file=file) from None
    if "\0" in text:
        raise Refusal(422, "manuscripts_not_utf_8", file=file)
    start = len(text) - len(text.lstrip(f"{_BOM} \t\r\n"))
    first = _FENCE.match(text, start)
    second = _second_fence(text, first.end()) if first else None
    if first is None or second is None:
        raise Refusal(422, "manuscripts_no_front_matter", file=file)
    return Source(text[: first.end()], text[first.end() : second.start()], second[0], text[second.end() :])


def _second_fence(text: str, start: int) -> re.Match[str] | None:
    while start < len(text):
        if fence := _FENCE.match(text, start):
            return fence
        end = _LINE_END.search(text, start)
        if end is None:
            return None
        start = end.end()
    return None
