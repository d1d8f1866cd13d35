"""A post: one file of `posts/`, read and checked, but not yet typeset."""

import posixpath
import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

from ..problems import Problem, problem
from ..stylebook import addresses, dates, words
from . import front_matter, live_text, manuscript, yaml_lines
from .schema import FrontMatter

_LONGEST_HEADLINE = 110
"""Characters of a `headline` that search engines and news apps show:
https://developers.google.com/search/docs/appearance/structured-data/article
"""
_INTERNET = datetime(1997, 11, 19, tzinfo=dates.HOME)
"""The day on which Vietnam was connected to the internet. No page carried an article before, so an earlier year is
likely a slip.
"""


_KEPT_OF_REMOVED = ("date", "category", "slug", "aliases", "id", "draft", "removed")


@dataclass(frozen=True)
class Post:
    """One post. `name` is its path below `posts/`, `body` is Markdown, `lines` maps the path of each key of the front
    matter to its line.
    """

    name: str
    front: FrontMatter
    body: str
    body_line: int
    break_lines: tuple[int, ...]
    """Lines of the body that are not lines of the file; see Manuscript."""
    lines: dict[yaml_lines.Path, int]
    live_lines: tuple[int, ...] = ()
    """For each line of the body the line of the file, if the body holds the updates of a live event."""

    @property
    def file(self) -> str:
        return file(self.name)

    @property
    def address(self) -> str:
        path = PurePosixPath(self.name)
        return addresses.article(str(path.parent), self.front.slug or addresses.slug(path.stem))

    @property
    def is_empty(self) -> bool:
        """Whether the post holds nothing but the comment that `new` left. Such a post is not published."""
        if self.front.updates or ("removed",) in self.lines:
            return False
        return not self.front.lead and not re.sub(r"<!--.*?-->", "", self.body, flags=re.DOTALL).strip()

    def line_of_file(self, line: int) -> int:
        """The line of the file for a line counted in the body."""
        if self.live_lines:
            return self.live_lines[min(max(line - self.body_line, 0), len(self.live_lines) - 1)]
        return manuscript.line_of_file(line, self.body_line, self.break_lines)

    def line(self, *path: str | int) -> int:
        """The line of a key of the front matter; that of its outermost key, or else 1, if the key is missing."""
        return self.lines.get(path) or self.lines.get(path[:1]) or 1


def file(name: str) -> str:
    """The path of a post as its editor knows it."""
    return f"posts/{name}"


def parse(
    name: str, data: bytes, categories: dict[str, str], series: dict[str, str] | None = None
) -> tuple[Post | None, list[Problem]]:
    """One post and its problems, or None if they leave nothing to check. `categories` and `series` map slugs to
    names.
    """
    text, problems = manuscript.decode(data, file(name))
    if text is None:
        return None, problems
    parts, split_problems = manuscript.split(text, file(name))
    problems += split_problems
    if parts is None:
        return None, problems
    front, front_problems, lines = front_matter.parse(parts, file(name), categories, series)
    problems += front_problems
    post = Post(name, front, parts.body, parts.body_line, parts.break_lines, lines)
    local = dates.local(front.date)
    folder = posixpath.dirname(name)
    if folder != f"{local:%Y/%m}" and ("date",) in lines and not any(item.key == "date" for item in problems):
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
    if front.removed:
        if post.body.strip():
            problems.append(problem("removed-text-remains", post.file, post.body_line))
        post = _without_text(post)
    elif front.updates:
        post = _with_updates(post)
    return post, problems


def _with_updates(post: Post) -> Post:
    """The post with the updates of its live event in its body."""
    text = live_text.of(
        post.body,
        lambda number: post.line_of_file(post.body_line + number),
        post.front.updates,
        post.front.date,
        post.lines,
    )
    return replace(post, body=text.body, live_lines=text.lines, break_lines=())


def _without_text(post: Post) -> Post:
    """What is left of a removed post: its place in the archive, and the reason. Nothing else of the file goes on from
    here, so nothing of it can be published.
    """
    front = FrontMatter.model_construct(
        **{name: field.get_default() for name, field in FrontMatter.model_fields.items()}
        | {name: getattr(post.front, name) for name in _KEPT_OF_REMOVED}
        | {"title": words.site()["tombstone"]["title"]}
    )
    return replace(post, front=front, body="", break_lines=())
