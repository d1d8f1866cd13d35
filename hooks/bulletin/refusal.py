"""The refusal: why a build or a command can't go on, in one sentence."""

import errno
import os
from pathlib import Path

import jinja2

from . import fault, words
from .clock import ClockError
from .darkroom import PictureError
from .pagefind_service import PagefindError
from .preview import AddressError
from .provenance import TrackedCache
from .settings_file import SettingsError
from .shells import ShellError
from .store import StoreError
from .turn import NotMyTurn

_SOURCES = ("posts", "docs", "overrides", "hooks")
_ONLY_WRITING = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EFBIG})
"""What can't happen to a file that is read, even where the system names the one that was to be copied."""


def told(error: Exception, project: Path, written: Path) -> str:
    """What to say to an editor; a fault of ours is kept in a file besides. `written` is the folder that was being written into."""
    text = words.terminal()
    match error:
        case SettingsError() | NotMyTurn() | AddressError() | TrackedCache():
            return str(error)
        case ClockError():
            return text["bad_clock"].format(value=error)
        case StoreError():
            return text["bad_store"].format(folder=".cache", reason=error)
        case ShellError():
            return text["bad_shell"].format(text=error)
        case jinja2.TemplateSyntaxError():
            return text["bad_shell"].format(text=f"{error.name}:{error.lineno}: {error.message}")
        case jinja2.TemplateError():
            return text["bad_shell"].format(text=error.message)
        case PagefindError():
            return text["bad_index"].format(reason=error)
        case PictureError():
            return text["bad_picture"].format(file=_shown(str(error), project))
        case OSError():
            return _of_the_machine(error, project, written)
    return fault.keep(project, error)


def _of_the_machine(error: OSError, project: Path, written: Path) -> str:
    text, reason = words.terminal(), words.reason(error)
    name = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes, os.PathLike)) else ""
    if name and error.errno not in _ONLY_WRITING and _is_read(Path(name), project):
        return text["cannot_read"].format(file=_shown(name, project), reason=reason)
    if not name and error.errno == errno.ENOENT:  # as `tempfile` says it
        return text["no_temporary"].format(folder=os.environ.get("TMPDIR") or "/tmp")
    return text["cannot_write"].format(folder=written, reason=reason)


def _is_read(file: Path, project: Path) -> bool:
    """Whether a file is one that the bulletin only ever reads."""
    file = Path(os.path.abspath(file))
    places = [project / name for name in _SOURCES]
    return file.suffix in (".yml", ".yaml") or any(file.is_relative_to(one) or file.is_relative_to(one.resolve()) for one in places)


def _shown(file: str, project: Path) -> str:
    return Path(os.path.relpath(file, project)).as_posix()
