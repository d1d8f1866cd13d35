"""The settings of the desk: `desk.yml`, with who may do what."""

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import yaml
from bulletin.settings.entries import MAIL
from bulletin.stylebook import words as engine_words
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from . import words
from .person import Person, Role

_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._@+-]{0,62}[A-Za-z0-9])?")
"""A login can be part of a ref of Git and of a header, so it has neither slashes nor spaces."""
_ORIGIN = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?|http://\[::1\](?::[0-9]{1,5})?"
)
_LEAST_KEY = 32


class SettingsError(Exception):
    """`desk.yml` can't be used. The message says why, with file, line and key, for the operator's terminal."""


def _login(value: str) -> str:
    if not _LOGIN.fullmatch(value) or ".." in value or value.endswith(".lock"):
        raise ValueError(words.sentence("settings.login", value=value))
    return value


def _name(value: str) -> str:
    value = " ".join(value.split())
    if not value or not value.isprintable() or set("<>") & set(value):
        raise ValueError(words.sentence("settings.name", value=value))
    return value


def _mail(value: str) -> str:
    if not MAIL.fullmatch(value):
        raise ValueError(words.sentence("settings.mail", value=value))
    return value


def _origin(value: str) -> str:
    value = value.rstrip("/").lower()
    if not _ORIGIN.fullmatch(value):
        raise ValueError(words.sentence("settings.origin", value=value))
    return value


class Member(BaseModel):
    """Somebody who may come to the desk."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    login: Annotated[str, AfterValidator(_login)] = Field(description="The name that the proxy has verified")
    name: Annotated[str, Field(max_length=120), AfterValidator(_name)]
    email: Annotated[str, AfterValidator(_mail)]
    role: Role


class Limits(BaseModel):
    """How much one request or one person may ask of the desk."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    upload_megabytes: int = Field(60, ge=1, le=500, description="All pictures and attachments that one save sends")
    saves_a_minute: int = Field(60, ge=1, le=1000, description="Changes that one person may make in a minute")
    listed: int = Field(200, ge=10, le=1000, description="The newest posts that the form lists")


class DeskSettings(BaseModel):
    """Everything that the desk has to be told. Paths are those of the file's folder on."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    address: Annotated[str, AfterValidator(_origin)] = Field(description="The origin at which people see the desk")
    repository: Path = Field(description="The bare repository")
    folder: Path = Field(description="The folder for previews and shares; the desk writes nowhere else")
    key: Path = Field(description="The file of the secret that the proxy sends along")
    port: int = Field(8001, ge=1024, le=65535, description="The port on 127.0.0.1 at which the proxy finds the desk")
    people: tuple[Member, ...] = Field(min_length=1)
    site: Annotated[str, AfterValidator(_origin)] | None = Field(
        None, description="The origin at which readers see the bulletin, where that is not its `site_url`"
    )
    limits: Limits = Limits()

    @field_validator("people")
    @classmethod
    def _are_different(cls, people: tuple[Member, ...]) -> tuple[Member, ...]:
        logins = [member.login.lower() for member in people]
        again = next((login for login in logins if logins.count(login) > 1), None)
        if again:
            raise ValueError(words.sentence("settings.twice", value=again))
        return people

    @model_validator(mode="after")
    def _has_an_editor(self) -> "DeskSettings":
        if not any(member.role is Role.EDITOR for member in self.people):
            raise ValueError(words.sentence("settings.no_editor"))
        return self

    @cached_property
    def by_login(self) -> dict[str, Person]:
        return {item.login: Person(item.login, item.name, item.email, item.role) for item in self.people}

    @property
    def host(self) -> str:
        """The `Host` that requests must name: the address without its scheme."""
        return self.address.partition("://")[2]

    def secret(self) -> bytes:
        """The key that the proxy shows. Raises SettingsError."""
        try:
            key = self.key.read_bytes().strip()
        except OSError as error:
            raise SettingsError(
                words.sentence("settings.no_key", file=self.key, reason=engine_words.reason(error))
            ) from None
        if len(key) < _LEAST_KEY or not key.isascii():
            raise SettingsError(words.sentence("settings.weak_key", file=self.key, count=_LEAST_KEY))
        if self.key.stat().st_mode & 0o007:
            raise SettingsError(words.sentence("settings.open_key", file=self.key))
        return key


def load(file: Path) -> DeskSettings:
    """Reads `desk.yml`. Raises SettingsError, with a line for each fault."""
    try:
        text = file.read_bytes()
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        content = yaml.load(text, Loader=yaml.CSafeLoader)
    except OSError as error:
        raise SettingsError(words.sentence("settings.missing", file=file, reason=engine_words.reason(error))) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise SettingsError(
            words.sentence("settings.broken", file=file.name, line=mark.line + 1 if mark else 1)
        ) from None
    if not isinstance(content, dict):
        raise SettingsError(words.sentence("settings.broken", file=file.name, line=1))
    home = file.resolve().parent
    for key in ("repository", "folder", "key"):
        if isinstance(content.get(key), str):
            content[key] = home / content[key]
    try:
        return DeskSettings(**content)
    except ValidationError as error:
        faults = [
            words.sentence(
                "settings.fault",
                file=file.name,
                line=_line(node, item["loc"]),
                key=".".join(map(str, item["loc"])) or "–",
                message=_message(dict(item)),
            )
            for item in error.errors()
        ]
        raise SettingsError("\n".join(faults)) from None


def _message(detail: dict[str, Any]) -> str:
    faults: dict[str, str] = words.block("settings.faults")
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    return faults.get(detail["type"], faults["other"]).format(**detail.get("ctx", {}))


def _line(node: yaml.Node | None, keys: Sequence[str | int]) -> int:
    """The line where a key stands; for one that is missing, that of the entry that lacks it."""
    line = 1
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            found = next(((name, value) for name, value in node.value if name.value == key), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
        else:
            break
    return line
