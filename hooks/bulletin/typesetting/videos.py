"""Videos of other sites, as façades: nothing is loaded from the site before the reader asks for the video.

An editor writes a paragraph with nothing but a link: `[Lễ khai mạc](https://www.youtube.com/watch?v=…)`. A picture
instead of the link's words becomes the façade's picture, and its title the video's title. If the site is one of
`video_hosts`, the article page turns the paragraph into a façade (`partials/video.html`), and the print view prints its
address. In feeds, and for any other site, the paragraph stays as it is.
"""

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

from ..markup import plain_text
from ..stylebook import words


class _Host(NamedTuple):
    """`address` matches the address of a video's page and captures its id; `player` is the player's address with a slot
    for the id.
    """

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
    """A video for the templates. `label` is the HTML of the link; `has_picture` says whether a picture is in it.

    The others are plain texts: `play` labels the button, `note` explains what it does.
    """

    url: str
    title: str
    label: str
    has_picture: bool
    player: str
    play: str
    note: str


def split(body_html: str, hosts: tuple[str, ...]) -> list[str | Video]:
    """Splits a body into pieces of HTML and videos, in their order. `hosts` are keys of `_HOSTS`."""
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
