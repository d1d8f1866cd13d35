"""The life of a post: what its front matter says of the time after its publication, as pages tell it."""

import posixpath
import re
from operator import attrgetter

from ..articles.life import Change, Correction, Life, Withdrawal
from ..posts import life_cycle
from ..posts.post import Post
from ..stylebook import dates, letters, words

_NAME = re.compile(rf"[{letters.CAPITALS}]\w*(?: [{letters.CAPITALS}]\w*)+")
"""The name of a person or a place: at least two words that begin with capitals."""


def of(post: Post, lead: str) -> Life:
    """The life of a post. `lead` is the plain text of its lead, which may be a paragraph of the body."""
    front = post.front
    newest_first = attrgetter("time")
    withdrawn = front.withdrawn
    return Life(
        changes=tuple(
            sorted(
                [Change(dates.seconds(change.time), change.note) for change in front.changes],
                key=newest_first,
                reverse=True,
            )
        ),
        corrections=tuple(
            sorted(
                [_correction(item, f"{front.title}\n{lead}") for item in front.corrections],
                key=newest_first,
                reverse=True,
            )
        ),
        withdrawn=Withdrawal(dates.seconds(withdrawn.time), withdrawn.note, file(post, withdrawn.replaced_by))
        if withdrawn
        else None,
        expires=dates.seconds(front.expires) if front.expires else None,
        period="" if front.period == words.site()["life"]["no_period"] else front.period,
    )


def file(post: Post, path: str | None) -> str:
    """The name of the post, picture or attachment to which a path in the front matter leads: its path below `posts/`.
    Empty without a path.
    """
    return posixpath.normpath(posixpath.join(posixpath.dirname(post.name), path)) if path else ""


def _correction(item: life_cycle.Correction, head: str) -> Correction:
    wrong, right = item.wrong or "", item.right or ""
    names = set(_NAME.findall(wrong)) ^ set(_NAME.findall(right))
    is_on_top = item.kind == life_cycle.APOLOGY or bool(names) or (bool(right) and right.casefold() in head.casefold())
    return Correction(dates.seconds(item.time), item.kind, wrong, right, item.note or "", is_on_top)
