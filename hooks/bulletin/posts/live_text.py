"""The text of a live event: a post's body, the key points, and the updates, newest first, as one text in Markdown.

So everything that reads a text reads the updates, too: contents, search, print view, feeds and read-aloud.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from ..stylebook import addresses, dates, words
from . import yaml_lines
from .life_cycle import Update

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


class LiveText(NamedTuple):
    """A text, and for each of its lines the line of the file that it comes from."""

    body: str
    lines: tuple[int, ...]


def of(
    body: str,
    line_of_body: Callable[[int], int],
    updates: Sequence[Update],
    published: datetime,
    lines: dict[yaml_lines.Path, int],
) -> LiveText:
    """The whole text. `line_of_body` gives the line of the file for a line of the body, counted from 0. `lines` has the
    line of each key of the front matter.
    """
    texts = [(line, line_of_body(number)) for number, line in enumerate(body.split("\n"))]
    numbered = sorted(enumerate(updates), key=lambda item: item[1].time, reverse=True)
    if key_points := [update for _, update in numbered if update.key]:
        first = lines[("updates",)]
        texts += [("", first), (f"**{words.site()['live']['key_points']}**", first), ("", first)]
        texts += [(f"- [{_title(update, published)}](#{_anchor(update, published)})", first) for update in key_points]
    for index, update in numbered:
        place = lines[("updates", index)]
        first = lines.get(("updates", index, "text"), place)
        texts += [("", place), (f"## {_title(update, published)}", lines[("updates", index, "title")]), ("", place)]
        is_block = "\n" in update.text  # its text begins on the line after its key
        texts += [(line, first + number + is_block) for number, line in enumerate(update.text.split("\n"))]
    return LiveText("\n".join([line for line, _ in texts]), tuple([line for _, line in texts]))


def heading(update: Update, published: datetime) -> str:
    """The heading of an update: `14:30 – Bão vào bờ`. The day is left out on the day of the article itself."""
    local = dates.local(update.time)
    is_same_day = local.date() == dates.local(published).date()
    clock = f"{local:%H:%M}" if is_same_day else dates.minute(update.time)
    return f"{clock} – {update.title}"


def _title(update: Update, published: datetime) -> str:
    return _MARKDOWN.sub(r"\\\1", heading(update, published))


def _anchor(update: Update, published: datetime) -> str:
    return addresses.heading_id(heading(update, published))
