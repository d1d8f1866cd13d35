"""The settings of a bulletin from `mkdocs.yml`: its name, address, categories and Markdown extensions."""

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from pathspec import GitIgnoreSpec
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..machine import digest
from ..stylebook import addresses, letters, words
from . import extensions, settings_file, site_url
from .bulletin import Bulletin
from .entries import Author
from .settings_file import SettingsError


class Settings(BaseModel):
    """Everything besides posts and templates that shapes the output."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    site_name: str
    site_description: str = ""
    site_url: str = Field(description="Full URL of the site's root, with a slash at the end")
    bulletin: Bulletin
    project: Path = Field(description="The folder of mkdocs.yml")
    docs: Path = Field(description="The folder of the fixed pages")
    not_published: GitIgnoreSpec = Field(description="The files of that folder that stay out of the site")
    markdown_extensions: tuple[str, ...]
    extension_configs: dict[str, dict[str, Any]]

    @cached_property
    def digest(self) -> bytes:
        """The digest of the settings that pages print."""
        return digest.of_values(
            self.site_name,
            self.site_description,
            self.site_url,
            self.bulletin.model_dump(
                exclude={
                    *("wait_for_other_build", "spoken", "audio", "portal", "workers", "exchange"),
                    *("publish", "view_counts"),
                }
            ),
        )

    @cached_property
    def typesetting_digest(self) -> bytes:
        """The digest of the settings by which a post is read and typeset. The host is left out: the preview has another
        one, but its posts are read alike.
        """
        return digest.of(
            repr(
                (
                    self.root,
                    list(self.categories),
                    list(self.series),
                    self.markdown_extensions,
                    extensions.plain(self.extension_configs),
                    sorted(self.bulletin.spoken.items()),
                    sorted(self.bulletin.labels.items()),
                )
            ).encode()
        )

    def for_preview(self) -> "Settings":
        """The same settings, without features that would outlive the preview in its editor's browser."""
        return self.model_copy(update={"bulletin": self.bulletin.model_copy(update={"offline": False})})

    @property
    def posts(self) -> Path:
        return self.project / "posts"

    @property
    def cache(self) -> Path:
        """The folder of files that save time. It may be deleted at any moment."""
        return self.project / ".cache"

    @property
    def pictures(self) -> Path:
        """The folder of the renditions of pictures."""
        return self.cache / "pictures"

    @cached_property
    def root(self) -> str:
        """The path of the site on its server: `/`, or `/bantin/`."""
        return "/" + self.site_url.split("://", 1)[1].partition("/")[2]

    @cached_property
    def categories(self) -> dict[str, str]:
        """The name of each category by its slug, in the order of the menu."""
        return {category.slug: category.name for category in self.bulletin.categories}

    @cached_property
    def series(self) -> dict[str, str]:
        """The name of each series by its slug."""
        return {series.slug: series.name for series in self.bulletin.series}

    def author(self, name: str) -> Author | None:
        """The settings' entry for an author, however the name is spelled; None if there is no entry."""
        return self._authors.get(letters.name_key(name)) if self._authors else None

    @cached_property
    def _authors(self) -> dict[str, Author]:
        return {letters.name_key(author.name): author for author in self.bulletin.authors}

    def url(self, address: str) -> str:
        """A link to an address within the site."""
        return addresses.url(self.root, address)

    def full_url(self, address: str) -> str:
        """The same link with scheme and host, for feeds, sitemaps and canonical links."""
        return addresses.url(self.site_url, address)


def load(file: Path) -> Settings:
    """Reads the settings from a `mkdocs.yml` without the help of MkDocs. Raises SettingsError."""
    return of(settings_file.read(file), file)


def of(content: Mapping[str, Any], file: Path) -> Settings:
    """Makes settings from the keys of a `mkdocs.yml`, as they stand in the file or as MkDocs has checked them. Raises
    SettingsError.
    """
    project = Path(os.path.abspath(file)).parent
    extra = content.get("extra") or {}
    if not isinstance(extra, Mapping):
        raise SettingsError(words.sentence("wrong_key", file=file.name, key="extra"))
    docs = Path(os.path.abspath(project / str(content.get("docs_dir") or "docs")))
    try:
        address = site_url.normal(str(content.get("site_url") or ""))
    except site_url.SiteUrlError as error:
        raise SettingsError(f"{file.name}: {error}") from None
    try:
        options = extensions.with_folders(
            extensions.of(content.get("markdown_extensions") or ()), docs, project / "posts"
        )
    except ValueError:
        raise SettingsError(words.sentence("wrong_key", file=file.name, key="markdown_extensions")) from None
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
        lines = [f"  {'.'.join(map(str, item['loc']))}: {fault(dict(item))}" for item in error.errors()]
        raise SettingsError("\n".join([words.sentence("bad_settings", file=file.name), *lines])) from None


def _patterns(value: Any, file: Path) -> GitIgnoreSpec:
    try:
        return value if isinstance(value, GitIgnoreSpec) else GitIgnoreSpec.from_lines(str(value or "").splitlines())
    except ValueError:
        raise SettingsError(words.sentence("wrong_key", file=file.name, key="exclude_docs")) from None


def fault(detail: dict[str, Any]) -> str:
    """The sentence for one of pydantic's errors."""
    faults: dict[str, str] = words.terminal()["settings_faults"]
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    return faults.get(detail["type"], faults["other"])
