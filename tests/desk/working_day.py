"""A newsroom for a day: the real Decap before the real desk, nginx and Git, in a real browser."""

from pathlib import Path
from typing import Any

import httpx
from browser.axe import EVERYTHING
from browser.server import PATIENCE
from playwright.sync_api import Browser, Dialog, Locator, Page, expect
from project import NODE_MODULES
from real.web_servers import free_port
from running_trial import Trial, copy_software
from served_desk import git

REPORTER, EDITOR = "phongvien", "bientap"
NAMES = {REPORTER: "Nguyễn Thị Phóng", EDITOR: "Trần Văn Biên"}
_AXE = (NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
ANSWERS = ("Failed to load resource",)
"""What a browser says of a refusal that the test is about, or of a draft that does not exist yet."""


class Newsroom:
    """A trial in a folder, with a few posts, and the windows that people open there."""

    def __init__(self, folder: Path, posts: dict[str, str], browser: Browser) -> None:
        software = copy_software(folder / "software", posts)
        self.trial = Trial(software, folder / "trial", free_port())
        self.trial.wait()
        self.url = f"http://127.0.0.1:{self.trial.port}"
        self.repository = folder / "trial" / "ban-tin.git"
        self.passwords = {login: self.trial.password(login) for login in NAMES}
        self.faults: list[str] = []
        self.questions: list[str] = []
        self._browser = browser

    def close(self) -> None:
        for context in self._browser.contexts:
            context.close()
        self.trial.stop()

    def page(
        self,
        login: str = "",
        width: int = 1280,
        zone: str = "Asia/Ho_Chi_Minh",
        has_preview: bool = False,
    ) -> Page:
        """A window of somebody; without a login, of a stranger. Questions are answered with yes. The preview beside the
        form costs a build for each saving.
        """
        context = self._browser.new_context(
            http_credentials={"username": login, "password": self.passwords[login]} if login else None,
            locale="vi-VN",
            timezone_id=zone,
            viewport={"width": width, "height": 800},
            has_touch=width < 800,
        )
        context.set_default_timeout(PATIENCE)
        if not has_preview:
            context.add_init_script("window.localStorage?.setItem('cms.right-pane', 'none')")
        page = context.new_page()
        page.on("console", lambda message: self._note(message.text) if message.type == "error" else None)
        page.on("request", lambda request: self._note_foreign(request.url))
        page.on("dialog", self._answer)
        return page

    def open(self, login: str, place: str = "#/collections/posts", **how: Any) -> Page:
        page = self.page(login, **how)
        page.goto(f"{self.url}/admin/{place}")
        return page

    def article(self, login: str, key: str, **how: Any) -> Page:
        """The form with an article in it."""
        page = self.open(login, f"#/collections/posts/entries/{key}", **how)
        expect(page.get_by_label("Tên bài")).not_to_have_value("")
        page.wait_for_load_state("networkidle")  # Decap draws the form, then loads the draft once more
        return page

    def ask(self, login: str, action: str, **parameters: Any) -> httpx.Response:
        """A verb of Decap's protocol, through the gate."""
        return httpx.post(
            f"{self.url}/admin/api/v1",
            auth=(login, self.passwords[login]),
            headers={"Origin": self.url},
            json={"branch": "main", "action": action, "params": {"branch": "main", **parameters}},
            timeout=120,
        )

    def save(self, login: str, key: str, raw: str, is_new: bool = True) -> httpx.Response:
        return self.ask(
            login,
            "persistEntry",
            dataFiles=[{"slug": key, "path": f"posts/{key}.md", "raw": raw}],
            assets=[],
            options={"newEntry": is_new, "collectionName": "posts"},
        )

    def get(self, path: str, login: str = "") -> httpx.Response:
        return httpx.get(f"{self.url}{path}", auth=(login, self.passwords[login]) if login else None, timeout=60)

    def git(self, *arguments: str) -> str:
        return git(self.repository, *arguments).strip()

    def draft(self, key: str) -> str:
        """The text of a draft."""
        return self.git("show", f"desk/posts/{key}:posts/{key}.md")

    def _answer(self, dialog: Dialog) -> None:
        self.questions.append(dialog.message)
        dialog.accept()

    def _note(self, text: str) -> None:
        if not text.startswith(ANSWERS):
            self.faults.append(text)

    def _note_foreign(self, address: str) -> None:
        if not address.startswith((f"{self.url}/", "blob:", "data:", "about:")):
            self.faults.append(address)


def choose(page: Page, label: str, option: str) -> None:
    """One of a list, such as the category."""
    box = page.get_by_role("combobox", name=label)
    box.fill(option)
    box.press("Enter")


def save(page: Page) -> None:
    """Presses the button and waits until everything is saved."""
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_function(
        "document.querySelector('[class*=BackStatusUnchanged]') && !window.location.hash.endsWith('/new')"
    )


def set_status(page: Page, old: str, new: str) -> None:
    page.get_by_role("button", name=old, exact=True).click()
    page.get_by_role("menuitem", name=new).click()


def set_to_now(moment: Locator) -> None:
    moment.locator("xpath=..").get_by_role("button", name="Bây giờ").click()


def publish(page: Page) -> None:
    page.get_by_role("button", name="Đăng", exact=True).click()
    page.get_by_role("menuitem", name="Đăng ngay").click()


def paste(box: Locator, html: str = "", text: str = "", picture: str = "") -> None:
    """Pastes as a browser hands it over: a text with its form, or a picture of a given name, made on the spot."""
    box.evaluate(
        """async (box, [html, text, picture]) => {
            const data = new DataTransfer();
            if (html) data.setData("text/html", html);
            if (text) data.setData("text/plain", text);
            if (picture) {
                const canvas = Object.assign(document.createElement("canvas"), { width: 1200, height: 800 });
                const brush = canvas.getContext("2d");
                brush.fillStyle = "#3a7d44";
                brush.fillRect(0, 0, 1200, 800);
                const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
                data.items.add(new File([blob], picture, { type: "image/jpeg" }));
            }
            box.focus();
            box.setSelectionRange(box.value.length, box.value.length);
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, text, picture],
    )


def tab_to(page: Page, control: Locator, key: str = "Tab") -> None:
    """Presses Tab until a control has the focus; with `Shift+Tab`, backwards."""
    for _ in range(80):
        page.keyboard.press(key)
        if control.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {control}")


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe finds: rule and selector of each element."""
    page.evaluate(_AXE)
    result = page.evaluate(
        "rules => axe.run(document, { ...rules, resultTypes: ['violations'], iframes: false })", EVERYTHING
    )
    return [(one["id"], str(node["target"])) for one in result["violations"] for node in one["nodes"]]
