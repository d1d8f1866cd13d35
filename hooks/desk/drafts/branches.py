"""The branches of drafts, and what they change in what is published."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from ..git.repository import Repository
from ..manuscripts import manuscript, paths
from ..refusal import Refusal
from . import minutes
from .draft import Draft, Status
from .minutes import Minutes

PREFIX = "refs/heads/desk/posts/"
DISCARDED = "refs/desk/discarded/"
CONFLICTS = "refs/desk/conflicts/"
_FORM = "%(objectname)%00%(refname)%00%(committerdate:unix)%00%(authorname)%00%(contents)%00%00"


class Branches:
    """All drafts, read from their branches. It takes as long as there are drafts, however large the archive is."""

    def __init__(self, repository: Repository):
        self._repository = repository

    def all(self) -> list[Draft]:
        """The draft that changed last comes first."""
        return sorted(self._drafts(PREFIX), key=lambda draft: draft.updated, reverse=True)

    def get(self, key: str) -> Draft | None:
        return next(iter(self._drafts(PREFIX + paths.check_key(key))), None)

    def _drafts(self, prefix: str) -> Iterator[Draft]:
        output = self._repository.git.run("for-each-ref", f"--format={_FORM}", prefix.rstrip("/"))
        tips = [
            record.lstrip("\n").split("\0")
            for record in output.decode("utf-8", "replace").split("\0\0")
            if record.strip()
        ]
        for commit, ref, moment, name, text in tips:
            key = ref.removeprefix(PREFIX)
            noted = minutes.read(text) or Minutes("", paths.post(key), Status.DRAFT, author=name)
            base = noted.base or self._base(commit)
            data = self._repository.read(commit, noted.post)
            yield Draft(
                key=key,
                path=noted.post,
                commit=commit,
                base=base,
                status=noted.status,
                title=_title(data, noted.post) or key,
                author=noted.author or name,
                updated=datetime.fromtimestamp(int(moment), UTC),
                files=tuple(self._repository.differences(base, commit)),
            )

    def _base(self, commit: str) -> str:
        """The commit of main from which somebody began a branch without the desk."""
        return self._repository.git.run("merge-base", self._repository.main(), commit).decode().strip()

    def minutes(self, commit: str) -> Minutes | None:
        return minutes.read(self._repository.message(commit))


def check_files(draft: Draft) -> None:
    """Raises Refusal if a draft changes files that are not its own, as only somebody with git can make it do."""
    own = paths.folder(draft.path)
    foreign = [path for path in draft.files if path != draft.path and not path.startswith(own)]
    if foreign:
        raise Refusal(422, "drafts_foreign_files", files=", ".join(foreign[:3]))


def _title(data: bytes | None, file: str) -> str:
    try:
        return manuscript.read(data or b"", file).text_of("title")
    except Refusal:
        return ""


class Held(NamedTuple):
    """What a form held when it was opened, or when it was last saved: the text, its path, and its commit."""

    data: bytes | None
    path: str
    commit: str


def held_by_form(repository: Repository, token: str, key: str, tips: list[str]) -> Held | None:
    """What the form with this token held. `tips` are the commits in whose history it may have saved since."""
    commit, _, nonce = token.partition(".")
    if not nonce.isalnum() or not repository.exists(commit):
        return None
    for tip in tips:
        newer = repository.find_message(f"Desk-Form: {nonce}", tip, commit)
        if newer:
            commit = newer
            break
    noted = minutes.read(repository.message(commit))
    if noted and noted.form == nonce and noted.form_text:
        return Held(next(iter(repository.read_blobs([noted.form_text]))), noted.post, commit)
    path = noted.post if noted and repository.entry(commit, noted.post) else paths.post(key)
    return Held(repository.read(commit, path), path, commit)
