"""RSS 2.0 feeds: the newest articles of the bulletin and of each category, in full.

Fields as in the RSS 2.0 specification and the RSS Advisory Board's best practices profile: `content:encoded`
for the text, `dc:creator` for people (RSS's own `author` wants an e-mail address), `atom:link rel="self"`. RSS's own
`source` names another feed; where an article comes from stands in `dc:source`.
"""

import html
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from .. import addresses, darkroom, dates, digest, links, permalinks, renditions, words
from ..article import CARD, TEXT, Article, Facts, Fragment
from ..darkroom import Negative
from ..edition import Edition, Text
from ..recipe import Recipe
from ..settings import Settings
from ..theme import Theme
from . import drawings
from .alert import Notice, notice
from .article import creators
from .feed_terms import Terms

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

LENGTH = 30
# The sanitiser writes `>` in an attribute as an entity, so a tag ends at the first one.
_TAG = re.compile(r"<[a-z][^>]*>")
_LOCAL_LINK = re.compile(r'\b(href|src|cite)="(/(?!/)[^"]*|#[^"]*)"')
_PICTURE = re.compile(r"<picture>.*?(<img [^>]*>)</picture>", re.DOTALL)
_CHOICE = re.compile(r' (?:class|srcset|sizes|loading|fetchpriority|decoding)="[^"]*"')
_FILE_WIDTH = re.compile(r' src="[^"]*-(\d+)\.jpg"')
_SIZE = re.compile(r' width="(\d+)" height="(\d+)"')
_BOLD = re.compile(r"</?(?:strong|b)>")


class Texts(tuple[Text, ...]):
    """Articles of which a feed prints everything."""

    @property
    def digest(self) -> bytes:
        articles = [text.article for text in self]
        # Its text, its keywords, and what it warns of, for which few have to be unpacked.
        return digest.of_values([(one.digests[TEXT], one.digests[CARD], one.facts.alert if one.alert_until is not None else None) for one in articles])


class Photos(tuple[Negative | None, ...]):
    """The lead photos of these articles, of which a feed tells the length in bytes."""

    @property
    def digest(self) -> bytes:
        return digest.of_values([negative and negative.digest for negative in self])


class Feed(Recipe, frozen=True, gc=False):
    settings: Settings
    address: str
    """Of the list that the feed belongs to."""
    title: str
    description: str
    texts: Texts
    """Newest first."""
    photos: Photos
    posts: tuple[tuple[str, str], ...]

    def render(self) -> bytes:
        """The feed's XML. `lastBuildDate` is the newest change of its articles, so the same posts give the same bytes."""
        settings, posts = self.settings, dict(self.posts)
        newest = max((text.article.changed for text in self.texts), default=None)
        generator = channel(settings, self.address, self.title, self.description, newest)
        if any(text.article.facts.alert for text in self.texts):
            generator.register_extension("terms", Terms, Terms, atom=False)
        for text, negative in zip(self.texts, self.photos, strict=True):
            article, facts, fragment = text.article, text.article.facts, text.read()
            url = settings.full_url(article.address)
            entry = add_entry(generator, settings, article, creators(facts, fragment))
            warning = notice(settings, article, facts.alert) if facts.alert else None
            description = " ".join([*([_in_words(warning)] if warning else []), facts.lead or facts.title])
            entry.description(html.escape(description, quote=False))  # readers take it for HTML
            entry.content(full_links(_content(settings, facts, fragment, warning, posts), settings, url).replace("]]>", "]]&gt;"), type="CDATA")
            if fragment.source:
                entry.dc.dc_source(fragment.source.url or fragment.source.name)
            if facts.alert:
                entry.terms.begins, entry.terms.ends, entry.terms.area = article.date, dates.moment(facts.alert.until), facts.alert.area
            if negative and facts.thumbnail:
                photo = renditions.largest(facts.thumbnail.shape)
                entry.enclosure(settings.full_url(facts.thumbnail.address + photo.suffix), str(len(darkroom.rendition(negative, photo))), "image/jpeg")
        return generator.rss_str(pretty=True)


def channel(settings: Settings, address: str, title: str, description: str, changed: int | None) -> "FeedGenerator":
    """A feed without entries, of the list at `address`; `changed` is the time of the newest change in seconds since 1970."""
    # Here and not above: feedgen and its XML library take long to load, and a build that changes no feed needs none of it.
    from feedgen.feed import FeedGenerator

    generator = FeedGenerator()
    generator.load_extension("dc")
    generator.title(title)
    generator.description(description)
    generator.language("vi")
    generator.generator("")
    # feedgen prints the last link added as the channel's own, so the feed's address has to come first.
    generator.link(href=settings.full_url(addresses.feed(address)), rel="self", type="application/rss+xml")
    generator.link(href=settings.full_url(address), rel="alternate")
    generator.lastBuildDate(datetime(2000, 1, 1, tzinfo=dates.HOME) if changed is None else dates.moment(changed))
    return generator


def add_entry(generator: "FeedGenerator", settings: Settings, article: Article, authors: Sequence[str]) -> "FeedEntry":
    """The entry of an article behind those that are there, with all that needs no text."""
    facts, url = article.facts, settings.full_url(article.address)
    entry = generator.add_entry(order="append")
    entry.title(facts.title)
    entry.link(href=url)
    entry.guid(url, permalink=True)
    for term in dict.fromkeys((settings.categories[article.category], *facts.tags)):
        entry.category(term=term)
    entry.published(article.date)
    for author in authors:
        entry.dc.dc_creator(author)
    return entry


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Feed]]:
    settings = edition.settings
    yield _feed(edition, "", settings.site_name, settings.site_description or settings.site_name, edition.catalogue.articles)
    for slug, group in edition.catalogue.categories.items():
        text = words.site()["feed_description"].format(category=group.name, site=settings.site_name)
        yield _feed(edition, f"{slug}/", f"{group.name} – {settings.site_name}", text, group.articles)


def _feed(edition: Edition, address: str, title: str, description: str, articles: Sequence[Article]) -> tuple[str, Feed]:
    newest = articles[: -LENGTH - 1 : -1]
    posts = {link for article in newest for link in edition.links(article)}
    texts = Texts([edition.text(article) for article in newest])
    photos = Photos([_photo(edition, article) for article in newest])
    return addresses.feed(address), Feed(edition.settings, address, title, description, texts, photos, tuple(sorted(posts)))


def _photo(edition: Edition, article: Article) -> Negative | None:
    return next((edition.negative(item) for item in article.facts.media if item.shape and item.shape.focus), None)


def _in_words(warning: Notice) -> str:
    """An emergency notice as a sentence or two, for readers who know of nothing but text."""
    return words.site()["alert_in_feed"].format(hazard=warning.hazard.rstrip("."), risk=warning.risk, area=warning.area.rstrip("."), until=warning.until)


def _content(settings: Settings, facts: Facts, fragment: Fragment, warning: Notice | None, posts: dict[str, str]) -> str:
    """What a feed reader shows: notice, lead, photo, body, byline and source, as the page has them."""
    text = words.site()
    parts = [f"<p><strong>{html.escape(_in_words(warning))}</strong></p>"] if warning else []
    parts += [f"<p><strong>{_BOLD.sub('', fragment.lead_html)}</strong></p>"] if fragment.lead_html else []
    photo = fragment.photo
    if photo and photo.picture:
        caption = html.escape(" ".join(filter(None, (photo.caption, photo.credit))))
        figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
        parts.append(f"<figure>{links.element(settings, photo.picture, photo.alt).html('')}{figcaption}</figure>")
    parts.append(drawings.left_out(permalinks.removed(fragment.body_html)))
    for file in fragment.attachments:
        url = html.escape(settings.url(links.handed_out(file.media)))
        parts.append(f'<p>{text["attachments"]}: <a href="{url}">{html.escape(file.title)}</a></p>')
    if facts.author:
        parts.append(f"<p><strong>{html.escape(', '.join(facts.author))}</strong></p>")
    if fragment.source:
        name = html.escape(fragment.source.name)
        link = f'<a href="{html.escape(fragment.source.url)}">{name}</a>' if fragment.source.url else name
        parts.append(f"<p>{text['source']}: {link}</p>")
    return _PICTURE.sub(_plain_picture, links.closed("\n".join(parts), posts))


def _plain_picture(element: re.Match[str]) -> str:
    """Feed readers know `<img>`, and want its full address, with the width and height of the file that lies there."""
    image = _CHOICE.sub("", element[1])
    file = _FILE_WIDTH.search(image)
    assert file is not None, "every picture is shown as a JPEG that has its width in its name"

    def of_the_file(size: re.Match[str]) -> str:
        return f' width="{file[1]}" height="{renditions.scaled(int(size[1]), int(size[2]), int(file[1]))}"'

    return _SIZE.sub(of_the_file, image, count=1)


def full_links(content: str, settings: Settings, page_url: str) -> str:
    """HTML that reads the same away from the site: local links and pictures get scheme and host."""
    origin = settings.site_url.removesuffix(settings.root)

    def full(match: re.Match[str]) -> str:
        base = page_url if match[2].startswith("#") else origin
        return f'{match[1]}="{base}{match[2]}"'

    return _TAG.sub(lambda tag: _LOCAL_LINK.sub(full, tag[0]), content)
