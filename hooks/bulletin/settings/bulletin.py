"""The keys of `extra.bulletin` in `mkdocs.yml`: the publisher, the categories and authors, and the features of the
bulletin.
"""

import re
import unicodedata
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from ..portals import vocabulary
from ..stylebook import letters, words
from .cluster_address import ExchangePlace, SchedulerAddress
from .entries import Author, Category, Period, Series
from .publication import Publication, ViewCounts

_ABBREVIATION = re.compile(r"(?=.{1,40}$)[^\W_]+(?:[ .,&/-]{1,2}[^\W_]+)*\.?")
"""An abbreviation: letters and digits, with single marks between them."""
_LONGEST_SPOKEN = 200


class Audio(BaseModel):
    """A command that reads an article aloud. `{text}` stands for a file with the text to say, `{output}` for the file
    that the command writes.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    command: tuple[str, ...] = Field(min_length=1, description="Program and arguments, run without a shell")
    format: Literal["opus", "mp3"] = "mp3"
    timeout: float = Field(300, gt=0, description="Seconds after which the command is stopped")

    @field_validator("command")
    @classmethod
    def _names_its_files(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(any(placeholder in part for part in value) for placeholder in ("{text}", "{output}")):
            raise ValueError(words.sentence("audio_places"))
        return value


class Bulletin(BaseModel):
    """All keys of `extra.bulletin`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    publisher: str = Field(description="The body responsible for the bulletin; publisher in JSON-LD")
    editor_in_chief: str = Field(
        description="The person responsible for the content, whom the law requires in the footer"
    )
    licence: str = Field(description="Number, date and issuer of the licence, for the footer")
    address: str
    phone: str
    email: str
    categories: tuple[Category, ...] = Field(min_length=1)
    authors: tuple[Author, ...] = Field((), description="Roles and addresses of authors")
    series: tuple[Series, ...] = Field((), description="Series of articles on one subject")
    periods: tuple[Period, ...] = Field(
        (), description="Earlier names of the province, each with the day of its end, the oldest first"
    )
    places: tuple[tuple[str, str], ...] = Field(
        (), description="Old and new names of places, in pairs: the search finds one by the other"
    )
    id_authority: str = Field(
        "ban-tin,2026",
        pattern=r"^[a-z0-9][a-z0-9.-]*,\d{4}(-\d{2}(-\d{2})?)?$",
        description="Who gives the ids of articles, for feeds (RFC 4151): a domain and a year in which it was the "
        "bulletin's. Never change it",
    )
    hub: str | None = Field(
        None, pattern=r"^https?://\S+$", description="A WebSub hub, which tells subscribers of new articles at once"
    )
    labels: dict[str, str] = Field(
        {}, description="Words for notes on articles, where the law or the house wants others than the default"
    )
    search: bool = Field(
        True,
        description="Whether readers can search all texts; if not, the search page leads to the archive",
    )
    notices: str | None = Field(
        None,
        description="The category that has a rubric of its own on the front page and stays out of the news there",
    )
    title_cards: bool = Field(
        True,
        description="Whether an article without a photo gets a picture of its title, for links on other sites",
    )
    date_line: Literal["portal", "paper"] = Field(
        "portal",
        description="The form of an article's date: `Thứ 5, ngày 25/06/2020 | 09:11 AM (GMT +7)`, or "
        "`09:11, thứ Năm 25/06/2020`",
    )
    video_hosts: tuple[Literal["youtube", "vimeo"], ...] = Field(
        ("youtube", "vimeo"), description="Sites whose videos may play in an article"
    )
    offline: bool = Field(
        True, description="Whether browsers keep the articles that they show, for reading without a network"
    )
    spoken: dict[str, str] = Field(
        {},
        description="Abbreviations of the bulletin's own, each with the words to say for it aloud",
    )
    portal: dict[str, tuple[str, ...]] = Field(
        {}, description="Words that other portals put around an article, in addition to vocabulary.vi.yml"
    )
    audio: Audio | None = Field(
        None, description="How a build reads articles aloud; without it, only the reader's own device does"
    )
    workers: SchedulerAddress | None = Field(
        None, description="The scheduler of a cluster that makes pictures and recordings; without it, this machine does"
    )
    exchange: ExchangePlace | None = Field(
        None, description="The folder or object store through which their files travel; every worker reaches it"
    )
    publish: Publication | None = Field(None, description="Where `python hooks/bulletin publish` puts the site")
    view_counts: ViewCounts | None = Field(
        None, description="Where the views that the logs of the web server show are kept; without it, none are counted"
    )
    wait_for_other_build: float = Field(
        600, ge=0, description="Seconds that a build waits for another one before it gives up"
    )

    @model_validator(mode="after")
    def _has_both_parts_of_a_cluster(self) -> Self:
        if (self.workers is None) != (self.exchange is None):
            raise ValueError(words.sentence("workers_and_exchange", key="exchange" if self.workers else "workers"))
        return self

    @field_validator("categories")
    @classmethod
    def _are_different(cls, value: tuple[Category, ...]) -> tuple[Category, ...]:
        if len({category.slug for category in value}) < len(value) or len({category.name for category in value}) < len(
            value
        ):
            raise ValueError(words.sentence("category_twice"))
        return value

    @field_validator("labels")
    @classmethod
    def _are_known_labels(cls, value: dict[str, str]) -> dict[str, str]:
        known = words.site()["life"]["labels"]
        for key, label in value.items():
            if key not in known or not label.strip():
                raise ValueError(words.sentence("bad_label", key=key, known=", ".join(known)))
        return value

    @field_validator("periods")
    @classmethod
    def _are_in_order(cls, value: tuple[Period, ...]) -> tuple[Period, ...]:
        days = [period.until for period in value]
        if days != sorted(set(days)):
            raise ValueError(words.sentence("periods_order"))
        return value

    @field_validator("places")
    @classmethod
    def _are_names(cls, value: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        if any(not name.strip() or old == new for old, new in value for name in (old, new)):
            raise ValueError(words.sentence("places_pairs"))
        return tuple(
            (letters.spelled(" ".join(old.split())), letters.spelled(" ".join(new.split()))) for old, new in value
        )

    @field_validator("series")
    @classmethod
    def _are_different_series(cls, value: tuple[Series, ...]) -> tuple[Series, ...]:
        if len({series.slug for series in value}) < len(value):
            raise ValueError(words.sentence("series_twice"))
        return value

    @field_validator("notices")
    @classmethod
    def _is_category(cls, value: str | None, info: ValidationInfo) -> str | None:
        slugs = [category.slug for category in info.data.get("categories", ())]
        if value is not None and slugs and value not in slugs:
            raise ValueError(words.sentence("notices_category", value=value, known=", ".join(slugs)))
        return value

    @field_validator("authors")
    @classmethod
    def _are_different_people(cls, value: tuple[Author, ...]) -> tuple[Author, ...]:
        slugs = [author.slug for author in value if author.slug]
        if len({letters.name_key(author.name) for author in value}) < len(value) or len(set(slugs)) < len(slugs):
            raise ValueError(words.sentence("author_twice"))
        return value

    @field_validator("spoken", mode="before")
    @classmethod
    def _can_be_said(cls, value: Any) -> dict[str, str]:
        if not isinstance(value, dict):
            raise ValueError(words.sentence("spoken_not_keys"))
        for abbreviation, spoken in value.items():
            if not isinstance(abbreviation, str):  # YAML reads NO and ON as switches, 115 as a number
                raise ValueError(words.sentence("spoken_key", written=abbreviation))
            if not _ABBREVIATION.fullmatch(abbreviation):
                raise ValueError(words.sentence("spoken_written", written=abbreviation))
            if (
                not isinstance(spoken, str)
                or not spoken.strip()
                or len(spoken) > _LONGEST_SPOKEN
                or not spoken.isprintable()
            ):
                raise ValueError(words.sentence("spoken_said", written=abbreviation, most=_LONGEST_SPOKEN))
        return {
            unicodedata.normalize("NFC", abbreviation): " ".join(unicodedata.normalize("NFC", spoken).split())
            for abbreviation, spoken in value.items()
        }

    @field_validator("portal", mode="before")
    @classmethod
    def _is_known_to_import(cls, value: Any) -> dict[str, tuple[str, ...]]:
        kinds = vocabulary.kinds()
        for kind, entries in value.items() if isinstance(value, dict) else [("", value)]:
            if kind not in kinds:
                raise ValueError(words.sentence("portal_key", key=kind, known=", ".join(kinds)))
            if not isinstance(entries, list) or not all(isinstance(entry, str) and entry.strip() for entry in entries):
                raise ValueError(words.sentence("portal_entries", key=kind))
        return {
            kind: tuple(unicodedata.normalize("NFC", entry) for entry in entries) for kind, entries in value.items()
        }


def _spelled(name: str) -> str:
    return letters.spelled(" ".join(name.split()))
