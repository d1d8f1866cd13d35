"""Comments on a draft, as Decap's notes. Who wrote one is what the login says, whatever the browser sends."""

from typing import Any

from ..drafts.comments import Comment
from ..person import Person
from ..refusal import Refusal
from . import verbs
from .desk import Desk

COLLECTION = "posts"


def _key(asked: verbs.Entry) -> str:
    if asked.collection != COLLECTION:
        raise Refusal(404, "web_entry")
    return asked.slug


def _note(key: str, comment: Comment) -> dict[str, object]:
    return {
        "id": comment.id,
        "author": comment.author,
        "content": comment.text,
        "timestamp": comment.time,
        "entrySlug": key,
        "resolved": comment.is_resolved,
    }


def all_of(desk: Desk, person: Person, asked: verbs.Entry) -> Any:
    key = _key(asked)
    return {"notes": [_note(key, comment) for comment in desk.drafts.comments.list(key)]}


def add(desk: Desk, person: Person, asked: verbs.NewNote) -> Any:
    key = _key(asked)
    return {"note": _note(key, desk.drafts.comments.add(key, asked.note.content, person))}


def update(desk: Desk, person: Person, asked: verbs.NoteChange) -> Any:
    """Decap changes the text and marks a note as settled by the same verb."""
    key, comments = _key(asked), desk.drafts.comments
    comment = _find(desk, key, asked.noteId)
    if asked.updates.content is not None:
        comment = comments.update(key, asked.noteId, asked.updates.content, person)
    if asked.updates.resolved not in (None, comment.is_resolved):
        comment = comments.resolve(key, asked.noteId, person)
    return {"note": _note(key, comment)}


def delete(desk: Desk, person: Person, asked: verbs.NoteOf) -> Any:
    desk.drafts.comments.delete(_key(asked), asked.noteId, person)
    return {}


def toggle(desk: Desk, person: Person, asked: verbs.NoteOf) -> Any:
    key = _key(asked)
    return {"note": _note(key, desk.drafts.comments.resolve(key, asked.noteId, person))}


def _find(desk: Desk, key: str, id: str) -> Comment:
    comment = next((comment for comment in desk.drafts.comments.list(key) if comment.id == id), None)
    if comment is None:
        raise Refusal(404, "web_note")
    return comment
