"""An article: one post, read and checked, with everything known about it before its body is set in HTML."""

import posixpath
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import PurePosixPath

from . import addresses, dates, front_matter, manuscript, yaml_lines
from .archive import Archive
from .problems import Problem, problem
from .schema import FrontMatter


@dataclass(frozen=True)
class Article:
    """`name` is the path below `posts/`, `body` is Markdown, `lines` says where each key of the front matter stands."""

    name: str
    front: FrontMatter
    body: str
    body_line: int
    lines: dict[yaml_lines.Path, int]

    @property
    def file(self) -> str:
        """The path that editors know."""
        return f"posts/{self.name}"

    @cached_property
    def address(self) -> str:
        folder = PurePosixPath(self.name).parent
        return f"{folder}/{self.front.slug or addresses.slug(PurePosixPath(self.name).stem)}/"

    @cached_property
    def order(self) -> tuple[datetime, str]:
        """Articles of one minute are ordered by address, so that every list is the same on every machine."""
        return dates.utc(self.front.date), self.address

    @property
    def changed(self) -> datetime:
        """When a reader last saw something new on this page."""
        return self.front.updated or self.front.date

    @property
    def is_empty(self) -> bool:
        """Nothing but the comment that `new` left: not yet written, so not published either."""
        return not self.front.lead and not re.sub(r"<!--.*?-->", "", self.body, flags=re.DOTALL).strip()

    def line(self, *path: str | int) -> int:
        return self.lines.get(path) or self.lines.get(path[:1]) or 1


def parse(name: str, archive: Archive, categories: dict[str, str]) -> tuple[Article | None, list[Problem]]:
    """One post, or the reasons why it is none."""
    file = f"posts/{name}"
    text, problems = manuscript.decode(archive.read(name), file)
    if text is None:
        return None, problems
    written, found = manuscript.split(text, file)
    problems += found
    if written is None:
        return None, problems
    front, found, lines = front_matter.parse(written, file, categories)
    problems += found
    article = Article(name, front, written.body, written.body_line, lines)
    local = dates.local(front.date)
    folder = posixpath.dirname(name)
    if folder != f"{local:%Y/%m}" and ("date",) in lines and not any(one.key == "date" for one in problems):
        problems.append(problem("wrong-folder", file, article.line("date"), "date", day=dates.day(front.date), folder=folder, right=f"posts/{local:%Y/%m}/"))
    if not article.front.slug and not addresses.slug(PurePosixPath(name).stem):
        problems.append(problem("no-slug", file))
    return article, problems
