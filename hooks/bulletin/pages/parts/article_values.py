"""Values of the slots that the article's page, its print view and the day's printed edition share."""

from typing import Any

from ...articles.extents import TextFacts
from ...articles.fragment import Fragment
from ...edition.texts import Text
from ...pictures.media import Media, Picture
from ...settings.settings import Settings
from ...stylebook import dates, numbers, words
from ...typesetting import headlines, links, typography, videos
from . import drawings, life_notes
from .card import element


def article_values(
    settings: Settings, facts: TextFacts, fragment: Fragment, posts: dict[str, str], *, on_paper: bool = False
) -> dict[str, Any]:
    """Returns the values by slot. `posts` are the URLs of the posts that the text links to, by name."""
    form = settings.bulletin.date_line if facts.lang == words.HOME else "english"
    updated = None if facts.updated is None else dates.moment(facts.updated)
    body_html = links.close_links(fragment.body_html, posts)
    return {
        "url": settings.url(facts.address),
        "full_url": settings.full_url(facts.address),
        "title": headlines.headline(facts.title),
        "time": dates.iso(facts.date),
        "date": dates.line(facts.date, form),
        "updated_time": dates.iso(updated) if updated else None,
        "updated": dates.line(updated, form) if updated else None,
        "lead_html": links.close_links(fragment.lead_html, posts),
        "body_html": drawings.add(body_html, settings, facts.address, fragment, on_paper=on_paper),
        **life_notes.values(settings, facts, posts),
        "charts": bool(fragment.charts),
        "photo": _photo(settings, facts, fragment),
        "source": _source(fragment),
        "attachments": [
            {
                "title": item.title,
                "url": settings.url(links.download_address(item.media)),
                "kind": item.kind,
                "size": _size(item.media),
            }
            for item in fragment.attachments
        ],
    }


def on_paper(settings: Settings, text: Text, posts: dict[str, str]) -> dict[str, Any]:
    """Returns the values for an article on paper, with its authors and printed video addresses."""
    facts = text.facts
    values = article_values(settings, facts, text.read(), posts, on_paper=True)
    body = videos.split(values["body_html"], settings.bulletin.video_hosts)
    return {**values, "authors": facts.author, "body": body}


def _size(item: Media) -> str:
    """Returns the size of a file; of a picture its pixels, since a re-encoded copy is published."""
    return f"{item.shape.width} × {item.shape.height}" if isinstance(item, Picture) else numbers.file_size(item.size)


def _photo(settings: Settings, facts: TextFacts, fragment: Fragment) -> dict[str, Any] | None:
    photo = fragment.photo
    if photo is None:
        return None
    return {
        "picture": element(settings, facts.thumbnail) if facts.thumbnail else None,
        "caption": typography.text(photo.caption or ""),
        "credit": photo.credit,
    }


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
