"""The feeds, read back by feedparser: every field compared with what the editor wrote."""

import io
import json
import re
import shutil
import time
from html import unescape
from xml.etree import ElementTree

import feedparser
import pytest
from bulletin.edition import month_edition
from bulletin.pages import article_page, feed, media_files
from PIL import Image
from project import Project, post
from unit import themes
from unit.printout import theme
from unit.proofreading import prepare, report

SITE = "https://bantin.anbinh.example/"
EMPTY = ("van-hoa-xa-hoi", "giao-duc", "y-te", "quoc-phong-an-ninh", "cai-cach-hanh-chinh", "thong-bao")
SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A built bulletin; tests that change it work on a copy."""
    project = Project(tmp_path_factory.mktemp("published") / "bulletin")
    picture = project.picture("2026/06/cau-moi/cau.jpg", (1200, 675))
    project.picture("2026/06/cau-moi/tru-cau.png", (400, 300))
    project.post("2026/06/tep.pdf", b"%PDF-1.4\n")
    body = (
        'Cầu có [bản vẽ](../06/tep.pdf) và [bài trước](../05/khoi-cong.md).\n\n![Trụ cầu](tru-cau.png "Trụ số 2.")\n\n'
        "## Tiến độ\n\nĐạt 95%[^1] & vượt < kế hoạch.\n\n[^1]: Số liệu đến 19/6."
    )
    keys = {
        "author": "[Lê Minh Châu, Thúy Hằng]",
        "lead": "Sáng 20/6, cầu được hợp long & thông xe kỹ thuật.",
        "image": (
            '{src: cau.jpg, alt: "Cây cầu lúc sáng sớm", caption: "Cầu nhìn từ bờ nam.", credit: "Ảnh: Thúy Hằng"}'
        ),
        "updated": "2026-06-20 17:30",
        "source": '{name: "Báo Miền Duyên Hải", url: "https://bao.example/cau?a=1&b=2"}',
    }
    project.post(
        "2026/06/cau-moi.md",
        post(title='"Cầu mới & con đường <cũ>"', date="2026-06-20 14:05", category="kinh-te", body=body, **keys),
    )
    project.post("2026/05/khoi-cong.md", post(title="Khởi công cầu", date="2026-05-02 07:30", category="kinh-te"))
    project.post("2026/06/hop.md", post(title="Họp thường kỳ", date="2026-06-21 08:00"))
    result = project.build()
    assert result.returncode == 0, result.stderr
    assert picture.is_file()
    return project


@pytest.mark.slow
def test_every_field_comes_back_as_it_was_written(published: Project) -> None:
    feed = feedparser.parse(published.site / "kinh-te/rss.xml")
    assert not feed.bozo
    assert feed.version == "rss20"
    channel = feed.feed
    assert channel.title == "Kinh tế – Bản tin An Bình"
    assert channel.link == f"{SITE}kinh-te/"
    assert channel.language == "vi"
    assert channel.description == "Tin mới của chuyên mục Kinh tế trên Bản tin An Bình"
    assert time.strftime("%Y-%m-%d %H:%M", channel.updated_parsed) == "2026-06-20 10:30", "the newest change, in UTC"
    assert [entry.title for entry in feed.entries] == ["Cầu mới & con đường <cũ>", "Khởi công cầu"]
    entry = feed.entries[0]
    assert entry.link == entry.id == f"{SITE}2026/06/cau-moi/"
    assert time.strftime("%Y-%m-%d %H:%M", entry.published_parsed) == "2026-06-20 07:05"
    assert unescape(entry.summary) == "Sáng 20/6, cầu được hợp long & thông xe kỹ thuật."
    assert [tag.term for tag in entry.tags] == ["Kinh tế"]
    assert [author.name for author in entry.authors if author] == ["Lê Minh Châu", "Thúy Hằng"]
    enclosure = entry.enclosures[0]
    (picture,) = published.site.glob("2026/06/cau-moi/cau-*-1200.jpg")
    assert enclosure.href == f"{SITE}2026/06/cau-moi/{picture.name}"
    assert int(enclosure.length) == picture.stat().st_size
    assert enclosure.type == "image/jpeg"


def test_the_content_is_whole_and_reads_the_same_away_from_the_site(published: Project) -> None:
    root = ElementTree.fromstring(published.page("kinh-te/rss.xml"))
    item = root.find("channel/item")
    assert item is not None
    content = item.findtext("content:encoded", namespaces=SPACES) or ""
    for part in (
        "<p><strong>Sáng 20/6, cầu được hợp long &amp; thông xe kỹ\u00a0thuật.</strong></p>",
        'alt="Cây cầu lúc sáng sớm" width="720" height="405">',
        "<figcaption>Cầu nhìn từ bờ nam. Ảnh: Thúy Hằng</figcaption>",
        f'href="{SITE}2026/06/tep.pdf"',
        f'href="{SITE}2026/05/khoi-cong/"',
        'alt="Trụ cầu" width="400" height="300">',
        f'href="{SITE}2026/06/cau-moi/#muc-fn:1"',
        "Đạt 95%",
        "&amp; vượt &lt; kế hoạch",
        "<strong>Lê Minh Châu, Thúy Hằng</strong>",
        '<a href="https://bao.example/cau?a=1&amp;b=2">Báo Miền Duyên Hải</a>',
    ):
        assert part in content, part
    assert 'href="/' not in content and 'src="/' not in content and "srcset" not in content and "<source" not in content
    shown = re.findall(rf'<img src="{SITE}([^"]*)"', content)
    assert len(shown) == 2 and all((published.site / path).is_file() for path in shown)
    guid = item.find("guid")
    assert guid is not None and guid.get("isPermaLink") == "true"
    assert [name.text for name in item.findall("dc:creator", SPACES)] == ["Lê Minh Châu", "Thúy Hằng"]


def items(project: Project) -> list[ElementTree.Element]:
    """The items of the feed of all articles, without a build."""
    recipe = dict(feed.outputs(prepare(project)[0], theme()))["rss.xml"]
    return ElementTree.fromstring(recipe.render()).findall("channel/item")


def head(project: Project, path: str) -> str:
    """The head of an article's page, without a build."""
    edition, _ = prepare(project)
    printed = themes.printed((project.folder / "mkdocs.yml").read_text(encoding="utf-8"))
    (recipe,) = [
        recipe
        for month in month_edition.months(edition)
        for address, recipe in article_page.outputs(month, printed)
        if address == path
    ]
    return recipe.render().decode().partition("</head>")[0]


def texts(item: ElementTree.Element, name: str) -> list[str | None]:
    return [element.text for element in item.findall(name, SPACES)]


@pytest.mark.parametrize(
    ("keys", "creators", "origin"),
    [
        (
            {"source": '{name: "Đài Phát thanh & Truyền hình Cửa Long", url: "https://dai.example/tin?so=7&trang=2"}'},
            ["Đài Phát thanh & Truyền hình Cửa Long"],
            ["https://dai.example/tin?so=7&trang=2"],
        ),
        ({"source": "{name: Báo Miền Duyên Hải}"}, ["Báo Miền Duyên Hải"], ["Báo Miền Duyên Hải"]),
        (
            {"source": '{name: Báo Miền Duyên Hải, url: "https://bao.example/12"}', "author": "[Trần Ngọc, Lê Vy]"},
            ["Trần Ngọc", "Lê Vy"],
            ["https://bao.example/12"],
        ),
        ({"author": "Thúy Hằng"}, ["Thúy Hằng"], []),
        ({}, [], []),
    ],
)
def test_a_reprint_is_by_whoever_printed_it_first(
    project: Project, keys: dict[str, str], creators: list[str], origin: list[str]
) -> None:
    project.post("2026/06/dang-lai.md", post(title="Mùa cá linh về sớm", **keys))
    (item,) = items(project)
    assert texts(item, "dc:creator") == creators
    assert texts(item, "dc:source") == origin
    page = head(project, "2026/06/dang-lai/index.html")
    assert re.findall(r'<meta name="author" content="([^"]*)">', page) == [
        name.replace("&", "&amp;") for name in creators
    ]
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    data = json.loads(found[1])
    assert [author["name"] for author in data["author"]] == (creators or ["Ủy ban nhân dân tỉnh An Bình"])
    assert data["author"][0]["@type"] == (
        "Person" if "author" in keys else "Organization" if "source" in keys else "GovernmentOrganization"
    )
    assert data["publisher"]["name"] == "Ủy ban nhân dân tỉnh An Bình", "who answers for the bulletin stays the same"
    assert ("sourceOrganization" in data) == ("source" in keys)


def test_keywords_are_categories_too(project: Project) -> None:
    project.post("2026/06/lua.md", post(category="kinh-te", tags='[lúa hè thu, "giá < 7.000 đồng", Kinh tế]'))
    (item,) = items(project)
    assert texts(item, "category") == ["Kinh tế", "lúa hè thu", "giá < 7.000 đồng"], "each once"


def test_an_emergency_notice_is_told_with_its_level_its_place_and_its_end(project: Project) -> None:
    alert = '{hazard: "Lũ quét & sạt lở", level: 4, area: "Các xã Trà Vân, Pa Rin.", until: 2026-06-23 18:00}'
    project.post(
        "2026/06/lu.md",
        post(
            title="Nước suối lên nhanh",
            date="2026-06-21 20:00",
            alert=alert,
            lead="Bà con ven suối rời nhà trước 22 giờ.",
        ),
    )
    project.post("2026/06/hop.md", post(title="Họp thường kỳ"))
    warned, ordinary = items(project)
    said = (
        "Lũ quét & sạt lở. Cấp 4: rủi ro rất lớn. Nơi chịu ảnh hưởng: Các xã Trà Vân, Pa Rin. "
        "Có hiệu lực đến 18:00 ngày 23/06/2026."
    )
    assert unescape(warned.findtext("description") or "") == f"{said} Bà con ven suối rời nhà trước 22 giờ."
    assert (warned.findtext("content:encoded", namespaces=SPACES) or "").startswith(
        f"<p><strong>{said.replace('&', '&amp;')}</strong></p>"
    )
    assert texts(warned, "dcterms:valid") == [
        "start=2026-06-21T20:00:00+07:00; end=2026-06-23T18:00:00+07:00; scheme=W3C-DTF;"
    ]
    assert texts(warned, "dcterms:spatial") == ["Các xã Trà Vân, Pa Rin."]
    assert not texts(ordinary, "dcterms:valid") + texts(ordinary, "dcterms:spatial")


def test_an_altered_notice_and_altered_keywords_change_the_feed(project: Project) -> None:
    def key() -> bytes:
        return dict(feed.outputs(prepare(project)[0], theme()))["rss.xml"].key

    keys = []
    for alert in (
        "",
        "{hazard: Lũ quét, level: 2, area: Xã Pa Rin, until: 2026-06-23 18:00}",
        "{hazard: Lũ quét, level: 3, area: Xã Pa Rin, until: 2026-06-23 18:00}",
    ):
        for tags in ("[lũ]", "[lũ, Pa Rin]"):
            project.post("2026/06/lu.md", post(tags=tags, **({"alert": alert} if alert else {})))
            keys.append(key())
    assert len(set(keys)) == 6


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1600, 1067), (1000, 1500), (640, 427), (200, 3), (4032, 3024)])
def test_a_picture_has_the_size_of_the_file_that_the_feed_names(project: Project, size: tuple[int, int]) -> None:
    for name in ("dau-bai", "trong-bai"):
        project.picture(f"2026/06/{name}.png", size)
    project.post(
        "2026/06/anh.md",
        post(image='{src: dau-bai.png, alt: "Ruộng lúa chín"}', body="Lúa chín.\n\n![Máy gặt ‑999.jpg](trong-bai.png)"),
    )
    (item,) = items(project)
    shown = re.findall(
        rf'<img src="{SITE}([^"]*)" alt="[^"]*" width="(\d+)" height="(\d+)">',
        item.findtext("content:encoded", namespaces=SPACES) or "",
    )
    assert len(shown) == 2
    files = {
        path: recipe
        for month in month_edition.months(prepare(project)[0])
        for path, recipe in media_files.outputs(month, theme())
    }
    for path, width, height in shown:
        with Image.open(io.BytesIO(files[path].render())) as image:
            assert image.size == (int(width), int(height)), path


@pytest.mark.parametrize(("length", "is_long"), [(110, False), (111, True)])
def test_a_headline_that_others_would_cut_is_a_notice_to_the_editor(
    project: Project, length: int, is_long: bool
) -> None:
    project.post(
        "2026/06/dai.md",
        post(title=("Đoàn công tác của tỉnh khảo sát kè chống sạt lở " * 3)[:length].replace(" ", "_")),
    )
    said = report(project)
    assert ("posts/2026/06/dai.md:2: Ghi chú [title]: Tên bài dài 111 ký tự" in said) == is_long
    assert is_long or said == ""


def test_the_feed_names_itself_and_its_site(published: Project) -> None:
    channel = ElementTree.fromstring(published.page("rss.xml")).find("channel")
    assert channel is not None
    assert channel.findtext("link") == SITE
    own = channel.find("atom:link[@rel='self']", SPACES)
    assert own is not None and own.get("href") == f"{SITE}rss.xml"
    assert [item.findtext("title") for item in channel.findall("item")] == [
        "Họp thường kỳ",
        "Cầu mới & con đường <cũ>",
        "Khởi công cầu",
    ]


@pytest.mark.slow
def test_the_guid_survives_another_title_and_another_category(published: Project, project: Project) -> None:
    for name in ("posts", "site"):
        shutil.copytree(published.folder / name, project.folder / name, dirs_exist_ok=True)
    before = {entry.id for entry in feedparser.parse(project.site / "rss.xml").entries}
    project.post("2026/06/hop.md", post(title="Họp thường kỳ tháng 6", date="2026-06-21 08:00", category="thong-bao"))
    assert project.build().returncode == 0
    after = feedparser.parse(project.site / "rss.xml").entries
    assert {entry.id for entry in after} == before
    assert "Họp thường kỳ tháng 6" in {entry.title for entry in after}


@pytest.mark.slow
def test_characters_that_break_xml_do_not_break_the_feed(project: Project) -> None:
    project.post(
        "2026/06/la.md",
        post(
            title='"Tiêu đề có \\x0b ký tự lạ ]]> &amp; \\uFFFE"', body="Nội dung ]]> kết thúc \x0b và \x1f, emoji 🙂."
        ),
    )
    result = project.build()
    assert result.returncode == 0, result.stderr
    feed = feedparser.parse(project.site / "rss.xml")
    assert not feed.bozo and "]]>" in feed.entries[0].title and "🙂" in feed.entries[0].content[0].value


@pytest.mark.slow
def test_only_the_newest_thirty_are_in_it(project: Project) -> None:
    for number in range(1, 36):
        project.post(
            f"2026/05/bai-{number}.md",
            post(title=f"Bài số {number}", date=f"2026-05-{1 + number // 2:02} {number % 2 * 6:02}:00"),
        )
    assert project.build().returncode == 0
    titles = [entry.title for entry in feedparser.parse(project.site / "rss.xml").entries]
    assert titles == [f"Bài số {number}" for number in range(35, 5, -1)]


def entries(project: Project, path: str) -> dict[str, str | None]:
    """The addresses of a sitemap, or of an index of sitemaps, with their last changes."""
    root = ElementTree.fromstring(project.page(path))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    return {one.findtext(f"{space}loc") or "": one.findtext(f"{space}lastmod") for one in root}


def test_the_sitemap_leads_to_one_of_lists_and_one_of_each_month(published: Project) -> None:
    assert entries(published, "sitemap.xml") == {
        f"{SITE}sitemap-trang.xml": None,
        f"{SITE}sitemap-2026-06.xml": "2026-06-21T08:00:00+07:00",
        f"{SITE}sitemap-2026-05.xml": "2026-05-02T07:30:00+07:00",
    }
    assert list(entries(published, "sitemap-2026-06.xml")) == [
        f"{SITE}2026/06/hop/",
        f"{SITE}2026/06/cau-moi/",
        f"{SITE}2026/06/21/",
        f"{SITE}2026/06/20/",
    ], "the newest first, then the days"
    assert f"Sitemap: {SITE}sitemap.xml\n" in published.page("robots.txt")


def test_the_sitemaps_list_every_page_once_with_its_last_change(published: Project) -> None:
    parts = [entries(published, url.removeprefix(SITE)) for url in entries(published, "sitemap.xml")]
    listed = {url: changed for part in parts for url, changed in part.items()}
    assert len(listed) == sum(map(len, parts)), "no page is in two of them"
    pages = {
        f"{SITE}{path.removesuffix('index.html')}"
        for path in published.files()
        if path.endswith("index.html") and "/ban-in/" not in path
    }
    assert pages - listed.keys() <= {f"{SITE}{address}/" for address in ("tim-kiem", "khan-cap", "ngoai-tuyen")} | {
        *(f"{SITE}{slug}/" for slug in (*EMPTY, "loat-bai", "loat-bai/bao-so-13"))
    }, "but the search, what is of this hour only, and lists without articles"
    assert listed.keys() <= pages
    assert listed[f"{SITE}2026/06/cau-moi/"] == "2026-06-20T17:30:00+07:00"
    assert listed[f"{SITE}kinh-te/"] == "2026-06-20T17:30:00+07:00"
    assert listed[f"{SITE}2026/05/khoi-cong/"] == "2026-05-02T07:30:00+07:00"
    assert f"{SITE}gioi-thieu/" in listed
    assert not [url for url in listed if "ban-in" in url or "404" in url]
