"""A stand-in for the desk: as much of Decap's proxy protocol as the form needs, over a dictionary. It goes when the
form is tested before the real desk.
"""

import base64
import json
from pathlib import Path
from typing import Any

from bulletin.settings.settings import Settings
from desk.form import configuration, pasted_text
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

ADMIN = Path(configuration.__file__).parent.parent / "admin"
POLICY = "; ".join(
    (
        "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'",
        "img-src 'self' blob: data:; connect-src 'self' blob:; frame-src 'self' blob:; object-src 'none'",
        "base-uri 'none'; frame-ancestors 'self'",
    )
)


class Stub:
    """`published` and `drafts` are texts of articles by path; `answers` replaces the next answer of an action."""

    def __init__(self, settings: Settings, role: str = "editor") -> None:
        self.settings = settings
        self.role = role
        self.published: dict[str, str] = {}
        self.drafts: dict[str, str] = {}
        self.statuses: dict[str, str] = {}
        self.assets: dict[str, bytes] = {}
        self.answers: dict[str, tuple[int, dict[str, Any]]] = {}
        self.saved: list[dict[str, Any]] = []

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/admin/", self._page),
                Route("/admin/config.yml", self._configuration),
                Route("/admin/words.json", lambda _: JSONResponse(configuration.page_words(self.settings))),
                Route("/admin/api/me", self._me),
                Route("/admin/api/paste", self._paste, methods=["POST"]),
                Route("/admin/api/v1", self._verb, methods=["POST"]),
                Route("/admin/xem/{key:path}", lambda _: HTMLResponse("<h1>Xem</h1>")),
                Mount("/admin/decap", StaticFiles(directory=ADMIN / "node_modules" / "decap-cms" / "dist")),
                Mount("/admin", StaticFiles(directory=ADMIN)),
            ],
            middleware=[Middleware(_Policy)],
        )

    def _page(self, _: Request) -> Response:
        return HTMLResponse((ADMIN / "index.html").read_text(encoding="utf-8"))

    def _configuration(self, _: Request) -> Response:
        return Response(configuration.as_yaml(self.settings), media_type="text/yaml")

    def _me(self, _: Request) -> Response:
        name, label = ("Lê Minh Châu", "Biên tập viên") if self.role == "editor" else ("Thúy Hằng", "Phóng viên")
        return JSONResponse({"login": "ai", "name": name, "role": self.role, "label": label})

    async def _paste(self, request: Request) -> Response:
        sent = await request.json()
        return JSONResponse({"markdown": pasted_text.paste(sent["html"], sent["text"])})

    async def _verb(self, request: Request) -> Response:
        sent = json.loads(await request.body())
        action, params = sent["action"], sent["params"]
        status, answer = self.answers.pop(action, None) or getattr(self, f"_{action}", self._nothing)(params)
        return JSONResponse(answer, status_code=status)

    def _nothing(self, _: dict[str, Any]) -> tuple[int, Any]:
        return 200, {"notes": []}

    def _entriesByFolder(self, _: dict[str, Any]) -> tuple[int, Any]:
        return 200, [self._file(path, text) for path, text in self.published.items()]

    def _file(self, path: str, text: str) -> dict[str, Any]:
        return {"data": text, "file": {"path": path, "id": path, "label": path, "author": "Thúy Hằng"}}

    def _getEntry(self, params: dict[str, Any]) -> tuple[int, Any]:
        path = params["path"]
        return (200, self._file(path, self.published[path])) if path in self.published else (404, {"error": "404"})

    def _unpublishedEntries(self, _: dict[str, Any]) -> tuple[int, Any]:
        return 200, [f"posts/{_slug(path)}" for path in self.drafts]

    def _unpublishedEntry(self, params: dict[str, Any]) -> tuple[int, Any]:
        slug = params.get("slug") or params["id"].removeprefix("posts/")
        path = f"posts/{slug}.md"
        if path not in self.drafts:
            return 404, {"error": "404"}
        beside = [name for name in self.assets if name.startswith(f"posts/{slug}/")]
        return 200, {
            "collection": "posts",
            "slug": slug,
            "status": self.statuses.get(path, "draft"),
            "diffs": [{"path": name, "newFile": name not in self.published, "id": name} for name in (path, *beside)],
            "updatedAt": "2026-11-30T03:00:00Z",
            "pullRequestAuthor": "Thúy Hằng",
        }

    def _unpublishedEntryDataFile(self, params: dict[str, Any]) -> tuple[int, Any]:
        return 200, {"data": self.drafts[params["path"]]}

    def _unpublishedEntryMediaFile(self, params: dict[str, Any]) -> tuple[int, Any]:
        return 200, self._medium(params["path"])

    def _getMediaFile(self, params: dict[str, Any]) -> tuple[int, Any]:
        return 200, self._medium(params["path"])

    def _medium(self, path: str) -> dict[str, Any]:
        content = base64.b64encode(self.assets.get(path, b"")).decode()
        return {"id": path, "content": content, "encoding": "base64", "path": path, "name": path.rpartition("/")[2]}

    def _getMedia(self, params: dict[str, Any]) -> tuple[int, Any]:
        folder = params["mediaFolder"].strip("/")
        return 200, [self._medium(path) for path in self.assets if path.startswith(f"{folder}/")]

    def _persistEntry(self, params: dict[str, Any]) -> tuple[int, Any]:
        self.saved.append(params)
        for file in params["dataFiles"]:
            self.drafts[file["path"]] = file["raw"]
        for asset in params["assets"]:
            self.assets[asset["path"]] = base64.b64decode(asset["content"])
        return 200, {"message": "entry persisted"}

    def _updateUnpublishedEntryStatus(self, params: dict[str, Any]) -> tuple[int, Any]:
        self.statuses[f"posts/{params['slug']}.md"] = params["newStatus"]
        return 200, {"message": "updated"}


class _Policy(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = POLICY
        return response


def _slug(path: str) -> str:
    return path.removeprefix("posts/").removesuffix(".md")
