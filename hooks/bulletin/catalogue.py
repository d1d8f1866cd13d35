"""The catalogue: all published articles in order, and every list of the site as a view of it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain, count
from operator import attrgetter
from pathlib import PurePosixPath

from . import addresses, dates, post, words
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
    """Post name to address, for links between posts."""
    author_slugs: dict[str, str]
    tag_slugs: dict[str, str]
    """The slug of each author's and each tag's page, by name as written."""

    def newest(self, number: int) -> tuple[Article, ...]:
        return self.articles[: -number - 1 : -1]


def build(articles: Iterable[Article], categories: dict[str, str], taken: frozenset[str], now: int) -> tuple[Catalogue, list[Problem]]:
    """Sorts articles into the catalogue. `taken` are output paths that belong to fixed pages, `now` is in seconds since 1970.

    Drafts and posts dated after `now` stay out and are reported as notices; two claims on one address are errors.
    """
    # Articles of one minute are ordered by address, so that every list is the same on every machine.
    ordered = sorted(articles, key=attrgetter("published", "address"))
    problems = _address_conflicts(ordered, taken, categories)
    published = []
    for article in ordered:
        if article.draft or article.published > now or article.empty:
            problems.append(_unpublished(article))
        else:
            published.append(article)
    by_category: dict[str, list[Article]] = {slug: [] for slug in categories}
    by_month: dict[str, list[Article]] = defaultdict(list)
    for article in published:
        by_category[article.category].append(article)
        by_month[article.month].append(article)
    address_of = {article.name: article.address for article in published}
    unpublished = frozenset(article.name for article in ordered if article.name not in address_of)
    problems += _links_to_unpublished(ordered, unpublished)
    authors, author_slugs = _named(published, attrgetter("author"))
    tags, tag_slugs = _named(published, attrgetter("tags"))
    return (
        Catalogue(
            articles=tuple(published),
            categories={slug: Group(name, slug, tuple(by_category[slug])) for slug, name in categories.items()},
            authors=authors,
            tags=tags,
            months={key: Group(key, key, tuple(group)) for key, group in by_month.items()},
            address_of=address_of,
            author_slugs=author_slugs,
            tag_slugs=tag_slugs,
        ),
        problems,
    )


def _unpublished(article: Article) -> Problem:
    """Why an article is not on the site."""
    file = post.file(article.name)
    if article.draft:
        return problem("draft", file, article.lines.draft, "draft")
    if article.empty:
        return problem("no-body", file, article.lines.body)
    return problem("scheduled", file, article.lines.date, "date", when=dates.in_words(article.date))


def _links_to_unpublished(articles: list[Article], unpublished: frozenset[str]) -> list[Problem]:
    return [
        problem("link-to-unpublished", post.file(article.name), link.line, value=link.url)
        for article in articles
        for link in article.links
        if link.name in unpublished
    ]


def _named(articles: list[Article], names: Callable[[Article], Iterable[str]]) -> tuple[dict[str, Group], dict[str, str]]:
    """Groups by name, and the slug of each spelling. `Thuý` and `Thúy` are one name, and the spelling used first
    stands; `Hà` and `Hạ` are two, and the later one's slug gets a number.
    """
    slug_of: dict[str, str] = {}
    spelling: dict[str, str] = {}
    members: dict[str, list[Article]] = {}
    slug_of_key: dict[str, str] = {}
    for article in articles:
        for name in names(article):
            slug = slug_of.get(name)
            if slug is None:
                key = _same_name(name)
                if key not in slug_of_key:
                    plain = addresses.slug(name) or "khac"
                    slug_of_key[key] = next(slug for slug in chain([plain], (f"{plain}-{number}" for number in count(2))) if slug not in spelling)
                    spelling[slug_of_key[key]] = name
                slug = slug_of[name] = slug_of_key[key]
                members.setdefault(slug, [])
            group = members[slug]
            if not group or group[-1] is not article:
                group.append(article)
    return {slug: Group(spelling[slug], slug, tuple(members[slug])) for slug in sorted(members)}, slug_of


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
            problems.append(problem("address-twice", post.file(article.name), article.lines.slug, "slug", **facts))
    folders = set()
    for article in articles:
        for alias, line in zip(article.aliases, article.lines.aliases, strict=True):
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
        line = min(article.lines.aliases, default=1)
        problems.append(problem("alias-taken", post.file(article.name), line, "aliases", address=f"/{output}", other=f"/{output}/…"))
    return problems
