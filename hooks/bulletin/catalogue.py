"""The catalogue: all published articles in order, and every list of the site as a view of it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import PurePosixPath

from . import addresses, dates, words
from .article import Article
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
    """Post name to address, for links between posts; unpublished posts are not in it."""
    unpublished: frozenset[str]
    author_slugs: dict[str, str]
    tag_slugs: dict[str, str]
    """The slug of each author's and each tag's page, by name as written."""

    def newest(self, number: int) -> tuple[Article, ...]:
        return self.articles[::-1][:number]

    def earlier(self, article: Article, position: int, number: int = 10) -> tuple[Article, ...]:
        """The articles of the same category just before this one, newest first. Never a later one: publishing changes no old page."""
        return self.categories[article.front.category].articles[max(0, position - number) : position][::-1]


def build(articles: Iterable[Article], categories: dict[str, str], taken: frozenset[str], now: datetime) -> tuple[Catalogue, list[Problem]]:
    """Sorts articles into the catalogue. `taken` are output paths that belong to fixed pages.

    Drafts and posts dated after `now` stay out and are reported as notices; two claims on one address are errors.
    """
    ordered = sorted(articles, key=lambda article: article.order)
    problems = _address_conflicts(ordered, taken, categories)
    published = []
    for article in ordered:
        if article.front.draft:
            problems.append(problem("draft", article.file, article.line("draft"), "draft"))
        elif article.front.date > now:
            problems.append(problem("scheduled", article.file, article.line("date"), "date", when=dates.in_words(article.front.date)))
        elif article.is_empty:
            problems.append(problem("no-body", article.file, article.body_line))
        else:
            published.append(article)
    by_category: dict[str, list[Article]] = {slug: [] for slug in categories}
    by_month: dict[str, list[Article]] = defaultdict(list)
    for article in published:
        by_category[article.front.category].append(article)
        by_month[f"{dates.local(article.front.date):%Y/%m}"].append(article)
    address_of = {article.name: article.address for article in published}
    authors, author_slugs = _named(published, lambda article: article.front.author)
    tags, tag_slugs = _named(published, lambda article: article.front.tags)
    return (
        Catalogue(
            articles=tuple(published),
            categories={slug: Group(name, slug, tuple(by_category[slug])) for slug, name in categories.items()},
            authors=authors,
            tags=tags,
            months={key: Group(key, key, tuple(group)) for key, group in by_month.items()},
            address_of=address_of,
            unpublished=frozenset(article.name for article in ordered) - address_of.keys(),
            author_slugs=author_slugs,
            tag_slugs=tag_slugs,
        ),
        problems,
    )


def _named(articles: list[Article], names: Callable[[Article], Iterable[str]]) -> tuple[dict[str, Group], dict[str, str]]:
    """Groups by name, and the slug of each spelling. `Thuý` and `Thúy` are one name, and the spelling used first
    stands; `Hà` and `Hạ` are two, and the later one's slug gets a number.
    """
    slugs: dict[str, str] = {}
    slug_of: dict[str, str] = {}
    spelling: dict[str, str] = {}
    members: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for name in names(article):
            key = _same_name(name)
            if key not in slugs:
                plain = addresses.slug(name) or "khac"
                slugs[key] = next(slug for slug in chain([plain], (f"{plain}-{number}" for number in count(2))) if slug not in spelling)
                spelling[slugs[key]] = name
            slug_of[name] = slugs[key]
            if not members[slugs[key]] or members[slugs[key]][-1] is not article:
                members[slugs[key]].append(article)
    return {slug: Group(spelling[slug], slug, tuple(members[slug])) for slug in sorted(members)}, slug_of


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
    problems = []
    owner: dict[str, Article] = {}
    for article in articles:
        output = addresses.output(article.address)
        if output in owner:
            problems.append(problem("address-twice", article.file, article.line("slug"), "slug", address=f"/{article.address}", other=owner[output].file))
        owner.setdefault(output, article)
    for article in articles:
        for index, alias in enumerate(article.front.aliases):
            address = addresses.alias(alias)
            assert address is not None, "the schema lets no other alias through"
            output = addresses.output(address)
            if output in owner or output in taken or _belongs_to_engine(address, categories):
                other = owner[output].file if output in owner else words.terminal()["site_itself"]
                problems.append(problem("alias-taken", article.file, article.line("aliases", index), "aliases", address=alias, other=other))
            owner.setdefault(output, article)
    folders = {str(parent) for output in owner for parent in PurePosixPath(output).parents}
    for output in sorted(owner.keys() & folders):  # a file can't stand where a folder has to be
        article = owner[output]
        problems.append(problem("alias-taken", article.file, article.line("aliases"), "aliases", address=f"/{output}", other=f"/{output}/…"))
    return problems
