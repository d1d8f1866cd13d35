"""The page of all corrections, `/cai-chinh/`, and its feeds."""

from collections.abc import Iterator
from operator import attrgetter

from ..articles.extents import Headline
from ..articles.life import Correction
from ..articles.life_words import Wording
from ..edition.edition import Edition
from ..edition.inputs import Alerts
from ..edition.lives import Corrections
from ..edition.shells import Shell
from ..edition.theme import Theme
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, dates, words
from .parts.card import line
from .parts.head import head
from .parts.life_notes import Notes
from .parts.notices import notices
from .parts.syndication import guid
from .parts.syndication.channel import Channel, Entry
from .parts.syndication.formats import FORMATS

SHELLS = ("corrections",)

_LENGTH = 30
"""Articles in the feed."""


class CorrectionsPage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    corrections: Corrections
    alerts: Alerts

    def render(self) -> bytes:
        settings, texts = self.settings, words.site()["corrections"]
        notes_of = Notes(Wording(settings.bulletin.labels))
        description = texts["description"].format(site=settings.site_name)
        return self.shell.fill(
            {
                "head": head(
                    settings,
                    texts["title"],
                    description,
                    addresses.CORRECTIONS,
                    feed=(addresses.feed(addresses.CORRECTIONS), _title(settings)),
                    trail=[(texts["title"], addresses.CORRECTIONS)],
                ),
                "section": None,
                "alerts": notices(settings, self.alerts),
                "title": texts["title"],
                "feed_url": settings.url(addresses.feed(addresses.CORRECTIONS)),
                "corrected": [
                    {
                        "line": line(settings, article.headline),
                        "notes": [notes_of.corrected(item) for item in article.corrections],
                    }
                    for article in self.corrections
                ],
            }
        )


class CorrectionsFeed(Recipe, frozen=True, gc=False):
    settings: Settings
    format: str
    """A key of `FORMATS`."""
    corrections: Corrections
    """The articles that were corrected last."""

    def render(self) -> bytes:
        settings = self.settings
        description = words.site()["corrections"]["description"].format(site=settings.site_name)
        entries = [
            _entry(settings, article.headline, correction)
            for article in self.corrections
            for correction in article.corrections
        ]
        entries.sort(key=attrgetter("published"), reverse=True)
        channel = Channel(addresses.CORRECTIONS, _title(settings), description, entries)
        return FORMATS[self.format].document(settings, channel)


def _entry(settings: Settings, article: Headline, correction: Correction) -> Entry:
    moment, wording = dates.moment(correction.time), Wording(settings.bulletin.labels)
    return Entry(
        guid=guid.of_correction(settings, article, correction.time),
        url=settings.full_url(article.address),
        title=f"{wording.label(correction.kind)}: {article.title}",
        published=moment,
        updated=moment,
        summary=wording.correction(correction),
        categories=(settings.categories[article.category],),
    )


def _title(settings: Settings) -> str:
    return f"{words.site()['corrections']['feed']} – {settings.site_name}"


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, CorrectionsPage | CorrectionsFeed]]:
    settings, corrections = edition.settings, edition.corrections
    page = CorrectionsPage(theme.shells["corrections"], settings, corrections, edition.alerts)
    yield addresses.output(addresses.CORRECTIONS), page
    for name, form in FORMATS.items():
        feed = CorrectionsFeed(settings, name, corrections.first(_LENGTH))
        yield form.address(addresses.CORRECTIONS), feed
