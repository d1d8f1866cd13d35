"""Articles read aloud at build by a command of the bulletin's own (`extra.bulletin.audio`), kept in the cache.

A recording is named by what was said and how: `<key>.<digest>.<size>.opus`. So a build knows all of them by listing one folder, an
article is read once, and one whose text changed is read again. Given the same text, the command should give the same bytes; a
clean build is then the same as any other.
"""

import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from . import digest, spoken, words, workers
from .article import Article
from .edition import Edition, Recording
from .problems import Problem, problem
from .progress import Progress
from .settings import Audio

_NEW = ".new-"
_NAME = re.compile(r"[0-9a-f]{16}\.[0-9a-f]{16}\.\d+\.\w+")
_REASON = 200
"""Characters of what a command says before it fails."""


class _Failed(Exception):
    """The command gave no recording; the text says why, in the command's words."""


def make(folder: Path, edition: Edition, progress: Progress) -> tuple[dict[str, Recording], list[Problem]]:
    """The recordings of all published articles by post name, those made that are not there yet; forgets those of no article.

    An article whose recording fails goes out without one, and is tried again by the next build. Raises OSError and StoreError.
    """
    audio = edition.settings.bulletin.audio
    if audio is None:
        return {}, []
    folder.mkdir(parents=True, exist_ok=True)
    keys = {article.name: _key(article, audio) for article in edition.catalogue.articles}
    known = _known(folder)
    missing = [article for article in edition.catalogue.articles if keys[article.name] not in known]
    if missing:
        speaker = spoken.Speaker(edition.settings.bulletin.spoken)

    def read(number: int) -> tuple[str, Path | str]:
        article = missing[number]
        try:
            return article.name, _read(folder, keys[article.name], _text(edition, article, speaker), audio)
        except _Failed as error:
            return article.name, str(error)

    problems = []
    for name, made in progress.follow("audio", workers.share_few(read, len(missing)), len(missing)):
        if isinstance(made, Path):
            known[keys[name]] = _recording(made)
        else:
            problems.append(problem("audio-failed", f"posts/{name}", program=audio.command[0], reason=made))
    _forget(folder, {known[key].path for key in keys.values() if key in known})
    return {name: known[key] for name, key in keys.items() if key in known}, problems


def _key(article: Article, audio: Audio) -> str:
    """What a recording is made of: the text and its title, which are sealed with what is said for them, and the command."""
    facts = article.facts
    return digest.of_values(facts.title, facts.fragment, audio.command, audio.format).hex()


def _known(folder: Path) -> dict[str, Recording]:
    return {path.name.partition(".")[0]: _recording(path) for path in folder.iterdir() if _NAME.fullmatch(path.name)}


def _recording(path: Path) -> Recording:
    _, content, size, _ = path.name.split(".")
    return Recording(str(path), bytes.fromhex(content), int(size))


def _forget(folder: Path, kept: set[str]) -> None:
    for path in folder.iterdir():
        if str(path) not in kept:
            with suppress(OSError):
                path.unlink()


def _text(edition: Edition, article: Article, speaker: spoken.Speaker) -> str:
    """What the voice is given: title, lead and body, a paragraph for each block, each with a stop at its end."""
    fragment = edition.text(article).read()
    texts = [article.facts.title, spoken.text_of(fragment.lead_html), spoken.text_of(fragment.body_html)]
    blocks = [line.strip() for text in texts for line in speaker.say(text).split("\n")]
    return "\n\n".join(block if block[-1] in ".!?…:;" else f"{block}." for block in blocks if any(map(str.isalnum, block))) + "\n"


def _read(folder: Path, key: str, text: str, audio: Audio) -> Path:
    with tempfile.TemporaryDirectory() as temporary:
        said, output = Path(temporary, "bai.txt"), Path(temporary, f"bai.{audio.format}")
        said.write_text(text, encoding="utf-8")
        _run([part.replace("{text}", str(said)).replace("{output}", str(output)) for part in audio.command], audio.timeout)
        try:
            content = output.read_bytes()
        except OSError:
            content = b""
        if not content:
            raise _Failed(words.terminal()["audio_reasons"]["empty"])
    place = folder / f"{key}.{digest.of(content).hex()}.{len(content)}.{audio.format}"
    new = folder / f"{_NEW}{place.name}"
    new.write_bytes(content)
    os.replace(new, place)
    return place


def _run(command: Sequence[str], timeout: float) -> None:
    """Runs a command and whatever it starts, and ends all of it when it takes too long."""
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    except OSError as error:
        raise _Failed(words.reason(error)) from None
    try:
        _, told = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        raise _Failed(words.terminal()["audio_reasons"]["slow"].format(seconds=f"{timeout:g}")) from None
    finally:
        if process.poll() is None:
            _end(process)
    if process.returncode:
        lines = told.decode(errors="replace").split("\n")
        raise _Failed(next((line.strip()[:_REASON] for line in reversed(lines) if line.strip()), str(process.returncode)))


def _end(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()
