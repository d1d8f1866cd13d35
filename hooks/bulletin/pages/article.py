"""The article page, with every element of the old portal's page."""

import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from .. import addresses, dates, headlines, links, media, outline, post, renditions, typography, videos, words
from ..article import Article, Facts, Fragment
from ..edition import EARLIER, Alerts, Headlines, Related, Text, Volume
from ..media import Media, Picture
from ..picture_element import PictureElement
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from ..site_patch import Patch
from ..source_file import Recording
from ..theme import Theme
from . import drawings, json_ld, title_card
from .alert import notices
from .card import element, line
from .head import SharedImage, head
from .sharing import share

SYLLABLES_A_MINUTE = 220
"""What a grown-up reads in silence: a little below the 238 words a minute that Brysbaert (2019, doi:10.1016/j.jml.2019.104047) found for English
non-fiction, since a text may be read slower than it was promised, but not longer.
"""


class Link(NamedTuple):
    name: str
    url: str


class ArticlePage(Recipe, frozen=True, gc=False):
    shell: Shell
    settings: Settings
    article: Article
    """But for its views."""
    text: Text
    views: int | None
    earlier: Headlines
    """Never a later article: publishing changes no old page."""
    related: Related
    authors: tuple[str, ...]
    """Slugs of the authors' and tags' pages, in the order in which the article names them."""
    tags: tuple[str, ...]
    posts: tuple[tuple[str, str], ...]
    alerts: Alerts
    recording: Recording | None

    PATCHABLE = frozenset({"views"})

    @property
    def source(self) -> str:
        return post.file(self.article.name)

    def render(self) -> bytes:
        settings, article, facts, fragment = self.settings, self.article, self.article.facts, self.text.read()
        category, pictures = settings.categories[article.category], _shared_images(settings, article, facts)
        values = printed(settings, article, facts, fragment, dict(self.posts))
        authors = [Link(name, addresses.author(slug)) for name, slug in zip(facts.author, self.authors, strict=True)]
        return self.shell.fill(
            {
                **values,
                "body_html": videos.in_facades(values["body_html"], settings.bulletin.video_hosts),
                "outline": outline.of(fragment.body_html),
                "minutes": max(1, round(fragment.words / SYLLABLES_A_MINUTE)),
                "share": share(facts.title, settings.full_url(article.address)),
                "head": head(
                    settings,
                    facts.title,
                    facts.lead or facts.title,
                    article.address,
                    kind="article",
                    image=pictures[-1] if pictures else None,
                    feed=(addresses.feed(f"{article.category}/"), f"{category} – {settings.site_name}"),
                    published=dates.iso(article.date),
                    modified=dates.iso(dates.moment(article.changed)),
                    section=category,
                    authors=creators(facts, fragment),
                    json_ld=(
                        json_ld.news_article(settings, article, facts, fragment, authors, pictures),
                        json_ld.breadcrumbs(settings, [(category, f"{article.category}/"), (facts.title, article.address)]),
                    ),
                ),
                "section": article.category,
                "alerts": notices(settings, self.alerts),
                "print_url": settings.url(addresses.print_view(article.address)),
                "category": Link(category, settings.url(f"{article.category}/")),
                "authors": [Link(name, settings.url(address)) for name, address in authors],
                "views": None if self.views is None else _in_thousands(self.views),
                "tags": [Link(name, settings.url(addresses.tag(slug))) for name, slug in zip(facts.tags, self.tags, strict=True)],
                "related": [{"line": line(settings, item), "picture": _small(settings, item)} for item in self.related.choose()],
                "spoken": dict(fragment.spoken),
                "recording": _recording(settings, article, self.recording),
                "earlier": [line(settings, item) for item in self.earlier],
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


def _small(settings: Settings, article: Article) -> PictureElement | None:
    picture = article.facts.thumbnail
    return element(settings, picture) if picture else None


def outputs(volume: Volume, theme: Theme) -> Iterator[tuple[str, ArticlePage]]:
    settings, shell = volume.settings, theme.shells["article"]
    earlier = {category: deque(articles, EARLIER) for category, articles in volume.earlier.items()}
    for article in volume.articles:
        facts, before = article.facts, earlier[article.category]
        tags, told = volume.tag_slugs(facts.tags), Headlines(reversed(before))
        yield (
            addresses.output(article.address),
            ArticlePage(
                shell,
                settings,
                article,
                volume.text(article),
                article.views,
                told,
                volume.related(article, tags, told),
                volume.author_slugs(facts.author),
                tags,
                volume.links(article),
                volume.alerts,
                volume.recording(article),
            ),
        )
        before.append(article)


def printed(settings: Settings, article: Article, facts: Facts, fragment: Fragment, posts: dict[str, str], *, on_paper: bool = False) -> dict[str, Any]:
    """What the article's page and its print view both show, as values of their slots."""
    form = settings.bulletin.date_line
    updated = None if facts.updated is None else dates.moment(facts.updated)
    return {
        "url": settings.url(article.address),
        "full_url": settings.full_url(article.address),
        "title": headlines.headline(facts.title),
        "time": dates.iso(article.date),
        "date": dates.line(article.date, form),
        "updated_time": dates.iso(updated) if updated else None,
        "updated": dates.line(updated, form) if updated else None,
        "lead_html": links.closed(fragment.lead_html, posts),
        "body_html": drawings.shown(links.closed(fragment.body_html, posts), settings, article, fragment, on_paper=on_paper),
        "charts": bool(fragment.charts),
        "photo": _photo(settings, facts, fragment),
        "source": _source(fragment),
        "attachments": [
            {"title": item.title, "url": settings.url(links.handed_out(item.media)), "kind": item.kind, "size": _size(item.media)}
            for item in fragment.attachments
        ],
    }


def _size(item: Media) -> str:
    """Of a picture its pixels, since it is handed out as it was saved anew."""
    return f"{item.shape.width} × {item.shape.height}" if isinstance(item, Picture) else media.size_in_words(item.size)


def _photo(settings: Settings, facts: Facts, fragment: Fragment) -> dict[str, Any] | None:
    photo = fragment.photo
    if photo is None:
        return None
    return {"picture": element(settings, facts.thumbnail) if facts.thumbnail else None, "caption": typography.text(photo.caption or ""), "credit": photo.credit}


def _shared_images(settings: Settings, article: Article, facts: Facts) -> list[SharedImage]:
    """What other sites show of an article: the crops of its photo, the widest last, or a card with its title."""
    if picture := facts.thumbnail:
        crops = [renditions.crop(picture.shape, name) for name in renditions.CROPS]
        return [SharedImage(settings.full_url(picture.address + crop.suffix), crop.width, crop.height, picture.alt) for crop in crops]
    card = title_card.card(settings, article)
    return [SharedImage(settings.full_url(card.address), *title_card.SIZE, facts.title)] if card else []


def _recording(settings: Settings, article: Article, recording: Recording | None) -> dict[str, str] | None:
    if recording is None:
        return None
    address = addresses.recording(article.address, recording.format)
    # The digest keeps a browser from playing, piece by piece, what it has of an earlier one.
    url = f"{settings.url(address)}?v={recording.digest.hex()}"
    length = [f"{number} {unit}" for number, unit in zip(divmod(recording.seconds, 60), words.site()["audio_units"], strict=True) if number]
    return {"url": url, "length": " ".join(length), "format": recording.format.upper(), "size": media.size_in_words(recording.size)}


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


def creators(facts: Facts, fragment: Fragment) -> tuple[str, ...]:
    """Who wrote an article, for machines: of a reprint that names nobody, the paper or office that it comes from."""
    return facts.author or ((fragment.source.name,) if fragment.source else ())
