"""The README's server block, in the real nginx: every answer has the whole policy, and nothing on any page is against
it.
"""

import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest
from browser.pages import PAGE_KINDS
from browser.sample import Sample
from browser.server import free_port, readme_block, serve_by_readme
from bulletin.stylebook import old_addresses
from lxml import etree, html
from playwright.sync_api import Browser
from project import source

FOR_EVER, A_MINUTE, A_MONTH, ASKED_AGAIN = (
    "public, max-age=31536000, immutable",
    "max-age=60",
    "public, max-age=2592000",
    "no-cache",
)
DATA = {"application/ld+json", "application/json"}
"""Types of a `<script>` that is none."""
VIOLATIONS = """
    window.print = () => {};
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
        violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message

    def __getitem__(self, name: str) -> str | None:
        return self.headers[name]


@pytest.fixture(scope="module")
def by_readme(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of the sample bulletin behind the README's server block, and its folder. What the sample has not got
    lies there as well.
    """
    folder = tmp_path_factory.mktemp("readme")
    site = shutil.copytree(sample.folder, folder / "site")
    article = (site / PAGE_KINDS["article"] / "index.html").read_bytes()
    for name in ("tin-cu/chi-tiet.aspx", "tin-cu/xem.php", "tin-cu/bai.jsp"):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_bytes(article)
    for name in ("bai-doc.opus", "bai-doc.mp3", "so-lieu.csv", "ghi-chu.txt", "ke-hoach.pdf"):
        (site / PAGE_KINDS["article"] / name).write_text("Số liệu đến hôm qua", encoding="utf-8")
    port = free_port()
    server = serve_by_readme(site, folder / "nginx", port)
    yield f"http://127.0.0.1:{port}/", site
    server.terminate()
    server.wait()


def ask(url: str, headers: Mapping[str, str] | None = None) -> Answer:
    try:
        with urllib.request.build_opener(_AsItComes).open(
            urllib.request.Request(url, headers=dict(headers or {})), timeout=10
        ) as answer:
            return Answer(answer.status, answer.headers)
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers)


class _AsItComes(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def first(site: Path, pattern: str) -> str:
    """The address of a file of the site."""
    return min(
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if re.fullmatch(pattern, path.relative_to(site).as_posix())
    )


def headers_of_the_readme() -> dict[str, str]:
    """All that the block says of every answer, whatever it is."""
    said = dict(re.findall(r'^ *add_header (\S+) "?([^"\n]*?)"? always;$', readme_block(), re.MULTILINE))
    assert said.pop("Cache-Control") == "$bulletin_cache"
    assert {"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"} <= said.keys()
    return said


def assert_policy(answer: Answer, url: str) -> None:
    for name, value in headers_of_the_readme().items():
        assert answer.headers.get_all(name) == [value], f"{url}: {name}"
    assert len(answer.headers.get_all("Cache-Control") or []) == 1, url


KINDS = [
    # a pattern of a path, or an address that begins with a slash; type; how long it is kept
    ("/", "text/html; charset=utf-8", ASKED_AGAIN),
    (f"/{PAGE_KINDS['article']}", "text/html; charset=utf-8", ASKED_AGAIN),
    (f"/{PAGE_KINDS['print view']}", "text/html; charset=utf-8", ASKED_AGAIN),
    (r"tin-tuc/.*\.html", "text/html; charset=utf-8", ASKED_AGAIN),
    ("/tin-cu/chi-tiet.aspx", "text/html; charset=utf-8", ASKED_AGAIN),
    ("/tin-cu/xem.php", "text/html; charset=utf-8", ASKED_AGAIN),
    ("/tin-cu/bai.jsp", "text/html; charset=utf-8", ASKED_AGAIN),
    (r"20.*-360\.avif", "image/avif", FOR_EVER),
    (r"20.*-360\.webp", "image/webp", FOR_EVER),
    (r"20.*-720\.jpg", "image/jpeg", FOR_EVER),
    (r"20.*-16x9[0-9-]*\.jpg", "image/jpeg", FOR_EVER),
    (r"20.*/tua-[0-9a-f]{8}\.png", "image/png", FOR_EVER),
    ("/assets/favicon-180.png", "image/png", ASKED_AGAIN),
    ("/assets/favicon.svg", "image/svg+xml", ASKED_AGAIN),
    ("/favicon.ico", "image/x-icon", ASKED_AGAIN),
    ("/site.webmanifest", "application/manifest+json", ASKED_AGAIN),
    ("/assets/fonts/bulletin-serif.woff2", "font/woff2", A_MONTH),
    ("/assets/bulletin.css?v=0123abcd", "text/css; charset=utf-8", FOR_EVER),
    ("/assets/bulletin.js?v=0123abcd", "application/javascript; charset=utf-8", FOR_EVER),
    ("/assets/bulletin.css", "text/css; charset=utf-8", ASKED_AGAIN),
    ("/assets/bulletin.css?v=", "text/css; charset=utf-8", ASKED_AGAIN),
    ("/sw.js", "application/javascript; charset=utf-8", ASKED_AGAIN),
    ("/khan-cap.js", "application/javascript; charset=utf-8", A_MINUTE),
    (r"tim-kiem/.*/index/.*\.pf_index", "application/octet-stream", FOR_EVER),
    (r"tim-kiem/.*/fragment/.*\.pf_fragment", "application/octet-stream", FOR_EVER),
    (r"tim-kiem/.*/words\.pf_meta", "application/octet-stream", ASKED_AGAIN),
    (r"tim-kiem/.*/pagefind\.js", "application/javascript; charset=utf-8", ASKED_AGAIN),
    ("/tim-kiem/muc-luc.json", "application/json", ASKED_AGAIN),
    ("/rss.xml", "application/xml; charset=utf-8", ASKED_AGAIN),
    ("/thoi-su/rss.xml", "application/xml; charset=utf-8", ASKED_AGAIN),
    ("/atom.xml", "application/xml; charset=utf-8", ASKED_AGAIN),
    ("/feeds.opml", "application/xml; charset=utf-8", ASKED_AGAIN),
    ("/nguon-tin.xsl", "application/xml; charset=utf-8", ASKED_AGAIN),
    ("/feed.json", "application/json", ASKED_AGAIN),
    ("/su-kien.ics", "text/calendar; charset=utf-8", ASKED_AGAIN),
    ("/sitemap.xml", "application/xml; charset=utf-8", ASKED_AGAIN),
    ("/sitemap-2026-11.xml", "application/xml; charset=utf-8", ASKED_AGAIN),
    ("/robots.txt", "text/plain; charset=utf-8", ASKED_AGAIN),
    (f"/{PAGE_KINDS['article']}bai-doc.opus?v=0123456789abcdef", "audio/ogg", FOR_EVER),
    (f"/{PAGE_KINDS['article']}bai-doc.mp3?v=0123456789abcdef", "audio/mpeg", FOR_EVER),
    (f"/{PAGE_KINDS['article']}so-lieu.csv", "text/csv; charset=utf-8", ASKED_AGAIN),
    (f"/{PAGE_KINDS['article']}ghi-chu.txt", "text/plain; charset=utf-8", ASKED_AGAIN),
    (f"/{PAGE_KINDS['article']}ke-hoach.pdf", "application/pdf", ASKED_AGAIN),
]


@pytest.mark.parametrize(("address", "kind", "kept"), KINDS, ids=[address for address, *_ in KINDS])
def test_every_kind_of_file_has_its_type_its_term_and_the_whole_policy(
    by_readme: tuple[str, Path], address: str, kind: str, kept: str
) -> None:
    url, site = by_readme
    at = url + (address[1:] if address.startswith("/") else first(site, address))
    answer = ask(at)
    assert (answer.status, answer["Content-Type"], answer["Cache-Control"]) == (200, kind, kept)
    assert_policy(answer, at)
    again = ask(at, {"If-None-Match": answer["ETag"] or ""})
    assert (again.status, again["Cache-Control"]) == (304, kept)
    assert_policy(again, at)


@pytest.mark.parametrize(
    "address",
    [
        "khong-co/",
        "2020/06/khong-co-01234567-360.avif",
        "assets/khong-co.css?v=0123abcd",
        "tim-kiem/2020/index/khong-co.pf_index",
        "khong-co/rss.xml",
    ],
)
def test_what_is_not_there_is_the_404_page_and_is_not_kept(by_readme: tuple[str, Path], address: str) -> None:
    answer = ask(by_readme[0] + address)
    assert answer.status == 404
    assert_policy(answer, address)
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "immutable" not in (answer["Cache-Control"] or "")


def test_an_address_without_its_last_slash_leads_on(by_readme: tuple[str, Path]) -> None:
    answer = ask(by_readme[0] + PAGE_KINDS["article"].removesuffix("/"))
    assert answer.status == 301 and (answer["Location"] or "").endswith(f"/{PAGE_KINDS['article']}")
    assert_policy(answer, "301")


def against_the_policy(page: bytes) -> list[str]:
    """What a browser would refuse to do on a page under a policy without `unsafe-inline`."""
    root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    found = []
    for element in root.iter(etree.Element):
        found += [
            f"<{element.tag} {name}={value!r}>"
            for name, value in element.attrib.items()
            if name == "style" or name.startswith("on") or _runs(value)
        ]
        if element.tag in ("style", "base", "object", "embed", "applet") or (
            element.tag == "script" and "src" not in element.attrib and element.get("type") not in DATA
        ):
            found.append(f"<{element.tag}> {element.text}")
    return found


def _runs(value: str) -> bool:
    return re.sub(r"[\x00-\x20]", "", value).lower().startswith(("javascript:", "vbscript:", "data:text/html"))


@pytest.mark.parametrize(
    "page",
    [
        '<td style="text-align: right">9</td>', "<p><b onClick=hien()>x</b></p>", "<script>hien()</script>",
        '<script type="module">hien()</script>', "<svg><a href='java&#9;script:hien()'>x</a></svg>",
        "<noscript><style>p { color: red }</style></noscript>",
        '<template><img src="a.jpg" onerror="hien()"></template>', '<base href="https://evil.example/">',
    ],
)  # fmt: skip
def test_the_search_for_inline_styles_and_scripts_finds_them(page: str) -> None:
    assert against_the_policy(f"<!doctype html><html><body>{page}</body></html>".encode())


def test_no_html_of_the_site_has_an_inline_style_or_script(sample: Sample) -> None:
    pages = [path for path in sample.folder.rglob("*") if path.suffix[1:] in old_addresses.PAGE_ENDINGS]
    assert len(pages) > 100
    found = {
        path.relative_to(sample.folder).as_posix(): faults
        for path in pages
        if (faults := against_the_policy(path.read_bytes()))
    }
    assert found == {}


def test_the_browser_has_nothing_to_refuse_on_any_kind_of_page_nor_on_a_fixed_one(
    browser: Browser, by_readme: tuple[str, Path]
) -> None:
    url, _ = by_readme
    context = browser.new_context(locale="vi-VN")
    context.add_init_script(VIOLATIONS)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    fixed = [f"{path.stem}/" for path in source("docs").glob("*.md")]
    found = {}
    for path in dict.fromkeys([*PAGE_KINDS.values(), *fixed]):
        answer = page.goto(url + path, wait_until="networkidle" if path.startswith("tim-kiem/") else "load")
        assert answer is not None and answer.status == 200, path
        if violations := page.evaluate("violations") + said:
            found[path] = violations
        said.clear()
    context.close()
    assert found == {}
