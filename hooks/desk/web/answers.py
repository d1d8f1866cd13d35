"""Answers to what went wrong: JSON for Decap, a page for people. Nobody ever sees a traceback."""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import asdict

from bulletin import problems
from bulletin.problems import Problem
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from .. import words
from ..refusal import Refusal
from . import pages

log = logging.getLogger("desk")
_KNOWN = {404: "web_path", 405: "web_method"}


class TooManyError(Refusal):
    """Somebody has to wait for `seconds`."""

    def __init__(self, key: str, seconds: int) -> None:
        super().__init__(429, key, minutes=-(-seconds // 60), seconds=seconds)
        self.seconds = seconds


def as_list(found: Sequence[Problem]) -> list[dict[str, object]]:
    """Problems as the form reads them."""
    return [{name: value for name, value in asdict(item).items() if name != "code"} for item in sorted(set(found))]


def refused(scope: Scope, refusal: Refusal) -> Response:
    """The answer to a request that is refused."""
    answer = _answer(scope, refusal.status, str(refusal), refusal.problems)
    if isinstance(refusal, TooManyError):
        answer.headers["Retry-After"] = str(refusal.seconds)
    return answer


def broken(scope: Scope, error: BaseException) -> Response:
    """The answer to a fault of ours: a sentence with a number, under which the log has the traceback."""
    number = secrets.token_hex(4)
    log.error("fault %s: %s %s", number, scope["method"], scope.get("verb", ""), exc_info=error)
    return _answer(scope, 500, words.sentence("refusals.web_fault", number=number), ())


def _answer(scope: Scope, status: int, sentence: str, found: Sequence[Problem]) -> Response:
    if scope["path"].startswith("/admin/api/"):
        # Decap shows nothing but `error`, so what the check found stands in it, too.
        error = "\n".join([sentence, problems.as_text(found)]) if found else sentence
        answer = {"error": error, "problems": as_list(found)}
        if "compare" in scope:
            answer["compare"] = scope["compare"]
        return JSONResponse(answer, status)
    return pages.error(scope, status, sentence)


async def on_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return refused(request.scope, error)


async def on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return refused(request.scope, Refusal(error.status_code, _KNOWN.get(error.status_code, "web_path")))


async def on_fault(request: Request, error: Exception) -> Response:
    return broken(request.scope, error)
