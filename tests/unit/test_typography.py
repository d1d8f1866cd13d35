"""What stays together at the end of a line."""

import re

import pytest
from bulletin.typesetting import headlines, typography
from hypothesis import given
from hypothesis import strategies as st
from project import Project, post, source
from unit.proofreading import body_of, facts, fragment


def shown(text: str) -> str:
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("Sáng nay, TP. Đà Nẵng và TX. An Khê họp.", "Sáng nay, TP.~Đà~Nẵng và TX.~An~Khê họp."),
        ("ở P. 5, Q. Hải Châu", "ở P.~5, Q.~Hải~Châu"),
        ("PGS. TS. Lê Văn Bình và ThS. Hà", "PGS.~TS.~Lê~Văn~Bình và ThS.~Hà"),
        ("dài 1,2 km, rộng 20,5 m, trên 86 ha", "dài 1,2~km, rộng 20,5~m, trên 86~ha"),
        ("1.200 m² đất, 45.000 m³ nước, 6,9 tấn", "1.200~m² đất, 45.000~m³ nước, 6,9~tấn"),
        ("38 tỷ đồng, 640.000 đồng, 95 %, 21 °C", "38~tỷ đồng, 640.000~đồng, 95~%, 21~°C"),
        ("lúc 8 giờ 30 phút", "lúc 8~giờ 30~phút"),
        ("Ngày 25 tháng 6 năm 2026", "Ngày~25 tháng~6 năm~2026"),
        ("ngày 25/6/2026, thứ 5", "ngày~25/6/2026, thứ~5"),
        ("Điều 4, khoản 2 Nghị định số 13/NQ-CP", "Điều~4, khoản~2 Nghị định số~13/NQ-CP"),
        ("bão số 13 mạnh cấp 12", "bão số~13 mạnh cấp~12"),
        ("Văn hóa – Xã hội", "Văn hóa~– Xã hội"),
        ("Văn hóa - Xã hội", "Văn hóa~– Xã hội"),
        ("phường Hòa Thuận 2, cháy cấp V", "phường Hòa~Thuận~2, cháy cấp~V"),
        (
            "Ông Nguyễn Thị Minh",
            "Ông Nguyễn Thị Minh".replace("Ông Nguyễn", "Ông~Nguyễn").replace("Thị Minh", "Thị~Minh"),
        ),
        ("UBND xã Trà Vân, ỦY BAN NHÂN DÂN TỈNH", "UBND xã Trà~Vân, ỦY BAN NHÂN DÂN TỈNH"),
        ("mưa 40 - 80 mm, có nơi 120 - 200 mm", "mưa 40–80~mm, có nơi 120–200~mm"),
        ("đạt 20-25%, từ 20% - 25%, năm học 2025-2026", "đạt 20–25%, từ 20%–25%, năm học 2025–2026"),
        ("giá 3.000 - 5.500 đồng, dài 1,5-2 km", "giá 3.000–5.500~đồng, dài 1,5–2~km"),
        ("thắng 3 - 1, lễ 2-9 và 20-11", "thắng 3~– 1, lễ 2-9 và 20-11"),
        ("gọi 0235-000-0135 hay 1900-1234, ngày 2020-06-25", "gọi 0235-000-0135 hay 1900-1234, ngày~2020-06-25"),
        ("số 12-NQ/TU, 12-15/QĐ-UBND, COVID-19, ca 5-6-7", "số~12-NQ/TU, 12-15/QĐ-UBND, COVID-19, ca 5-6-7"),
        ('"Được mùa", ông nói, ("hơn năm ngoái")', "“Được mùa”, ông nói, (“hơn năm ngoái”)"),
        ('màn hình 24" và "cũ', 'màn hình 24" và "cũ'),
        ('" lạc lõng "', '" lạc lõng "'),
    ],
)
def test_words_that_belong_together_stay_together(written: str, set_: str) -> None:
    assert shown(typography.text(written)) == set_
    assert shown(typography.html(f"<p>{written}</p>")) == f"<p>{set_}</p>"


@pytest.mark.parametrize(
    "written",
    [
        "Có 300 hộ và 5 mô hình hay", "25 tháng sau", "giá 7.200 đ", "Bà nói 2 hai ba", "Tổ 4 họp",
        "tổng số 1.104.000 thửa", "nhiệt độ 21 độ",
        "sáng, chiều", "OCOP. ông Ba", "HTTP. Trang", "lượt 12 kmh", "một -hai", "một-hai",
    ],
)  # fmt: skip
def test_all_else_may_part(written: str) -> None:
    assert typography.text(written) == written


def test_code_and_tags_stay_as_they_are() -> None:
    markup = (
        '<p title="dài 5 km">Dài <code>5 km</code> hay <kbd>P. 5</kbd>, <a href="/a 5 km">5 km</a></p>\n'
        "<pre><code>ngày 5\n</code></pre><p>ngày 5</p>"
    )
    assert shown(typography.html(markup)) == markup.replace(">5 km</a>", ">5~km</a>").replace("<p>ngày 5", "<p>ngày~5")


_WORDS = st.sampled_from(
    [
        "TP.",
        "P.",
        "ngày",
        "Điều",
        "số",
        "5",
        "2026",
        "1.200",
        "12,5",
        "km",
        "m²",
        "tỷ",
        "đồng",
        "–",
        "xã",
        "<b>",
        "</b>",
        "<code>",
        "</code>",
        '<a title="5 km">',
    ]
)


@given(st.lists(_WORDS, max_size=12), st.sampled_from([" ", "", "\n"]))
def test_nothing_but_spaces_changes_and_a_second_time_nothing_at_all(words: list[str], between: str) -> None:
    written = between.join(words)
    once = typography.html(written)
    if not re.search(r"\d – \d", written):  # a range
        assert once.replace("\u00a0", " ") == written
    assert typography.html(once) == once
    if " " not in written:
        assert once == written


def test_no_chain_of_the_sample_posts_is_too_long_for_a_phone() -> None:
    """At 360 pixels some 36 letters have room in a line."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(source("posts").glob("*/*/*.md"))]
    chains = [
        chain for text in texts for chain in re.split(r"[^\S\u00a0]+|\]\(", typography.text(text)) if "\u00a0" in chain
    ]
    assert len(chains) > 200 and max(map(len, chains)) <= 20


def test_lead_body_and_headings_are_set_and_lists_search_and_feeds_read_plain_spaces(project: Project) -> None:
    project.post(
        "2026/06/a.md", post(lead="Kè dài 1,2 km & rộng 5 m.", body="## Điều 4\n\nTP. Hòa Thuận làm trong 9 giờ.")
    )
    made = fragment(project)
    assert shown(made.lead_html) == "Kè dài 1,2~km &amp; rộng 5~m."
    assert shown(made.body_html) == '<h2 id="muc-dieu-4">Điều~4</h2>\n<p>TP.~Hòa~Thuận làm trong 9~giờ.</p>'


def test_marks_of_a_pair_may_stand_in_different_elements_of_one_paragraph() -> None:
    markup = (
        '<p>"<b>Được mùa</b>", ông <a href="a-1-2.html" title="x - y">Ba</a> nói "thật".</p>\n'
        '<ul><li>"lẻ</li><li>lẻ"</li></ul>\n<p><code>"x" - 1</code> và "y", "<code>z</code>"</p>'
    )
    expected = (
        '<p>“<b>Được mùa</b>”, ông <a href="a-1-2.html" title="x - y">Ba</a> nói “thật”.</p>\n'
        '<ul><li>"lẻ</li><li>lẻ"</li></ul>\n<p><code>"x" - 1</code> và “y”, “<code>z</code>”</p>'
    )
    assert typography.html(markup) == expected


def test_a_backslash_keeps_a_mark_as_it_is(project: Project) -> None:
    project.post("2026/06/a.md", post(lead="Sa-pô.", body='Màn hình 24\\" và "cũ", tỷ số 20\\-25, một \\- hai.'))
    assert shown(body_of(project)) == '<p>Màn hình 24" và “cũ”, tỷ số~20-25, một - hai.</p>'
    assert typography.KEPT not in fragment(project).body_html


def test_a_short_last_word_does_not_stand_alone_in_a_headline() -> None:
    assert shown(headlines.headline("Cấm đốt nương và lập 41 chốt canh lửa")) == "Cấm đốt nương và lập 41 chốt canh~lửa"
    assert shown(headlines.headline("Họp báo")) == "Họp báo"


@pytest.mark.parametrize(
    ("title", "set_as"),
    [
        ("An Bình cấm biển, sẵn sàng sơ tán 21.000 người dân", "An~Bình cấm biển, sẵn~sàng sơ tán 21.000 người~dân"),
        (
            "Nghe dân nói chuyện đất, khó khăn còn phía trước mắt",
            "Nghe dân nói chuyện đất, khó~khăn còn phía trước~mắt",
        ),
        ("Rõ ràng hơn từng khoản thu của trường", "Rõ ràng hơn từng khoản thu của trường"),
        ("Hồ Đồng Mây hạ 15,6 triệu m³ nước để đón lũ", "Hồ~Đồng~Mây hạ 15,6~triệu~m³ nước để~đón~lũ"),
        ("Cảnh báo bão số 13 cho tàu thuyền ngoài khơi", "Cảnh báo bão số~13 cho tàu thuyền ngoài~khơi"),
        ("Lo lắng vì nghêu chết trắng bãi", "Lo lắng vì nghêu chết trắng~bãi"),
        ("Thu chi thường xuyên ở vùng cao, miền núi", "Thu chi thường xuyên ở vùng cao, miền~núi"),
    ],
)
def test_no_line_ends_within_a_reduplicated_word_of_a_headline(title: str, set_as: str) -> None:
    assert shown(headlines.headline(title)) == set_as


@pytest.mark.parametrize(
    ("markup", "set_as"),
    [
        ("Xã miền núi có vốn mà chưa tiêu được.", "Xã miền núi có vốn mà chưa tiêu~được."),
        ('Xem <a href="/x y/">quyết định</a>', 'Xem <a href="/x y/">quyết định</a>'),
        ("Bà con <strong>vui mừng lắm</strong> nhé.", "Bà con <strong>vui mừng lắm</strong>~nhé."),
        ("Vui.", "Vui."),
        ("", ""),
    ],
)
def test_the_last_word_of_a_lead_has_company(markup: str, set_as: str) -> None:
    assert shown(headlines.lead_html(markup)) == set_as


def test_plain_texts_are_not_set(project: Project) -> None:
    project.post(
        "2026/06/a.md", post(title='"Lúa \\"sạch\\" An Bình 2"', body='Ông nói "được" tới 20 - 25 lần.\n\nHết.')
    )
    assert facts(project).title == 'Lúa "sạch" An Bình 2' and facts(project).lead == 'Ông nói "được" tới 20 - 25 lần.'
    assert shown(fragment(project).lead_html) == "Ông nói “được” tới 20–25 lần."


def test_a_foreign_passage_keeps_its_language(project: Project) -> None:
    project.post(
        "2026/06/a.md",
        post(
            body=(
                'Mở đầu.\n\nBà đáp: *We keep it*{: lang="en"}, rồi <span lang="fr">bon voyage</span>.\n\n'
                '> Good morning.\n{: lang="en"}'
            )
        ),
    )
    html = body_of(project)
    assert (
        '<em lang="en">We keep it</em>' in html
        and '<span lang="fr">bon voyage</span>' in html
        and '<p lang="en">Good morning.</p>' in html
    )
