"""The edition: what the newsroom wrote, as one build publishes it, and the parts of it that pages are made of."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from . import dates, digest, related, splits
from .archive import Archive
from .article import CARD, HEADLINE, TEXT, Alert, Article, Fragment, MediaUse
from .catalogue import Catalogue
from .darkroom import Negative
from .settings import Settings
from .source_file import Recording, SourceFile
from .splits import Split
from .store import StoreError

EARLIER = 10
"""So many earlier items an article's page names."""


@dataclass(frozen=True)
class Edition:
    """`fragments` is keyed by post name and holds the unpublished posts too; the catalogue does not. `archive` knows the
    pictures and attachments only. `posts` is the number of all posts, `read` of those that had to be opened.
    """

    settings: Settings
    archive: Archive
    catalogue: Catalogue
    fragments: Mapping[str, Fragment]
    now: datetime
    posts: int
    read: int
    recordings: Mapping[str, Recording] = field(default_factory=dict)
    """Of articles that are read aloud, by post name."""

    @cached_property
    def splits(self) -> list[Split]:
        """Those of the search index; none where there is to be no index."""
        return splits.divide(self.catalogue) if self.settings.bulletin.search else []

    @cached_property
    def alerts(self) -> "Alerts":
        """The emergency notices in force."""
        now = dates.seconds(self.now)
        return Alerts.by_gravity([article for article in self.catalogue.articles if article.alert_until is not None and article.alert_until > now])

    def alerts_beside(self, month: str) -> "Alerts":
        """Those in the HTML of the pages of a month: all in the two newest months and in those that notices are of, none in the
        others. So a notice costs the same in an archive of any size; older pages are told by a script.
        """
        return self.alerts if month in self._alerted_months else Alerts()

    @cached_property
    def _alerted_months(self) -> frozenset[str]:
        return frozenset([*list(self.catalogue.months)[-2:], *[article.month for article in self.alerts]])

    def text(self, article: Article) -> "Text":
        return Text(article, self.fragments)

    def links(self, article: Article) -> tuple[tuple[str, str], ...]:
        """Name and URL of the posts that the text leads to, as far as they are published."""
        address_of = self.catalogue.address_of
        return tuple([(link.name, self.settings.url(address_of[link.name])) for link in article.facts.links if link.name in address_of])

    def negative(self, item: MediaUse) -> Negative:
        """A picture to be developed."""
        return Negative(self.path(item), item.digest, str(self.settings.pictures))

    def path(self, item: MediaUse) -> str:
        """Where a file that is published with an article lies. Raises StoreError when this build has seen no such file: a store that was tampered with may name any."""
        if item.file not in self.archive.files:
            raise StoreError(f"media {item.file}")
        return self.archive.path(item.file)

    def author_slugs(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple([self.catalogue.author_names.slug_of[name] for name in names])

    def volumes(self) -> "Iterator[Volume]":
        """All months that have articles, oldest first."""
        relatives = related.digests(self.catalogue)
        earlier: dict[str, tuple[Article, ...]] = dict.fromkeys(self.catalogue.categories, ())
        for name, group in self.catalogue.months.items():
            yield Volume(self, name, group.articles, dict(earlier), relatives[name])
            for category in earlier:
                newest = [article for article in group.articles if article.category == category][-EARLIER:]
                earlier[category] = (*earlier[category], *newest)[-EARLIER:]


@dataclass(frozen=True)
class Volume:
    """The articles of a month, oldest first, with what their pages are made of; `earlier` are the last ones before it, by category,
    `relatives` stands for those before it that share keywords with them.

    Nothing else may be read for the page of an article: the volume's digest decides whether it is planned at all.
    """

    edition: Edition
    name: str
    articles: tuple[Article, ...]
    earlier: Mapping[str, tuple[Article, ...]]
    relatives: bytes

    @property
    def digest(self) -> bytes:
        earlier = b"".join([article.digests[HEADLINE] for articles in self.earlier.values() for article in articles])
        recorded = [(article.name, found.digest) for article in self.articles if (found := self.recording(article))]
        return digest.of_values(self.edition.settings.digest, self.edition.catalogue.digests[self.name], earlier, self.relatives, self.alerts.digest, recorded)

    @property
    def alerts(self) -> "Alerts":
        """The emergency notices in the HTML of its pages."""
        return self.edition.alerts_beside(self.name)

    @property
    def settings(self) -> Settings:
        return self.edition.settings

    def text(self, article: Article) -> "Text":
        return self.edition.text(article)

    def links(self, article: Article) -> tuple[tuple[str, str], ...]:
        return self.edition.links(article)

    def recording(self, article: Article) -> Recording | None:
        return self.edition.recordings.get(article.name)

    def source(self, item: MediaUse) -> SourceFile:
        return SourceFile(self.edition.path(item), item.digest)

    def author_slugs(self, names: Iterable[str]) -> tuple[str, ...]:
        return self.edition.author_slugs(names)

    def tag_slugs(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple([self.edition.catalogue.tag_names.slug_of[name] for name in names])

    def related(self, article: Article, tags: tuple[str, ...], earlier: "Headlines") -> "Related":
        """The related ones of those before it, but for the `earlier` that its page names in any case; `tags` are the slugs of its keywords."""
        return Related(article, tags, self.edition.catalogue, earlier)


class Text(NamedTuple):
    """An article as its print view and feeds print it. Its fragment is fetched when the page is made."""

    article: Article
    fragments: Mapping[str, Fragment]

    @property
    def digest(self) -> bytes:
        return self.article.digests[TEXT]

    def read(self) -> Fragment:
        """Raises StoreError when the store has another text: in a damaged one an old row may come to light."""
        fragment = self.fragments[self.article.name]
        if fragment.seal != self.article.facts.fragment:
            raise StoreError(f"fragment {self.article.name}")
        return fragment


class Cards(tuple[Article, ...]):
    """Articles of which a page prints the cards."""

    @property
    def digest(self) -> bytes:
        return digest.of(b"".join([article.digests[CARD] for article in self]))


class Headlines(tuple[Article, ...]):
    """Articles of which a page prints no more than title, time, address and category."""

    @property
    def digest(self) -> bytes:
        return digest.of(b"".join([article.digests[HEADLINE] for article in self]))


class Related(NamedTuple):
    """Cards that are chosen when they are asked for: most builds want no more of a page than its path."""

    article: Article
    tags: tuple[str, ...]
    catalogue: Catalogue
    told: Headlines
    """Those that the page names in any case."""

    @property
    def digest(self) -> bytes:
        return self.choose().digest

    def choose(self) -> Cards:
        return Cards(related.to(self.article, self.tags, self.catalogue, self.told))


class Alerts(tuple[Article, ...]):
    """Articles of which a page prints the emergency notice: the gravest first, then the newest."""

    @classmethod
    def by_gravity(cls, articles: Iterable[Article]) -> "Alerts":
        return cls(sorted(articles, key=lambda article: (-_alert(article).level, -article.published, article.address)))

    @property
    def notices(self) -> list[tuple[Article, Alert]]:
        return [(article, _alert(article)) for article in self]

    @property
    def digest(self) -> bytes:
        return digest.of_values([(article.digests[HEADLINE], alert) for article, alert in self.notices])


def _alert(article: Article) -> Alert:
    alert = article.facts.alert
    assert alert is not None, "an article without a notice is not among them"
    return alert
