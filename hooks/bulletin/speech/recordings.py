"""Recordings: articles read aloud at build time by a command from the settings (`extra.bulletin.audio`).

The key of a recording is a digest of the words and of the command, so an article is read again only when its words
change, not its markup or pictures. The command should give the same bytes for the same text: then a clean build equals
any other build.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import NamedTuple

import msgspec

from ..articles.article import Article
from ..articles.fragment import Fragment
from ..articles.life_words import Wording
from ..machine import digest, version, workers
from ..machine.cluster.errand import Errand
from ..machine.cluster.workforce import Workforce
from ..machine.progress import Progress
from ..markup import plain_text
from ..problems import Problem, problem
from ..settings.bulletin import Audio, Bulletin
from . import voice
from .recording_shelf import Recording, RecordingShelf
from .speaker import Speaker
from .voice import NoProgram, NoRecording

_VOICE = "bulletin.speech.voice:read_apart"


class Recordings(NamedTuple):
    """The recordings by post name, and the reasons why others could not be made."""

    by_post: dict[str, Recording]
    problems: list[Problem]


def make(
    shelf: RecordingShelf,
    articles: Sequence[Article],
    fragment_of: Callable[[Article], Fragment],
    bulletin: Bulletin,
    progress: Progress,
    workforce: Workforce,
) -> Recordings:
    """Makes the recordings of the articles that no build has made yet, deletes those that no article uses, and returns
    all.

    An article whose recording fails is published without one, and the next build tries again. `bulletin`
    has the command and the bulletin's own words. Raises OSError and CacheError.
    """
    if bulletin.audio is None:
        return Recordings({}, [])
    return _Studio(shelf, articles, fragment_of, bulletin.audio, bulletin).make(progress, workforce)


class _Studio:
    """Makes the recordings of one build."""

    def __init__(
        self,
        shelf: RecordingShelf,
        articles: Sequence[Article],
        fragment_of: Callable[[Article], Fragment],
        audio: Audio,
        bulletin: Bulletin,
    ):
        self._shelf = shelf
        self._articles = articles
        self._fragment_of = fragment_of
        self._audio = audio
        self._spoken = bulletin.spoken
        self._labels = bulletin.labels

    def make(self, progress: Progress, workforce: Workforce) -> Recordings:
        current_keys = self._keys()
        keys = {name: current_keys[article_digest] for name, article_digest in self._article_digests.items()}
        recordings = self._shelf.recordings(self._audio.format)
        articles_by_key = {keys[article.name]: article for article in self._articles}
        jobs = [(key, article) for key, article in articles_by_key.items() if key not in recordings]

        def read(number: int) -> tuple[str, Recording | NoRecording]:
            key, article = jobs[number]
            try:
                return key, self._keep(key, *voice.read(self._text(article), self._audio))
            except NoRecording as error:
                return key, error

        def keep(number: int, content: bytes) -> tuple[str, Recording | NoRecording]:
            return jobs[number][0], self._keep(
                jobs[number][0], *msgspec.msgpack.decode(content, type=tuple[bytes, int])
            )

        order = msgspec.msgpack.encode(self._audio.model_dump())
        errands = [Errand(_VOICE, order, partial(self._packed_text, article)) for _, article in jobs]

        failures: dict[str, NoRecording] = {}
        problems = []
        program = self._audio.command[0]
        for key, result in progress.follow("audio", workforce.share(errands, keep, read), len(jobs)):
            if isinstance(result, Recording):
                recordings[key] = result
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
        self._shelf.keep(current_keys, by_post.values())
        return Recordings(by_post, problems)

    @cached_property
    def _article_digests(self) -> dict[str, bytes]:
        """By post name, a digest of everything that decides what is said."""
        voice_digest = digest.of_values(
            version.current(), self._spoken, self._labels, self._audio.command, self._audio.format
        )
        facts_by_name = ((article.name, article.facts) for article in self._articles)
        return {
            name: digest.of_values(voice_digest, facts.title, facts.life, facts.fragment)
            for name, facts in facts_by_name
        }

    def _keys(self) -> dict[bytes, str]:
        """Returns the key of each article's recording by the digest of the article: a digest of the spoken text and of
        the command.
        """
        known_keys, digests = dict(self._shelf.keys), self._article_digests
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
        """Returns the text for the voice: title, lead and body, with the notes on the article's life before and after
        them; one paragraph for each block, each ending with a stop.
        """
        fragment, facts = self._fragment_of(article), article.facts
        wording = Wording(self._labels, facts.lang)
        texts = [
            facts.title,
            *wording.before_lead(facts.life),
            plain_text.lines(fragment.lead_html),
            plain_text.lines(fragment.body_html),
            *wording.after_text(facts.life),
        ]
        blocks = [line.strip() for text in texts for line in self._speaker.say(text).split("\n")]
        return "\n\n".join(map(_with_stop, _with_words(blocks))) + "\n"

    def _packed_text(self, article: Article) -> bytes:
        return self._text(article).encode()

    def _keep(self, key: str, content: bytes, seconds: int) -> Recording:
        return self._shelf.add(key, content, seconds, self._audio.format)


def _with_words(blocks: Iterable[str]) -> Iterable[str]:
    return (block for block in blocks if any(map(str.isalnum, block)))


def _with_stop(block: str) -> str:
    return block if block[-1] in ".!?…:;" else f"{block}."
