"""Lists by month and year: a calendar leads to the day, the neighbours to the months around it."""

from playwright.sync_api import Browser, Page, expect


def test_from_the_year_to_a_day_and_on_to_the_month_before(page: Page, site: str) -> None:
    page.goto(f"{site}2026/")
    expect(page.locator(".list__facts")).to_have_text("38 bài · 08/01/2026 – 21/11/2026")
    assert page.locator(".year section").count() == 11, "months with articles only, with their titles"
    page.get_by_role("link", name="Tháng 11", exact=True).click()
    page.wait_for_url(f"{site}2026/11/")
    page.get_by_role("link", name="Ngày 21/11: 4 bài").click()
    page.wait_for_url(f"{site}2026/11/21/")
    expect(page.locator(".card__title")).to_have_count(4)
    page.get_by_role("link", name="Thứ 6, 20/11/2026").click()
    page.get_by_role("link", name="Thứ 5, 19/11/2026").click()
    expect(page.locator(".card__title")).to_have_text(
        "Cảnh báo bão số 13: An Bình cấm biển từ 18 giờ, sẵn sàng sơ tán 21.000 người"
    )
    page.get_by_role("link", name="Tháng 11", exact=True).click()
    page.get_by_role("link", name="Tháng 10 năm 2026").click()
    page.wait_for_url(f"{site}2026/10/")
    page.get_by_role("link", name="Tháng 11 năm 2026").click()
    page.wait_for_url(f"{site}2026/11/")


def test_months_without_news_are_passed_over(page: Page, site: str) -> None:
    page.goto(f"{site}2025/07/")
    expect(page.locator(".pages [rel=prev]")).to_have_text("← Tháng 3 năm 2025")
    page.goto(f"{site}2020/03/")
    expect(page.locator(".pages [rel=prev]")).to_have_count(0)


def test_every_list_says_how_many_articles_and_from_when_to_when(page: Page, site: str) -> None:
    for path in ("thoi-su/", "2026/", "2026/11/", "luu-tru/", "tac-gia/thuy-hang/", "tu-khoa/binh-dang-gioi/"):
        page.goto(site + path)
        text = page.locator(".list__facts").inner_text()
        count, _, span = text.partition(" bài · ")
        assert int(count) > 0 and span[:2].isdigit() and "/20" in span, f"{path}: {text}"


def test_a_name_whose_namesake_has_gone_is_found_where_it_stood_in_between(browser: Browser, site: str) -> None:
    opened = browser.new_page()  # which may meet a page that is not there
    opened.goto(f"{site}tac-gia/thuy-hang--0e4a58cb/")
    opened.wait_for_url(f"{site}tac-gia/thuy-hang/")
    expect(opened.get_by_role("heading", level=1)).to_contain_text("Thúy Hằng")
    opened.close()
