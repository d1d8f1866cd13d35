"""Comments on a draft between reporter and editor. They are kept after its publication, for inspection."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from .. import words
from ..git.references import MovedError
from ..git.repository import Repository
from ..manuscripts import paths
from ..person import Person
from ..refusal import Refusal
from . import minutes

PREFIX = "refs/desk/comments/"
_FILE = "comments.json"
_LONGEST, _MOST = 5000, 500
"""Characters of one comment, and comments on one draft."""
_TRIES = 6


@dataclass(frozen=True)
class Comment:
    """`login` is that of the author. `time` is ISO 8601."""

    id: str
    login: str
    author: str
    text: str
    time: str
    is_resolved: bool = False


Thread = list[Comment]


class Comments:
    """The comments of all drafts. Each change is a commit of the person who made it."""

    def __init__(self, repository: Repository, now: Callable[[], datetime]):
        self._repository = repository
        self._now = now

    def list(self, key: str) -> Thread:
        return self._read(self._repository.tip(_reference(key)))

    def add(self, key: str, text: str, person: Person) -> Comment:
        moment = self._now().isoformat(timespec="seconds")
        comment = Comment(secrets.token_hex(6), person.login, person.name, _checked(text), moment)

        def added(comments: Thread) -> Thread:
            if len(comments) >= _MOST:
                raise Refusal(422, "drafts_many_comments", most=_MOST)
            return [*comments, comment]

        self._change(key, person, added)
        return comment

    def update(self, key: str, id: str, text: str, person: Person) -> Comment:
        return self._replace(key, id, person, True, lambda comment: replace(comment, text=_checked(text)))

    def resolve(self, key: str, id: str, person: Person) -> Comment:
        """Marks a comment as done, or as open again. Everybody may."""
        return self._replace(
            key, id, person, False, lambda comment: replace(comment, is_resolved=not comment.is_resolved)
        )

    def delete(self, key: str, id: str, person: Person) -> None:
        """Takes a comment from the list. It stays in the history, for inspection."""

        def without(comments: Thread) -> Thread:
            _find(comments, id, person)
            return [comment for comment in comments if comment.id != id]

        self._change(key, person, without)

    def _replace(
        self, key: str, id: str, person: Person, only_own: bool, change: Callable[[Comment], Comment]
    ) -> Comment:
        result: Thread = []

        def changed(comments: Thread) -> Thread:
            new = change(_find(comments, id, person if only_own else None))
            result[:] = [new]
            return [new if comment.id == id else comment for comment in comments]

        self._change(key, person, changed)
        return result[0]

    def _change(self, key: str, person: Person, change: Callable[[Thread], Thread]) -> None:
        ref = _reference(key)
        for _ in range(_TRIES):
            tip = self._repository.tip(ref)
            content = msgspec.json.format(msgspec.json.encode(change(self._read(tip))), indent=1)
            message = words.sentence("drafts.subjects.comment", key=key) + "\n"
            tree = self._repository.tree(tip, {_FILE: content})
            parents = [tip] if tip else []
            commit = self._repository.new_commit(tree, parents, person, minutes.one_line(message), self._now())
            try:
                self._repository.move_one(ref, tip, commit)
                return
            except MovedError:
                continue  # somebody else wrote a comment this moment
        raise Refusal(503, "git_busy")

    def _read(self, commit: str | None) -> Thread:
        content = self._repository.read(commit, _FILE) if commit else None
        try:
            return msgspec.json.decode(content, type=Thread) if content else []
        except msgspec.DecodeError:
            raise Refusal(500, "drafts_broken_comments") from None


def _reference(key: str) -> str:
    return PREFIX + paths.check_key(key)


def _checked(text: str) -> str:
    text = text.replace("\0", "").strip()
    if not text:
        raise Refusal(422, "drafts_empty_comment")
    if len(text) > _LONGEST:
        raise Refusal(422, "drafts_long_comment", most=_LONGEST)
    return text


def _find(comments: Thread, id: str, owner: Person | None) -> Comment:
    comment = next((one for one in comments if one.id == id), None)
    if comment is None:
        raise Refusal(404, "drafts_no_comment")
    if owner and comment.login != owner.login:
        raise Refusal(403, "drafts_not_your_comment", author=comment.author)
    return comment
