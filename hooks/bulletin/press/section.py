"""A section: a part of the site that is planned as a whole or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .recipe import Recipe

REST = "rest"
"""The name of the section for everything that has no section of its own. It comes last, and is planned in
every build.
"""


@dataclass(frozen=True)
class Section:
    """A section is named by the folder that its files fill, such as `2020/06`.

    `digest` stands for everything that its outputs are made of; when it is empty, the section is planned in every
    build.
    """

    name: str
    digest: bytes
    outputs: Callable[[], Iterable[tuple[str, Recipe]]]
    """Gives pairs of output path and recipe. It is not called when the section is unchanged."""
