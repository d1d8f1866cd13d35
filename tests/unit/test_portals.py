"""Copies from portals of many makers: every part of the page becomes the right field, and the editor hears which."""

import json
import re

import pytest
from bulletin.portals import imported_post, portal
from bulletin.portals.copied_article import PortalArticle
from hypothesis import given, settings
from hypothesis import strategies as st
from project import Project
from unit.proofreading import NOW, prepare

TITLE = "Hợp tác xã Phước Hậu đưa rau sạch lên sàn điện tử"
LEAD = (
    "Từ đầu tháng sáu, hai mươi ba hộ trồng rau ở Phước Hậu bán hàng qua sàn thương mại điện tử của tỉnh, "
    "mỗi ngày chừng bốn tạ rau các loại."
)
BODY = (
    "Bà Trần Thị Nhàn, giám đốc hợp tác xã, cho biết mỗi luống rau đều có mã để người mua xem ngày gieo, ngày hái và "
    "người chăm. Đơn đặt trước sáu giờ chiều được giao trong buổi sáng hôm sau, đường gần thì đi xe máy, đường xa gửi "
    "theo chuyến xe buýt đầu ngày.",
    "Phòng Kinh tế huyện hỗ trợ hai tủ mát và một lớp tập huấn chụp ảnh sản phẩm. Đến cuối năm, hợp tác xã muốn nâng "
    "lên một tấn mỗi ngày, thêm các hộ ở thôn Lương Cang, và làm nhãn chung cho cả vùng rau ven sông. Ai muốn góp đất "
    "thì ghi tên tại nhà văn hóa thôn.",
)
TEXT = "\n".join((LEAD, *BODY))


def read(text: str, **own: tuple[str, ...]) -> PortalArticle:
    return portal.read(text.encode(), "ban-chep", own)


def with_words(project: Project, own: object) -> None:
    """Adds to the bulletin's settings what its province says of portals."""
    file = project.folder / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("  bulletin:\n", f"  bulletin:\n    portal: {json.dumps(own, ensure_ascii=False)}\n"),
        encoding="utf-8",
    )


def moment(article: PortalArticle) -> str:
    return f"{article.date:%Y-%m-%d %H:%M}" if article.date else ""


def assert_text_is_whole(article: PortalArticle, text: str = TEXT) -> None:
    assert article.title == TITLE
    assert [article.lead, *article.body.split("\n\n")] == text.split("\n")


def noted(article: PortalArticle, words: str) -> bool:
    return any(words in line for line in article.taken)


def warned(article: PortalArticle, words: str) -> bool:
    return any(words in line for line in article.warnings)


# --- pages of one kind of portal each


def test_path_tools_in_single_lines_author_and_other_items() -> None:
    article = read(
        f"Trang chủ > Tin tức > Kinh tế\n{TITLE}\n25/06/2020 09:11\nXem với cỡ chữ\nIn bài viết\nChia sẻ\nGửi email\n"
        f"{TEXT}\n"
        "Tác giả: Đỗ Mai\nLượt xem: 1.234 lượt\nCác tin khác\nThôn Lương Cang làm đường (24/06/2020)\n"
        "Lịch cắt điện (23/06/2020)"
    )
    assert_text_is_whole(article)
    assert (moment(article), article.author, article.views) == ("2020-06-25 09:11", ("Đỗ Mai",), 1234)
    assert article.warnings == []
    assert noted(article, "Bỏ danh sách bài khác, 3 dòng từ «Các tin khác» trở xuống")
    assert noted(article, "Bỏ đường dẫn hoặc trình đơn của trang: «Trang chủ > Tin tức > Kinh tế»")


def test_weekday_and_dash_before_the_date_marks_and_readers_comments_below() -> None:
    article = read(
        f"{TITLE}\nThứ năm - 25/06/2020 09:11\nĐã xem: 312 | Phản hồi: 0\nGửi bài viết qua email\nIn ra\n"
        f"Lưu bài viết này\n{TEXT}\n"
        "Tác giả bài viết: Đỗ Mai\nNguồn tin: Báo Miền Duyên Hải\nTổng số điểm của bài viết là: 5 trong 1 đánh giá\n"
        "Xếp hạng: 5 - 1 phiếu bầu\n"
        "Click để đánh giá bài viết\nÝ kiến bạn đọc\nMã bảo vệ\nNhững tin mới hơn\nLịch cắt điện tuần này\n"
        "Những tin cũ hơn\nHọp dân thôn Lương Cang"
    )
    assert_text_is_whole(article)
    assert (moment(article), article.author, article.source, article.views) == (
        "2020-06-25 09:11",
        ("Đỗ Mai",),
        "Báo Miền Duyên Hải",
        312,
    )
    assert article.warnings == []


def test_the_day_in_the_page_head_is_not_the_articles() -> None:
    article = read(
        "CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN PHƯỚC HẬU\nHôm nay, Chủ nhật, ngày 29/11/2026\nGiới thiệu\nTin tức\nVăn bản\n"
        "Trang chủ » Tin tức » Kinh tế\n"
        f"{TITLE}\nNgày đăng: 25-06-2020 09:11\n{TEXT}\nBBT"
    )
    assert_text_is_whole(article)
    assert (moment(article), article.author) == ("2020-06-25 09:11", ("BBT",))
    assert noted(article, "không phải ngày đăng bài: «Hôm nay, Chủ nhật, ngày 29/11/2026»")
    assert noted(article, "Bỏ dòng đầu trang: «CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN PHƯỚC HẬU»")


def test_a_day_in_the_page_head_without_a_word_before_it() -> None:
    article = read(f"UBND HUYỆN PHƯỚC HẬU\nChủ nhật, 29/11/2026 | 07:15\nTrang chủ\n»\nTin tức\n{TITLE}\n{TEXT}")
    assert article.title == TITLE
    assert article.date is None and warned(article, "Không thấy dòng ngày giờ")
    assert noted(article, "không phải ngày đăng bài: «Chủ nhật, 29/11/2026 | 07:15»")


def test_two_days_without_words_the_one_below_the_title_is_the_articles() -> None:
    article = read(f"UBND HUYỆN PHƯỚC HẬU\nChủ nhật, 29/11/2026\n{TITLE}\nThứ năm, 25/06/2020 | 09:11 GMT+7\n{TEXT}")
    assert_text_is_whole(article)
    assert moment(article) == "2020-06-25 09:11"


def test_date_and_views_above_the_title() -> None:
    article = read(f"Thứ năm, 25/6/2020, 16:18\nLượt đọc: 50\n{TITLE}\n{TEXT}\n(Nguồn: TTXVN)")
    assert_text_is_whole(article)
    assert (moment(article), article.views, article.source) == ("2020-06-25 16:18", 50, "TTXVN")


def test_several_things_on_one_line_above_the_title() -> None:
    article = read(f"Lượt xem: 7370 | Gửi lúc: 25/06/2020 15:42:27\n{TITLE}\n{TEXT}")
    assert_text_is_whole(article)
    assert (moment(article), article.views) == ("2020-06-25 15:42", 7370)


def test_first_publication_and_correction() -> None:
    article = read(f"{TITLE}\nĐăng lúc: 25/06/2020 09:11 | Cập nhật: 26/06/2020 14:05 | Lượt xem: 12\n{TEXT}\nĐỗ Mai")
    assert_text_is_whole(article)
    assert (moment(article), f"{article.updated:%Y-%m-%d %H:%M}", article.views) == (
        "2020-06-25 09:11",
        "2020-06-26 14:05",
        12,
    )


def test_a_correction_of_the_same_minute_is_none() -> None:
    article = read(f"{TITLE}\nNgày đăng: 25/06/2020 09:11\nCập nhật: 25/06/2020 09:11\n{TEXT}\nĐỗ Mai")
    assert (moment(article), article.updated) == ("2020-06-25 09:11", None)
    assert_text_is_whole(article)


def test_labels_and_what_they_belong_to_on_lines_of_their_own() -> None:
    article = read(f"{TITLE}\nNgày đăng:\n25/06/2020 09:11\nTác giả:\nĐỗ Mai\nLượt xem:\n 98\n{TEXT}")
    assert_text_is_whole(article)
    assert (moment(article), article.author, article.views) == ("2020-06-25 09:11", ("Đỗ Mai",), 98)


def test_whoever_put_it_online_is_the_author_only_if_no_writer_is_named() -> None:
    alone = read(f"{TITLE}\nĐăng ngày: 25/06/2020 07:30\nNgười đăng: Văn phòng\n{TEXT}")
    both = read(f"{TITLE}\nNgười đăng: Văn phòng - Ngày đăng: 25/06/2020 07:30\n{TEXT}\nTác giả: Đỗ Mai")
    assert (alone.author, both.author) == (("Văn phòng",), ("Đỗ Mai",))
    assert noted(both, "Người đăng Văn phòng")
    assert_text_is_whole(both)


def test_a_department_with_commas_is_one_author(project: Project) -> None:
    article = read(f"{TITLE}\n25/06/2020 09:11\n{TEXT}\nTác giả: Sở Văn hóa, Thể thao và Du lịch")
    imported_post.create(project.posts, article, "thoi-su", NOW)
    assert article.author == ("Sở Văn hóa, Thể thao và Du lịch",)
    assert "author: ['Sở Văn hóa, Thể thao và Du lịch']" in next(project.posts.rglob("hop-tac-xa*.md")).read_text(
        encoding="utf-8"
    )


def test_the_news_agency_in_brackets_after_the_last_sentence() -> None:
    article = read(f"{TITLE}\n25/06/2020 | 19:58\n{TEXT} (Theo TTXVN)")
    assert_text_is_whole(article)
    assert article.source == "TTXVN"
    assert noted(article, "Nguồn TTXVN, theo «(Theo TTXVN)»")


def test_a_source_with_an_address() -> None:
    article = read(f"{TITLE}\n25/06/2020 | 19:58\n{TEXT}\nNguồn: https://bao.example/kinh-te/rau-sach-1.html")
    assert (article.source, article.source_url) == ("bao.example", "https://bao.example/kinh-te/rau-sach-1.html")


def test_keywords_share_words_and_the_foot_of_the_page() -> None:
    article = read(
        f"{TITLE}\nCập nhật lúc 09:11, Thứ Năm, 25/06/2020 (GMT+7)\nChia sẻ 0 Thích 12\nFacebook\nZalo\n{TEXT}\n"
        "Đỗ Mai\nTừ khóa: rau sạch, hợp tác xã\n"
        "Chia sẻ:\nLên đầu trang\nBản quyền thuộc Cổng thông tin huyện Phước Hậu\nGiấy phép số 11/GP-STTTT\n"
        "Đang truy cập: 5"
    )
    assert_text_is_whole(article)
    assert (article.author, article.tags) == (("Đỗ Mai",), ("rau sạch", "hợp tác xã"))
    assert article.warnings == []


def test_rubrics_without_anything_of_the_articles_above_them() -> None:
    article = read(f"{TITLE}\n09:11' 25/06/2020\n{TEXT}\nTin liên quan\nThôn Lương Cang làm đường\nHọp dân")
    assert_text_is_whole(article)
    assert noted(article, "3 dòng từ «Tin liên quan»")


def test_a_heading_that_only_looks_like_a_rubric_stays_with_all_below_it() -> None:
    article = read(f"{TITLE}\n25/06/2020 09:11\n{LEAD}\n{BODY[0]}\nBình luận\n{BODY[1]}")
    assert article.body.split("\n\n") == [BODY[0], "## Bình luận", BODY[1]]
    assert warned(article, "Dòng «Bình luận» giống đầu mục của trang")


def test_the_sites_own_counter_is_not_the_articles_number_of_views() -> None:
    article = read(
        f"{TITLE}\n25/06/2020 09:11\n{TEXT}\nLượt xem: 41\nĐang truy cập: 7\nHôm nay: 1.250\n"
        "Tổng lượt truy cập: 9.876.543"
    )
    assert_text_is_whole(article)
    assert article.views == 41


def test_place_and_date_in_words_as_in_a_document() -> None:
    article = read(f"{TITLE}\nPhước Hậu, ngày 25 tháng 6 năm 2020\n{TEXT}")
    assert moment(article) == "2020-06-25 00:00"
    assert warned(article, "không ghi giờ; đã đặt 00:00")


def test_an_authors_name_right_below_the_title() -> None:
    article = read(f"{TITLE}\nĐỗ Mai\n25/06/2020, 09:11 SA\n{TEXT}")
    assert_text_is_whole(article)
    assert article.author == ("Đỗ Mai",)


def test_a_title_that_is_the_last_step_of_the_path_too() -> None:
    article = read(f"Trang nhất / Tin tức / {TITLE}\n{TITLE}\nThứ 5, 25/06/2020, 09:11\n{TEXT}")
    assert_text_is_whole(article)


def test_a_title_about_the_portal_itself_is_no_masthead() -> None:
    title = "Cổng thông tin điện tử huyện Phước Hậu có giao diện mới"
    article = read(f"Trang chủ > Tin tức\n{title}\n25/06/2020 09:11\n{TEXT}")
    assert article.title == title


def test_what_is_said_names_what_could_not_be_placed() -> None:
    article = read(
        f"{TITLE}\nRau sạch, đường gần\n25/06/2020 09:11\n{TEXT}\nLượt xem: 12\nÝ kiến: nên bán cả cuối tuần."
    )
    assert warned(article, "Không biết xếp vào đâu nên đã đưa vào nội dung bài: «Rau sạch, đường gần»")
    assert warned(article, "«Ý kiến: nên bán cả cuối tuần.»")


@pytest.mark.parametrize(
    ("head", "end", "expected"),
    [
        (
            "Trang chủ/Tin tức - Sự kiện\n{title}\n25/06/2020 09:11:48\nĐọc bài viết\nGiọng nữ",
            "Theo Báo Miền Duyên Hải",
            {"source": "Báo Miền Duyên Hải"},
        ),
        (
            "Thời sự\n{title}\nThứ năm, 25/06/2020 - 09:11'",
            "Bài và ảnh: ĐỖ MAI\nBình luận (0)\nGửi\nĐọc nhiều\nHọp dân",
            {"author": ("ĐỖ MAI",)},
        ),
        (
            "{title}\n(Ngày 25/06/2020, 09:11)",
            "Phòng Kinh tế - Hạ tầng\n« Tin trước  Tin sau »",
            {"author": ("Phòng Kinh tế - Hạ tầng",)},
        ),
        ("{title}\nAdmin\n25/06/2020 09:11\n0 Bình luận", "Chia sẻ bài viết:\nFacebook", {"author": ("Admin",)}),
        (
            "{title}",
            "Ngày đăng: 25/06/2020 09:11 - Lượt xem: 45\nNgười đăng: Lê Kha",
            {"author": ("Lê Kha",), "views": 45},
        ),
        (
            "Tin tức sự kiện\n{title}\nNgày cập nhật: 25/06/2020 09:11\nLượt xem: 1,024",
            "./.\nVăn phòng xã",
            {"author": ("Văn phòng xã",), "views": 1024},
        ),
        (
            "{title}\n25/06/2020 09:11 | Tác giả: Đỗ Mai, Lê Kha | Chuyên mục: Kinh tế",
            "Xem tin theo ngày:\nTháng",
            {"author": ("Đỗ Mai", "Lê Kha")},
        ),
        (
            "{title}\n25/06/2020 09:11",
            "* Tin: Đỗ Mai – Ảnh: Lê Kha\nCÁC TIN KHÁC:\nHọp dân",
            {"author": ("Đỗ Mai", "Lê Kha")},
        ),
        (
            "{title}\nCập nhật ngày: 25/06/2020 09:11:00 SA\nXem cỡ chữ: A- A A+",
            "Đỗ Mai\nSố lượt truy cập: 345\nCác tin đã đưa ngày:\nHọp dân",
            {"author": ("Đỗ Mai",), "views": 345},
        ),
        (
            "Bạn đang ở: Trang chủ » Tin tức » Kinh tế\n{title}\n[25-06-2020 | 09:11]",
            "PV: Đỗ Mai (Tổng hợp)\nGửi cho bạn bè | In bài viết | Lên đầu trang",
            {"author": ("Đỗ Mai (Tổng hợp)",)},
        ),
    ],
)
def test_further_pages(head: str, end: str, expected: dict[str, object]) -> None:
    article = read(f"{head.format(title=TITLE)}\n{TEXT}\n{end}")
    assert_text_is_whole(article)
    assert moment(article) == "2020-06-25 09:11"
    assert {field: getattr(article, field) for field in expected} == expected
    assert [line for line in article.warnings if "tên tác giả" not in line] == []


# --- dates


@pytest.mark.parametrize(
    "line",
    [
        "Cập nhật lúc 09:11, Thứ Năm, 25/06/2020 (GMT+7)",
        "Cập nhật: 25/06/2020 09:11",
        "Ngày cập nhật 25-06-2020 09:11",
        "Đăng ngày: 25/06/2020 09:11",
        "Đăng lúc 09h11 - 25/06/2020",
        "Gửi lúc: 25/06/2020 09:11:27",
        "Ngày đăng : 25.06.2020, 9:11",
        "09:11 | 25/06/2020",
        "09:11' 25/06/2020",
        "09h11' | Thứ Năm, 25/6/2020",
        "9 giờ 11 phút, ngày 25 tháng 6 năm 2020",
        "Thứ Năm, ngày 25 tháng 06 năm 2020, 09 giờ 11 phút",
        "Thứ năm, 25/6/2020, 09:11",
        "Thứ 5 - 25/06/2020 09:11",
        "T5, 25/06/2020 - 09g11",
        "Thứ năm, ngày 25/06/2020 09:11 SA",
        "25/06/2020 09:11:48 AM",
        "25/06/2020 lúc 09:11 (GMT+07:00)",
        "(25/06/2020 09:11)",
        "[25-06-2020 | 09:11 UTC+7]",
        "25/06/2020 (09:11)",
        "2020-06-25T09:11:48+07:00",
        "2020-06-25 09:11",
        "25 Tháng Sáu, 2020 09:11",
        "09:11 25 tháng 6, 2020",
        "June 25, 2020 9:11 am",
        "25/06/2020 | 9:11 GMT +7 | Lượt xem: 12",
        "Thời gian đăng: 09:11 ngày 25/6/2020",
        "25/6/20 09:11",
        "Xuất bản: Thứ năm, 25/06/2020 - 09:11 [GMT+7]",
    ],
)
def test_spellings_of_dates(line: str) -> None:
    article = read(f"{TITLE}\n{line}\n{TEXT}\nĐỗ Mai")
    assert_text_is_whole(article)
    assert moment(article) == "2020-06-25 09:11"
    assert article.warnings == []


@pytest.mark.parametrize(
    "line",
    ["Thứ năm, 25/06/2020 9:11 CH", "25/06/2020 09:11 PM", "21h11 ngày 25/6/2020", "9 giờ 11 phút tối 25/06/2020"],
)
def test_evenings(line: str) -> None:
    assert moment(read(f"{TITLE}\n{line}\n{TEXT}")) == "2020-06-25 21:11"


@pytest.mark.parametrize(
    "line", ["Ngày 25/6/2020, huyện họp dân", "Giá rau 25.000 đồng", "Kỳ họp thứ 5, khóa XII", "Phụ lục 3 – 2020"]
)
def test_lines_that_only_look_like_dates_stay_in_the_text(line: str) -> None:
    article = read(f"{TITLE}\n25/06/2020 09:11\n{LEAD}\n{BODY[0]}\n{line}\n{BODY[1]}")
    assert f"## {line}" in article.body


def test_a_weekday_of_another_date_is_said() -> None:
    assert warned(read(f"{TITLE}\nCập nhật lúc 09:11, Thứ Hai, 25/06/2020\n{TEXT}"), "không khớp với ngày")


# --- a bulletin's own words


def test_a_bulletin_adds_words_without_code(project: Project) -> None:
    with_words(
        project,
        {"published": ["Giờ lên trang"], "related_by_place": ["Bà con đọc thêm"], "tools": ["Nghe già làng đọc"]},
    )
    (project.folder / "bai.txt").write_text(
        f"{TITLE}\nGiờ lên trang: 25/06/2020 09:11\nNghe già làng đọc\n{TEXT}\nĐỗ Mai\nBà con đọc thêm\nHọp dân",
        encoding="utf-8",
    )
    result = project.command("import", "bai.txt", "--category", "thoi-su")
    assert result.returncode == 0, result.stderr
    assert "Ngày đăng 25/06/2020 09:11, theo «Giờ lên trang: 25/06/2020 09:11»" in result.stdout
    assert "Bỏ danh sách bài khác, 2 dòng từ «Bà con đọc thêm» trở xuống" in result.stdout
    post = next(project.posts.rglob("hop-tac-xa*.md")).read_text(encoding="utf-8")
    assert "Nghe già làng" not in post and "author: Đỗ Mai" in post


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"publish": ["X"]}, "portal không có mục «publish»"),
        ({"tools": "Nghe"}, "mục «tools» của portal phải là danh sách chữ"),
        (["X"], "portal không có mục"),
    ],
)
def test_a_slip_in_a_bulletins_own_words_is_said(project: Project, own: object, said: str) -> None:
    with_words(project, own)
    result = project.command("check")
    assert result.returncode == 2 and said in result.stderr


def test_a_post_of_every_field_has_no_problems(project: Project) -> None:
    article = read(
        f"{TITLE}\nĐăng lúc: 25/06/2020 09:11 | Cập nhật: 26/06/2020 14:05\n{TEXT}\nTác giả: Đỗ Mai, Lê Kha\n"
        "Nguồn: https://bao.example/a_b_c.html\nTags: rau sạch\nLượt xem: 8"
    )
    imported_post.create(project.posts, article, "thoi-su", NOW)
    edition, found = prepare(project)
    assert found == []
    facts = edition.catalogue.articles[0].facts
    assert (facts.title, facts.author) == (TITLE, ("Đỗ Mai", "Lê Kha"))


# --- whatever was copied

PIECES = (
    "Trang chủ > Tin tức", "25/06/2020 09:11", "Tác giả:", "Tác giả: Đỗ Mai", "Nguồn: Báo X", "Lượt xem:",
    "Lượt xem: 5", "A+", "In", "»", "|", "./.",
    "Tin gì hôm qua", LEAD, BODY[0], "• một", "o\thai", "1. bốn", "a\tb\tc", "d\te", "Ảnh: Lê Kha", "(Theo TTXVN)",
    "BBT", "Ngày đăng:", "31/02/2020",
    "Cập nhật: 27/06/2020 10:00", "Từ khóa: a, b", "Phòng Kinh tế", "x" * 500, "2020",
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_every_line_is_in_the_post_or_named_to_the_editor(lines: list[str]) -> None:
    article = read("\n".join(lines))
    told = "\n".join([article.title, article.lead, article.caption, article.body, *article.taken, *article.warnings])
    for line in lines:
        for part in re.sub(r"^(?:•|o\t|1\.)\s*", "", line).split("\t"):
            assert part[:60] in told
