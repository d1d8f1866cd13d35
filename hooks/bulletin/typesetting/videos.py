"""Videos of other sites, as façades: nothing of the site is loaded before the reader asks for it.

An editor gives a paragraph to a link and nothing else: `[Lễ khai mạc](https://www.youtube.com/watch?v=…)`. A picture in
the place of the link's words is the façade's, and the picture's title is the video's. When the site is one of
`video_hosts`, the article page makes a façade of it (`partials/video.html`), and the print view names its address. In
feeds the paragraph stays what it is, and so it does everywhere for any other site.
"""

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

from ..markup import plain_text
from ..stylebook import words


class _Host(NamedTuple):
    """`address` finds a video's id in the address of its page, `player` is the address of the player for that id."""

    name: str
    address: re.Pattern[str]
    player: str


_HOSTS: Mapping[str, _Host] = {
    "youtube": _Host(
        "YouTube",
        re.compile(
            r"https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/)|youtu\.be/)"
            r"(?P<id>[\w-]{11})(?:[?&#].*)?",
            re.ASCII,
        ),
        "https://www.youtube-nocookie.com/embed/{id}?autoplay=1&rel=0",
    ),
    "vimeo": _Host(
        "Vimeo",
        re.compile(r"https://(?:www\.)?vimeo\.com/(?P<id>\d{5,12})(?:[?#].*)?", re.ASCII),
        "https://player.vimeo.com/video/{id}?autoplay=1&dnt=1",
    ),
}
_ALONE = re.compile(r'<p><a href="(https://[^"]+)"[^>]*>((?:(?!</?(?:a|p)\b).)*)</a></p>', re.DOTALL)
_NAME = re.compile(r'<img [^>]*?\btitle="([^"]+)"|<img [^>]*?\balt="([^"]*)"')


class Video(NamedTuple):
    """`label` is the HTML of the link, of which `has_picture` says something; the others are plain texts. `player` is the
    address of the player, `play` and `note` are what its button and its façade say.
    """

    url: str
    title: str
    label: str
    has_picture: bool
    player: str
    play: str
    note: str


def split(body_html: str, hosts: tuple[str, ...]) -> list[str | Video]:
    """A body as the pieces of HTML and the videos that it consists of, in their order."""
    pieces: list[str | Video] = []
    done = 0
    for link in _ALONE.finditer(body_html) if '<p><a href="https://' in body_html else ():
        if video := _video(link, hosts):
            pieces += [body_html[done : link.start()], video]
            done = link.end()
    return [piece for piece in (*pieces, body_html[done:]) if piece]


def _video(link: re.Match[str], hosts: tuple[str, ...]) -> Video | None:
    url, label = html.unescape(link[1]), link[2]
    for host in map(_HOSTS.__getitem__, hosts):
        if found := host.address.fullmatch(url):
            return _of(host, found["id"], url, label)
    return None


def _of(host: _Host, number: str, url: str, label: str) -> Video:
    text = words.site()
    picture = _NAME.search(label)
    title = plain_text.on_one_line(label) or (html.unescape(picture[1] or picture[2]) if picture else "")
    if title in ("", url):
        title = text["video_on"].format(host=host.name)
    return Video(
        url=url,
        title=title,
        label=label,
        has_picture=picture is not None,
        player=host.player.format(id=number),
        play=text["video_play"].format(title=title),
        note=text["video_note"].format(host=host.name),
    )
