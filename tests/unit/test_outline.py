"""The table of contents, from the headings of a body."""

from bulletin import outline
from bulletin.outline import Entry
from desk import body_of
from project import Project, post


def test_three_headings_make_one_and_third_levels_stand_below_second_ones(project: Project):
    project.post("2026/06/a.md", post(body="## Được & mất[^1]\n\nx\n\n### Ở *xã*\n\nx\n\n### Ở phường\n\nx\n\n## Điều 4\n\nx\n\n#### Nhỏ\n\n[^1]: Nguồn."))
    assert outline.of(body_of(project)) == [
        Entry("Được & mất", "muc-duoc-mat", (("Ở xã", "muc-o-xa"), ("Ở phường", "muc-o-phuong"))),
        Entry("Điều 4", "muc-dieu-4", ()),
    ]


def test_fewer_make_none(project: Project):
    project.post("2026/06/a.md", post(body="## Một\n\nx\n\n### Hai\n\nx\n\n#### Ba\n\n#### Bốn"))
    assert outline.of(body_of(project)) == []


def test_headings_of_the_third_level_alone_make_a_plain_list():
    html = "".join([f'<h3 id="muc-{number}">Phần {number}</h3><p>x</p>' for number in range(3)])
    assert [entry.anchor for entry in outline.of(html)] == ["muc-0", "muc-1", "muc-2"]


def test_a_heading_with_a_language_or_without_an_id():
    html = '<h2 lang="en" id="muc-a">About</h2><h2>Không tên</h2><h2 id="muc-b" lang="vi">Hai</h2><h2 id="muc-c">Ba</h2>'
    assert [(entry.text, entry.anchor) for entry in outline.of(html)] == [("About", "muc-a"), ("Hai", "muc-b"), ("Ba", "muc-c")]
    assert outline.of(html.replace(' id="muc-c"', "")) == []
