"""Refusals: why a build or a command can't go on, in one sentence for an editor.

This is the only table from exceptions to sentences.
"""

import errno
import os
from pathlib import Path

import jinja2

from .edition.shells import ShellError
from .machine import crash
from .machine.build_lock import AnotherBuildError
from .machine.cache import CacheError
from .machine.clock import ClockError
from .machine.provenance import TrackedCacheError
from .pictures.enlarger import PictureError
from .portals.copied_file import CopyError
from .posts.new_post import NoSlugError, PostExistsError
from .press.shipment import FolderTakenError, NotRecordedError
from .preview import AddressError
from .readership.totals import TotalsError
from .search.pagefind import PagefindError
from .settings.settings_file import SettingsError
from .stylebook import words

_SOURCES = ("posts", "docs", "overrides", "hooks")
_ONLY_WRITING = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EFBIG})
"""Errors that only writing can cause. The system may nevertheless name the source of a copy."""


def sentence(error: Exception, project: Path, written: Path) -> str:
    """The sentence about an error for an editor. The traceback of a bug of ours is also kept in a file.

    `written` is the folder that was being written to.
    """
    match error:
        case SettingsError() | AddressError() | CopyError() | TotalsError():
            return str(error)
        case AnotherBuildError():
            return words.sentence("waited", seconds=error.seconds)
        case TrackedCacheError():
            return words.sentence("tracked_cache", file=error.file, count=error.count)
        case ClockError():
            return words.sentence("bad_clock", value=error)
        case FolderTakenError():
            return words.sentence("delivery.folder_taken", folder=error)
        case CacheError() | NotRecordedError():
            return words.sentence("bad_store", folder=".cache", reason=error)
        case ShellError():
            return words.sentence("bad_shell", text=error)
        case jinja2.TemplateSyntaxError():
            return words.sentence("bad_shell", text=f"{error.name}:{error.lineno}: {error.message}")
        case jinja2.TemplateError():
            return words.sentence("bad_shell", text=error.message)
        case PagefindError():
            return words.sentence("bad_index", reason=error)
        case PictureError():
            return words.sentence("bad_picture", file=_relative_path(str(error), project))
        case PostExistsError():
            return words.sentence("exists", file=_relative_path(str(error.path), project))
        case NoSlugError():
            return words.sentence("no_slug", title=error)
        case OSError():
            return _os_sentence(error, project, written)
    return fault(error, project)


def fault(error: BaseException, project: Path) -> str:
    """The sentence about a bug of ours. Its traceback is kept in a file."""
    file = crash.keep(project / ".cache", error)
    file_name = file.relative_to(project).as_posix() if file else "–"
    return words.sentence("fault", error=error, file=file_name)


def _os_sentence(error: OSError, project: Path, written: Path) -> str:
    """The sentence about an error of the operating system."""
    reason = words.reason(error)
    name = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes, os.PathLike)) else ""
    if name and error.errno not in _ONLY_WRITING and _is_source(Path(name), project):
        return words.sentence("cannot_read", file=_relative_path(name, project), reason=reason)
    if not name and error.errno == errno.ENOENT:  # as `tempfile` raises it
        return words.sentence("no_temporary", folder=os.environ.get("TMPDIR") or "/tmp")
    return words.sentence("cannot_write", folder=written, reason=reason)


def _is_source(file: Path, project: Path) -> bool:
    """Whether the bulletin only ever reads a file."""
    file = Path(os.path.abspath(file))
    folders = [project / name for name in _SOURCES]
    if file.suffix in (".yml", ".yaml"):
        return True
    return any(file.is_relative_to(folder) or file.is_relative_to(folder.resolve()) for folder in folders)


def _relative_path(file: str, project: Path) -> str:
    return Path(os.path.relpath(file, project)).as_posix()
