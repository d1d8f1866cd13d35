"""Articles read aloud at build by a command of the bulletin's own (`extra.bulletin.audio`), kept in the cache folder.

A recording is named by what was said and how: `<key>.<digest>.<seconds>.<size>.<seal>.opus`. So a build knows all of
them by listing one folder, an article is read once, and again when other words are said; markup and pictures don't
count. Beside them lies an index of what is said in which article, so that no text is looked at twice. Given the same
text, the command should give the same bytes; a clean build is then the same as any other.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..article import Article, Fragment
from ..machine import digest, seal, shelf, version, workers
from ..machine.cache import CacheError
from ..machine.progress import Progress
from ..machine.shelf import Shelf
from ..markup import plain_text
from ..problems import Problem, problem
from ..settings.bulletin import Audio
from . import voice
from .speaker import Speaker
from .voice import NoProgram, NoRecording

_NAME = re.compile(r"([0-9a-f]{16}\.[0-9a-f]{16}\.\d+\.\d+)\.([0-9a-f]+)\.\w+")
_INDEX = "index"


class RecordingLost(CacheError):
    """A recording in the cache is gone or damaged; others may be too."""


class Recording(NamedTuple):
    """An article read aloud. It lies in the cache, which may be deleted at any moment."""

    path: str
    digest: bytes
    seconds: int
    size: int

    @property
    def format(self) -> str:
        return self.path.rpartition(".")[2]

    def read(self) -> bytes:
        """Raises RecordingLost when the file is no longer what it was."""
        try:
            content = Path(self.path).read_bytes()
        except OSError as error:
            raise RecordingLost(str(error)) from error
        if digest.of(content) != self.digest:
            raise RecordingLost(self.path)
        return content


class Recordings(NamedTuple):
    """The recordings by post name, and why others could not be made."""

    by_post: dict[str, Recording]
    problems: list[Problem]


def make(
    folder: Path,
    articles: Sequence[Article],
    fragment_of: Callable[[Article], Fragment],
    audio: Audio | None,
    spoken: dict[str, str],
    progress: Progress,
) -> Recordings:
    """The recordings of all articles. Makes those that are not there yet, and forgets those of no article.

    An article whose recording fails goes out without one, and is tried again by the next build. `spoken` are the
    bulletin's own abbreviations. Raises OSError and CacheError.
    """
    if audio is None:
        return Recordings({}, [])
    folder.mkdir(parents=True, exist_ok=True)
    return _Studio(folder, articles, fragment_of, audio, spoken).make(progress)


def mend(folder: Path) -> None:
    """Throws out every recording that is no longer what its name says, so that the next `make` makes all of
    them anew.
    """
    for path in folder.glob("*.*"):
        try:
            is_whole = digest.of(path.read_bytes()).hex() == path.name.split(".")[1]
        except OSError:
            is_whole = False
        if not is_whole:
            with suppress(OSError):
                path.unlink()


class _Studio:
    def __init__(
        self,
        folder: Path,
        articles: Sequence[Article],
        fragment_of: Callable[[Article], Fragment],
        audio: Audio,
        spoken: dict[str, str],
    ):
        self._folder = folder
        self._articles = articles
        self._fragment_of = fragment_of
        self._audio = audio
        self._spoken = spoken
        self._index = Shelf(folder, "recordings")

    def make(self, progress: Progress) -> Recordings:
        keys = self._keys()
        recordings = {
            path.name.partition(".")[0]: _recording(path) for path in self._folder.iterdir() if _is_own(path.name)
        }
        articles_by_key = {keys[article.name]: article for article in self._articles}
        missing = [(key, article) for key, article in articles_by_key.items() if key not in recordings]

        def read(number: int) -> tuple[str, Path | NoRecording]:
            key, article = missing[number]
            try:
                return key, self._read(key, self._text(article))
            except NoRecording as error:
                return key, error

        failures: dict[str, NoRecording] = {}
        problems = []
        program = self._audio.command[0]
        for key, result in progress.follow("audio", workers.share_few(read, len(missing)), len(missing)):
            if isinstance(result, Path):
                recordings[key] = _recording(result)
            elif isinstance(result, NoProgram):
                problems.append(
                    problem("audio-command", "mkdocs.yml", key="audio.command", program=program, reason=result)
                )
                break
            else:
                failures[key] = result
        failed = ((name, failures[key]) for name, key in keys.items() if key in failures)
        problems += [
            problem("audio-failed", f"posts/{name}", program=program, reason=reason) for name, reason in failed
        ]
        shelf.forget_others(
            self._folder, {_INDEX, *[Path(recordings[key].path).name for key in keys.values() if key in recordings]}
        )
        return Recordings({name: recordings[key] for name, key in keys.items() if key in recordings}, problems)

    def _keys(self) -> dict[str, str]:
        """By post name, the key of the article's recording: the digest of what is said, and of the command."""
        command, ending = self._audio.command, self._audio.format
        made_by = digest.of_values(version.current(), self._spoken, command, ending)
        digests = {
            article.name: digest.of_values(made_by, article.facts.title, article.facts.fragment)
            for article in self._articles
        }
        kept = self._kept_keys()
        new = [article for article in self._articles if digests[article.name] not in kept]

        def key(number: int) -> tuple[bytes, str]:
            return digests[new[number].name], digest.of_values(self._text(new[number]), command, ending).hex()

        kept.update(workers.share(key, len(new)))
        current = {one: kept[one] for one in digests.values()}
        if new or len(current) < len(kept):
            self._index.put(_INDEX, msgspec.msgpack.encode(current))
        return {name: current[one] for name, one in digests.items()}

    def _kept_keys(self) -> dict[bytes, str]:
        """The keys, by the digest of an article. They are all worked out anew when the index is lost or damaged."""
        content = self._index.get(_INDEX)
        return {} if content is None else msgspec.msgpack.decode(content, type=dict[bytes, str])

    @cached_property
    def _speaker(self) -> Speaker:
        return Speaker(self._spoken)

    def _text(self, article: Article) -> str:
        """What the voice is given: title, lead and body, a paragraph for each block, each with a stop at its end."""
        fragment = self._fragment_of(article)
        texts = [article.facts.title, plain_text.lines(fragment.lead_html), plain_text.lines(fragment.body_html)]
        blocks = [line.strip() for text in texts for line in self._speaker.say(text).split("\n")]
        return "\n\n".join(map(_with_stop, _with_words(blocks))) + "\n"

    def _read(self, key: str, text: str) -> Path:
        content, seconds = voice.read(text, self._audio)
        name = f"{key}.{digest.of(content).hex()}.{seconds}.{len(content)}"
        file = self._folder / f"{name}.{_seal(name)}.{self._audio.format}"
        shelf.write_whole(file, content)
        return file


def _with_words(blocks: Iterable[str]) -> Iterable[str]:
    return (block for block in blocks if any(map(str.isalnum, block)))


def _with_stop(block: str) -> str:
    return block if block[-1] in ".!?…:;" else f"{block}."


def _seal(name: str) -> str:
    return seal.of("recording", name.encode()).hex()


def _is_own(name: str) -> bool:
    """Whether a file is a recording that this machine has made."""
    named = _NAME.fullmatch(name)
    return named is not None and _seal(named[1]) == named[2]


def _recording(path: Path) -> Recording:
    _, content, seconds, size, _, _ = path.name.split(".")
    return Recording(str(path), bytes.fromhex(content), int(seconds), int(size))
