"""Every task of a reader in the two other engines, Firefox and WebKit, behind the README's server block with its
policy.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import engines, speech
from browser.engines import Reader
from browser.last_lines import LONELY, PAGES
from browser.pages import ARTICLE, PAGE_KINDS
from browser.sample import Sample
from browser.server import free_port, serve_by_readme
from playwright.sync_api import Playwright

OTHER = "2026/06/rung-dau-nguon-bao-chay-cap-v/"
TITLE = "Ban Vì sự tiến bộ của phụ nữ tỉnh bàn việc nửa cuối năm 2020"
RESULT = ".search__results .card__title a"


class Server:
    """The README's nginx over the sample bulletin; it can be taken away and come back."""

    def __init__(self, site: Path, folder: Path) -> None:
        self.site, self.folder, self.port = site, folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        (self.site / "loi.js").write_text(engines.ERRORS, encoding="utf-8")
        listener = """sub_filter '<head>' '<head><script src="/loi.js"></script>';"""
        self.process = self.process or serve_by_readme(self.site, self.folder, self.port, listener)

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()
        self.process = None


@pytest.fixture(scope="module")
def server(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("engines")
    made = Server(shutil.copytree(sample.folder, folder / "site"), folder / "nginx")
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    if request.param == "firefox":
        with engines.firefox(request.getfixturevalue("playwright")) as reader:
            yield reader
    else:
        with engines.webkit(tmp_path_factory.mktemp("webkit")) as reader:
            yield reader


@pytest.fixture
def reader(engine: Reader, server: Server) -> Iterator[Reader]:
    server.start()
    engine.resize(360, 640)
    yield engine
    assert engine.errors() == []


def test_errors_are_heard(engine: Reader, server: Server) -> None:
    """What the other tests rely on when they find none."""
    server.start()
    engine.open(server.url)
    engine.ask(
        "() => { const script = document.createElement('script'); script.textContent = '1'; "
        "document.body.append(script); setTimeout(() => { throw new Error('hỏng'); }); }"
    )
    engine.wait("() => JSON.parse(sessionStorage.getItem('errors') || '[]').length === 2")
    broken, forbidden = sorted(engine.errors(), key=lambda error: "policy" in error)
    assert "hỏng" in broken and "script-src" in forbidden


def test_no_page_scrolls_sideways_or_says_an_error(reader: Reader, server: Server) -> None:
    for kind, address in PAGE_KINDS.items():
        reader.open(server.url + address)
        for width in (360, 1280):
            reader.resize(width, 800)
            assert reader.ask(
                "() => { scrollTo(50, 0); const root = document.documentElement; "
                "return [root.scrollWidth - root.clientWidth, scrollX]; }"
            ) == [0, 0], (kind, width)
        assert reader.errors() == [], kind


def test_suggestions_without_accents_lead_to_the_article(reader: Reader, server: Server) -> None:
    reader.open(server.url)
    reader.type(".masthead [name=q]", "binh dang gioi")
    reader.wait("title => document.querySelector('.suggestion')?.innerText.includes(title)", TITLE)
    assert reader.text(".suggestion mark") == "bình"
    reader.press("ArrowDown")
    reader.press("Enter")
    reader.goes_to(ARTICLE)
    assert reader.text("h1") == TITLE


def test_the_way_back_keeps_the_search_and_its_filter(reader: Reader, server: Server) -> None:
    reader.open(f"{server.url}tim-kiem/")
    reader.wait("() => navigator.serviceWorker.ready.then(() => !!navigator.serviceWorker.controller)")
    reader.type("main [name=q]", "an binh")
    reader.press("Enter")
    reader.wait_for(RESULT)
    reader.ask(
        "() => { const list = document.querySelector('main [name=category]'); list.value = 'kinh-te'; "
        "list.dispatchEvent(new Event('change', { bubbles: true })); }"
    )
    reader.wait(
        "() => location.search.includes('category=kinh-te') && "
        "!document.querySelector('[data-search-results]').hasAttribute('aria-busy')"
    )
    reader.wait_for(RESULT)
    first = reader.text(RESULT)
    reader.click(RESULT)
    reader.wait("() => !!document.querySelector('.article') && document.readyState === 'complete'")
    reader.reload()
    reader.wait("() => !!document.querySelector('.article') && document.readyState === 'complete'")
    reader.click("[data-back]")
    reader.goes_to("category=kinh-te")
    reader.wait_for(RESULT)
    assert reader.text(RESULT) == first
    assert (
        reader.ask(
            "() => new Promise((done) => setTimeout(() => done(document.querySelector('main [name=q]').value), 1000))"
        )
        == "an binh"
    ), "and it stays"


def test_letters_and_colours_are_kept_from_page_to_page(reader: Reader, server: Server) -> None:
    reader.open(server.url)
    reader.click('.masthead [data-step="1"]')
    reader.ask(
        "() => { const list = document.querySelector('[data-theme-switch] select'); list.value = 'dark'; "
        "list.dispatchEvent(new Event('change')); }"
    )
    reader.open(server.url + ARTICLE)
    assert reader.ask(
        "() => [getComputedStyle(document.documentElement).fontSize, getComputedStyle(document.body).backgroundColor]"
    ) == ["18px", "rgb(22, 23, 26)"]
    reader.click('.toolbar [data-step="0"]')
    reader.ask("() => localStorage.removeItem('bulletin.theme')")
    reader.open(server.url)
    assert reader.ask("() => getComputedStyle(document.documentElement).fontSize") == "16px"


def test_an_article_and_its_print_view(reader: Reader, server: Server) -> None:
    reader.open(server.url + ARTICLE)
    top = reader.ask(
        "() => ['h1', '.article__date', '.article__lead']"
        ".map((one) => document.querySelector(one).getBoundingClientRect().top)"
    )
    assert top == sorted(top) and top[-1] < 600, (
        "headline, date and the beginning of the lead on the first screen of a small phone"
    )
    tools = reader.ask(
        "() => [...document.querySelectorAll('.toolbar > a, .toolbar button')]"
        ".filter((one) => one.checkVisibility())"
        ".map((one) => [one.innerText.trim(), one.getBoundingClientRect().top, one.getBoundingClientRect().height])"
    )
    assert [words for words, _, _ in tools][:5] == ["Bản in", "Quay lại", "A+", "A", "A-"]
    assert len({round(place) for _, place, _ in tools}) == 1 and min(height for _, _, height in tools) >= 43.9
    assert reader.ask("() => document.querySelector('.photo img').naturalWidth") > 0
    reader.click(".toolbar__print")
    reader.goes_to("/ban-in/")
    assert reader.text("h1") == TITLE
    reader.click(".controls a")
    reader.goes_to(ARTICLE)


def test_gallery_video_and_share_without_a_sheet(reader: Reader, server: Server) -> None:
    reader.open(server.url + PAGE_KINDS["article with contents and gallery"])
    reader.ask("() => document.querySelector('.gallery').scrollIntoView()")
    reader.wait("() => [...document.querySelectorAll('.gallery img')].every((one) => one.naturalWidth > 0)")
    reader.ask("() => document.querySelector('.gallery .enlarge').scrollIntoView({ block: 'center' })")
    reader.click(".gallery .enlarge")
    reader.wait(
        "() => document.querySelector('[data-viewer]').open "
        "&& document.querySelector('[data-viewer] picture img').naturalWidth > 0"
    )
    number = reader.text("[data-viewer-place]")
    reader.press("ArrowRight")
    reader.wait("(number) => document.querySelector('[data-viewer-place]').textContent !== number", number)
    reader.ask("() => history.back()")
    reader.wait("() => !document.querySelector('[data-viewer]').open")
    assert reader.ask("() => document.activeElement.className") == "enlarge"
    reader.open(server.url + PAGE_KINDS["article with video"])
    assert reader.ask("() => document.querySelectorAll('iframe').length") == 0
    assert reader.ask("() => document.querySelector('[data-video-play]').checkVisibility()")
    assert reader.ask("() => !!navigator.share || !document.querySelector('[data-share-sheet]').checkVisibility()")
    assert reader.ask(
        "() => [...document.querySelectorAll('.share a')].every((one) => one.checkVisibility() && one.href)"
    )
    reader.click("[data-share-copy]")
    reader.wait("() => document.querySelector('.share__status').textContent")


def test_no_headline_and_no_lead_ends_with_a_line_of_one_word(reader: Reader, server: Server) -> None:
    found = []
    for width in (360, 1280):
        reader.resize(width, 800)
        for kind in PAGES:
            reader.open(server.url + PAGE_KINDS[kind])
            found += [f"{width} px, {kind}: {text}" for text in reader.ask(LONELY)]
    assert found == []


def test_a_chart_and_a_day_to_print(reader: Reader, server: Server) -> None:
    reader.open(server.url + PAGE_KINDS["article with chart"])
    boxes = (
        "() => [...document.querySelectorAll('.chart')].map((one) => [...one.querySelectorAll('svg, table')]"
        ".filter((part) => part.checkVisibility()).map((part) => part.getBoundingClientRect().height))"
    )
    assert all(len(parts) == 2 and min(parts) > 80 for parts in reader.ask(boxes)), "one drawing, one table"
    reader.open(server.url + PAGE_KINDS["day"])
    reader.click(".list__facts a")
    reader.goes_to("/ban-in/")
    assert reader.ask("() => document.querySelectorAll('main article').length") == reader.ask(
        "() => document.querySelectorAll('.contents li').length"
    )


def test_reading_aloud_says_so_where_there_is_no_voice(reader: Reader, server: Server) -> None:
    reader.open(server.url + ARTICLE)
    if not reader.ask("() => 'speechSynthesis' in window"):
        assert not reader.ask("() => document.querySelector('[data-read-start]')?.checkVisibility()")
        return
    reader.click("[data-read-start]")
    reader.wait("() => document.querySelector('[data-read-status]').textContent")


def test_firefox_reads_aloud_with_a_vietnamese_voice(playwright: Playwright, server: Server, tmp_path: Path) -> None:
    server.start()
    daemon, environment = speech.start(tmp_path)
    try:
        with engines.firefox(playwright, environment) as reader:
            reader.open(server.url + ARTICLE)
            reader.wait("() => speechSynthesis.getVoices().length")
            reader.click("[data-read-start]")
            reader.wait("() => document.querySelector('[data-read-status]').textContent === 'Đã đọc xong bài.'")
            assert reader.errors() == []
    finally:
        daemon.terminate()
        daemon.wait()


def test_a_read_article_is_there_without_the_server(reader: Reader, server: Server) -> None:
    reader.open(server.url + ARTICLE)
    reader.wait("() => navigator.serviceWorker.ready.then(() => !!navigator.serviceWorker.controller)")
    reader.reload()
    reader.wait("async () => !!(await caches.match(location.href))")
    reader.wait_for("[data-save]")
    reader.click("[data-save]")
    reader.wait("() => document.querySelector('[data-save]').getAttribute('aria-pressed') === 'true'")
    server.stop()
    reader.reload()
    assert reader.text("h1") == TITLE
    assert "Đây là bản lưu trên máy bạn lúc" in reader.text(".kept")
    reader.open(server.url)
    assert reader.ask("() => document.querySelectorAll('.front__lead').length") == 1, (
        "the front page is kept from the first visit on"
    )
    reader.open(f"{server.url}thoi-su/")
    assert "trang bạn muốn mở chưa được lưu" in reader.text(".kept")
    reader.open(f"{server.url}ngoai-tuyen/")
    assert "chưa được lưu" not in reader.text(".kept")
    reader.wait_for("[data-kept-list] a")
    server.start()
    reader.errors()  # of a server that was not there
    reader.open(server.url + OTHER)
    assert reader.ask("() => document.querySelector('.kept')") is None
