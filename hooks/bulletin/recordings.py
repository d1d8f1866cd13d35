"""Articles read aloud at build by a command of the bulletin's own (`extra.bulletin.audio`), kept in the cache.

A recording is named by what was said and how: `<key>.<digest>.<seconds>.<size>.<seal>.opus`. So a build knows all of them by listing one
folder, an article is read once, and again when other words are said; markup and pictures don't count. Beside them lies an index of
what is said in which article, so that no text is looked at twice. Given the same text, the command should give the same bytes; a
clean build is then the same as any other.
"""

import re
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import msgspec

from . import digest, seal, spoken, version, voice, workers
from .article import Article
from .edition import Edition
from .problems import Problem, problem
from .progress import Progress
from .settings import Audio
from .source_file import Recording
from .voice import NoProgram, NoRecording

_NEW = ".new-"
_NAME = re.compile(r"([0-9a-f]{16}\.[0-9a-f]{16}\.\d+\.\d+)\.([0-9a-f]+)\.\w+")
_INDEX = "index"


def make(folder: Path, edition: Edition, progress: Progress) -> tuple[dict[str, Recording], list[Problem]]:
    """The recordings of all published articles by post name, those made that are not there yet; forgets those of no article.

    An article whose recording fails goes out without one, and is tried again by the next build. Raises OSError and StoreError.
    """
    audio = edition.settings.bulletin.audio
    if audio is None:
        return {}, []
    folder.mkdir(parents=True, exist_ok=True)
    return _Studio(folder, edition, audio).make(progress)


def mend(folder: Path) -> None:
    """Throws out every recording that is no longer what its name says, so that the next `make` makes all of them anew."""
    for path in folder.glob("*.*"):
        try:
            is_whole = digest.of(path.read_bytes()).hex() == path.name.split(".")[1]
        except OSError:
            is_whole = False
        if not is_whole:
            with suppress(OSError):
                path.unlink()


class _Studio:
    def __init__(self, folder: Path, edition: Edition, audio: Audio):
        self._folder = folder
        self._edition = edition
        self._audio = audio

    def make(self, progress: Progress) -> tuple[dict[str, Recording], list[Problem]]:
        keys, known = self._keys(), {path.name.partition(".")[0]: _recording(path) for path in self._folder.iterdir() if _is_own(path.name)}
        missing = [(key, article) for key, article in {keys[article.name]: article for article in self._edition.catalogue.articles}.items() if key not in known]

        def read(number: int) -> tuple[str, Path | NoRecording]:
            key, article = missing[number]
            try:
                return key, self._read(key, self._text(article))
            except NoRecording as error:
                return key, error

        failed, problems = {}, []
        for key, made in progress.follow("audio", workers.share_few(read, len(missing)), len(missing)):
            if isinstance(made, Path):
                known[key] = _recording(made)
            elif isinstance(made, NoProgram):
                problems.append(problem("audio-command", "mkdocs.yml", key="audio.command", program=self._audio.command[0], reason=made))
                break
            else:
                failed[key] = made
        problems += [problem("audio-failed", f"posts/{name}", program=self._audio.command[0], reason=failed[key]) for name, key in keys.items() if key in failed]
        self._forget({_INDEX, *[Path(known[key].path).name for key in keys.values() if key in known]})
        return {name: known[key] for name, key in keys.items() if key in known}, problems

    def _keys(self) -> dict[str, str]:
        """By post name, what the article's recording is made of: what is said, and the command."""
        articles, (command, ending) = self._edition.catalogue.articles, (self._audio.command, self._audio.format)
        made_by = digest.of_values(version.current(), self._edition.settings.bulletin.spoken, command, ending)
        seals = {article.name: digest.of_values(made_by, article.facts.title, article.facts.fragment) for article in articles}
        index = self._index()
        new = [article for article in articles if seals[article.name] not in index]

        def key(number: int) -> tuple[bytes, str]:
            return seals[new[number].name], digest.of_values(self._text(new[number]), command, ending).hex()

        index.update(workers.share(key, len(new)))
        current = {seal: index[seal] for seal in seals.values()}
        if new or len(current) < len(index):
            content = msgspec.msgpack.encode(current)
            self._put(_INDEX, seal.of(_INDEX, content) + content)
        return {name: current[seal] for name, seal in seals.items()}

    def _index(self) -> dict[bytes, str]:
        """The keys by what an article says of itself. One that is lost or damaged is made anew from all texts."""
        try:
            content = (self._folder / _INDEX).read_bytes()
        except OSError:
            return {}
        mark, content = content[: seal.SIZE], content[seal.SIZE :]
        return msgspec.msgpack.decode(content, type=dict[bytes, str]) if seal.of(_INDEX, content) == mark else {}

    @cached_property
    def _speaker(self) -> spoken.Speaker:
        return spoken.Speaker(self._edition.settings.bulletin.spoken)

    def _text(self, article: Article) -> str:
        """What the voice is given: title, lead and body, a paragraph for each block, each with a stop at its end."""
        fragment = self._edition.text(article).read()
        texts = [article.facts.title, spoken.text_of(fragment.lead_html), spoken.text_of(fragment.body_html)]
        blocks = [line.strip() for text in texts for line in self._speaker.say(text).split("\n")]
        return "\n\n".join(block if block[-1] in ".!?…:;" else f"{block}." for block in blocks if any(map(str.isalnum, block))) + "\n"

    def _read(self, key: str, text: str) -> Path:
        content, seconds = voice.read(text, self._audio)
        name = f"{key}.{digest.of(content).hex()}.{seconds}.{len(content)}"
        return self._put(f"{name}.{_seal(name)}.{self._audio.format}", content)

    def _put(self, name: str, content: bytes) -> Path:
        new = self._folder / f"{_NEW}{name}"
        new.write_bytes(content)
        return new.replace(self._folder / name)

    def _forget(self, kept: set[str]) -> None:
        for path in self._folder.iterdir():
            if path.name not in kept:
                with suppress(OSError):
                    path.unlink()


def _seal(name: str) -> str:
    return seal.of("recording", name.encode()).hex()


def _is_own(name: str) -> bool:
    """Whether a file is a recording that this machine has made."""
    found = _NAME.fullmatch(name)
    return found is not None and _seal(found[1]) == found[2]


def _recording(path: Path) -> Recording:
    _, content, seconds, size, _, _ = path.name.split(".")
    return Recording(str(path), bytes.fromhex(content), int(seconds), int(size))
