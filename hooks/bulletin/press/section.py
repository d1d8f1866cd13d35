"""A section: a part of the site that is planned as a whole or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .recipe import Recipe

REST = "*"
"""The name of the section for all files that belong to no other; no folder can have it. This section comes last. Its
digest must change whenever another section gets or loses a path, since its own paths are compared with theirs.
"""


@dataclass(frozen=True)
class Section:
    """A part of the site. Its name is the folder that its files fill, such as `guides/python`.

    `digest` stands for everything that the outputs are made from. A section with an empty digest is planned in every
    build.
    """

    name: str
    digest: bytes
    outputs: Callable[[], Iterable[tuple[str, Recipe]]]
    """Returns pairs of output path and recipe. It is not called when the section is unchanged."""
