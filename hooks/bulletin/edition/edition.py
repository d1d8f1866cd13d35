"""The edition: what the newsroom wrote, as one build publishes it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from ..archive import related
from ..archive.catalogue import Catalogue
from ..article import Article, Fragment, MediaUse
from ..machine import digest
from ..machine.cache import CacheError
from ..machine.source_file import SourceFile
from ..pictures.darkroom import Negative
from ..posts.post_folder import MediaFolder
from ..search import splits
from ..search.splits import Split
from ..settings.settings import Settings
from ..speech.recordings import Recording
from ..stylebook import dates
from .inputs import Alerts, FeedItem, FeedItems, Related, Text, WholeArticle

EARLIER = 10
"""So many earlier articles of its category an article's page names."""

PostLinks = tuple[tuple[str, str], ...]
"""Names of posts, with the URLs of their pages."""


@dataclass(frozen=True)
class Edition:
    """`media` are the pictures and attachments below `posts/`. `fragments` is keyed by post name and holds the
    unpublished posts too; the catalogue does not. `posts` is the number of all posts, `opened` of those whose files
    were opened.
    """

    settings: Settings
    media: MediaFolder
    catalogue: Catalogue
    fragments: Mapping[str, Fragment]
    now: datetime
    posts: int
    opened: int
    recordings: Mapping[str, Recording] = field(default_factory=dict)
    """Of articles that are read aloud, by post name."""

    @cached_property
    def splits(self) -> list[Split]:
        """Those of the search index; none where there is to be no index."""
        return splits.divide(self.catalogue) if self.settings.bulletin.search else []

    @cached_property
    def alerts(self) -> Alerts:
        """The emergency notices in force."""
        now = dates.seconds(self.now)
        return Alerts(
            [
                article
                for article in self.catalogue.articles
                if article.alert_until is not None and article.alert_until > now
            ]
        )

    def alerts_beside(self, month: str) -> Alerts:
        """The notices embedded in a month's pages: all of them for the two newest months and for months that contain a
        notice, none for older months. So a notice costs the same in an archive of any size; a script tells readers of
        older pages.
        """
        return self.alerts if month in self._alerted_months else Alerts()

    @cached_property
    def _alerted_months(self) -> frozenset[str]:
        return frozenset([*list(self.catalogue.months)[-2:], *[article.month for article in self.alerts.articles]])

    def fragment(self, article: Article) -> Fragment:
        """The text of an article. Raises CacheError when the store has another one."""
        return self.text(article).read()

    def text(self, article: Article) -> Text:
        return Text(article, self.fragments)

    def feed_items(self, articles: Iterable[Article]) -> FeedItems:
        return FeedItems([FeedItem(article, self.fragments) for article in articles])

    def links(self, article: Article) -> PostLinks:
        """The posts that the text leads to, as far as they are published."""
        address_of = self.catalogue.address_of
        return tuple(
            [
                (link.name, self.settings.url(address_of[link.name]))
                for link in article.facts.links
                if link.name in address_of
            ]
        )

    def negative(self, item: MediaUse) -> Negative:
        """A picture to be developed."""
        return Negative(self.media_path(item), item.digest, str(self.settings.pictures))

    def media_path(self, item: MediaUse) -> str:
        """Where a file that is published with an article lies. Raises CacheError when this build has seen no such file:
        a store that was tampered with may name any.
        """
        if item.file not in self.media.names:
            raise CacheError(f"media {item.file}")
        return self.media.path(item.file)

    def author_slugs(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple([self.catalogue.author_names.slug_of[name] for name in names])

    def months(self) -> "Iterator[MonthEdition]":
        """All months that have articles, oldest first."""
        relatives = related.digests(self.catalogue)
        earlier: dict[str, tuple[Article, ...]] = dict.fromkeys(self.catalogue.categories, ())
        for name, group in self.catalogue.months.items():
            yield MonthEdition(self, name, group.articles, dict(earlier), relatives[name])
            for category in earlier:
                newest = [article for article in group.articles if article.category == category][-EARLIER:]
                earlier[category] = (*earlier[category], *newest)[-EARLIER:]


@dataclass(frozen=True)
class MonthEdition:
    """The articles of a month, oldest first, with everything that their pages are made of.

    `earlier` are the last articles before the month, by category, `relatives` stands for those before it that share
    keywords with its own. The digest of the month decides whether its pages are planned at all, so they can read
    nothing that is not in it.
    """

    _edition: Edition
    name: str
    articles: tuple[Article, ...]
    earlier: Mapping[str, tuple[Article, ...]]
    relatives: bytes

    @property
    def digest(self) -> bytes:
        earlier = b"".join([article.headline_digest for articles in self.earlier.values() for article in articles])
        recorded = [
            (article.name, recording.digest) for article in self.articles if (recording := self.recording(article))
        ]
        own = self._edition.catalogue.digests[self.name]
        return digest.of_values(self.settings.digest, own, earlier, self.relatives, self.alerts.digest, recorded)

    @property
    def alerts(self) -> Alerts:
        """The emergency notices embedded in its pages."""
        return self._edition.alerts_beside(self.name)

    @property
    def settings(self) -> Settings:
        return self._edition.settings

    def whole(self, article: Article) -> WholeArticle:
        return WholeArticle(article, self._edition.fragments)

    def text(self, article: Article) -> Text:
        return self._edition.text(article)

    def links(self, article: Article) -> PostLinks:
        return self._edition.links(article)

    def recording(self, article: Article) -> Recording | None:
        return self._edition.recordings.get(article.name)

    def negative(self, item: MediaUse) -> Negative:
        return self._edition.negative(item)

    def source(self, item: MediaUse) -> SourceFile:
        return SourceFile(self._edition.media_path(item), item.digest)

    def author_slugs(self, names: Iterable[str]) -> tuple[str, ...]:
        return self._edition.author_slugs(names)

    def tag_slugs(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple([self._edition.catalogue.tag_names.slug_of[name] for name in names])

    def related(self, article: Article, tags: tuple[str, ...], earlier: Iterable[Article]) -> Related:
        """The related ones of those before it, without the `earlier` ones that its page names in any case. `tags` are
        slugs.
        """
        return Related(article, tags, self._edition.catalogue, tuple(earlier))
