"""All that people do with drafts, in one place: each method is one thing that somebody asks of the desk."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from ..git.references import Move, MovedError
from ..git.repository import Repository
from ..manuscripts import manuscript, paths
from ..person import Person
from ..refusal import Refusal
from . import branches, text_lines, unsaved
from .branches import Branches
from .comments import Comments
from .draft import Action, Check, Draft, Saved, Status, Submission
from .minutes import Minutes
from .publishing import Publishing
from .saving import Saving

_KEPT = timedelta(days=90)
_OF_REPORTERS = frozenset({Status.DRAFT, Status.IN_REVIEW})
_SUBJECTS = {Status.DRAFT: "return", Status.IN_REVIEW: "send", Status.READY: "approve"}


def _wall_clock() -> datetime:
    return datetime.now(UTC)


class Drafts:
    """The drafts of a repository. Several desks may work on one repository at the same time.

    Every method raises Refusal, whose sentence is for the person who asked.
    """

    def __init__(self, repository: Repository, check: Check, now: Callable[[], datetime] = _wall_clock):
        self._repository = repository
        self._check = text_lines.placing(check)
        self._now = now
        self._branches = Branches(repository)
        self._publishing = Publishing(repository, self._check)
        self.comments = Comments(repository, now)

    def all(self) -> list[Draft]:
        """The draft that changed last comes first."""
        return self._branches.all()

    def get(self, key: str) -> Draft | None:
        return self._branches.get(key)

    def changes(self, draft: Draft) -> dict[str, bytes | None]:
        """The files of a draft as changes to the newest commit of main."""
        return self._publishing.changes(draft, self._repository.main())

    def entry(self, path_or_key: str) -> str:
        """The text of a post for the form: of its draft, or else as it is published. It bears a fresh token."""
        key = paths.key(path_or_key) if path_or_key.endswith(".md") else paths.check_key(path_or_key)
        draft = self.get(key)
        commit = draft.commit if draft else self._repository.main()
        path = draft.path if draft else paths.post(key)
        data = self._repository.read(commit, path)
        if data is None:
            raise Refusal(404, "drafts_none", path=path)
        return manuscript.for_form(data, f"{commit}.{secrets.token_hex(8)}", path)

    def published_entry(self, key: str) -> str:
        """The text of a post for the form as it is published, whether there is a draft or not."""
        main, path = self._repository.main(), paths.post(key)
        data = self._repository.read(main, path)
        if data is None:
            raise Refusal(404, "drafts_none", path=path)
        return manuscript.for_form(data, f"{main}.{secrets.token_hex(8)}", path)

    def save(self, submission: Submission, person: Person) -> Saved:
        """Commits what a form sends. Raises Refusal: 409 where somebody else changed the same, 422 with problems."""
        return Saving(self._repository, self._check, submission, person, self._now()).run()

    def set_status(self, key: str, status: Status | str, person: Person) -> Draft:
        if status not in set(Status):
            raise Refusal(422, "drafts_unknown_status", status=status)
        new = Status(status)
        draft = self._known(key)
        if not person.may_publish and not {new, draft.status} <= _OF_REPORTERS:
            raise Refusal(403, "drafts_may_not_approve")
        if new is draft.status:
            return draft
        noted = Minutes(Action.STATUS, key, draft.path, new, base=draft.base, author=draft.author)
        message = noted.message(_SUBJECTS[new], draft.title)
        tree = self._repository.tree_of(draft.commit)
        commit = self._repository.new_commit(tree, [draft.commit], person, message, self._now())
        self._move(branches.PREFIX + key, draft.commit, commit)
        return self._known(key)

    def publish(self, key: str, person: Person) -> str:
        """Publishes a draft that an editor has approved, and gives the commit of main."""
        return self._publishing.run(key, person, self._now())

    def discard(self, key: str, person: Person) -> None:
        """Takes a draft off the board. It is kept for 90 days. What is published stays as it is."""
        draft = self._known(key)
        if not person.may_publish and (draft.author != person.name or draft.status not in _OF_REPORTERS):
            raise Refusal(403, "drafts_may_not_discard", author=draft.author)
        noted = Minutes(Action.STATUS, key, draft.path, draft.status, base=draft.base, author=draft.author)
        tree = self._repository.tree_of(draft.commit)
        message = noted.message("discard", draft.title)
        commit = self._repository.new_commit(tree, [draft.commit], person, message, self._now())
        kept = f"{branches.DISCARDED}{int(self._now().timestamp())}/{key}"
        try:
            self._repository.move({branches.PREFIX + key: Move(draft.commit, None), kept: Move(None, commit)})
        except MovedError:
            raise Refusal(409, "drafts_changed_meanwhile") from None

    def refuse_deletion(self, path: str) -> None:
        """Raises Refusal for the deletion of a published post, which only ever is withdrawn or removed."""
        raise Refusal(403, "drafts_no_deletion", path=path)

    def unsaved(self, key: str, login: str) -> tuple[str, str] | None:
        """The commit and the path of what somebody's form held when it could not be saved beside others' changes."""
        return unsaved.find(self._repository, key, login)

    def tidy(self) -> None:
        """Forgets discarded drafts, and what could not be saved, after 90 days; has Git pack what has gathered."""
        for prefix in (branches.DISCARDED, unsaved.PREFIX):
            for ref, commit in self._repository.refs(prefix).items():
                if self._repository.history.moment(commit) < self._now() - _KEPT:
                    self._move(ref, commit, None)
        self._repository.pack()

    def _known(self, key: str) -> Draft:
        draft = self.get(key)
        if draft is None:
            raise Refusal(404, "drafts_none", path=paths.post(key))
        return draft

    def _move(self, ref: str, old: str, new: str | None) -> None:
        try:
            self._repository.move({ref: Move(old, new)})
        except MovedError:
            raise Refusal(409, "drafts_changed_meanwhile") from None
