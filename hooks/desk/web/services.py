"""What the form and the pages ask of the desk besides Decap's protocol."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .. import words
from ..form import pasted_text
from ..person import Person
from ..refusal import Refusal
from . import answers, proof_files
from .desk import Desk

_Asked = TypeVar("_Asked", bound=BaseModel)


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Pasted(_Given):
    html: str | None = None
    text: str = ""


class _Share(_Given):
    key: Annotated[str, StringConstraints(max_length=300)]
    days: int = Field(ge=1, le=30)


class _Revocation(_Given):
    id: Annotated[str, StringConstraints(min_length=1, max_length=200)]


async def _read(request: Request, kind: type[_Asked]) -> _Asked:
    try:
        return kind.model_validate_json(await request.body())
    except ValidationError as error:
        key = ".".join(map(str, error.errors()[0]["loc"])) or "–"
        raise Refusal(422, "web_request", key=key) from None


def me(request: Request) -> Response:
    person: Person = request.scope["person"]
    return JSONResponse(
        {"login": person.login, "name": person.name, "role": person.role.value, "label": person.role.label}
    )


async def paste(request: Request) -> Response:
    """Pasted text as Markdown."""
    asked = await _read(request, _Pasted)
    return JSONResponse({"markdown": await run_in_threadpool(pasted_text.paste, asked.html, asked.text)})


async def share(request: Request) -> Response:
    """A link to a draft for people without an account."""
    asked = await _read(request, _Share)
    desk: Desk = request.app.state.desk
    person: Person = request.scope["person"]
    desk.count_change(person)

    def make() -> dict[str, str]:
        if desk.drafts.get(asked.key) is None:
            raise Refusal(404, "web_entry")
        token = desk.shares.create(asked.key, asked.days, person)
        made = next(share for share in desk.shares.list(asked.key) if desk.shares.token(share) == token)
        return proof_files.told(desk, made)

    return JSONResponse(await run_in_threadpool(make))


async def revoke(request: Request) -> Response:
    asked = await _read(request, _Revocation)
    desk: Desk = request.app.state.desk
    desk.count_change(request.scope["person"])
    await run_in_threadpool(desk.shares.revoke, asked.id)
    return JSONResponse({"message": words.sentence("web.shares.revoked")})


def failed_login(request: Request) -> Response:
    """Where the proxy leads a request without the right password."""
    desk: Desk = request.app.state.desk
    address, login = request.scope["address"], request.scope["login"]
    if login:
        desk.logins.failed(address, login)
        if wait := desk.logins.wait(address, login):
            raise answers.TooManyError("web_logins", wait)
    return answers.refused(request.scope, Refusal(401, "web_login"))  # the proxy adds how to log in
