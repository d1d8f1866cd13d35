"""Shares: links that show a draft to somebody without an account, for some days, until somebody takes them back.

A token is signed, and names its share; the file of shares says what has become of it. So a token alone opens nothing
when the file is gone, and a file alone makes no token.
"""

import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from itsdangerous import BadData, URLSafeSerializer

from ..person import Person
from ..refusal import Refusal
from . import room_lock, signing_key

LONGEST = 30
"""Days."""
_KEPT = timedelta(days=90)
"""How long a share that is over stays on the list, for whoever asks later."""
_PATIENCE = 10.0
"""Seconds that one desk waits while another writes the file."""


class Share(msgspec.Struct, frozen=True):
    """`login` and `name` are of the person who made it. `revoked` is None as long as nobody has taken it back."""

    id: str
    key: str
    login: str
    name: str
    created: datetime
    expires: datetime
    revoked: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        return self.revoked is None and now < self.expires


_Shares = list[Share]


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


class Shares:
    """The shares in a folder of the desk's own. All methods raise Refusal."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = _now):
        self._folder = folder
        self._file = folder / "shares.json"
        self._now = now

    def create(self, key: str, days: int, person: Person) -> str:
        """A new token for a draft, good for some days."""
        if not 1 <= days <= LONGEST:
            raise Refusal(422, "proofs_share_days", longest=LONGEST)
        now = self._now()
        share = Share(secrets.token_urlsafe(12), key, person.login, person.name, now, now + timedelta(days=days))
        self._change(lambda shares: [*shares, share])
        return self.token(share)

    def open(self, token: str) -> str:
        """The draft that a token shows. 404 for a token that is not this desk's, 410 for one that was."""
        try:
            identity = self._signer().loads(token)
        except BadData:
            raise Refusal(404, "proofs_share_unknown") from None
        share = next((share for share in self._read() if share.id == identity), None)
        if share is None:
            raise Refusal(404, "proofs_share_unknown")
        if not share.is_open(self._now()):
            raise Refusal(410, "proofs_share_revoked" if share.revoked else "proofs_share_expired")
        return share.key

    def revoke(self, identity: str) -> None:
        """Takes a share back. It stays taken back, whoever asks again."""
        now = self._now()
        if all(share.id != identity for share in self._read()):
            raise Refusal(404, "proofs_share_unknown")
        self._change(
            lambda shares: [
                msgspec.structs.replace(share, revoked=share.revoked or now) if share.id == identity else share
                for share in shares
            ]
        )

    def list(self, key: str) -> _Shares:
        """The shares of a draft that still open it, the newest first."""
        now = self._now()
        return [share for share in reversed(self._read()) if share.key == key and share.is_open(now)]

    def token(self, share: Share) -> str:
        """The token of a share, always the same."""
        token = self._signer().dumps(share.id)
        return token if isinstance(token, str) else token.decode("ascii")

    def _signer(self) -> URLSafeSerializer:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return URLSafeSerializer(signing_key.of(self._folder / "share-key"), salt="desk.share")

    def _change(self, change: Callable[[_Shares], _Shares]) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with room_lock.hold(self._folder / "shares.lock", _PATIENCE):
                oldest = self._now() - _KEPT
                shares = [share for share in change(self._read()) if share.expires > oldest]
                new = self._file.with_suffix(".new")
                descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with open(descriptor, "wb") as stream:
                    stream.write(msgspec.json.format(msgspec.json.encode(shares)))
                    stream.flush()
                    os.fsync(stream.fileno())
                os.replace(new, self._file)
        except OSError as error:
            raise Refusal(507, "proofs_disk", reason=error.strerror) from error

    def _read(self) -> _Shares:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=_Shares)
        except FileNotFoundError:
            return []
        except (OSError, msgspec.DecodeError) as error:
            raise Refusal(500, "proofs_shares_broken", file=self._file) from error
