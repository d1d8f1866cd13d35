"""Posts are read as GitHub reads them: lists, items, nesting, tables, cells, links, code, headings and visible text.

The second reader is cmark-gfm, GitHub's own, which has no line in common with ours. Where the bulletin means to differ,
DIFFERENCES says so, and why; each of them has its test, and nothing else of the grammar below comes out otherwise.
"""

import re
from xml.etree.ElementTree import Element

import cmarkgfm
import html5lib
import pytest
from cmarkgfm.cmark import Options
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from unit.long_way import READER, convert

SHOWN = {
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "th",
    "td",
    "a",
    "code",
    "pre",
    "blockquote",
    "hr",
    "del",
    "img",
    "details",
    "summary",
}
BREAKS = {"p", "br", *SHOWN} - {"a", "code", "del", "img"}

DIFFERENCES = {
    # What is written: (what GitHub makes of it, what the bulletin makes of it, why)
    "    Sáng 25/6, hội nghị khai mạc.": ("pre", "p", "a Vietnamese paragraph begins with an indent; code has fences"),
    "\tSáng 25/6, hội nghị khai mạc.": ("pre", "p", "the same, with the Tab of Word"),
    "Hội nghị bế mạc lúc 17 giờ.\n---\nĐoạn sau.": ("h2", "hr", "a line that ends a sentence is no heading"),
    "• Căn cước\n• Giấy khai sinh": ("p", "ul", "Word and Zalo paste these bullets"),
    "– Căn cước\n– Giấy khai sinh": ("p", "ul", "a dash is how a Vietnamese list begins"),
    "\uf0b7\tCăn cước\n\uf0b7\tGiấy khai sinh": ("p", "ul", "the bullet of Word's Symbol font"),
    "**Lưu ý:**Không đốt rừng.": (
        "p",
        "strong",
        "punctuation stands before the closing stars; nobody means to show stars",
    ),
    "    - một\n    - hai": ("pre", "ul", "indented text is never code, so an indented list is a list"),
    "Hồ sơ:\n\t- đơn\n\t- ảnh": ("p", "ul", "the same below a line of text"),
    "-\u00a0một\n-\u00a0hai": ("p", "ul", "Word puts a no-break space behind the bullet"),
    "##\u00a0Tiến độ": ("p", "h2", "the same behind the signs of a heading"),
    "§\tmột\n§\thai": ("p", "ul", "a bullet of Wingdings whose font was lost"),
    "✓ một\n✓ hai": ("p", "ul", "a tick is a bullet"),
    "!!! NOTE “Cần biết”\n    Mang căn cước.": ("p", "div", "the quotation marks that Word writes"),
    "!!! warning Lưu ý\n\n    Mang căn cước.": ("p", "div", "a title without quotation marks, an empty line below it"),
    "[Kế hoạch](Kế hoạch số 12.pdf)": ("p", "a", "files of offices have spaces in their names"),
    "“https://anbinh.example/”": ("p", "a", "quotation marks of Vietnamese text may stand around an address"),
    "| Xã | Hộ |\n| --- | --- |\n| A | 1 | thêm |": (
        "table",
        "table",
        "GitHub drops a cell without a heading; text never vanishes",
    ),
    '!!! note "Cần biết"\n    Mang căn cước.': ("p", "div", "a box, as in Material for MkDocs"),
    "Phường\n: Đơn vị hành chính": ("p", "dl", "a definition list, as in Python-Markdown"),
    "*[UBND]: Ủy ban nhân dân\n\nUBND họp.": ("p", "abbr", "an abbreviation, as in Python-Markdown"),
    '*Good morning*{: lang="en"}': ("p", 'lang="en"', "an attribute list, as in Python-Markdown"),
    '<div markdown="1">\n**đậm**\n</div>': ("div", "strong", "Markdown inside HTML on demand, as in Python-Markdown"),
    "[x](banbientap@a.example)": ("a", "mailto:", "an address with @ can only be one of e-mail"),
}


Part = str | tuple[object, ...]
"""Some text, or an element: its name, its facts, and what is in it."""


def outline(markup: str) -> list[Part]:
    """Elements by their names with what is in them: lists, tables, links, code and headings, and the text
    between them.
    """
    markup = re.sub(r"<(/?)h[1-6]\b[^>]*>", r"<\1h2>", markup)
    markup = re.sub(r'<input type="checkbox"([^>]*)>', lambda box: "☑" if "checked" in box[1] else "☐", markup)
    return _outline(html5lib.parseFragment(markup, namespaceHTMLElements=False))


def _outline(element: Element) -> list[Part]:
    found: list[Part] = []

    def say(text: str | None) -> None:
        words = " ".join((text or "").split())
        if words and found and isinstance(found[-1], str):
            found[-1] += f" {words}"
        elif words:
            found.append(words)

    say(element.text)
    for child in element:
        inner = _outline(child)
        name = str(child.tag)
        if name in SHOWN or name == "h2":
            facts = [child.get(attribute) for attribute in ("href", "src", "alt") if child.get(attribute)]
            facts += [child.get("start")] if child.get("start") not in (None, "1") else []
            found.append((name, *facts, inner))
        else:
            for part in inner:
                say(part) if isinstance(part, str) else found.append(part)
        say(child.tail)
    return found


def on_github(body: str) -> str:
    options = Options.CMARK_OPT_UNSAFE
    html: str = cmarkgfm.markdown_to_html_with_extensions(
        body, options=options, extensions=["table", "strikethrough", "autolink", "tasklist"]
    )
    return html


WORDS = ["Hội nghị", "xã Trà Vân", "12 hộ", "3.500 tỷ đồng", "năm 2026", "`mã số`", "**Kết quả**", "*trong đó*",
"~~cũ~~", "[bài trước](../05/a.md)", "<https://anbinh.example/>",
         "https://dichvucong.example/p/home", "www.anbinh.example", "tin@anbinh.example", "\\*sao\\*", "A & B", "5 < 6",
         "![Ảnh](anh.jpg)", "#AnBinh", "(xem", "trên)", "a_b_c", "25/6", "&lt;b&gt;", "&amp;lt;", "&amp;nbsp;",
         "&copy;", "\\&amp;", "`&amp;`", "&#7871;", "<!-- ẩn -->"]  # fmt: skip
line = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
sentence = st.lists(line, min_size=1, max_size=3).map("\n".join)
table = st.builds(
    lambda head, rows: f"| {head} | B |\n| --- | ---: |\n" + "\n".join(f"| {row} | 1 |" for row in rows),
    st.sampled_from(["A", "**Xã**"]),
    st.lists(st.sampled_from(["x", "`a`", "[y](z.md)"]), min_size=1, max_size=3),
)
fence = st.builds(
    lambda sign, text: f"{sign} text\n{text}\n{sign}",
    st.sampled_from(["```", "~~~"]),
    st.sampled_from(["ls *", "- không là danh sách", "    lùi"]),
)
leaf = st.one_of(
    sentence, line.map("## {}".format), line.map("# {}".format), table, fence, st.just("***"), st.just("Tiêu đề\n====")
)


def _item(marker: str, blocks: list[str], joint: str, indent: int) -> str:
    lines = joint.join(blocks).split("\n")
    return "\n".join([f"{marker} {lines[0]}", *(" " * indent + line if line else "" for line in lines[1:])])


def _list(items: list[list[str]], marker: str, joint: str, gap: str, deeper: int) -> str:
    made = []
    for number, blocks in enumerate(items, 1):
        sign = f"{number}{marker}" if marker in ".)" else marker
        made.append(_item(sign, blocks, joint, len(sign) + 1 + deeper))
    return gap.join(made)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blocks = st.lists(inner, min_size=1, max_size=3)
    lists = st.builds(
        _list,
        st.lists(blocks, min_size=1, max_size=3),
        st.sampled_from(["-", "*", "+", ".", ")"]),
        st.sampled_from(["\n", "\n\n"]),
        st.sampled_from(["\n", "\n\n"]),
        st.integers(0, 1),
    )
    quotes = st.builds(
        lambda parts: "\n".join(f"> {one}" if one else ">" for one in "\n\n".join(parts).split("\n")), blocks
    )
    return st.one_of(lists, lists, quotes)


block = st.recursive(leaf, _nested, max_leaves=8)
text = st.builds(
    lambda blocks, joint: joint.join(blocks), st.lists(block, min_size=1, max_size=5), st.sampled_from(["\n", "\n\n"])
)


@settings(max_examples=300)
@given(text)
@pytest.mark.slow
def test_every_text_of_the_grammar_comes_out_alike(body: str) -> None:
    theirs = on_github(body)
    assume(
        "<pre><code>" not in theirs
    )  # of indented lines, the first of the differences; fences say their language here
    assert outline(convert(body)) == outline(theirs), f"\n{body}\n---\n{convert(body)}\n---\n{theirs}"


@pytest.mark.parametrize("body", DIFFERENCES)
def test_the_bulletin_differs_from_github_where_it_means_to(body: str) -> None:
    theirs, ours, _ = DIFFERENCES[body]
    assert f"<{theirs}" in on_github(body)
    assert (f"<{ours}" if ours.isalnum() else ours) in convert(body)
    assert [note.code for note in READER.notes] in ([], ["table-cells"]), (
        "what is meant needs no warning; a cell without a heading does"
    )


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ("Kết quả\n---\nĐoạn sau.", "rule-as-heading", 1),
        ("Mở đầu.\n\n##Tiến độ", "heading-without-space", 2),
        ("Hồ sơ gồm:\n-Đơn xin\n-Bản sao", "item-without-space", 1),
        ("1.Nộp đơn\n2.Nhận kết quả", "item-without-space", 0),
        ("| Xã | Hộ |\n| A | 1 |", "table-without-rule", 0),
        ("x\n\n| A | B | C |\n| --- | --- |\n| 1 | 2 | 3 |", "table-rule", 3),
        ("Theo báo cáo[^2].", "footnote-missing", 0),
        ("A[^1].\n\n[^1]: Một.\n[^1]: Hai.", "footnote-twice", 3),
        ("A.\n\n[^1]: Không ai nhắc.", "footnote-unused", 2),
        ("UBND.\n\n*[UBND]: Ủy ban nhân dân\n*[UBND]: Uỷ ban", "abbreviation-twice", 3),
        ("UBND xã.\n\n*[UBND]: Ủy ban nhân dân\n*[HĐND]: Hội đồng nhân dân", "abbreviation-unused", 3),
        ("Kết quả\n------\nĐoạn sau.", "rule-as-heading", 1),
        ("Họp xong lúc 17 giờ.\n--\nĐoạn sau.", "rule-as-heading", 1),
        ("Họp xong lúc 17 giờ.\n====\nĐoạn sau.", "rule-as-heading", 1),
        ("A.\n\n| Xã | Hộ |\n\n| --- | --- |\n\n| Trà Vân | 1 |", "table-row-apart", 2),
        ("A.\n\n| Xã | Hộ |\n| --- | --- |\n| A | 1 |\n\n| B | 2 |", "table-row-apart", 6),
        ("Một\n**Lưu ý **không đốt rừng.", "stray-stars", 1),
        ("**Đoạn đậm thứ nhất\n\nĐoạn hai.", "stray-stars", 0),
        ("Xem `mã\nsố` và\n[kế hoạch] (https://bao.example/a).", "link-not-read", 2),
        ("Xem (kế hoạch)[https://bao.example/a].", "link-not-read", 0),
        ("Xem [kế hoạch](https://bao.example/a.", "link-not-read", 0),
        ("A[^1].\n\n[^1]:\n\nB.", "footnote-empty", 2),
        ("A.\n\n[^ghi chú]: Số liệu của Sở.", "footnote-name", 2),
        ("Theo báo cáo[^nguồn tin].", "footnote-name", 0),
        ("Xem <b\ntitle='x'>đậm</b> [a\nb](https://bao.example/\n'Báo') rồi [^9].", "footnote-missing", 3),
        ("!!! info\n\nĐoạn ngoài.", "box-empty", 0),
        ('A\n\n!!! chuy "Lưu ý"\n    B', "box-kind", 2),
        ("A\n\n```\nmã\n\nĐoạn sau.", "fence-not-closed", 2),
        ("Xem [trang này][9].", "reference-missing", 0),
        ("Nguồn\n\n[1]: https://bao.example/a", "reference-unused", 2),
        ("[a][1]\n\n[1]: https://bao.example/a\n[1]: https://bao.example/b", "reference-twice", 3),
        ("<div>\n\n</div>\n\n<div>\n<p>x</p>\n- một\n</div>", "markdown-in-html", 6),
    ],
)
def test_what_is_read_otherwise_than_it_looks_is_told_with_its_line(body: str, code: str, line: int) -> None:
    convert(body)
    assert [(note.code, note.line) for note in READER.notes] == [(code, line)]


@pytest.mark.parametrize(
    "body",
    [
        "2020. Một năm đáng nhớ.", "Tổng kết năm\n2020. Một năm đáng nhớ.", "-5 độ\n-7 độ", "**Đậm** và\n**đậm nữa**",
        "[9] là số trang.", "\\[^2\\] và \\[a\\]\\[b\\]", "`[a][b]` và `[^1]`",
        "A | B\nC | D", "...\n...", "1.500 hộ\n2.300 hộ", "*nghiêng*\n*nghiêng*", "Tiêu đề\n======",
        "<p>\n<b>x</b>\n</p>", "1.\n2.", "C#\n#AnBinh", "8h30\n9h", "(1) Một\n(2) Hai",
    ],
)  # fmt: skip
def test_what_reads_as_it_looks_is_passed_over_in_silence(body: str) -> None:
    convert(body)
    assert READER.notes == []
