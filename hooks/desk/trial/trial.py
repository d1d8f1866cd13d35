"""A trial from its beginning to Ctrl+C."""

import fcntl
import os
import re
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .. import settings, words
from ..git.repository import Repository
from ..hosting.place import ADMIN
from ..proofs.workroom import Workroom
from . import sample, servers
from .sample import PEOPLE, Sample
from .servers import Servers
from .trouble import TrialError
from .upkeep import Upkeep

LOCAL = ("127.0.0.1", "localhost")
_PORTS = range(1024, 65536)
_PLAIN = re.compile(r"[\w/.~+-]+")
"""What nginx reads as one word, in whatever alphabet."""


def run(folder: Path, host: str, port: int) -> None:
    """Runs a trial until somebody stops it. Raises TrialError, Refusal, SettingsError and OSError."""
    folder = folder.absolute()
    _examine(folder, host, port)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        sample.refuse_foreign(folder)
        if not Sample(folder).repository.exists():
            print(words.sentence("trial.preparing", folder=folder), flush=True)
        passwords = sample.prepare(folder, port, servers.free_port())
        repository = Repository(Sample(folder).repository)
        workroom = Workroom(settings.load(Sample(folder).settings).folder, repository)
        if not workroom.base.exists():
            print(words.sentence("trial.building"), flush=True)
        workroom.update()
        _serve(Sample(folder), repository, workroom, port, passwords)


def _serve(current: Sample, repository: Repository, workroom: Workroom, port: int, passwords: dict[str, str]) -> None:
    both = Servers(current, workroom.base, port)
    upkeep = Upkeep(repository, workroom, lambda text: print(text, flush=True))
    is_over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: is_over.set())
    try:
        both.start()
        upkeep.start()
        print(words.sentence("trial.ready", address=f"http://{servers.HOST}:{port}"))
        for login, password in passwords.items():
            print(words.sentence("trial.member", label=PEOPLE[login][2].label, login=login, password=password))
        print(words.sentence("trial.stop", folder=current.folder), flush=True)
        while both.are_alive() and not is_over.wait(0.5):
            pass
    except KeyboardInterrupt:
        pass
    finally:
        upkeep.stop()
        both.stop()
    print(words.sentence("trial.stopped"))


def _examine(folder: Path, host: str, port: int) -> None:
    """Raises TrialError for everything that would end a trial before it begins."""
    if host not in LOCAL:
        raise TrialError(words.sentence("trial.not_local", value=host))
    if port not in _PORTS:
        raise TrialError(words.sentence("trial.bad_port", value=port))
    if not _PLAIN.fullmatch(str(folder)):
        raise TrialError(words.sentence("trial.odd_folder", value=folder))
    if shutil.which("git") is None:
        raise TrialError(words.sentence("trial.no_git"))
    if not servers.has_nginx():
        raise TrialError(words.sentence("trial.no_nginx"))
    if not (ADMIN / "node_modules" / "decap-cms").exists():
        raise TrialError(words.sentence("trial.no_decap"))
    if servers.is_taken(port):
        raise TrialError(words.sentence("trial.port_taken", port=port))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Holds the folder of a trial. Raises TrialError when another one has it."""
    descriptor = os.open(folder.with_name(f"{folder.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise TrialError(words.sentence("trial.running", folder=folder)) from None
    finally:
        os.close(descriptor)
