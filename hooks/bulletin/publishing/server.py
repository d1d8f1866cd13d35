"""A server's folder of releases, on this machine or behind ssh. What is done there is in `server.sh`."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..machine import digest
from ..stylebook import words
from .release import Release, Releases

_SSH = ("ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15")
_SSH_FAILED = 255
_COMMAND_MISSING = 127
_NO_SPACE = "No space left on device"
_RSYNC = ("rsync", "-rltI", "--chmod=D755,F644", "--timeout=120")
"""`-I`: a new file may have the size and the time of the old one."""


class ServerError(Exception):
    """The server can't do what it was asked. The message is a sentence for whoever publishes."""


@dataclass(frozen=True)
class Server:
    """A folder of releases. Every method raises ServerError."""

    folder: str
    host: str | None
    """The host as ssh knows it; None for this machine."""
    reload: Sequence[str]
    """The command that makes the web server read its maps again."""

    @property
    def place(self) -> str:
        """The folder as messages show it."""
        return f"{self.host}:{self.folder}" if self.host else self.folder

    def begin(self, site_url: str, tag: str) -> Releases:
        """Takes the folder into use if it is empty, and returns the releases in it. `tag` stands for this project."""
        return Releases.of(self._act("begin", site_url, tag))

    def releases(self) -> Releases:
        return Releases.of(self._act("list"))

    def prepare(self, tag: str, base: str, spare: str, journals: Sequence[str]) -> None:
        """Makes a copy of a release, to be changed: out of a spare one that differs from it in these journals only, or
        from nothing if there is no base.
        """
        self._act("prepare", tag, base, spare, *journals)

    def abandon(self, tag: str) -> None:
        self._act("abandon", tag)

    def send(self, tag: str, folders: Sequence[Path], changed: Sequence[str], deleted: Sequence[str]) -> None:
        """Sends files into the copy, and the lists of what differs from its base."""
        self._rsync([f"{folder}/" for folder in folders], f"{self.folder}/releases/{tag}.part/")
        with tempfile.TemporaryDirectory(prefix="bulletin-") as scratch:
            for name, paths in (("changed.txt", changed), ("deleted.txt", deleted)):
                lines = "".join([f"{path}\n" for path in paths])
                Path(scratch, name).write_bytes(lines.encode("utf-8", "surrogateescape"))
            self._rsync([f"{scratch}/"], f"{self.folder}/releases/{tag}.lists/")

    def switch(self, tag: str, release: Release, old: Sequence[str]) -> None:
        """Puts the copy online as a release, if the one before is still online, and deletes old ones."""
        self._act("switch", tag, release.name, release.before, release.to_json(), shlex.join(self.reload), *old)

    def make_up_for_reload(self) -> None:
        """Makes the web server read its maps if that failed the last time."""
        self._act("reload", shlex.join(self.reload))

    def rollback(self, name: str) -> None:
        self._act("rollback", name, shlex.join(self.reload))

    def _act(self, *arguments: str) -> str:
        action, *others = arguments
        command = ["sh", "-s", "--", action, self.folder, *others]
        if self.host:
            command = [*_SSH, self.host, shlex.join(command)]
        try:
            done = subprocess.run(
                command, input=_script(), capture_output=True, encoding="utf-8", errors="surrogateescape", check=False
            )
        except OSError as error:
            raise ServerError(words.sentence("publish.no_program", program=command[0])) from error
        if done.returncode:
            raise ServerError(self._sentence(done.returncode, done.stderr))
        return done.stdout

    def _rsync(self, sources: Sequence[str], target: str) -> None:
        remote = ("-e", shlex.join(_SSH)) if self.host else ()
        command = [*_RSYNC, *remote, "--", *sources, f"{self.host}:{target}" if self.host else target]
        try:
            done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
        except OSError as error:
            raise ServerError(words.sentence("publish.no_program", program="rsync")) from error
        if done.returncode:
            raise ServerError(self._sentence(done.returncode, done.stderr))

    def _sentence(self, code: int, said: str) -> str:
        sentences = words.terminal()["publish"]["codes"]
        lines = [line for line in said.splitlines() if line.strip()]
        key = (
            "full" if _NO_SPACE in said
            else "ssh" if code == _SSH_FAILED and self.host
            else "missing" if code == _COMMAND_MISSING
            else code if code in sentences
            else "other"
        )  # fmt: skip
        return str(sentences[key].format(place=self.place, host=self.host, reason=lines[-1].strip() if lines else code))


def tag(project: Path) -> str:
    """What stands for this project on this machine in the names of its unfinished releases."""
    return digest.of(f"{os.uname().nodename}\0{project}".encode()).hex()[:12]


@cache
def _script() -> str:
    return (Path(__file__).parent / "server.sh").read_text(encoding="utf-8")
