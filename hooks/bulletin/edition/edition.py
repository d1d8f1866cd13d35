"""The edition: everything that one build publishes of the newsroom's work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from ..archive import upcoming
from ..archive.catalogue import Catalogue
from ..articles.article import Article
from ..articles.facts import MediaUse
from ..articles.fragment import Fragment
from ..articles.life import CORRECTED
from ..machine.cache import CacheError
from ..pictures import media
from ..pictures.darkroom import Negative
from ..pictures.photo_sizes import PhotoSizes
from ..posts.post_folder import MediaFolder
from ..readership.readership import Readership
from ..search import splits
from ..search.splits import Split
from ..settings.settings import Settings
from ..speech.recording_shelf import Recording
from ..stylebook import dates
from .inputs import Alerts, Headlines
from .lives import Corrections, Events, Tombstone, Tombstones
from .texts import FeedItem, FeedItems, Text

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
    deleted_files: tuple[str, ...] = ()
    """The paths below `posts/` of pictures and attachments that were deleted on purpose."""
    recordings: Mapping[str, Recording] = field(default_factory=dict)
    """The recordings of articles, by post name."""
    readership: Readership = field(default_factory=Readership)
    waiting_splits: Mapping[str, bytes] = field(default_factory=dict)
    """The digests of splits of the search index that stay as they are for now, by the address of their files."""

    @cached_property
    def splits(self) -> list[Split]:
        """The splits of the search index; none if the settings turn the search off."""
        bulletin = self.settings.bulletin
        current = splits.divide(self.catalogue, bulletin.places) if bulletin.search else []
        return [split._replace(digest=self.waiting_splits.get(split.folder, split.digest)) for split in current]

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
    def removed_files(self) -> tuple[tuple[str, str], ...]:
        """Where files of removed and deleted articles lay outside the articles' folders: the address of each file, or
        what the addresses of a picture have in common (media.py), and the address of the article. It is empty for a
        deleted one.
        """
        files = {media.family(file): "" for file in self.deleted_files}
        files |= {media.family(file): stone.address for stone in self.tombstones for file in stone.removal.files}
        return tuple(sorted(files.items()))

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
