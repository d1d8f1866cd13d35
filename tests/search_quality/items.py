"""Known items: words that someone remembers of an article that is there."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.article import Article
from bulletin.search import spelling

FORMS: dict[str, Callable[[str], str]] = {
    "accents": lambda words: words,
    "plain": lambda words: " ".join(map(spelling.fold, words.split())),
    "capitals": str.upper,
    "apart": lambda words: unicodedata.normalize("NFD", words),
    "tone": lambda words: _moved(words),
}
_TONE = "\u0300\u0301\u0303\u0309\u0323"
_OPEN = re.compile(rf"(?<![qQ])([oO](?=[{_TONE}]?[aAeE])|[uU](?=[{_TONE}]?[yY]))([{_TONE}]?)([aAeEyY])([{_TONE}]?)$")
_RUN = re.compile(r"[^\W_]+(?: [^\W_]+)+")


@dataclass(frozen=True)
class Text:
    """An article as the search knows it; `address` as it stands in links."""

    address: str
    title: str
    body: str


@dataclass(frozen=True)
class Query:
    """`kind` is title or body, `form` how it is typed; `words` identify the article at `address`."""

    kind: str
    form: str
    words: str
    address: str


def text(article: Article) -> Text:
    body = article.markdown(post=lambda reference: "/", picture=lambda file: file)
    lines = [line for line in body.splitlines() if re.match(r"[^\W_]", line) and "](" not in line]
    return Text(f"/{article.place.date:%Y/%m}/{article.place.slug}/", article.title, "\n".join(lines))


def queries(texts: Sequence[Text], count: int, seed: int = 1) -> list[Query]:
    """For `count` titles and `count` bodies, each form of some words of theirs that no other article has one after the
    other.
    """
    random, found = Random(seed), []
    folded = [_folded(f"{one.title} · {one.body}") for one in texts]
    for kind in ("title", "body"):
        for forms in (["accents", "plain", "capitals", "apart"], ["tone"]):
            wanted, chosen = count, 0
            for one in random.sample(texts, len(texts)):
                words = _some_words(
                    one.title if kind == "title" else one.body,
                    random,
                    (3, 5) if kind == "title" else (4, 6),
                    forms == ["tone"],
                )
                if words and _is_alone(_folded(words), folded):
                    found += [Query(kind, form, FORMS[form](words), one.address) for form in forms]
                    chosen += 1
                if chosen == wanted:
                    break
    return found


def _some_words(source: str, random: Random, length: tuple[int, int], needs_movable_tone: bool) -> str | None:
    runs = [run.split() for run in _RUN.findall(source)]
    pieces = []
    for run in runs:
        for start in range(len(run) - length[0] + 1):
            pieces.append(run[start : start + random.randint(*length)])
    pieces = [
        piece
        for piece in pieces
        if len(piece) >= length[0] and (not needs_movable_tone or _moved(" ".join(piece)) != " ".join(piece))
    ]
    return " ".join(random.choice(pieces)) if pieces else None


def _folded(source: str) -> str:
    return f" {' '.join(map(spelling.fold, spelling.words(source)))} "


def _is_alone(words: str, texts: Iterable[str]) -> bool:
    return sum(1 for other in texts if words in other) == 1


def _moved(words: str) -> str:
    """`hoà` for `hòa`, and the other way round."""

    def move(syllable: re.Match[str]) -> str:
        first, before, second, after = syllable.groups()
        return f"{first}{after}{second}{before}"

    return unicodedata.normalize(
        "NFC", " ".join(_OPEN.sub(move, unicodedata.normalize("NFD", word)) for word in words.split())
    )
