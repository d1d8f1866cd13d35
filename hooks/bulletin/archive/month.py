"""A month: everything that each build needs of the posts of one month, so that checking an unchanged month takes one
comparison.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from sys import intern

import msgspec

from ..articles.article import Article
from ..articles.facts import PostLink, SiteLink
from ..machine import digest
from ..posts import post_folder
from ..posts.file_states import EXISTS
from ..posts.post_folder import PostFolder
from ..problems import Problem
from .post_reader import PostRecord

Labels = dict[str, tuple[int, ...]]
"""Names as posts write them, in the order of first use, each with the indices of the articles that bear it."""


class StoredFile(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A picture or attachment below `posts/`, with its stamp and the digest of its bytes."""

    name: str
    stamp: int
    digest: bytes


class Attachment(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A file that a post hands out unchanged, and where the post asks for it. `digest` is that of the file's bytes."""

    file: str
    address: str
    digest: bytes
    post: str
    line: int
    key: str


class Month(msgspec.Struct, frozen=True, array_like=True, weakref=True):
    """All articles of one month, ordered by time and within a minute by address, so that every list is the same on
    every machine.

    `listing` is the PostFolder's digest of the month's folder, empty if the next build has to examine the posts in any
    case. `outside` are the files in other folders on which the articles depend, with their states. `digest` is that of
    all `articles`, including their views, `page_digest` that of their PageFacts.
    """

    listing: bytes
    articles: tuple[Article, ...]
    authors: Labels
    tags: Labels
    links: tuple[str, ...]
    """The names of the posts to which the articles link."""
    site_links: tuple[tuple[str, SiteLink], ...]
    anchor_links: tuple[tuple[str, PostLink], ...]
    """Links to headings of other posts, and `site_links` to addresses of the site, each with the name of its post."""
    attachments: tuple[Attachment, ...]
    outside_states: tuple[tuple[str, bytes | None], ...]
    files: tuple[StoredFile, ...]
    """The files of `outside` that are not posts."""
    problems: tuple[Problem, ...]
    digest: bytes
    page_digest: bytes


class MonthRecords(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The records of a month's posts, and the files beside the posts on which they depend."""

    records: tuple[PostRecord, ...]
    files: tuple[StoredFile, ...]

    @classmethod
    def of(cls, records: Sequence[PostRecord], folder: PostFolder) -> "MonthRecords":
        """The records with the files that they name. Files that are posts or missing are left out."""
        return cls(
            tuple(records),
            _stored_files({name: state for record in records for name, state in record.depends_on}, folder),
        )


def of_records(name: str, records: Iterable[PostRecord], folder: PostFolder, is_complete: bool) -> Month:
    """The month that some records make up. The next build examines its posts again unless it `is_complete`."""
    records = sorted(records, key=lambda record: (record.article.published, record.article.address))
    articles = tuple([record.article for record in records])
    authors, tags = labels(articles)
    outside_states = {
        file: state for record in records for file, state in record.depends_on if post_folder.month(file) != name
    }
    return Month(
        listing=folder.listings.get(name, b"") if is_complete else b"",
        articles=articles,
        authors=authors,
        tags=tags,
        links=tuple(sorted({name for article in articles for name in _linked(article)})),
        site_links=tuple([(article.name, link) for article in articles for link in article.facts.site_links]),
        anchor_links=tuple(
            [(article.name, link) for article in articles for link in article.facts.links if link.anchor]
        ),
        attachments=tuple([attachment for article in articles for attachment in _attached(article)]),
        outside_states=tuple(sorted(outside_states.items(), key=itemgetter(0))),
        files=_stored_files(outside_states, folder),
        problems=tuple([problem for record in records for problem in record.problems]),
        digest=digest.of_values(articles),
        page_digest=page_digest_of(articles),
    )


def _linked(article: Article) -> list[str]:
    """The names of the posts to which an article's page links."""
    facts = article.facts
    return [*[link.name for link in facts.links], *filter(None, (facts.replaced_by, facts.translation_of))]


def page_digest_of(articles: Iterable[Article]) -> bytes:
    """The digest of all that the pages of some articles may show besides their views."""
    return digest.of(b"".join([article.page_digest for article in articles]))


def labels(articles: Sequence[Article]) -> tuple[Labels, Labels]:
    """The authors and the tags of some articles, with the indices of their articles."""
    authors: Labels = {}
    tags: Labels = {}
    for index, article in enumerate(articles):
        facts = article.facts
        for label, names in ((authors, facts.author), (tags, facts.tags)):
            for name in dict.fromkeys(names):
                label[intern(name)] = (*label.get(name, ()), index)
    return authors, tags


def _attached(article: Article) -> Iterator[Attachment]:
    facts = article.facts
    for item, (line, key) in zip(facts.media, facts.lines.media, strict=True):
        if item.shape is None:
            yield Attachment(item.file, item.address, item.digest, article.name, line, key)


def _stored_files(states: dict[str, bytes | None], folder: PostFolder) -> tuple[StoredFile, ...]:
    """The pictures and attachments among some files, given with their states."""
    media = [
        (name, state)
        for name, state in sorted(states.items(), key=itemgetter(0))
        if state is not None and state != EXISTS
    ]
    return tuple([StoredFile(name, folder.files[name], state) for name, state in media])
