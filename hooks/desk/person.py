"""A person at the desk, and what they may do."""

from enum import StrEnum
from typing import NamedTuple

from . import words


class Role(StrEnum):
    REPORTER = "reporter"
    EDITOR = "editor"

    @property
    def label(self) -> str:
        return words.sentence(f"roles.{self.value}")


class Person(NamedTuple):
    """`login` is the name that the proxy in front has verified. `name` and `email` go into commits."""

    login: str
    name: str
    email: str
    role: Role

    @property
    def may_publish(self) -> bool:
        return self.role is Role.EDITOR
