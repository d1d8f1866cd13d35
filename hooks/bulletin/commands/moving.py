"""The commands that keep a bulletin in one file, and bring it to another machine."""

import argparse
import tempfile
from datetime import datetime
from pathlib import Path

from ..backup import packing, repository, restoration, unpacking
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
        print("\n".join([*_contents(written), *_notes(written), words.sentence("backup.next", file=target)]))
    except BackupError as error:
        return outcome.say(str(error))
    except KeyboardInterrupt:
        return outcome.stopped()
    return 1 if written.lost else 0


def _contents(written: Backup) -> list[str]:
    found = written.repository
    facts = {"commits": numbers.in_thousands(found.commits()), "branches": found.branches()}
    parts = [words.sentence("backup.kept.repository", **facts)]
    parts += [words.sentence("backup.kept.files", count=written.files)] if written.files else []
    parts += [words.sentence("backup.kept.views")] if written.has_views else []
    parts += [words.sentence("backup.kept.key")] if written.has_key else []
    return [words.sentence("backup.written", size=numbers.file_size(written.size), parts="; ".join(parts))]


def _notes(written: Backup) -> list[str]:
    """What was not kept, and whose loss it would be."""
    found, notes = written.repository, [*written.lost]
    if stashes := found.stashes():
        notes.append(words.sentence("backup.stashes", count=stashes))
    if ignored := found.ignored():
        notes.append(words.sentence("backup.ignored", files=repository.listed(ignored)))
    if found.uses_large_file_storage():
        notes.append(words.sentence("backup.large_files"))
    if seal.is_key_given():
        notes.append(words.sentence("backup.key_given", variable=seal.VARIABLE))
    return notes


def restore(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    archive, target, sentences = Path(parsed.file), Path(parsed.folder), packing.sentences()
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
