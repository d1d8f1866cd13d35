"""A bulletin's articles, as many as wanted, the same ones for the same size and seed.

`python -m benchmarks.corpus 2000 folder` writes them into `folder/posts/`, as the bulletin wants them.
"""

import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from itertools import accumulate
from math import log
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from mkdocs.utils.yaml import yaml_load
from project import SETTINGS
from slugify import slugify

from . import post_file, prose, vocabulary
from .article import Article, Picture, Reference
from .plates import PLATES
from .prose import Prose

HOME = ZoneInfo("Asia/Ho_Chi_Minh")
NEWEST_DAY = date(2026, 6, 20)
A_DAY = 7
"""Articles; 2,555 a year."""
CLOCK = datetime(2026, 6, 30, 12, tzinfo=HOME)
"""The time of all builds: after the articles that are still to come."""

_AUTHORS, _TAGS = 40, 1500
_MEAN_WORDS, _SPREAD = 800, 0.7
_SHORTEST, _LONGEST = 60, 12_000
_OVERSHOOT = 50
"""Half a block: by so much the last one goes beyond the length."""


def articles(size: int, seed: int = 1) -> Iterator[Article]:
    """`size` articles, the oldest first. None is kept: a corpus of any size takes the memory of one article."""
    corpus = Corpus(size, seed)
    return (corpus.article(number) for number in range(size))


@cache
def categories() -> dict[str, str]:
    """Slug and name, as the bulletin's settings have them."""
    settings = yaml_load(SETTINGS)
    return {category["slug"]: category["name"] for category in settings["extra"]["bulletin"]["categories"]}


@cache
def authors(seed: int = 1) -> tuple[str, ...]:
    """All who write; the first ones write most."""
    random = Random(f"authors {seed}")
    names: dict[str, str] = {}
    while len(names) < _AUTHORS:
        name = prose.name(random)
        names.setdefault(slugify(name), name)
    return tuple(names.values())


class Corpus:
    """Articles by number, each made by itself. From `size` on they are news: newer than the corpus, not yet part of it,
    and the same for corpora of all sizes, so that what it takes to publish them can be compared.
    """

    def __init__(self, size: int, seed: int = 1) -> None:
        self.size = size
        self.seed = seed
        self._vocabulary = vocabulary.load(seed)

    def article(self, number: int) -> Article:
        random, title, place = self._begin(number)
        tags = tuple(
            dict.fromkeys(
                random.choices(
                    self._tags, cum_weights=_TAG_WEIGHTS, k=random.choices(range(6), (5, 15, 25, 30, 15, 10))[0]
                )
            )
        )
        words = Prose(self._vocabulary, random, (*tags, *title.lower().split(), *self._vocabulary.draw(random, 12)))
        pictures = (
            [self._picture(f"anh-{position}.jpg", random, words) for position in range(1, 3)]
            if random.random() < 0.2
            else []
        )
        pictures = pictures[: random.choices((1, 2), (3, 1))[0]]
        links = self._earlier(number, random) if random.random() < 0.15 else ()
        return Article(
            place=place,
            title=title,
            lead=" ".join(words.sentence() for _ in range(random.randint(1, 2))) if random.random() < 0.9 else None,
            authors=tuple(
                dict.fromkeys(
                    random.choices(
                        authors(self.seed), cum_weights=_AUTHOR_WEIGHTS, k=2 if random.random() < 0.08 else 1
                    )
                )
            ),
            tags=tags,
            views=int(random.lognormvariate(6.5, 1.1)),
            photo=pictures[0] if pictures else None,
            pictures=tuple(pictures[1:]),
            links=links,
            body=_body(random, words, pictures[1:], len(links)),
        )

    def place(self, number: int) -> Reference:
        return self._begin(number)[2]

    def _begin(self, number: int) -> tuple[Random, str, Reference]:
        """What a link to the article has to know, and the dice for the rest of it."""
        place = f"{self.size} {number}" if number < self.size else f"news {number - self.size}"
        random = Random(f"article {self.seed} {place}")
        day, position = divmod(number - self.size + A_DAY, A_DAY)
        time = datetime(NEWEST_DAY.year, NEWEST_DAY.month, NEWEST_DAY.day, 7, tzinfo=HOME) + timedelta(
            days=day, minutes=95 * position + random.randrange(90)
        )
        title = prose.capital(" ".join(self._vocabulary.draw(random, random.randint(6, 16))))
        category = random.choices(list(categories()), cum_weights=_category_weights())[0]
        return random, title, Reference(time, category, slugify(title, max_length=72, word_boundary=True))

    def _earlier(self, number: int, random: Random) -> tuple[Reference, ...]:
        """Mostly what came in the last weeks."""
        steps = (1 + int(random.expovariate(1 / 60)) for _ in range(random.randint(1, 2)))
        return tuple(self.place(number - step) for step in steps if step <= number)

    def _picture(self, file: str, random: Random, words: Prose) -> Picture:
        alt, caption = prose.capital(words.phrase(5, 12)), prose.capital(words.phrase(5, 12)) + "."
        return Picture(file, random.randrange(PLATES), alt, caption, f"Ảnh: {prose.name(random)}")

    @cached_property
    def _tags(self) -> list[str]:
        """No two of them with one slug: generators differ in what they make of that."""
        tags = {slugify(word): word for word in reversed(self._vocabulary.compounds)}
        return list(reversed(tags.values()))[:_TAGS]


@cache
def _category_weights() -> list[float]:
    return list(accumulate(vocabulary.zipf(len(categories()), offset=1)))


_AUTHOR_WEIGHTS = list(accumulate(vocabulary.zipf(_AUTHORS, offset=5)))
_TAG_WEIGHTS = list(accumulate(vocabulary.zipf(_TAGS, offset=2)))


def _body(random: Random, words: Prose, pictures: list[Picture], links: int) -> str:
    """Blocks until there are enough words. The lengths are lognormal: most articles short, a few very long."""
    length = min(max(random.lognormvariate(log(_MEAN_WORDS) - _SPREAD**2 / 2, _SPREAD), _SHORTEST), _LONGEST)
    blocks = [words.paragraph()]
    written = len(blocks[0].split())
    with_headings, depth = length > 500 and random.random() < 0.7, 0
    while written < length - _OVERSHOOT:
        begun = len(blocks)
        chance = random.random()
        if with_headings and chance < 0.12:
            depth = 3 if depth == 2 and random.random() < 0.3 else 2
            blocks.append(f"{'#' * depth} {prose.capital(words.phrase(3, 8))}")
            blocks.append(words.paragraph())
        elif chance < 0.20:
            blocks.append(words.bullets())
            blocks.append(words.paragraph())  # two lists in a row would be one
        elif chance < 0.25:
            blocks.append(words.quotation())
            blocks.append(words.paragraph())
        elif chance < 0.28:
            blocks.append(words.table())
        else:
            blocks.append(words.paragraph())
        written += sum(len(block.split()) for block in blocks[begun:])
    for position in range(links):
        blocks.append(f"{prose.capital(words.phrase(2, 5))} [{words.phrase(3, 8)}](post:{position}).")
    for picture in pictures:
        blocks.insert(random.randint(1, len(blocks)), f'![{picture.alt}](picture:{picture.file} "{picture.caption}")')
    return "\n\n".join(blocks) + "\n"


if __name__ == "__main__":
    post_file.write_all(articles(int(sys.argv[1])), Path(sys.argv[2], "posts"))
