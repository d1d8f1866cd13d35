"""The article of a post: made of its front matter and of its typeset text."""

import posixpath
import unicodedata
from urllib.parse import quote

from ..articles import article
from ..articles.article import Article
from ..articles.event import Event, LiveUpdate
from ..articles.facts import Alert, Facts, Lines
from ..articles.life import Removal
from ..posts import contradictions, live_text
from ..posts.post import Post
from ..stylebook import dates
from ..typesetting import post_life
from ..typesetting.typesetter import TypesetBody


def of(post: Post, text: TypesetBody | Facts, fragment_digest: bytes) -> Article:
    """The article of a post. `text` is its typeset body, or the facts of an earlier build if the text is unchanged."""
    front = post.front
    moments = tuple(
        [
            (dates.seconds(moment), contradictions.shown(path), post.line(*path))
            for path, moment in contradictions.moments(front)
        ]
    )
    gone_files = front.removed.files if front.removed else ()
    facts = Facts(
        title=front.title,
        lead=text.lead,
        updated=max([time for time, _, _ in moments], default=None),
        author=front.author,
        tags=front.tags,
        pinned=front.pinned,
        alert=Alert(front.alert.hazard, front.alert.level, front.alert.area, dates.seconds(front.alert.until))
        if front.alert
        else None,
        thumbnail=text.thumbnail,
        media=text.media,
        links=text.links,
        site_links=text.site_links,
        anchors=text.anchors,
        charts=text.charts,
        lines=Lines(
            date=post.line("date"),
            draft=post.line("draft"),
            slug=post.line("slug"),
            aliases=tuple(post.line("aliases", index) for index in range(len(front.aliases))),
            media=tuple(_first_use(post, item.file) for item in text.media),
            body=post.body_line,
            moments=moments,
            id=post.line("id"),
            review=post.line("review"),
            replaced_by=_successor_line(post),
            translation_of=post.line("translation_of"),
            removed_files=tuple([post.line("removed", "files", index) for index in range(len(gone_files))]),
        ),
        fragment=fragment_digest,
        id=front.id,
        life=post_life.of(post, text.lead),
        removed=Removal(
            dates.seconds(front.removed.time),
            front.removed.reason,
            front.removed.note or "",
            post_life.file(post, front.removed.replaced_by),
            tuple([post_life.file(post, path) for path in gone_files]),
        )
        if front.removed
        else None,
        lang=front.lang,
        translation_of=post_life.file(post, front.translation_of),
        series=front.series,
        event=Event(
            dates.seconds(front.event.starts),
            dates.seconds(front.event.ends) if front.event.ends else None,
            front.event.place or "",
        )
        if front.event
        else None,
        updates=tuple(
            sorted(
                [
                    LiveUpdate(dates.seconds(item.time), item.title, live_text.heading(item, front.date))
                    for item in front.updates
                ],
                key=lambda item: item.time,
                reverse=True,
            )
        ),
        review=dates.seconds(front.review) if front.review else None,
    )
    return article.with_digests(
        name=post.name,
        address=post.address,
        published=dates.seconds(front.date),
        category=front.category,
        views=front.views,
        draft=front.draft,
        empty=post.is_empty,
        aliases=front.aliases,
        facts=facts,
    )


def _successor_line(post: Post) -> tuple[str, int]:
    """The key and the line that name the post's successor."""
    key = "removed" if post.front.removed else "withdrawn"
    return f"{key}.replaced_by", post.line(key, "replaced_by")


def _first_use(post: Post, file: str) -> tuple[int, str]:
    """The line and the key at which a post first asks for a file; the key is empty in the body."""
    name = posixpath.basename(file)
    for index, item in enumerate(post.front.attachments):
        if unicodedata.normalize("NFC", posixpath.basename(item.file)) == name:
            return post.line("attachments", index, "file"), f"attachments.{index + 1}.file"
    positions = [position for spelling in (name, quote(name)) if (position := post.body.find(spelling)) >= 0]
    return post.body_line + (post.body.count("\n", 0, min(positions)) if positions else 0), ""
