"""What happens to an article after it is published, as readers, lists and feeds see it."""

import json
import re
from datetime import datetime
from pathlib import Path

import feedparser
import pytest
from project import Project, post

pytestmark = pytest.mark.slow

SITE = "https://bantin.anbinh.example/"
SECRET = ("Tô Thị Vắng", "xóm Đồi Sim", "chiếc khăn vá", "anh-rieng", "Nguyệt Cầm", "tín dụng đen", "to-khai-rieng")
"""Words of a removed article: one of its title, lead, body, picture, author, keyword and attachment."""
LIFE = {
    "2026/06/sua.md": post(
        title="Ba mươi hộ nhận giống lúa",
        date="2026-06-15 08:00",
        id="2026-06-15-giong-lua",
        lead="Xã phát giống cho bà con.",
        changes="[{time: 2026-06-16 09:00, note: Thêm danh sách hộ.}, {time: 2026-06-17 09:00, note: Thêm lịch.}]",
        corrections='[{time: 2026-06-18 10:00, wrong: ba hộ, right: ba mươi hộ}, '
        "{time: 2026-06-21 10:00, kind: clarification, note: Giống do huyện cấp.}]",
        tags="[lúa]",
    ),
    "2026/06/rut.md": post(
        title="Quy định về chợ phiên",
        date="2026-06-14 08:00",
        views="90000",
        pinned="true",
        tags="[lúa]",
        withdrawn="{time: 2026-06-18 08:00, note: Quy định đã hết hiệu lực., replaced_by: moi.md}",
    ),
    "2026/06/het-han.md": post(
        title="Cắt điện khu chợ", date="2026-06-13 08:00", category="thong-bao", expires="2026-06-20 11:00"
    ),
    "2026/06/con-han.md": post(
        title="Tuyển cán bộ thú y", date="2026-06-12 08:00", category="thong-bao", expires="2026-06-25 17:00"
    ),
    "2026/06/moi.md": post(title="Quy định mới về chợ phiên", date="2026-06-18 07:00", tags="[lúa]"),
    "2026/06/sau.md": post(title="Chợ phiên đông khách", date="2026-06-20 07:00", tags="[lúa]"),
    "2026/06/go.md": post(
        title="Chuyện chị Tô Thị Vắng",
        date="2026-06-16 08:00",
        id="2026-06-16-chuyen-chi",
        lead="Chị sống ở xóm Đồi Sim.",
        author="Nguyệt Cầm",
        tags="[tín dụng đen]",
        image='{src: anh-rieng.png, alt: "Ngôi nhà nhỏ"}',
        attachments="[{file: to-khai-rieng.pdf, title: Tờ khai}]",
        aliases="[/cu/chuyen-chi.html]",
        body="Chị kể về chiếc khăn vá.",
    ),
    "2026/06/nhac.md": post(
        title="Nhìn lại tuần qua", date="2026-06-17 08:00", tags="[tuần qua]", body="Xem [chuyện ấy](go.md)."
    ),
}  # fmt: skip
REMOVED = "removed: {time: 2026-06-21 09:00, reason: privacy, note: Gia đình yêu cầu.}\n---"


def lay_out(project: Project) -> None:
    for name, text in LIFE.items():
        project.post(name, text)
    project.picture("2026/06/go/anh-rieng.png")
    project.post("2026/06/go/to-khai-rieng.pdf", b"%PDF-1.4 to khai")


def remove(project: Project) -> None:
    project.post("2026/06/go.md", LIFE["2026/06/go.md"].replace("\n---\n\nChị", f"\n{REMOVED}\n\nChị"))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The bulletin while the article that is to be removed still stands."""
    project = Project(tmp_path_factory.mktemp("life") / "bulletin")
    lay_out(project)
    result = project.build()
    assert result.returncode == 0, result.stderr
    return project


@pytest.fixture(scope="module")
def after(before: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same bulletin after the removal, built on top."""
    project = before.copy(tmp_path_factory.mktemp("after") / "bulletin")
    remove(project)
    result = project.build()
    assert result.returncode == 0, result.stderr
    return project


def entries(project: Project, feed: str = "rss.xml") -> dict[str, feedparser.FeedParserDict]:
    """The entries of a feed by their addresses below the site."""
    parsed = feedparser.parse(project.site / feed)
    assert not parsed.bozo, parsed.bozo_exception
    return {entry.link.removeprefix(SITE): entry for entry in parsed.entries}


def json_ld(page: str) -> dict[str, object]:
    return dict(json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0]))


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.replace("\u00a0", " ")))


# --- changes and corrections


def test_a_page_says_what_was_changed_and_corrected_and_when_it_was_published(before: Project) -> None:
    page = text_of(before.page("2026/06/sua/index.html"))
    assert "Cải chính 10:00 ngày 18/06/2026 Bài trước đây viết “ba hộ”; đúng là “ba mươi hộ”." in page
    assert "Nói rõ thêm 10:00 ngày 21/06/2026 Giống do huyện cấp." in page
    notes = ("09:00 ngày 17/06/2026 Thêm lịch.", "09:00 ngày 16/06/2026 Thêm danh sách hộ.", "Đăng lần đầu.")
    places = [page.index(note) for note in notes]
    assert places == sorted(places), "the newest first"


def test_a_correction_of_the_title_stands_before_the_lead_and_another_one_after_the_text(before: Project) -> None:
    page = before.page("2026/06/sua/index.html").partition("<article")[2]
    assert page.index("ba mươi hộ”") < page.index("article__lead") < page.index("Giống do huyện cấp")


def test_the_print_view_and_the_history_say_so_too(before: Project) -> None:
    for path in ("2026/06/sua/ban-in/index.html", "2026/06/sua/lich-su/index.html"):
        page = text_of(before.page(path))
        assert "đúng là “ba mươi hộ”" in page and "Thêm danh sách hộ." in page, path
    assert not (before.site / "2026/06/moi/lich-su").exists(), "nothing has happened to it"


def test_search_engines_are_told(before: Project) -> None:
    data = json_ld(before.page("2026/06/sua/index.html"))
    assert data["dateModified"] == "2026-06-21T10:00:00+07:00"
    assert [item["datePublished"] for item in data["correction"]] == [  # type: ignore[attr-defined]
        "2026-06-21T10:00:00+07:00",
        "2026-06-18T10:00:00+07:00",
    ]
    assert json_ld(before.page("2026/06/rut/index.html"))["creativeWorkStatus"] == "Withdrawn"
    assert json_ld(before.page("2026/06/het-han/index.html"))["expires"] == "2026-06-20T11:00:00+07:00"


def test_the_page_of_corrections_lists_them_and_its_feeds_too(before: Project) -> None:
    page = text_of(before.page("cai-chinh/index.html"))
    assert "Ba mươi hộ nhận giống lúa" in page and "đúng là “ba mươi hộ”" in page
    for feed in ("cai-chinh/rss.xml", "cai-chinh/atom.xml"):
        titles = [entry.title for entry in feedparser.parse(before.site / feed).entries]
        assert titles == ["Nói rõ thêm: Ba mươi hộ nhận giống lúa", "Cải chính: Ba mươi hộ nhận giống lúa"]


def test_lists_mark_what_has_become_of_an_article(before: Project) -> None:
    page = text_of(before.page("2026/06/index.html"))
    for title, mark in (
        ("Ba mươi hộ nhận giống lúa", "đã cải chính"),
        ("Quy định về chợ phiên", "đã rút"),
        ("Cắt điện khu chợ", "hết hiệu lực"),
    ):
        assert mark in page[page.index(title) :][:200], title


# --- withdrawal and expiry


def test_a_withdrawn_article_stays_under_a_banner_and_leads_to_its_successor(before: Project) -> None:
    page = before.page("2026/06/rut/index.html")
    assert page.index("Quy định đã hết hiệu lực.") < page.index("article__lead")
    assert '<a href="/2026/06/moi/">Đọc bài thay thế</a>' in page and "Một đoạn văn." in page


def test_nothing_recommends_a_withdrawn_article(before: Project) -> None:
    """It was pinned, and is the most read by far."""
    assert "/2026/06/rut/" not in before.page("index.html")
    page = before.page("2026/06/sau/index.html")
    related = page.partition('id="bai-lien-quan"')[2].partition("</section>")[0]
    earlier = page.partition('id="tin-da-dua"')[2]
    assert "/2026/06/sua/" in related + earlier and "/2026/06/rut/" not in related


def test_an_expired_notice_leaves_the_front_page_and_keeps_its_own(before: Project) -> None:
    front = before.page("index.html")
    assert "/2026/06/het-han/" not in front and "/2026/06/con-han/" in front
    assert "có hiệu lực đến 11:00 ngày 20/06/2026" in text_of(before.page("2026/06/het-han/index.html"))


def test_a_notice_expires_by_the_clock_alone(before: Project, tmp_path: Path) -> None:
    project = before.copy(tmp_path / "bulletin")
    page = "2026/06/con-han/index.html"
    assert 'data-from="2026-06-25T17:00:00+07:00" hidden' in project.page(page), "a script shows it at its minute"
    later = str(int(datetime.fromisoformat("2026-06-25T17:00:00+07:00").timestamp()))
    assert project.build(now=later).returncode == 0
    assert "data-from" not in project.page(page)
    assert "/2026/06/con-han/" not in project.page("index.html")


# --- removal


def test_not_a_byte_of_a_removed_article_is_left_in_the_site(before: Project, after: Project) -> None:
    for secret in SECRET:
        assert any(secret in text for text in _texts(before)), f"«{secret}» could be found before"
        assert not [path for path, text in _named_texts(after) if secret in text or secret in path], secret


def test_the_cache_forgets_it_too(tmp_path: Path) -> None:
    """Whoever keeps the cache between machines must not publish it there."""
    project = Project(tmp_path / "bulletin")
    lay_out(project)
    assert project.build().returncode == 0
    assert all(any(secret.encode() in content for content in _cached(project)) for secret in SECRET)
    assert list((project.folder / ".cache/pictures").rglob("*.jpg"))
    remove(project)
    assert project.build().returncode == 0
    for secret in SECRET:
        assert not any(secret.encode() in content for content in _cached(project)), secret
    assert not list((project.folder / ".cache/pictures").rglob("*.jpg")), "no other article shows its photo"


def _cached(project: Project) -> list[bytes]:
    return [path.read_bytes() for path in (project.folder / ".cache").rglob("*") if path.is_file()]


def _named_texts(project: Project) -> list[tuple[str, str]]:
    return [(path, content.decode("utf-8", "ignore")) for path, content in project.files().items()]


def _texts(project: Project) -> list[str]:
    return [f"{path}\n{text}" for path, text in _named_texts(project)]


def test_the_search_finds_no_removed_article(before: Project, after: Project) -> None:
    assert {path for path in after.files() if path.startswith("tim-kiem/")} != {
        path for path in before.files() if path.startswith("tim-kiem/")
    }
    table = json.loads(after.page("tim-kiem/muc-luc.json"))
    blocks = [json.loads(path.read_text("utf-8")) for path in after.site.glob("tim-kiem/*/block/*.json")]
    assert table["titles"] and len([row for block in blocks for row in block]) == len(LIFE) - 1


def test_its_address_and_its_print_view_explain_the_removal(after: Project) -> None:
    for path in ("2026/06/go/index.html", "2026/06/go/ban-in/index.html"):
        page = after.page(path)
        assert "Bài được gỡ để bảo vệ thông tin cá nhân." in page and "Gia đình yêu cầu." in page
        assert '<meta name="robots" content="noindex">' in page
    assert after.page("bai-da-go.map") == '"/2026/06/go/" "/2026/06/go/index.html" ;\n'
    assert after.page("chuyen-huong.map") == '"/cu/chuyen-chi.html" "/2026/06/go/" ;\n'
    assert 'const REMOVED = ["2026/06/go/"];' in after.page("sw.js")
    assert "2026/06/go/" in after.page("cu/chuyen-chi.html"), "the old address still leads there"


def test_lists_sitemaps_and_links_know_nothing_of_it(after: Project) -> None:
    link = 'href="/2026/06/go/"'
    allowed = {"2026/06/go/index.html", "2026/06/go/ban-in/index.html", "cu/chuyen-chi.html"}
    assert not [path for path, text in _named_texts(after) if path not in allowed and link in text]
    assert "2026/06/go/" not in after.page("sitemap-2026-06.xml") + after.page("sitemap-tin-moi.xml")
    assert "Xem chuyện ấy." in text_of(after.page("2026/06/nhac/index.html")), "the words of the link stay"


@pytest.mark.parametrize("feed", ["rss.xml", "atom.xml", "thoi-su/rss.xml", "thoi-su/atom.xml"])
def test_feeds_overwrite_the_copies_of_their_readers(before: Project, after: Project, feed: str) -> None:
    old, new = entries(before, feed)["2026/06/go/"], entries(after, feed)["2026/06/go/"]
    assert new.id == old.id == "tag:bantin.anbinh.example,2026:2026-06-16-chuyen-chi"
    assert new.published == old.published
    assert new.title == "Bài đã gỡ" and "Gia đình yêu cầu." in new.summary


def test_the_explanation_leaves_the_feeds_after_thirty_days(after: Project, tmp_path: Path) -> None:
    project = after.copy(tmp_path / "bulletin")
    day = 24 * 60 * 60
    removed = int(datetime.fromisoformat("2026-06-21T09:00:00+07:00").timestamp())
    assert project.build(now=str(removed + 30 * day - 1)).returncode == 0
    assert "2026/06/go/" in entries(project)
    assert project.build(now=str(removed + 30 * day)).returncode == 0
    assert "2026/06/go/" not in entries(project)
    assert "Gia đình yêu cầu." in project.page("2026/06/go/index.html"), "its page stays"


def test_signs_of_html_in_a_note_stay_signs(tmp_path: Path) -> None:
    project = Project(tmp_path / "bulletin")
    note = "Số <b>3</b> & <script>alert(1)</script> là sai."
    moment = f'time: 2026-06-21 08:00, note: "{note}"'
    lives = {
        "go": {"removed": f"{{{moment}, reason: wrong}}"},
        "sua": {"corrections": f'[{{{moment}, wrong: "<i>ba</i>", right: "<i>bốn</i>"}}]'},
        "rut": {"withdrawn": f"{{{moment}}}"},
        "them": {"changes": f"[{{{moment}}}]"},
    }
    for name, keys in lives.items():
        project.post(f"2026/06/{name}.md", post(date="2026-06-20 08:00", **keys))
    assert project.build().returncode == 0
    for path, text in _named_texts(project):
        if path.endswith((".html", ".xml")):
            assert not any(sign in text for sign in ("<script>alert", "<b>3</b>", "<i>ba</i>")), path
    items = json.loads((project.site / "feed.json").read_text("utf-8"))["items"]
    assert not any("<script>alert" in item["content_html"] for item in items)
    assert any("<script>alert" in item.get("summary", "") for item in items), "Text that is plain stays as it is."


# --- feeds


def test_the_id_of_an_article_is_its_guid_whatever_else_changes(before: Project, tmp_path: Path) -> None:
    """Title, category, slug, file name, month and domain."""
    guid = entries(before)["2026/06/sua/"].id
    assert guid == "tag:bantin.anbinh.example,2026:2026-06-15-giong-lua"
    project = Project(tmp_path / "bulletin")
    text = LIFE["2026/06/sua.md"].replace("Ba mươi hộ nhận", "Cấp").replace("category: thoi-su", "category: kinh-te")
    project.post("2026/05/khac.md", text.replace("date: 2026-06-15", "slug: dia-chi-moi\ndate: 2026-05-15"))
    settings = project.folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("https://bantin.anbinh", "https://tin.binhan"), "utf-8")
    assert project.build().returncode == 0
    (entry,) = feedparser.parse(project.site / "rss.xml").entries
    assert entry.id == guid


def test_an_article_without_an_id_keeps_the_guid_that_it_always_had(before: Project) -> None:
    entry = entries(before)["2026/06/moi/"]
    assert entry.id == f"{SITE}2026/06/moi/"
    assert f'<guid isPermaLink="true">{entry.id}</guid>' in before.page("rss.xml")


def test_a_correction_moves_the_time_of_change_and_not_that_of_publication(before: Project) -> None:
    entry = entries(before, "atom.xml")["2026/06/sua/"]
    assert (entry.published, entry.updated) == ("2026-06-15T08:00:00+07:00", "2026-06-21T10:00:00+07:00")
    rss = feedparser.parse(before.site / "rss.xml")
    assert rss.feed.updated == "Sun, 21 Jun 2026 10:00:00 +0700"
    assert entries(before)["2026/06/sua/"].published == "Mon, 15 Jun 2026 08:00:00 +0700"
    assert entries(before)["2026/06/sua/"].summary.startswith("Cải chính, 10:00 ngày 18/06/2026.")


def test_all_formats_have_the_same_entries(before: Project) -> None:
    for folder in ("", "thoi-su/", "cai-chinh/"):
        rss, atom = (feedparser.parse(before.site / f"{folder}{name}").entries for name in ("rss.xml", "atom.xml"))
        items = json.loads(before.page(f"{folder}feed.json"))["items"]
        assert [entry.id for entry in rss] == [entry.id for entry in atom] == [item["id"] for item in items]
        assert [entry.title for entry in rss] == [entry.title for entry in atom] == [item["title"] for item in items]


def test_archives_lead_from_month_to_month(tmp_path: Path) -> None:
    project = Project(tmp_path / "bulletin")
    for month in ("2026/03", "2026/05", "2026/06"):
        project.post(f"{month}/tin.md", post(title=f"Tin tháng {month}", date=f"{month.replace('/', '-')}-05 08:00"))
    assert project.build().returncode == 0
    found, feed = [], feedparser.parse(project.site / "atom.xml").feed
    while older := [link.href for link in feed.links if link.rel == "prev-archive"]:
        path = older[0].removeprefix(SITE)
        parsed = feedparser.parse(project.site / path)
        found.append((path, [entry.title for entry in parsed.entries]))
        feed = parsed.feed
        assert "<fh:archive" in project.page(path)
        assert [link.href for link in feed.links if link.rel == "current"] == [f"{SITE}atom.xml"]
    assert found == [(f"{month}/atom.xml", [f"Tin tháng {month}"]) for month in ("2026/06", "2026/05", "2026/03")]


def test_the_sitemap_of_news_has_the_last_two_days(before: Project) -> None:
    """It is 11:00 on the 22nd."""
    locations = re.findall(r"<loc>(.*?)</loc>", before.page("sitemap-tin-moi.xml"))
    assert locations == []
    assert f"Sitemap: {SITE}sitemap-tin-moi.xml" in before.page("robots.txt")


# --- addresses go on answering


def test_a_published_post_cannot_just_be_deleted(before: Project, tmp_path: Path) -> None:
    project = before.copy(tmp_path / "bulletin")
    assert project.build().returncode == 0, "the ledger knows a site by its folder"
    site = project.files()
    (project.posts / "2026/06/sau.md").unlink()
    for result in (project.build(), project.command("check")):
        assert result.returncode == 1
        assert "/2026/06/sau/" in result.stderr + result.stdout and "removed:" in result.stderr + result.stdout
    assert project.files() == site
    (project.posts / "deleted.yml").write_text("- 2026/06/sau.md\n", encoding="utf-8")
    assert project.build().returncode == 0 and not (project.site / "2026/06/sau").exists()
    assert project.page("bai-da-go.map") == '"/2026/06/sau/" "/404.html" ;\n'


def test_a_renamed_post_needs_its_old_address(before: Project, tmp_path: Path) -> None:
    project = before.copy(tmp_path / "bulletin")
    text = (project.posts / "2026/06/sau.md").read_text("utf-8")
    (project.posts / "2026/06/sau.md").unlink()
    project.post("2026/06/cho-phien.md", text)
    assert "aliases" in project.build().stderr
    project.post("2026/06/cho-phien.md", text.replace("category:", "aliases: [/2026/06/sau/]\ncategory:"))
    assert project.build().returncode == 0
    assert "/2026/06/cho-phien/" in project.page("2026/06/sau/index.html")


def test_a_note_that_readers_have_read_may_be_reworded_and_not_taken_away(tmp_path: Path) -> None:
    project = Project(tmp_path / "bulletin")

    def written(note: str) -> str:
        project.post("2026/06/tin.md", post(date="2026-06-16 08:00", changes=f"[{{{note}}}]"))
        return project.command("check").stdout

    written("time: 2026-06-17 08:00, note: Thêm lịch.")
    project.commit()
    said = written("time: 2026-06-17 09:00, note: Thêm lịch.")
    assert "tin.md:" in said and "[changes]: Lần ghi lúc 08:00 ngày 17/06/2026" in said
    assert "không có lỗi" in written("time: 2026-06-17 08:00, note: Thêm lịch mới.")
