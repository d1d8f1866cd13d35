"""What a check has found."""

from dataclasses import dataclass
from typing import NamedTuple

from ..stylebook import words


class Fault(NamedTuple):
    """`place` is an address of the site, or a key of the settings; `text` a sentence."""

    place: str
    text: str


def fault(place: str, key: str, **facts: object) -> Fault:
    """A fault with the sentence `duties.faults.<key>`."""
    return Fault(place, words.sentence(f"duties.faults.{key}", **facts))


@dataclass(frozen=True)
class Finding:
    """`seen` is how many pages, articles or files were looked at; `page` the address of one that shows it."""

    seen: int
    faults: tuple[Fault, ...]
    page: str = ""

    @property
    def is_passed(self) -> bool | None:
        """None where there was nothing to look at: such a check shows nothing."""
        if self.faults:
            return False
        return True if self.seen else None
