"""The picture that other sites show beside a link to a page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SharedImage:
    """`width` and `height` in pixels."""

    url: str
    width: int
    height: int
    alt: str
