"""The shelf of previews: the proof of each draft, and what it stands for."""

import os
import re
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
from bulletin.press import proof, shipment

from ..refusal import Refusal

_KEY = re.compile(r"[0-9]{4}/(?:0[1-9]|1[0-2])/(?![.])[^/\\\0]+")
_STANDS_FOR = "stands-for.json"


class StandsFor(msgspec.Struct, frozen=True):
    """What a preview shows: the commit of the draft, the commit of main that it was laid over, and the moment (seconds
    since 1970) at which it is read; None for now.
    """

    commit: str
    main: str
    moment: int | None


class Preview:
    """A preview that is whole. `deleted` are paths that the site has and the preview lacks."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.files = folder / proof.FILES
        self.deleted = frozenset(shipment.deleted(folder))


class PreviewShelf:
    """The previews in a folder. Each key is a link to a proof, so that a new one takes the place of the old at once."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._proofs = folder / ".proofs"

    def stands_for(self, key: str) -> StandsFor | None:
        """What the preview of a draft shows; None if there is none."""
        try:
            return msgspec.json.decode((self._link(key) / _STANDS_FOR).read_bytes(), type=StandsFor)
        except (OSError, msgspec.DecodeError):
            return None

    def get(self, key: str) -> Preview | None:
        try:
            return Preview(self._link(key).resolve(strict=True))
        except OSError:
            return None

    def put(self, key: str, stands_for: StandsFor, pull: Callable[[Path], None]) -> None:
        """Has a proof pulled into a new folder, and puts it in the place of the last one."""
        link, new = self._link(key), self._proofs / secrets.token_hex(8)
        new.mkdir(parents=True)
        try:
            pull(new)
            (new / _STANDS_FOR).write_bytes(msgspec.json.encode(stands_for))
            link.parent.mkdir(parents=True, exist_ok=True)
            fresh = link.with_name(f".new-{new.name}")
            fresh.symlink_to(os.path.relpath(new, link.parent))
            old = self.get(key)
            os.replace(fresh, link)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        if old:
            shutil.rmtree(old.folder, ignore_errors=True)

    def discard(self, key: str) -> None:
        """Deletes the preview of a draft, if there is one."""
        if old := self.get(key):
            self._link(key).unlink(missing_ok=True)
            shutil.rmtree(old.folder, ignore_errors=True)

    def tidy(self) -> None:
        """Deletes what a desk that was killed has left: proofs that no key leads to."""
        known = {os.path.realpath(link) for link in self._folder.glob("[0-9]*/*/*") if link.is_symlink()}
        for folder in self._proofs.glob("*"):
            if os.path.realpath(folder) not in known:
                shutil.rmtree(folder, ignore_errors=True)
        for leftover in self._folder.glob("[0-9]*/*/.new-*"):
            leftover.unlink(missing_ok=True)

    def _link(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise Refusal(404, "proofs_no_draft", key=key)
        return self._folder / key
