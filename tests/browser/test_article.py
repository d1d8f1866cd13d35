"""The article page and its toolbar, in the order of the old portal's page."""

import json
import re

import pytest
from browser.pages import ARTICLE
from playwright.sync_api import Page, expect


def test_every_element_of_the_portal_page_is_there_in_its_order(page: Page, site: str) -> None:
    page.goto(site + ARTICLE)
    text = page.locator("main").inner_text().replace("\u00a0", " ")
    wanted = [
        "Trang nhất", "Thời sự", "Ban Vì sự tiến bộ của phụ nữ tỉnh bàn việc nửa cuối năm 2020", "Bản in", "Quay lại",
        "A+", "A", "A-", "Đọc bài viết",
        "Thứ 5, ngày 25/06/2020 | 09:11 AM (GMT +7)", "Sáng 25/6, Ban Vì sự tiến bộ", "Hội nghị sơ kết công tác",
        "Đại dịch Covid-19", "Thúy Hằng",
        "Lượt xem: 891", "Từ khóa", "Tin đã đưa", "18/05/2020",
    ]  # fmt: skip
    at = 0
    for part in wanted:
        found = text.find(part, at)
        assert found >= 0, f"«{part}» is missing or out of order"
        at = found
    assert page.locator("h1").count() == 1
    assert page.locator("time[datetime='2020-06-25T09:11:00+07:00']").count() == 1
    lead = page.locator(".article__lead")
    assert int(lead.evaluate("element => getComputedStyle(element).fontWeight")) >= 700


def test_the_lead_is_set_in_bold(page: Page, site: str) -> None:
    page.goto(site + ARTICLE)
    assert int(page.locator(".article__lead").evaluate("lead => getComputedStyle(lead).fontWeight")) >= 600


def test_the_lead_photo_has_size_alternative_text_caption_and_credit(page: Page, site: str) -> None:
    page.goto(site + ARTICLE)
    photo = page.locator("figure.photo img")
    assert photo.get_attribute("alt")
    assert (photo.get_attribute("width"), photo.get_attribute("height")) == ("1600", "900")
    assert photo.evaluate("image => image.naturalWidth / image.naturalHeight") == pytest.approx(1600 / 900, rel=0.01), (
        "whichever of its widths was loaded"
    )
    expect(page.locator("figure.photo figcaption")).to_contain_text("Minh họa: Bản tin An Bình")


def test_earlier_news_are_older_articles_of_the_same_category(page: Page, site: str) -> None:
    page.goto(site + "2026/11/hoan-le-20-11-cho-hoc-sinh-nghi/")
    items = page.locator(".earlier li time").evaluate_all("times => times.map(time => time.dateTime)")
    assert len(items) == 10
    assert items == sorted(items, reverse=True)
    assert max(items) < page.locator(".article__date time").first.get_attribute("datetime")


def test_thousands_are_written_with_a_point(page: Page, site: str) -> None:
    page.goto(site + "2026/11/bao-so-13-huong-vao-an-binh/")
    assert re.search(r"Lượt xem: \d{1,3}(\.\d{3})+$", page.locator(".views").inner_text())


def test_a_reprint_names_its_source_and_an_attachment_its_type_and_size(page: Page, site: str) -> None:
    page.goto(site + "2025/11/tu-bai-bien-den-ban-can-thiep/")
    expect(page.locator(".source a")).to_have_attribute("href", re.compile("^https://"))
    expect(page.locator(".source")).to_contain_text("đăng lúc Thứ")
    page.goto(site + "2026/01/tuyen-dung-vien-chuc-giao-duc-2026/")
    expect(page.locator(".attachments li span")).to_have_text(re.compile(r"\(PDF, \d+(,\d)? [KM]B\)"))
    with page.expect_request(re.compile(r"\.pdf$")) as request:
        page.evaluate("fetch(document.querySelector('.attachments a').href)")
    response = request.value.response()
    assert response is not None and response.status == 200


def test_back_leads_to_where_the_reader_came_from(page: Page, site: str) -> None:
    page.goto(site + "2026/06/")
    page.locator(".day .card__title a").first.click()
    page.wait_for_url("**/2026/06/*/")
    page.click("text=Quay lại")
    page.wait_for_url(site + "2026/06/")


def test_back_leads_to_the_category_when_the_reader_came_from_elsewhere(page: Page, site: str) -> None:
    page.goto(site + ARTICLE)
    page.click("text=Quay lại")
    page.wait_for_url(site + "thoi-su/")


def test_back_is_no_trap_after_the_print_view_or_a_footnote(page: Page, site: str) -> None:
    page.add_init_script("window.print = () => {}")
    page.goto(site + "luu-tru/")
    page.goto(site + "2026/06/rung-dau-nguon-bao-chay-cap-v/ban-in/")
    page.click("text=Về bài viết")
    page.wait_for_url("**/rung-dau-nguon-bao-chay-cap-v/")
    assert page.locator("[data-back]").get_attribute("href") == "/thoi-su/"
    page.goto(site + "2026/06/")
    page.click("a[href*='rung-dau-nguon']")
    page.locator(".footnote-ref").first.click()
    page.click("text=Quay lại")
    page.wait_for_url(site + "2026/06/")


def test_structured_data_and_sharing_tags_tell_the_same_as_the_page(page: Page, site: str) -> None:
    page.goto(site + ARTICLE)
    data, path = (json.loads(text) for text in page.locator("script[type='application/ld+json']").all_inner_texts())
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == page.locator("h1").inner_text().replace("\u00a0", " ")
    assert data["datePublished"] == "2020-06-25T09:11:00+07:00"
    assert data["author"] == [
        {
            "@type": "Person",
            "name": "Thúy Hằng",
            "url": f"{site}tac-gia/thuy-hang/",
            "jobTitle": "Phó trưởng ban, phụ trách Thời sự, Cải cách hành chính",
        }
    ]
    assert data["mainEntityOfPage"] == site + ARTICLE == page.locator("link[rel=canonical]").get_attribute("href")
    assert [(image["width"], image["height"]) for image in data["image"]] == [(900, 900), (1200, 900), (1200, 675)]
    assert page.locator("meta[property='og:image']").get_attribute("content") == data["image"][-1]["url"]
    for image in data["image"]:
        assert page.request.get(image["url"]).headers["content-type"] == "image/jpeg"
    assert page.request.get(data["publisher"]["logo"]["url"]).headers["content-type"] == "image/png"
    assert [step["item"] for step in path["itemListElement"]] == [site, f"{site}thoi-su/", site + ARTICLE]
    feeds = page.locator("link[type='application/rss+xml']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert feeds == ["/rss.xml", "/thoi-su/rss.xml"]


def test_an_old_address_leads_on_to_the_article(page: Page, site: str) -> None:
    page.goto(site + "tin-tuc/2020/06/25/ban-vi-su-tien-bo-phu-nu.html")
    page.wait_for_url(site + ARTICLE)


def test_no_page_asks_a_third_party_for_anything(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", ARTICLE, "tim-kiem/?q=bao", "2026/11/bao-so-13-huong-vao-an-binh/"):
        page.goto(site + path, wait_until="networkidle")
    assert [url for url in asked if not url.startswith(site)] == []
