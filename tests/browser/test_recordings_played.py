"""An article that was read aloud at build, by espeak-ng into ffmpeg, as its page offers it."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from project import Project, post
from server import build, free_port, serve

COMMAND = ["sh", "-c", 'espeak-ng -v vi -f "$1" -w "$2.wav" && ffmpeg -loglevel error -i "$2.wav" -b:a 32k -fflags +bitexact -y "$2"', "doc-bai", "{text}", "{output}"]
ARTICLE = "2026/06/nuoc-sach-ve-lang/"


@pytest.fixture(scope="module", params=["opus", "mp3"])
def recorded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("recorded")
    project = Project(folder / "project")
    settings = project.folder / "mkdocs.yml"
    audio = json.dumps({"command": COMMAND, "format": request.param})
    settings.write_text(settings.read_text(encoding="utf-8").replace("    publisher:", f"    search: false\n    audio: {audio}\n    publisher:"), encoding="utf-8")
    project.post(
        "2026/06/nuoc-sach-ve-lang.md", post("'Nước sạch về làng'", "2026-06-20 08:00", "thoi-su", "Sáng 20/6, 120 hộ thôn Đông mở vòi nước đầu tiên.\n\nĐường ống dài 3,5 km.")
    )
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    build(project.folder, folder / "site", url)
    server = serve(folder / "site", folder / "nginx", port)
    yield url
    server.terminate()
    server.wait()


def test_it_is_played_and_downloaded_without_scripts(browser: Browser, recorded: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(recorded + ARTICLE)
    expect(page.locator("audio[controls]")).to_be_visible()
    assert not [url for url in asked if "bai-doc" in url], "nothing of it is loaded before it is asked for"
    with page.expect_download() as download:
        page.click("text=Tải bản đọc về máy")
    assert download.value.suggested_filename.startswith("bai-doc.")
    assert download.value.path().stat().st_size > 5000
    expect(page.locator(".audio")).to_contain_text(re.compile(r"\(\d+ giây, (OPUS|MP3), \d+ KB\)"))
    context.close()


def test_read_aloud_plays_it(page: Page, recorded: str):
    page.goto(recorded + ARTICLE)
    page.click("text=Đọc bài viết")
    page.wait_for_function("document.querySelector('audio').currentTime > 0.1")
    assert 5 < page.evaluate("document.querySelector('audio').duration") < 30
    expect(page.locator("audio")).to_be_focused()
    expect(page.locator("[data-read-player]")).to_be_hidden()


def test_a_recording_that_cannot_be_played_leaves_the_device_to_read(browser: Browser, recorded: str):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/bai-doc.*", lambda route: route.fulfill(status=404))
    page.goto(recorded + ARTICLE)
    page.click("text=Đọc bài viết")
    expect(page.locator("[data-read-status]")).to_contain_text("giọng đọc tiếng Việt")
    context.close()
