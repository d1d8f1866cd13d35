"""Reading without a network, with the real server taken away: what was read is there and says that it is a copy; online
nothing is ever old.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.pages import ARTICLE, wait_until
from browser.sample import Sample
from browser.server import PATIENCE, build, free_port, serve
from playwright.sync_api import Browser, BrowserContext, Page, expect
from project import SETTINGS, source
from project import sample as sample_folder

OTHER = "2026/06/rung-dau-nguon-bao-chay-cap-v/"
NOTE = ".kept"
TITLE = "Ban Vì sự tiến bộ của phụ nữ tỉnh bàn việc nửa cuối năm 2020"
KEPT = (
    "async () => { const found = []; "
    "for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) "
    "{ const url = new URL(one.url); found.push(url.pathname + url.search); } "
    "return found.sort(); }"
)


class Server:
    """nginx over a site of the test's own, which can be taken away and come back. Its headers are those that the README
    asks for.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.site = folder / "site"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = serve(self.site, self.folder / "nginx", self.port, "add_header Cache-Control no-cache;")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()
        self.process = None

    def change(self, page: str, old: str, new: str) -> None:
        """As a correction that is published."""
        self.replace(f"{page}index.html", old, new)

    def keep_at_most(self, articles: int) -> None:
        """With another number in the program of the worker."""
        self.replace("assets/service-worker.js", "MOST_ARTICLES=50", f"MOST_ARTICLES={articles}")

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.site / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def server(sample: Sample, tmp_path: Path) -> Iterator[Server]:
    """The sample bulletin; links are from the root, so that any port will do."""
    made = Server(tmp_path)
    shutil.copytree(sample.folder, made.site)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN", viewport={"width": 360, "height": 740}, service_workers="allow")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def read(page: Page, url: str) -> None:
    """Opens a page and waits until the worker has kept what it keeps of it."""
    page.goto(url)
    page.wait_for_function("navigator.serviceWorker.controller")
    wait_until_kept(page, url)


def wait_until_kept(page: Page, url: str, text: str = "") -> None:
    wait_until(
        page,
        (
            "async ([url, text]) => "
            "{ const one = await caches.match(url); return !!one && (await one.text()).includes(text); }"
        ),
        [url, text],
    )
    page.wait_for_timeout(300)  # for the files of the page, and for what has to go


def wait_until_gone(page: Page, url: str) -> None:
    wait_until(page, "async url => !(await caches.match(url))", url)


def test_a_read_article_is_there_without_the_server_and_says_that_it_is_a_copy(reader: Page, server: Server) -> None:
    read(reader, server.url + ARTICLE)
    server.stop()
    reader.reload()
    expect(reader.locator("h1")).to_have_text(TITLE)
    expect(reader.locator(NOTE)).to_contain_text("Đây là bản lưu trên máy bạn lúc")
    assert reader.evaluate("document.querySelector('.photo img').naturalWidth") > 0
    assert reader.evaluate("getComputedStyle(document.querySelector('.masthead__name')).fontFamily").startswith(
        '"Bulletin Serif"'
    )
    assert reader.evaluate("document.fonts.check('16px \"Bulletin Serif\"')")
    expect(reader.locator(".toolbar [data-font-size]")).to_be_visible()
    assert reader.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_article_read_under_the_worker_is_kept_with_its_pictures(reader: Page, server: Server) -> None:
    read(reader, server.url)
    read(reader, server.url + ARTICLE)
    server.stop()
    reader.goto(server.url + ARTICLE + "?utm_source=zalo")
    expect(reader.locator(NOTE)).to_be_visible()
    assert reader.evaluate("document.querySelector('.photo img').naturalWidth") > 0


def test_the_front_page_is_there_though_it_was_never_opened(reader: Page, server: Server) -> None:
    read(reader, server.url + ARTICLE)
    server.stop()
    reader.click(".masthead__brand")
    reader.wait_for_url(server.url)
    expect(reader.locator(".front__lead h2")).to_be_visible()
    expect(reader.locator(NOTE)).to_contain_text("Đây là bản lưu")


def test_a_page_that_was_not_kept_is_answered_in_words_with_what_there_is(reader: Page, server: Server) -> None:
    read(reader, server.url + ARTICLE)
    server.stop()
    reader.goto(server.url + OTHER)
    expect(reader.locator("h1")).to_have_text("Đọc khi không có mạng")
    expect(reader.locator(NOTE)).to_contain_text("trang bạn muốn mở chưa được lưu trên máy này")
    expect(reader.locator("[data-kept-list] li")).to_have_count(1)
    reader.click(f"[data-kept-list] >> text={TITLE}")
    reader.wait_for_url(server.url + ARTICLE)
    expect(reader.locator(NOTE)).to_contain_text("Đây là bản lưu")
    reader.goto(server.url + OTHER)
    server.start()
    reader.click("text=Thử lại")
    expect(reader.locator("h1")).to_contain_text("Rừng")
    expect(reader.locator(NOTE)).to_have_count(0)


def test_a_corrected_article_is_the_corrected_one_at_once(reader: Page, server: Server) -> None:
    read(reader, server.url + ARTICLE)
    server.stop()
    reader.reload()
    expect(reader.locator(NOTE)).to_be_visible()
    server.change(ARTICLE, "Ban\u00a0Vì sự tiến bộ của phụ nữ tỉnh", "Tên đã sửa")
    server.start()
    reader.reload()
    expect(reader.locator("h1")).to_have_text("Tên đã sửa bàn việc nửa cuối năm 2020")
    expect(reader.locator(NOTE)).to_have_count(0)
    wait_until_kept(reader, server.url + ARTICLE, "Tên đã sửa")
    server.stop()
    reader.reload()
    expect(reader.locator("h1")).to_have_text("Tên đã sửa bàn việc nửa cuối năm 2020")


def test_a_style_of_a_new_version_comes_from_the_network(reader: Page, server: Server) -> None:
    """The page is new, and whatever it names is too."""
    read(reader, server.url + ARTICLE)
    style = server.site / "assets/bulletin.css"
    style.write_text(style.read_text(encoding="utf-8") + "\nh1 { outline: 7px solid; }", encoding="utf-8")
    page = (server.site / ARTICLE / "index.html").read_text(encoding="utf-8")
    version = page.split("bulletin.css?v=")[1].split('"')[0]
    server.change(ARTICLE, version, "00000000")
    reader.reload()
    assert reader.evaluate("getComputedStyle(document.querySelector('h1')).outlineWidth") == "7px"


def test_a_withdrawn_article_is_not_kept(reader: Page, server: Server) -> None:
    read(reader, server.url + ARTICLE)
    shutil.rmtree(server.site / ARTICLE)
    reader.reload()
    expect(reader.locator("h1")).to_have_text("Không tìm thấy trang này")
    wait_until_gone(reader, server.url + ARTICLE)
    server.stop()
    reader.reload()
    expect(reader.locator("h1")).to_have_text("Đọc khi không có mạng")


def test_a_failing_server_is_not_an_absent_one(reader: Page, server: Server) -> None:
    """Its answer is shown as it is, not an old page in its place."""
    read(reader, server.url + ARTICLE)
    server.stop()
    server.process = serve(server.site, server.folder / "failing", server.port, "return 500;")
    answer = reader.reload()
    assert answer is not None and answer.status == 500
    assert reader.locator(NOTE).count() == 0


def test_only_what_the_readme_says_is_kept(reader: Page, server: Server) -> None:
    read(reader, server.url)
    for path in ("thoi-su/", "luu-tru/", "tim-kiem/?q=binh", "rss/", ARTICLE + "ban-in/"):
        reader.goto(server.url + path)
        reader.wait_for_timeout(200)
    read(reader, server.url + ARTICLE)
    reader.wait_for_timeout(500)
    kept = reader.evaluate(KEPT)
    pages = [one for one in kept if one.endswith("/")]
    assert pages == sorted(["/", f"/{ARTICLE}", f"/{ARTICLE}ban-in/", "/ngoai-tuyen/"])
    assert not [one for one in kept if one.startswith("/tim-kiem/") or one.endswith((".xml", ".pdf", "/sw.js"))]
    assert "/khan-cap.js" in kept


def test_the_oldest_article_makes_room(reader: Page, server: Server) -> None:
    server.keep_at_most(2)
    articles = [ARTICLE, OTHER, "2025/11/khoi-cong-nha-may-nuoc-hoa-thuan-2/"]
    for path in articles:
        read(reader, server.url + path)
    wait_until_gone(reader, server.url + ARTICLE)
    kept = reader.evaluate(KEPT)
    assert [f"/{path}" in kept for path in articles] == [False, True, True]
    assert not [one for one in kept if one.startswith("/2020/06/")], "its pictures went with it"


def test_a_print_view_is_kept_as_part_of_its_article_and_a_day_is_none(reader: Page, server: Server) -> None:
    server.keep_at_most(2)
    reader.add_init_script("window.print = () => {}")
    read(reader, server.url + ARTICLE)
    for path in (f"{ARTICLE}ban-in/", f"{OTHER}ban-in/", "2026/11/21/", "2026/11/21/ban-in/"):
        reader.goto(server.url + path)
        reader.wait_for_timeout(300)
    assert [path for path in reader.evaluate(KEPT) if path.endswith("/") and path.startswith("/20")] == sorted(
        [f"/{ARTICLE}", f"/{ARTICLE}ban-in/", f"/{OTHER}ban-in/"]
    )
    read(reader, server.url + "2025/11/khoi-cong-nha-may-nuoc-hoa-thuan-2/")
    wait_until_gone(reader, server.url + ARTICLE)
    assert f"/{ARTICLE}ban-in/" not in reader.evaluate(KEPT), "it went with its article"


def test_a_saved_article_stays_until_it_is_taken_off(reader: Page, server: Server) -> None:
    server.keep_at_most(1)
    read(reader, server.url + ARTICLE)
    button = reader.locator("[data-save]")
    expect(button).to_have_text("Lưu bài")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_have_text("Đã lưu bài")
    for path in (OTHER, "2025/11/khoi-cong-nha-may-nuoc-hoa-thuan-2/"):
        read(reader, server.url + path)
    wait_until_gone(reader, server.url + OTHER)
    read(reader, server.url + ARTICLE)
    expect(button).to_have_attribute("aria-pressed", "true")
    server.stop()
    reader.goto(f"{server.url}{ARTICLE}ban-in/")
    expect(reader.locator("h1")).to_have_text(TITLE)
    expect(reader.locator(NOTE)).to_contain_text("Đây là bản lưu")
    reader.goto(server.url + "ngoai-tuyen/")
    off = reader.get_by_role("button", name=f"Bỏ lưu: {TITLE}")
    assert (off.bounding_box() or {"height": 0})["height"] >= 44
    off.click()
    expect(off).to_have_count(0)
    server.start()
    read(reader, server.url + OTHER)
    wait_until_gone(reader, server.url + ARTICLE)


def test_the_reader_can_clear_what_is_kept(reader: Page, server: Server) -> None:
    read(reader, server.url + ARTICLE)
    reader.goto(server.url + "ngoai-tuyen/")
    expect(reader.locator(NOTE)).to_have_count(0)
    reader.click("text=Xóa các bài đã lưu")
    expect(reader.locator("[data-kept-nothing]")).to_be_visible()
    assert f"/{ARTICLE}" not in reader.evaluate(KEPT)


def test_who_saves_data_is_not_made_to_load_more(browser: Browser, server: Server) -> None:
    context: BrowserContext = browser.new_context(service_workers="allow")
    context.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page = context.new_page()
    page.goto(server.url + ARTICLE, wait_until="networkidle")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
    context.close()


EARLIER_WORKER = """
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate") return;
  const headers = { "x-earlier": "1", "content-type": "text/html" };
  event.respondWith(fetch(event.request).then((answer) => new Response(answer.body, { headers })));
});
"""
"""One that is whole in `/sw.js`, as they were before its program became a file of its own."""


def test_an_earlier_worker_makes_room_for_this_one(reader: Page, server: Server) -> None:
    worker = (server.site / "sw.js").read_text(encoding="utf-8")
    (server.site / "sw.js").write_text(EARLIER_WORKER, encoding="utf-8")
    reader.goto(server.url)
    reader.wait_for_function("navigator.serviceWorker.controller")
    answer = reader.reload()
    assert answer is not None and answer.headers.get("x-earlier") == "1"
    (server.site / "sw.js").write_text(worker, encoding="utf-8")
    reader.goto(server.url + OTHER)
    wait_until_kept(reader, server.url + "ngoai-tuyen/")
    answer = reader.goto(server.url + ARTICLE)
    assert answer is not None and "x-earlier" not in answer.headers
    wait_until_kept(reader, server.url + ARTICLE)
    server.stop()
    reader.reload()
    expect(reader.locator(NOTE)).to_contain_text("Đây là bản lưu")


def test_a_program_that_came_later_than_its_constants_is_taken_all_the_same(reader: Page, server: Server) -> None:
    """While a site is being published, `/sw.js` may be there before the program of its version."""
    read(reader, server.url + ARTICLE)
    server.replace("assets/service-worker.js", "pages 1`", "pages 2`")
    reader.reload()
    wait_until(
        reader, "async () => (await caches.keys()).join() === ['bulletin / files 1', 'bulletin / pages 2'].join()"
    )


def test_switched_off_it_leaves_nothing_behind(reader: Page, server: Server, tmp_path: Path) -> None:
    read(reader, server.url + ARTICLE)
    project = tmp_path / "project"
    project.mkdir()
    for name in ("hooks", "overrides", "docs", "posts"):
        (project / name).symlink_to(source(name))
    (project / "mkdocs.yml").write_text(
        SETTINGS.replace("  bulletin:\n", "  bulletin:\n    offline: false\n"), encoding="utf-8"
    )
    (project / ".cache").mkdir()
    (project / ".cache" / "pictures").symlink_to(sample_folder() / ".cache" / "pictures")
    build(project, server.site, server.url)
    assert not (server.site / "ngoai-tuyen").exists()
    reader.goto(server.url + OTHER)
    wait_until(
        reader,
        "async () => (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length === 0",
    )
    reader.goto(server.url + ARTICLE)
    reader.wait_for_timeout(500)
    assert reader.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
    assert reader.evaluate("caches.keys()") == []


def test_the_article_read_longest_ago_goes_when_files_take_more_than_thirty_megabytes(
    reader: Page, server: Server
) -> None:
    addresses = (ARTICLE, OTHER, "2026/11/bao-so-13-huong-vao-an-binh/")
    for address in addresses:
        for picture in (server.site / address).glob("*.avif"):
            with picture.open("ab") as file:
                file.write(bytes(11_000_000))
        read(reader, server.url + address)
    read(reader, server.url)  # room is made when the next page is read
    wait_until_gone(reader, server.url + addresses[0])
    kept = reader.evaluate(KEPT)
    assert [address for address in addresses if f"/{address}" in kept] == list(addresses[1:])
    assert not [path for path in kept if path.startswith(f"/{addresses[0]}")], "nor are its pictures"
