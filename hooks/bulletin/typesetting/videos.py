"""Videos of other sites, as façades: nothing is loaded from the site before the reader asks for the video.

An editor writes a paragraph with nothing but a link: `[Lễ khai mạc](https://www.youtube.com/watch?v=…)`. A picture
instead of the link's words becomes the façade's picture, and its title the video's title. If the site is one of
`video_hosts`, the article page turns the paragraph into a façade, and the print view prints its address. In feeds, and
for any other site, the paragraph stays as it is.
"""

import html
import re
from collections.abc import Callable, Mapping
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


class _Video(NamedTuple):
    """`label` is the HTML of the link, `title` plain text, `player` the address of the player."""

    host: str
    title: str
    label: str
    url: str
    player: str
    has_picture: bool


def in_facades(body_html: str, hosts: tuple[str, ...]) -> str:
    """Turns the video links of a body into façades. `hosts` are keys of `_HOSTS`."""
    return _replaced(body_html, hosts, _facade)


def on_paper(body_html: str, hosts: tuple[str, ...]) -> str:
    """Replaces the video links of a body with title and printed address. `hosts` are keys of `_HOSTS`."""
    return _replaced(body_html, hosts, _printed)


def _replaced(body_html: str, hosts: tuple[str, ...], markup_of: Callable[[_Video], str]) -> str:
    def replace(link: re.Match[str]) -> str:
        video = _video(link, hosts)
        return markup_of(video) if video else link[0]

    return _ALONE.sub(replace, body_html) if '<p><a href="https://' in body_html else body_html


def _video(link: re.Match[str], hosts: tuple[str, ...]) -> _Video | None:
    url, label = html.unescape(link[1]), link[2]
    for host in map(_HOSTS.__getitem__, hosts):
        if match := host.address.fullmatch(url):
            picture = _NAME.search(label)
            title = plain_text.on_one_line(label) or (html.unescape(picture[1] or picture[2]) if picture else "")
            title = words.site()["video_on"].format(host=host.name) if title in ("", url) else title
            return _Video(host.name, title, label, url, host.player.format(id=match["id"]), picture is not None)
    return None


def _facade(video: _Video) -> str:
    texts, url, title = words.site(), html.escape(video.url), html.escape(video.title)
    play_label = html.escape(texts["video_play"].format(title=video.title))
    poster = (
        f'<a class="video__poster" href="{url}" rel="noopener" tabindex="-1" aria-hidden="true">{video.label}</a>'
        if video.has_picture
        else ""
    )
    return (
        f'<div class="video" data-video="{html.escape(video.player)}" data-title="{title}">{poster}'
        f'<button class="video__play" type="button" data-video-play hidden aria-label="{play_label}"></button>'
        f'<div class="video__text"><p class="video__title"><a href="{url}" rel="noopener">{title}</a></p>'
        f'<p class="video__note">{texts["video_note"].format(host=video.host)}</p></div></div>'
    )


def _printed(video: _Video) -> str:
    url = html.escape(video.url)
    return f'<p>{video.label if video.has_picture else ""}{html.escape(video.title)}: <a href="{url}">{url}</a></p>'
