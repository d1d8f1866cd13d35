"""The form as the desk meets it: Decap's own libraries write what it sends."""

import json
import subprocess
from collections.abc import Iterable, Sequence

from desk.manuscripts import manuscript
from project import ROOT

Edit = tuple[str, str | None, object]
"""A path such as `image.alt`, words that stand there (or None for the whole value), and what comes in their place; None
empties it.
"""


def written(texts: Iterable[tuple[str, Sequence[Edit]]]) -> list[str]:
    """What the form sends for each text that it was given, after somebody's edits."""
    lines = "".join(json.dumps({"text": text, "edits": edits}) + "\n" for text, edits in texts)
    script = ROOT / "tests" / "desk" / "decap_writes.mjs"
    result = subprocess.run(["node", script], input=lines.encode(), capture_output=True, check=True)
    return [json.loads(line) for line in result.stdout.decode().splitlines()]


def saved(files: Sequence[bytes], edits: Sequence[Sequence[Edit]]) -> list[manuscript.Merged]:
    """Each file after it was opened in the form, edited, and saved."""
    opened = [(manuscript.for_form(file, "0.0", "posts/x.md"), edit) for file, edit in zip(files, edits, strict=True)]
    return [
        manuscript.merge(file, manuscript.read(raw, "posts/x.md"), file, _nobody_else)
        for file, raw in zip(files, written(opened), strict=True)
    ]


def _nobody_else(*versions: bytes) -> bytes | None:
    raise AssertionError("two versions were compared where there is only one")
