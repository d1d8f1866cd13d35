"""Search as people type it, on the search page."""

import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.pages import ARTICLE
from browser.server import PATIENCE, free_port, serve
from playwright.sync_api import Browser, Page, Route, expect
from project import Project, post

RESULTS = ".search__results .card__title a"
STATUS, SCOPE = "[data-search-status]", "[data-search-scope]"


@pytest.fixture
def search(page: Page, site: str) -> Callable[[str], list[str]]:
    """Types a question on the search page; gives the titles of the results."""

    def ask(query: str, then: str = "Enter") -> list[str]:
        if "/tim-kiem/" not in page.url:
            page.goto(f"{site}tim-kiem/")
        page.fill("main [name=q]", query)
        page.press("main [name=q]", then)
        settle(page)
        return page.locator(RESULTS).all_inner_texts()

    return ask


def settle(page: Page) -> None:
    """Until the page has nothing more to look for by itself."""
    page.wait_for_timeout(50)
    for _ in range(3):
        page.wait_for_function("() => !document.querySelector('[data-search-results]').hasAttribute('aria-busy')")
        page.wait_for_timeout(40)


# --- folding


@pytest.mark.parametrize(
    "query",
    [
        "bình đẳng giới",
        "binh dang gioi",
        "BÌNH ĐẲNG GIỚI",
        unicodedata.normalize("NFD", "bình đẳng giới"),
        "Binh Dang Gioi",
        "  bình   đẳng giới ",
    ],
)
def test_the_article_is_found_with_accents_or_without(
    page: Page, search: Callable[[str], list[str]], query: str
) -> None:
    search(query)
    assert (page.locator(RESULTS).first.get_attribute("href") or "").endswith(ARTICLE)
    assert page.locator(".search__results li").first.locator("mark").all_inner_texts() == ["bình", "đẳng", "giới"]


@pytest.mark.parametrize("query", ["Hòa Thuận", "Hoà Thuận", "HOÀ THUẬN", "hoa thuan"])
def test_a_tone_may_stand_in_its_old_or_its_new_place(search: Callable[[str], list[str]], query: str) -> None:
    assert search(query)[0].startswith("Chợ hoa Hòa Thuận")


def test_d_finds_d_with_stroke(page: Page, search: Callable[[str], list[str]]) -> None:
    assert search("dien gio")[0].startswith("Điện gió mũi Én")
    assert page.locator(".search__results mark").first.inner_text() == "Điện"


def test_accents_rank_the_exact_word_before_its_neighbours(page: Page, search: Callable[[str], list[str]]) -> None:
    search("bàn")
    marked = [
        set(map(str.lower, item.locator("mark").all_inner_texts()))
        for item in page.locator(".search__results li").all()
    ]
    exact = ["bàn" in words for words in marked]
    assert exact == sorted(exact, reverse=True)
    assert exact[0]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("bão số 13", "Cảnh báo bão số 13"),
        ("phụ nữ 25/6", "Ban Vì sự tiến bộ của phụ nữ tỉnh"),
        ("tuyển dụng viên chức giáo dục 2026", "Tuyển 412 viên chức"),
        ("phu nu tinh ban viec nua cuoi nam", "Ban Vì sự tiến bộ của phụ nữ tỉnh"),
        ("hop long cau cua long", "Cầu Cửa Lộng hợp long"),
        ("cau cua lon", "Cầu Cửa Lộng hợp long"),
    ],
)
def test_numbers_dates_phrases_and_unfinished_words(search: Callable[[str], list[str]], query: str, title: str) -> None:
    assert search(query)[0].startswith(title)


def test_a_name_finds_what_its_bearer_wrote(page: Page, search: Callable[[str], list[str]]) -> None:
    search("thuy hang binh dang gioi")
    assert (page.locator(RESULTS).first.get_attribute("href") or "").endswith(ARTICLE)


def test_drafts_and_print_views_are_not_found(page: Page, search: Callable[[str], list[str]]) -> None:
    assert search("đèn lồng"), "others write of lanterns, too"
    assert not [title for title in search("người làm đèn lồng Minh Khê") if "làm đèn lồng" in title]
    assert search("an binh")
    assert not [
        link for link in page.locator(RESULTS).evaluate_all("links => links.map(link => link.href)") if "ban-in" in link
    ]


def test_a_misprint_is_answered_with_what_may_have_been_meant(page: Page, search: Callable[[str], list[str]]) -> None:
    search("binhf dangg gios")
    expect(page.locator("[data-search-meant]")).to_have_text(re.compile("Có phải bạn muốn tìm: .*bình"))
    page.click("[data-search-meant] a")
    expect(page.locator(RESULTS).first).to_be_visible()


# --- the page


def test_results_follow_the_typing_and_can_be_shared(page: Page, site: str) -> None:
    page.goto(f"{site}tim-kiem/")
    page.locator("main [name=q]").press_sequentially("bao so 13", delay=20)
    expect(page.locator(".search__results li").first).to_contain_text("bão số 13")
    expect(page).to_have_url(re.compile(r"\?q=bao\+so\+13$"))
    page.reload()
    expect(page.locator(".search__results li").first).to_contain_text("bão số 13")
    expect(page.locator("main [name=q]")).to_have_value("bao so 13")


def test_the_back_button_goes_through_the_questions(page: Page, search: Callable[[str], list[str]]) -> None:
    search("bão số 13")
    search("bình đẳng giới")
    page.go_back()
    expect(page.locator("main [name=q]")).to_have_value("bão số 13")
    expect(page.locator(RESULTS).first).to_contain_text("bão số 13")


def test_a_result_has_excerpt_day_category_and_picture(page: Page, search: Callable[[str], list[str]]) -> None:
    search("bình đẳng giới")
    first = page.locator(".search__results li").first
    expect(first.locator(".card__facts")).to_have_text("Thời sự · 25/06/2020")
    expect(first.locator(".card__lead")).to_contain_text("công tác bình đẳng giới không vì thế mà bị gác lại")
    assert first.locator("img").evaluate("image => image.complete && image.naturalWidth > 0")


def test_filters(page: Page, search: Callable[[str], list[str]]) -> None:
    search("an bình")
    page.select_option("[name=category]", "giao-duc")
    settle(page)
    facts = page.locator(".search__results .card__facts").all_inner_texts()
    assert facts
    assert all(fact.startswith("Giáo dục") for fact in facts)
    page.select_option("[name=year]", "2025")
    settle(page)
    assert all(fact.endswith("/2025") for fact in page.locator(".search__results .card__facts").all_inner_texts())
    assert re.search(r"category=giao-duc&year=2025", page.url)
    page.go_back()
    expect(page.locator("[name=year]")).to_have_value("")


def test_an_author_alone_is_a_question(page: Page, site: str) -> None:
    page.goto(f"{site}tim-kiem/?author=thuy-hang&year=2020")
    settle(page)
    assert ARTICLE in " ".join(page.locator(RESULTS).evaluate_all("links => links.map(link => link.href)"))


def test_results_by_date(page: Page, search: Callable[[str], list[str]]) -> None:
    search("an bình")
    page.select_option("[name=sort]", "date")
    settle(page)
    days = [
        fact.split(" · ")[1].split("/")[::-1]
        for fact in page.locator(".search__results .card__facts").all_inner_texts()
    ]
    assert len(days) >= 5
    assert days == sorted(days, reverse=True)


def test_the_page_says_how_far_back_it_has_looked_and_goes_on_when_asked(
    page: Page, search: Callable[[str], list[str]]
) -> None:
    search("tỉnh")
    expect(page.locator(SCOPE)).to_have_text("Đã tìm trong các bài từ tháng 1/2026 đến nay, và tên bài của mọi năm.")
    before = page.locator(STATUS).inner_text()
    page.click("[data-search-all]")
    settle(page)
    expect(page.locator(SCOPE)).to_have_text("Đã tìm trong toàn bộ kho lưu trữ, từ tháng 3/2020 đến nay.")
    assert page.locator(STATUS).inner_text() != before
    expect(page.locator("[data-search-all]")).to_be_hidden()


def test_more_results_come_as_the_reader_goes_down_and_none_moves(
    page: Page, search: Callable[[str], list[str]]
) -> None:
    first = search("tỉnh")
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(600)
    settle(page)
    after = page.locator(RESULTS).all_inner_texts()
    assert len(after) > len(first)
    assert after[: len(first)] == first


def test_a_question_asked_from_deep_in_a_list_gets_its_best_answer_first(
    page: Page, search: Callable[[str], list[str]]
) -> None:
    """The page scrolls up by itself then: its list becomes shorter, and the box comes into view."""
    search("tỉnh")
    page.mouse.wheel(0, 4000)
    page.wait_for_function("() => scrollY > 500")
    settle(page)
    # The words stand together in an article of 2020 only, which is found after weaker ones.
    page.evaluate(
        """() => {
            const field = document.querySelector("main [name=q]");
            field.value = "thu hẹp";
            field.form.requestSubmit();
            scrollTo(0, 0);
        }"""
    )
    settle(page)
    assert (page.locator(RESULTS).first.get_attribute("href") or "").endswith(ARTICLE)


def test_the_list_is_busy_until_the_last_of_several_requests_is_answered(
    page: Page, search: Callable[[str], list[str]]
) -> None:
    search("tỉnh")
    said = page.evaluate(
        """() => new Promise(resolve => {
            const [list, scope, more, all] = ["results", "scope", "more", "all"].map(
                name => document.querySelector(`[data-search-${name}]`));
            const tell = () => list.hasAttribute("aria-busy") || resolve(scope.textContent);
            new MutationObserver(tell).observe(list, { attributes: true });
            more.click();
            all.click();
        })"""
    )
    assert said == "Đã tìm trong toàn bộ kho lưu trữ, từ tháng 3/2020 đến nay."


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("Nhà bà Mai có ao vườn chuồng, đều nhỏ.", id="another order"),
        pytest.param("Chuồng ao, ao vườn: trẻ đọc đồng dao.", id="twice"),
        pytest.param("Cả xóm sửa chuồng. Ao, vườn nào cũng sạch.", id="across a full stop"),
    ],
)
def test_words_in_another_order_are_no_phrase(page: Page, project: Project, other: str) -> None:
    """Both texts have the words close together; the shorter one weighs more where only that counts."""
    long = "Hội nông dân xã tập huấn cho bà con. " * 30
    project.post("2026/06/mo-hinh-vac.md", post(title="Mô hình VAC", body=f"{long}\n\nBà con học làm vườn ao chuồng."))
    for number in range(6):
        name = f"2026/06/xom-{number}.md"
        project.post(
            name, post(title=f"Chuyện xóm số {number}", date=f"2026-06-{21 + number // 6} 0{number}:00", body=other)
        )
    port = free_port()
    assert project.build(SITE_URL=f"http://127.0.0.1:{port}/").returncode == 0
    server = serve(project.site, project.folder / "nginx", port)
    try:
        page.goto(f"http://127.0.0.1:{port}/tim-kiem/?q=vườn+ao+chuồng")
        settle(page)
        assert page.locator(RESULTS).first.inner_text() == "Mô hình VAC"
    finally:
        server.terminate()
        server.wait()


def test_the_title_of_an_old_article_is_first_before_old_texts_are_asked(
    page: Page, search: Callable[[str], list[str]]
) -> None:
    assert search("Rừng đầu nguồn báo cháy cấp V")[0].startswith("Rừng đầu nguồn")
    assert search("Trắng đêm đưa 1.260 hộ ra khỏi vùng ngập")[0].startswith("Trắng đêm")


def test_nothing_found_is_said_with_the_ways_that_are_left(page: Page, search: Callable[[str], list[str]]) -> None:
    assert search("zqxv wqzx") == []
    expect(page.locator(STATUS)).to_have_text(re.compile("^Không tìm thấy bài nào có «zqxv wqzx»"))
    expect(page.get_by_role("link", name="Giáo dục").last).to_be_visible()


# --- bad input


@pytest.mark.parametrize(
    "query",
    [
        "x" * 10000,
        "chữ " * 2500,
        "!!! ???",
        "và của là",
        "<script>alert(1)</script>",
        "🙂🙂",
        "\u202eabc",
        '"bình đẳng',
        '"bình đẳng giới"',
        "' OR 1=1 --",
        "%%%",
        "q",
        "binhqf",
        "\\",
        "-",
        "đ" * 30,
    ],
)
def test_odd_questions_get_an_answer_in_words_and_inject_nothing(
    page: Page, search: Callable[[str], list[str]], query: str
) -> None:
    search(query)
    assert page.locator(".search__results script").count() == 0
    status = page.locator(STATUS).inner_text()
    has_words = any(character.isalnum() for character in query)
    answer = r"Tìm thấy \d+ bài|Không tìm thấy bài nào|Chưa thấy bài nào" if has_words else "$"
    assert re.match(answer, status), status


def test_an_address_with_odd_values_is_answered(page: Page, site: str) -> None:
    page.goto(f"{site}tim-kiem/?q=%3Cimg+src%3Dx%3E&category=khong-co&year=abc&sort=%27&author=%3Cb%3E")
    settle(page)
    assert page.locator(".search__results img[src=x]").count() == 0


# --- what is missing


@pytest.fixture
def careless_page(browser: Browser) -> Iterator[Page]:
    """A page whose missing files are no fault of the test."""
    context = browser.new_context(locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def broken(page: Page, pattern: str, how: Callable[[Route], None]) -> None:
    page.context.route(re.compile(pattern), how)


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(lambda route: route.abort(), id="no connection"),
        pytest.param(lambda route: route.fulfill(status=404, body="không có"), id="not there"),
        pytest.param(lambda route: route.fulfill(status=200, body=b"\x1f\x8b\x08\x00half"), id="half uploaded"),
        pytest.param(lambda route: route.fulfill(status=200, body=b""), id="empty"),
    ],
)
@pytest.mark.parametrize("file", [r"tim-kiem/2020-03/words\.pf_meta", r"tim-kiem/2020-03/index/"])
def test_a_missing_part_of_the_index_is_told_and_the_rest_answers(
    careless_page: Page, site: str, file: str, how: Callable[[Route], None]
) -> None:
    page = careless_page
    broken(page, file, how)
    page.goto(f"{site}tim-kiem/?q=tinh")
    settle(page)
    if page.is_visible("[data-search-all]"):
        page.click("[data-search-all]")
        settle(page)
    expect(page.locator(SCOPE)).to_contain_text("hiện chưa tìm được đầy đủ")
    assert page.locator(RESULTS).count() > 0


def hold_back(route: Route) -> None:
    time.sleep(0.1)
    route.continue_()


@pytest.mark.parametrize("query", ["hoa thuan", "an binh", "bao", "tinh", "truong"])
def test_equal_questions_get_equal_answers_whatever_arrives_first(browser: Browser, site: str, query: str) -> None:
    answers = []
    for late in (r"tim-kiem/tieu-de-(?!2026)\d+/block/", r"tim-kiem/tieu-de-2026/block/", r"tim-kiem/2020-03/"):
        context = browser.new_context(locale="vi-VN")
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        broken(page, late, hold_back)
        page.goto(f"{site}tim-kiem/?q={query}")
        settle(page)
        answers.append(page.locator(RESULTS).all_inner_texts())
        context.close()
    assert answers[0]
    assert answers[0] == answers[1] == answers[2]


def test_titles_that_are_missing_are_told(careless_page: Page, site: str) -> None:
    broken(careless_page, r"tim-kiem/tieu-de-(?!2026)\d+/", lambda route: route.abort())
    careless_page.goto(f"{site}tim-kiem/?q=bao+so+13")
    settle(careless_page)
    expect(careless_page.locator(SCOPE)).to_contain_text("Tên bài của một số năm hiện chưa tìm được.")
    assert careless_page.locator(RESULTS).count() > 0


@pytest.mark.parametrize(
    "file",
    [
        r"muc-luc\.json",
        r"pagefind\.js",
        r"wasm\.",
        r"search/worker\.module\.js",
        r"search/client\.module\.js",
    ],
)
def test_without_the_program_the_page_says_what_else_can_be_done(careless_page: Page, site: str, file: str) -> None:
    broken(careless_page, file, lambda route: route.abort())
    careless_page.goto(f"{site}tim-kiem/?q=bao+so+13")
    expect(careless_page.locator(STATUS)).to_contain_text("Chưa tải được phần tìm kiếm")
    expect(careless_page.get_by_role("link", name="Giáo dục").last).to_be_visible()


def test_nothing_of_the_search_is_loaded_before_the_box_is_touched(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(Path(request.url.partition("?")[0]).name))
    for address in ("", ARTICLE, "tim-kiem/"):
        page.goto(site + address)
        page.wait_for_timeout(300)
    assert [name for name in asked if name.endswith(".module.js")] == []
    assert [
        name for name in asked if name.startswith(("muc-luc", "wasm", "pagefind")) or name.endswith(".pf_meta")
    ] == []
    page.focus("main [name=q]")
    page.wait_for_timeout(500)
    assert "muc-luc.json" in asked
