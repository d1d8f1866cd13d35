"""The cluster that the settings name, if they name one, and what an editor hears of trouble with it."""

from .machine.cluster import release
from .machine.cluster.errand import Place, TroubleError
from .settings.bulletin import Bulletin
from .stylebook import words


def place(bulletin: Bulletin) -> Place | None:
    """Where the cluster of the settings is."""
    return Place(bulletin.workers, bulletin.exchange) if bulletin.workers and bulletin.exchange else None


def sentence(trouble: TroubleError, where: Place, count: int) -> str:
    """Why this machine does so many jobs itself, and what is to be done about it."""
    return words.sentence(
        f"cluster.{trouble.code}",
        scheduler=where.scheduler,
        exchange=where.exchange,
        count=count,
        own=release.current(),
        detail=_reason(trouble.detail) if trouble.code in ("exchange", "jobs") else trouble.detail,
    )


def _reason(detail: str) -> str:
    """The detail of a trouble in Vietnamese, if it is an error of the operating system."""
    code, _, what = detail.partition(" ")
    return (
        f"{words.reason(OSError(int(code), ''))}: {what}" if code.isdigit() else detail or words.sentence("no_reason")
    )
