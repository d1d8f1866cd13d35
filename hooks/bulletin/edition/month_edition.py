"""The articles of a month, with all that their pages are made from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..archive import related
from ..articles.article import Article
from ..articles.facts import MediaUse
from ..machine import digest
from ..machine.source_file import SourceFile
from ..pictures.darkroom import Negative
from ..readership.readership import Views
from ..settings.settings import Settings
from ..speech.recording_shelf import Recording
from ..stylebook import words
from .edition import Edition, PostLinks
from .inputs import Alerts, Headlines, Related
from .lives import Twin, Twins
from .texts import Text, WholeArticle

PARTS = 12
"""The number of earlier parts of its series that an article's page lists."""
EARLIER = 10
"""The number of earlier articles of its category that an article's page lists."""


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
        catalogue_digest = self._edition.catalogue.digests[self.name]
        return digest.of_values(
            self.settings.digest,
            catalogue_digest,
            earlier_digests,
            self.relatives,
            [(slug, Headlines(parts).digest) for slug, parts in self.earlier_parts.items()],
            [self.twins(article).digest for article in self._articles_with_twins],
            self.alerts.digest,
            self._recording_digests,
            self._edition.readership.digest_of(self.articles),
        )

    @property
    def _recording_digests(self) -> list[tuple[str, bytes]]:
        """The recordings of the month. Many bulletins have none, and asking each article takes time."""
        recordings = self._edition.recordings
        if not recordings:
            return []
        return [
            (article.name, recordings[article.name].digest) for article in self.articles if article.name in recordings
        ]

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


def months(edition: Edition) -> Iterator[MonthEdition]:
    """Yields all months that have articles, oldest first."""
    relatives = related.digests(edition.catalogue)
    earlier: dict[str, tuple[Article, ...]] = dict.fromkeys(edition.catalogue.categories, ())
    parts: dict[str, tuple[Article, ...]] = dict.fromkeys(edition.catalogue.series, ())
    for name, group in edition.catalogue.months.items():
        in_series = [(series, article) for article in group.articles if (series := article.series) is not None]
        earlier_parts = {series: parts[series] for series, _ in in_series}
        yield MonthEdition(edition, name, group.articles, dict(earlier), relatives[name], earlier_parts)
        for series, article in in_series:
            parts[series] = (*parts[series], article)[-PARTS:]
        for category in earlier:
            newest = [article for article in group.articles if article.category == category][-EARLIER:]
            earlier[category] = (*earlier[category], *newest)[-EARLIER:]
