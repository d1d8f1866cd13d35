"""What people paste becomes clean Markdown, which our own reader reads as it was meant."""

import re
from pathlib import Path

import pytest
from desk import words
from desk.form.pasted_text import paste
from unit.long_way import convert

CLIPBOARDS = Path(__file__).parent / "clipboards"
NOTE = f"<!-- {words.sentence('form.paste.picture')} -->"


def pasted(name: str, text: str = "") -> str:
    return paste((CLIPBOARDS / f"{name}.html").read_text(encoding="utf-8"), text)


def test_a_document_of_word() -> None:
    assert (
        pasted("word")
        == f"""## Kết quả sáu tháng đầu năm

Sáng 25/6, **UBND xã Trà Vân** tổ chức hội nghị sơ kết, có *hơn 100* đại biểu. Giá 5\\*3 và tên a\\_b giữ nguyên.

Nộp hồ sơ ở [Cổng dịch vụ công](https://dichvucong.gov.vn/), xem mục lục và kế hoạch.

## Xã Trà Vân

- Trồng **500 ha** keo
  - Thôn 1: 300 ha
    - Nóc Ông Bình
- Làm 3 km đường

Việc sắp tới:

1. Rà soát hộ nghèo
2. Nghiệm thu công trình

a) Điểm a khoản 1 Điều 5

- Gạch tay thứ nhất
- Gạch tay thứ hai

| Xã | Số hộ \\| khẩu |
| --- | ---: |
| Trà Vân | 1.204 |
| Pa Rin | 980 |

{NOTE}"""
    )


def test_our_reader_sees_words_lists_and_table() -> None:
    page = convert(pasted("word"))
    assert page.count("<ul>") == 4 and page.count("<ol>") == 1 and page.count("<table") == 1
    assert re.search(r"<li>\s*Thôn 1: 300 ha\s*<ul>\s*<li>\s*Nóc Ông Bình", page)
    assert "5*3 và tên a_b" in page and "Số hộ | khẩu" in page


def test_a_document_of_google() -> None:
    assert (
        pasted("google_docs")
        == """## Tiến độ

Đường **ĐH1** *qua ba xã*, xem [văn bản](https://anbinh.example/van-ban?so=12).

- Đợt một
  - Nền đường
- Đợt hai"""
    )


def test_a_message_of_zalo() -> None:
    text = (
        "Kính gửi các anh chị phóng viên,\r\nSáng mai 8h họp ở phường Hòa Thuận.\r\n\r\n"
        "- Mang theo tài liệu\r\n- Đúng giờ 😀"
    )
    expected = """Kính gửi các anh chị phóng viên,

Sáng mai 8h họp ở phường Hòa Thuận.

- Mang theo tài liệu
- Đúng giờ 😀"""
    assert pasted("zalo", text) == expected
    assert pasted("zalo") == expected  # a browser that gives no plain text


def test_a_mail_of_outlook() -> None:
    assert (
        pasted("outlook")
        == """Anh chị xem [kế hoạch](https://anbinh.example/ke-hoach?nam=2026) kèm thư.

- Nộp báo cáo trước 30/6
- Gửi về [ban biên tập](mailto:banbientap@anbinh.example)

> Đã nhận, cảm ơn."""
    )


@pytest.mark.parametrize("name", ["word", "google_docs", "zalo", "outlook"])
def test_nothing_of_the_program_stays(name: str) -> None:
    assert not re.search(r"mso|Mso|<o:|style=|class=|&nbsp;|\xa0|file:|StartFragment|supportLists", pasted(name))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>x <b>y</b><script>alert(1)</script></p>", "x **y**"),
        ('<p><a href="javascript:alert(1)">bấm</a> <b>đây</b></p>', "bấm **đây**"),
        ('<p><b>a</b><img src=x onerror="alert(1)"></p>', f"**a**\n\n{NOTE}"),
        ("<p><b>1</b> &lt;script&gt;alert(1)&lt;/script&gt;</p>", "**1** &lt;script>alert(1)&lt;/script>"),
        ('<p onclick="x()"><i>nghiêng</i></p><iframe src="https://a.example"></iframe>', "*nghiêng*"),
        ('<p><b>a</b><span style="display:none">mật khẩu</span></p>', "**a**"),
        ("<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg><b>y</b>", "**y**"),
    ],
)
def test_nothing_dangerous_stays(html: str, expected: str) -> None:
    assert paste(html, "") == expected


def test_markdown_goes_from_one_article_into_another_as_it_is() -> None:
    text = "## Tiến độ\n\n| Xã | Số hộ |\n| --- | ---: |\n| Trà Vân | 120 |\n{: .bieu-do }\n\n95%[^1]\n\n[^1]: Số liệu."
    assert paste(None, text.replace("\n", "\r\n")) == text
    colours = "<div style='font-family:Consolas'><div><span>## Tiến độ</span></div></div>"
    assert paste(colours, text) == text  # an editor of code puts colours on the clipboard


def test_cells_of_a_spreadsheet_become_a_table() -> None:
    assert paste(None, "Xã\tSố hộ\r\nTrà Vân\t120\r\nPa Rin\t95\r\n") == (
        "| Xã | Số hộ |\n| --- | ---: |\n| Trà Vân | 120 |\n| Pa Rin | 95 |"
    )


def test_text_of_before_unicode_is_converted() -> None:
    tcvn3 = "Héi nghÞ s¬ kÕt c«ng t¸c 6 th¸ng ®Çu n¨m\nTØnh ®oµn tæ chøc lÔ ra qu©n"
    assert paste(None, tcvn3).startswith("Hội nghị sơ kết công tác 6 tháng đầu năm")
    word = f"<p class=MsoNormal><b><span style='font-family:\".VnTime\"'>{tcvn3}</span></b></p>"
    assert paste(word, "").startswith("**Hội nghị sơ kết công tác")


def test_columns_that_one_cell_takes_stay_columns() -> None:
    html = "<table><tr><td colspan=2><b>Tổng hợp</b></td></tr><tr><td>Xã</td><td>120</td></tr></table>"
    assert paste(html, "") == "| Tổng hợp |  |\n| --- | ---: |\n| Xã | 120 |"


def test_a_box_of_one_cell_is_no_table() -> None:
    assert paste("<table><tr><td><p>Chỉ là <b>khung</b></p></td></tr></table>", "") == "Chỉ là **khung**"


@pytest.mark.parametrize(
    ("html", "text", "expected"),
    [
        ("", "", ""),
        (None, " \n \n", ""),
        ("<p></p>", "", ""),
        ("<b></b><ul></ul><table></table>", "", ""),
        ("<p>Chưa đóng <b>thẻ", "", "Chưa đóng **thẻ**"),
        ("<li>mục mồ côi</li>", "", "- mục mồ côi"),
        ("<li>một</li><li>hai</li>", "", "- một\n- hai"),
        ("<![if !supportLists]><p style='mso-list:l0 level9 lfo1'>sâu</p>", "", "- sâu"),
        ("<table><tr><td rowspan=2 colspan=9999>x</td><td>y</td></tr></table>", "", None),
        ("<ol start=x><li>một</li></ol>", "", "1. một"),
        (None, "*không nghiêng*", "\\*không nghiêng\\*"),
    ],
)
def test_odd_clipboards(html: str | None, text: str, expected: str | None) -> None:
    result = paste(html, text)
    assert expected is None or result == expected


def test_a_document_of_boxes_in_boxes_comes_as_plain_text() -> None:
    assert paste("<div>" * 20_000 + "<b>x</b>", "chữ trơn") == "chữ trơn"


def test_a_long_document_takes_a_moment() -> None:
    html = "<html><body>" + "<p class=MsoNormal>Một đoạn <b>đậm</b> dài.</p>" * 2_000 + "</body></html>"
    assert paste(html, "").count("**đậm**") == 2_000
