"""Where the site goes: `extra.bulletin.publish` in `mkdocs.yml`; and where its readers are counted: `view_counts`."""

import re
from pathlib import PurePosixPath
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from ..stylebook import words

_HOST = re.compile(r"(?:[a-z_][a-z0-9_-]*@)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
"""A host as ssh takes it, with a user or without. It never begins with a hyphen, which ssh would take for an option."""
_TOP_FOLDERS = 2
"""A folder for releases lies at least so deep: `/srv/bantin`."""


def _server_folder(value: str) -> str:
    path = PurePosixPath(value)
    parts = path.parts[1:]
    if not path.is_absolute() or len(parts) < _TOP_FOLDERS or ".." in parts or not value.isprintable():
        raise ValueError(words.sentence("publish_folder", value=value))
    return str(path)


def _ssh_host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise ValueError(words.sentence("publish_host", value=value))
    return value


class Store(BaseModel):
    """A bucket of an S3-type store. The keys come from the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    bucket: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", description="The name of the bucket")
    endpoint: str | None = Field(
        None, pattern=r"^https?://[^\s/@]+/?$", description="The address of the store; without it, Amazon's own"
    )
    region: str | None = Field(None, min_length=1)
    prefix: str = Field(
        "", pattern=r"^(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*$", description="A folder in the bucket, with its slash"
    )
    purge: tuple[str, ...] = Field(
        (), description="A command that tells the CDN what has changed. {paths} stands for a file with one URL a line"
    )


class Publication(BaseModel):
    """Where `python hooks/bulletin publish` puts the site: a folder of a server, or a store."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    folder: Annotated[str, AfterValidator(_server_folder)] | None = Field(
        None, description="The folder of the releases on the server, such as /srv/bantin"
    )
    host: Annotated[str, AfterValidator(_ssh_host)] | None = Field(
        None, description="The server as ssh knows it; without it, this machine"
    )
    keep: int = Field(5, ge=2, le=100, description="How many releases stay on the server")
    reload: tuple[str, ...] = Field(
        (), description="A command that makes the web server read its maps again, on the server"
    )
    store: Store | None = None

    @model_validator(mode="after")
    def _has_one_place(self) -> Self:
        if (self.folder is None) == (self.store is None):
            raise ValueError(words.sentence("publish_place"))
        if self.store and (self.host or self.reload):
            raise ValueError(words.sentence("publish_store_alone", key="host" if self.host else "reload"))
        return self


LogFormat = Literal["COMBINED", "VCOMBINED", "CLOUDFRONT", "CADDY", "AWSS3"]
LOG_FORMATS: tuple[str, ...] = get_args(LogFormat)


class ViewCounts(BaseModel):
    """Where `python hooks/bulletin views` keeps what it counts in the logs of a web server."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    file: str = Field(min_length=1, description="The file of the totals, from the folder of mkdocs.yml on")
    log_format: LogFormat = Field(
        "COMBINED",
        description="The format of the logs, by the name that GoAccess has for it. Formats without the reader's "
        "browser (COMMON) don't show which requests are those of robots",
    )
