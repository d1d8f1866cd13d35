"""A post: one file of `posts/`, read and checked, before its body is set in HTML."""

import posixpath
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from ..problems import Problem, problem
from ..stylebook import addresses, dates
from . import front_matter, manuscript, yaml_lines
from .schema import FrontMatter

_LONGEST_HEADLINE = 110
"""Characters that search engines and news apps show of a `headline`:
https://developers.google.com/search/docs/appearance/structured-data/article
"""
_INTERNET = datetime(1997, 11, 19, tzinfo=dates.HOME)
"""The day on which Vietnam was connected: an earlier article has stood on no page, so its year is likely a slip."""


@dataclass(frozen=True)
class Post:
    """`name` is the path below `posts/`, `body` is Markdown, `lines` says where each key of the front matter stands."""

    name: str
    front: FrontMatter
    body: str
    body_line: int
    further: tuple[int, ...]
    """Lines of the body that are none of the file, see manuscript.py."""
    lines: dict[yaml_lines.Path, int]

    @property
    def file(self) -> str:
        return file(self.name)

    @property
    def address(self) -> str:
        path = PurePosixPath(self.name)
        return addresses.article(str(path.parent), self.front.slug or addresses.slug(path.stem))

    @property
    def is_empty(self) -> bool:
        """Nothing but the comment that `new` left: not yet written, so not published either."""
        return not self.front.lead and not re.sub(r"<!--.*?-->", "", self.body, flags=re.DOTALL).strip()

    def line_of_file(self, line: int) -> int:
        """The line of the file for one that was counted in the body."""
        return manuscript.line_of_file(line, self.body_line, self.further)

    def line(self, *path: str | int) -> int:
        return self.lines.get(path) or self.lines.get(path[:1]) or 1


def file(name: str) -> str:
    """The path that editors know."""
    return f"posts/{name}"


def parse(name: str, data: bytes, categories: dict[str, str]) -> tuple[Post | None, list[Problem]]:
    """One post, or the reasons why it is none."""
    text, problems = manuscript.decode(data, file(name))
    if text is None:
        return None, problems
    written, found = manuscript.split(text, file(name))
    problems += found
    if written is None:
        return None, problems
    front, found, lines = front_matter.parse(written, file(name), categories)
    problems += found
    post = Post(name, front, written.body, written.body_line, written.further, lines)
    local = dates.local(front.date)
    folder = posixpath.dirname(name)
    if folder != f"{local:%Y/%m}" and ("date",) in lines and not any(one.key == "date" for one in problems):
        problems.append(
            problem(
                "wrong-folder",
                post.file,
                post.line("date"),
                "date",
                day=dates.day(front.date),
                folder=folder,
                right=f"posts/{local:%Y/%m}/",
            )
        )
    if len(front.title) > _LONGEST_HEADLINE:
        problems.append(
            problem(
                "long-title", post.file, post.line("title"), "title", length=len(front.title), longest=_LONGEST_HEADLINE
            )
        )
    if front.source and front.source.time and front.source.time > front.date:
        problems.append(problem("source-after-date", post.file, post.line("source", "time"), "source.time"))
    if front.date < _INTERNET:
        problems.append(
            problem("date-before-internet", post.file, post.line("date"), "date", day=dates.day(front.date))
        )
    if not front.slug and not addresses.slug(PurePosixPath(name).stem):
        problems.append(problem("no-slug", post.file))
    return post, problems
