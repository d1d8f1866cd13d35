"""Opens the desk: puts its rooms together as `desk.yml` says."""

from ..drafts.archive import Archive
from ..drafts.drafts import Drafts
from ..drafts.journal import Journal
from ..git.repository import Repository
from ..proofs.shares import Shares
from ..proofs.workroom import Workroom
from ..settings import DeskSettings
from .desk import Desk
from .logins import Logins
from .pace import Pace


def of(settings: DeskSettings) -> Desk:
    """Raises Refusal if there is no repository."""
    repository = Repository(settings.repository)
    workroom = Workroom(settings.folder, repository)
    return Desk(
        settings=settings,
        repository=repository,
        drafts=Drafts(repository, workroom.check),
        journal=Journal(repository),
        workroom=workroom,
        shares=Shares(settings.folder / "shares"),
        logins=Logins(),
        pace=Pace(settings.limits.saves_a_minute),
        archive=Archive(repository, settings.folder / "archive.sqlite"),
    )
