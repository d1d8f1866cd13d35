"""The generated files in the programs that they are for: every kind of address over HTTP, from the real nginx and the
real Caddy; units, rules and workflows before those who check them.
"""

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
from browser.server import FLAGS, HEADLESS
from playwright.sync_api import Playwright
from project import Project, post
from real import web_servers
from real.web_servers import HOST, Answer, Server
from unit.process import soon

pytestmark = [pytest.mark.slow, pytest.mark.system]

AGAIN, FOR_EVER = "no-cache", "public, max-age=31536000, immutable"
ARTICLE, GONE, DELETED = "/2026/06/cau-moi/", "/2026/06/go-bai/", "/2026/06/mat-han/"
MANY = 20_000


def built(folder: Path, site_url: str = f"https://{HOST}/") -> tuple[Project, Path]:
    """A small bulletin with something of every kind, and the folder of a server that has it, with all that `configure`
    writes for it.
    """
    project = Project(folder / "bulletin")
    settings = project.folder / "mkdocs.yml"
    text = re.sub(r"^site_url:.*$", f"site_url: {site_url}", settings.read_text(encoding="utf-8"), flags=re.MULTILINE)
    server_folder = folder / "srv"
    settings.write_text(
        text.replace("  bulletin:\n", f"  bulletin:\n    publish: {{folder: {server_folder}}}\n", 1), encoding="utf-8"
    )
    project.picture("2026/06/cau-moi/cau.png")
    project.post("2026/06/cau-moi/loi-chao.mp3", b"ID3" + bytes(range(256)) * 40)
    project.post("2026/06/cau-moi/so-lieu.csv", "Xã,Số hộ\nTrà Vân,214\n")
    project.post(
        "2026/06/cau-moi.md",
        post(
            title="Khánh thành cầu mới qua sông Thu",
            image="{src: cau.png, alt: Cây cầu lúc sáng sớm}",
            attachments="[{file: loi-chao.mp3}, {file: so-lieu.csv}]",
            tags="[cầu đường]",
            author="Thúy Hằng",
            aliases='[/tin-tức/cầu, /Tin/Cau.aspx, /Default.aspx?tabid=104&NID=20203, /?p=7, "/xem?ten=cầu mới", '
            "\"/la.aspx?a=$uri;b='x'\"]",
            body="Sáng nay, cầu mới thông xe.\n\n" + "Đây là một đoạn dài để tệp đáng nén. " * 60,
        ),
    )
    project.post(
        "2026/06/go-bai.md",
        "---\ndate: 2026-06-10 08:00\ncategory: thoi-su\naliases: [/tin/go.html]\n"
        "removed: {time: 2026-06-20 08:00, reason: privacy, note: Gia đình yêu cầu., "
        "files: [Kế hoạch.pdf, anh-kho.jpg]}\n---\n",
    )
    (project.posts / "deleted.yml").write_text("- 2026/06/mat-han.md\n- 2026/06/to-khai.docx\n", encoding="utf-8")
    result = project.build()
    assert result.returncode == 0, result.stderr
    result = project.command("configure", str(folder / "configuration"))
    assert result.returncode == 0, result.stderr + result.stdout
    return project, web_servers.release(project.site, server_folder)


@pytest.fixture(scope="module")
def bulletin(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of configuration and the folder of the server; its maps have 20,000 entries more."""
    folder = tmp_path_factory.mktemp("server")
    _, server_folder = built(folder)
    maps = server_folder / "maps"
    with (maps / "chuyen-huong.map").open("a", encoding="utf-8") as file:
        file.writelines(f'"/Default.aspx?tabid=9&NID={number}" "/2020/01/bai-{number}/" ;\n' for number in range(MANY))
        file.write(f'"/{"%C3%A1" * 600}.aspx" "/2020/01/dai/" ;\n')
    with (maps / "bai-da-go.map").open("a", encoding="utf-8") as file:
        file.writelines(f'"/2019/01/bai-{number}/" "1" ;\n' for number in range(MANY))
    return folder / "configuration", server_folder


@pytest.fixture(scope="module")
def nginx(bulletin: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = web_servers.nginx(bulletin[0], tmp_path_factory.mktemp("nginx") / "nginx")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def caddy(bulletin: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = web_servers.caddy(bulletin[0], tmp_path_factory.mktemp("caddy") / "caddy")
    yield server
    server.stop()


@pytest.fixture(params=["nginx", "caddy"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


def headers_of_the_block(configuration: Path) -> dict[str, str]:
    text = (configuration / "nginx.conf").read_text(encoding="utf-8")
    said = dict(re.findall(r'^    add_header (\S+) "([^"]*)" always;$', text, re.MULTILINE))
    assert said.keys() == {
        "Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options", "Referrer-Policy",
    }  # fmt: skip
    return said


def assert_headers(answer: Answer, bulletin: tuple[Path, Path]) -> None:
    for name, value in headers_of_the_block(bulletin[0]).items():
        assert answer.headers.get_all(name) == [value], name
    assert len(answer.headers.get_all("Cache-Control") or []) == 1


def first(folder: Path, pattern: str) -> str:
    """The address of a file of the release."""
    site = folder / "current"
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return next(f"/{path}" for path in found if re.fullmatch(pattern, path))


KINDS = [
    ("/", "text/html; charset=utf-8", AGAIN),
    (ARTICLE, "text/html; charset=utf-8", AGAIN),
    (f"{ARTICLE}ban-in/", "text/html; charset=utf-8", AGAIN),
    (f"{ARTICLE}index.html", "text/html; charset=utf-8", AGAIN),
    (r"2026.*-360\.avif", "image/avif", FOR_EVER),
    (r"2026.*-360\.webp", "image/webp", FOR_EVER),
    (r"2026.*-16x9\.jpg", "image/jpeg", FOR_EVER),
    ("/assets/icon-192.png", "image/png", AGAIN),
    ("/assets/favicon.svg", "image/svg+xml", AGAIN),
    ("/favicon.ico", "image/x-icon", AGAIN),
    ("/site.webmanifest", "application/manifest+json", AGAIN),
    ("/assets/fonts/bulletin-serif.woff2", "font/woff2", "public, max-age=2592000"),
    ("/assets/bulletin.css?v=0123abcd", "text/css; charset=utf-8", FOR_EVER),
    ("/assets/bulletin.css", "text/css; charset=utf-8", AGAIN),
    ("/assets/bulletin.css?v=moi", "text/css; charset=utf-8", AGAIN),
    ("/assets/bulletin.js?v=0123abcd", "text/javascript; charset=utf-8", FOR_EVER),
    ("/sw.js", "text/javascript; charset=utf-8", AGAIN),
    ("/khan-cap.js", "text/javascript; charset=utf-8", "max-age=60"),
    ("/khan-cap.js?v=0123abcd", "text/javascript; charset=utf-8", "max-age=60"),
    (r"tim-kiem/.*/index/.*\.pf_index", "application/octet-stream", FOR_EVER),
    (r"tim-kiem/.*/fragment/.*\.pf_fragment", "application/octet-stream", FOR_EVER),
    (r"tim-kiem/.*/words\.pf_meta", "application/octet-stream", AGAIN),
    (r"tim-kiem/.*\.pagefind", "application/octet-stream", AGAIN),
    ("/tim-kiem/muc-luc.json", "application/json", AGAIN),
    ("/rss.xml", "application/xml; charset=utf-8", AGAIN),
    ("/atom.xml", "application/xml; charset=utf-8", AGAIN),
    ("/feeds.opml", "application/xml; charset=utf-8", AGAIN),
    ("/nguon-tin.xsl", "application/xml; charset=utf-8", AGAIN),
    ("/su-kien.ics", "text/calendar; charset=utf-8", AGAIN),
    ("/robots.txt", "text/plain; charset=utf-8", AGAIN),
    ("/chuyen-huong.map", "text/plain; charset=utf-8", AGAIN),
    (f"{ARTICLE}loi-chao.mp3?v=0123456789abcdef", "audio/mpeg", FOR_EVER),
    (f"{ARTICLE}so-lieu.csv", "text/csv; charset=utf-8", AGAIN),
]


@pytest.mark.parametrize(("address", "kind", "term"), KINDS, ids=[address for address, *_ in KINDS])
def test_every_kind_of_file_has_its_type_its_term_and_all_headers(
    server: Server, bulletin: tuple[Path, Path], address: str, kind: str, term: str
) -> None:
    path = address if address.startswith("/") else first(bulletin[1], address)
    answer = server.ask(path)
    assert (answer.status, answer["Content-Type"], answer["Cache-Control"]) == (200, kind, term)
    assert_headers(answer, bulletin)
    assert answer["Last-Modified"]
    again = server.ask(path, If_None_Match=answer["ETag"] or "")
    assert (again.status, again.body, again["Cache-Control"]) == (304, b"", term)
    assert_headers(again, bulletin)
    head = server.ask(path, "HEAD")
    assert (head.status, head.body, head["Content-Type"]) == (200, b"", kind)


@pytest.mark.parametrize("path", ["/", ARTICLE, "/assets/bulletin.css", "/rss.xml", "/tim-kiem/muc-luc.json"])
def test_texts_go_out_small_with_the_type_that_they_have_at_full_length(
    server: Server, bulletin: tuple[Path, Path], path: str
) -> None:
    whole = server.ask(path)
    assert whole["Content-Encoding"] is None
    for accepted, encoding, unpacked in (
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
    ):
        small = server.ask(path, Accept_Encoding=accepted)
        assert (small["Content-Encoding"], small["Content-Type"]) == (encoding, whole["Content-Type"])
        assert unpacked(small.body) == whole.body and len(small.body) < len(whole.body)
        assert "Accept-Encoding" in (small["Vary"] or "")
        assert_headers(small, bulletin)


def test_what_has_no_twin_is_compressed_by_the_server(server: Server, bulletin: tuple[Path, Path]) -> None:
    file = bulletin[1] / "current" / "danh-sach.html"
    file.write_text("<p>Danh sách hộ nhận hỗ trợ.</p>\n" * 200, encoding="utf-8")
    answer = server.ask("/danh-sach.html", Accept_Encoding="gzip, br")
    assert answer["Content-Encoding"] == "gzip" and gzip.decompress(answer.body) == file.read_bytes()


def test_a_recording_is_fetched_in_parts(server: Server, bulletin: tuple[Path, Path]) -> None:
    answer = server.ask(f"{ARTICLE}loi-chao.mp3", Range="bytes=3-12")
    assert (answer.status, answer.body) == (206, bytes(range(10)))
    assert answer["Content-Range"] == f"bytes 3-12/{3 + 256 * 40}"
    assert_headers(answer, bulletin)
    assert server.ask(f"{ARTICLE}loi-chao.mp3", Range="bytes=999999-").status == 416


MOVED = [
    "/tin-t%E1%BB%A9c/c%E1%BA%A7u",
    "/tin-t%E1%BB%A9c/c%E1%BA%A7u/",
    "/Tin/Cau.aspx",
    "/Default.aspx?tabid=104&NID=20203",
    "/?p=7",
    "/xem?ten=c%E1%BA%A7u%20m%E1%BB%9Bi",
    "/xem/?ten=c%E1%BA%A7u%20m%E1%BB%9Bi",
    "/la.aspx?a=$uri;b=%27x%27",
]


@pytest.mark.parametrize("path", MOVED)
def test_an_old_address_leads_to_the_article(server: Server, bulletin: tuple[Path, Path], path: str) -> None:
    answer = server.ask(path)
    assert (answer.status, answer["Location"]) == (301, ARTICLE)
    assert_headers(answer, bulletin)


@pytest.mark.parametrize(
    "path",
    [
        "/default.ASPX?TabId=104&nid=20203",
        "/Default.aspx?tabid=104&NID=20203&fbclid=IwAR0x",
        "/Default.aspx?tabid=104&NID=20203&utm_source=zalo&utm_medium=oa",
        "/tin/cau.aspx?fbclid=IwAR0x",
        "/TIN/CAU.ASPX",
        "/xem?ten=c%e1%ba%a7u%20m%e1%bb%9bi",
    ],
)
def test_nginx_minds_no_capitals_and_nothing_that_networks_append(nginx: Server, path: str) -> None:
    answer = nginx.ask(path)
    assert (answer.status, answer["Location"]) == (301, ARTICLE)


def test_20000_old_addresses_and_20000_removed_articles_are_known(server: Server) -> None:
    for number in (0, 11_111, MANY - 1):
        answer = server.ask(f"/Default.aspx?tabid=9&NID={number}")
        assert (answer.status, answer["Location"]) == (301, f"/2020/01/bai-{number}/")
        assert server.ask(f"/2019/01/bai-{number}/").status == 410
    assert server.ask(f"/Default.aspx?tabid=9&NID={MANY}").status == 404


def test_another_query_of_a_page_is_that_page(server: Server) -> None:
    assert server.ask("/?p=8").status == 200
    assert server.ask(f"{ARTICLE}?id=7").status == 200
    assert server.ask("/Default.aspx?tabid=104&NID=2020").status == 404


BESIDE_IT = [
    "/2026/06/ke-hoach.pdf", "/2026/06/anh-kho-0123abcd-720.avif",
    "/2026/06/anh-kho-fedcba98-16x9-30-40.jpg", "/2026/06/anh-kho-fedcba98-goc.png",
]  # fmt: skip


@pytest.mark.parametrize(
    "path",
    [GONE, f"{GONE}ban-in/", f"{GONE}anh-0123abcd-720.jpg", GONE.rstrip("/"), *BESIDE_IT],
)
def test_a_removed_article_is_gone_and_its_page_says_why(
    server: Server, bulletin: tuple[Path, Path], path: str
) -> None:
    answer = server.ask(path)
    assert (answer.status, answer["Content-Type"]) == (410, "text/html; charset=utf-8")
    assert answer["Cache-Control"] == AGAIN
    assert "Gia đình yêu cầu." in answer.body.decode()
    assert_headers(answer, bulletin)
    small = server.ask(path, Accept_Encoding="br")
    assert small.status == 410 and small["Content-Encoding"] in ("br", None)


@pytest.mark.parametrize(
    "path",
    [
        "/2026/06/anh-kho-2-0123abcd-720.avif", "/2026/06/anh-0123abcd-720.avif", "/2026/06/anh-kho-720.avif",
        "/2026/06/anh-kho/", "/2026/06/anh-kho-0123abcd-720.svg", "/2026/06/ke-hoach.pdf.gz", "/2026/06/ke-hoach/",
        "/2026/07/ke-hoach.pdf",
    ],
)  # fmt: skip
def test_files_of_other_names_are_not_gone_with_it(server: Server, path: str) -> None:
    assert server.ask(path).status == 404


@pytest.mark.parametrize("path", [DELETED, "/2026/06/to-khai.docx"])
def test_a_deleted_article_is_gone_without_a_word(server: Server, bulletin: tuple[Path, Path], path: str) -> None:
    answer = server.ask(path)
    assert (answer.status, answer["Content-Type"]) == (410, "text/html; charset=utf-8")
    assert answer.body == (bulletin[1] / "current" / "404.html").read_bytes()
    assert_headers(answer, bulletin)


def test_the_old_address_of_a_removed_article_leads_to_the_explanation(server: Server) -> None:
    answer = server.ask("/tin/go.html")
    assert (answer.status, answer["Location"]) == (301, GONE)


@pytest.mark.parametrize(
    "path",
    [
        "/khong-co/", "/2026/06/khong-co-01234567-360.avif", "/assets/khong-co.css?v=0123abcd",
        "/tim-kiem/2026/index/khong-co.pf_index", "/%00", "/..%2f..%2fetc/passwd", "/current", "/maps/bai-da-go.map",
    ],
)  # fmt: skip
def test_what_is_not_there_is_the_404_page(server: Server, bulletin: tuple[Path, Path], path: str) -> None:
    answer = server.ask(path)
    if path in ("/%00", "/..%2f..%2fetc/passwd"):
        assert answer.status >= 400 and b"root:" not in answer.body
        return
    assert (answer.status, answer["Content-Type"], answer["Cache-Control"]) == (404, "text/html; charset=utf-8", AGAIN)
    assert answer.body == (bulletin[1] / "current" / "404.html").read_bytes()
    assert_headers(answer, bulletin)


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(
    server: Server, bulletin: tuple[Path, Path]
) -> None:
    answer = server.ask(ARTICLE.rstrip("/"))
    assert answer.status in (301, 308) and answer["Location"] in (ARTICLE, "cau-moi/")
    assert_headers(answer, bulletin)


def test_http_leads_to_https_and_http2_is_spoken(server: Server) -> None:
    answer = server.ask(f"{ARTICLE}?a=%20b", is_plain=True)
    assert answer.status in (301, 308)
    assert re.fullmatch(rf"https://{re.escape(HOST)}(:{server.port})?{ARTICLE}\?a=%20b", answer["Location"] or "")
    with web_servers.secure(server.port, "h2", "http/1.1") as connection:
        assert connection.selected_alpn_protocol() == "h2"
        assert connection.version() == "TLSv1.3"


def test_a_release_that_takes_the_place_of_another_is_served_at_once(
    nginx: Server, bulletin: tuple[Path, Path]
) -> None:
    folder = bulletin[1]
    other = folder / "releases" / "2"
    other.mkdir()
    (other / "404.html").write_text("không có", encoding="utf-8")
    (other / "index.html").write_text("bản thứ hai", encoding="utf-8")
    before = (folder / "current").readlink()
    for target in ("releases/2", before):
        (folder / "new").symlink_to(target)
        (folder / "new").replace(folder / "current")
        assert ("bản thứ hai" in nginx.ask("/").body.decode()) == (target == "releases/2")


def test_the_logs_know_the_networks_of_readers_and_no_address(nginx: Server) -> None:
    readers = {
        "203.0.113.77": "203.0.113.0",
        "::ffff:203.0.113.78": "203.0.113.0",
        "2001:db8:1:2:3:4:5:6": "2001:db8:1::",
        "2001:db8:17::5": "2001:db8:17::",
        "2001:db8::9": "2001:db8::",
        "2402::7": "2402::",
        "::9": "::",
    }
    nginx.ask("/")  # from this machine itself
    for reader in readers:
        nginx.ask(
            f"/?ai={len(reader)}",
            X_Forwarded_For=reader,
            User_Agent='kẻ "xấu" \x1b[31m',
            Referer="https://báo.example/",
        )
        nginx.ask("/khong-co/%0a1.2.3.4", X_Forwarded_For=reader)
    log = nginx.folder / "access.log"
    assert soon(lambda: log.read_text(encoding="utf-8").count('"GET /khong-co/%0a') == len(readers)), (
        "nginx logs a request after it has answered it"
    )
    lines = log.read_text(encoding="utf-8").splitlines()
    combined = re.compile(r'(\S+) - - \[[^\]]+\] "[^"]*" \d{3} \d+ "[^"]*" "[^"]*"')
    assert all(combined.fullmatch(line) for line in lines)
    networks = [line.split(" ", 1)[0] for line in lines]
    assert set(networks) == {"127.0.0.0", *readers.values()}
    everything = "".join(log.read_text(encoding="utf-8") for log in nginx.folder.glob("*.log"))
    for reader in (*readers, "127.0.0.1"):
        assert not re.search(rf"(?<![0-9a-f:.]){re.escape(reader)}(?![0-9a-f:.])", everything), reader
    counted = subprocess.run(
        ["goaccess", str(nginx.folder / "access.log"), "--log-format=COMBINED", "--no-global-config", "--no-progress",
         "-o", str(nginx.folder / "views.json")],
        capture_output=True, check=True,
    )  # fmt: skip
    assert counted.returncode == 0
    general = json.loads((nginx.folder / "views.json").read_text(encoding="utf-8"))["general"]
    assert general["failed_requests"] == 0 and general["total_requests"] == len(lines)


def test_caddy_logs_no_address_either(caddy: Server) -> None:
    caddy.ask("/", Cookie="phien=1")
    entries = [json.loads(line) for line in (caddy.folder / "access.log").read_text(encoding="utf-8").splitlines()]
    assert {entry["request"]["remote_ip"] for entry in entries} == {"127.0.0.0"}
    assert "127.0.0.1" not in json.dumps(entries) and "phien" not in json.dumps(entries)


def test_who_asks_without_end_is_told_to_wait(bulletin: tuple[Path, Path], tmp_path: Path) -> None:
    server = web_servers.nginx(bulletin[0], tmp_path / "nginx")
    try:
        assert server.ask_at_once("/assets/bulletin.css?v=0123abcd", 100) == [200] * 100, "a page and a search together"
        statuses = server.ask_at_once("/robots.txt", 900)
        assert len(statuses) == 900 and set(statuses) == {200, 429}
        assert statuses[:400] == [200] * 400
        refused = server.ask("/robots.txt")
        if refused.status == 429:  # unless this machine was very slow
            assert_headers(refused, bulletin)
        assert "127.0.0.1" not in (tmp_path / "nginx" / "error.log").read_text(encoding="utf-8")
    finally:
        server.stop()


def test_nginx_starts_without_maps_without_brotli_and_without_a_release(
    bulletin: tuple[Path, Path], tmp_path: Path
) -> None:
    configuration, folder = bulletin
    aside = folder.rename(folder.with_name("aside"))
    server = None
    try:
        server = web_servers.nginx(configuration, tmp_path / "nginx", has_brotli=False)
        assert server.ask("/").status == 404
        aside.rename(folder)
        answer = server.ask(ARTICLE, Accept_Encoding="br, gzip")
        assert (answer.status, answer["Content-Encoding"]) == (200, "gzip")
    finally:
        if aside.exists():
            aside.rename(folder)
        if server:
            server.stop()


@pytest.fixture(scope="module")
def below_a_path(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("path")
    _, server_folder = built(folder, f"https://{HOST}/ban-tin/")
    return folder / "configuration", server_folder


@pytest.mark.parametrize("start", [web_servers.nginx, web_servers.caddy])
def test_a_site_below_a_path(
    below_a_path: tuple[Path, Path], tmp_path: Path, start: Callable[[Path, Path], Server]
) -> None:
    server = start(below_a_path[0], tmp_path / "server")
    try:
        for path, status, location in (
            ("/ban-tin/", 200, None),
            (f"/ban-tin{ARTICLE}", 200, None),
            ("/ban-tin/assets/bulletin.css?v=0123abcd", 200, None),
            ("/ban-tin/Default.aspx?tabid=104&NID=20203", 301, f"/ban-tin{ARTICLE}"),
            ("/", 302, "/ban-tin/"),
            ("/khac/", 404, None),
            (f"/ban-tin{GONE}", 410, None),
            (f"/ban-tin{GONE}ban-in/", 410, None),
            (f"/ban-tin{DELETED}", 410, None),
            ("/ban-tin/2026/06/anh-kho-0123abcd-360.webp", 410, None),
            ("/2026/06/anh-kho-0123abcd-360.webp", 404, None),
            ("/ban-tin/khong-co/", 404, None),
        ):
            answer = server.ask(path)
            assert (answer.status, answer["Location"]) == (status, location), path
            assert_headers(answer, below_a_path)
            if status in (200, 404, 410) and "css" not in path:
                assert answer["Content-Type"] == "text/html; charset=utf-8" and answer["Cache-Control"] == AGAIN
        assert server.ask("/ban-tin/assets/bulletin.css?v=0123abcd")["Cache-Control"] == FOR_EVER
        assert "Gia đình yêu cầu." in server.ask(f"/ban-tin{GONE}").body.decode()
        slash = server.ask(f"/ban-tin{ARTICLE}".rstrip("/"))
        assert slash.status in (301, 308) and slash["Location"] in (f"/ban-tin{ARTICLE}", "cau-moi/")
    finally:
        server.stop()


def test_the_browser_has_nothing_to_refuse_on_any_page(
    playwright: Playwright, nginx: Server, bulletin: tuple[Path, Path]
) -> None:
    assert refused(playwright, nginx, bulletin) == {}


def refused(playwright: Playwright, nginx: Server, bulletin: tuple[Path, Path]) -> dict[str, list[str]]:
    """What Chromium refuses or complains of, by the page."""
    site = bulletin[1] / "current"
    pages = sorted(
        {f"/{path.parent.relative_to(site).as_posix()}/".replace("/./", "/") for path in site.rglob("index.html")}
    )
    assert len(pages) > 20
    browser = playwright.chromium.launch(
        executable_path=HEADLESS, args=[*FLAGS, f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{nginx.port}"]
    )
    context = browser.new_context(locale="vi-VN", ignore_https_errors=True, service_workers="block")
    context.add_init_script(
        "window.print = () => {}; window.violations = []; document.addEventListener('securitypolicyviolation',"
        " (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));"
    )
    page = context.new_page()
    said: list[str] = []
    found: dict[str, list[str]] = {}
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    for path in pages:
        answer = page.goto(f"https://{HOST}{path}", wait_until="networkidle" if "tim-kiem" in path else "load")
        assert answer is not None and answer.status == (410 if path.startswith(GONE) else 200), path
        said = [text for text in said if "410" not in text]
        if violations := page.evaluate("violations") + said:
            found[path] = violations
        said.clear()
    browser.close()
    return found


def test_systemd_takes_the_units_and_finds_little_to_say_against_them(
    bulletin: tuple[Path, Path], tmp_path: Path
) -> None:
    units = sorted(path.name for path in bulletin[0].glob("bantin*"))
    assert len(units) == 8
    for unit in units:
        text = (bulletin[0] / unit).read_text(encoding="utf-8")
        (tmp_path / unit).write_text(text.replace(f"{sys.prefix}/bin/python", sys.executable), encoding="utf-8")
    python = re.search(r"^ExecStart=(\S+)", (tmp_path / "bantin.service").read_text(encoding="utf-8"), re.MULTILINE)
    assert python
    Path(python[1]).parent.mkdir(parents=True)
    Path(python[1]).symlink_to(sys.executable)
    verified = subprocess.run(
        ["systemd-analyze", "verify", *[str(tmp_path / unit) for unit in units]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")
    for unit in ("bantin.service", "bantin-views.service", "bantin-links.service"):
        judged = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", "--threshold=25", str(tmp_path / unit)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert judged.returncode == 0, judged.stdout
    for time in ("*:0/5", "hourly", "Sun 03:00"):
        assert subprocess.run(["systemd-analyze", "calendar", time], capture_output=True, check=False).returncode == 0
        assert any(f"OnCalendar={time}\n" in (tmp_path / unit).read_text(encoding="utf-8") for unit in units)


def test_logrotate_keeps_seven_days_and_has_no_quarrel_with_debians_rules(
    bulletin: tuple[Path, Path], tmp_path: Path
) -> None:
    logs = tmp_path / "log"
    logs.mkdir()
    (logs / "access.log").write_text("một dòng\n", encoding="utf-8")
    rule = (bulletin[0] / "logrotate").read_text(encoding="utf-8").replace("/var/log/bantin", str(logs))
    rule = rule.replace("create 0640 www-data adm", "create 0640")
    folder = tmp_path / "logrotate.d"
    folder.mkdir()
    (folder / "bantin").write_text(rule, encoding="utf-8")
    debian = Path("/etc/logrotate.d/nginx")
    (folder / "nginx").write_text(debian.read_text(encoding="utf-8") if debian.exists() else "", encoding="utf-8")
    for file in folder.iterdir():
        file.chmod(0o644)
    (tmp_path / "logrotate.conf").write_text(f"include {folder}\n", encoding="utf-8")
    tried = subprocess.run(
        ["logrotate", "-d", "-s", str(tmp_path / "state"), str(tmp_path / "logrotate.conf")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert tried.returncode == 0 and "error" not in tried.stderr.lower().replace("error.log", ""), tried.stderr
    for day in range(10):
        (logs / "access.log").write_text(f"ngày {day}\n", encoding="utf-8")
        subprocess.run(
            ["logrotate", "-f", "-s", str(tmp_path / "state"), str(folder / "bantin")], capture_output=True, check=True
        )
    assert len(list(logs.glob("access.log.*"))) == 7


def test_the_workflows_and_the_container_file_are_well_formed(bulletin: tuple[Path, Path]) -> None:
    programs = f"{sys.prefix}/apart/bin"
    for command in (
        ["check-jsonschema", "--builtin-schema", "vendor.github-workflows", "github-pages.yml"],
        ["check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "gitlab-pages.yml"],
        ["hadolint", "Containerfile"],
    ):
        program = shutil.which(command[0], path=programs)
        assert program, command[0]
        checked = subprocess.run([program, *command[1:]], cwd=bulletin[0], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
    actions = re.findall(r"uses: (\S+)", (bulletin[0] / "github-pages.yml").read_text(encoding="utf-8"))
    assert len(actions) == 4 and all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) for action in actions)
