"""Search by title and lead, as people type it."""

import unicodedata

import pytest
from pages import ARTICLE
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("query", ["bình đẳng giới", "phu nu tinh", "PHỤ NỮ TỈNH", unicodedata.normalize("NFD", "phụ nữ tỉnh bàn việc"), "ban vi su tien bo"])
def test_the_article_is_found_with_accents_or_without(page: Page, site: str, query: str):
    page.goto(site)
    page.fill(".masthead [name=q]", query)
    page.press(".masthead [name=q]", "Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    expect(page.locator("[data-search-status]")).to_contain_text("Tìm thấy")
    links = page.locator(".search__results a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert f"/{ARTICLE}" in links


def test_d_finds_d_with_stroke_and_the_hits_are_marked_in_correct_vietnamese(page: Page, site: str):
    page.goto(site + "tim-kiem/?q=dien+gio")
    expect(page.locator(".search__results mark").first).to_have_text("Điện")


def test_results_follow_the_typing_and_can_be_shared(page: Page, site: str):
    page.goto(site + "tim-kiem/")
    page.locator("main [name=q]").press_sequentially("bao so 13")
    expect(page.locator(".search__results li").first).to_contain_text("bão số 13")
    assert page.url.endswith("?q=bao%20so%2013")
    page.reload()
    expect(page.locator(".search__results li").first).to_contain_text("bão số 13")


@pytest.mark.parametrize("query", ["x" * 10000, "!!! ???", "<script>alert(1)</script>", "🙂🙂", "‮abc", '"zqx dở', "zzzz qqqq"])
def test_odd_queries_get_an_answer_in_words_and_inject_nothing(page: Page, site: str, query: str):
    page.goto(site + "tim-kiem/")
    page.fill("main [name=q]", query)
    page.press("main [name=q]", "Enter")
    page.wait_for_timeout(400)
    assert page.locator(".search__results script").count() == 0
    status = page.locator("[data-search-status]").inner_text()
    assert status.startswith("Không tìm thấy bài nào") or status == ""


def test_a_missing_part_of_the_index_is_told_and_the_rest_answers(page: Page, site: str):
    page.route("**/tim-kiem/2025.json", lambda route: route.abort())
    page.goto(site + "tim-kiem/?q=an+binh")
    expect(page.locator("[data-search-status]")).to_contain_text("một phần kho lưu trữ chưa tải được")
    assert page.locator(".search__results li").count() > 0
