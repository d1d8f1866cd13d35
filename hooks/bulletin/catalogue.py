"""The catalogue: all published articles in order, and every list of the site as a view of it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, count
from pathlib import PurePosixPath

from . import addresses, dates, digest, post, words
from .article import Article
from .month import Labels, Month
from .month import labels as labels_of
from .problems import Problem, problem

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng


@dataclass(frozen=True)
class Group:
    """The articles under one heading (a category, an author, a tag, a month), oldest first."""

    name: str
    slug: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Catalogue:
    """`articles` are the published ones, oldest first. The groups are keyed by slug, months by `YYYY/MM`."""

    articles: tuple[Article, ...]
    categories: dict[str, Group]
    authors: dict[str, Group]
    tags: dict[str, Group]
    months: dict[str, Group]
    address_of: dict[str, str]
    """Post name to address, for links between posts."""
    author_slugs: dict[str, str]
    tag_slugs: dict[str, str]
    """The slug of each author's and each tag's page, by name as written."""
    tag_uses: dict[str, list[tuple[str, Sequence[int]]]]
    """For each month the slugs of its tags, in the order of their first use, with the places of the articles that bear them."""
    digests: dict[str, bytes]
    """For each month, what stands for its articles, the addresses of the posts that they lead to, and the slugs of their authors and tags."""

    def newest(self, number: int) -> tuple[Article, ...]:
        return self.articles[: -number - 1 : -1]


def build(months: Mapping[str, Month], categories: dict[str, str], taken: frozenset[str], now: int) -> tuple[Catalogue, list[Problem]]:
    """Puts all months into the catalogue, the oldest first. `taken` are output paths that belong to fixed pages, `now` is in seconds since 1970.

    Drafts and posts dated after `now` stay out and are reported as notices; two claims on one address are errors.
    """
    problems = _address_conflicts([article for month in months.values() for article in month.articles], taken, categories)
    published: list[Article] = []
    unpublished: set[str] = set()
    by_category: dict[str, list[Article]] = {slug: [] for slug in categories}
    by_month: dict[str, Group] = {}
    authors, tags = _Names(), _Names()
    digests = {}
    tag_uses = {}
    for name, month in months.items():
        visible, labels, digests[name] = month.articles, (month.authors, month.tags), month.digest
        hidden = [article for article in visible if article.published > now or article.draft or article.empty]
        if hidden:
            problems += [_unpublished(article) for article in hidden]
            unpublished |= {article.name for article in hidden}
            visible = tuple([article for article in visible if article.name not in unpublished])
            labels, digests[name] = labels_of(visible), digest.of_values(visible)
        if visible:
            published += visible
            by_month[name] = Group(name, name, visible)
            authors.add(labels[0], visible)
            tag_uses[name] = tags.add(labels[1], visible)
        for article in visible:
            by_category[article.category].append(article)
    address_of = {article.name: article.address for article in published}
    if unpublished:
        problems += _links_to_unpublished(months, unpublished)
    slugs = sorted(authors.peculiar), sorted(tags.peculiar)
    return (
        Catalogue(
            articles=tuple(published),
            categories={slug: Group(name, slug, tuple(by_category[slug])) for slug, name in categories.items()},
            authors=authors.groups(),
            tags=tags.groups(),
            months=by_month,
            address_of=address_of,
            author_slugs=authors.slug_of,
            tag_slugs=tags.slug_of,
            tag_uses=tag_uses,
            digests={name: digest.of_values(digests[name], [address_of.get(link) for link in months[name].links], slugs) for name in by_month},
        ),
        problems,
    )


def _unpublished(article: Article) -> Problem:
    """Why an article is not on the site."""
    file, lines = post.file(article.name), article.facts.lines
    if article.draft:
        return problem("draft", file, lines.draft, "draft")
    if article.empty:
        return problem("no-body", file, lines.body)
    return problem("scheduled", file, lines.date, "date", when=dates.in_words(article.date))


def _links_to_unpublished(months: Mapping[str, Month], unpublished: set[str]) -> list[Problem]:
    return [
        problem("link-to-unpublished", post.file(article.name), link.line, value=link.url)
        for month in months.values()
        if not unpublished.isdisjoint(month.links)
        for article in month.articles
        for link in article.facts.links
        if link.name in unpublished
    ]


class _Names:
    """Groups by name, and the slug of each spelling. `Thuý` and `Thúy` are one name, and the spelling used first
    stands; `Hà` and `Hạ` are two, and the later one's slug gets a number.
    """

    def __init__(self) -> None:
        self.slug_of: dict[str, str] = {}
        self.peculiar: list[tuple[str, str]] = []
        """Names and their slugs, where those don't follow from the name alone."""
        self._spelling: dict[str, str] = {}
        self._members: dict[str, list[Article]] = defaultdict(list)
        self._slug_of_key: dict[str, str] = {}

    def add(self, labels: Labels, articles: Sequence[Article]) -> list[tuple[str, Sequence[int]]]:
        """Takes the names of a month's articles; gives their slugs, with the places of the articles that bear them."""
        slugs = [self.slug_of.get(name) or self._new(name) for name in labels]
        places: list[tuple[str, Sequence[int]]] = list(zip(slugs, labels.values(), strict=True))
        if len(set(slugs)) < len(slugs):  # two spellings of one name
            together: dict[str, set[int]] = defaultdict(set)
            for slug, found in places:
                together[slug].update(found)
            places = [(slug, sorted(found)) for slug, found in together.items()]
        for slug, found in places:
            self._members[slug] += [articles[place] for place in found]
        return places

    def groups(self) -> dict[str, Group]:
        return {slug: Group(self._spelling[slug], slug, tuple(self._members[slug])) for slug in sorted(self._members)}

    def _new(self, name: str) -> str:
        key, plain = _same_name(name), addresses.slug(name) or "khac"
        if key not in self._slug_of_key:
            slug = next(slug for slug in chain([plain], (f"{plain}-{number}" for number in count(2))) if slug not in self._spelling)
            self._slug_of_key[key], self._spelling[slug] = slug, name
        slug = self.slug_of[name] = self._slug_of_key[key]
        if slug != plain:
            self.peculiar.append((name, slug))
        return slug


@cache
def _same_name(name: str) -> str:
    """A key without capitals and without the place of a tone: a syllable has one tone, wherever it is written."""
    words = []
    for word in unicodedata.normalize("NFD", name.casefold()).split():
        tone = "".join(mark for mark in word if mark in _TONES)
        words.append("".join(mark for mark in word if mark not in _TONES) + tone)
    return " ".join(words)


def _belongs_to_engine(address: str, categories: dict[str, str]) -> bool:
    first, _, rest = address.partition("/")
    taken = first in categories or first in addresses.RESERVED or (not rest and first in addresses.FILES)
    return taken or re.fullmatch(r"\d{4}/(?:\d{2}/)?", address) is not None


def _address_conflicts(articles: list[Article], taken: frozenset[str], categories: dict[str, str]) -> list[Problem]:
    if len({article.address for article in articles}) == len(articles) and not any([article.aliases for article in articles]):
        return []
    problems = []
    owner: dict[str, Article] = {}
    for article in articles:
        output = addresses.output(article.address)
        if (other := owner.setdefault(output, article)) is not article:
            facts = {"address": f"/{article.address}", "other": post.file(other.name)}
            problems.append(problem("address-twice", post.file(article.name), article.facts.lines.slug, "slug", **facts))
    folders = set()
    for article in articles:
        for alias, line in zip(article.aliases, article.facts.lines.aliases, strict=True):
            address = addresses.alias(alias)
            assert address is not None, "the schema lets no other alias through"
            output = addresses.output(address)
            if output in owner or output in taken or _belongs_to_engine(address, categories):
                holder = post.file(owner[output].name) if output in owner else words.terminal()["site_itself"]
                problems.append(problem("alias-taken", post.file(article.name), line, "aliases", address=alias, other=holder))
            owner.setdefault(output, article)
            folders |= {str(parent) for parent in PurePosixPath(output).parents}
    for output in sorted(owner.keys() & folders):  # a file can't stand where a folder has to be
        article = owner[output]
        line = min(article.facts.lines.aliases, default=1)
        problems.append(problem("alias-taken", post.file(article.name), line, "aliases", address=f"/{output}", other=f"/{output}/…"))
    return problems
