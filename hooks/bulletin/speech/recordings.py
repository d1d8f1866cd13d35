"""Recordings: articles read aloud at build time by a command from the settings (`extra.bulletin.audio`).

A recording lies in the cache folder as `<key>.<digest>.<seconds>.<size>.<seal>.opus`. The key is a digest of the words
and of the command. So a build lists one folder to know all recordings, and an article is read again only when its words
change, not its markup or pictures. An index beside the recordings maps each article to its key, so that no text is
prepared twice. The command should give the same bytes for the same text: then a clean build equals any other build.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..articles.article import Article
from ..articles.fragment import Fragment
from ..machine import digest, seal, shelf, version, workers
from ..machine.cache import CacheError
from ..machine.cluster.errand import Errand
from ..machine.cluster.workforce import Workforce
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
_VOICE = "bulletin.speech.voice:read_apart"


class RecordingLost(CacheError):
    """A recording in the cache is gone or damaged; others may be too."""


class Recording(NamedTuple):
    """An article read aloud. Its file lies in the cache, which may be deleted at any moment."""

    path: str
    digest: bytes
    seconds: int
    size: int

    @property
    def format(self) -> str:
        return self.path.rpartition(".")[2]

    def read(self) -> bytes:
        """Returns the bytes of the recording. Raises RecordingLost if the file is missing or changed."""
        try:
            content = Path(self.path).read_bytes()
        except OSError as error:
            raise RecordingLost(str(error)) from error
        if digest.of(content) != self.digest:
            raise RecordingLost(self.path)
        return content


class Recordings(NamedTuple):
    """The recordings by post name, and the reasons why others could not be made."""

    by_post: dict[str, Recording]
    problems: list[Problem]


def make(
    folder: Path,
    articles: Sequence[Article],
    fragment_of: Callable[[Article], Fragment],
    audio: Audio | None,
    spoken: dict[str, str],
    progress: Progress,
    workforce: Workforce,
) -> Recordings:
    """Makes the missing recordings of the articles, deletes those that no article uses, and returns all.

    An article whose recording fails is published without one, and the next build tries again. `spoken` are the
    bulletin's own abbreviations. Raises OSError and CacheError.
    """
    if audio is None:
        return Recordings({}, [])
    folder.mkdir(parents=True, exist_ok=True)
    return _Studio(folder, articles, fragment_of, audio, spoken).make(progress, workforce)


def discard_broken(folder: Path) -> None:
    """Deletes every recording whose content does not match its name, so that the next `make` makes it anew."""
    for path in folder.glob("*.*"):
        try:
            is_whole = digest.of(path.read_bytes()).hex() == path.name.split(".")[1]
        except OSError:
            is_whole = False
        if not is_whole:
            with suppress(OSError):
                path.unlink()


class _Studio:
    """Makes the recordings of one build."""

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

    def make(self, progress: Progress, workforce: Workforce) -> Recordings:
        keys = self._keys()
        recordings = {
            path.name.partition(".")[0]: _recording(path) for path in self._folder.iterdir() if _is_own(path.name)
        }
        articles_by_key = {keys[article.name]: article for article in self._articles}
        jobs = [(key, article) for key, article in articles_by_key.items() if key not in recordings]

        def read(number: int) -> tuple[str, Path | NoRecording]:
            key, article = jobs[number]
            try:
                return key, self._keep(key, *voice.read(self._text(article), self._audio))
            except NoRecording as error:
                return key, error

        def keep(number: int, content: bytes) -> tuple[str, Path | NoRecording]:
            return jobs[number][0], self._keep(
                jobs[number][0], *msgspec.msgpack.decode(content, type=tuple[bytes, int])
            )

        order = msgspec.msgpack.encode(self._audio.model_dump())
        errands = [Errand(_VOICE, order, partial(self._packed_text, article)) for _, article in jobs]

        failures: dict[str, NoRecording] = {}
        problems = []
        program = self._audio.command[0]
        for key, result in progress.follow("audio", workforce.share(errands, keep, read), len(jobs)):
            if isinstance(result, Path):
                recordings[key] = _recording(result)
            elif isinstance(result, NoProgram):
                problems.append(
                    problem("audio-command", "mkdocs.yml", key="audio.command", program=program, reason=result)
                )
                break
            else:
                failures[key] = result
        failures_by_post = ((name, failures[key]) for name, key in keys.items() if key in failures)
        problems += [
            problem("audio-failed", f"posts/{name}", program=program, reason=reason)
            for name, reason in failures_by_post
        ]
        shelf.delete_others(
            self._folder, {_INDEX, *[Path(recordings[key].path).name for key in keys.values() if key in recordings]}
        )
        return Recordings({name: recordings[key] for name, key in keys.items() if key in recordings}, problems)

    def _keys(self) -> dict[str, str]:
        """Returns the key of each article's recording by post name: a digest of the spoken text and of the command."""
        command, audio_format = self._audio.command, self._audio.format
        voice_digest = digest.of_values(version.current(), self._spoken, command, audio_format)
        article_digests = {
            article.name: digest.of_values(voice_digest, article.facts.title, article.facts.fragment)
            for article in self._articles
        }
        stored_keys = self._stored_keys()
        new_articles = [article for article in self._articles if article_digests[article.name] not in stored_keys]

        def key(number: int) -> tuple[bytes, str]:
            return article_digests[new_articles[number].name], digest.of_values(
                self._text(new_articles[number]), command, audio_format
            ).hex()

        stored_keys.update(workers.share(key, len(new_articles)))
        current_keys = {article_digest: stored_keys[article_digest] for article_digest in article_digests.values()}
        if new_articles or len(current_keys) < len(stored_keys):
            self._index.put(_INDEX, msgspec.msgpack.encode(current_keys))
        return {name: current_keys[article_digest] for name, article_digest in article_digests.items()}

    def _stored_keys(self) -> dict[bytes, str]:
        """Returns the keys by digest of an article. A lost or damaged index is empty: all keys are computed anew."""
        content = self._index.get(_INDEX)
        return {} if content is None else msgspec.msgpack.decode(content, type=dict[bytes, str])

    @cached_property
    def _speaker(self) -> Speaker:
        return Speaker(self._spoken)

    def _text(self, article: Article) -> str:
        """Returns the text for the voice: title, lead and body, one paragraph for each block, each ending with a
        stop.
        """
        fragment = self._fragment_of(article)
        texts = [article.facts.title, plain_text.lines(fragment.lead_html), plain_text.lines(fragment.body_html)]
        blocks = [line.strip() for text in texts for line in self._speaker.say(text).split("\n")]
        return "\n\n".join(map(_with_stop, _with_words(blocks))) + "\n"

    def _packed_text(self, article: Article) -> bytes:
        return self._text(article).encode()

    def _keep(self, key: str, content: bytes, seconds: int) -> Path:
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
    """Whether a file's name is that of a recording made on this machine."""
    match = _NAME.fullmatch(name)
    return match is not None and _seal(match[1]) == match[2]


def _recording(path: Path) -> Recording:
    _, content_digest, seconds, size, _, _ = path.name.split(".")
    return Recording(str(path), bytes.fromhex(content_digest), int(seconds), int(size))
