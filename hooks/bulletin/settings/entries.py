"""The entries of lists in `extra.bulletin`: categories, authors, series, and earlier names of the province."""

import re
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ..stylebook import addresses, letters, words

MAIL = re.compile(r"[^\s@<>\"',;:()]+@[^\s@<>\"',;:()]+\.[^\s@<>\"',;:().]+")


class Category(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    slug: str
    name: str = Field(min_length=1)

    @field_validator("slug")
    @classmethod
    def _is_slug(cls, value: str) -> str:
        if not value or value != addresses.slug(value) or value in addresses.RESERVED or value.isdigit():
            raise ValueError(words.sentence("bad_category_slug", value=value))
        return value


class Author(BaseModel):
    """An author: what the author's page and the list of authors say besides the name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=1, max_length=120, description="The name as bylines spell it")
    role: str | None = Field(None, min_length=1, max_length=200, description="What the author does at the bulletin")
    mail: str | None = Field(None, description="Mail address for readers")
    slug: str | None = Field(
        None, description="Last part of the address of the author's page; by default made of the name"
    )

    @field_validator("name", "role")
    @classmethod
    def _is_spelled(cls, value: str | None) -> str | None:
        return None if value is None else letters.visible(" ".join(value.split()))

    @field_validator("slug")
    @classmethod
    def _is_slug(cls, value: str | None) -> str | None:
        if value is not None and value != addresses.slug(value):
            raise ValueError(
                words.sentence("bad_author_slug", value=value, suggestion=addresses.slug(value) or "ten-tac-gia")
            )
        return value

    @field_validator("mail")
    @classmethod
    def _is_mail(cls, value: str | None) -> str | None:
        if value is not None and not MAIL.fullmatch(value):
            raise ValueError(words.sentence("bad_author_mail", value=value))
        return value


class Series(BaseModel):
    """A series of articles on one subject: a page, a feed, and on each article the parts before it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    slug: str
    name: str = Field(min_length=1, max_length=120)
    description: str | None = Field(None, min_length=1, max_length=500, description="What the series is about")

    @field_validator("slug")
    @classmethod
    def _is_slug(cls, value: str) -> str:
        if not value or value != addresses.slug(value):
            raise ValueError(
                words.sentence("bad_series_slug", value=value, suggestion=addresses.slug(value) or "loat-bai")
            )
        return value


class Period(BaseModel):
    """A time in which the province had another name. Articles from it say so."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    until: date = Field(description="The first day on which the name no longer held")
    name: str = Field(min_length=1, max_length=120)
