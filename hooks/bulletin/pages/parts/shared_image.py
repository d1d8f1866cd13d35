"""The picture that other sites show beside a link to a page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SharedImage:
    """An image with its full URL, and with width and height in pixels."""

    url: str
    width: int
    height: int
    alt: str
