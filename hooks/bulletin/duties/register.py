"""The register of duties, `duties.vi.yml`: laws, their clauses, and who or what answers for each.

The file is data of the software. What a clause says is never put into code, so that whoever reads the law can mend it.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

_FILE = Path(__file__).parent / "duties.vi.yml"

Holder = Literal["host", "publisher", "editors"]
"""Who answers for a duty that no look at the site can show."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Law(_Entry):
    """A law or decree. `begins` is its first day in force, `ends` the first day on which it no longer is."""

    name: str = Field(min_length=1)
    source: str = Field(min_length=1, description="Where its words were found")
    is_read: bool = Field(description="Whether its own words were read, or only what others say of it")
    begins: date | None = None
    ends: date | None = None

    def is_in_force(self, day: date) -> bool:
        return (self.begins is None or self.begins <= day) and (self.ends is None or day < self.ends)


class Duty(_Entry):
    """What a clause asks, with the checks that show it, or else its holder."""

    law: str
    clause: str = Field(min_length=1)
    duty: str = Field(min_length=1)
    checks: tuple[str, ...] = ()
    holder: Holder | None = None
    binds: bool = Field(True, description="False where the clause speaks of the press, and a bulletin only follows it")
    note: str = ""

    @model_validator(mode="after")
    def _has_one_way(self) -> Self:
        if bool(self.checks) == bool(self.holder):
            raise ValueError(f"{self.law}, {self.clause}: either checks or a holder")
        return self


class Topic(_Entry):
    """How a fixed page is recognised: by words of its title and headings, in each language it has to be there in."""

    vi: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class Register(_Entry):
    laws: dict[str, Law]
    duties: tuple[Duty, ...]
    topics: dict[str, Topic]

    @model_validator(mode="after")
    def _names_known_laws(self) -> Self:
        unknown = {duty.law for duty in self.duties} - self.laws.keys()
        if unknown:
            raise ValueError(f"no such law: {', '.join(sorted(unknown))}")
        return self


@cache
def load() -> Register:
    return Register.model_validate(yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
