"""Text and addresses: what an editor's file is read as, and where things stand on the site."""

import unicodedata

import pytest
from bulletin.posts import manuscript
from bulletin.problems import problem
from bulletin.stylebook import addresses, old_addresses
from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

FILE = "posts/2026/06/a.md"
POST = "---\ntitle: Hội nghị\n---\n\nĐồng bào xã Trà Giang.\n"


def decoded(data: str | bytes) -> str:
    text, problems = manuscript.decode(data if isinstance(data, bytes) else data.encode(), FILE)
    assert problems == []
    assert text is not None
    return text


def refused(data: bytes) -> tuple[str, int]:
    text, (problem,) = manuscript.decode(data, FILE)
    assert text is None
    return problem.code, problem.line


# --- the file


def test_a_byte_order_mark_is_taken_off() -> None:
    assert decoded(b"\xef\xbb\xbf" + POST.encode()) == POST


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_other_systems(line_end: str) -> None:
    assert decoded(POST.replace("\n", line_end)) == POST


def test_accents_typed_apart_become_one_letter() -> None:
    assert decoded(unicodedata.normalize("NFD", POST)) == POST


@pytest.mark.parametrize("data", [b"", b"  \r\n\t\n"])
def test_an_empty_file(data: bytes) -> None:
    assert refused(data) == ("empty-file", 1)


def test_a_binary_file() -> None:
    assert refused(b"PK\x03\x04\x14\x00\x06\x00") == ("binary-file", 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf_16(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    assert refused((mark + POST).encode(encoding)) == ("utf-16", 1)


def test_another_encoding_is_told_with_its_line() -> None:
    assert refused(
        "---\ntitle: Họp\n---\n\n".encode() + "Thủ tướng".encode("cp1258", "replace").replace(b"?", b"\xf5") + b"\n"
    ) == ("not-utf-8", 5)


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x08", "U+0008"),
        ("\x1a", "U+001A"),
        ("\x7f", "U+007F"),
        ("\u00ad", "U+00AD"),
        ("\u200b", "U+200B"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\ufdd0", "U+FDD0"),
        ("\ufeff", "U+FEFF"),
    ],
)
def test_characters_that_no_one_sees_are_taken_out_and_told_with_their_line(character: str, name: str) -> None:
    text, problems = manuscript.decode(f"một\nhai{character}ba{character}\nbốn\n{character}năm\n".encode(), FILE)
    assert text == "một\nhaiba\nbốn\nnăm\n"
    assert [(problem.line, problem.code, problem.severity) for problem in problems] == [
        (2, "control-characters", "warning"),
        (4, "control-characters", "warning"),
    ]
    assert f"({name})" in problems[0].message


def test_several_hidden_characters_of_a_line_are_told_at_once() -> None:
    _, (problem,) = manuscript.decode("Giá\u202e 86\u200b triệu\u200b\n".encode(), FILE)
    assert "(U+200B, U+202E)" in problem.message


@pytest.mark.parametrize("sign", ["\x0b", "\x85", "\u2028", "\u2029"])
def test_a_line_break_of_words_breaks_the_line_and_moves_no_other(sign: str) -> None:
    written, found = manuscript.split(
        decoded(f"---\ntitle: Hội nghị{sign}sơ kết\n---\nDòng một{sign}dòng hai.\nDòng ba.\n"), FILE
    )
    assert found == [] and written is not None
    assert written.front_matter == "title: Hội nghị sơ kết"
    assert written.body == "Dòng một  \ndòng hai.\nDòng ba.\n"
    assert [manuscript.line_of_file(line, written.body_line, written.break_lines) for line in (2, 4, 5, 6, 7)] == [
        2,
        4,
        4,
        5,
        6,
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Trang một.\x0cTrang hai.", "Trang một.\n\nTrang hai."),
        ("## Kết quả\x0bbước đầu", "## Kết quả bước đầu"),
        ("| Xã | Số hộ\u2028nghèo |", "| Xã | Số hộ<br>nghèo |"),
        ("- Xã Trà Vân\x0b500 cây", "- Xã Trà Vân  \n500 cây"),
        ("\x0b\x0cMột", "  \n\n\nMột"),
    ],
)
def test_where_a_line_breaks_in_the_body(written: str, read: str) -> None:
    found, _ = manuscript.split(f"---\n---\n{written}", FILE)
    assert found is not None and found.body == read


def test_a_fence_may_end_with_any_space() -> None:
    written, found = manuscript.split("---\u00a0\ntitle: Họp\n---\x0b\u3000\nĐoạn.", FILE)
    assert found == [] and written is not None and (written.front_matter, written.body) == ("title: Họp", "Đoạn.")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ðại hội Ðảng bộ", "Đại hội Đảng bộ"),
        ("Ɖồng bào, ɖường, ðường, ðảm", "Đồng bào, đường, đường, đảm"),
        ("QÐ-UBND, HÐND, 500.000ð", "QĐ-UBND, HĐND, 500.000đ"),
        ("ĐO\u0302\u0300NG BA\u0300O, Ðo\u0302\u0300ng", "ĐỒNG BÀO, Đồng"),
        ("quyếtðịnh", "quyếtđịnh"),
        ("Guðmundur Þórðarson ở Suðurland", "Guðmundur Þórðarson ở Suðurland"),
        ("/ðə/", "/ðə/"),
    ],
)
def test_letters_that_look_like_d_with_a_stroke(written: str, read: str) -> None:
    assert decoded(written) == read


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Đã trồng 500 c\ufffdy.", ["lost-letters"]),
        ("Bản đồ: \ufffc", ["lost-object"]),
        ("Từ đây \uf0e0 kia", ["private-characters"]),
        ("Chữ riêng \U0010abcd", ["private-characters"]),
        ("\uf0b7 Xã Trà Vân", []),
        ("  \uf0a7\tXã Pa Rin", []),
        ("\uf0b7Xã Ta Bhoi", ["private-characters"]),
        ("\uf0b7 Xã \ue123 \ufffd", ["lost-letters", "private-characters"]),
    ],
)
def test_what_was_lost_on_the_way_is_told_with_its_line(text: str, codes: list[str]) -> None:
    read, problems = manuscript.decode(f"Dòng một.\n{text}\n".encode(), FILE)
    assert [(one.line, one.code, one.severity) for one in problems] == [(2, code, "warning") for code in codes]
    assert read == f"Dòng một.\n{text}\n".replace("\ufffc", ""), "what can be seen stays"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("thoi-su\u00a0", "thoi-su‹dấu cách đặc biệt U+00A0›"),
        ("a\u202eb\u200bc", "a‹ký tự ẩn U+202E›b‹ký tự ẩn U+200B›c"),
        ("a\udcff.md", "a‹byte FF›.md"),
        ("dòng một\n  dòng hai\u2028dòng ba", "dòng một dòng hai dòng ba"),
        ("Hai  dấu cách", "Hai  dấu cách"),
        ("👨‍👩‍👧 Đồng bào", "👨‍👩‍👧 Đồng bào"),
    ],
)
def test_a_message_shows_what_it_quotes_as_it_is(text: str, shown: str) -> None:
    assert f"«{shown}»" in problem("missing-file", FILE, value=text, folder="posts/2026/06/a/").message


def test_emoji_and_their_joiners_stay() -> None:
    family = "Gia đình 👨‍👩‍👧 văn hóa 🏅️"
    assert decoded(family) == family


def test_front_matter_and_body_know_their_lines() -> None:
    written, problems = manuscript.split("\n\n---\ntitle: Họp\ndate: x\n---  \n\nĐoạn.\n---\nVẫn là bài.\n", FILE)
    assert problems == []
    assert written == manuscript.Manuscript("title: Họp\ndate: x", "\nĐoạn.\n---\nVẫn là bài.\n", 4, 7)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Hội nghị sơ kết\n", "no-front-matter", 1),
        ("\n\ntitle: Hội nghị\n---\n", "no-front-matter", 3),
        ("----\ntitle: Hội nghị\n----\n", "no-front-matter", 1),
        ("---\ntitle: Hội nghị\n\nĐoạn văn.\n", "front-matter-not-closed", 1),
    ],
)
def test_a_post_without_its_fences(text: str, code: str, line: int) -> None:
    written, (problem,) = manuscript.split(text, FILE)
    assert written is None
    assert (problem.code, problem.line) == (code, line)


@given(
    st.text(
        st.characters(
            exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"], exclude_characters="ÐðƉɖ\ufffc\ufffd"
        ),
        min_size=1,
    )
)
def test_all_that_can_be_seen_stays(text: str) -> None:
    assert manuscript.clean(text, FILE) == (unicodedata.normalize("NFC", text), [])


# --- addresses


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đồng bào vùng cao đón lũ", "dong-bao-vung-cao-don-lu"),
        ("ĐẮK LẮK", "dak-lak"),
        ("Ủy ban “nhân dân” – 100%!", "uy-ban-nhan-dan-100"),
        ("Ngày 25/6, họp tổ 3", "ngay-25-6-hop-to-3"),
        ("  Nghĩa-tình   quê_hương ", "nghia-tinh-que-huong"),
        ("🎉 Hội xuân 🎉", "hoi-xuan"),
        ("ƯƠNG ƠI Ỳ ẽ", "uong-oi-y-e"),
        ("🎉", ""),
        ("…", ""),
        ("", ""),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert addresses.slug(text) == slug


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoà"), ("Thúy", "Thuý"), ("thủy lợi", "thuỷ lợi"), ("khỏe", "khoẻ"), ("HÒA BÌNH", "hoà bình")],
)
def test_both_ways_to_place_an_accent_give_one_slug(one: str, other: str) -> None:
    assert addresses.slug(one) == addresses.slug(other) == addresses.slug(unicodedata.normalize("NFD", other))


def test_a_long_title_is_cut_between_words() -> None:
    slug = addresses.slug(
        "Hội nghị tổng kết công tác phòng chống thiên tai và tìm kiếm cứu nạn năm 2025, "
        "triển khai nhiệm vụ năm 2026 của tỉnh"
    )
    assert slug == "hoi-nghi-tong-ket-cong-tac-phong-chong-thien-tai-va-tim-kiem-cuu-nan-nam-2025-trien-khai-nhiem"
    assert len(addresses.slug("a" * 300)) == 96


@pytest.mark.slow
@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,9}", fullmatch=True))
def test_what_is_a_slug_already_goes_through_the_library_unchanged(text: str) -> None:
    """So `slug` may leave out the way through it."""
    library = slugify(text, max_length=96, word_boundary=True, backend="text-unidecode")
    assert addresses.slug(text) == library


@given(st.text())
def test_a_slug_is_its_own_slug_and_fits_any_server(text: str) -> None:
    slug = addresses.slug(text)
    assert addresses.slug(slug) == slug
    assert len(slug) <= 96
    assert slug == "" or all(part.isascii() and part.isalnum() and part == part.lower() for part in slug.split("-"))


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("2026/06/hop/Ảnh Chụp 1.JPG", "2026/06/hop/anh-chup-1.jpg"),
        ("2026/06/Họp Dân/kế.hoạch.v2.PDF", "2026/06/hop-dan/ke-hoach-v2.pdf"),
        ("2026/06/hop/🎉.png", "2026/06/hop/tep.png"),
        ("2026/06/🎉/a.png", "2026/06/-/a.png"),
    ],
)
def test_pictures_and_attachments_are_published_under_plain_names(file: str, address: str) -> None:
    assert addresses.media(file) == address


@pytest.mark.parametrize(
    ("alias", "address"),
    [
        ("/tin-tuc/123.html", "tin-tuc/123.html"),
        ("/tin-tuc/123", "tin-tuc/123/"),
        ("/tin-tuc/123/", "tin-tuc/123/"),
        ("/Default.aspx", "Default.aspx"),
        ("/Default.aspx/", "Default.aspx/"),
        ("/tin-tức/họp.htm", "tin-tức/họp.htm"),
        ("/v1.2", "v1.2/"),
        ("/tin-t%E1%BB%A9c/12.html", "tin-tức/12.html"),
    ],
)
def test_old_addresses_that_a_static_site_can_answer(alias: str, address: str) -> None:
    assert old_addresses.alias(alias) == address


@pytest.mark.parametrize(
    "alias",
    [
        "",
        "/",
        "//",
        "tin.html",
        "https://cu.example/tin.html",
        "//cu.example/a",
        "/a//b",
        "/rss.xml",
        "/tep.pdf",
        "/../a",
        "/a/../b",
        "/./a",
        "/a b",
        "/a?id=1",
        "/a#b",
        "/a\\b",
        "/a:b",
        '/a"b',
        "/<b>",
        "/a*b",
        "/a|b",
        "/a\nb",
        "/a%00b.html",
        "/a%0ab",
        "/a%E2%80%AEb/",
        "/%ff%fe/",
        "/a/%2e%2e/b",
        "/a/%252e%252e/b",
        "/a\u2028b/",
        f"/{'b/' * 2000}",
        f"/{'á' * 126}.html",
    ],
)
def test_old_addresses_that_it_cannot(alias: str) -> None:
    assert old_addresses.alias(alias) is None


@pytest.mark.parametrize(
    ("heading", "identifier"),
    [
        ("Kết quả bước đầu", "ket-qua-buoc-dau"),
        ("Đề án 06: chữ ký số", "de-an-06-chu-ky-so"),
        ("🎉", "muc"),
        ("", "muc"),
    ],
)
def test_ids_of_headings(heading: str, identifier: str) -> None:
    assert addresses.heading_id(heading) == identifier
