"""What somebody's form held when others had changed the same: kept, to be looked at beside the other version."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

from bulletin.posts.schema import FrontMatter

from .. import words
from ..git.repository import Repository
from ..manuscripts import manuscript, paths
from ..person import Person
from . import minutes
from .draft import Action, Status
from .minutes import Minutes

PREFIX = "refs/desk/conflicts/"


def keep(
    repository: Repository,
    key: str,
    path: str,
    files: Mapping[str, bytes],
    title: str,
    person: Person,
    now: datetime,
) -> None:
    """Commits the files beside what the same person could not save before."""
    ref, main = _reference(key, person.login), repository.main()
    old = repository.tip(ref)
    message = Minutes(Action.SAVE, key, path, Status.DRAFT).message("unsaved", title)
    commit = repository.new_commit(repository.tree(main, files), [old or main], person, message, now)
    repository.move_one(ref, old, commit)


def find(repository: Repository, key: str, login: str) -> tuple[str, str] | None:
    """The commit and the path of what was kept last; None if nothing was."""
    commit = repository.tip(_reference(key, login))
    noted = minutes.read(repository.history.message(commit)) if commit else None
    return (commit, noted.post) if commit and noted else None


def _reference(key: str, login: str) -> str:
    """A login may have signs that Git allows in no reference."""
    step = quote(login, safe="").replace(".", "%2E").replace("~", "%7E")
    return f"{PREFIX}{step}/{paths.check_key(key)}"


def label(key: str) -> str:
    """A key as the form names it."""
    if key == manuscript.BODY:
        return words.sentence("drafts.body")
    field = FrontMatter.model_fields.get(key.partition(".")[0])
    description = (field.description if field else None) or key
    return f"{description.partition(';')[0].partition(':')[0].partition(',')[0]} ({key})"
