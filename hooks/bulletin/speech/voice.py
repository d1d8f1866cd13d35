"""A command that reads a text aloud, and what it gave: sound of the format that was asked for, or the reason
why not.
"""

import io
import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tinytag import TinyTag, TinyTagException

from ..settings.bulletin import Audio
from ..stylebook import words

_KINDS = {"mp3": "audio/mpeg", "opus": 'audio/ogg; codecs="opus"'}
_NO_PROGRAM = (126, 127)
"""What shells end with when there is no such program, or it may not be run."""
_REASON = 200
"""Characters of what a command says before it fails."""


class NoRecording(Exception):
    """The command gave no recording; the text says why, in the command's words."""


class NoProgram(NoRecording):
    """The command can't be run at all, for whatever text."""


def read(text: str, audio: Audio) -> tuple[bytes, int]:
    """The recording of a text, and how many seconds it takes. Raises NoRecording."""
    with tempfile.TemporaryDirectory() as temporary:
        said, output = Path(temporary, "bai.txt"), Path(temporary, f"bai.{audio.format}")
        said.write_text(text, encoding="utf-8")
        _run(
            [part.replace("{text}", str(said)).replace("{output}", str(output)) for part in audio.command],
            audio.timeout,
        )
        try:
            content = output.read_bytes()
        except OSError:
            content = b""
    if not content:
        raise NoRecording(words.sentence("audio_reasons.empty"))
    seconds = _seconds(content, audio.format)
    if not seconds:
        raise NoRecording(words.sentence("audio_reasons.no_sound", format=audio.format))
    return content, seconds


def _seconds(content: bytes, ending: str) -> int:
    """How long a recording is: 0 for what is none of that format, since nothing is read in half a second. By its bytes,
    whatever its name.
    """
    try:
        found = TinyTag.get(file_obj=io.BytesIO(content), tags=False)
    except TinyTagException:
        return 0
    return round(found.duration or 0) if found.mime_type == _KINDS[ending] else 0


def _run(command: Sequence[str], timeout: float) -> None:
    """Runs a command and whatever it starts, and ends all of it when it takes too long."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )
    except OSError as error:
        raise NoProgram(words.reason(error)) from None
    try:
        _, told = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        raise NoRecording(words.sentence("audio_reasons.slow", seconds=f"{timeout:g}")) from None
    finally:
        if process.poll() is None:
            _end(process)
    if process.returncode:
        lines = told.decode(errors="replace").split("\n")
        failure = NoProgram if process.returncode in _NO_PROGRAM else NoRecording
        raise failure(
            next((line.strip()[:_REASON] for line in reversed(lines) if line.strip()), str(process.returncode))
        )


def _end(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()
