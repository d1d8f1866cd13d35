"""A draft: an article that waits for publication, or a change to one that is published."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bulletin.problems import Problem

Changes = Mapping[str, bytes | None]
"""Files by path; None for one that is deleted."""
Check = Callable[[str, Changes], Sequence[Problem]]
"""A commit of main and changes to it → problems of the posts so changed, errors and warnings."""


class Status(StrEnum):
    """How far a draft has come. The names are Decap's."""

    DRAFT = "draft"
    IN_REVIEW = "pending_review"
    READY = "pending_publish"


class Action(StrEnum):
    """What a commit did."""

    SAVE = "save"
    STATUS = "status"
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    REMOVE = "remove"
    UPDATE = "update"


class Draft(NamedTuple):
    """`key` is that of the post when the draft was begun, `path` is where its file is now.

    `commit` is the tip of its branch, `base` the commit of main that it changes. `author` is the name of who began it.
    `files` are those that differ from `base`.
    """

    key: str
    path: str
    commit: str
    base: str
    status: Status
    title: str
    author: str
    updated: datetime
    files: tuple[str, ...]


class Submission(NamedTuple):
    """What somebody saves. `path` is the post's as the form believes it; `assets` are new files by path."""

    key: str
    path: str
    raw: str
    assets: Mapping[str, bytes]
    is_new: bool


class Saved(NamedTuple):
    """`warnings` come from the check. `notices` are sentences about what the desk did besides."""

    draft: Draft
    warnings: tuple[Problem, ...]
    notices: tuple[str, ...]
