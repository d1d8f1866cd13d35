"""Descriptions of pages for search engines: JSON-LD in the vocabulary of schema.org."""

from collections.abc import Sequence
from typing import Any

from ...articles.extents import PageFacts
from ...articles.fragment import Fragment
from ...articles.life import EXPIRED
from ...articles.life_words import Wording
from ...settings.settings import Settings
from ...stylebook import addresses, dates, words
from .shared_image import SharedImage

_CONTEXT = {"@context": "https://schema.org"}
_LOGO, _LOGO_SIZE = "assets/icon-512.png", 512


def news_article(
    settings: Settings,
    facts: PageFacts,
    fragment: Fragment,
    authors: Sequence[tuple[str, str]],
    pictures: Sequence[SharedImage],
) -> dict[str, Any]:
    """Returns a `NewsArticle` with the properties that search engines require for news. `authors` are names with the
    addresses of their pages.
    """
    source = fragment.source
    origin = {"@type": "Organization", "name": source.name} if source else None
    data: dict[str, Any] = {
        **_CONTEXT,
        "@type": "NewsArticle",
        "headline": facts.title,
        "description": facts.lead,
        "datePublished": dates.iso(facts.date),
        "dateModified": dates.iso(dates.moment(facts.changed)),
        "inLanguage": facts.lang,
        "articleSection": settings.categories[facts.category],
        "wordCount": fragment.words,
        "mainEntityOfPage": settings.full_url(facts.address),
        "isAccessibleForFree": True,
        "author": [_person(settings, name, address) for name, address in authors] or [origin or _publisher(settings)],
        "publisher": _publisher(settings),
    }
    if pictures:
        data["image"] = [
            {"@type": "ImageObject", "url": picture.url, "width": picture.width, "height": picture.height}
            for picture in pictures
        ]
    data |= _life(facts)
    data |= _live(settings, facts)
    if facts.tags:
        data["keywords"] = list(facts.tags)
    if source:
        data["sourceOrganization"] = origin
        if source.url:
            data["isBasedOn"] = source.url
    return data


def _life(facts: PageFacts) -> dict[str, Any]:
    """Returns what has become of an article since its publication."""
    life, data, wording = facts.life, dict[str, Any](), Wording({}, facts.lang)
    if life.corrections:
        data["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": wording.correction(item),
                "datePublished": dates.iso(dates.moment(item.time)),
            }
            for item in life.corrections
        ]
    if life.expires is not None:
        data["expires"] = dates.iso(dates.moment(life.expires))
    if life.withdrawn:
        data["creativeWorkStatus"] = "Withdrawn"
    elif EXPIRED in facts.marks:
        data["creativeWorkStatus"] = "Expired"
    return data


def _live(settings: Settings, facts: PageFacts) -> dict[str, Any]:
    """Returns what makes a `LiveBlogPosting` of an article; nothing if it is none."""
    if not facts.updates:
        return {}
    url = settings.full_url(facts.address)
    return {
        "@type": "LiveBlogPosting",
        "coverageStartTime": dates.iso(facts.date),
        "coverageEndTime": dates.iso(dates.moment(facts.updates[0].time)),
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": update.title,
                "datePublished": dates.iso(dates.moment(update.time)),
                "url": f"{url}#{addresses.HEADING_PREFIX}{addresses.heading_id(update.heading)}",
            }
            for update in facts.updates
        ],
    }


def event(settings: Settings, facts: PageFacts) -> dict[str, Any] | None:
    """Returns the `Event` that an article announces."""
    if facts.event is None:
        return None
    announced = facts.event
    place = announced.place or settings.bulletin.address
    data: dict[str, Any] = {
        **_CONTEXT,
        "@type": "Event",
        "name": facts.title,
        "startDate": dates.iso(dates.moment(announced.starts)),
        "location": {"@type": "Place", "name": place, "address": place},
        "organizer": _publisher(settings),
        "url": settings.full_url(facts.address),
    }
    if announced.ends:
        data["endDate"] = dates.iso(dates.moment(announced.ends))
    return data


def breadcrumbs(settings: Settings, trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Returns a `BreadcrumbList`. `trail` are names and addresses of the pages after the front page, this page last."""
    steps = [(words.site()["home"], ""), *trail]
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": settings.full_url(address)}
        for position, (name, address) in enumerate(steps, 1)
    ]
    return {**_CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def website(settings: Settings) -> dict[str, Any]:
    """Returns the `WebSite`, which only the front page has."""
    data = {
        **_CONTEXT,
        "@type": "WebSite",
        "name": settings.site_name,
        "description": settings.site_description,
        "url": settings.full_url(""),
        "inLanguage": "vi",
        "publisher": _publisher(settings),
    }
    if settings.bulletin.search:
        target = {
            "@type": "EntryPoint",
            "urlTemplate": f"{settings.full_url(addresses.SEARCH)}?q={{search_term_string}}",
        }
        data["potentialAction"] = {
            "@type": "SearchAction",
            "target": target,
            "query-input": "required name=search_term_string",
        }
    return data


def _publisher(settings: Settings) -> dict[str, Any]:
    logo = {"@type": "ImageObject", "url": settings.full_url(_LOGO), "width": _LOGO_SIZE, "height": _LOGO_SIZE}
    return {
        "@type": "GovernmentOrganization",
        "name": settings.bulletin.publisher,
        "url": settings.full_url(""),
        "logo": logo,
        "correctionsPolicy": settings.full_url(addresses.CORRECTIONS),
    }


def _person(settings: Settings, name: str, address: str) -> dict[str, str]:
    author = settings.author(name)
    role = {"jobTitle": author.role} if author and author.role else {}
    return {"@type": "Person", "name": name, "url": settings.full_url(address), **role}
