"""A contributor's post must not run a script in a reader's browser: not through its body, not through any front-matter
value.

Each vector of script_vectors.yml stands in every field of a post of its own. The posts are published even where
the build would refuse them, and opened without any Content-Security-Policy.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from browser.server import build, free_port, serve
from playwright.sync_api import Browser, BrowserContext
from project import WHOLE_SETTINGS, Project

VECTORS = yaml.safe_load((Path(__file__).parent / "script_vectors.yml").read_text(encoding="utf-8"))
NO_REFUSAL = """
from bulletin import build, problems

problems.has_errors = build.has_errors = lambda found: False
"""
# Everything a reader could do to an element, short of leaving the page.
TOUCH = """() => {
    const foreign = [];
    const kinds = ['mouseover', 'mouseenter', 'pointerover', 'pointerenter', 'mousemove', 'touchstart',
        'animationstart', 'transitionend', 'toggle', 'error', 'load', 'copy', 'wheel'];
    for (const element of document.querySelectorAll('body *')) {
        for (const kind of kinds)
            element.dispatchEvent(new Event(kind, { bubbles: true }));
        element.focus?.();
        element.blur?.();
        const target = element.href?.baseVal ?? element.href
            ?? element.action ?? element.formAction ?? element.src ?? '';
        if (typeof target === 'string' && target && !/^(https?|mailto|tel):/.test(target)) {
            foreign.push(target);
            element.click?.();
        } else if (element.tagName === 'DETAILS' || element.tagName === 'SUMMARY') element.click();
    }
    return foreign;
}"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    project = Project(folder / "bulletin")
    (project.folder / "no_refusal.py").write_text(NO_REFUSAL, encoding="utf-8")
    (project.folder / "mkdocs.yml").write_text(
        WHOLE_SETTINGS.replace("  - hooks/newsroom.py", "  - hooks/newsroom.py\n  - no_refusal.py"), encoding="utf-8"
    )
    project.picture("2026/06/anh.jpg", (64, 36))
    project.post("2026/06/tep.pdf", b"%PDF-1.4\n")
    for number, vector in enumerate(VECTORS):
        project.post(f"2026/06/{vector['id']}.md", hostile_post(vector["payload"], number))
    port = free_port()
    build(project.folder, project.site, f"http://127.0.0.1:{port}/")
    server = serve(project.site, folder / "nginx", port)
    yield f"http://127.0.0.1:{port}/"
    server.terminate()
    server.wait()


def hostile_post(payload: str, number: int) -> str:
    short = payload if len(payload) <= 120 else None
    front = {
        "title": payload if len(payload) <= 300 else "Bài thử",
        "date": f"2026-06-{1 + number % 20:02} {number // 20:02}:10",
        "category": "thoi-su",
        "author": short or "Người thử",
        "lead": payload,
        "image": {"src": "anh.jpg", "alt": payload, "caption": payload, "credit": short or "Ảnh thử"},
        "tags": [short or "thử"],
        "source": {"name": short or "Báo thử", "url": "https://bao.example/tin"},
        "attachments": [{"file": "tep.pdf", "title": payload if len(payload) <= 300 else "Tệp thử"}],
    }
    # The body has it at its start, within a sentence, and after a local picture in place of one that isn't there.
    body = f"{payload}\n\nHội nghị {payload} sơ kết.\n\n{payload.replace('src=x', 'src=anh.jpg')}\n"
    return f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False)}---\n\n{body}"


def watched(browser: Browser) -> tuple[BrowserContext, list[str]]:
    """A context that tells of every call of `ran`, in whatever frame; the count is kept outside the page."""
    ran: list[str] = []
    context = browser.new_context()
    context.add_init_script("window.ran = (id) => console.log(`ran ${id}`); window.print = () => {}")
    context.on("console", lambda message: ran.append(message.text) if message.text.startswith("ran ") else None)
    context.on("dialog", lambda dialog: dialog.dismiss())
    return context, ran


@pytest.mark.parametrize("part", range(6))
def test_no_vector_runs_on_its_article_or_print_view(browser: Browser, hostile_site: str, part: int) -> None:
    context, ran = watched(browser)
    page = context.new_page()
    foreign: list[str] = []
    for vector in VECTORS[part::6]:
        for path in (f"2026/06/{vector['id']}/", f"2026/06/{vector['id']}/ban-in/"):
            answer = page.goto(hostile_site + path)
            assert answer is not None and answer.status == 200, path
            foreign += [f"{vector['id']} {path}: {url}" for url in page.evaluate(TOUCH)]
            page.wait_for_timeout(30)
            assert page.url == hostile_site + path, f"{vector['id']} leads away by itself"
    assert ran == []
    assert foreign == []
    context.close()


def test_no_vector_runs_on_lists_front_page_and_search(browser: Browser, hostile_site: str) -> None:
    context, ran = watched(browser)
    page = context.new_page()
    page.goto(hostile_site)
    lists = [
        "",
        "thoi-su/",
        *(f"thoi-su/trang/{number}/" for number in range(1, 7)),
        "2026/06/",
        "tim-kiem/?q=ran",
        "tim-kiem/?q=%3Cimg+src%3Dx+onerror%3Dran(1)%3E",
    ]
    for path in lists:
        answer = page.goto(hostile_site + path, wait_until="networkidle")
        assert answer is not None and answer.status == 200, path
        assert page.evaluate(TOUCH) == []
        page.wait_for_timeout(50)
    assert ran == []
    context.close()


def test_the_watch_sees_a_script_that_runs(browser: Browser) -> None:
    """Without the sanitiser many of the vectors do run; if none did, the tests above would prove nothing."""
    context, ran = watched(browser)
    page = context.new_page()
    for vector in VECTORS[:40]:
        page.goto("about:blank")
        page.set_content(f"<main>{vector['payload']}</main>", wait_until="commit")
        page.wait_for_timeout(30)
        try:
            page.evaluate(TOUCH)
        except Exception:  # the vector has led the page away
            continue
    assert len(set(ran)) >= 15
    context.close()


def test_there_are_enough_of_them() -> None:
    assert len(VECTORS) >= 100
    assert len({vector["family"] for vector in VECTORS}) >= 20
