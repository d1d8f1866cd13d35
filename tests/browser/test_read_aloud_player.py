"""The buttons, keys and clicks of Đọc bài viết, and what a voice is given. The voice is a dummy that ends, fails or
says nothing as it is told.
"""

import json
import re
from collections.abc import Callable
from html import escape

import pytest
import yaml
from browser.pages import ARTICLE
from bulletin.speech.speaker import Speaker
from playwright.sync_api import Page, Route, expect
from project import ROOT

DUMMY = """
    window.spoken = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    const voices = [{ lang: 'en-US', localService: true }, { lang: 'vi-VN', localService: true }];
    let current = null;
    const dummy = {
        getVoices: () => voices,
        speak: (utterance) => {
            spoken.push({ text: utterance.text, lang: utterance.lang, rate: utterance.rate });
            current = utterance;
        },
        cancel: () => { current = null; },
    };
    Object.defineProperty(window, 'speechSynthesis', { value: dummy });
    window.end = () => current.onend({});
    window.fail = (error) => current.onerror({ error });
    window.keys = {};
    navigator.mediaSession.setActionHandler = (key, deed) => { keys[key] = deed; };
"""
SCRIPT = (ROOT / "overrides" / "assets" / "scripts" / "article" / "read-aloud-text.js").read_text(encoding="utf-8")
LIST = yaml.safe_load((ROOT / "tests" / "unit" / "spoken.yml").read_text(encoding="utf-8"))
SPEAKER = Speaker()


@pytest.fixture
def article(page: Page, site: str) -> Callable[..., Page]:
    """Opens the article with another body, with the dummy voice."""

    def opened(body: str = "") -> Page:
        def answer(route: Route) -> None:
            text = route.fetch().text()
            if body:
                text = re.sub(
                    r'(<div class="article__body[^>]*>).*?(\n\s*</div>\s*<footer)',
                    lambda found: f"{found[1]}{body}{found[2]}",
                    text,
                    flags=re.DOTALL,
                )
                words = json.dumps(dict(SPEAKER.said([re.sub(r"<[^>]*>", "", body.replace("</p>", "\n"))])))
                text = re.sub(
                    r'(id="loi-doc">).*?(</script>)',
                    lambda found: f"{found[1]}{words}{found[2]}",
                    text,
                    flags=re.DOTALL,
                )
            route.fulfill(body=text, content_type="text/html; charset=utf-8")

        page.add_init_script(DUMMY)
        page.route(site + ARTICLE, answer)
        page.goto(site + ARTICLE)
        return page

    return opened


def texts(page: Page) -> list[str]:
    return [one["text"] for one in page.evaluate("spoken")]


def sentences(page: Page) -> list[str]:
    """Of the body, as they are marked."""
    found: list[str] = page.evaluate(
        "readAloud.sentences().map(({ range }) => range.toString().replace(/\\s+/g, ' ').trim())"
    )
    return found[3:]


def marked(page: Page) -> str:
    found: str = page.evaluate(
        "[...(CSS.highlights.get('read-aloud') || [])].map(range => range.toString())"
        ".join('').trim().replace(/\\s/g, ' ')"
    )
    return found


def begin(page: Page) -> None:
    page.click("text=Đọc bài viết")
    page.wait_for_function("spoken.length > 0")


def test_abbreviations_initials_and_line_breaks_end_no_sentence(article: Callable[..., Page]) -> None:
    page = article(
        "<p>Tại TP. Hội An, PGS.TS. Lê V. An nói chuyện, v.v. về lúa.\nMưa 1.234,5 mm trong\n"
        "đêm. Sáng nay trời nắng.</p>"
    )
    assert sentences(page) == [
        "Tại TP. Hội An, PGS.TS. Lê V. An nói chuyện, v.v. về lúa.",
        "Mưa 1.234,5 mm trong đêm.",
        "Sáng nay trời nắng.",
    ]


def test_the_browser_says_every_example_as_the_engine_does(article: Callable[..., Page]) -> None:
    page = article()
    for written in (str(written) for group in LIST.values() for written, _ in group):
        said = page.evaluate(
            """([script, text, words]) => {
                document.getElementById('loi-doc').textContent = words;
                document.querySelector('.article__body').innerHTML = `<p>${text}</p>`;
                eval(script.replace('window.readAloud =', 'window.other ='));
                return other.sentences().slice(3).flatMap(({ runs }) => runs.map((run) => run.text)).join(' ');
            }""",
            [SCRIPT, escape(written), json.dumps(dict(SPEAKER.said([written])))],
        )
        assert SPEAKER.say(said) == SPEAKER.say(written)


def test_a_long_sentence_is_given_to_the_voice_in_pieces_cut_at_commas(article: Callable[..., Page]) -> None:
    page = article(f"<p>{'Mỗi thôn cử một tổ đi từng nhà vận động bà con dọn vệ sinh, ' * 8}ai cũng đồng lòng.</p>")
    pieces = page.evaluate(
        "readAloud.sentences().slice(3).flatMap(({ runs }) => runs.flatMap((run) => readAloud.pieces(run.text, 190)))"
    )
    assert len(pieces) > 2
    assert all(len(piece) <= 190 for piece in pieces)
    assert all(piece.endswith(",") for piece in pieces[:-1])
    assert " ".join(pieces) == " ".join(sentences(page))


def test_the_player_stays_in_sight_and_says_which_sentence_is_read(article: Callable[..., Page]) -> None:
    page = article()
    page.set_viewport_size({"width": 360, "height": 640})
    begin(page)
    count = page.evaluate("document.querySelector('[data-read-place]').textContent").partition("/")[2]
    for number in range(2, 9):
        page.evaluate("end()")
        expect(page.locator("[data-read-place]")).to_have_text(f"Câu {number}/{count}")
    page.wait_for_timeout(700)
    bar = page.locator("[data-read-player]").bounding_box()
    assert bar and abs(bar["y"] + bar["height"] - 640) < 1 and bar["height"] < 640 / 4
    sentence = page.evaluate(
        "(() => { const box = [...CSS.highlights.get('read-aloud')][0].getBoundingClientRect(); "
        "return [box.top, box.bottom]; })()"
    )
    assert sentence[0] >= 0 and sentence[1] <= bar["y"], "the sentence is not behind the bar"
    page.click("[data-read-stop]")
    expect(page.locator("[data-read-player]")).to_be_hidden()


def test_previous_and_next_with_the_keyboard(article: Callable[..., Page]) -> None:
    page = article()
    begin(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("[data-read-next]")).to_be_focused()
    page.keyboard.press("Enter")
    assert marked(page).startswith("Sáng 25/6")
    page.click("[data-read-previous]")
    page.click("[data-read-previous]")
    assert marked(page).startswith("Ban Vì sự tiến bộ"), "before the first there is nothing"
    page.click("[data-read-toggle]")
    before = len(texts(page))
    page.click("[data-read-next]")
    assert marked(page).startswith("Sáng 25/6")
    assert len(texts(page)) == before, "paused, it is marked and not read"
    page.click("[data-read-toggle]")
    assert texts(page)[-1].startswith("Sáng ngày hai mươi lăm tháng sáu")


def test_a_click_on_a_sentence_goes_on_from_there(article: Callable[..., Page]) -> None:
    page = article(
        "<p>Nước lũ đã rút. Bà con dọn bùn. Trường học mở cửa.</p><p>Xem <a href='#x'>danh sách</a> các điểm "
        "trường.</p>"
    )
    begin(page)
    page.click("[data-read-toggle]")
    place = """text => {
        const node = document.querySelector('.article__body p').firstChild, range = document.createRange();
        range.setStart(node, node.data.indexOf(text)); range.setEnd(node, node.data.indexOf(text) + text.length);
        document.querySelector('.article__body').scrollIntoView({ block: 'center' });
        const box = range.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
    }"""
    page.mouse.click(*page.evaluate(place, "dọn bùn"))
    assert texts(page)[-1] == "Bà con dọn bùn."
    expect(page.locator("[data-read-toggle]")).to_have_text("Tạm dừng")
    page.evaluate("end()")
    assert texts(page)[-1] == "Trường học mở cửa."
    before = len(texts(page))
    page.click(".article__body a")
    assert len(texts(page)) == before, "a link is a link"
    page.click("[data-read-stop]")
    page.mouse.click(*page.evaluate(place, "dọn bùn"))
    assert len(texts(page)) == before, "nothing is read that nobody asked for"


def test_the_sentence_is_kept_in_view(article: Callable[..., Page]) -> None:
    page = article()
    page.emulate_media(reduced_motion="reduce")
    begin(page)
    for _ in range(12):
        page.evaluate("end()")
        box = page.evaluate("[...CSS.highlights.get('read-aloud')][0].getBoundingClientRect().toJSON()")
        assert 0 <= box["top"] < page.evaluate("innerHeight * 0.9")


def test_a_voice_that_says_nothing_is_asked_once_more_and_then_given_up(article: Callable[..., Page]) -> None:
    page = article()
    page.clock.install()
    page.click("text=Đọc bài viết")
    page.clock.run_for(500)
    assert len(texts(page)) == 1
    page.clock.run_for(30000)
    assert len(texts(page)) == 2
    assert len(set(texts(page))) == 1
    page.clock.run_for(30000)
    expect(page.locator("[data-read-status]")).to_have_text("Giọng đọc của máy gặp trục trặc. Hãy thử lại.")
    expect(page.locator("[data-read-start]")).to_be_visible()


def test_a_voice_that_fails_is_told(article: Callable[..., Page]) -> None:
    page = article()
    begin(page)
    page.evaluate("fail('network')")
    expect(page.locator("[data-read-status]")).to_contain_text("gặp trục trặc")


def test_the_speed_is_remembered_for_the_next_article(article: Callable[..., Page]) -> None:
    page = article()
    begin(page)
    page.select_option("[data-read-speed]", "1.25")
    page.reload()
    begin(page)
    assert page.evaluate("spoken[0].rate") == 1.25


def test_what_is_marked_as_another_language_is_read_by_its_voice(article: Callable[..., Page]) -> None:
    page = article("<p>Chuyên đề mang tên <span lang='en'>Clean rivers</span> mở ngày 25/6.</p>")
    begin(page)
    page.evaluate("document.querySelector('[data-read-toggle]').click()")
    runs = page.evaluate("readAloud.sentences()[3].runs")
    assert [(run["lang"], run["text"]) for run in runs] == [
        ("vi", "Chuyên đề mang tên"),
        ("en", "Clean rivers"),
        ("vi", "mở ngày hai mươi lăm tháng sáu."),
    ]
    for _ in range(3):
        page.click("[data-read-next]")
    page.click("[data-read-toggle]")
    page.evaluate("end(); end()")
    assert [one["lang"] for one in page.evaluate("spoken")[-3:]] == ["vi-VN", "en-US", "vi-VN"]


def test_media_keys_do_what_the_buttons_do(article: Callable[..., Page]) -> None:
    page = article()
    begin(page)
    page.evaluate("keys.nexttrack()")
    assert marked(page).startswith("Sáng 25/6")
    page.evaluate("keys.pause()")
    expect(page.locator("[data-read-toggle]")).to_have_text("Đọc tiếp")
    assert page.evaluate("navigator.mediaSession.playbackState") == "paused"
    page.evaluate("keys.play()")
    page.evaluate("keys.previoustrack()")
    assert marked(page).startswith("Ban Vì sự tiến bộ")
    assert page.evaluate("navigator.mediaSession.metadata.title").startswith("Ban Vì sự tiến bộ")
    page.evaluate("keys.stop()")
    expect(page.locator("[data-read-start]")).to_be_visible()
