"""Saving: what a form sends becomes a commit on the branch of its draft, beside what others have saved."""

from datetime import datetime
from typing import NamedTuple

from bulletin.posts import new_post
from bulletin.problems import Problem, has_errors
from bulletin.stylebook import dates

from .. import words
from ..git.references import Move, MovedError
from ..git.repository import Repository
from ..manuscripts import manuscript, paths, uploads
from ..manuscripts.manuscript import Manuscript
from ..manuscripts.tree import Scalar
from ..person import Person
from ..refusal import Refusal
from . import branches, unsaved
from .branches import Branches
from .draft import Action, Check, Draft, Saved, Status, Submission
from .minutes import Minutes

_TRIES = 6


class _Text(NamedTuple):
    """The text to be committed. `form_text` is what the form held, if that differs. `base` is the commit of main whose
    version is in it; `parents` follow.
    """

    data: bytes
    base: str
    parents: list[str]
    form_text: bytes | None = None


class Saving:
    """One person saves one post. `now` is the time of the commit."""

    def __init__(self, repository: Repository, check: Check, submission: Submission, person: Person, now: datetime):
        self._repository = repository
        self._check = check
        self._submission = submission
        self._person = person
        self._now = now
        self._branches = Branches(repository)
        paths.key(submission.path)
        self._mine = manuscript.read(submission.raw, submission.path)

    def run(self) -> Saved:
        for _ in range(_TRIES):
            try:
                return self._attempt()
            except MovedError:
                continue  # somebody else saved this moment: look at their version, too
        raise Refusal(503, "git_busy")

    def _attempt(self) -> Saved:
        main, key = self._repository.main(), self._submission.key
        draft = self._branches.get(key)
        path = draft.path if draft else paths.post(key)
        token = self._mine.token
        published = self._repository.read(main, path)
        if not token and (draft or published is not None):
            return self._again(draft, path)
        if not token:
            return self._commit(key, path, None, _Text(self._new_text(), main, [main]))
        tips = [draft.commit] if draft else [main]
        held = branches.held_by_form(self._repository, token, key, tips)
        if held is None or held.data is None:
            self._keep_mine(path)
            raise Refusal(409, "drafts_old_form")
        if draft is None:
            path = held.path
            key = paths.key(path)
            other = self._branches.get(key)
            if other is not None:
                raise Refusal(409, "drafts_moved", path=path)
            published = self._repository.read(main, path)
        if draft is None and published is None:
            self._keep_mine(path)
            raise Refusal(409, "drafts_discarded")
        return self._commit(key, path, draft, self._merged(draft, path, held.data, published, main))

    def _again(self, draft: Draft | None, path: str) -> Saved:
        """A form without a token is that of a new post. It may be sent twice, but never onto another one's post."""
        if draft:
            theirs = self._repository.read(draft.commit, draft.path) or b""
            merged = manuscript.merge(theirs, self._mine, theirs, self._repository.merge_text)
            if merged.data == theirs:
                return Saved(draft, (), ())
        raise Refusal(409, "drafts_name_taken", path=path)

    def _new_text(self) -> bytes:
        values = dict(self._mine.values)
        moment = self._mine.moment
        title = self._mine.text_of("title")
        if moment and title and not values.get("id"):
            values["id"] = Scalar(new_post.identifier(title, moment).removeprefix("id: "), True)
        return manuscript.fresh(self._mine._replace(values=values))

    def _merged(self, draft: Draft | None, path: str, held: bytes, published: bytes | None, main: str) -> _Text:
        """My changes in the version of the draft, and those of main since the draft was begun."""
        merge_text = self._repository.merge_text
        theirs = (self._repository.read(draft.commit, path) if draft else published) or b""
        merged = manuscript.merge(held, self._mine, theirs, merge_text)
        if merged.conflicts:
            raise self._conflict(merged.conflicts, path, draft.commit if draft else main)
        own = manuscript.merge(held, self._mine, held, merge_text).data
        form_text = own if own != merged.data else None
        if draft is None:
            return _Text(merged.data, main, [main], form_text)
        before = self._repository.read(draft.base, path)
        if published is None or before == published:
            return _Text(merged.data, draft.base, [draft.commit], form_text)
        with_main = manuscript.merge(before or published, manuscript.read(merged.data, path), published, merge_text)
        if with_main.conflicts:
            raise self._conflict(with_main.conflicts, path, main)
        return _Text(with_main.data, main, [draft.commit, main], own if own != with_main.data else None)

    def _commit(self, key: str, path: str, draft: Draft | None, text: _Text) -> Saved:
        notices: list[str] = []
        changes = self._draft_files(draft, path)
        changes |= {path: text.data, **self._assets(path)}
        post = manuscript.read(text.data, path)
        new_path = self._right_path(post, path, text.base)
        if new_path != path:
            self._check_free(new_path, key)
            changes = paths.moved(changes, path, new_path)
            notices.append(words.sentence("drafts.notices.moved", month=f"{new_path[11:13]}/{new_path[6:10]}"))
        status = draft.status if draft else Status.DRAFT
        if status is Status.READY and not self._person.may_publish:
            status = Status.IN_REVIEW
            notices.append(words.sentence("drafts.notices.in_review_again"))
        problems = self._problems(text.base, changes)
        tree = self._repository.tree(text.base, changes)
        if draft and len(text.parents) == 1 and tree == self._repository.tree_of(draft.commit):
            return Saved(draft, problems, ())
        nonce = self._mine.token.partition(".")[2]
        noted = Minutes(
            Action.SAVE,
            key,
            new_path,
            status,
            base=text.base,
            author=draft.author if draft else self._person.name,
            form=nonce,
            form_text=self._repository.keep(text.form_text) if text.form_text is not None else "",
        )
        subject = "edit" if draft or self._repository.entry(text.base, path) else "write"
        message = noted.message(subject, post.text_of("title"))
        commit = self._repository.new_commit(tree, text.parents, self._person, message, self._now)
        self._repository.move({branches.PREFIX + key: Move(draft.commit if draft else None, commit)})
        saved = self._branches.get(key)
        assert saved is not None, "its branch was created a moment ago"
        return Saved(saved, problems, tuple(notices))

    def _draft_files(self, draft: Draft | None, path: str) -> dict[str, bytes | None]:
        """What the draft has changed so far, but its text."""
        if draft is None:
            return {}
        branches.check_files(draft)
        return {file: self._repository.read(draft.commit, file) for file in draft.files if file != path}

    def _assets(self, path: str) -> dict[str, bytes]:
        """The uploaded files, where they belong: in the folder of the post, even if the form names another month."""
        result = {}
        for asset_path, content in self._submission.assets.items():
            name = paths.asset(asset_path, self._submission.path)
            uploads.check(name, content)
            result[paths.folder(path) + name] = content
        return result

    def _right_path(self, post: Manuscript, path: str, base: str) -> str:
        """The path in the month of the post's date. A published post stays where it is: its address must not change."""
        moment = post.moment
        if moment is None or self._repository.entry(base, path):
            return path
        return paths.in_month(path, f"{moment:%Y/%m}")

    def _check_free(self, path: str, key: str) -> None:
        taken = {draft.path for draft in self._branches.all() if draft.key != key}
        if path in taken or self._repository.entry(self._repository.main(), path):
            raise Refusal(409, "drafts_name_taken", path=path)

    def _problems(self, base: str, changes: dict[str, bytes | None]) -> tuple[Problem, ...]:
        problems = tuple(self._check(base, changes))
        if has_errors(problems):
            raise Refusal(422, "drafts_errors", problems)
        return problems

    def _conflict(self, conflicts: tuple[str, ...], path: str, commit: str) -> Refusal:
        """The refusal for a form whose changes meet those of a commit. What it held is kept."""
        self._keep_mine(path)
        name, moment = self._repository.history.last_change(commit, path)
        parts = ", ".join(unsaved.label(key) for key in conflicts)
        return Refusal(409, "drafts_conflict", name=name, time=dates.minute(moment), parts=parts)

    def _keep_mine(self, path: str) -> None:
        files = {path: manuscript.fresh(self._mine), **self._assets(path)}
        title = self._mine.text_of("title")
        unsaved.keep(self._repository, self._submission.key, path, files, title, self._person, self._now)
