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
        tips = [tip for tip in tips if paths.is_key(tip[1].removeprefix(PREFIX))]
        notes = [
            minutes.read(text) or Minutes("", "", paths.post(ref.removeprefix(PREFIX)), Status.DRAFT, author=name)
            for _, ref, _, name, text in tips
        ]
        bases = [noted.base or self._base(tip[0]) for tip, noted in zip(tips, notes, strict=True)]
        commits = [commit for commit, *_ in tips]
        files = self._repository.changed_files(list(zip(commits, bases, strict=True)))
        texts = self._repository.read_all(f"{tip[0]}:{noted.post}" for tip, noted in zip(tips, notes, strict=True))
        for (commit, ref, moment, name, _), noted, base, text in zip(tips, notes, bases, texts, strict=True):
            key = ref.removeprefix(PREFIX)
            yield Draft(
                key=key,
                path=noted.post,
                commit=commit,
                base=base,
                status=noted.status,
                title=_title(text, noted.post) or key,
                author=noted.author or name,
                updated=datetime.fromtimestamp(int(moment), UTC),
                files=tuple(files[commit]),
            )

    def _base(self, commit: str) -> str:
        """The commit of main from which somebody began a branch without the desk."""
        return self._repository.git.run("merge-base", self._repository.main(), commit).decode().strip()


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
        newer = repository.history.find(f"Desk-Form: {nonce}", tip, commit)
        if newer:
            commit = newer
            break
    noted = minutes.read(repository.history.message(commit))
    if noted and noted.key != key:
        return None  # a token of another post's form
    if noted and noted.form == nonce and noted.form_text:
        return Held(next(repository.read_all([noted.form_text])), noted.post, commit)
    path = noted.post if noted else paths.post(key)
    return Held(repository.read(commit, path), path, commit)
