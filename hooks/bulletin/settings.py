"""What `mkdocs.yml` says about the bulletin: its name, address, categories and Markdown extensions."""

import os
import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pathspec import GitIgnoreSpec
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from . import addresses, digest, extensions, letters, portal_words, settings_file, site_url, words
from .settings_file import SettingsError

_WRITTEN = re.compile(r"(?=.{1,40}$)[^\W_]+(?:[ .,&/-]{1,2}[^\W_]+)*\.?")
"""An abbreviation: letters and digits, with single marks between them."""
_LONGEST_SAID = 200
_MAIL = re.compile(r"[^\s@<>\"',;:()]+@[^\s@<>\"',;:()]+\.[^\s@<>\"',;:().]+")


class Category(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    slug: str
    name: str = Field(min_length=1)

    @field_validator("slug")
    @classmethod
    def _is_slug(cls, value: str) -> str:
        if value != addresses.slug(value) or value in addresses.RESERVED or value.isdigit():
            raise ValueError(words.terminal()["bad_category_slug"].format(value=value))
        return value


class Author(BaseModel):
    """Who writes: what author pages and the list of authors say besides the name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(min_length=1, max_length=120, description="As bylines have it")
    role: str | None = Field(None, min_length=1, max_length=200, description="What the author does at the bulletin")
    mail: str | None = Field(None, description="Address to which readers may write")
    slug: str | None = Field(None, description="Last part of the address of the author's page; without it the name makes it")

    @field_validator("name", "role")
    @classmethod
    def _is_spelled(cls, value: str | None) -> str | None:
        return None if value is None else letters.visible(" ".join(value.split()))

    @field_validator("slug")
    @classmethod
    def _is_slug(cls, value: str | None) -> str | None:
        if value is not None and value != addresses.slug(value):
            raise ValueError(words.terminal()["bad_author_slug"].format(value=value, suggestion=addresses.slug(value) or "ten-tac-gia"))
        return value

    @field_validator("mail")
    @classmethod
    def _is_mail(cls, value: str | None) -> str | None:
        if value is not None and not _MAIL.fullmatch(value):
            raise ValueError(words.terminal()["bad_author_mail"].format(value=value))
        return value


class Audio(BaseModel):
    """A command that reads an article aloud: `{text}` is a file with what is to be said, `{output}` one that it is to write."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    command: tuple[str, ...] = Field(min_length=1, description="Program and arguments; no shell comes between")
    format: Literal["opus", "mp3"] = "mp3"
    timeout: float = Field(300, gt=0, description="Seconds after which a command is ended")

    @field_validator("command")
    @classmethod
    def _names_its_files(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(any(place in part for part in value) for place in ("{text}", "{output}")):
            raise ValueError(words.terminal()["audio_places"])
        return value


class Bulletin(BaseModel):
    """`extra.bulletin` of mkdocs.yml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    publisher: str = Field(description="The body that answers for the bulletin; publisher in JSON-LD")
    editor_in_chief: str = Field(description="Who answers for the content, as the law wants it in the footer")
    licence: str = Field(description="Number, date and issuer of the licence, in the footer")
    address: str
    phone: str
    email: str
    categories: tuple[Category, ...] = Field(min_length=1)
    authors: tuple[Author, ...] = Field((), description="Roles and addresses of those who write")
    search: bool = Field(True, description="Whether there is an index of all texts to search in; without it the search page leads to the archive")
    title_cards: bool = Field(True, description="Whether an article without a photo gets a picture of its title, for other sites that lead to it")
    date_line: Literal["portal", "paper"] = Field("portal", description="How the date of an article is written: `Thứ 5, ngày 25/06/2020 | 09:11 AM (GMT +7)`, or `09:11, thứ Năm 25/06/2020`")
    video_hosts: tuple[Literal["youtube", "vimeo"], ...] = Field(("youtube", "vimeo"), description="Sites whose videos may play in an article")
    offline: bool = Field(True, description="Whether readers' browsers keep the articles they read, for when there is no network")
    spoken: dict[str, str] = Field({}, description="Abbreviations of the bulletin's own and what is said for them when an article is read aloud")
    portal: dict[str, tuple[str, ...]] = Field({}, description="Words that other portals put around an article, besides those of portal.vi.yml")
    audio: Audio | None = Field(None, description="How articles are read aloud at build; without it only the reader's own device reads")
    wait_for_other_build: float = Field(600, ge=0, description="Seconds after which a build that finds another one running gives up")

    @field_validator("categories")
    @classmethod
    def _are_different(cls, value: tuple[Category, ...]) -> tuple[Category, ...]:
        if len({category.slug for category in value}) < len(value) or len({category.name for category in value}) < len(value):
            raise ValueError(words.terminal()["category_twice"])
        return value

    @field_validator("authors")
    @classmethod
    def _are_different_people(cls, value: tuple[Author, ...]) -> tuple[Author, ...]:
        slugs = [author.slug for author in value if author.slug]
        if len({letters.same_name(author.name) for author in value}) < len(value) or len(set(slugs)) < len(slugs):
            raise ValueError(words.terminal()["author_twice"])
        return value

    @field_validator("spoken", mode="before")
    @classmethod
    def _can_be_said(cls, value: Any) -> dict[str, str]:
        if not isinstance(value, dict):
            raise ValueError(words.terminal()["spoken_not_keys"])
        for written, said in value.items():
            if not isinstance(written, str):  # YAML takes NO and ON for switches, 115 for a number
                raise ValueError(words.terminal()["spoken_key"].format(written=written))
            if not _WRITTEN.fullmatch(written):
                raise ValueError(words.terminal()["spoken_written"].format(written=written))
            if not isinstance(said, str) or not said.strip() or len(said) > _LONGEST_SAID or not said.isprintable():
                raise ValueError(words.terminal()["spoken_said"].format(written=written, most=_LONGEST_SAID))
        return {unicodedata.normalize("NFC", written): " ".join(unicodedata.normalize("NFC", said).split()) for written, said in value.items()}


    @field_validator("portal", mode="before")
    @classmethod
    def _is_known_to_import(cls, value: Any) -> dict[str, tuple[str, ...]]:
        known = portal_words.kinds()
        for kind, entries in value.items() if isinstance(value, dict) else [("", value)]:
            if kind not in known:
                raise ValueError(words.terminal()["portal_key"].format(key=kind, known=", ".join(known)))
            if not isinstance(entries, list) or not all(isinstance(entry, str) and entry.strip() for entry in entries):
                raise ValueError(words.terminal()["portal_entries"].format(key=kind))
        return {kind: tuple(unicodedata.normalize("NFC", entry) for entry in entries) for kind, entries in value.items()}


class Settings(BaseModel):
    """Everything that shapes the output besides posts and templates."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    site_name: str
    site_description: str = ""
    site_url: str = Field(description="Full URL of the site's root, with its last slash")
    bulletin: Bulletin
    project: Path = Field(description="The folder of mkdocs.yml")
    docs: Path = Field(description="The folder of the fixed pages")
    not_published: GitIgnoreSpec = Field(description="Which files of that folder stay out of the site")
    markdown_extensions: tuple[str, ...]
    extension_configs: dict[str, dict[str, Any]]

    @cached_property
    def digest(self) -> bytes:
        """Stands for what pages print of the settings."""
        return digest.of_values(self.site_name, self.site_description, self.site_url, self.bulletin.model_dump(exclude={"wait_for_other_build", "spoken", "audio", "portal"}))

    @cached_property
    def reading_digest(self) -> bytes:
        """Stands for what a post is read and set by. The host is not in it: the preview has another one, and reads the same."""
        return digest.of(repr((self.root, list(self.categories), self.markdown_extensions, extensions.plain(self.extension_configs), sorted(self.bulletin.spoken.items()))).encode())

    def for_preview(self) -> "Settings":
        """Without what would outlive the preview in its editor's browser."""
        return self.model_copy(update={"bulletin": self.bulletin.model_copy(update={"offline": False})})

    @property
    def posts(self) -> Path:
        return self.project / "posts"

    @property
    def cache(self) -> Path:
        """Where the bulletin keeps what saves time; may be deleted at any moment."""
        return self.project / ".cache"

    @property
    def pictures(self) -> Path:
        """Where the renditions of pictures are kept."""
        return self.cache / "pictures"

    @cached_property
    def root(self) -> str:
        """The path of the site on its server: `/`, or `/bantin/`."""
        return "/" + self.site_url.split("://", 1)[1].partition("/")[2]

    @cached_property
    def categories(self) -> dict[str, str]:
        """Slug to name, in the order of the menu."""
        return {category.slug: category.name for category in self.bulletin.categories}

    def author(self, name: str) -> Author | None:
        """What the settings say of an author, however the name is spelled."""
        return self._authors.get(letters.same_name(name)) if self._authors else None

    @cached_property
    def _authors(self) -> dict[str, Author]:
        return {letters.same_name(author.name): author for author in self.bulletin.authors}

    def url(self, address: str) -> str:
        """A link inside the site."""
        return addresses.url(self.root, address)

    def full_url(self, address: str) -> str:
        """The same with scheme and host, for feeds, sitemaps and canonical links."""
        return addresses.url(self.site_url, address)


def load(file: Path) -> Settings:
    """Settings from a `mkdocs.yml`, for whoever has no MkDocs to ask. Raises SettingsError."""
    return of(settings_file.read(file), file)


def of(content: Mapping[str, Any], file: Path) -> Settings:
    """Settings from the keys of a `mkdocs.yml`, as they are written or as MkDocs has checked them. Raises SettingsError."""
    text, project = words.terminal(), Path(os.path.abspath(file)).parent
    extra = content.get("extra") or {}
    if not isinstance(extra, Mapping):
        raise SettingsError(text["wrong_key"].format(file=file.name, key="extra"))
    docs = Path(os.path.abspath(project / str(content.get("docs_dir") or "docs")))
    try:
        address = site_url.normal(str(content.get("site_url") or ""))
    except site_url.SiteUrlError as error:
        raise SettingsError(f"{file.name}: {error}") from None
    try:
        options = extensions.with_folders(extensions.of(content.get("markdown_extensions") or ()), docs, project / "posts")
    except ValueError:
        raise SettingsError(text["wrong_key"].format(file=file.name, key="markdown_extensions")) from None
    try:
        return Settings(
            site_name=content.get("site_name"),
            site_description=content.get("site_description") or "",
            site_url=address,
            bulletin=extra.get("bulletin"),
            project=project,
            docs=docs,
            not_published=_patterns(content.get("exclude_docs"), file),
            markdown_extensions=tuple(options),
            extension_configs=options,
        )
    except ValidationError as error:
        lines = [f"  {'.'.join(map(str, item['loc']))}: {_fault(dict(item))}" for item in error.errors()]
        raise SettingsError("\n".join([text["bad_settings"].format(file=file.name), *lines])) from None


def _patterns(value: Any, file: Path) -> GitIgnoreSpec:
    try:
        return value if isinstance(value, GitIgnoreSpec) else GitIgnoreSpec.from_lines(str(value or "").splitlines())
    except ValueError:
        raise SettingsError(words.terminal()["wrong_key"].format(file=file.name, key="exclude_docs")) from None


def _fault(detail: dict[str, Any]) -> str:
    faults = words.terminal()["settings_faults"]
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    return faults.get(detail["type"], faults["other"])
