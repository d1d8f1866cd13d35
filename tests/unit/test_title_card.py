"""The card that other sites show of an article without a photo."""

import unicodedata
from io import BytesIO

import pytest
from bulletin.pictures import title_card, title_lines
from PIL import Image, ImageChops

TITLES = [
    "Bão số 13",
    (
        "Lấy ý kiến nhân dân về đề án đặt tên 27 tuyến đường trên địa bàn các phường Hòa Thuận, "
        "Minh Khê và Cửa Lòng năm 2026"
    ),
    "Toàn văn báo cáo " * 17,
    "https://" + "a" * 280,
    "–" * 300,
]

AREA = (1056, 370)
"""Width and height that a title may take, in pixels."""


def drawn(title: str, category: str = "Quốc phòng – An ninh", site: str = "Bản tin An Bình") -> Image.Image:
    return Image.open(BytesIO(title_card.draw(title, category, site)))


@pytest.mark.parametrize("title", TITLES)
def test_nothing_of_a_title_is_cut_by_the_edge(title: str) -> None:
    card = drawn(title).convert("RGB")
    assert card.size == (1200, 630)
    paper = Image.new("RGB", card.size, card.getpixel((1199, 629)))
    paper.paste(card.crop((0, 0, 1200, 96)))
    left, top, right, bottom = ImageChops.difference(card, paper).getbbox() or (0, 0, 0, 0)
    assert left >= 60 and right <= 1140 and top > 96 and bottom < 610


@pytest.mark.parametrize("title", TITLES)
def test_a_card_is_small_and_always_the_same(title: str) -> None:
    first = title_card.draw(title, "Thời sự", "Bản tin An Bình")
    assert len(first) < 40_000
    assert first == title_card.draw(title, "Thời sự", "Bản tin An Bình")


@pytest.mark.parametrize("title", [*TITLES, "jjj ]f]f ÎÎÎ fĵ", "Ngày gặp gỡ quý khách " * 4 + "ẾỆ ĨÎ " * 9])
def test_letters_that_overlap_are_blended(title: str) -> None:
    """Letters on bare ground are only copied; the pixels are the same as if all of them were blended."""
    size, texts = title_lines.set_title(title_lines.printable(title), *AREA)
    for step in (round(size * title_lines.LEADING), size // 2):  # at half the distance, lines overlap as well
        lines = [title_card._Line(text, 72, 10 + index * step) for index, text in enumerate(texts)]
        blended = Image.new("P", (1202, 426), title_card._PAPER)
        for line in lines:
            pen: float = 2 + line.left
            for letter in line.text:
                glyph = title_lines.glyph(letter, size)
                if not letter.isspace():
                    place = (round(pen) + glyph.left, line.top + glyph.top)
                    blended.paste(title_card._INK, place, glyph.shape)
                pen += glyph.advance
        blended.paste(0, (0, 0, 2, 426))
        pixels = title_card._pixels(426, lines, size, title_card._PAPER, title_card._INK)
        assert pixels == blended.tobytes("raw", "P;4")


def test_all_vietnamese_letters_have_a_shape() -> None:
    marks = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    letters = [
        unicodedata.normalize("NFC", letter + mark) for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for mark in marks
    ] + list("đĐ")
    assert all(len(letter) == 1 for letter in letters)
    missing = title_lines.glyph("\uffff", 60).shape.tobytes()
    assert [letter for letter in letters if title_lines.glyph(letter, 60).shape.tobytes() == missing] == []
    assert title_lines.printable("".join(letters)) == "".join(letters)


def test_letters_that_the_face_has_not_are_left_out() -> None:
    assert title_lines.printable("Đoàn 大韓民國 thăm 🎉 Plzeň") == "Đoàn thăm Plzen"
    assert title_lines.set_title("", *AREA) and title_card.draw("大韓民國", "Thời sự", "Bản tin")


def test_a_title_takes_four_lines_at_most_while_its_letters_are_large() -> None:
    for title in TITLES[:2]:
        size, lines = title_lines.set_title(title, *AREA)
        assert len(lines) <= 4 and size >= 48
    assert " ".join(title_lines.set_title(TITLES[1], *AREA)[1]).replace("\xa0", " ") == TITLES[1]


def test_a_title_of_four_lines_is_written_smaller_before_a_word_of_it_is_lost() -> None:
    words = TITLES[1].split()
    for count in range(4, len(words) + 1):
        title = " ".join(words[:count])
        size, lines = title_lines.set_title(title, *AREA)
        assert " ".join(lines) == title and len(lines) * size * title_lines.LEADING <= AREA[1]


def test_a_line_does_not_begin_with_a_dash() -> None:
    for words in range(2, 9):
        title = f"{'Tỉnh ' * words}– tỉnh bạn {'ký kết ' * words}".strip()
        assert not [
            line for line in title_lines.set_title(title_lines.printable(title), *AREA)[1] if line.startswith("–")
        ]
