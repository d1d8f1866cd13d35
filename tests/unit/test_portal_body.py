"""The text of a copied article as Markdown: what looked like a list or a table is one, and no sign is lost or becomes a
command.
"""

import re

import pytest
from bulletin.portals import imported_post, plain_lines
from bulletin.portals.copied_article import PortalArticle
from hypothesis import given, settings
from hypothesis import strategies as st
from project import Project
from unit.proofreading import NOW, prepare, text_of

PARAGRAPH = (
    "Ủy ban nhân dân xã giao tổ thủy nông trông coi cửa cống, báo tin về trạm bơm hai lần mỗi ngày cho đến hết mùa lũ."
)


def markdown(*lines: str) -> str:
    return plain_lines.markdown(list(lines), lambda *_, **__: None)


def html(project: Project, *lines: str) -> str:
    """The body of a post of these lines, as its page prints it; a paragraph that comes first is its lead."""
    path = imported_post.create(
        project.posts, PortalArticle(title="Lịch trực mùa lũ", body=markdown(*lines)), "thoi-su", NOW
    )
    edition, found = prepare(project)
    assert [problem.code for problem in found] == []
    return edition.fragments[path.relative_to(project.posts).as_posix()].body_html.replace("\xa0", " ")


# --- tables


def test_rows_with_tabs_become_a_table(project: Project) -> None:
    body = html(project, PARAGRAPH, "Cửa cống\tKế hoạch\tĐã làm", "Gò Lau\t1.200\t95%", "Cây Sung\t300\t-", PARAGRAPH)
    assert [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ] == [
        ["Cửa cống", "Kế hoạch", "Đã làm"],
        ["Gò Lau", "1.200", "95%"],
        ["Cây Sung", "300", "-"],
    ]
    assert body.count("<p>") == 1


def test_columns_of_numbers_are_set_to_the_right() -> None:
    assert (
        markdown("Cống\tm³\tGhi chú", "Gò Lau\t1.200,5\ttốt", "Cây Sung\t\t5 ngày").split("\n")[1]
        == "| --- | ---: | --- |"
    )


def test_an_empty_first_cell_and_short_rows_keep_their_columns() -> None:
    assert markdown("\tQuý I\tQuý II", "Thu\t5\t6", "Chi\t4").split("\n") == [
        "|  | Quý I | Quý II |",
        "| --- | ---: | ---: |",
        "| Thu | 5 | 6 |",
        "| Chi | 4 |  |",
    ]


def test_a_stroke_in_a_cell_is_no_border(project: Project) -> None:
    body = html(project, PARAGRAPH, "Ca\tNgười trực", "Sáng\tLành | Sương", "Chiều\t*Nhàn*")
    assert "<td>Lành | Sương</td>" in body and "<td>*Nhàn*</td>" in body


def test_one_line_with_a_tab_is_a_paragraph() -> None:
    assert markdown(PARAGRAPH, "Nơi nhận:\tCHỦ TỊCH", PARAGRAPH) == f"{PARAGRAPH}\n\nNơi nhận: CHỦ TỊCH\n\n{PARAGRAPH}"


# --- lists


@pytest.mark.parametrize(
    "sign",
    ["- ", "– ", "–", "• ", "•", "· ", "* ", "+ ", "o\t", "▪ ", "\uf0b7\t", "\uf0b7", "● ", "-\t", "\uf0a7\t", "➢ "],
)
def test_what_people_and_word_put_before_items(project: Project, sign: str) -> None:
    body = html(project, PARAGRAPH, f"{sign}Buổi sáng trực từ 6 giờ", f"{sign}Buổi chiều trực từ 14 giờ", PARAGRAPH)
    assert re.findall(r"<li>(.*?)</li>", body) == ["Buổi sáng trực từ 6 giờ", "Buổi chiều trực từ 14 giờ"]
    assert len(re.findall("<ul>", body)) == 1 and body.count("<p>") == 1


def test_mixed_signs_of_one_level_are_one_list(project: Project) -> None:
    body = html(project, PARAGRAPH, "• Thứ Hai: Gò Lau", "– Buổi sáng", "–Buổi chiều", PARAGRAPH)
    assert len(re.findall("<ul>", body)) == 1 and len(re.findall("<li>", body)) == 3


def test_plus_signs_below_dashes_and_dashes_below_numbers_are_a_level_deeper(project: Project) -> None:
    written = markdown("1. Trước lũ:", "- Tổ một:", "+ Xem cống;", "+ Xem bờ.", "- Tổ hai.", "2. Sau lũ:", "- Dọn rác.")
    assert written.split("\n") == [
        "1. Trước lũ:",
        "    - Tổ một:",
        "        - Xem cống;",
        "        - Xem bờ.",
        "    - Tổ hai.",
        "2. Sau lũ:",
        "    - Dọn rác.",
    ]
    body = html(
        project, "1. Trước lũ:", "- Tổ một:", "+ Xem cống;", "+ Xem bờ.", "- Tổ hai.", "2. Sau lũ:", "- Dọn rác."
    )
    assert len(re.findall("<ol", body)) == 1 and len(re.findall("<ul", body)) == 3 and len(re.findall("<li", body)) == 7


def test_numbers_below_signs_and_numbers_that_begin_anew_are_other_lists(project: Project) -> None:
    body = html(project, "- Một việc", "1. Xem cống", "2. Xem bờ", "1. Dọn rác", PARAGRAPH)
    assert re.findall(r"<(ul|ol)", body) == ["ul", "ol", "ol"]


@pytest.mark.parametrize(
    "line",
    [
        "–5 độ là mức thấp nhất trong tháng",
        "-5 độ",
        "2020. Một năm nhiều lũ",
        "a) Tổ một trực ngày lẻ",
        "o dài",
        "*Ghi chú* của tổ",
    ],
)
def test_what_only_looks_like_an_item(project: Project, line: str) -> None:
    body = html(project, PARAGRAPH, line, PARAGRAPH)
    assert "<li>" not in body and line in text_of(body)


# --- addresses


@pytest.mark.parametrize(
    ("line", "address"),
    [
        (
            "Xem tại: https://anbinh.example/tai-lieu/a_b_c.pdf hoặc hỏi tổ trực",
            "https://anbinh.example/tai-lieu/a_b_c.pdf",
        ),
        ("(Nguồn số liệu: http://so.example/x?a=1&b=_2_).", "http://so.example/x?a=1&b=_2_"),
        ("Trang https://vi.example/wiki/Lũ_(nước).", "https://vi.example/wiki/Lũ_(nước)"),
    ],
)
def test_web_addresses_come_through_unharmed(project: Project, line: str, address: str) -> None:
    body = html(project, PARAGRAPH, line, PARAGRAPH)
    assert f"<{address}>" in markdown(line)
    assert text_of(re.sub("</?a[^>]*>", "", body)).count(line) == 1
    assert len(re.findall("<a ", body)) == 1


@pytest.mark.parametrize(
    "line", ["Thư gửi to_truc_@anbinh.example trước 17 giờ", "Trang www.anbinh.example/lich_truc_lu.html có cả bản in"]
)
def test_other_addresses_hold_no_backslash(line: str) -> None:
    assert markdown(line) == line


# --- any text


@settings(max_examples=150)
@given(
    st.text(st.sampled_from("aáẹĐ1 *_`#>-+|[](){}~=:!&;<.\\/@w"), min_size=1, max_size=30).map(str.strip).filter(bool)
)
def test_any_text_is_read_back_as_it_was(line: str) -> None:
    """By Python-Markdown with the extensions that give signs a meaning of their own; the site's own reader is tried
    above.
    """
    from markdown import Markdown

    written = markdown("Dòng đầu.", line, "Dòng cuối.")
    shown = Markdown(extensions=["tables", "footnotes", "attr_list", "admonition", "def_list", "abbr"]).convert(written)
    visible = re.sub(r"\s+", " ", text_of(re.sub("</?(?:a|p|h2)[^>]*>", "", shown)))
    bullet = plain_lines._BULLET.match(line) or plain_lines._NUMBER.match(line)
    expected = re.sub(r"\s+", " ", line[bullet.end() :] if bullet else line)
    assert expected in visible
