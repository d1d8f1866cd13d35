"""The desk in one piece: every room that an answer may need."""

import secrets
import threading
from dataclasses import dataclass, field

from itsdangerous import BadData, URLSafeTimedSerializer

from ..drafts.archive import Archive
from ..drafts.drafts import Drafts
from ..drafts.journal import Journal
from ..git.repository import Repository
from ..person import Person
from ..proofs.shares import Shares
from ..proofs.workroom import Workroom
from ..refusal import Refusal
from ..settings import DeskSettings
from .answers import TooManyError
from .logins import Logins
from .pace import Pace


class Passes:
    """Passes for the files of one draft's proof. A frame without an origin of its own shows no login, so the right to
    see lies in the address. They last a working day and end when the desk starts again.
    """

    _SECONDS = 12 * 3600

    def __init__(self) -> None:
        self._signer = URLSafeTimedSerializer(secrets.token_bytes(32), salt="proof")

    def of(self, key: str) -> str:
        return str(self._signer.dumps(key))

    def key(self, given: str) -> str:
        """The draft that a pass opens. Raises Refusal."""
        try:
            return str(self._signer.loads(given, max_age=self._SECONDS))
        except BadData:
            raise Refusal(410, "web_pass") from None


@dataclass(frozen=True)
class Desk:
    settings: DeskSettings
    repository: Repository
    drafts: Drafts
    journal: Journal
    workroom: Workroom
    shares: Shares
    logins: Logins
    pace: Pace
    archive: Archive
    passes: Passes = field(default_factory=Passes)
    is_changed: threading.Event = field(default_factory=threading.Event)
    """Set when main has moved, so that the site behind the previews is brought up to date before somebody waits."""

    def count_change(self, person: Person) -> None:
        """Raises TooManyError if somebody changes more than a person can."""
        if wait := self.pace.wait(person.login):
            raise TooManyError("web_pace", wait)
