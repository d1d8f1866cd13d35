"""The table of contents, from the headings of a body."""

import pytest
from bulletin.markup import permalinks, plain_text
from bulletin.typesetting import outline
from bulletin.typesetting.outline import Heading
from project import WHOLE_SETTINGS, Project, post
from unit.proofreading import body_of


def test_three_headings_make_one_and_third_levels_stand_below_second_ones(project: Project) -> None:
    project.post(
        "2026/06/a.md",
        post(
            body=(
                "## Được & mất[^1]\n\nx\n\n### Ở *xã*\n\nx\n\n### Ở phường\n\nx\n\n## Điều 4\n\nx\n\n#### Nhỏ\n\n"
                "[^1]: Nguồn."
            )
        ),
    )
    assert outline.of(body_of(project)) == [
        Heading("Được & mất", "muc-duoc-mat", (("Ở xã", "muc-o-xa"), ("Ở phường", "muc-o-phuong"))),
        Heading("Điều 4", "muc-dieu-4", ()),
    ]


def test_fewer_make_none(project: Project) -> None:
    project.post("2026/06/a.md", post(body="## Một\n\nx\n\n### Hai\n\nx\n\n#### Ba\n\n#### Bốn"))
    assert outline.of(body_of(project)) == []


def test_headings_of_the_third_level_alone_make_a_plain_list() -> None:
    html = "".join([f'<h3 id="muc-{number}">Phần {number}</h3><p>x</p>' for number in range(3)])
    assert [entry.anchor for entry in outline.of(html)] == ["muc-0", "muc-1", "muc-2"]


def test_a_heading_with_a_language_or_without_an_id() -> None:
    html = (
        '<h2 lang="en" id="muc-a">About</h2><h2>Không tên</h2><h2 id="muc-b" lang="vi">Hai</h2><h2 id="muc-c">Ba</h2>'
    )
    assert [(entry.text, entry.anchor) for entry in outline.of(html)] == [
        ("About", "muc-a"),
        ("Hai", "muc-b"),
        ("Ba", "muc-c"),
    ]
    assert outline.of(html.replace(' id="muc-c"', "")) == []


HEADINGS = (
    "## Được *mất* & [còn](https://anbinh.example/)\n\nMột câu.\n\n## Hai xã\n\nMột câu.\n\n## Ba xã {#ba}\n\nMột câu."
)


@pytest.mark.parametrize(
    "options",
    [
        "permalink: true",
        "permalink: '#'",
        "permalink: Liên kết",
        "{permalink: true, permalink_leading: true}",
        "{permalink: '⚓', permalink_title: ''}",
    ],
)
def test_the_sign_of_a_permalink_is_no_word_of_a_heading(project: Project, options: str) -> None:
    file = project.folder / "mkdocs.yml"
    listed = options if options.startswith("{") else f"{{{options}}}"
    file.write_text(WHOLE_SETTINGS.replace("  - abbr\n", f"  - abbr\n  - toc: {listed}\n"), encoding="utf-8")
    project.post("2026/06/a.md", post(body=HEADINGS))
    html = body_of(project)
    assert 'href="#muc-hai-xa"' in html, "it stands on the page"
    assert [entry.text for entry in outline.of(html)] == ["Được mất & còn", "Hai xã", "Ba xã"]
    assert [line for line in plain_text.lines(html).splitlines() if line][::2] == ["Được mất & còn", "Hai xã", "Ba xã"]
    assert "<h2" in permalinks.without(html) and 'href="#muc-' not in permalinks.without(html)


def test_a_heading_that_is_a_link_to_itself_keeps_its_words(project: Project) -> None:
    file = project.folder / "mkdocs.yml"
    file.write_text(WHOLE_SETTINGS.replace("  - abbr\n", "  - abbr\n  - toc: {anchorlink: true}\n"), encoding="utf-8")
    project.post("2026/06/a.md", post(body=HEADINGS))
    assert [entry.text for entry in outline.of(body_of(project))] == ["Được mất & còn", "Hai xã", "Ba xã"]


def test_links_to_other_places_stay() -> None:
    html = '<h2 id="muc-a">Xem <a href="#muc-b" title="Mục B">→</a></h2><p><a href="#muc-a">¶</a></p>'
    assert permalinks.without(html) == html
