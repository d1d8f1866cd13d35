"""Decap's configuration: backend, board, and one collection whose fields are made from the schema of posts."""

from typing import Any, Literal

import yaml
from bulletin.settings.settings import Settings

from .. import words
from . import fields
from .backends import BACKENDS
from .sections import FIRST, SECTIONS

Backend = Literal["desk", "gitlab", "forgejo"]
COLLECTION = "posts"
YEAR, MONTH, BASE = "desk_year", "desk_month", "desk_base"
"""Hidden fields: the month in Vietnam of an article's date, and what the desk handed out. Keys that begin with `desk_`
never reach a file."""


def configuration(settings: Settings, backend: Backend = "desk") -> dict[str, Any]:
    """What Decap reads from `/admin/config.yml`. Other backends than `desk` write into a forge without a desk."""
    return {
        "backend": dict(BACKENDS[backend]),
        "locale": "vi",
        "publish_mode": "editorial_workflow",
        "show_preview_links": True,
        "search": False,
        "site_url": settings.site_url,
        "display_url": settings.site_url,
        "logo": {"src": "/admin/logo.svg", "show_in_header": False},
        # Folders within an article's own: Decap puts a picture beside the article, in a folder of its name.
        "media_folder": "posts",
        "public_folder": "",
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
        "editor": {"preview": True, "notes": True},
        "collections": [_posts(settings)],
    }


def as_yaml(settings: Settings, backend: Backend = "desk") -> str:
    """The same as a file."""
    return yaml.safe_dump(configuration(settings, backend), allow_unicode=True, sort_keys=False, width=120)


def page_words(settings: Settings) -> dict[str, Any]:
    """The words of the page's own scripts, and what Decap's Vietnamese lacks: `/admin/words.json`."""
    return {
        "words": words.block("form.page"),
        "decap": words.block("form.decap"),
        "labels": words.block("form.labels"),
        "site": settings.site_url,
    }


def _posts(settings: Settings) -> dict[str, Any]:
    return {
        "name": COLLECTION,
        "label": words.sentence("form.collection"),
        "label_singular": words.sentence("form.one_article"),
        "folder": "posts",
        "extension": "md",
        "format": "yaml-frontmatter",
        "create": True,
        "delete": False,
        "publish": True,
        "slug": "{{slug}}",
        "path": f"{{{{{YEAR}}}}}/{{{{{MONTH}}}}}/{{{{slug}}}}",
        "media_folder": "{{filename}}",
        "public_folder": "",
        "summary": words.sentence("form.summary"),
        "sortable_fields": [
            {"field": "date", "label": fields.label("date"), "default_sort": "desc"},
            {"field": "title", "label": fields.label("title")},
        ],
        "view_filters": [
            {"label": name, "field": "category", "pattern": slug} for slug, name in settings.categories.items()
        ],
        "fields": _fields(settings),
    }


def _fields(settings: Settings) -> fields.Fields:
    made = [fields.of_key(key, settings) for key in FIRST]
    made.append(
        {
            "name": "body",
            "label": words.sentence("form.body.label"),
            "widget": "desk-body",
            "required": False,
            "hint": words.sentence("form.body.hint"),
        }
    )
    for section in SECTIONS:
        heading: dict[str, Any] = {
            "name": f"desk_section_{section.name}",
            "label": words.block("form.sections")[section.name],
            "widget": "desk-section",
            "required": False,
            "keys": list(section.keys),
            "open": section.is_open,
            "afterwards": section.is_for_published,
        }
        made += [heading, *(fields.of_key(key, settings) for key in section.keys)]
    made += [{"name": name, "widget": "hidden", "required": False} for name in (YEAR, MONTH, BASE)]
    return made
