"""An article that was read aloud at build, by espeak-ng into ffmpeg, as its page offers it."""

import json
import re
from collections.abc import Iterator

import pytest
from browser.server import build, free_port, serve
from playwright.sync_api import Browser, Page, expect
from project import Project, post

COMMAND = [
    "sh",
    "-c",
    'espeak-ng -v vi -f "$1" -w "$2.wav" && ffmpeg -loglevel error -i "$2.wav" -b:a 32k -fflags +bitexact -y "$2"',
    "doc-bai",
    "{text}",
    "{output}",
]
ARTICLE = "2026/06/nuoc-sach-ve-lang/"


@pytest.fixture(scope="module", params=["opus", "mp3"])
def recorded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("recorded")
    project = Project(folder / "project")
    settings = project.folder / "mkdocs.yml"
    audio = json.dumps({"command": COMMAND, "format": request.param})
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(
            "    publisher:", f"    search: false\n    audio: {audio}\n    publisher:"
        ),
        encoding="utf-8",
    )
    project.post(
        "2026/06/nuoc-sach-ve-lang.md",
        post(
            "'Nước sạch về làng'",
            "2026-06-20 08:00",
            "thoi-su",
            "Sáng 20/6, 120 hộ thôn Đông mở vòi nước đầu tiên.\n\nĐường ống dài 3,5 km.",
        ),
    )
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    build(project.folder, folder / "site", url)
    server = serve(folder / "site", folder / "nginx", port)
    yield url
    server.terminate()
    server.wait()


def test_it_is_played_and_downloaded_without_scripts(browser: Browser, recorded: str) -> None:
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


def test_read_aloud_plays_it(page: Page, recorded: str) -> None:
    page.goto(recorded + ARTICLE)
    page.click("text=Đọc bài viết")
    page.wait_for_function("document.querySelector('audio').currentTime > 0.1")
    assert 5 < page.evaluate("document.querySelector('audio').duration") < 30
    expect(page.locator("[data-read-player]")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Tạm dừng")).to_be_focused()


def test_the_marks_follow_it_and_the_player_leads_it(page: Page, recorded: str) -> None:
    page.goto(recorded + ARTICLE)
    page.click("text=Đọc bài viết")
    place, audio = page.locator("[data-read-place]"), page.locator("audio")
    expect(place).to_have_text("Câu 1/3")
    marked = "[...CSS.highlights.get('read-aloud')][0].toString().trim()"
    page.get_by_role("button", name="Câu sau").click()
    expect(place).to_have_text("Câu 2/3")
    assert page.evaluate(marked).startswith("Sáng 20/6")
    assert 0.5 < audio.evaluate("one => one.currentTime") < 4
    expect(place).to_have_text("Câu 3/3")
    assert page.evaluate(marked) == "Đường ống dài 3,5\u00a0km."
    page.get_by_role("button", name="Tạm dừng").click()
    assert audio.evaluate("one => one.paused")
    page.get_by_label("Tốc độ").select_option("1.5")
    page.get_by_text("120 hộ thôn Đông").click()
    expect(place).to_have_text("Câu 2/3")
    assert audio.evaluate("one => [one.paused, one.playbackRate]") == [False, 1.5]
    page.get_by_role("button", name="Dừng đọc").click()
    expect(page.locator("[data-read-player]")).to_be_hidden()
    assert audio.evaluate("one => [one.paused, one.currentTime]") == [True, 0]
    assert page.evaluate("CSS.highlights.has('read-aloud')") is False


def test_its_own_controls_move_the_marks_too(page: Page, recorded: str) -> None:
    page.goto(recorded + ARTICLE)
    audio = page.locator("audio")
    audio.evaluate("one => one.play()")
    expect(page.locator("[data-read-place]")).to_have_text("Câu 1/3")
    audio.evaluate("one => { one.currentTime = one.duration - 0.3 }")
    expect(page.locator("[data-read-status]")).to_have_text("Đã đọc xong bài.")
    expect(page.locator("[data-read-player]")).to_be_hidden()


def test_a_recording_that_cannot_be_played_leaves_the_device_to_read(browser: Browser, recorded: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/bai-doc.*", lambda route: route.fulfill(status=404))
    page.goto(recorded + ARTICLE)
    page.click("text=Đọc bài viết")
    expect(page.locator("[data-read-status]")).to_contain_text("giọng đọc tiếng Việt")
    context.close()
