"""Videos of other sites, as façades: nothing of the site is loaded before the reader asks for it.

An editor gives a paragraph to a link and nothing else: `[Lễ khai mạc](https://www.youtube.com/watch?v=…)`. A picture in
the place of the link's words is the façade's, and the picture's title is the video's. The article page makes a façade of it, when the site is one of `video_hosts`. In
the print view and in feeds the paragraph stays what it is, and so it does everywhere for any other site.
"""

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

from . import body, words


class _Host(NamedTuple):
    """`address` finds a video's id in the address of its page, `player` is the address of the player for that id."""

    name: str
    address: re.Pattern[str]
    player: str


_HOSTS: Mapping[str, _Host] = {
    "youtube": _Host(
        "YouTube",
        re.compile(r"https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/)|youtu\.be/)(?P<id>[\w-]{11})(?:[?&#].*)?", re.ASCII),
        "https://www.youtube-nocookie.com/embed/{id}?autoplay=1&rel=0",
    ),
    "vimeo": _Host("Vimeo", re.compile(r"https://(?:www\.)?vimeo\.com/(?P<id>\d{5,12})(?:[?#].*)?", re.ASCII), "https://player.vimeo.com/video/{id}?autoplay=1&dnt=1"),
}
_ALONE = re.compile(r'<p><a href="(https://[^"]+)"[^>]*>((?:(?!</?(?:a|p)\b).)*)</a></p>', re.DOTALL)
_NAME = re.compile(r'<img [^>]*?\btitle="([^"]+)"|<img [^>]*?\balt="([^"]*)"')


def in_facades(body_html: str, hosts: tuple[str, ...]) -> str:
    """A body with its video links made into façades."""
    return _ALONE.sub(lambda link: _facade(link, hosts), body_html) if '<p><a href="https://' in body_html else body_html


def _facade(link: re.Match[str], hosts: tuple[str, ...]) -> str:
    address = html.unescape(link[1])
    for host in map(_HOSTS.__getitem__, hosts):
        if found := host.address.fullmatch(address):
            break
    else:
        return link[0]
    text, picture = words.site(), _NAME.search(link[2])
    title = body.plain(link[2]) or (html.unescape(picture[1] or picture[2]) if picture else "")
    title = text["video_on"].format(host=host.name) if title in ("", address) else title
    play, note = text["video_play"].format(title=title), text["video_note"].format(host=host.name)
    poster = f'<a class="video__poster" href="{link[1]}" rel="noopener" tabindex="-1" aria-hidden="true">{link[2]}</a>' if picture else ""
    player = html.escape(host.player.format(id=found["id"]))
    return (
        f'<div class="video" data-video="{player}" data-title="{html.escape(title)}">{poster}'
        f'<button class="video__play" type="button" data-video-play hidden aria-label="{html.escape(play)}"></button>'
        f'<div class="video__text"><p class="video__title"><a href="{link[1]}" rel="noopener">{html.escape(title)}</a></p>'
        f'<p class="video__note">{html.escape(note)}</p></div></div>'
    )
