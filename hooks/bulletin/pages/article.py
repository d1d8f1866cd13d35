"""The article page, with every element of the old portal's page."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from .. import addresses, dates, links, media
from ..article import Article, Fragment
from ..edition import Edition, Headlines, Text, Theme
from ..recipe import Recipe
from ..settings import Settings
from ..shells import Shell
from .head import head

_EARLIER = 10


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
    text: Text
    earlier: Headlines
    """Never a later article: publishing changes no old page."""
    authors: tuple[str, ...]
    """Slugs of the authors' and tags' pages, in the order in which the article names them."""
    tags: tuple[str, ...]
    posts: tuple[tuple[str, str], ...]

    def render(self) -> bytes:
        settings, article, fragment = self.settings, self.article, self.text.read()
        category = settings.categories[article.category]
        authors = [Link(name, addresses.author(slug)) for name, slug in zip(article.author, self.authors, strict=True)]
        return self.shell.fill(
            {
                **printed(settings, article, fragment, dict(self.posts)),
                "head": head(
                    settings,
                    article.title,
                    article.lead or article.title,
                    article.address,
                    kind="article",
                    image=settings.full_url(article.thumbnail.address) if article.thumbnail else None,
                    feed=(addresses.feed(f"{article.category}/"), f"{category} – {settings.site_name}"),
                    published=dates.iso(article.date),
                    modified=dates.iso(dates.moment(article.changed)),
                    section=category,
                    json_ld=_json_ld(settings, article, fragment, authors),
                ),
                "section": article.category,
                "print_url": settings.url(addresses.print_view(article.address)),
                "category": Link(category, settings.url(f"{article.category}/")),
                "authors": [Link(name, settings.url(address)) for name, address in authors],
                "views": None if article.views is None else f"{article.views:,}".replace(",", "."),
                "tags": [Link(name, settings.url(addresses.tag(slug))) for name, slug in zip(article.tags, self.tags, strict=True)],
                "earlier": [Earlier(item.title, settings.url(item.address), dates.iso(item.date), dates.day(item.date)) for item in self.earlier],
            }
        )


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, ArticlePage]]:
    settings, catalogue, shell = edition.settings, edition.catalogue, theme.shells["article"]
    position = dict.fromkeys(catalogue.categories, 0)
    for article in catalogue.articles:
        same = catalogue.categories[article.category].articles
        at = position[article.category]
        position[article.category] += 1
        yield (
            addresses.output(article.address),
            ArticlePage(
                shell,
                settings,
                article,
                edition.text(article),
                Headlines(same[max(0, at - _EARLIER) : at][::-1]),
                tuple([catalogue.author_slugs[name] for name in article.author]),
                tuple([catalogue.tag_slugs[name] for name in article.tags]),
                linked_posts(edition, article) if article.links else (),
            ),
        )


def linked_posts(edition: Edition, article: Article) -> tuple[tuple[str, str], ...]:
    """Name and URL of the posts that the text links to, as far as they are published."""
    address_of = edition.catalogue.address_of
    return tuple([(link.name, edition.settings.url(address_of[link.name])) for link in article.links if link.name in address_of])


def printed(settings: Settings, article: Article, fragment: Fragment, posts: dict[str, str]) -> dict[str, Any]:
    """What the article's page and its print view both show, as values of their slots."""
    updated = article.updated_date
    return {
        "url": settings.url(article.address),
        "full_url": settings.full_url(article.address),
        "title": article.title,
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


def _json_ld(settings: Settings, article: Article, fragment: Fragment, authors: list[Link]) -> dict[str, Any]:
    """schema.org `NewsArticle`, with the properties that search engines' news pages ask for."""
    publisher = {"@type": "GovernmentOrganization", "name": settings.bulletin.publisher, "url": settings.full_url("")}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.lead,
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
    if article.thumbnail:
        picture = article.thumbnail
        data["image"] = {"@type": "ImageObject", "url": settings.full_url(picture.address), "width": picture.width, "height": picture.height}
    if article.tags:
        data["keywords"] = list(article.tags)
    if fragment.source and fragment.source.url:
        data["isBasedOn"] = fragment.source.url
    return data
