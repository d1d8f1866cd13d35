"""What is read without Python-Markdown comes out as Python-Markdown would have made it."""

import random
import re

import pytest
from bulletin.posts import manuscript
from bulletin.typesetting import plain_markdown
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from project import source
from unit.long_way import LINES, SETTINGS, convert

PLAIN = [
    "Sáng 25/6, hội nghị khai mạc tại Hòa Thuận.", "Chiều tạnh mưa, bà con ra đồng; giá lúa 7.200 đồng/kg.",
    "“Được mùa rồi”, ông Ba nói (và cười).", "(Theo báo cáo)",
    "25 hộ nhận giống.", "2026 là năm thứ ba.", "**Đợt một** xong trước Tết.", "*Tối qua*, mưa to.",
    "Theo **ông Ba**, vụ này *được mùa*, hơn **vụ trước**.",
    "Xem [kế hoạch](../06/ke-hoach.md) và [bài cũ](../05/khoi-cong.md#ket-qua).",
    "[Cổng dịch vụ công](https://dichvucong.gov.vn/?ban=2) mở cả ngày.", "Nước sạch: 95% số hộ – tăng 3%!",
    "## Tiến độ", "### Đợt hai: 12 km", "## Tiến độ", "##### Nhỏ nhất", "## 12 km đường", "## 1. Kết quả: 95%",
    "- Khai mạc", "- **Bế mạc** lúc 17 giờ", "1. Chuẩn bị", "2. Gieo sạ, xem [lịch](lich.pdf)", "3. Thu hoạch",
    "10. Tổng kết",
    "> Nước lên tới ngưỡng cửa.", "> Ông nói *thật*.", "> Giấy đâu mà đưa.\n>\n> — Già làng", "> Một\n> hai",
    '"Được mùa", ông *Ba* nói.', "| Xã | Hộ |\n|---|---:|\n| Hòa An | 97 |",
    "![Tháp nước](nuoc.jpg)", "![Cầu, nhìn từ bờ nam](cau/anh-1.jpg \"Cầu 'hợp long' sáng 20/6.\")",
    "| Xã | Số hộ |\n| --- | ---: |\n| Hòa An | 1.250 |\n| **Trà Giang** | 97 |", "| A |\n| :-: |\n| b |",
    "| Trái | Giữa |\n| :--- | :---: |\n| một | [hai](2.pdf) |",
]  # fmt: skip
ODD = [
    "– Ai đó?", "• Căn cước", "https://a.b/c", "**https://a.b/**", "[https://a.b/](c)", "www.a.b", "tin@a.example",
    "[a](tin@a.example)", "~~a~~", "## https://a.b", "1234567890. a", "!!! note", "[^1]", "[^1]: a",
    "*", "**", "* sao", "** hai sao **", "***ba***", "**đậm *và* nghiêng**", "a*b*c", "**a****b**", "*a**b*", "[a]",
    "[a][b]", "[a](b", "a]b", "[a](b c)", "![a](b)", "![a](b 'c')", "![a](b \"c\") d", "![](b)", "![a](b \"\")",
    "![ a ](b)", "![a](b  \"c\")", "![*a*](b)", "![a][b]", "![a](b \" c \")", "!a", "![a](b)\n![c](d \"e\")", ">\n> a",
    "> a\n>\n>\n> b", "> a\n>b", "> a\nb", ">a", "> a\n> - b", "> a\n>  b", "> ## a", "|---|", "| a |\n|--|\n| b |",
    "—", '"', "'a'", "a | b", "a > b", "#", "# Một", "###### Sáu",
    "## ", "## Kết quả ", "##Dính", "## Cuối ##", "- ", "-", "--", "---", "-a", "- - a", "- 1. a", "1.", "1. ", "1) a",
    "1.a", "7. bảy", "> ", ">", "> > a", "> - a", "| a |", "| a | b |\n| --- |\n| c |", "| |\n| --- |\n| |", "===",
    "  lùi vào",
    "+ cộng", ": nghĩa", "!!! note", "    mã", "...", "2 * 3 * 4", "**[a](b)**", "[**a**](b)", "[a](b)[c](d)",
    "*a* *b*", "**a** *b* **c**", "*a*b*c*", "**a**b**c**", "(a)", "a\\b", "a_b_c", "&", "http://a.b/", "[TOC]", "//",
    "*[UBND]: Ủy ban", "[1]: http://a", "25. Hai mươi lăm", "2.5 km",
]  # fmt: skip


def assert_same(body: str) -> bool:
    """Gives whether the body was plain."""
    body = manuscript.clean(body, "posts/2026/06/a.md")[0]  # as every body is before it is read
    found = plain_markdown.convert(body)
    assert found is None or found == convert(body), body
    return found is not None


def test_the_posts_of_the_bulletin() -> None:
    for path in sorted(source("posts").rglob("*.md")):
        assert_same(path.read_text(encoding="utf-8").split("---\n", 2)[-1])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pieces", "joints", "least"),
    [(PLAIN, ["\n\n"], 2000), (PLAIN, ["\n", "\n\n", "\n\n\n"], 500), ([*PLAIN, *ODD, *LINES], ["\n", "\n\n"], 0)],
)
def test_over_a_large_corpus(pieces: list[str], joints: list[str], least: int) -> None:
    """Four thousand short bodies in which every construct meets every other, always the same ones."""
    chance, plain = random.Random(2160), 0
    for _ in range(4_000):
        plain += assert_same(
            "".join(chance.choice(pieces) + chance.choice(joints) for _ in range(chance.randint(1, 7)))
        )
    assert plain >= least


@pytest.mark.parametrize("odd", ODD)
def test_each_oddity_in_every_place(odd: str) -> None:
    for body in (
        odd,
        f"{odd} a",
        f"a {odd}",
        f"a {odd} b",
        f"a\n{odd}\nb",
        f"- {odd}",
        f"1. {odd}",
        f"> {odd}",
        f"## {odd}",
        f"| {odd} |\n| --- |\n| {odd} |",
        f"**{odd}**",
        f"*{odd}*",
        f"[{odd}](a)",
        f"[a]({odd})",
        f"a\n\n{odd}\n\nb",
        f"- a\n\n{odd}\n\n- b",
    ):
        assert_same(body)


@pytest.mark.slow
@hypothesis_settings(max_examples=500)
@given(
    st.lists(
        st.one_of(st.sampled_from(PLAIN + ODD), st.text(st.sampled_from("aâ1 *[]()!>:;|#-+.\n\"'“\xa0"), max_size=20)),
        max_size=8,
    ),
    st.sampled_from(["\n", "\n\n"]),
)
def test_over_whatever_else_can_be_typed(pieces: list[str], joint: str) -> None:
    assert_same(joint.join(pieces))


def test_plain_articles_take_the_short_way() -> None:
    """Each construct by itself, and all of them in one article: lists and quotations apart, which would merge."""
    blocks = [one for one in PLAIN if not re.match(r"\d+\. ", one)] + [
        "1. Chuẩn bị\n2. Gieo sạ",
        "- Khai mạc\n- **Bế mạc**",
    ]
    assert [block for block in blocks if plain_markdown.convert(block) is None] == []
    assert plain_markdown.convert("\n\nHết.\n\n".join(blocks)) is not None


def test_the_short_way_supports_the_extensions_of_the_bulletin_and_none_that_change_text() -> None:
    configs = SETTINGS.extension_configs
    assert plain_markdown.supports(configs)
    assert not plain_markdown.supports(configs | {"smarty": {}})
    assert not plain_markdown.supports(configs | {"toc": {**configs["toc"], "permalink": True}})
    assert not plain_markdown.supports(configs | {"tables": {"use_align_attribute": True}})
