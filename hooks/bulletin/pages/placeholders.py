"""Placeholders: they stand at a new address in the moment between the first link to it and its page."""

from html import escape

from ..stylebook import words

_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
<meta name="robots" content="noindex"><meta http-equiv="refresh" content="5"><title>{title}</title></head>
<body><p>{text}</p></body></html>
"""
_FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>{title}</title><link>/</link><description>{text}</description></channel></rss>
"""


def by_ending() -> dict[str, bytes]:
    """Returns the placeholders by file ending."""
    texts = words.site()["placeholder"]
    page, feed = ({name: escape(text, quote=False) for name, text in texts[kind].items()} for kind in ("page", "feed"))
    return {".html": _PAGE.format(**page).encode(), ".xml": _FEED.format(**feed).encode(), ".json": b"[]"}
