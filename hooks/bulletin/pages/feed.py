"""Feeds: the newest articles of the bulletin and of each category, in full and in each format."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from ..articles.article import Article
from ..articles.extents import FeedFacts
from ..articles.fragment import Fragment
from ..articles.life_words import Wording
from ..edition.edition import Edition, PostLinks
from ..edition.lives import Tombstone, Tombstones
from ..edition.texts import FeedItem, FeedItems
from ..edition.theme import Theme
from ..machine import digest
from ..markup import permalinks
from ..pictures import darkroom, renditions
from ..pictures.darkroom import Negative
from ..pictures.renditions import Rendition
from ..press.recipe import Recipe
from ..settings.settings import Settings
from ..stylebook import addresses, dates, words
from ..typesetting import links
from .parts import drawings
from .parts.creators import creators
from .parts.notices import Notice, notice
from .parts.syndication import feed_tombstone, guid
from .parts.syndication.channel import Channel, Enclosure, Entry, Warning
from .parts.syndication.formats import FORMATS

LENGTH = 30
# The sanitiser writes `>` in an attribute as an entity, so a tag ends at the first one.
_TAG = re.compile(r"<[a-z][^>]*>")
_LOCAL_LINK = re.compile(r'\b(href|src|cite)="(/(?!/)[^"]*|#[^"]*)"')
_PICTURE = re.compile(r"<picture>.*?(<img [^>]*>)</picture>", re.DOTALL)
_CHOICE = re.compile(r' (?:class|srcset|sizes|loading|fetchpriority|decoding)="[^"]*"')
_FILE_WIDTH = re.compile(r' src="[^"]*-(\d+)\.jpg"')
_SIZE = re.compile(r' width="(\d+)" height="(\d+)"')
_BOLD = re.compile(r"</?(?:strong|b)>")


class Photo(NamedTuple):
    """The lead photo of an article, in the rendition that a feed names. `size` is in bytes, None if not known yet."""

    negative: Negative
    rendition: Rendition
    size: int | None


class Photos(tuple[Photo | None, ...]):
    """The lead photos of articles; a feed tells their length in bytes."""

    @property
    def digest(self) -> bytes:
        return digest.of_values([photo and photo.negative.digest for photo in self])


class Feed(Recipe, frozen=True, gc=False):
    settings: Settings
    format: str
    """A key of `FORMATS`."""
    address: str
    """The address of the list that the feed belongs to."""
    title: str
    description: str
    texts: FeedItems
    """Newest first."""
    photos: Photos
    posts: PostLinks
    tombstones: Tombstones
    """Articles that were removed so recently that feed readers may still show their texts."""
    archive: str | None
    """The address of the newest archive."""

    def render(self) -> bytes:
        settings, posts = self.settings, dict(self.posts)
        entries = [
            *[_entry(settings, item, photo, posts) for item, photo in zip(self.texts, self.photos, strict=True)],
            *[feed_tombstone.entry(settings, tombstone) for tombstone in self.tombstones],
        ]
        entries.sort(key=attrgetter("published"), reverse=True)
        channel = Channel(self.address, self.title, self.description, entries, archive=self.archive)
        return FORMATS[self.format].document(settings, channel)


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Feed]]:
    settings, catalogue = edition.settings, edition.catalogue
    archive = addresses.feed_archive(max(catalogue.months)) if catalogue.months else None
    description = settings.site_description or settings.site_name
    yield from feeds(
        edition, "", settings.site_name, description, catalogue.articles, edition.recent_tombstones, archive
    )
    for slug, group in catalogue.categories.items():
        description = words.site()["feed_description"].format(category=group.name, site=settings.site_name)
        tombstones = [stone for stone in edition.recent_tombstones if stone.category == slug]
        title = f"{group.name} – {settings.site_name}"
        yield from feeds(edition, f"{slug}/", title, description, group.articles, tombstones)


def feeds(
    edition: Edition,
    address: str,
    title: str,
    description: str,
    articles: Sequence[Article],
    tombstones: Iterable[Tombstone] = (),
    archive: str | None = None,
) -> Iterator[tuple[str, Feed]]:
    """Yields the feed of some articles, oldest first, in each format."""
    newest = articles[: -LENGTH - 1 : -1]
    for name, form in FORMATS.items():
        feed = Feed(
            settings=edition.settings,
            format=name,
            address=address,
            title=title,
            description=description,
            texts=edition.feed_items(newest),
            photos=Photos([_photo(edition, article) for article in newest]),
            posts=tuple(sorted({link for article in newest for link in edition.links(article)})),
            tombstones=Tombstones(tombstones),
            archive=archive,
        )
        yield form.address(address), feed


def _entry(settings: Settings, item: FeedItem, photo: Photo | None, posts: dict[str, str]) -> Entry:
    facts, fragment = item.facts, item.read()
    url = settings.full_url(facts.address)
    alert = notice(settings, facts, facts.alert) if facts.alert else None
    wording = Wording(settings.bulletin.labels, facts.lang)
    notes = [*wording.before_lead(facts.life), *wording.after_text(facts.life)]
    summary = [*([_in_words(alert)] if alert else []), *notes, facts.lead or facts.title]
    source = fragment.source
    return Entry(
        guid=guid.of(settings, facts),
        url=url,
        title=facts.title,
        published=facts.date,
        updated=dates.moment(facts.changed),
        summary=" ".join(summary),
        content=full_links(_content(settings, facts, fragment, alert, notes, posts), settings, url),
        categories=tuple(dict.fromkeys((settings.categories[facts.category], *facts.tags))),
        creators=creators(facts, fragment),
        source=(source.url or source.name) if source else None,
        warning=Warning(dates.moment(facts.alert.until), facts.alert.area) if facts.alert else None,
        enclosure=_enclosure(settings, facts, photo),
    )


def _enclosure(settings: Settings, facts: FeedFacts, photo: Photo | None) -> Enclosure | None:
    if not (photo and facts.thumbnail):
        return None
    size = len(darkroom.rendition(photo.negative, photo.rendition)) if photo.size is None else photo.size
    return Enclosure(settings.full_url(facts.thumbnail.address + photo.rendition.suffix), size, "image/jpeg")


def _photo(edition: Edition, article: Article) -> Photo | None:
    for item in article.facts.media:
        if item.shape and item.shape.is_lead:
            negative, rendition = edition.negative(item), renditions.largest(item.shape)
            return Photo(negative, rendition, edition.photo_sizes.get(negative, rendition))
    return None


def _in_words(warning: Notice) -> str:
    """Returns an emergency notice in a sentence or two, for feed readers that show only text."""
    hazard, area = warning.hazard.rstrip("."), warning.area.rstrip(".")
    return str(words.site()["alert_in_feed"].format(hazard=hazard, risk=warning.risk, area=area, until=warning.until))


def _content(
    settings: Settings,
    facts: FeedFacts,
    fragment: Fragment,
    warning: Notice | None,
    notes: list[str],
    posts: dict[str, str],
) -> str:
    """Returns the HTML for a feed reader: notice, what happened to the article, lead, photo, body, attachments, byline
    and source.
    """
    texts = words.site()
    parts = [f"<p><strong>{html.escape(_in_words(warning))}</strong></p>"] if warning else []
    parts += [f"<p><em>{html.escape(note)}</em></p>" for note in notes]
    parts += [f"<p><strong>{_BOLD.sub('', fragment.lead_html)}</strong></p>"] if fragment.lead_html else []
    photo = fragment.photo
    if photo and photo.picture:
        caption = html.escape(" ".join(filter(None, (photo.caption, photo.credit))))
        figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
        parts.append(
            f"<figure>{links.picture_element(settings, photo.picture, photo.alt).html('')}{figcaption}</figure>"
        )
    parts.append(drawings.remove(permalinks.without(fragment.body_html)))
    for file in fragment.attachments:
        url = html.escape(settings.url(links.download_address(file.media)))
        parts.append(f'<p>{texts["attachments"]}: <a href="{url}">{html.escape(file.title)}</a></p>')
    if facts.author:
        parts.append(f"<p><strong>{html.escape(', '.join(facts.author))}</strong></p>")
    if fragment.source:
        source_name = html.escape(fragment.source.name)
        source_link = (
            f'<a href="{html.escape(fragment.source.url)}">{source_name}</a>' if fragment.source.url else source_name
        )
        parts.append(f"<p>{texts['source']}: {source_link}</p>")
    return _PICTURE.sub(_plain_picture, links.close_links("\n".join(parts), posts))


def _plain_picture(element: re.Match[str]) -> str:
    """Replaces a `<picture>` with an `<img>`, which feed readers know, with the width and height of its own file."""
    image = _CHOICE.sub("", element[1])
    file = _FILE_WIDTH.search(image)
    assert file is not None, "every picture is shown as a JPEG that has its width in its name"

    def of_the_file(size: re.Match[str]) -> str:
        return f' width="{file[1]}" height="{renditions.scaled(int(size[1]), int(size[2]), int(file[1]))}"'

    return _SIZE.sub(of_the_file, image, count=1)


def full_links(content: str, settings: Settings, page_url: str) -> str:
    """Gives local links and pictures in HTML their scheme and host, so that they work away from the site."""
    origin = settings.site_url.removesuffix(settings.root)

    def full(match: re.Match[str]) -> str:
        base = page_url if match[2].startswith("#") else origin
        return f'{match[1]}="{base}{match[2]}"'

    return _TAG.sub(lambda tag: _LOCAL_LINK.sub(full, tag[0]), content)
