"""The history of one post: what its front matter says of it, and who changed its file when, as Git tells."""

import subprocess
from datetime import datetime
from typing import NamedTuple

from .articles.article import Article
from .articles.life_words import Wording
from .machine import provenance
from .settings.settings import Settings
from .stylebook import dates, words

_SEPARATOR = "\x1f"


class Step(NamedTuple):
    """Something that happened to a post at a moment, in words."""

    moment: datetime
    text: str


def of(article: Article, settings: Settings) -> list[Step]:
    """All that is known of a post, the oldest first."""
    steps = [*_told(article, settings), *_committed(article, settings)]
    return sorted(steps, key=lambda step: step.moment)


def _told(article: Article, settings: Settings) -> list[Step]:
    """What the front matter says."""
    facts, texts = article.facts, words.terminal()["history"]
    life, wording = facts.life, Wording(settings.bulletin.labels)
    steps = [Step(article.date, texts["published"])]
    steps += [Step(dates.moment(item.time), f"{wording.label('change')}: {item.note}") for item in life.changes]
    steps += [
        Step(dates.moment(item.time), f"{wording.label(item.kind)}: {wording.correction(item)}")
        for item in life.corrections
    ]
    if life.withdrawn:
        text = f"{wording.label('withdrawn')}: {life.withdrawn.note}"
        steps.append(Step(dates.moment(life.withdrawn.time), text))
    if facts.removed:
        reason = words.site()["tombstone"]["reasons"][facts.removed.reason]
        text = " ".join(filter(None, (f"{texts['removed']}:", reason, facts.removed.note)))
        steps.append(Step(dates.moment(facts.removed.time), text))
    if life.expires is not None:
        steps.append(Step(dates.moment(life.expires), wording.label("expired")))
    return steps


def _committed(article: Article, settings: Settings) -> list[Step]:
    """The commits that changed the post's file, under whatever name; none without Git."""
    form = _SEPARATOR.join(("%aI", "%an", "%s"))
    command = ("log", "--follow", f"--format={form}", "--", f"posts/{article.name}")
    try:
        result = provenance.git(settings.project, *command)
    except (OSError, subprocess.TimeoutExpired):
        return []
    steps = []
    for line in result.stdout.decode("utf-8", "replace").splitlines() if result.returncode == 0 else ():
        moment, author, subject = line.split(_SEPARATOR)
        text = words.sentence("history.committed", author=author, subject=subject)
        steps.append(Step(datetime.fromisoformat(moment), text))
    return steps
