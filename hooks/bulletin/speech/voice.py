"""Runs the command that reads a text aloud, and checks its output: sound of the configured format, or a reason for the
failure.
"""

import io
import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from tinytag import TinyTag, TinyTagException

from ..settings.bulletin import Audio
from ..stylebook import words

_KINDS = {"mp3": "audio/mpeg", "opus": 'audio/ogg; codecs="opus"'}
_NO_PROGRAM = (126, 127)
"""The exit codes of shells for a program that does not exist or may not be run."""
_REASON = 200
"""The most characters of a command's last words that a message quotes."""


class NoRecording(Exception):
    """The command gave no recording. The text says why, in the command's words if there are any."""


class NoProgram(NoRecording):
    """The command can't be run at all, whatever the text."""


def read(text: str, audio: Audio) -> tuple[bytes, int]:
    """Returns the recording of a text and its length in seconds. Raises NoRecording."""
    with tempfile.TemporaryDirectory() as temporary:
        text_file, sound_file = Path(temporary, "bai.txt"), Path(temporary, f"bai.{audio.format}")
        text_file.write_text(text, encoding="utf-8")
        _run(
            [part.replace("{text}", str(text_file)).replace("{output}", str(sound_file)) for part in audio.command],
            audio.timeout,
        )
        try:
            content = sound_file.read_bytes()
        except OSError:
            content = b""
    if not content:
        raise NoRecording(words.sentence("audio_reasons.empty"))
    seconds = _seconds(content, audio.format)
    if not seconds:
        raise NoRecording(words.sentence("audio_reasons.no_sound", format=audio.format))
    return content, seconds


def read_apart(content: bytes, order: bytes) -> bytes:
    """Makes a recording on a worker: `content` is the text, `order` the packed settings of the voice. Raises
    NoRecording, and OSError when it is the fault of the worker's machine.
    """
    try:
        return msgspec.msgpack.encode(read(content.decode(), Audio(**msgspec.msgpack.decode(order))))
    except NoProgram as error:
        raise OSError(0, str(error)) from error


def _seconds(content: bytes, audio_format: str) -> int:
    """Returns the length of a recording in whole seconds, judged by its bytes, not by its name. 0 means that it is no
    recording in the format: no text is read in half a second.
    """
    try:
        properties = TinyTag.get(file_obj=io.BytesIO(content), tags=False)
    except TinyTagException:
        return 0
    return round(properties.duration or 0) if properties.mime_type == _KINDS[audio_format] else 0


def _run(command: Sequence[str], timeout: float) -> None:
    """Runs a command. Ends it, with all processes that it has started, after `timeout` seconds."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )
    except OSError as error:
        raise NoProgram(words.reason(error)) from None
    try:
        _, error_output = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        raise NoRecording(words.sentence("audio_reasons.slow", seconds=f"{timeout:g}")) from None
    finally:
        if process.poll() is None:
            _end(process)
    if process.returncode:
        lines = error_output.decode(errors="replace").split("\n")
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
