"""Publishing: the draft becomes part of main, as a merge by the editor who published it."""

from datetime import datetime
from typing import NamedTuple

from bulletin.problems import has_errors
from bulletin.stylebook import dates

from ..git.references import Move, MovedError
from ..git.repository import MAIN, Repository
from ..manuscripts import comparison, manuscript, paths
from ..manuscripts.manuscript import Manuscript
from ..person import Person
from ..refusal import Refusal
from . import branches, minutes
from .branches import Branches
from .draft import Action, Check, Draft, Status

_TRIES = 6
_SUBJECTS = {
    Action.PUBLISH: "publish",
    Action.SCHEDULE: "schedule",
    Action.CORRECT: "correct",
    Action.WITHDRAW: "withdraw",
    Action.REMOVE: "remove",
    Action.UPDATE: "update",
}


class Step(NamedTuple):
    """What a publication does, and the reason that readers or inspectors are given."""

    action: Action
    reason: str = ""


class Publishing:
    """`now` is the time of the commit, and decides what is scheduled."""

    def __init__(self, repository: Repository, check: Check):
        self._repository = repository
        self._check = check
        self._branches = Branches(repository)

    def run(self, key: str, person: Person, now: datetime) -> str:
        """Publishes a draft and gives the commit of main. Raises Refusal."""
        if not person.may_publish:
            raise Refusal(403, "drafts_may_not_publish")
        for _ in range(_TRIES):
            draft = self._branches.get(key)
            if draft is None:
                raise Refusal(404, "drafts_none", path=paths.post(key))
            if draft.status is not Status.READY:
                raise Refusal(409, "drafts_not_ready")
            try:
                return self._attempt(draft, person, now)
            except MovedError:
                continue  # something was published or saved this moment
        raise Refusal(503, "git_busy")

    def _attempt(self, draft: Draft, person: Person, now: datetime) -> str:
        main = self._repository.main()
        changes = self.changes(draft, main, is_strict=True)
        problems = tuple(self._check(main, changes))
        if has_errors(problems):
            raise Refusal(422, "drafts_errors", problems)
        text = changes.get(draft.path)
        after = manuscript.read(text if text is not None else b"", draft.path)
        published = self._repository.read(main, draft.path)
        before = manuscript.read(published, draft.path) if published is not None else None
        step = told(before, after, now)
        tree = self._repository.tree(main, changes)
        message = self._message(step, before, after, draft, person)
        commit = self._repository.new_commit(tree, [main, draft.commit], person, message, now)
        self._repository.move({MAIN: Move(main, commit), branches.PREFIX + draft.key: Move(draft.commit, None)})
        return commit

    def changes(self, draft: Draft, main: str, is_strict: bool = False) -> dict[str, bytes | None]:
        """The files of a draft as changes to main, which may have changed the post, too. Where both changed the same,
        it raises Refusal if `is_strict`, and else takes the draft's.
        """
        branches.check_files(draft)
        changes = {file: self._repository.read(draft.commit, file) for file in draft.files}
        if draft.base == main:
            return changes
        before, theirs = (self._repository.read(commit, draft.path) for commit in (draft.base, main))
        mine = changes.get(draft.path)
        if before == theirs or mine is None:
            return changes
        if before is None or theirs is None:
            if is_strict:
                raise Refusal(409, "drafts_name_taken", path=draft.path)
            return changes
        merged = manuscript.merge(before, manuscript.read(mine, draft.path), theirs, self._repository.merge_text)
        if not merged.conflicts:
            return {**changes, draft.path: merged.data}
        if is_strict:
            name, moment = self._repository.history.last_change(main, draft.path)
            raise Refusal(409, "drafts_published_meanwhile", name=name, time=dates.minute(moment))
        return changes

    def _message(self, step: Step, before: Manuscript | None, after: Manuscript, draft: Draft, person: Person) -> str:
        facts = {"Desk-Action": step.action.value, "Desk-Post": draft.path, "Desk-Reason": step.reason}
        moment = after.moment
        details = {"time": f"{moment:%H:%M}", "day": f"{moment.day}/{moment.month}/{moment.year}"} if moment else {}
        old_title = before.text_of("title") if before else ""  # a post that is removed has none any more
        title = after.text_of("title") or old_title or draft.title
        text = minutes.message(_SUBJECTS[step.action], title, facts, **details)
        writers = self._repository.history.authors(draft.base, draft.commit)
        lines = [minutes.co_author(writer) for writer in writers if writer[1] != person.email]
        return text + "".join(f"{line}\n" for line in lines)


def told(before: Manuscript | None, after: Manuscript, now: datetime) -> Step:
    """What a publication does, told from the keys that differ."""
    old = before.values if before else {}
    is_public = before is not None and not _waits(before, now)
    changed = comparison.changed_keys(old, after.values)
    if is_public and "removed" in changed and after.values.get("removed"):
        return Step(Action.REMOVE, _reason(after, "removed", "reason", "note"))
    if is_public and "withdrawn" in changed and after.values.get("withdrawn"):
        return Step(Action.WITHDRAW, _reason(after, "withdrawn", "note"))
    if _waits(after, now):
        return Step(Action.SCHEDULE)
    if not is_public:
        return Step(Action.PUBLISH)
    if "corrections" in changed and after.values.get("corrections"):
        return Step(Action.CORRECT)
    return Step(Action.UPDATE)


def _waits(post: Manuscript, now: datetime) -> bool:
    return post.moment is not None and post.moment > now


def _reason(post: Manuscript, key: str, *parts: str) -> str:
    group = post.values.get(key)
    if not isinstance(group, dict):
        return ""
    return ": ".join(str(group[part]) for part in parts if group.get(part))
