"""What a real browser leaves in the log of a real nginx counts as often as its reader opened an article."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from browser.pages import wait_until
from browser.server import build, free_port, serve
from bulletin.readership import count, totals
from playwright.sync_api import Browser, BrowserContext
from project import NOON, Project, post
from unit.proofreading import COUNTING, settings_of

PHONE = (
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile "
    "Safari/537.36"
)
KEPT = "async path => Boolean(await caches.match(path))"


@pytest.fixture(scope="module")
def bulletin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, str]]:
    project = Project(tmp_path_factory.mktemp("readers") / "bulletin")
    file = project.folder / "mkdocs.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("  bulletin:\n", COUNTING), encoding="utf-8")
    project.post("2026/06/cho.md", post("Chợ lớn mở cửa lại", "2026-06-20 08:00"))
    project.post("2026/06/do.md", post("Giá vé đò dọc", "2026-06-19 08:00"))
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    build(project.folder, project.site, url, NOON)
    log = f"access_log {project.folder}/access.log combined;"
    server = serve(project.site, project.folder / "nginx", port, f"add_header Cache-Control no-cache; {log}")
    yield project, url
    server.terminate()
    server.wait()


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(user_agent=PHONE, service_workers="allow")
    yield context
    context.close()


@pytest.mark.slow
def test_a_reader_counts_once_for_each_time_that_an_article_is_opened(
    bulletin: tuple[Project, str], reader: BrowserContext
) -> None:
    """The worker fetches the first article once more, to keep it; and the second is opened through the worker."""
    project, url = bulletin
    page = reader.new_page()
    page.goto(f"{url}2026/06/cho/")
    wait_until(page, KEPT, "/2026/06/cho/")
    page.get_by_role("link", name="Giá vé đò dọc").first.click()
    page.wait_for_url("**/2026/06/do/")
    page.reload()
    page.goto(f"{url}2026/06/do/ban-in/")
    page.goto(url)
    log = Path(project.folder, "access.log")
    asked = [line for line in log.read_text(encoding="utf-8").splitlines() if '"GET /2026/06/cho/ HTTP' in line]
    assert len(asked) == 2, "otherwise this test is about nothing"
    articles = frozenset({"2026/06/cho/", "2026/06/do/"})
    file = project.folder / "luot-xem.json"
    tomorrow = date.today() + timedelta(days=1)
    count.count([str(log)], settings_of(project.folder), articles, tomorrow, file)
    assert {address: kept.total for address, kept in totals.load(file).articles.items()} == {
        "2026/06/cho/": 1,
        "2026/06/do/": 2,
    }
