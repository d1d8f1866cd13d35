"""The edition: everything that one build publishes of the newsroom's work."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from ..archive import related, upcoming
from ..archive.catalogue import Catalogue
from ..articles.article import Article
from ..articles.facts import MediaUse
from ..articles.fragment import Fragment
from ..articles.life import CORRECTED
from ..machine import digest
from ..machine.cache import CacheError
from ..machine.source_file import SourceFile
from ..pictures.darkroom import Negative
from ..pictures.photo_sizes import PhotoSizes
from ..posts.post_folder import MediaFolder
from ..readership.readership import Readership, Views
from ..search import splits
from ..search.splits import Split
from ..settings.settings import Settings
from ..speech.recording_shelf import Recording
from ..stylebook import dates, words
from .inputs import Alerts, Headlines, Related
from .lives import Corrections, Events, Tombstone, Tombstones, Twin, Twins
from .texts import FeedItem, FeedItems, Text, WholeArticle

PARTS = 12
"""The number of earlier parts of its series that an article's page lists."""
EARLIER = 10
"""The number of earlier articles of its category that an article's page lists."""

_KEPT = upcoming.KEPT_DAYS * 24 * 60 * 60
"""Seconds."""
_NEWS, _MOST_NEWS = upcoming.NEWS_HOURS * 60 * 60, 1000
"""Seconds and number of the articles that Google takes for news:
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

PostLinks = tuple[tuple[str, str], ...]
"""Names of posts with the URLs of their pages."""


@dataclass(frozen=True)
class Edition:
    """All articles of a build, with their fragments, media and recordings.

    `media` are the pictures and attachments below `posts/`. `fragments` is keyed by post name and includes unpublished
    posts, unlike the catalogue. `post_count` is the number of all posts, `opened_count` the number of posts whose files
    this build opened.
    """

    settings: Settings
    media: MediaFolder
    catalogue: Catalogue
    fragments: Mapping[str, Fragment]
    photo_sizes: PhotoSizes
    now: datetime
    post_count: int
    opened_count: int
    deleted: tuple[str, ...] = ()
    """The addresses of articles whose posts were deleted with their files."""
    recordings: Mapping[str, Recording] = field(default_factory=dict)
    """The recordings of articles, by post name."""
    readership: Readership = field(default_factory=Readership)

    @cached_property
    def splits(self) -> list[Split]:
        """The splits of the search index; none if the settings turn the search off."""
        bulletin = self.settings.bulletin
        return splits.divide(self.catalogue, bulletin.places) if bulletin.search else []

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

    @cached_property
    def corrections(self) -> Corrections:
        """The corrected articles, those with the newest correction first."""
        corrected = [article for article in self.catalogue.articles if CORRECTED in article.marks]
        return Corrections(
            sorted(
                corrected, key=lambda article: (article.facts.life.corrections[0].time, article.address), reverse=True
            )
        )

    @cached_property
    def tombstones(self) -> Tombstones:
        """The removed articles, the one that was removed last first."""
        tombstones = [Tombstone(article) for article in self.catalogue.removed]
        return Tombstones(sorted(tombstones, key=lambda stone: (stone.removal.time, stone.address), reverse=True))

    @cached_property
    def removed_addresses(self) -> tuple[str, ...]:
        """The addresses of all removed and deleted articles at which nothing else stands by now, the oldest first."""
        gone = {*self.deleted, *[stone.address for stone in self.tombstones]}
        return tuple(sorted(gone.difference(self.catalogue.address_of.values()))) if gone else ()

    @cached_property
    def recent_tombstones(self) -> Tombstones:
        """The articles that were removed in the last month: feed readers may still show their texts."""
        since = dates.seconds(self.now) - _KEPT
        return Tombstones([stone for stone in self.tombstones if stone.removal.time > since])

    @cached_property
    def latest_news(self) -> Headlines:
        """The articles that still count as news, newest first."""
        since = dates.seconds(self.now) - _NEWS
        newest = self.catalogue.newest(_MOST_NEWS)
        return Headlines([article for article in newest if article.published > since and not article.is_over])

    @cached_property
    def events(self) -> Events:
        """The articles that announce an event which is not long over, by the time of the event."""
        since = dates.seconds(self.now) - _KEPT
        announced = [
            article
            for article in self.catalogue.articles
            if article.event_ends is not None and article.event_ends > since and not article.is_over
        ]
        return Events(sorted(announced, key=lambda article: (article.event_ends, article.address)))

    def successor(self, name: str) -> str | None:
        """Returns the URL of the post that takes the place of another; None if it has no page."""
        address = self.catalogue.address_of.get(name)
        return None if address is None else self.settings.url(address)

    def alerts_beside(self, month: str) -> Alerts:
        """The notices embedded in a month's pages: all of them for the two newest months and for months that contain a
        notice, none for older months. So a notice costs the same in an archive of any size. On older pages a script
        shows the notices.
        """
        return self.alerts if month in self._alerted_months else Alerts()

    @cached_property
    def _alerted_months(self) -> frozenset[str]:
        return frozenset([*list(self.catalogue.months)[-2:], *[article.month for article in self.alerts.articles]])

    def fragment(self, article: Article) -> Fragment:
        """Returns the fragment of an article. Raises CacheError if the store has another one."""
        return self.text(article).read()

    def text(self, article: Article) -> Text:
        return Text(article, self.fragments)

    def feed_items(self, articles: Iterable[Article]) -> FeedItems:
        return FeedItems([FeedItem(article, self.fragments) for article in articles])

    def links(self, article: Article) -> PostLinks:
        """Returns the published posts that the article's page links to."""
        address_of, facts = self.catalogue.address_of, article.facts
        names = [link.name for link in facts.links]
        names += filter(None, (facts.replaced_by, facts.translation_of))
        return tuple([(name, self.settings.url(address_of[name])) for name in names if name in address_of])

    def negative(self, item: MediaUse) -> Negative:
        """Returns a picture of an article for the darkroom. Raises CacheError (see `media_path`)."""
        return Negative(self.media_path(item), item.digest, str(self.settings.pictures))

    def media_path(self, item: MediaUse) -> str:
        """Returns the path of a file that is published with an article. Raises CacheError if this build has seen no
        such file: a manipulated store may name any file.
        """
        if item.file not in self.media.names:
            raise CacheError(f"media {item.file}")
        return self.media.path(item.file)

    def author_slugs(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple([self.catalogue.author_names.slug_of[name] for name in names])

    def months(self) -> "Iterator[MonthEdition]":
        """Yields all months that have articles, oldest first."""
        relatives = related.digests(self.catalogue)
        earlier: dict[str, tuple[Article, ...]] = dict.fromkeys(self.catalogue.categories, ())
        parts: dict[str, tuple[Article, ...]] = dict.fromkeys(self.catalogue.series, ())
        for name, group in self.catalogue.months.items():
            in_series = [(series, article) for article in group.articles if (series := article.series) is not None]
            earlier_parts = {series: parts[series] for series, _ in in_series}
            yield MonthEdition(self, name, group.articles, dict(earlier), relatives[name], earlier_parts)
            for series, article in in_series:
                parts[series] = (*parts[series], article)[-PARTS:]
            for category in earlier:
                newest = [article for article in group.articles if article.category == category][-EARLIER:]
                earlier[category] = (*earlier[category], *newest)[-EARLIER:]


@dataclass(frozen=True)
class MonthEdition:
    """The articles of a month, oldest first, with all inputs of their pages.

    `earlier` are the last articles before the month, by category. `relatives` is a digest of the earlier articles that
    share keywords with the month's. The digest of the month decides whether its pages are planned at all, so pages can
    read only what that digest covers.
    """

    _edition: Edition
    name: str
    articles: tuple[Article, ...]
    earlier: Mapping[str, tuple[Article, ...]]
    relatives: bytes
    earlier_parts: Mapping[str, tuple[Article, ...]]
    """The last parts before the month of each series that the month goes on with, by slug."""

    @property
    def digest(self) -> bytes:
        earlier_digests = b"".join(
            [article.headline_digest for articles in self.earlier.values() for article in articles]
        )
        recording_digests = [
            (article.name, recording.digest) for article in self.articles if (recording := self.recording(article))
        ]
        catalogue_digest = self._edition.catalogue.digests[self.name]
        return digest.of_values(
            self.settings.digest,
            catalogue_digest,
            earlier_digests,
            self.relatives,
            [(slug, Headlines(parts).digest) for slug, parts in self.earlier_parts.items()],
            [self.twins(article).digest for article in self._articles_with_twins],
            self.alerts.digest,
            recording_digests,
            self._edition.readership.digest_of(self.articles),
        )

    @property
    def _articles_with_twins(self) -> list[Article]:
        """The articles that exist in another language, too. Most bulletins have none, and asking each article takes
        time.
        """
        translations = self._edition.catalogue.translations
        if not translations:
            return []
        return [article for article in self.articles if article.translation_of or article.name in translations]

    @property
    def alerts(self) -> Alerts:
        """The emergency notices embedded in the month's pages."""
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

    def views(self, article: Article) -> Views:
        return self._edition.readership.views(article)

    def recording(self, article: Article) -> Recording | None:
        return self._edition.recordings.get(article.name)

    def negative(self, item: MediaUse) -> Negative:
        return self._edition.negative(item)

    def source(self, item: MediaUse) -> SourceFile:
        return SourceFile(self._edition.media_path(item), item.digest)

    def twins(self, article: Article) -> Twins:
        """Returns the same article in other languages."""
        catalogue = self._edition.catalogue
        address = catalogue.address_of.get(article.translation_of)
        original = [Twin(words.HOME, address)] if address else []
        translation = catalogue.translations.get(article.name)
        return Twins([*original, *([Twin(translation.facts.lang, translation.address)] if translation else [])])

    def author_slugs(self, names: Iterable[str]) -> tuple[str, ...]:
        return self._edition.author_slugs(names)

    def tag_slugs(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple([self._edition.catalogue.tag_names.slug_of[name] for name in names])

    def related(self, article: Article, tags: tuple[str, ...], earlier: Iterable[Article]) -> Related:
        """Returns the related articles of an article, without the `earlier` ones that its page lists in any case.
        `tags` are slugs.
        """
        return Related(article, tags, self._edition.catalogue, tuple(earlier))
