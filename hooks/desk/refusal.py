"""A refusal: why the desk does not do what somebody asked, in a sentence for that person."""

from collections.abc import Sequence

from bulletin.problems import Problem

from . import words


class Refusal(Exception):
    """`status` is the HTTP status of the answer. `problems` are those that the check found in the post, if any."""

    def __init__(self, status: int, key: str, /, problems: Sequence[Problem] = (), **facts: object):
        super().__init__(words.sentence(f"refusals.{key}", **facts))
        self.status = status
        self.key = key
        self.problems = tuple(problems)
