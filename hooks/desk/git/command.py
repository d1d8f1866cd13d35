"""Git's commands, run so that nothing but the repository and their arguments decides what they do."""

import errno
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from ..refusal import Refusal

_PATIENCE = 60
"""Seconds. The slowest command, a walk through the archive, takes less than one."""
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.symlinks=false",
    "core.fsmonitor=false",
    "core.fsync=committed,reference",
    "core.filesRefLockTimeout=1500",
    "core.packedRefsTimeout=1500",
    "core.quotePath=false",
    "gc.auto=0",
    "protocol.allow=never",
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
)
"""No hook runs, no link is followed, nothing is fetched. What is committed is on the disk before its name is."""
_FULL_DISK = re.compile(rb"No space left|Disk quota exceeded|File too large|unable to write|write error|short write")
_SIGXFSZ = 25


class GitError(Refusal):
    """Git could not do what was asked. `errors` is what it wrote for programmers."""

    def __init__(self, errors: bytes):
        super().__init__(500, "git_failed", reason=errors.decode("utf-8", "replace").strip()[:200])
        self.errors = errors


class Git:
    """Git in one bare repository."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._command = ["git", *(part for setting in _SETTINGS for part in ("-c", setting))]
        self._environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": os.devnull,
            "LC_ALL": "C.UTF-8",
            "GIT_DIR": str(folder),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_LITERAL_PATHSPECS": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
        }

    def run(self, *arguments: str, data: bytes = b"", environment: Mapping[str, str] | None = None) -> bytes:
        """What a command prints. `data` is its standard input.

        Raises GitError if it fails, and Refusal if the disk is full or Git does not answer.
        """
        try:
            result = subprocess.run(
                [*self._command, *arguments],
                input=data,
                capture_output=True,
                check=False,
                env={**self._environment, **(environment or {})},
                timeout=_PATIENCE,
            )
        except subprocess.TimeoutExpired:
            raise Refusal(503, "git_slow", seconds=_PATIENCE) from None
        except OSError as error:
            raise disk_refusal(error) from None
        if result.returncode == 0:
            return result.stdout
        if result.returncode == -_SIGXFSZ or _FULL_DISK.search(result.stderr):
            raise Refusal(507, "git_disk_full")
        raise GitError(result.stderr)


def disk_refusal(error: OSError) -> Refusal:
    """The refusal for an error of the disk: full, or anything else."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Refusal(507, "git_disk_full")
    return Refusal(500, "git_failed", reason=error.strerror or "")
