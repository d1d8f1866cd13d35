"""A month's posts, put together: what every build needs of them, so that a month in which nothing changed is one
comparison.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from sys import intern

import msgspec

from ..article import Article, PostLink, SiteLink
from ..machine import digest
from ..posts import post_folder
from ..posts.file_states import THERE
from ..posts.post_folder import PostFolder
from ..problems import Problem
from .post_reader import PostRecord

Labels = dict[str, tuple[int, ...]]
"""Names as they are written, in the order of their first use, with the places of the articles that bear them."""


class StoredFile(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A picture or attachment below `posts/` with its stamp and the digest of its bytes."""

    name: str
    stamp: int
    digest: bytes


class Attached(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A file that a post hands out as it is, and where the post asks for it; `digest` is that of its bytes."""

    file: str
    address: str
    digest: bytes
    post: str
    line: int
    key: str


class Month(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """`articles` are ordered by time, those of one minute by address, so that every list is the same on every machine.

    `listing` is what `post_folder.py` says of the month's folder, empty when the posts have to be looked at again in
    any case; `outside` are the files elsewhere on which the articles depend, `digest` stands for all of `articles`,
    their views included.
    """

    listing: bytes
    articles: tuple[Article, ...]
    authors: Labels
    tags: Labels
    links: tuple[str, ...]
    """The posts that its articles lead to."""
    site_links: tuple[tuple[str, SiteLink], ...]
    anchored: tuple[tuple[str, PostLink], ...]
    """Links to addresses of the site, and to parts of other posts, each with the post that it stands in."""
    attached: tuple[Attached, ...]
    outside: tuple[tuple[str, bytes | None], ...]
    files: tuple[StoredFile, ...]
    """Those of `outside` that are not posts."""
    problems: tuple[Problem, ...]
    digest: bytes


class MonthRecords(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is known of the posts of a month, and the files beside them on which that depends."""

    records: tuple[PostRecord, ...]
    files: tuple[StoredFile, ...]

    @classmethod
    def of(cls, records: Sequence[PostRecord], folder: PostFolder) -> "MonthRecords":
        return cls(
            tuple(records), _stored({name: state for record in records for name, state in record.depends_on}, folder)
        )


def of_records(name: str, records: Iterable[PostRecord], folder: PostFolder, is_complete: bool) -> Month:
    """The month of some records. The next build looks at its posts again unless it `is_complete`."""
    records = sorted(records, key=lambda record: (record.article.published, record.article.address))
    articles = tuple([record.article for record in records])
    authors, tags = labels(articles)
    outside = {
        file: state for record in records for file, state in record.depends_on if post_folder.month(file) != name
    }
    return Month(
        listing=folder.listings.get(name, b"") if is_complete else b"",
        articles=articles,
        authors=authors,
        tags=tags,
        links=tuple(sorted({link.name for article in articles for link in article.facts.links})),
        site_links=tuple([(article.name, link) for article in articles for link in article.facts.site_links]),
        anchored=tuple([(article.name, link) for article in articles for link in article.facts.links if link.anchor]),
        attached=tuple([one for article in articles for one in _attached(article)]),
        outside=tuple(sorted(outside.items(), key=itemgetter(0))),
        files=_stored(outside, folder),
        problems=tuple([problem for record in records for problem in record.problems]),
        digest=digest.of_values(articles),
    )


def labels(articles: Sequence[Article]) -> tuple[Labels, Labels]:
    """The authors and the tags of some articles."""
    authors: Labels = {}
    tags: Labels = {}
    for place, article in enumerate(articles):
        facts = article.facts
        for label, names in ((authors, facts.author), (tags, facts.tags)):
            for one in dict.fromkeys(names):
                label[intern(one)] = (*label.get(one, ()), place)
    return authors, tags


def _attached(article: Article) -> Iterator[Attached]:
    facts = article.facts
    for item, (line, key) in zip(facts.media, facts.lines.media, strict=True):
        if item.shape is None:
            yield Attached(item.file, item.address, item.digest, article.name, line, key)


def _stored(states: dict[str, bytes | None], folder: PostFolder) -> tuple[StoredFile, ...]:
    """The pictures and attachments among these files."""
    kept = [
        (name, state)
        for name, state in sorted(states.items(), key=itemgetter(0))
        if state is not None and state != THERE
    ]
    return tuple([StoredFile(name, folder.files[name], state) for name, state in kept])
