"""Đọc bài viết, with the browser's real speech and espeak-ng's real Vietnamese voice. Only the list of voices is ever
stubbed.
"""

import re
from collections.abc import Iterator

import pytest
from browser import speech
from browser.pages import ARTICLE
from browser.server import CHROMIUM, FLAGS, simplify
from bulletin.speech.speaker import Speaker
from playwright.sync_api import Browser, Page, Playwright, expect

SPEAKER = Speaker()
# Notes what is spoken, and lets a test act on the n-th sentence; the speaking itself is the browser's own.
NOTE = """
    window.spoken = [];
    window.whenSpeaking = {};
    const speak = speechSynthesis.speak.bind(speechSynthesis);
    speechSynthesis.speak = (utterance) => {
        const lang = utterance.voice && utterance.voice.lang;
        spoken.push({ text: utterance.text, lang, rate: utterance.rate, marked: marked() });
        const act = whenSpeaking[spoken.length];
        speak(utterance);
        if (act) act();
    };
    const marked = () => [...(CSS.highlights.get('read-aloud') || [])].map((range) => range.toString()).join('');
"""
VOICES = """
    const all = speechSynthesis.getVoices.bind(speechSynthesis);
    const began = performance.now();
    speechSynthesis.getVoices = () => %s;
"""


@pytest.fixture(scope="module")
def speaking_browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    daemon, environment = speech.start(tmp_path_factory.mktemp("speech"))
    # The first page that asks waits for espeak-ng's thousands of voices; readers' devices have a few.
    started = playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=[*FLAGS, "--enable-speech-dispatcher"],
        ignore_default_args=["--mute-audio"],
        env={**environment},
    )
    simplify(started)
    page = started.new_page()
    page.wait_for_function("speechSynthesis.getVoices().length > 0")
    page.close()
    yield started
    started.close()
    daemon.terminate()
    daemon.wait()


def open_article(browser: Browser, site: str, voices: str = "all()") -> Page:
    context = browser.new_context(viewport={"width": 390, "height": 700})
    context.add_init_script(NOTE + VOICES % voices)
    page = context.new_page()
    page.goto(site + ARTICLE)
    return page


def test_title_lead_and_body_are_read_sentence_by_sentence_in_vietnamese(speaking_browser: Browser, site: str) -> None:
    page = open_article(speaking_browser, site)
    page.click("text=Đọc bài viết")
    expect(page.locator("[data-read-status]")).to_have_text("Đã đọc xong bài.")
    spoken = page.evaluate("spoken")
    assert spoken[0]["text"] == "Ban Vì sự tiến bộ của phụ nữ tỉnh bàn việc nửa cuối năm 2020"
    assert spoken[1]["text"].startswith("Sáng ngày hai mươi lăm tháng sáu, Ban Vì sự tiến bộ")
    assert {one["lang"] for one in spoken} <= {"vi", "vi-VN"}, "the standard voice, not one of a region"
    assert len(spoken) > 10
    assert all(len(one["text"]) < 200 for one in spoken), "no voice falls silent in the middle"
    said = " ".join(one["text"] for one in spoken)
    shown = page.evaluate("[...document.querySelectorAll('[data-read]')].map(area => area.innerText).join(' ')")
    assert SPEAKER.say(said) == SPEAKER.say(" ".join(shown.split())), "nothing is left out, nothing is read twice"
    assert "Ủy ban nhân dân tỉnh" in said
    assert "từ hai mươi đến hai mươi lăm phần trăm" in said
    assert not re.search(r"UBND|HĐND|%", said)
    marked = dict.fromkeys(" ".join(one["marked"].split()) for one in spoken)
    assert " ".join(marked) == " ".join(shown.split()), "sentence by sentence it is marked"
    assert page.evaluate("CSS.highlights.has('read-aloud')") is False
    page.context.close()


def test_pause_resume_and_stop(speaking_browser: Browser, site: str) -> None:
    page = open_article(speaking_browser, site)
    page.evaluate("void (whenSpeaking[3] = () => document.querySelector('[data-read-toggle]').click())")
    page.click("text=Đọc bài viết")
    expect(page.locator("[data-read-toggle]")).to_have_text("Đọc tiếp")
    page.wait_for_timeout(700)
    assert page.evaluate("spoken.length") == 3, "silence while it is paused"
    assert page.evaluate("speechSynthesis.speaking") is False
    page.evaluate("void (whenSpeaking[6] = () => document.querySelector('[data-read-stop]').click())")
    page.click("[data-read-toggle]")
    expect(page.locator("[data-read-start]")).to_be_visible()
    spoken = page.evaluate("spoken")
    assert spoken[3]["text"] == spoken[2]["text"], "it goes on with the sentence it was in"
    page.wait_for_timeout(500)
    assert page.evaluate("spoken.length") == 6
    assert page.evaluate("document.activeElement.textContent.trim()") == "Đọc bài viết"
    page.context.close()


def test_the_speed_is_the_readers(speaking_browser: Browser, site: str) -> None:
    page = open_article(speaking_browser, site)
    page.evaluate(
        "void (whenSpeaking[2] = () => { const speed = document.querySelector('[data-read-speed]'); "
        "speed.value = '1.5'; speed.dispatchEvent(new Event('change')); })"
    )
    page.click("text=Đọc bài viết")
    page.wait_for_function("spoken.length > 3")
    rates = [one["rate"] for one in page.evaluate("spoken")]
    assert rates[:2] == [1, 1]
    assert set(rates[2:]) == {1.5}
    page.context.close()


def test_voices_that_come_late_are_waited_for(speaking_browser: Browser, site: str) -> None:
    page = open_article(speaking_browser, site, "performance.now() - began > 1500 ? all() : []")
    page.click("text=Đọc bài viết")
    page.wait_for_function("spoken.length > 0")
    assert page.evaluate("spoken[0].lang").lower().startswith("vi")
    page.context.close()


def test_without_a_vietnamese_voice_it_says_so_and_reads_nothing(speaking_browser: Browser, site: str) -> None:
    page = open_article(speaking_browser, site, "all().filter(voice => /^(en|fr)/.test(voice.lang)).slice(0, 5)")
    page.click("text=Đọc bài viết")
    expect(page.locator("[data-read-status]")).to_contain_text("chưa có giọng đọc tiếng Việt")
    assert page.evaluate("spoken") == []
    expect(page.locator("[data-read-start]")).to_be_visible()
    page.context.close()


def test_with_no_voice_at_all_it_says_so_too(browser: Browser, site: str) -> None:
    page = open_article(browser, site)
    page.click("text=Đọc bài viết")
    expect(page.locator("[data-read-status]")).to_contain_text("chưa có giọng đọc tiếng Việt")
    page.context.close()


def test_a_browser_without_speech_has_no_button(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.add_init_script(
        "delete window.speechSynthesis; Object.defineProperty(window, 'speechSynthesis', { value: undefined })"
    )
    page = context.new_page()
    page.goto(site + ARTICLE)
    expect(page.locator("[data-read-aloud]")).to_be_hidden()
    context.close()
