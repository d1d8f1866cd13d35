"""The desk as an ASGI application: which address leads where."""

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.types import ASGIApp

from ..refusal import Refusal
from . import (
    answers,
    archive_page,
    comparison_page,
    form_files,
    guard,
    journal_page,
    pages,
    preview_page,
    proof_files,
    protocol,
    services,
)
from .desk import Desk


class _KeyConvertor(Convertor[str]):
    """The key of a draft: `2026/12/ten-bai`."""

    regex = r"[0-9]{4}/[0-9]{2}/[a-z0-9]+(?:-+[a-z0-9]+)*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("key", _KeyConvertor())


def of(desk: Desk) -> ASGIApp:
    """The whole desk behind its guard. Raises SettingsError if the secret of the proxy can't be read."""
    routes = [
        Route("/admin/api/v1", protocol.answer, methods=["POST"]),
        Route("/admin/api/paste", services.paste, methods=["POST"]),
        Route("/admin/api/shares", services.share, methods=["POST"]),
        Route("/admin/api/shares/revoke", services.revoke, methods=["POST"]),
        Route("/admin/api/me", services.me),
        Route("/admin/config.yml", form_files.configured),
        Route("/admin/words.json", form_files.page_words),
        Route("/admin/bai/", archive_page.show),
        Route("/admin/nhat-ky/", journal_page.show),
        Route("/admin/nhat-ky/nhat-ky.csv", journal_page.download),
        Route("/admin/so-sanh/{key:key}", comparison_page.show),
        Route("/admin/xem/{key:key}/", preview_page.show),
        Route("/admin/ban-thao/{pass}/{path:path}", proof_files.proof),
        Route("/admin/tinh/{name}", pages.asset),
        Route("/chia-se/{token}/{path:path}", proof_files.shared),
        Route(guard.FAILED_LOGIN, services.failed_login),
    ]
    app = Starlette(
        routes=routes,
        exception_handlers={
            Refusal: answers.on_refusal,
            HTTPException: answers.on_http_error,
            Exception: answers.on_fault,
        },
    )
    app.router.redirect_slashes = False
    app.state.desk = desk
    app.state.checked = preview_page.Checked()
    return guard.Guard(app, desk.settings, desk.settings.secret(), desk.logins)
