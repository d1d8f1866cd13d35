"""The order of the form: which keys stand together, under which heading."""

from typing import NamedTuple


class Section(NamedTuple):
    """A part of the form that opens and closes. `name` is its entry in the words under `form.sections`."""

    name: str
    keys: tuple[str, ...]
    is_open: bool = False
    is_for_published: bool = False


FIRST = ("title", "category", "author", "date", "lead")
"""The keys above the text."""
SECTIONS = (
    Section("picture", ("image",), is_open=True),
    Section("attachments", ("attachments",)),
    Section("place", ("tags", "series", "pinned", "expires", "review")),
    Section("origin", ("source", "lang", "translation_of")),
    Section("event", ("event",)),
    Section("alert", ("alert",)),
    Section("live", ("updates",)),
    Section("corrections", ("corrections", "changes", "updated"), is_for_published=True),
    Section("end", ("withdrawn", "removed"), is_for_published=True),
    Section("address", ("slug", "aliases", "period", "draft", "views", "id")),
)
"""The parts below the text."""
