"""The article page, with all elements of the old portal's page."""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .. import view_count
from ..articles.article import Article
from ..articles.extents import CardFacts, PageFacts
from ..edition.edition import PostLinks
from ..edition.inputs import Alerts, Headlines, Related
from ..edition.lives import Series, Twins
from ..edition.month_edition import EARLIER, PARTS, MonthEdition
from ..edition.shells import Shell
from ..edition.texts import WholeArticle
from ..edition.theme import Theme
from ..pictures import renditions
from ..pictures.picture_element import PictureElement
from ..posts import post
from ..press.page_patch import Patch
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..speech.recording_shelf import Recording
from ..stylebook import addresses, dates, numbers, words
from ..typesetting import outline, videos
from . import title_card_file
from .parts import json_ld
from .parts.article_values import article_values
from .parts.card import element, line
from .parts.creators import creators
from .parts.event_box import event_box
from .parts.head import Head, head
from .parts.notices import notices
from .parts.shared_image import SharedImage
from .parts.sharing import share

SHELLS = ("article", "article@en")
"""The template in Vietnamese and in English."""

SYLLABLES_A_MINUTE = 220
"""The pace of an adult's silent reading. It lies a little below the 238 words a minute that Brysbaert (2019,
doi:10.1016/j.jml.2019.104047) found for English non-fiction, so that no text takes longer than the page promises.
"""


class Link(NamedTuple):
    name: str
    url: str


class ArticlePage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    article: WholeArticle
    views: int | None
    views_until: str | None
    """The day until which views were counted: `2026-11-28`. None when the article has none but those it brought."""
    earlier: Headlines
    """The articles before it in its category. Never a later one: publishing changes no old page."""
    related: Related
    authors: tuple[str, ...]
    """The slugs of the authors' pages, in the order in which the article names the authors; `tags` likewise."""
    tags: tuple[str, ...]
    posts: PostLinks
    alerts: Alerts
    recording: Recording | None
    series: Series | None
    twins: Twins

    PATCHABLE = frozenset({"views", "views_until"})

    @property
    def source(self) -> str:
        return post.file(self.article.name)

    def render(self) -> bytes:
        settings, facts, fragment = self.settings, self.article.facts, self.article.read()
        values = article_values(settings, facts, fragment, dict(self.posts))
        authors = [Link(name, addresses.author(slug)) for name, slug in zip(facts.author, self.authors, strict=True)]
        pictures = _shared_images(settings, facts)
        articles_json_ld = json_ld.news_article(settings, facts, fragment, authors, pictures)
        return self.shell.fill(
            {
                **values,
                "body": videos.split(values["body_html"], settings.bulletin.video_hosts),
                "outline": outline.of(fragment.body_html),
                "minutes": max(1, round(fragment.words / SYLLABLES_A_MINUTE)),
                "share": share(facts.title, settings.full_url(facts.address)),
                "head": _head(settings, facts, pictures, creators(facts, fragment), articles_json_ld),
                "section": facts.category,
                "alerts": notices(settings, self.alerts),
                "print_url": settings.url(addresses.print_view(facts.address)),
                "category": Link(settings.categories[facts.category], settings.url(f"{facts.category}/")),
                "authors": [Link(name, settings.url(address)) for name, address in authors],
                "views": None if self.views is None else numbers.in_thousands(self.views),
                "views_until": self.views_until,
                "views_day": self.views_until and view_count.day(self.views_until, facts.lang),
                "tags": [
                    Link(name, settings.url(addresses.tag(slug)))
                    for name, slug in zip(facts.tags, self.tags, strict=True)
                ],
                "related": [
                    {"line": line(settings, card), "picture": _small(settings, card)} for card in self.related.choose()
                ],
                "spoken": dict(fragment.spoken),
                "recording": _recording(settings, facts.address, self.recording),
                "earlier": [line(settings, article) for article in self.earlier],
                "series": self.series and _series(settings, self.series),
                "twins": [
                    {"lang": twin.lang, "url": settings.url(twin.address), "full_url": settings.full_url(twin.address)}
                    for twin in self.twins
                ],
                "event": facts.event and event_box(settings, facts.address, facts.event),
            }
        )

    def patch(self, page: bytes) -> Patch | None:
        """Returns the patch for another number of views with as many digits and another day, or None."""
        return view_count.patch(page, self.views, self.views_until, self.article.facts.lang, self.shell.html)


def outputs(month: MonthEdition, theme: Theme) -> Iterator[tuple[str, ArticlePage]]:
    parts = {slug: deque(articles, PARTS) for slug, articles in month.earlier_parts.items()}
    earlier = {category: deque(articles, EARLIER) for category, articles in month.earlier.items()}
    for article in month.articles:
        facts, earlier_articles = article.facts, earlier[article.category]
        newest_first = tuple(reversed(earlier_articles))
        tags = month.tag_slugs(facts.tags)
        views = month.views(article)
        page = ArticlePage(
            shell=theme.in_language("article", article.lang),
            settings=month.settings,
            article=month.whole(article),
            views=views.number,
            views_until=views.until.isoformat() if views.until else None,
            earlier=Headlines(newest_first),
            related=month.related(article, tags, newest_first),
            authors=month.author_slugs(facts.author),
            tags=tags,
            posts=month.links(article),
            alerts=month.alerts,
            recording=month.recording(article),
            series=_series_of(month, article, parts),
            twins=month.twins(article),
        )
        yield addresses.output(article.address), page
        earlier_articles.append(article)
        if article.series is not None:
            parts[article.series].append(article)


def _series_of(month: MonthEdition, article: Article, parts: Mapping[str, deque[Article]]) -> Series | None:
    if article.series is None:
        return None
    return Series(article.series, month.settings.series[article.series], Headlines(reversed(parts[article.series])))


def _series(settings: Settings, series: Series) -> dict[str, object]:
    return {
        "name": series.name,
        "url": settings.url(addresses.series(series.slug)),
        "earlier": [line(settings, article) for article in series.earlier],
    }


def _head(
    settings: Settings,
    facts: PageFacts,
    pictures: list[SharedImage],
    authors: tuple[str, ...],
    articles_json_ld: dict[str, object],
) -> Head:
    category = settings.categories[facts.category]
    return head(
        settings,
        facts.title,
        facts.lead or facts.title,
        facts.address,
        kind="article",
        image=pictures[-1] if pictures else None,
        feed=(addresses.feed(f"{facts.category}/"), f"{category} – {settings.site_name}"),
        published=dates.iso(facts.date),
        modified=dates.iso(dates.moment(facts.changed)),
        section=category,
        authors=authors,
        trail=[(category, f"{facts.category}/"), (facts.title, facts.address)],
        further_json_ld=(articles_json_ld, *([event] if (event := json_ld.event(settings, facts)) else [])),
    )


def _small(settings: Settings, card: CardFacts) -> PictureElement | None:
    return element(settings, card.thumbnail) if card.thumbnail else None


def _shared_images(settings: Settings, facts: PageFacts) -> list[SharedImage]:
    """Returns the pictures that other sites show of an article: the crops of its photo, the widest last, or a title
    card.
    """
    if picture := facts.thumbnail:
        crops = [renditions.crop(picture.shape, name) for name in renditions.CROPS]
        return [
            SharedImage(settings.full_url(picture.address + crop.suffix), crop.width, crop.height, picture.alt)
            for crop in crops
        ]
    card = title_card_file.card(settings, facts)
    return [SharedImage(settings.full_url(card.address), *title_card_file.SIZE, facts.title)] if card else []


def _recording(settings: Settings, article: str, recording: Recording | None) -> dict[str, str] | None:
    """Returns the values for the audio player. `article` is the address of the article's page."""
    if recording is None:
        return None
    address = addresses.recording(article, recording.format)
    # The digest keeps a browser from mixing in pieces of an earlier recording from its cache.
    url = f"{settings.url(address)}?v={recording.digest.hex()}"
    units = words.site()["audio_units"]
    parts = [f"{count} {unit}" for count, unit in zip(divmod(recording.seconds, 60), units, strict=True) if count]
    size = numbers.file_size(recording.size)
    return {"url": url, "length": " ".join(parts), "format": recording.format.upper(), "size": size}
