"""A build in a process of its own: `mkdocs build`, told by variables what else it shall do."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


def run(file: Path, options: Sequence[str], variables: Mapping[str, str]) -> int:
    """Builds the bulletin of a `mkdocs.yml`, and returns the exit code. The build itself says what is wrong."""
    command = [sys.executable, "-m", "mkdocs", "build", *options, "--config-file", str(file)]
    return subprocess.run(command, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables}, check=False).returncode


def pack(file: Path, folder: Path, listing_file: str = "", *, says_what_next: bool = True) -> int:
    """Builds what a target elsewhere lacks into a folder. `listing_file` is the target's own list of files."""
    variables = {"BULLETIN_CHANGES_TO": str(folder), "BULLETIN_LISTING": listing_file}
    return run(file, ["--strict"], variables | ({} if says_what_next else {"BULLETIN_IS_PUBLISHING": "1"}))


def prove(file: Path, folder: Path) -> int:
    """Builds what would change in the site folder into another folder."""
    return run(file, ["--strict"], {"BULLETIN_PROOF_TO": str(folder)})
