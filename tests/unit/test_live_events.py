"""Live events: updates in the front matter, which become one text."""

import json
import re

import pytest
from project import Project, post
from unit.proofreading import report

UPDATES = """
  - {time: 2026-06-20 09:00, title: Khai hội, text: Trống nổi lên lúc chín giờ.}
  - time: 2026-06-20 10:30
    title: "Vòng một: đội nữ [Bến Đò] dẫn đầu"
    key: true
    text: |
      Đội nữ bơi **nhanh** nhất.

      - Đội một
      - Đội hai
  - time: 2026-06-21 07:00
    title: Trao giải
    text: >
      Giải nhất về
      Bến Đò."""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("live") / "bulletin")
    project.post("2026/06/hoi-dua.md", post("Trực tiếp hội đua", "2026-06-20 08:00", lead="Hội mở.", updates=UPDATES))
    result = project.build()
    assert result.returncode == 0, result.stderr
    return project


def text_of(page: str) -> str:
    body = page.partition('class="article__body')[2].partition("</article>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("&nbsp;", " ")


@pytest.mark.slow
def test_the_newest_update_comes_first_and_the_key_points_on_top(live: Project) -> None:
    text = text_of(live.page("2026/06/hoi-dua/index.html"))
    order = ("Điểm chính", "07:00 ngày 21/06/2026 – Trao giải", "10:30 – Vòng một: đội nữ [Bến Đò] dẫn đầu", "Khai hội")
    places = [text.rindex(words) if number else text.index(words) for number, words in enumerate(order)]
    assert places == sorted(places)


def test_a_key_point_leads_to_its_update(live: Project) -> None:
    page = live.page("2026/06/hoi-dua/index.html")
    anchors = re.findall(r'<li><a href="#([^"]+)">10:30', page)
    assert len(anchors) == 2 and len(set(anchors)) == 1, "in the contents, and as a key point"
    assert f'<h2 id="{anchors[0]}">' in page


def test_markdown_of_an_update_is_read_as_in_a_text(live: Project) -> None:
    page = live.page("2026/06/hoi-dua/index.html")
    assert "<strong>nhanh</strong>" in page and "<li>Đội một</li>" in page
    assert "Giải nhất về Bến Đò." in text_of(page)


def test_print_view_search_and_feed_have_the_updates_too(live: Project) -> None:
    for path in ("2026/06/hoi-dua/ban-in/index.html", "rss.xml", "atom.xml"):
        assert "Trống nổi lên lúc chín giờ." in live.page(path), path


def test_search_engines_see_a_live_blog(live: Project) -> None:
    page = live.page("2026/06/hoi-dua/index.html")
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert data["@type"] == "LiveBlogPosting"
    assert [update["datePublished"] for update in data["liveBlogUpdate"]] == [
        "2026-06-21T07:00:00+07:00",
        "2026-06-20T10:30:00+07:00",
        "2026-06-20T09:00:00+07:00",
    ]
    assert data["dateModified"] == data["coverageEndTime"] == "2026-06-21T07:00:00+07:00"
    anchors = {update["url"].partition("#")[2] for update in data["liveBlogUpdate"]}
    assert anchors == set(re.findall(r'<h2 id="([^"]+)">\d\d:\d\d', page))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("    text: Xem [ảnh](khong-co.md).", 11),
        ("    text: |\n      Một đoạn.\n\n      Xem [ảnh](khong-co.md).", 14),
        ('    text: "Xem [ảnh](khong-co.md)."', 11),
    ],
)
def test_a_mistake_in_an_update_is_told_with_its_line(project: Project, text: str, line: int) -> None:
    keys = (
        f"\n  - {{time: 2026-06-20 10:00, title: Một, text: Chữ.}}\n  - time: 2026-06-20 09:00\n    title: Hai\n{text}"
    )
    project.post("2026/06/a.md", post(date="2026-06-20 08:00", lead="Mở đầu.", views="1", updates=keys, body=""))
    assert f"posts/2026/06/a.md:{line}: " in report(project)
