"""The article page, with every element of the old portal's page."""

from collections.abc import Iterator
from typing import Any

from .. import addresses, dates, media
from ..article import Article
from ..edition import Edition, Theme
from ..recipe import Recipe
from ..shells import fill
from .head import Head, head


def outputs(edition: Edition, theme: Theme) -> Iterator[tuple[str, Recipe]]:
    shell = theme.shells["article"]
    position = dict.fromkeys(edition.catalogue.categories, 0)
    for article in edition.catalogue.articles:
        slug = article.front.category
        earlier = edition.catalogue.earlier(article, position[slug])
        position[slug] += 1
        yield addresses.output(article.address), Recipe("article", fill, (shell, context(edition, article, earlier)))


def context(edition: Edition, article: Article, earlier: tuple[Article, ...] = ()) -> dict[str, Any]:
    """The values of the article shell's slots; the print view is filled from the same ones."""
    settings, front, fragment = edition.settings, article.front, edition.fragments[article.name]
    return {
        "head": _head(edition, article),
        "section": front.category,
        "url": settings.url(article.address),
        "full_url": settings.full_url(article.address),
        "print_url": settings.url(addresses.print_view(article.address)),
        "category": {"name": settings.categories[front.category], "url": settings.url(f"{front.category}/")},
        "title": front.title,
        "time": dates.iso(front.date),
        "date": dates.in_words(front.date),
        "updated_time": dates.iso(front.updated) if front.updated else None,
        "updated": dates.in_words(front.updated) if front.updated else None,
        "fragment": fragment,
        "photo": _photo(edition, article),
        "authors": [{"name": name, "url": settings.url(addresses.author(edition.catalogue.author_slugs[name]))} for name in front.author],
        "source": _source(article),
        "views": None if front.views is None else f"{front.views:,}".replace(",", "."),
        "attachments": [
            {"title": item.title, "url": settings.url(item.media.address), "kind": item.kind, "size": media.size_in_words(item.media.size)}
            for item in fragment.attachments
        ],
        "tags": [{"name": name, "url": settings.url(addresses.tag(edition.catalogue.tag_slugs[name]))} for name in front.tags],
        "earlier": [
            {"title": item.front.title, "url": settings.url(item.address), "time": dates.iso(item.front.date), "date": dates.day(item.front.date)}
            for item in earlier
        ],
    }


def _photo(edition: Edition, article: Article) -> dict[str, Any] | None:
    """The lead photo. A caption whose picture is still missing is shown without one."""
    image, photo = article.front.image, edition.fragments[article.name].photo
    if image is None or not (photo or image.caption):
        return None
    shown = {"url": edition.settings.url(photo.address), "width": photo.width, "height": photo.height, "alt": image.alt} if photo else None
    return {"picture": shown, "caption": image.caption, "credit": image.credit}


def _source(article: Article) -> dict[str, Any] | None:
    source = article.front.source
    if source is None:
        return None
    return {
        "name": source.name,
        "url": source.url,
        "time": dates.iso(source.time) if source.time else None,
        "date": dates.in_words(source.time) if source.time else None,
    }


def _head(edition: Edition, article: Article) -> Head:
    settings, front, fragment = edition.settings, article.front, edition.fragments[article.name]
    image = settings.full_url(fragment.photo.address) if fragment.photo else None
    category = settings.categories[front.category]
    published, modified = dates.iso(front.date), dates.iso(article.changed)
    return head(
        settings,
        front.title,
        fragment.lead or front.title,
        article.address,
        kind="article",
        image=image,
        feed=(addresses.feed(f"{front.category}/"), f"{category} – {settings.site_name}"),
        published=published,
        modified=modified,
        section=category,
        json_ld=_json_ld(edition, article, image, category, published, modified),
    )


def _json_ld(edition: Edition, article: Article, image: str | None, category: str, published: str, modified: str) -> dict[str, Any]:
    """schema.org `NewsArticle`, with the properties that search engines' news pages ask for."""
    settings, front, fragment = edition.settings, article.front, edition.fragments[article.name]
    publisher = {"@type": "GovernmentOrganization", "name": settings.bulletin.publisher, "url": settings.full_url("")}
    authors = [{"@type": "Person", "name": name, "url": settings.full_url(addresses.author(edition.catalogue.author_slugs[name]))} for name in front.author]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": front.title,
        "description": fragment.lead,
        "datePublished": published,
        "dateModified": modified,
        "inLanguage": "vi",
        "articleSection": category,
        "wordCount": fragment.words,
        "mainEntityOfPage": settings.full_url(article.address),
        "isAccessibleForFree": True,
        "author": authors or [publisher],
        "publisher": publisher,
    }
    if image and fragment.photo:
        data["image"] = {"@type": "ImageObject", "url": image, "width": fragment.photo.width, "height": fragment.photo.height}
    if front.tags:
        data["keywords"] = list(front.tags)
    if front.source and front.source.url:
        data["isBasedOn"] = front.source.url
    return data
