"""Vietnamese words with natural frequencies.

The syllables are those of Debian's hunspell-vi. How often one comes is counted in the project's own posts; the
syllables that no post has share what Good and Turing leave for the unseen, by Zipf's law.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from random import Random

from project import source

DICTIONARY = Path("/usr/share/hunspell/vi_VN.dic")
POSTS = source("posts")

_SINGLE_SHARE = 0.45
"""Of the words of a text, those of one syllable; they are half of all in news."""
_COMPOUNDS = {2: 11_000, 3: 3_000}
"""How many words of two and of three syllables are made; a few come twice and count once."""


@dataclass(frozen=True)
class Vocabulary:
    """`words[i]` comes with a probability of `weights[i] - weights[i - 1]`: the form `random.choices` wants."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    compounds: tuple[str, ...]
    """The words of more than one syllable, the most frequent first."""

    def draw(self, random: Random, count: int) -> list[str]:
        return random.choices(self.words, cum_weights=self.weights, k=count)


@lru_cache(maxsize=1)
def load(seed: int) -> Vocabulary:
    random = Random(f"vocabulary {seed}")
    syllables = _syllables(random)
    compounds = _compounds(syllables, random)
    weights = [weight * _SINGLE_SHARE for weight in syllables.values()]
    weights += [weight * (1 - _SINGLE_SHARE) for weight in zipf(len(compounds), offset=10)]
    return Vocabulary((*syllables, *compounds), tuple(accumulate(weights)), compounds)


def zipf(count: int, offset: float = 0) -> list[float]:
    """Zipf's law as Mandelbrot mended it: the weight of each rank, 1 together."""
    weights = [1 / (rank + offset) for rank in range(1, count + 1)]
    total = sum(weights)
    return [weight / total for weight in weights]


def _syllables(random: Random) -> dict[str, float]:
    """Each syllable of the dictionary with its probability."""
    known = {line for line in _lines(DICTIONARY) if line.isalpha() and line.islower()}
    seen = Counter(syllable for syllable in _spoken(POSTS.rglob("*.md")) if syllable in known)
    total = seen.total()
    unseen_share = sum(1 for count in seen.values() if count == 1) / total if total else 1.0
    syllables = {syllable: count / total * (1 - unseen_share) for syllable, count in sorted(seen.items())}
    unseen = sorted(known - syllables.keys())
    random.shuffle(unseen)
    return syllables | {
        syllable: weight * unseen_share for syllable, weight in zip(unseen, zipf(len(unseen)), strict=True)
    }


def _compounds(syllables: dict[str, float], random: Random) -> tuple[str, ...]:
    # The root of the frequency: `của` and `và` make up a tenth of a text, but hardly any compounds.
    choice, weights = list(syllables), list(accumulate(weight**0.5 for weight in syllables.values()))
    compounds = []
    for length, number in _COMPOUNDS.items():
        distinct = dict.fromkeys(" ".join(random.choices(choice, cum_weights=weights, k=length)) for _ in range(number))
        compounds += list(distinct)
    random.shuffle(compounds)
    return tuple(compounds)


def _lines(path: Path) -> list[str]:
    return unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).splitlines()


def _spoken(posts: Iterable[Path]) -> Iterable[str]:
    for path in sorted(posts):
        for line in _lines(path):
            yield from re.findall(r"[^\W\d_]+", line.lower())
