"""Sets the body of an article: Markdown in, safe HTML with checked links out."""

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import markdown

from ..articles.facts import MediaUse, PostLink, SiteLink, Thumbnail
from ..articles.fragment import Fragment, Photo, Source
from ..articles.life_words import Wording
from ..markup import plain_text, safe_html, sanitiser
from ..pictures.media import Picture
from ..pictures.picture_element import BODY_SIZES, GALLERY_SIZES
from ..posts.file_states import FileStates
from ..posts.post import Post
from ..posts.post_folder import PostFolder
from ..problems import Problem, problem
from ..settings.settings import Settings
from ..speech import speaker
from ..stylebook import dates
from . import anchors, editors_html, headlines, limits, plain_markdown, post_life, table_boxes, typography
from .adjacent_files import AdjacentFiles
from .bulletin_markup import BulletinMarkup
from .links import Links
from .markdown_reader import MarkdownReader

_GALLERY = re.compile(r'<div class="gallery">.*?</div>', re.DOTALL)
_LINK = re.compile(r"<a\b.*?</a>", re.DOTALL)
_CAPTION_BEGINS = re.compile(r"\(?(?:ảnh|nguồn ảnh|hình|video|clip|đồ họa)(?: minh họa)?\s*:", re.IGNORECASE)
_HOLDERS = ("<div>", "<section>")
"""Elements whose paragraphs still belong to the text itself."""
_WAY_BACK = re.compile(r'<a [^>]*class="footnote-backref"[^>]*? title="([^"]*)"')


@dataclass(frozen=True)
class TypesetBody:
    """A body set in HTML, with the results of setting it. `depends_on` holds the files that shaped it, with their
    states.
    """

    fragment: Fragment
    lead: str
    thumbnail: Thumbnail | None
    media: tuple[MediaUse, ...]
    links: tuple[PostLink, ...]
    site_links: tuple[SiteLink, ...]
    anchors: tuple[str, ...]
    charts: int
    depends_on: tuple[tuple[str, bytes | None], ...]
    problems: tuple[Problem, ...]


class Typesetter:
    """Sets bodies in HTML. One converter and one sanitiser serve all articles."""

    def __init__(self, settings: Settings, folder: PostFolder, states: FileStates):
        self._settings = settings
        self._folder = folder
        self._states = states
        self._sanitiser = sanitiser.Sanitiser()
        self._speaker = speaker.Speaker(settings.bulletin.spoken)
        self._may_be_plain = plain_markdown.supports(settings.extension_configs)
        self._reader = MarkdownReader(settings.markdown_extensions)
        self._markdown = markdown.Markdown(
            extensions=[*settings.markdown_extensions, BulletinMarkup(), self._reader],
            extension_configs=settings.extension_configs,
            output_format="html",
        )

    def set(self, post: Post) -> TypesetBody:
        """Sets the body and the lead of a post. Problems are returned in the result, not raised."""
        files = AdjacentFiles(post, self._folder, self._states)
        links = Links(post, self._settings, self._folder, files)
        problems = list(limits.problems(post.body, post.file, post.body_line))
        if problems:  # such a body is not converted
            post = replace(post, body="")
        sanitised_html, markdown_problems = self._converted(post, links)
        sanitised_html, dead_anchors = anchors.with_prefixes(sanitised_html)
        problems += [
            *markdown_problems,
            *(problem("dead-anchor", post.file, links.line(url), value=url) for url in dead_anchors),
        ]
        body_html, charts, undrawn = table_boxes.put_in_boxes(links.pictures(sanitised_html).strip())
        problems += [problem(error.code, post.file, post.body_line, "", **error.facts) for error in undrawn]
        if "footnote-backref" in body_html:
            # Otherwise a screen reader would take the arrow for the link's name.
            body_html = _WAY_BACK.sub(r'\g<0> aria-label="\1"', body_html)
        if "gallery" in body_html:
            body_html = _GALLERY.sub(lambda gallery: gallery[0].replace(BODY_SIZES, GALLERY_SIZES), body_html)
        photo, attachments = files.photo(), files.attachments()
        media = files.uses()
        shapes = {use.address: use.shape for use in media if use.shape}
        lead, lead_html, body_html = _lead(post, body_html)
        lead_html, body_html = headlines.lead_html(lead_html), typography.html(body_html)
        fragment = Fragment(
            lead_html=lead_html,
            body_html=body_html,
            words=len(plain_text.without_notes(f"{lead_html} {body_html}").split()),
            photo=_photo(post, photo),
            source=_source(post),
            attachments=attachments,
            charts=charts,
            spoken=self._speaker.said(
                [post.front.title, *map(plain_text.lines, (lead_html, body_html)), *self._notes(post, lead)]
            ),
        )
        return TypesetBody(
            fragment=fragment,
            lead=lead,
            thumbnail=Thumbnail(photo.address, shapes[photo.address], photo.tone, fragment.photo.alt)
            if photo and fragment.photo
            else None,
            media=media,
            links=tuple(links.post_links),
            site_links=tuple(links.site_links),
            anchors=tuple(sorted(anchors.ids(sanitised_html))),
            charts=len(charts),
            depends_on=tuple(files.depends_on.items()),
            problems=(*problems, *files.problems, *links.problems),
        )

    def _notes(self, post: Post, lead: str) -> list[str]:
        """What is said of the article's life."""
        life, wording = post_life.of(post, lead), Wording(self._settings.bulletin.labels, post.front.lang)
        return [*wording.before_lead(life), *wording.after_text(life)]

    def _converted(self, post: Post, links: Links) -> tuple[str, list[Problem]]:
        """Converts a body to sanitised HTML. Also returns the problems of its Markdown and of the HTML in it."""
        plain_html = plain_markdown.convert(post.body) if self._may_be_plain else None
        if plain_html is not None:
            return self._sanitiser.clean(plain_html, links.resolve)[0], []
        reader, unsafe_html = self._reader, self._markdown.reset().convert(post.body)
        if (line := editors_html.too_deep(reader.raw)) is not None:
            return "", [problem("nested-too-deep", post.file, post.body_line + line)]
        editor_tags = [*editors_html.tags(reader.raw), *reader.tags]
        lines: dict[str, list[int]] = defaultdict(list)
        for tag in editor_tags:
            for name in tag.attributes.keys() & set(sanitiser.URLS):
                lines[tag.attributes[name]].append(post.body_line + tag.line)
        links.lines = lines
        sanitised_html, allowed_urls = self._sanitiser.clean(unsafe_html, links.resolve)
        note_problems = [
            problem(note.code, post.file, post.body_line + note.line, "", **_in_file(post, note.facts))
            for note in reader.notes
        ]
        return sanitised_html, note_problems + editors_html.faults(
            editor_tags, reader.raw, allowed_urls, post.file, post.body_line
        )


def _lead(post: Post, body: str) -> tuple[str, str, str]:
    """Returns the lead as text and as HTML, and the body without it. Without a lead in the front matter, the first
    paragraph of prose is the lead.
    """
    if post.front.lead is not None:
        return post.front.lead, html.escape(post.front.lead, quote=False), body
    paragraph = next(_prose(body), None)
    if paragraph is None:
        return "", "", body
    lead = plain_text.on_one_line(paragraph.inner).replace(typography.KEPT, "")
    if paragraph.start == 0 and "<img" not in paragraph.inner:
        return lead, paragraph.inner, body[paragraph.end :].strip()
    # After a picture or a heading the paragraph stays in the body; only lists use its words.
    return lead, "", body


def _prose(body: str, start: int = 0, end: int | None = None) -> Iterator[safe_html.Element]:
    """Yields the paragraphs of the text itself, without those of lists, tables, quotations, boxes and notes, and
    without paragraphs that are only a link or a caption.
    """
    for element in safe_html.elements(body, start, end):
        if element.opening in _HOLDERS:
            begin = element.start + len(element.opening)
            yield from _prose(body, begin, begin + len(element.inner))
        elif element.tag == "p" and _is_prose(
            plain_text.on_one_line(_LINK.sub("", element.inner) if "<a" in element.inner else element.inner)
        ):
            yield element


def _is_prose(text: str) -> bool:
    """Whether a paragraph, its links removed, still says something other than a caption."""
    return any(map(str.isalnum, text)) and not _CAPTION_BEGINS.match(text)


def _in_file(post: Post, facts: Mapping[str, object]) -> dict[str, object]:
    """Converts the line `first` in a note's facts from a line of the body to a line of the file."""
    return {
        name: post.body_line + value if name == "first" and isinstance(value, int) else value
        for name, value in facts.items()
    }


def _photo(post: Post, picture: Picture | None) -> Photo | None:
    image = post.front.image
    if image is None or not (picture or image.caption):
        return None
    return Photo(picture, image.alt or "", image.caption, image.credit)


def _source(post: Post) -> Source | None:
    source = post.front.source
    if source is None:
        return None
    return Source(source.name, source.url, dates.seconds(source.time) if source.time else None)
