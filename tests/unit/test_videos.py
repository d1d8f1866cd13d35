"""Links to videos and the façades that are made of them."""

import jinja2
import pytest
from bulletin.edition.shells import Shell
from bulletin.typesetting import videos
from bulletin.typesetting.videos import Video
from project import ROOT

ALL = ("youtube", "vimeo")
ID = "Tq3vBd0x9Lk"
TEMPLATES = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "overrides"))
"""As MkDocs prints them into shells."""


def facade(url: str, label: str = "Lễ khai mạc", hosts: tuple[str, ...] = ALL) -> str:
    return in_facades(f'<p>Trước.</p>\n<p><a href="{url}">{label}</a></p>\n<p>Sau.</p>', hosts)


def in_facades(body: str, hosts: tuple[str, ...]) -> str:
    return printed(body, hosts, "video.html")


def on_paper(body: str, hosts: tuple[str, ...]) -> str:
    return printed(body, hosts, "printed-video.html")


def printed(body: str, hosts: tuple[str, ...], part: str) -> str:
    shell = Shell(part, TEMPLATES.get_template(f"partials/{part}").render())
    pieces = videos.split(body, hosts)
    return "".join(shell.fill({"video": piece}).decode() if isinstance(piece, Video) else piece for piece in pieces)


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.youtube.com/watch?v={ID}", f"https://youtube.com/watch?v={ID}&amp;t=42s",
        f"https://m.youtube.com/watch?list=PL12&amp;v={ID}", f"https://youtu.be/{ID}",
        f"https://youtu.be/{ID}?si=abc", f"https://www.youtube.com/shorts/{ID}", f"https://www.youtube.com/live/{ID}?feature=share",
    ],
)  # fmt: skip
def test_every_form_of_a_youtube_address(url: str) -> None:
    html = facade(url)
    assert f'data-video="https://www.youtube-nocookie.com/embed/{ID}?autoplay=1&amp;rel=0"' in html
    assert f'<a href="{url}" rel="noopener">Lễ khai mạc</a>' in html
    assert "nội dung mới được tải từ YouTube" in html
    assert html.startswith("<p>Trước.</p>\n<div") and html.endswith("</div>\n<p>Sau.</p>")
    assert 'src="http' not in html, "nothing is loaded before a click"


def test_vimeo() -> None:
    assert 'data-video="https://player.vimeo.com/video/123456789?autoplay=1&amp;dnt=1"' in facade(
        "https://vimeo.com/123456789"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/@bantinanbinh", "https://www.youtube.com/watch?v=short",
        f"https://www.youtube.com/watch?v={ID}x", f"https://evil.example/watch?v={ID}",
        f"https://youtube.com.evil.example/watch?v={ID}", f"http://youtu.be/{ID}", f"https://user@youtu.be/{ID}",
        "https://vimeo.com/channels/staff", "https://youtu.be/&quot;onload=xxx",
        f"https://www.youtube.com/watch?x=1#&amp;v={ID}",
    ],
)  # fmt: skip
def test_whatever_else_stays_a_link(url: str) -> None:
    assert "data-video" not in facade(url)
    assert f'<p><a href="{url}">Lễ khai mạc</a></p>' in facade(url)


def test_a_site_that_is_not_allowed_stays_a_link() -> None:
    assert "data-video" not in facade(f"https://youtu.be/{ID}", hosts=("vimeo",))
    assert "data-video" not in facade(f"https://youtu.be/{ID}", hosts=())


@pytest.mark.parametrize(
    "text",
    [
        f'<p>Xem <a href="https://youtu.be/{ID}">video</a></p>',
        f'<p><a href="https://youtu.be/{ID}">video</a> này</p>',
        f'<li><a href="https://youtu.be/{ID}">video</a></li>',
    ],
)
def test_a_link_among_words_stays_a_link(text: str) -> None:
    assert in_facades(text, ALL) == text


def test_a_bare_address_gets_a_title_and_a_picture_gives_its_own() -> None:
    url = f"https://youtu.be/{ID}"
    assert f'<a href="{url}" rel="noopener">Video trên YouTube</a>' in facade(url, url)
    picture = '<img alt="Thuyền &amp; cờ" src="/a.jpg" width="4" height="3" loading="lazy">'
    assert 'data-title="Thuyền &amp; cờ"' in facade(url, picture)
    titled = facade(url, picture.replace(" src", ' title="Trăm mét &quot;cuối&quot;" src'))
    assert 'aria-label="Phát video: Trăm mét &#34;cuối&#34;"' in titled
    assert (
        f'<a class="video__poster" href="{url}" rel="noopener" tabindex="-1" aria-hidden="true"><img alt="Thuyền'
        in titled
    )


def test_words_of_a_title_are_text() -> None:
    html = facade(f"https://youtu.be/{ID}", "<em>Đêm</em> hội &lt;script&gt; &amp; đèn")
    assert html.count("Đêm hội &lt;script&gt; &amp; đèn") == 3 and "<script" not in html


def test_two_videos_in_a_row_are_two() -> None:
    one = f'<p><a href="https://youtu.be/{ID}">Một</a></p>\n'
    assert in_facades(one + one.replace("Một", "Hai"), ALL).count("data-video=") == 2


def test_on_paper_a_video_is_its_title_and_address() -> None:
    link = f'<p><a href="https://youtu.be/{ID}?a=1&amp;b=2">Lễ <em>khai mạc</em></a></p>'
    assert (
        on_paper(link, ALL)
        == f'<p>Lễ khai mạc: <a href="https://youtu.be/{ID}?a=1&amp;b=2">https://youtu.be/{ID}?a=1&amp;b=2</a></p>'
    )
    assert on_paper(link, ()) == link


def test_the_words_around_a_video_stay_as_they_are() -> None:
    link = f'<p><a href="https://youtu.be/{ID}">Lễ khai mạc</a></p>'
    before, video, after = videos.split(f"<p>Trước.</p>\n{link}\n<p>Sau.</p>", ALL)
    assert (before, after) == ("<p>Trước.</p>\n", "\n<p>Sau.</p>") and isinstance(video, Video)
    assert videos.split(link, ALL) == [video], "nothing is no piece"
    assert videos.split("", ALL) == []
