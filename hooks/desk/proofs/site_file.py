"""Files of a site by their addresses."""

import os
from pathlib import Path


def in_folder(folder: Path, path: str) -> Path | None:
    """The file at a path below a folder; None if there is none, or if the path or a link leads out of the folder."""
    if "\0" in path or "\\" in path:
        return None
    root = os.path.realpath(folder)
    file = os.path.realpath(os.path.join(root, path.lstrip("/")))
    return Path(file) if file.startswith(f"{root}{os.sep}") and os.path.isfile(file) else None
