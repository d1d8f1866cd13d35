"""Bodies read the long way, by Python-Markdown with the bulletin's grammar, and lines to make bodies of."""

import markdown
from bulletin.settings import settings
from bulletin.typesetting.bulletin_markup import BulletinMarkup
from bulletin.typesetting.markdown_reader import MarkdownReader
from project import sample

SETTINGS = settings.load(sample() / "mkdocs.yml")
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
    '<div markdown="1">', "</div>", "<p>Thẻ đoạn", "<b>đậm</b> rồi thôi", "<!-- ghi chú -->", "<script>x</script>",
    "![Ảnh](a.jpg 'Chú thích')", "![Ảnh][1]",
    "Chữ {: .lop }", "{: #ma }", "Một_hai_ba và __bốn__ *năm _sáu_ bảy*", "Email: <tin@anbinh.example>",
    "&copy 2026 <br> xuống dòng",
    "éa nó", "Ô tô", "Ðặc biệt", "٣ số lạ", "ª dấu", "_nghiêng_ đầu dòng", "“Ngoặc kép” mở đầu",
    "a\x02klzzwxh:0001\x03b",
]  # fmt: skip

READER = MarkdownReader(SETTINGS.markdown_extensions)
_CONVERTER = markdown.Markdown(
    extensions=[*SETTINGS.markdown_extensions, BulletinMarkup(), READER],
    extension_configs=SETTINGS.extension_configs,
    output_format="html",
)


def convert(body: str) -> str:
    """HTML before it is sanitised; READER tells of it afterwards."""
    return _CONVERTER.reset().convert(body)
