"""Recordings: articles read aloud at build time by a command from the settings (`extra.bulletin.audio`).

A recording lies in the cache folder as `<key>.<digest>.<seconds>.<size>.<seal>.opus`. The key is a digest of the words
and of the command, so an article is read again only when its words change, not its markup or pictures. The command
should give the same bytes for the same text: then a clean build equals any other build.

An index in the cache file maps each article to its key, so that no text is prepared twice, and each key to what the
name of its recording says. So a build knows recordings whose files it doesn't have: what is on the site already need
not be read again on a machine without them.
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
from ..machine.cache import Cache, CacheError
from ..machine.cluster.errand import Errand
from ..machine.cluster.workforce import Workforce
from ..machine.progress import Progress
from ..markup import plain_text
from ..problems import Problem, problem
from ..settings.bulletin import Audio
from . import voice
from .speaker import Speaker
from .voice import NoProgram, NoRecording

_NAME = re.compile(r"([0-9a-f]{16}\.[0-9a-f]{16}\.\d+\.\d+)\.([0-9a-f]+)\.\w+")
_TABLE = _INDEX = "recordings"
_VOICE = "bulletin.speech.voice:read_apart"


class RecordingLost(CacheError):
    """A recording in the cache is gone or damaged; others may be too."""


class Recording(NamedTuple):
    """An article read aloud. Its file belongs into the cache, but may be missing there."""

    path: str
    digest: bytes
    seconds: int
    size: int

    @property
    def key(self) -> str:
        return Path(self.path).name.partition(".")[0]

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


class _Index(msgspec.Struct, frozen=True, array_like=True):
    """The key of each article's recording by the digest of the article, and digest, seconds and size by key."""

    keys: dict[bytes, str]
    facts: dict[str, tuple[bytes, int, int]]


class Recordings(NamedTuple):
    """The recordings by post name, and the reasons why others could not be made."""

    by_post: dict[str, Recording]
    problems: list[Problem]


def make(
    cache: Cache,
    articles: Sequence[Article],
    fragment_of: Callable[[Article], Fragment],
    audio: Audio | None,
    spoken: dict[str, str],
    progress: Progress,
    workforce: Workforce,
) -> Recordings:
    """Makes the recordings of the articles that no build has made yet, deletes those that no article uses, and returns
    all.

    An article whose recording fails is published without one, and the next build tries again. `spoken` are the
    bulletin's own abbreviations. Raises OSError and CacheError.
    """
    if audio is None:
        return Recordings({}, [])
    _folder(cache).mkdir(parents=True, exist_ok=True)
    return _Studio(cache, articles, fragment_of, audio, spoken).make(progress, workforce)


def forget_missing(cache: Cache, wanted: Iterable[Recording]) -> bool:
    """Forgets those of the wanted recordings whose files are missing, so that the next `make` makes them again. Returns
    whether there were any. Raises CacheError.
    """
    missing = {recording.key for recording in wanted if not Path(recording.path).is_file()}
    if missing:
        index = _index(cache)
        facts = {key: facts for key, facts in index.facts.items() if key not in missing}
        _put_index(cache, _Index(index.keys, facts))
    return bool(missing)


def discard_broken(cache: Cache) -> None:
    """Deletes every recording whose content does not match its name, so that `forget_missing` finds it missing."""
    for path in _folder(cache).glob("*.*"):
        try:
            is_whole = digest.of(path.read_bytes()).hex() == path.name.split(".")[1]
        except OSError:
            is_whole = False
        if not is_whole:
            with suppress(OSError):
                path.unlink()


def _folder(cache: Cache) -> Path:
    return cache.folder / "audio"


def _index(cache: Cache) -> _Index:
    """The index. While it is empty, all keys are computed anew, and the names of the files say the rest."""
    content = cache.table(_TABLE).get(_INDEX)
    return msgspec.msgpack.decode(content, type=_Index) if content else _Index({}, {})


def _put_index(cache: Cache, index: _Index) -> None:
    cache.table(_TABLE).put(_INDEX, msgspec.msgpack.encode(index))
    cache.commit()


class _Studio:
    """Makes the recordings of one build."""

    def __init__(
        self,
        cache: Cache,
        articles: Sequence[Article],
        fragment_of: Callable[[Article], Fragment],
        audio: Audio,
        spoken: dict[str, str],
    ):
        self._cache = cache
        self._folder = _folder(cache)
        self._articles = articles
        self._fragment_of = fragment_of
        self._audio = audio
        self._spoken = spoken
        self._index = _index(cache)

    def make(self, progress: Progress, workforce: Workforce) -> Recordings:
        current_keys = self._keys()
        keys = {name: current_keys[article_digest] for name, article_digest in self._article_digests.items()}
        recordings = self._known()
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
        by_post = {name: recordings[key] for name, key in keys.items() if key in recordings}
        shelf.delete_others(self._folder, {Path(recording.path).name for recording in by_post.values()})
        facts = {one.key: (one.digest, one.seconds, one.size) for one in by_post.values()}
        if (new_index := _Index(current_keys, facts)) != self._index:
            _put_index(self._cache, new_index)
        return Recordings(by_post, problems)

    def _known(self) -> dict[str, Recording]:
        """All recordings that were made earlier, by key. Those of files go before those of the index."""
        of_index = {
            key: Recording(str(self._file(key, content_digest, seconds, size)), content_digest, seconds, size)
            for key, (content_digest, seconds, size) in self._index.facts.items()
        }
        of_files = {
            path.name.partition(".")[0]: _recording(path) for path in self._folder.iterdir() if _is_own(path.name)
        }
        return of_index | of_files

    @cached_property
    def _article_digests(self) -> dict[str, bytes]:
        """By post name, a digest of everything that decides what is said."""
        voice_digest = digest.of_values(version.current(), self._spoken, self._audio.command, self._audio.format)
        return {
            article.name: digest.of_values(voice_digest, article.facts.title, article.facts.fragment)
            for article in self._articles
        }

    def _keys(self) -> dict[bytes, str]:
        """Returns the key of each article's recording by the digest of the article: a digest of the spoken text and of
        the command.
        """
        known_keys, digests = dict(self._index.keys), self._article_digests
        new_articles = [article for article in self._articles if digests[article.name] not in known_keys]

        def key(number: int) -> tuple[bytes, str]:
            article = new_articles[number]
            spoken_text = self._text(article)
            return digests[article.name], digest.of_values(spoken_text, self._audio.command, self._audio.format).hex()

        known_keys.update(workers.share(key, len(new_articles)))
        return {article_digest: known_keys[article_digest] for article_digest in digests.values()}

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
        file = self._file(key, digest.of(content), seconds, len(content))
        shelf.write_whole(file, content)
        return file

    def _file(self, key: str, content_digest: bytes, seconds: int, size: int) -> Path:
        name = f"{key}.{content_digest.hex()}.{seconds}.{size}"
        return self._folder / f"{name}.{_seal(name)}.{self._audio.format}"


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
