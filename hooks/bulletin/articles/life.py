"""What happened to an article after its publication: changes, corrections, its withdrawal or removal."""

import msgspec

WITHDRAWN, CORRECTED, EXPIRED = "withdrawn", "corrected", "expired"
"""The marks of articles in lists."""


class Change(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An update that readers should know. `time` is in seconds since 1970, here and below."""

    time: int
    note: str


class Correction(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A correction, clarification or apology. Texts are empty where the editor gave none.

    `is_on_top` says that it concerns the title, the lead or a name, so that readers must see it first.
    """

    time: int
    kind: str
    wrong: str
    right: str
    note: str
    is_on_top: bool


class Withdrawal(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The end of an article whose text stays. `replaced_by` is the name of a post, or empty."""

    time: int
    note: str
    replaced_by: str


class Removal(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The end of an article whose text goes. `reason` is a key of `tombstone.reasons` in the word list. `files` are
    pictures and attachments of the article that lay outside its own folder, by their paths below `posts/`.
    """

    time: int
    reason: str
    note: str
    replaced_by: str
    files: tuple[str, ...]


class Life(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Everything that a page tells of an article's life. Changes and corrections are in the order of their times,
    newest first. `expires` is in seconds since 1970.
    """

    changes: tuple[Change, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawal | None = None
    expires: int | None = None
    period: str | None = None
    """The name of the province when the article was published, if the editor gave one; empty if none is to be told."""
