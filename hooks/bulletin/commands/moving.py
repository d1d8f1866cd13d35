"""The commands that keep a bulletin in one file, and bring it to another machine."""

import argparse
import tempfile
from datetime import datetime
from pathlib import Path

from ..backup import contents, packing, repository, restoration, unpacking
from ..backup.contents import Contents
from ..backup.packing import Backup
from ..backup.repository import BackupError
from ..backup.restoration import RestoreError
from ..machine import seal
from ..settings.settings import Settings
from ..stylebook import numbers, words
from . import outcome


def back_up(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    target = Path(parsed.file)
    try:
        written = packing.write(target, current)
        print("\n".join([_kept(written), *_notes(written.contents), words.sentence("backup.next", file=target)]))
    except BackupError as error:
        return outcome.say(str(error))
    except KeyboardInterrupt:
        return outcome.stopped()
    return 1 if written.contents.lost else 0


def _kept(written: Backup) -> str:
    kept, found = written.contents, written.contents.repository
    facts = {"commits": numbers.in_thousands(found.commits()), "branches": found.branches()}
    parts = [words.sentence("backup.kept.repository", **facts)]
    parts += [words.sentence("backup.kept.files", count=kept.files)] if kept.files else []
    parts += [words.sentence("backup.kept.views")] if kept.views else []
    parts += [words.sentence("backup.kept.key")] if kept.has_key else []
    return words.sentence("backup.written", size=numbers.file_size(written.size), parts="; ".join(parts))


def _notes(kept: Contents) -> list[str]:
    """What was not kept, and what somebody has to keep elsewhere."""
    found, notes = kept.repository, [*kept.lost]
    if stashes := found.stashes():
        notes.append(words.sentence("backup.stashes", count=stashes))
    if ignored := found.ignored(kept.views):
        notes.append(words.sentence("backup.ignored", files=repository.listed(ignored)))
    if found.uses_large_file_storage():
        notes.append(words.sentence("backup.large_files"))
    if seal.is_key_given():
        notes.append(words.sentence("backup.key_given", variable=seal.VARIABLE))
    return notes


def restore(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    archive, target, sentences = Path(parsed.file), Path(parsed.folder), contents.sentences()
    try:
        target.absolute().parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".bulletin-", dir=target.absolute().parent) as folder:
            restored = restoration.restore(unpacking.unpack(archive, Path(folder)), target)
    except RestoreError as error:
        return outcome.say(restoration.refusal(error, sentences))
    except OSError as error:
        if error.filename == str(archive):
            return outcome.say(words.sentence("cannot_read", file=archive, reason=words.reason(error)))
        return outcome.say(restoration.refusal(restoration.not_written(target, error), sentences))
    except KeyboardInterrupt:
        return outcome.stopped()
    print(restoration.report(restored, target, restoration.sayer(sentences)))
    return 0
