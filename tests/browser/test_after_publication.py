"""What happens to an article after its publication, in the browser: at its minute, without a network, in the search."""

import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from browser.pages import wait_until
from browser.server import build, free_port, serve
from playwright.sync_api import Browser, Page, expect
from project import NOON, Project, post

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  return found;
}"""
REMOVED = "removed: {time: 2026-06-22 10:00, reason: privacy}\n"


class Site:
    """A bulletin of a test's own, built and served."""

    def __init__(self, folder: Path) -> None:
        self.project = Project(folder / "bulletin")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"

    def build(self) -> None:
        build(self.project.folder, self.project.site, self.url, NOON)

    def serve(self, folder: Path) -> "subprocess.Popen[bytes]":
        feeds = r"location ~ \.(xml|xsl)$ { types { application/xml xml xsl; } }"
        return serve(self.project.site, folder, self.port, f"add_header Cache-Control no-cache; {feeds}")


@pytest.fixture(scope="module")
def bulletin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("life")
    site = Site(folder)
    project = site.project
    project.post("2026/06/go.md", post("Chuyện riêng của một nhà", "2026-06-20 08:00", body="Chuyện ở xóm Đồi Sim."))
    project.post(
        "2026/06/rut.md",
        post(
            "Giá vé đò dọc",
            "2026-06-19 08:00",
            body="Giá vé đò dọc là mười nghìn đồng.",
            withdrawn="{time: 2026-06-20 09:00, note: Giá đã đổi., replaced_by: moi.md}",
        ),
    )
    project.post("2026/06/moi.md", post("Giá vé đò dọc mới", "2026-06-18 08:00", body="Giá vé đò dọc tăng."))
    project.post(
        "2026/06/dong-dat.md", post("Thông báo cắt nước", "2026-06-21 08:00", "thong-bao", expires="2026-06-22 12:00")
    )
    project.post("2026/06/cho.md", post("Chợ lớn mở cửa lại", body="Chợ lớn thị xã Hòa Thuận mở cửa lại sau ba tháng."))
    project.post("2026/06/truong.md", post("Khánh thành trường học", body="Trường ở phường Hòa Thuận có hai mươi lớp."))
    site.build()
    server = site.serve(folder / "nginx")
    yield site
    server.terminate()
    server.wait()


def test_a_page_says_at_its_minute_that_it_has_expired(bulletin: Site, page: Page) -> None:
    page.clock.install(time=datetime.fromisoformat("2026-06-22T11:59:00+07:00"))
    page.goto(f"{bulletin.url}2026/06/dong-dat/")
    note = page.locator(".life--expired")
    expect(note).to_be_hidden()
    page.clock.fast_forward("01:01")
    expect(note).to_be_visible()
    expect(note).to_contain_text("Nội dung bài này có hiệu lực đến 12:00")


def test_the_search_shows_a_withdrawn_article_last_and_says_so(bulletin: Site, page: Page) -> None:
    """Its title is the very question."""
    page.goto(f"{bulletin.url}tim-kiem/?q=gi%C3%A1+v%C3%A9+%C4%91%C3%B2+d%E1%BB%8Dc")
    titles = page.locator(".card__title")
    expect(titles).to_have_text(["Giá vé đò dọc mới", "Giá vé đò dọc"])
    expect(page.locator(".card").nth(1).locator(".mark")).to_have_text("đã rút")


@pytest.mark.parametrize("query", ["phường Hòa Thuận", "thi xa hoa thuan"])
def test_the_search_finds_a_place_by_its_old_and_its_new_name(bulletin: Site, page: Page, query: str) -> None:
    page.goto(f"{bulletin.url}tim-kiem/?q={quote(query)}")
    expect(page.locator(".card__title")).to_have_count(2)
    assert set(page.locator(".card__title").all_inner_texts()) == {"Chợ lớn mở cửa lại", "Khánh thành trường học"}


def test_a_browser_forgets_a_removed_article_as_soon_as_its_reader_comes_back(bulletin: Site, browser: Browser) -> None:
    """Wherever on the site that is: the copy goes although nobody opens the article's page."""
    context = browser.new_context(locale="vi-VN", service_workers="allow")
    page = context.new_page()
    page.goto(f"{bulletin.url}2026/06/go/")
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    wait_until(page, f"async () => (await ({KEPT})()).includes('/2026/06/go/')")
    file = bulletin.project.posts / "2026/06/go.md"
    written = file.read_text(encoding="utf-8")
    try:
        file.write_text(written.replace("category:", f"{REMOVED}category:"), encoding="utf-8")
        bulletin.build()
        page.goto(bulletin.url)
        wait_until(page, f"async () => !(await ({KEPT})()).includes('/2026/06/go/')")
        page.goto(f"{bulletin.url}2026/06/go/")
        expect(page.locator("h1")).to_have_text("Bài đã gỡ")
        expect(page.locator("main")).not_to_contain_text("Đồi Sim")
    finally:
        file.write_text(written, encoding="utf-8")
        bulletin.build()
        context.close()


@pytest.mark.parametrize("feed", ["rss.xml", "atom.xml"])
def test_a_feed_that_is_opened_explains_itself(bulletin: Site, page: Page, feed: str) -> None:
    """Where the browser still knows XSLT. Elsewhere it shows the feed as it is, and nothing is lost."""
    page.goto(bulletin.url + feed)
    if page.evaluate("typeof XSLTProcessor") == "undefined":
        pytest.skip("this browser has no XSLT")
    expect(page.locator("h1")).to_have_text("Bản tin An Bình")
    expect(page.get_by_role("link", name="Giá vé đò dọc mới")).to_have_attribute("href", f"{bulletin.url}2026/06/moi/")
