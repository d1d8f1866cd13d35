"""The catalogue: all published articles in order, and every list of the site as a view of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..articles.article import Article
from ..machine import digest
from ..problems import Problem
from . import claims, gone_files, successors, timetable
from .address_book import AddressBook, dead_links
from .month import Labels, Month, page_digest_of
from .month import labels as labels_of
from .names import Group, NameList, Names


@dataclass(frozen=True)
class Catalogue:
    """The published articles, oldest first, and their lists. Categories are keyed by slug, months by `YYYY/MM`."""

    articles: tuple[Article, ...]
    removed: tuple[Article, ...]
    """The articles whose text is gone, oldest first. No list contains them."""
    categories: dict[str, Group]
    series: dict[str, Group]
    """The series of articles, by slug, in the order of the settings."""
    author_names: Names
    tag_names: Names
    months: dict[str, Group]
    address_of: dict[str, str]
    """The address of each post by its name, for links between posts."""
    translations: dict[str, Article]
    """The translation of each post that has one, by the name of the original."""
    tag_uses: dict[str, list[tuple[str, Sequence[int]]]]
    """For each month, the key of each of its tags in the order of first use, with the indices of the articles that bear
    the tag.
    """
    peculiar_authors: dict[str, list[tuple[str, str]]]
    """For each month, the authors that have namesakes, with their slugs. Months without such authors are left out."""
    address_book: AddressBook = field(compare=False)
    digests: dict[str, bytes]
    """For each month, a digest of its articles, of the addresses to which its links lead, and of the slugs of its
    authors and tags.
    """
    page_digests: dict[str, bytes]
    """For each month, a digest of its articles without their views."""

    @property
    def authors(self) -> dict[str, Group]:
        return self.author_names.groups

    @property
    def tags(self) -> dict[str, Group]:
        return self.tag_names.groups

    def newest(self, number: int) -> tuple[Article, ...]:
        """The `number` newest articles, the newest first."""
        return self.articles[: -number - 1 : -1]


def build(
    months: Mapping[str, Month],
    categories: dict[str, str],
    taken: frozenset[str],
    now: int,
    deleted_files: Mapping[str, int] | None = None,
    recording_format: str | None = None,
    author_slugs: Mapping[str, str] | None = None,
    series: Mapping[str, str] | None = None,
) -> tuple[Catalogue, list[Problem]]:
    """Puts all months into the catalogue, the oldest first, and reports problems.

    `taken` are output paths that belong to `docs/`. `now` is in seconds since 1970. `deleted_files` are pictures and
    attachments of the list of deleted posts, with their lines. `recording_format` is that of recordings, None if
    articles are not read aloud. `author_slugs` are slugs from the settings, by name; `series` are the names of the
    series by slug.

    Drafts and posts dated after `now` are left out and reported as notices. Two claims to one address or one id are
    errors.
    """
    problems = claims.conflicts(months, taken, categories, recording_format)
    published: list[Article] = []
    removed: list[Article] = []
    waiting: set[str] = set()
    by_category: dict[str, list[Article]] = {slug: [] for slug in categories}
    by_series: dict[str, list[Article]] = {slug: [] for slug in series or {}}
    by_month: dict[str, Group] = {}
    labels_by_month: dict[str, tuple[Labels, Labels]] = {}
    author_list, tag_list = NameList(), NameList()
    digests, page_digests = {}, {}
    tag_uses = {}
    for name, month in months.items():
        visible, labels = month.articles, (month.authors, month.tags)
        digests[name], page_digests[name] = month.digest, month.page_digest
        problems += timetable.premature(month, now)
        visible, expired = timetable.as_of(visible, now)
        if expired:
            digests[name] = digest.of_values(month.digest, expired)
            page_digests[name] = digest.of_values(month.page_digest, expired)
        hidden = [article for article in visible if article.removed or timetable.is_waiting(article, now)]
        if hidden:
            unpublished = [article for article in hidden if timetable.is_waiting(article, now)]
            problems += [timetable.reason(article, now) for article in unpublished]
            waiting |= {article.name for article in unpublished}
            hidden_names = {article.name for article in hidden}
            removed += [article for article in hidden if article.name not in waiting]
            visible = tuple([article for article in visible if article.name not in hidden_names])
            labels = labels_of(visible)
            digests[name], page_digests[name] = digest.of_values(visible), page_digest_of(visible)
        if visible:
            published += visible
            by_month[name] = Group(name, name, visible)
            labels_by_month[name] = labels
            author_list.add(labels[0], visible)
            tag_uses[name] = tag_list.add(labels[1], visible)
        for article in visible:
            by_category[article.category].append(article)
            if article.series is not None:
                by_series[article.series].append(article)
    if waiting or removed:
        problems += timetable.links_to_missing(months, waiting, {article.name for article in removed})
    problems += [*timetable.reviews_due(published, now), *successors.problems(months, published, removed)]
    address_of = {article.name: article.address for article in published}
    authors, tags = author_list.names(author_slugs), tag_list.names()
    groups = {slug: Group(name, slug, tuple(by_category[slug])) for slug, name in categories.items()}
    problems += gone_files.problems(months, removed, deleted_files or {})
    book = AddressBook(tuple(published), months, groups, by_series, (authors, tags), taken)
    problems += dead_links(months, tuple(published), book)
    peculiar_authors = {
        name: authors_with_namesakes
        for name, labels in labels_by_month.items()
        if (authors_with_namesakes := authors.peculiar_of(labels[0]))
    }

    def digest_of(name: str) -> bytes:
        linked = [address_of.get(link) for link in months[name].links]
        return digest.of_values(
            digests[name], linked, peculiar_authors.get(name), tags.peculiar_of(labels_by_month[name][1])
        )

    translations = {article.translation_of: article for article in published if article.translation_of}
    return (
        Catalogue(
            articles=tuple(published),
            removed=tuple(removed),
            categories=groups,
            series={slug: Group(name, slug, tuple(by_series[slug])) for slug, name in (series or {}).items()},
            author_names=authors,
            tag_names=tags,
            months=by_month,
            address_of=address_of,
            translations=translations,
            tag_uses=tag_uses,
            peculiar_authors=peculiar_authors,
            address_book=book,
            digests={name: digest_of(name) for name in by_month},
            page_digests={name: page_digests[name] for name in by_month},
        ),
        problems,
    )
