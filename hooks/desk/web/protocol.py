"""Decap's proxy protocol. Each verb is a function of the desk, the person and what was asked; it returns the answer."""

import json
from collections.abc import Callable
from typing import Any

from bulletin.stylebook import dates
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .. import words
from ..drafts.draft import Submission
from ..manuscripts import paths
from ..person import Person
from ..refusal import Refusal
from . import answers, media, notes, verbs
from .desk import Desk

COLLECTION = "posts"
_SMALL = 1024 * 1024
_KEPT = ("drafts_conflict", "drafts_discarded")
"""Refusals after which what the form held is kept, to be looked at beside the other version."""
_MOST_BYTES = 900_000
"""What the list may weigh."""
Verb = Callable[[Desk, Person, Any], Any]


async def answer(request: Request) -> Response:
    """The one address of the protocol: `{action, params}`."""
    body = await request.body()
    try:
        asked = verbs.REQUEST.validate_json(body)
    except ValidationError:
        raise Refusal(422, "web_request", key="–") from None
    if asked.action not in VERBS:
        raise Refusal(422, "web_action")
    request.scope["verb"] = asked.action
    if len(body) > _SMALL and asked.action not in verbs.UPLOADING:
        raise Refusal(413, "web_too_large", megabytes=1)
    try:
        parameters = verbs.PARAMETERS[asked.action].model_validate(asked.params)
    except ValidationError as error:
        key = ".".join(map(str, error.errors()[0]["loc"]))
        raise Refusal(422, "web_request", key=key) from None
    desk, person = request.app.state.desk, request.scope["person"]
    if asked.action in verbs.WRITING:
        desk.count_change(person)
    try:
        return JSONResponse(await run_in_threadpool(VERBS[asked.action], desk, person, parameters))
    except Refusal as refusal:
        if refusal.key in _KEPT and isinstance(parameters, verbs.Save):
            request.scope["compare"] = f"/admin/so-sanh/{parameters.dataFiles[0].slug}"
        raise


def _key(asked: verbs.Entry | verbs.EntryOrId) -> str:
    """The key of the draft that is asked for."""
    collection, slug = asked.collection, asked.slug
    if isinstance(asked, verbs.EntryOrId) and asked.id:
        collection, _, slug = asked.id.partition("/")
    if collection != COLLECTION or not slug:
        raise Refusal(404, "web_entry")
    return slug


def _info(desk: Desk, person: Person, asked: verbs.Nothing) -> Any:
    return {"repo": "desk", "publish_modes": ["editorial_workflow"], "type": "desk"}


def _entries_by_folder(desk: Desk, person: Person, asked: verbs.Folder) -> Any:
    """The newest posts with their front matter alone: Decap's list shows nothing of a text, and asks again for the
    whole post when somebody opens it. Older posts are found on the page of the archive, and open by their address.
    """
    if asked.folder.strip("/") != COLLECTION:
        raise Refusal(404, "web_entry")
    entries, size = [], 0
    lines = desk.archive.newest(desk.settings.limits.listed)
    contents = desk.repository.read_blobs(line.blob for line in lines)
    for line, content in zip(lines, contents, strict=True):
        entry = {"data": _front_matter(content), "file": {"path": line.path, "id": line.blob}}
        size += len(json.dumps(entry, ensure_ascii=False).encode())
        if size > _MOST_BYTES:
            break
        entries.append(entry)
    return entries


def _entries_by_files(desk: Desk, person: Person, asked: verbs.Files) -> Any:
    return [_entry(desk, file.path) for file in asked.files]


def _get_entry(desk: Desk, person: Person, asked: verbs.AtPath) -> Any:
    return _entry(desk, asked.path)


def _entry(desk: Desk, path: str) -> Any:
    """A published post. A file that is none of the archive's is refused; the one that is missing is not found."""
    return {"data": desk.drafts.published_entry(paths.key(path)), "file": {"path": path, "id": desk.repository.main()}}


def _front_matter(content: bytes) -> str:
    """The lines between the fences, with them."""
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    end = text.find("\n---", 3)
    return f"{text[:end]}\n---\n" if text.startswith("---\n") and end >= 0 else ""


def _unpublished_entries(desk: Desk, person: Person, asked: verbs.Nothing) -> Any:
    return [f"{COLLECTION}/{draft.key}" for draft in desk.drafts.all()]


def _unpublished_entry(desk: Desk, person: Person, asked: verbs.EntryOrId) -> Any:
    draft = desk.drafts.get(_key(asked))
    if draft is None:
        raise Refusal(404, "web_entry")
    return {
        "collection": COLLECTION,
        "slug": draft.key,
        "status": str(draft.status),
        "pullRequestAuthor": draft.author,
        "updatedAt": dates.iso(draft.updated),
        "diffs": [
            {"id": draft.commit, "path": path, "newFile": desk.repository.entry(draft.base, path) is None}
            for path in draft.files
            if desk.repository.entry(draft.commit, path)
        ],
    }


def _data_file(desk: Desk, person: Person, asked: verbs.EntryFile) -> Any:
    key = _key(asked)
    draft = desk.drafts.get(key)
    if draft is None or asked.path != draft.path:
        raise Refusal(404, "web_entry")
    return {"data": desk.drafts.entry(key)}


def _media_file(desk: Desk, person: Person, asked: verbs.EntryFile) -> Any:
    draft = desk.drafts.get(_key(asked))
    if draft is None or asked.path not in draft.files:
        raise Refusal(404, "web_file")
    return media.file(desk, draft.commit, asked.path)


def _discard(desk: Desk, person: Person, asked: verbs.Entry) -> Any:
    desk.drafts.discard(_key(asked), person)
    desk.workroom.discard(_key(asked))
    return {"message": words.sentence("web.discarded")}


def _save(desk: Desk, person: Person, asked: verbs.Save) -> Any:
    if asked.options.collectionName != COLLECTION:
        raise Refusal(404, "web_entry")
    file = asked.dataFiles[0]
    assets = {asset.path: asset.content for asset in asked.assets}
    saved = desk.drafts.save(Submission(file.slug, file.path, file.raw, assets, asked.options.newEntry), person)
    return {
        "message": words.sentence("web.saved"),
        "key": saved.draft.key,
        "warnings": answers.as_list(saved.warnings),
        "notices": list(saved.notices),
    }


def _set_status(desk: Desk, person: Person, asked: verbs.NewStatus) -> Any:
    draft = desk.drafts.set_status(_key(asked), asked.newStatus, person)
    return {"message": words.sentence("web.moved"), "status": str(draft.status)}


def _publish(desk: Desk, person: Person, asked: verbs.Entry) -> Any:
    desk.drafts.publish(_key(asked), person)
    desk.workroom.discard(_key(asked))
    desk.is_changed.set()
    return {"message": words.sentence("web.published")}


def _delete_file(desk: Desk, person: Person, asked: verbs.AtPath) -> Any:
    """Whatever has been published is withdrawn or removed with its reason; it never just goes."""
    desk.drafts.refuse_deletion(asked.path)


def _delete_files(desk: Desk, person: Person, asked: verbs.Paths) -> Any:
    desk.drafts.refuse_deletion(asked.paths[0])


def _preview(desk: Desk, person: Person, asked: verbs.Entry) -> Any:
    key = _key(asked)
    return {"url": f"/admin/xem/{key}/", "status": "SUCCESS"} if desk.drafts.get(key) else None


def _metadata(desk: Desk, person: Person, asked: verbs.Entry) -> Any:
    draft = desk.drafts.get(_key(asked))
    if draft is None:
        return {"metadata": None}
    return {
        "metadata": {
            "id": draft.key,
            "url": f"/admin/xem/{draft.key}/",
            "author": draft.author,
            "createdAt": dates.iso(draft.updated),
        }
    }


VERBS: dict[str, Verb] = {
    "info": _info,
    "entriesByFolder": _entries_by_folder,
    "entriesByFiles": _entries_by_files,
    "getEntry": _get_entry,
    "unpublishedEntries": _unpublished_entries,
    "unpublishedEntry": _unpublished_entry,
    "unpublishedEntryDataFile": _data_file,
    "unpublishedEntryMediaFile": _media_file,
    "deleteUnpublishedEntry": _discard,
    "persistEntry": _save,
    "updateUnpublishedEntryStatus": _set_status,
    "publishUnpublishedEntry": _publish,
    "getMedia": media.all_of,
    "getMediaFile": media.one,
    "persistMedia": media.upload,
    "deleteFile": _delete_file,
    "deleteFiles": _delete_files,
    "getDeployPreview": _preview,
    "getPRMetadata": _metadata,
    "getNotes": notes.all_of,
    "addNote": notes.add,
    "updateNote": notes.update,
    "deleteNote": notes.delete,
    "toggleNoteResolution": notes.toggle,
}
assert VERBS.keys() == verbs.PARAMETERS.keys()
