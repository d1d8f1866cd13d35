"""RSS 2.0 feeds: the newest articles of the bulletin and of each category, in full.

Fields as in the RSS 2.0 specification and the RSS Advisory Board's best practices profile: `content:encoded`
for the text, `dc:creator` for people (RSS's own `author` wants an e-mail address), `atom:link rel="self"`.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from feedgen.feed import FeedGenerator

from .. import addresses, dates, words
from ..article import Article
from ..edition import Edition, Theme
from ..media import Picture
from ..recipe import Recipe
from ..settings import Settings

LENGTH = 30
# The sanitiser writes `>` in an attribute as an entity, so a tag ends at the first one.
_TAG = re.compile(r"<[a-z][^>]*>")
_LOCAL_LINK = re.compile(r'\b(href|src|cite)="(/(?!/)[^"]*|#[^"]*)"')
_BOLD = re.compile(r"</?(?:strong|b)>")


@dataclass(frozen=True)
class Item:
    """One article of a feed; `content` is HTML with full links, `guid` stays for good."""

    guid: str
    title: str
    lead: str
    content: str
    category: str
    authors: tuple[str, ...]
    published: datetime
    changed: datetime
    photo: tuple[str, int, str] | None


@dataclass(frozen=True)
class Channel:
    title: str
    description: str
    site_url: str
    self_url: str
    items: tuple[Item, ...]


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    settings = edition.settings
    description = settings.site_description or settings.site_name
    yield _feed(edition, "", settings.site_name, description, edition.catalogue.articles)
    for slug, group in edition.catalogue.categories.items():
        text = words.site()["feed_description"].format(category=group.name, site=settings.site_name)
        yield _feed(edition, f"{slug}/", f"{group.name} – {settings.site_name}", text, group.articles)


def _feed(edition: Edition, address: str, title: str, description: str, articles: Sequence[Article]) -> tuple[str, Recipe]:
    settings = edition.settings
    path = addresses.feed(address)
    items = tuple(_item(edition, article) for article in articles[: -LENGTH - 1 : -1])
    channel = Channel(title, description, settings.full_url(address), settings.full_url(path), items)
    return path, Recipe("feed", rss, (channel,))


def _item(edition: Edition, article: Article) -> Item:
    settings, front, fragment = edition.settings, article.front, edition.fragments[article.name]
    url = settings.full_url(article.address)
    photo = fragment.photo
    return Item(
        guid=url,
        title=front.title,
        lead=fragment.lead or front.title,
        content=full_links(_content(article, edition, photo), settings, url),
        category=settings.categories[front.category],
        authors=front.author,
        published=front.date,
        changed=article.changed,
        photo=(settings.full_url(photo.address), photo.size, photo.type) if photo else None,
    )


def _content(article: Article, edition: Edition, photo: Picture | None) -> str:
    """What a feed reader shows: lead, photo, body, byline and source, as the page has them."""
    front, fragment, text = article.front, edition.fragments[article.name], words.site()
    parts = [f"<p><strong>{_BOLD.sub('', fragment.lead_html)}</strong></p>"] if fragment.lead_html else []
    image = front.image
    if photo and image:
        caption = html.escape(" ".join(filter(None, (image.caption, image.credit))))
        figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
        url = html.escape(edition.settings.url(photo.address))
        parts.append(f'<figure><img src="{url}" alt="{html.escape(image.alt or "")}" width="{photo.width}" height="{photo.height}">{figcaption}</figure>')
    parts.append(fragment.body_html)
    for file in fragment.attachments:
        url = html.escape(edition.settings.url(file.media.address))
        parts.append(f'<p>{text["attachments"]}: <a href="{url}">{html.escape(file.title)}</a></p>')
    if front.author:
        parts.append(f"<p><strong>{html.escape(', '.join(front.author))}</strong></p>")
    if front.source:
        name = html.escape(front.source.name)
        link = f'<a href="{html.escape(front.source.url)}">{name}</a>' if front.source.url else name
        parts.append(f"<p>{text['source']}: {link}</p>")
    return "\n".join(parts)


def full_links(content: str, settings: Settings, page_url: str) -> str:
    """HTML that reads the same away from the site: local links and pictures get scheme and host."""
    origin = settings.site_url.removesuffix(settings.root)

    def full(match: re.Match[str]) -> str:
        base = page_url if match[2].startswith("#") else origin
        return f'{match[1]}="{base}{match[2]}"'

    return _TAG.sub(lambda tag: _LOCAL_LINK.sub(full, tag[0]), content)


def rss(channel: Channel) -> bytes:
    """The feed's XML. `lastBuildDate` is the newest change of its articles, so the same posts give the same bytes."""
    generator = FeedGenerator()
    generator.load_extension("dc")
    generator.title(channel.title)
    generator.description(channel.description)
    generator.language("vi")
    generator.generator("")
    # feedgen prints the last link added as the channel's own, so the feed's address has to come first.
    generator.link(href=channel.self_url, rel="self", type="application/rss+xml")
    generator.link(href=channel.site_url, rel="alternate")
    newest = max((item.changed for item in channel.items), default=datetime(2000, 1, 1, tzinfo=dates.HOME))
    generator.lastBuildDate(newest)
    for item in channel.items:
        entry = generator.add_entry(order="append")
        entry.title(item.title)
        entry.link(href=item.guid)
        entry.guid(item.guid, permalink=True)
        entry.description(html.escape(item.lead, quote=False))  # readers take it for HTML
        entry.content(item.content.replace("]]>", "]]&gt;"), type="CDATA")
        entry.category(term=item.category)
        entry.published(item.published)
        for author in item.authors:
            entry.dc.dc_creator(author)
        if item.photo:
            url, length, kind = item.photo
            entry.enclosure(url, str(length), kind)
    return generator.rss_str(pretty=True)
