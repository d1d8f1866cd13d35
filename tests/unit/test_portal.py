"""Articles copied from the old portal: every part finds its place, and nothing an editor copied is lost."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bulletin.markup.plain_text import on_one_line as plain
from bulletin.portals import imported_post, portal
from bulletin.portals.copied_article import PortalArticle
from bulletin.portals.copied_file import CopyError
from bulletin.problems import has_errors
from hypothesis import given, settings
from hypothesis import strategies as st
from project import Project
from unit.proofreading import NOW, prepare, text_of

TITLE = "Xã Trà Giang ra quân nạo vét kênh N2 trước vụ hè thu"
TOOLBAR = "Bản in | Quay lại | A+ A A- | Đọc bài viết"
DATE = "Thứ 5, ngày 25/06/2020 | 09:11 AM (GMT +7)"
LEAD = (
    "Sáng 25/6, Ủy ban nhân dân xã Trà Giang cùng bốn thôn ven sông ra quân nạo vét tuyến kênh N2 dài hơn ba cây số, "
    "kịp dẫn nước về đồng trước ngày xuống giống vụ hè thu."
)
CAPTION = "Người dân thôn Đông Hòa phát bèo, khơi dòng đoạn đầu kênh N2."
BODY = (
    "Từ năm giờ sáng, hơn một trăm hai mươi người dân và dân quân đã có mặt ở đầu kênh với cuốc, xẻng và xe rùa. Mỗi "
    "thôn nhận một đoạn đã cắm mốc từ hôm trước; đoạn nào bồi nhiều thì thêm người, đoạn nào cạn thì làm trước. Đến "
    "giữa buổi, hai phần ba tuyến kênh đã thông, nước bắt đầu chảy về cánh đồng Gò Lau.",
    "Theo kế hoạch của xã, đợt này sẽ vét chừng 2.400 mét khối đất bùn, gia cố bảy điểm sạt lở và thay hai cửa cống "
    "đã hỏng từ mùa lũ năm ngoái. Kinh phí khoảng 86 triệu đồng, một nửa lấy từ quỹ thủy lợi nội đồng, phần còn lại "
    "do các hợp tác xã và bà con đóng góp bằng ngày công.",
    "Ông Đỗ Quang Mẫn, Chủ tịch Ủy ban nhân dân xã, đề nghị các thôn giữ nếp ra quân vào thứ Bảy tuần cuối mỗi tháng, "
    "không đổ rác xuống lòng kênh, và báo ngay cho tổ thủy nông khi thấy bờ kênh nứt, lún. “Kênh thông thì lúa mới "
    "xanh”, ông nói với bà con trước khi buổi lao động kết thúc.",
)
AUTHOR = "Lê Thúy An"
VIEWS = "Lượt xem:\xa0 891"
EARLIER = "Tin đã đưa"
NAME = "2020/06/xa-tra-giang-ra-quan-nao-vet-kenh-n2-truoc-vu-he-thu.md"


def copy(
    title: str | None = TITLE,
    toolbar: str | None = TOOLBAR,
    date: str | None = DATE,
    lead: str | None = LEAD,
    captions: Iterable[str] = (CAPTION,),
    body: Iterable[str] = BODY,
    end: Iterable[str] = (AUTHOR,),
    views: str | None = VIEWS,
    strays: Iterable[str] = (),
    earlier: Iterable[str] = (EARLIER,),
) -> str:
    """A page of the portal as it comes out of the clipboard. A part that is None is missing."""
    top = "\n\n".join(part for part in (title, toolbar, date) if part is not None)
    rest = [part for part in (lead, *captions, *body, *end, views, *strays, *earlier) if part is not None]
    return f"{top}\n" + "\n\n".join(rest)


def read(text: str | bytes) -> PortalArticle:
    return portal.read(text if isinstance(text, bytes) else text.encode(), "ban-chep-12")


def paragraphs(article: PortalArticle) -> list[str]:
    return article.body.split("\n\n")


def warned(article: PortalArticle, words: str) -> bool:
    return any(words in warning for warning in article.warnings)


def assert_faithful(article: PortalArticle) -> None:
    """Every part of the unchanged copy is where it belongs."""
    assert article.title == TITLE
    assert article.date and article.date.isoformat() == "2020-06-25T09:11:00+07:00"
    assert article.author == (AUTHOR,)
    assert article.views == 891
    assert article.lead == LEAD
    assert article.caption == CAPTION
    assert paragraphs(article) == list(BODY)


def windows_1258(text: str) -> bytes:
    """The bytes in which older Windows programs save Vietnamese: letters and tone marks apart."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    result = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        result += (base + "".join(part for part in parts if part in tones)).encode("cp1258")
    return result


# --- the page as it is


def test_a_faithful_copy_is_taken_apart_into_its_fields() -> None:
    article = read(copy())
    assert_faithful(article)
    assert len(article.warnings) == 1 and "không có ảnh" in article.warnings[0] and CAPTION in article.warnings[0]


@pytest.mark.slow
def test_import_then_build_shows_the_article_as_the_portal_did(project: Project) -> None:
    earlier = (EARLIER, "Thôn Bình Tân gặt xong trà lúa sớm", "Khởi công trạm bơm Cây Sung (23/06/2020)")
    (project.folder / "ban-chep.txt").write_text(copy(earlier=earlier), encoding="utf-8")
    result = project.command("import", "ban-chep.txt")
    assert result.returncode == 0, result.stderr
    assert f"ban-chep.txt → posts/{NAME}" in result.stdout
    assert "    Cảnh báo: Bản chép không có ảnh" in result.stdout
    built = project.build()
    assert built.returncode == 0, built.stderr
    page = project.page(f"{NAME.removesuffix('.md')}/index.html")
    article = page[page.index("<article") : page.index("</article>")].replace("\u00a0", " ")
    seen = text_of(article)
    assert f'<h1 class="article__title" data-read>{TITLE}</h1>' in article
    assert (
        text_of(article[article.index('<time datetime="2020-06-25T09:11:00+07:00">') : article.index("</time>")])
        == DATE
    )
    assert f'<p class="article__lead" data-read>{LEAD}</p>' in article
    assert re.search(rf"Ảnh của bài này chưa có trong kho lưu trữ\.</p>\s*<figcaption>{re.escape(CAPTION)}", article)
    assert f'<a rel="author" href="/tac-gia/le-thuy-an/">{AUTHOR}</a>' in article
    assert "Lượt xem: 891" in seen
    body = article[
        article.index('class="article__body') : article.index("</div>", article.index('class="article__body'))
    ]
    assert re.findall(r"<p>(.*?)</p>", body.replace("\u00a0", " "), re.DOTALL) == list(BODY)
    for tool in ("Bản in", "Quay lại", "Đọc bài viết"):
        assert seen.count(tool) == 1, f"{tool} is on the toolbar and nowhere else"
    everything = text_of(page)
    assert "Bình Tân" not in everything and "Cây Sung" not in everything


def test_an_existing_post_is_never_overwritten(project: Project) -> None:
    (project.folder / "ban-chep.txt").write_text(copy(), encoding="utf-8")
    own = project.post(NAME, "bài biên tập viên đã sửa\n")
    result = project.command("import", "ban-chep.txt")
    assert result.returncode == 2
    assert f"Không ghi đè: posts/{NAME} đã có." in result.stderr
    assert own.read_text(encoding="utf-8") == "bài biên tập viên đã sửa\n"


def test_several_files_one_of_them_unreadable_and_a_category(project: Project) -> None:
    for name, title in (
        ("mot.txt", "Trạm y tế xã Trà Giang có bác sĩ mới"),
        ("hai.txt", "Tiêm chủng đợt hai cho trẻ dưới năm tuổi"),
    ):
        (project.folder / name).write_text(copy(title=title), encoding="utf-8")
    (project.folder / "trong.txt").write_bytes(b"")
    (project.folder / "anh.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    result = project.command(
        "import", "mot.txt", "trong.txt", "anh.txt", "khong-co.txt", "hai.txt", "--category", "y-te"
    )
    assert result.returncode == 2
    assert "trong.txt: Tệp không có nội dung." in result.stderr
    assert "anh.txt: Đây là ảnh, không có chữ để nhập." in result.stderr
    assert "khong-co.txt: không đọc được (không có tệp này)." in result.stderr
    assert "Traceback" not in result.stderr
    edition, _ = prepare(project)
    assert [article.category for article in edition.catalogue.articles] == ["y-te", "y-te"]


# --- who wrote it, what is on the photo


def test_a_copy_without_a_caption_gets_no_photo() -> None:
    article = read(copy(captions=()))
    assert (article.caption, article.lead, paragraphs(article)) == ("", LEAD, list(BODY))
    assert article.warnings == []


def test_of_several_captions_the_first_is_the_photos_and_the_second_stays_in_the_text() -> None:
    second = "Cửa cống số 4 được thay mới."
    article = read(copy(captions=(CAPTION, second)))
    assert article.caption == CAPTION
    assert paragraphs(article) == [second, *BODY]
    assert warned(article, f"«{second}» có vẻ là chú thích của một ảnh nữa")


@pytest.mark.parametrize(
    "caption", ["Ảnh: Kênh N2 sau buổi nạo vét", "Bờ kênh đã được gia cố (ảnh: Minh Khuê)", "Hình 1. Sơ đồ tuyến kênh"]
)
def test_a_line_that_says_it_belongs_to_a_photo_is_its_caption(caption: str) -> None:
    assert read(copy(captions=(caption,))).caption == caption


def test_a_copy_without_an_author() -> None:
    article = read(copy(end=()))
    assert article.author == ()
    assert paragraphs(article) == list(BODY)
    assert warned(article, "Không thấy tên tác giả")


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Thúy An, Minh Khuê", ("Thúy An", "Minh Khuê")),
        ("Thúy An - Minh Khuê", ("Thúy An", "Minh Khuê")),
        ("Thúy An – Minh Khuê – Đỗ Ân", ("Thúy An", "Minh Khuê", "Đỗ Ân")),
        ("Thúy An và Minh Khuê", ("Thúy An", "Minh Khuê")),
        ("Bài và ảnh: Thúy An", ("Thúy An",)),
        ("Tin, ảnh: Thúy An & Minh Khuê", ("Thúy An", "Minh Khuê")),
        ("(Thúy An)", ("Thúy An",)),
        ("BAN BIÊN TẬP", ("BAN BIÊN TẬP",)),
    ],
)
def test_bylines(byline: str, names: tuple[str, ...]) -> None:
    article = read(copy(end=(byline,)))
    assert article.author == names
    assert paragraphs(article) == list(BODY)


def test_several_authors_are_several_people_on_the_bulletin(project: Project) -> None:
    imported_post.create(project.posts, read(copy(end=("Thúy An, Minh Khuê",))), "thoi-su", NOW)
    edition, _ = prepare(project)
    assert list(edition.catalogue.authors) == ["minh-khue", "thuy-an"]


@pytest.mark.parametrize(
    "end",
    [
        (AUTHOR, "Theo: Báo Miền Duyên Hải"),
        ("Theo: Báo Miền Duyên Hải", AUTHOR),
        (AUTHOR, "Nguồn: Báo Miền Duyên Hải"),
        (AUTHOR, "Theo Báo Miền Duyên Hải"),
    ],
)
def test_the_source_of_a_reprint_is_told_from_its_author(end: tuple[str, ...]) -> None:
    article = read(copy(end=end))
    assert (article.source, article.author) == ("Báo Miền Duyên Hải", (AUTHOR,))
    assert paragraphs(article) == list(BODY)


def test_a_last_sentence_about_a_source_is_no_source_line() -> None:
    sentence = "Theo ông Mẫn, đợt hai sẽ làm vào cuối tháng tám."
    article = read(copy(body=(*BODY, sentence), end=()))
    assert article.source == ""
    assert paragraphs(article)[-1] == sentence


# --- the date line


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Chủ nhật, ngày 28/06/2020 | 07:05 AM (GMT +7)", "2020-06-28T07:05:00+07:00"),
        ("Chủ Nhật, ngày 28/06/2020 | 07:05 PM (GMT +7)", "2020-06-28T19:05:00+07:00"),
        ("CN, 28/06/2020 19:05", "2020-06-28T19:05:00+07:00"),
        ("Thứ 5, ngày 25/06/2020 | 04:45 PM (GMT +7)", "2020-06-25T16:45:00+07:00"),
        ("Thứ 5, ngày 25/06/2020 | 04:45 CH (GMT +7)", "2020-06-25T16:45:00+07:00"),
        ("Thứ 5, ngày 25/06/2020 | 12:30 AM (GMT +7)", "2020-06-25T00:30:00+07:00"),
        ("Thứ 5, ngày 25/06/2020 | 12:30 PM (GMT +7)", "2020-06-25T12:30:00+07:00"),
        ("Thứ 5, ngày 25/06/2020 | 12:00 SA (GMT +7)", "2020-06-25T00:00:00+07:00"),
        ("Thứ năm, 25-6-2020, 9:11", "2020-06-25T09:11:00+07:00"),
        ("Thứ tư, ngày 24.06.2020 – 15g20", "2020-06-24T15:20:00+07:00"),
        ("25/06/2020 09:11:48", "2020-06-25T09:11:00+07:00"),
        ("25/06/2020", "2020-06-25T00:00:00+07:00"),
    ],
)
def test_date_lines(line: str, moment: str) -> None:
    article = read(copy(date=line))
    assert article.date and article.date.isoformat() == moment
    assert not warned(article, "Thứ trong tuần") and not warned(article, "ngày giờ")
    assert article.lead == LEAD


def test_without_a_date_line_the_post_is_dated_now_and_the_editor_is_told(project: Project) -> None:
    article = read(copy(date=None))
    assert article.date is None and warned(article, "Không thấy dòng ngày giờ")
    assert (article.title, article.lead, paragraphs(article)) == (TITLE, LEAD, list(BODY))
    path = imported_post.create(project.posts, article, "thoi-su", NOW)
    assert path.relative_to(project.posts).as_posix() == NAME.replace("2020/06", "2026/06")
    assert "date: 2026-06-22 11:00\n" in path.read_text(encoding="utf-8")


def test_an_impossible_date_is_kept_in_the_text() -> None:
    line = "Thứ 2, ngày 31/02/2020 | 09:11 AM (GMT +7)"
    article = read(copy(date=line))
    assert article.date is None and warned(article, f"«{line}» không đọc được")
    assert paragraphs(article) == [*BODY, line]


def test_a_weekday_that_does_not_fit_gives_way_to_the_date() -> None:
    line = "Thứ 2, ngày 25/06/2020 | 09:11 AM (GMT +7)"
    article = read(copy(date=line))
    assert article.date and article.date.day == 25
    assert warned(article, f"«{line}» không khớp với ngày")


# --- how the copy was saved


def test_no_break_spaces_everywhere() -> None:
    assert_faithful(read(copy().replace(" ", "\xa0")))


def test_letters_and_accents_apart() -> None:
    apart = unicodedata.normalize("NFD", copy())
    assert apart != copy()
    assert_faithful(read(apart))


def test_windows_line_ends() -> None:
    assert_faithful(read(copy().replace("\n", "\r\n")))


def test_a_byte_order_mark() -> None:
    assert_faithful(read(b"\xef\xbb\xbf" + copy().encode()))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_unicode_from_notepad(encoding: str) -> None:
    article = read(("\ufeff" + copy()).encode(encoding))
    assert_faithful(article)
    assert warned(article, "Tệp không phải UTF-8")


def test_windows_1258() -> None:
    article = read(windows_1258(copy()))
    assert_faithful(article)
    assert warned(article, "đã đọc bằng mã cp1258. Hãy xem lại dấu tiếng Việt.")


def test_tabs_and_blanks_around_the_lines() -> None:
    assert_faithful(read("\n\n" + "\n".join(f"\t {line}  " for line in copy().split("\n")) + "\n\n"))


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", "\xa0\n\u200b".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(CopyError, match="Tệp không có nội dung"):
        read(data)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x00\x01\x02"])
def test_a_binary_file_is_refused(data: bytes) -> None:
    with pytest.raises(CopyError, match="Không nhận ra mã chữ"):
        read(data)


# --- the head


@pytest.mark.parametrize(
    "toolbar",
    [
        "Bản in\nQuay lại\nA+\nA\nA-\nĐọc bài viết",
        "Bản in |\nQuay lại |\nA+ A A- |\nĐọc bài viết",
        "Bản in\n\n| Quay lại\n\n| A+ A A-\n\n| Đọc bài viết",
        "BẢN IN | QUAY LẠI | A+ A A- | ĐỌC BÀI VIẾT",
        "Quay lại Bản in",
        None,
    ],
)
def test_toolbars_leave_no_trace(toolbar: str | None) -> None:
    article = read(copy(toolbar=toolbar))
    assert_faithful(article)
    assert len(article.warnings) == 1


def test_a_toolbar_below_the_date_leaves_no_trace_either() -> None:
    assert_faithful(read(copy(toolbar=None, date=f"{DATE}\n{TOOLBAR}")))


def test_a_missing_title_is_made_of_the_files_name() -> None:
    article = read(copy(title=None))
    assert article.title == "ban-chep-12"
    assert warned(article, "Không thấy tên bài; đã đặt tạm tên «ban-chep-12».")
    assert (article.lead, paragraphs(article)) == (LEAD, list(BODY))


def test_further_lines_of_the_head_are_kept_with_a_warning() -> None:
    article = read(copy(title=f"{TITLE}\nNguồn nước cho 120 ha lúa"))
    assert article.title == TITLE
    assert paragraphs(article) == [*BODY, "Nguồn nước cho 120 ha lúa"]
    assert warned(article, "Không biết xếp vào đâu nên đã đưa vào nội dung bài: «Nguồn nước cho 120 ha lúa»")


def test_a_title_full_of_yaml_signs_reaches_the_page_unchanged(project: Project) -> None:
    title = 'Dự án "Kênh N2": 5 * việc, #1 là [nạo vét] & {gia cố} – 12:30'
    imported_post.create(project.posts, read(copy(title=title)), "thoi-su", NOW)
    edition, found = prepare(project)
    assert [article.facts.title for article in edition.catalogue.articles] == [title]
    assert not has_errors(found)


# --- the end


@pytest.mark.parametrize(
    ("line", "views"),
    [
        ("Lượt xem: 1.234", 1234),
        ("Lượt xem: 1,234", 1234),
        ("Lượt xem:\xa01\xa0234\xa0567", 1234567),
        ("Số lượt xem 17", 17),
        ("LƯỢT XEM : 0", 0),
        ("Lượt đọc: 42", 42),
        ("Lượt xem:", None),
    ],
)
def test_view_counts(line: str, views: int | None) -> None:
    article = read(copy(views=line))
    assert article.views == views
    assert (article.author, paragraphs(article)) == ((AUTHOR,), list(BODY))


def test_a_copy_without_views_has_no_views_in_its_post(project: Project) -> None:
    article = read(copy(views=None))
    assert article.views is None
    assert (article.author, paragraphs(article)) == ((AUTHOR,), list(BODY))
    assert "views" not in imported_post.create(project.posts, article, "thoi-su", NOW).read_text(encoding="utf-8")


@pytest.mark.parametrize("heading", ["Tin đã đưa", "TIN ĐÃ ĐƯA:", "Các tin đã đưa", "Các bài liên quan", "Tin cũ hơn"])
def test_the_list_of_earlier_items_is_not_part_of_the_article(heading: str) -> None:
    article = read(
        copy(earlier=(heading, "Thôn Bình Tân gặt xong trà lúa sớm", "Khởi công trạm bơm Cây Sung (23/06/2020)"))
    )
    assert_faithful(article)
    assert not warned(article, "Bình Tân")


def test_a_copy_that_ends_with_the_views() -> None:
    assert_faithful(read(copy(earlier=())))


def test_stray_text_between_views_and_earlier_items_is_kept_with_a_warning() -> None:
    stray = "Ý kiến bạn đọc: kênh N3 cũng cần vét."
    article = read(copy(strays=(stray, TOOLBAR)))
    assert paragraphs(article) == [*BODY, stray]
    assert warned(article, f"Không biết xếp vào đâu nên đã đưa vào nội dung bài: «{stray}»")
    assert not warned(article, "Bản in")


# --- the body


def test_headings_and_lists_of_the_body(project: Project) -> None:
    body = (
        BODY[0],
        "Ba việc phải làm xong trong tháng bảy",
        BODY[1],
        "- Gia cố bảy điểm sạt lở;",
        "• Thay hai cửa cống;",
        BODY[2],
        "1. Đo lại cao trình.",
        "2) Cắm mốc từng đoạn.",
        BODY[0],
    )
    imported_post.create(project.posts, read(copy(body=body)), "thoi-su", NOW)
    html = prepare(project)[0].fragments[NAME].body_html
    assert '<h2 id="muc-ba-viec-phai-lam-xong-trong-thang-bay">Ba việc phải làm xong trong tháng bảy</h2>' in html
    assert re.search(r"<ul>\s*<li>Gia cố bảy điểm sạt lở;</li>\s*<li>Thay hai cửa cống;</li>\s*</ul>", html)
    assert re.search(r"<ol>\s*<li>Đo lại cao trình\.</li>\s*<li>Cắm mốc từng đoạn\.</li>\s*</ol>", html)
    assert html.count("<p>") == 4


def test_a_list_that_begins_in_the_middle_keeps_its_numbers(project: Project) -> None:
    imported_post.create(
        project.posts, read(copy(body=(BODY[0], "3. Nạo vét kênh N3.", "4. Nạo vét kênh N4.", BODY[1]))), "thoi-su", NOW
    )
    assert '<ol start="3">' in prepare(project)[0].fragments[NAME].body_html


SIGNS = (
    "*Ghi chú* của tổ thủy nông: 2 * 3 = 6 và 4*5*6, tệp bao_cao_quy_2_.doc, __gạch__ **đậm**.",
    "#nạovét là khẩu hiệu của đợt ra quân, xem thêm # và ## trong sổ tay.",
    "<b>Thẻ</b> <script>alert(1)</script> và <https://tragiang.example> chỉ là chữ, như &nbsp; hay &amp; hay &copy.",
    "[Không phải](liên-kết) và ![không phải](anh.jpg), [^1] cũng vậy, ![.",
    "1975. Năm ấy tuyến kênh được đào bằng tay.",
    "100) là số nhà của ông Mẫn.",
    ": hai chấm ở đầu dòng.",
    "> lớn hơn, ~ chừng, = bằng, | gạch đứng | và `mã` cùng dấu \\ gạch chéo ngược.",
    "!!! note là cách viết trong sổ tay biên tập.",
    "{: .canh-giua} và {ngoặc nhọn}.",
    "*[UBND]: chỗ này không phải chữ viết tắt.",
)


@pytest.mark.slow
def test_signs_that_markdown_knows_come_out_literally_on_the_built_page(project: Project) -> None:
    (project.folder / "ban-chep.txt").write_text(copy(body=(*BODY, *SIGNS)), encoding="utf-8")
    assert project.command("import", "ban-chep.txt").returncode == 0
    result = project.build()
    assert result.returncode == 0, result.stderr
    page = project.page(f"{NAME.removesuffix('.md')}/index.html")
    body = page[page.index('class="article__body') : page.index('<footer class="article__foot')]
    shown = [
        text_of(re.sub(r"</?a\b[^>]*>", "", paragraph)) for paragraph in re.findall(r"<p>(.*?)</p>", body, re.DOTALL)
    ]
    assert shown == [*BODY, *SIGNS]


# --- whatever was copied


WORDS = [
    "bà",
    "con",
    "xã",
    "Trà",
    "Giang",
    "ra",
    "quân",
    "nạo",
    "vét",
    "tuyến",
    "kênh",
    "thủy",
    "lợi",
    "đồng",
    "lúa",
    "hè",
    "thu",
    "2.400",
    "86%",
    "N2",
    "25/6",
    "“kênh",
    "thông”",
    "*sao*",
    "_gạch_",
    "<b>",
    "&",
    "[x](y)",
    "a#b",
    "2*3",
    "{x}",
    "`mã`",
    "Hòa",
    "Đỗ",
    "ấp",
]
PLAIN = [word for word in WORDS if word.isalpha()]


def sentence(least: int, most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), min_size=least, max_size=most).map(
        lambda words: f"Sáng nay {' '.join(words)} xong việc."
    )


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A copy with any of its parts, and the lines that have to be somewhere in its post."""
    marker = draw(st.sampled_from(["- ", "• ", "* ", "1. "]))
    item = sentence(1, 6).map(lambda text: marker + text)
    heading = st.lists(st.sampled_from(PLAIN), min_size=2, max_size=6).map(lambda words: f"Việc {' '.join(words)} làng")
    lead = draw(st.none() | sentence(8, 30))
    captions = draw(st.lists(sentence(1, 5) | st.sampled_from(["Ảnh: bờ kênh", "Hình 2: cửa cống"]), max_size=3))
    body = draw(st.lists(sentence(5, 40) | item | heading, max_size=6))
    strays = draw(st.lists(sentence(1, 6), max_size=2))
    views = draw(st.sampled_from([None, VIEWS, "Lượt xem: 1.234", "Lượt xem:"]))
    text = copy(
        title=draw(st.none() | st.just(TITLE) | sentence(1, 6)),
        toolbar=draw(st.none() | st.just(TOOLBAR) | st.just("Bản in |\nQuay lại |\nĐọc bài viết")),
        date=draw(
            st.sampled_from(
                [
                    None,
                    DATE,
                    "Chủ nhật, ngày 28/06/2020 | 12:05 PM (GMT +7)",
                    "Thứ 2, ngày 31/02/2020 | 09:11 AM (GMT +7)",
                    "Thứ 2, ngày 25/06/2020",
                ]
            )
        ),
        lead=lead,
        captions=captions,
        body=body,
        end=draw(
            st.sampled_from(
                [
                    (),
                    (AUTHOR,),
                    ("Thúy An, Minh Khuê",),
                    (AUTHOR, "Theo: Báo Miền Duyên Hải"),
                    ("Nguồn: Báo Miền Duyên Hải",),
                ]
            )
        ),
        views=views,
        strays=strays if views else (),
        earlier=draw(st.sampled_from([(), (EARLIER,), (EARLIER, "Trạm bơm cũ")])) if views else (),
    )
    lines = [line.removeprefix(marker) for line in [lead, *captions, *body, *(strays if views else ())] if line]
    return draw(
        st.sampled_from(
            [text, text.replace("\n", "\r\n"), text.replace(" ", "\xa0"), unicodedata.normalize("NFD", text)]
        )
    ), lines


@pytest.mark.slow
@settings(max_examples=120)
@given(pages())
def test_nothing_that_was_copied_is_lost_and_the_post_has_no_errors(page: tuple[str, list[str]]) -> None:
    text, lines = page
    with TemporaryDirectory() as folder:
        project = Project(Path(folder) / "bulletin")
        try:
            path = imported_post.create(project.posts, portal.read(text.encode(), "ban-chep"), "thoi-su", NOW)
        except CopyError:
            assert not text.strip()
            return
        edition, found = prepare(project)
        assert not has_errors(found), found
        name = path.relative_to(project.posts).as_posix()
        if not edition.catalogue.articles:  # a title and nothing else: not published, not lost
            written = path.read_text(encoding="utf-8")
            assert all(line in written for line in lines)
            return
        facts, fragment = edition.catalogue.articles[0].facts, edition.fragments[name]
        photo, source = fragment.photo, fragment.source
        body = plain(re.sub(r"</(?:p|li|h\d)>", " ", fragment.body_html))
        places = [
            facts.title,
            facts.lead,
            (photo and photo.caption) or "",
            *facts.author,
            (source and source.name) or "",
            body,
        ]
        assert [line for line in lines if not any(line in place for place in places)] == []
