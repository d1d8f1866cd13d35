"""Guids: what feed readers know an article by.

An article with an `id` has a tag URI (RFC 4151) made of that id, which no change of title, address, month or domain can
touch. Any other article keeps the guid that it has always had, its full URL.
"""

from typing import Protocol

from ....settings.settings import Settings


class Identified(Protocol):
    """An article that feeds know."""

    @property
    def id(self) -> str | None: ...

    @property
    def address(self) -> str: ...


def of(settings: Settings, article: Identified) -> str:
    """Returns the guid of an article."""
    return settings.full_url(article.address) if article.id is None else _tag(settings, article.id)


def of_correction(settings: Settings, article: Identified, time: int) -> str:
    """Returns the guid of a correction, made at `time` in seconds since 1970."""
    return f"{of(settings, article)}#cai-chinh-{time}"


def _tag(settings: Settings, identifier: str) -> str:
    return f"tag:{settings.bulletin.id_authority}:{identifier}"
