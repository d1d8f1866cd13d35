"""The article page, with every element of the old portal's page."""

import re
from collections import deque
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from .. import addresses, dates, links, media
from ..article import Article, Facts, Fragment
from ..edition import EARLIER, Headlines, Recording, Text, Theme, Volume
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from ..site_patch import Patch
from .head import head


class Link(NamedTuple):
    name: str
    url: str


class Earlier(NamedTuple):
    title: str
    url: str
    time: str
    date: str


class ArticlePage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    article: Article
    """But for its views."""
    text: Text
    views: int | None
    earlier: Headlines
    """Never a later article: publishing changes no old page."""
    authors: tuple[str, ...]
    """Slugs of the authors' and tags' pages, in the order in which the article names them."""
    tags: tuple[str, ...]
    posts: tuple[tuple[str, str], ...]
    recording: Recording | None

    PATCHABLE = frozenset({"views"})

    def render(self) -> bytes:
        settings, article, facts, fragment = self.settings, self.article, self.article.facts, self.text.read()
        category = settings.categories[article.category]
        authors = [Link(name, addresses.author(slug)) for name, slug in zip(facts.author, self.authors, strict=True)]
        return self.shell.fill(
            {
                **printed(settings, article, facts, fragment, dict(self.posts)),
                "head": head(
                    settings,
                    facts.title,
                    facts.lead or facts.title,
                    article.address,
                    kind="article",
                    image=settings.full_url(facts.thumbnail.address) if facts.thumbnail else None,
                    feed=(addresses.feed(f"{article.category}/"), f"{category} – {settings.site_name}"),
                    published=dates.iso(article.date),
                    modified=dates.iso(dates.moment(article.changed)),
                    section=category,
                    json_ld=_json_ld(settings, article, facts, fragment, authors),
                ),
                "section": article.category,
                "print_url": settings.url(addresses.print_view(article.address)),
                "category": Link(category, settings.url(f"{article.category}/")),
                "authors": [Link(name, settings.url(address)) for name, address in authors],
                "views": None if self.views is None else _in_thousands(self.views),
                "tags": [Link(name, settings.url(addresses.tag(slug))) for name, slug in zip(facts.tags, self.tags, strict=True)],
                "spoken": dict(fragment.spoken),
                "recording": _recording(settings, article, self.recording),
                "earlier": [_earlier(settings.root, item) for item in self.earlier],
            }
        )

    def patch(self, page: bytes) -> Patch | None:
        """Another number of views, of as many digits."""
        if self.views is None or not _shows_views_once(self.shell.html):
            return None
        shown, wanted = _VIEWS.findall(page), _in_thousands(self.views).encode()
        return Patch(page.index(_MARK) + len(_MARK), wanted) if len(shown) == 1 and len(shown[0]) == len(wanted) else None


_MARK = b'<span id="luot-xem">'
_VIEWS = re.compile(_MARK + rb"([\d.]+)</span>")


@cache
def _shows_views_once(shell: str) -> bool:
    """Whether a page has the number nowhere but where it is sought. No post can have that id: its own begin otherwise."""
    return re.findall(r"<%[^%]*\bviews\b[^%]*%>", shell) == ["<% if views is not none %>", "<%= views %>"] and shell.count(f"{_MARK.decode()}<%= views %></span>") == 1


def _in_thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@lru_cache(maxsize=256)
def _earlier(root: str, article: Article) -> Earlier:
    """Each article is named by the ten that follow it in its category, which are made not long after."""
    return Earlier(article.facts.title, addresses.url(root, article.address), dates.iso(article.date), dates.day(article.date))


def outputs(volume: Volume, theme: Theme) -> Iterator[tuple[str, ArticlePage]]:
    settings, shell = volume.settings, theme.shells["article"]
    earlier = {category: deque(articles, EARLIER) for category, articles in volume.earlier.items()}
    for article in volume.articles:
        facts, before = article.facts, earlier[article.category]
        yield (
            addresses.output(article.address),
            ArticlePage(
                shell,
                settings,
                article,
                volume.text(article),
                article.views,
                Headlines(reversed(before)),
                volume.author_slugs(facts.author),
                volume.tag_slugs(facts.tags),
                volume.links(article),
                volume.recording(article),
            ),
        )
        before.append(article)


def printed(settings: Settings, article: Article, facts: Facts, fragment: Fragment, posts: dict[str, str]) -> dict[str, Any]:
    """What the article's page and its print view both show, as values of their slots."""
    updated = None if facts.updated is None else dates.moment(facts.updated)
    return {
        "url": settings.url(article.address),
        "full_url": settings.full_url(article.address),
        "title": facts.title,
        "time": dates.iso(article.date),
        "date": dates.in_words(article.date),
        "updated_time": dates.iso(updated) if updated else None,
        "updated": dates.in_words(updated) if updated else None,
        "lead_html": links.closed(fragment.lead_html, posts),
        "body_html": links.closed(fragment.body_html, posts),
        "photo": _photo(settings, fragment),
        "source": _source(fragment),
        "attachments": [
            {"title": item.title, "url": settings.url(item.media.address), "kind": item.kind, "size": media.size_in_words(item.media.size)}
            for item in fragment.attachments
        ],
    }


def _photo(settings: Settings, fragment: Fragment) -> dict[str, Any] | None:
    photo = fragment.photo
    if photo is None:
        return None
    picture = photo.picture
    shown = {"url": settings.url(picture.address), "width": picture.width, "height": picture.height, "alt": photo.alt} if picture else None
    return {"picture": shown, "caption": photo.caption, "credit": photo.credit}


def _recording(settings: Settings, article: Article, recording: Recording | None) -> dict[str, str] | None:
    if recording is None:
        return None
    address = addresses.recording(article.address, recording.format)
    # The digest keeps a browser from playing, piece by piece, what it has of an earlier one.
    url = f"{settings.url(address)}?v={recording.digest.hex()}"
    return {"url": url, "format": recording.format.upper(), "size": media.size_in_words(recording.size)}


def _source(fragment: Fragment) -> dict[str, Any] | None:
    source = fragment.source
    if source is None:
        return None
    moment = dates.moment(source.published) if source.published is not None else None
    return {
        "name": source.name,
        "url": source.url,
        "time": dates.iso(moment) if moment else None,
        "date": dates.in_words(moment) if moment else None,
    }


def _json_ld(settings: Settings, article: Article, facts: Facts, fragment: Fragment, authors: list[Link]) -> dict[str, Any]:
    """schema.org `NewsArticle`, with the properties that search engines' news pages ask for."""
    publisher = {"@type": "GovernmentOrganization", "name": settings.bulletin.publisher, "url": settings.full_url("")}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": facts.title,
        "description": facts.lead,
        "datePublished": dates.iso(article.date),
        "dateModified": dates.iso(dates.moment(article.changed)),
        "inLanguage": "vi",
        "articleSection": settings.categories[article.category],
        "wordCount": fragment.words,
        "mainEntityOfPage": settings.full_url(article.address),
        "isAccessibleForFree": True,
        "author": [{"@type": "Person", "name": name, "url": settings.full_url(address)} for name, address in authors] or [publisher],
        "publisher": publisher,
    }
    if facts.thumbnail:
        picture = facts.thumbnail
        data["image"] = {"@type": "ImageObject", "url": settings.full_url(picture.address), "width": picture.width, "height": picture.height}
    if facts.tags:
        data["keywords"] = list(facts.tags)
    if fragment.source and fragment.source.url:
        data["isBasedOn"] = fragment.source.url
    return data
