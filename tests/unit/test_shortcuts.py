"""The shortcuts through Python-Markdown make the same HTML as the long way."""

import random

import markdown
import pytest
from bulletin import manuscript, settings
from bulletin.markup import BulletinMarkup
from bulletin.shortcuts import Shortcuts
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from project import ROOT

SETTINGS = settings.load(ROOT / "mkdocs.yml")
LINES = [
    "Sáng 25/6, hội nghị khai mạc tại Hòa Thuận.",
    "Theo **ông Ba**, _vụ này_ được mùa * hơn ** vụ trước.",
    "Xem [kế hoạch](../06/ke-hoach.md \"Kế hoạch\"), [phụ lục][1] hoặc <https://bao.example/a_b>.",
    "[1]: https://bao.example/ 'Báo'",
    "Cầu dài 1,2 km [^1] qua rạch `Bé Hân`, giá < 5 & > 3 &amp; &#11;.",
    "[^1]: Số liệu của Sở Xây dựng.",
    "    Dòng thụt vào của chú thích hay mã.",
    "*[UBND]: Ủy ban nhân dân",
    "UBND xã họp  ",
    "# Đề mục", "## Đề mục nhỏ {#rieng .lop}", "===", "---", "- - -",
    "- Gạch đầu dòng", "  - Gạch trong gạch", "* Dấu sao", "+ Dấu cộng", "1. Một", "2) Hai", "    3. Ba thụt vào",
    "> Trích lời", ">Không cách", "", "", "   ", "\t", "\\*không nghiêng\\*", "a|b", "--|--", "Cột một | Cột hai",
    ": Nghĩa của từ", "Từ cần giải nghĩa", "!!! note", '!!! warning "Lưu ý"', "    Trong hộp.", "```", "~~~ python",
    '<div markdown="1">', "</div>", "<p>Thẻ đoạn", "<b>đậm</b> rồi thôi", "<!-- ghi chú -->", "<script>x</script>", "![Ảnh](a.jpg 'Chú thích')", "![Ảnh][1]",
    "Chữ {: .lop }", "{: #ma }", "Một_hai_ba và __bốn__ *năm _sáu_ bảy*", "Email: <tin@anbinh.example>", "&copy 2026 <br> xuống dòng",
    "éa nó", "Ô tô", "Ðặc biệt", "٣ số lạ", "ª dấu", "_nghiêng_ đầu dòng", "“Ngoặc kép” mở đầu", "a\x02klzzwxh:0001\x03b",
]  # fmt: skip


def converter(*more: markdown.Extension) -> markdown.Markdown:
    extensions = [*SETTINGS.markdown_extensions, BulletinMarkup(), *more]
    return markdown.Markdown(extensions=extensions, extension_configs=SETTINGS.extension_configs, output_format="html")


LONG, SHORT = converter(), converter(Shortcuts())


def assert_same(body: str) -> None:
    assert SHORT.reset().convert(body) == LONG.reset().convert(body), body


def test_over_the_posts_of_the_bulletin():
    for path in sorted((ROOT / "posts").rglob("*.md")):
        assert_same(path.read_text(encoding="utf-8").split("---\n", 2)[-1])


@pytest.mark.slow
def test_over_a_large_corpus():
    """Six thousand short bodies in which every construct meets every other, always the same ones."""
    chance = random.Random(2160)
    for _ in range(6_000):
        assert_same("\n".join(chance.choice(LINES) for _ in range(chance.randint(1, 9))))


@hypothesis_settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(st.sampled_from("aâ _*`[]()!<>&;:|#\\-+.1\n\t{}^~=\"'\x02\xa0"), max_size=30)), max_size=12))
def test_over_whatever_else_can_be_typed(lines: list[str]):
    assert_same(manuscript.clean("\n".join(lines), "posts/a.md")[0])


def test_stand_back_where_a_foreign_block_processor_takes_part():
    class Loud(markdown.blockprocessors.BlockProcessor):
        def test(self, parent, block):
            return block.startswith("Hỏa")

        def run(self, parent, blocks):
            blocks[0] = "**" + blocks[0].replace("Hỏa", "HỎA") + "**"

    class Foreign(markdown.Extension):
        def extendMarkdown(self, md):
            md.parser.blockprocessors.register(Loud(md.parser), "loud", 500)

    md = markdown.Markdown(extensions=[Foreign(), Shortcuts()])
    assert md.convert("Hỏa tốc") == "<p><strong>HỎA tốc</strong></p>"


def test_are_worth_their_place():
    """Plain paragraphs meet no block processor but their own."""
    md = converter(Shortcuts())
    asked = []
    for name in ("quote", "hashheader", "table"):
        processor = md.parser.blockprocessors[name]
        processor.test = lambda parent, block, name=name: asked.append(name)
    md.convert("Sáng nay, mưa to.\n\nChiều tạnh.")
    assert asked == []
