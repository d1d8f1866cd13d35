"""The Nu HTML checker: what it finds wrong in files."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from project import NODE_MODULES

_JAVA = ("java", "-Xss2m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""A run is over before Java's second compiler has earned its cost. Without it, the checker needs a deeper stack."""
_CHECKER = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"

Faults = Iterator[tuple[str, str]]
"""The name of a file and what is wrong in it."""


def nu(*paths: Path) -> Faults:
    """Checks HTML files, and those in folders."""
    checked = subprocess.run(
        [*_JAVA, "-jar", str(_CHECKER), "--format", "json", "--exit-zero-always", *map(str, paths)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=300,
    )
    for one in json.loads(checked.stderr)["messages"]:
        if one["type"] != "info":  # a warning; besides errors, there may be files that could not be read
            yield one["url"].rpartition("/")[2], one["message"]
