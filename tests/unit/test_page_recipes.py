"""Recipes: one key, one page. What a page is made of is in its key, whatever the page kind; else an edit would not
show.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import msgspec
import pytest
from bulletin.edition.edition import Edition
from bulletin.machine import digest
from bulletin.pages import list_page, sections
from bulletin.press.recipe import Recipe, changed_inputs
from bulletin.speech.recording_shelf import Recording
from hypothesis import given, settings
from hypothesis import strategies as st
from project import Project, post
from unit.printout import theme
from unit.proofreading import COUNTING, NOW, indexed, prepare, read_by

pytestmark = pytest.mark.slow

# --- the page kinds of a real bulletin


PAGE_LENGTH, MANY = 3, 7
"""Articles of a page of a list, and in one category: its newest page and one full page."""


@pytest.fixture(scope="module", autouse=True)
def short_pages() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(list_page, "PAGE_LENGTH", PAGE_LENGTH)
        yield


def lay_out(project: Project) -> None:
    project.picture("2026/06/cau-moi/cau.jpg", (320, 180))
    project.picture("2026/06/cau-moi/tru.png", (40, 30))
    project.post("2026/06/cau-moi/ban-ve.pdf", b"%PDF-1.7 ban ve")
    project.post(
        "2026/06/cau-moi.md",
        post(
            title="Hợp long cầu Bờ Kè", date="2026-06-20 14:05", category="kinh-te", author="[Lê Minh Châu, Thúy Hằng]",
            tags="[cầu Bờ Kè, giao thông]",
            lead="Sáng 20/6, cầu được hợp long.", views="891", aliases="[/tin/12.html]", updated="2026-06-20 17:30",
            image='{src: cau.jpg, alt: "Cây cầu sáng sớm", caption: "Nhìn từ bờ nam.", credit: "Ảnh: Thúy Hằng"}',
            source='{name: "Báo Miền Duyên Hải", url: "https://bao.example/cau", time: 2026-06-20 12:00}',
            attachments="[{file: ban-ve.pdf, title: Bản vẽ cầu}]",
            body=(
                "Cầu nối hai bờ, xem [bài trước](khoi-cong.md) và [bài sau](../07/thong-xe.md).\n\n"
                "![Trụ cầu](tru.png)\n\n| Năm | Lượt xe |\n|---|---|\n| 2025 | 1.200 |\n| 2026 | 2.345 |\n"
                "{: .bieu-do }\n\n| Nhịp | Mét |\n|---|---|\n| Bắc | 80 |\n| Nam | 95 |\n{: .bieu-do }"
            ),
        ),
    )  # fmt: skip
    project.post(
        "2026/06/khoi-cong.md",
        post(
            title="Khởi công cầu Bờ Kè",
            date="2026-06-01 07:30",
            category="kinh-te",
            author="Thúy Hằng",
            tags="[giao thông]",
        ),
    )
    project.post(
        "2026/06/cup-nuoc.md",
        post(title="Thông báo cúp nước", date="2026-06-18 09:00", category="thong-bao", author="Minh Hà", tags="[kè]"),
    )
    project.post(
        "2026/06/lu-quet.md",
        post(
            title="Cảnh báo lũ quét ở ba xã",
            date="2026-06-21 17:00",
            category="y-te",
            lead="Mưa còn to đến sáng mai.",
            author="[Minh Hạ, Trần Bính]",
            tags="[kẻ, vác xìn]",
            alert="{hazard: Lũ quét, level: 3, area: Xã Trà Vân, until: 2026-06-23 18:00}",
        ),
    )
    project.post(
        "2026/06/ghim.md",
        post(
            title="Thư của Chủ tịch tỉnh",
            date="2026-06-02 09:00",
            category="thoi-su",
            tags="[giao thông]",
            pinned="true",
            views="7",
        ),
    )
    project.post(
        "2026/06/giong-lua.md",
        post(
            title="Phát giống lúa cho ba mươi hộ",
            date="2026-06-10 08:00",
            category="kinh-te",
            id="2026-06-10-giong-lua",
            changes="[{time: 2026-06-11 08:00, note: Thêm danh sách hộ.}]",
            corrections="[{time: 2026-06-12 09:00, wrong: ba hộ, right: ba mươi hộ}]",
            withdrawn="{time: 2026-06-14 08:00, note: Chương trình đã hết., replaced_by: khoi-cong.md}",
            expires="2026-06-30 08:00",
        ),
    )
    project.post(
        "2026/06/da-go.md",
        post(
            title="Chuyện không còn kể",
            date="2026-06-11 08:00",
            category="kinh-te",
            removed="{time: 2026-06-15 08:00, reason: privacy, note: Theo yêu cầu., replaced_by: khoi-cong.md}",
        ),
    )
    project.post(
        "2026/06/hoi-cho.md",
        post(
            title="Hội chợ trái cây",
            date="2026-06-13 08:00",
            category="kinh-te",
            series="bao-so-13",
            event="{starts: 2026-07-05 08:00, ends: 2026-07-05 17:00, place: Sân vận động}",
        ),
    )
    project.post(
        "2026/06/mua-xoai.md",
        post(
            title="Mùa xoài",
            date="2026-06-14 08:00",
            category="kinh-te",
            series="bao-so-13",
            updates="[{time: 2026-06-14 09:00, title: Xe vào vườn, text: Xe đến lúc chín giờ.}]",
        ),
    )
    project.post(
        "2026/06/fruit-fair.md",
        post(
            title="The fruit fair",
            date="2026-06-14 09:00",
            category="kinh-te",
            lang="en",
            translation_of="hoi-cho.md",
            changes="[{time: 2026-06-15 08:00, note: The hours have changed.}]",
        ),
    )
    project.post("2026/06/nhap.md", post(title="Bài còn viết dở", date="2026-06-19 09:00", draft="true"))
    project.post("2026/07/thong-xe.md", post(title="Thông xe cầu Bờ Kè", date="2026-07-01 09:00", category="kinh-te"))
    for number in range(MANY):
        names = (
            {"author": "Trần Bình", "tags": "[vắc xin]"} if number else {}
        )  # with namesakes in the post on the flood
        project.post(
            f"2025/11/y-te-{number:02}.md",
            post(
                title=f"Tiêm chủng đợt {number}",
                date=f"2025-11-{1 + number // 2:02} {8 + number % 2:02}:00",
                category="y-te",
                **names,
            ),
        )


class Overlap(Exception):
    """An edit finds its words no longer, since another one has changed them."""


@dataclass
class Visit:
    """What a build would find: the posts and settings of a project, a clock and a theme."""

    project: Project
    now: datetime = NOW
    others: tuple[str, ...] = ()

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.project.folder / name
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise Overlap(f"{old} in {name}")
        path.write_text(text.replace(old, new), encoding="utf-8")

    def recipes(self) -> list[tuple[str, Recipe]]:
        edition, _ = prepare(self.project, self.now)
        edition = replace(
            edition,
            fragments={name: edition.fragments[name] for name in edition.fragments},
            recordings=self._recordings(edition),
        )
        made = theme(self.others, {"assets/bulletin.css": self.project.folder / "styles.css"})
        return [output for section in sections.divide(edition, made, indexed(edition)) for output in section.outputs()]

    def _recordings(self, edition: Edition) -> dict[str, Recording]:
        """The first and the last article are read aloud, by a voice that knows their titles only."""
        found = {}
        for article in (edition.catalogue.articles[0], edition.catalogue.articles[-1]):
            content = article.facts.title.encode()
            path = self.project.folder / f"{digest.of(content).hex()}.mp3"
            path.write_bytes(content)
            found[article.name] = Recording(str(path), digest.of(content), 63, len(content))
        return found


Edit = Callable[[Visit], object]


def written(old: str, new: str, name: str = "posts/2026/06/cau-moi.md") -> Edit:
    return lambda visit: visit.replace(name, old, new)


def painted(name: str, size: tuple[int, int], colour: str) -> Edit:
    return lambda visit: visit.project.picture(name, size, colour)


def theme_of(kind: str) -> Edit:
    def edit(visit: Visit) -> None:
        visit.others += (kind,)

    return edit


def counted(visit: Visit) -> None:
    """Every article was read a hundred times."""
    visit.replace("mkdocs.yml", "  bulletin:\n", COUNTING)
    edition, _ = prepare(visit.project)
    read_by(visit.project, {article.address: 100 for article in edition.catalogue.articles})


def counted_on_another_day(visit: Visit) -> None:
    counted(visit)
    read_by(visit.project, {"2026/06/cau-moi/": 1}, "2026-06-21")


def later(visit: Visit) -> None:
    visit.now = datetime(2026, 7, 2, tzinfo=UTC)


FAIR = "posts/2026/06/hoi-cho.md"
LIFE, REMOVED = "posts/2026/06/giong-lua.md", "posts/2026/06/da-go.md"
EDITS: dict[str, Edit] = {
    "title": written("title: Hợp long", "title: Lễ hợp long"),
    "title of an earlier item": written("title: Khởi công", "title: Lễ khởi công", "posts/2026/06/khoi-cong.md"),
    "title of a related article": written("title: Thư của", "title: Thư ngỏ của", "posts/2026/06/ghim.md"),
    "title of an article of the full page": written(
        "title: Tiêm chủng đợt 2\n", "title: Tiêm phòng đợt 2\n", "posts/2025/11/y-te-02.md"
    ),
    "minute": written("14:05", "14:06"),
    "order": written("2026-06-20 14:05", "2026-06-01 07:00"),
    "category": written("category: kinh-te", "category: thoi-su"),
    "author": written("Lê Minh Châu, ", ""),
    "spelling of an author": written("author: Thúy Hằng", "author: Thuý Hằng", "posts/2026/06/khoi-cong.md"),
    "order of authors": written("[Lê Minh Châu, Thúy Hằng]", "[Thúy Hằng, Lê Minh Châu]"),
    "another person of that slug": written(
        "title: Tiêm chủng đợt 0\n", "title: Tiêm chủng đợt 0\nauthor: Thúy Hẳng\n", "posts/2025/11/y-te-00.md"
    ),
    "no namesake any longer": written("author: Minh Hà\n", "", "posts/2026/06/cup-nuoc.md"),
    "tag": written("cầu Bờ Kè, giao", "hợp long, giao"),
    "spelling of a tag": written("[cầu Bờ Kè", "[Cầu bờ kè"),
    "another tag of that slug": written(
        "title: Tiêm chủng đợt 0\n", "title: Tiêm chủng đợt 0\ntags: [giáo thống]\n", "posts/2025/11/y-te-00.md"
    ),
    "lead": written("lead: Sáng 20/6", "lead: Sáng thứ bảy"),
    "lead from the body": written("lead: Sáng 20/6, cầu được hợp long.\n", ""),
    "hazard": written("hazard: Lũ quét", "hazard: Sạt lở", "posts/2026/06/lu-quet.md"),
    "level": written("level: 3", "level: 4", "posts/2026/06/lu-quet.md"),
    "area": written("area: Xã Trà Vân", "area: Xã Pa Rin", "posts/2026/06/lu-quet.md"),
    "end of the notice": written("2026-06-23 18:00", "2026-06-23 19:00", "posts/2026/06/lu-quet.md"),
    "title of the notice": written("Cảnh báo lũ quét", "Tin mới về lũ quét", "posts/2026/06/lu-quet.md"),
    "lead of the notice": written("lead: Mưa còn to", "lead: Trời còn mưa", "posts/2026/06/lu-quet.md"),
    "correction of the notice": written(
        "category: y-te", "category: y-te\nupdated: 2026-06-22 06:00", "posts/2026/06/lu-quet.md"
    ),
    "no notice": written("until: 2026-06-23 18:00", "until: 2026-06-22 10:59", "posts/2026/06/lu-quet.md"),
    "views": written("views: 891", "views: 892"),
    "no views": written("views: 891\n", ""),
    "most read": written("views: 7\n", "views: 70000\n", "posts/2026/06/ghim.md"),
    "readers": counted,
    "readers on another day": counted_on_another_day,
    "pinned": written("pinned: true\n", "", "posts/2026/06/ghim.md"),
    "draft": written("views: 891", "views: 891\ndraft: true"),
    "no draft": written("draft: true\n", "", "posts/2026/06/nhap.md"),
    "old address": written("/tin/12.html", "/tin/13.html"),
    "correction": written("17:30", "17:31"),
    "no correction": written("updated: 2026-06-20 17:30\n", ""),
    "slug": written("category: kinh-te", "category: kinh-te\nslug: cau", "posts/2026/06/khoi-cong.md"),
    "id": written("id: 2026-06-10-giong-lua\n", "", LIFE),
    "change": written("Thêm danh sách hộ.", "Thêm danh sách các hộ.", LIFE),
    "time of a change": written("2026-06-11 08:00", "2026-06-11 08:01", LIFE),
    "what was wrong": written("wrong: ba hộ", "wrong: bốn hộ", LIFE),
    "kind of a correction": written("wrong: ba hộ", "kind: apology, note: Xin lỗi., wrong: ba hộ", LIFE),
    "time of a correction": written("2026-06-12 09:00", "2026-06-12 09:01", LIFE),
    "reason of a withdrawal": written("Chương trình đã hết.", "Chương trình đã dừng.", LIFE),
    "successor": written("khoi-cong.md", "cup-nuoc.md", LIFE),
    "no withdrawal": written(
        "withdrawn: {time: 2026-06-14 08:00, note: Chương trình đã hết., replaced_by: khoi-cong.md}\n", "", LIFE
    ),
    "expiry": written("expires: 2026-06-30 08:00", "expires: 2026-06-29 08:00", LIFE),
    "expired": written("expires: 2026-06-30 08:00", "expires: 2026-06-20 08:00", LIFE),
    "reason of a removal": written("reason: privacy", "reason: order", REMOVED),
    "note of a removal": written("Theo yêu cầu.", "Theo yêu cầu của gia đình.", REMOVED),
    "time of a removal": written("2026-06-15 08:00", "2026-06-15 08:01", REMOVED),
    "successor of a removed article": written("khoi-cong.md", "cup-nuoc.md", REMOVED),
    "file of a removed article": written("khoi-cong.md}", "khoi-cong.md, files: [to-khai.pdf]}", REMOVED),
    "no removal": written(
        "removed: {time: 2026-06-15 08:00, reason: privacy, note: Theo yêu cầu., replaced_by: khoi-cong.md}\n",
        "",
        REMOVED,
    ),
    "another removal": lambda visit: visit.project.post(
        "2026/06/cung-go.md",
        post(
            title="Chuyện thứ hai",
            date="2026-06-12 08:00",
            category="kinh-te",
            removed="{time: 2026-06-16 08:00, reason: wrong}",
        ),
    ),
    "title of an earlier part": written("title: Hội chợ", "title: Hội chợ lớn", FAIR),
    "no part of the series": written("series: bao-so-13\n", "", FAIR),
    "time of the event": written("starts: 2026-07-05 08:00", "starts: 2026-07-05 09:00", FAIR),
    "place of the event": written("place: Sân vận động", "place: Nhà văn hóa", FAIR),
    "no event": written("event: {starts: 2026-07-05 08:00, ends: 2026-07-05 17:00, place: Sân vận động}\n", "", FAIR),
    "an update": written("Xe đến lúc chín giờ.", "Xe đến lúc chín giờ rưỡi.", "posts/2026/06/mua-xoai.md"),
    "time of an update": written("2026-06-14 09:00", "2026-06-14 09:30", "posts/2026/06/mua-xoai.md"),
    "no translation": written("translation_of: hoi-cho.md\n", "", "posts/2026/06/fruit-fair.md"),
    "address of a translation": written("lang: en", "lang: en\nslug: fair", "posts/2026/06/fruit-fair.md"),
    "language": written("lang: en\ntranslation_of: hoi-cho.md\n", "", "posts/2026/06/fruit-fair.md"),
    "name of the series": written("name: Bão số 13,", "name: Cơn bão số 13,", "mkdocs.yml"),
    "name of a period": written("until: 2025-07-01", "until: 2026-06-12", "mkdocs.yml"),
    "another label": written(
        "    licence:",
        "    labels: {correction: Đính chính, withdrawn: Bài không còn giá trị}\n    licence:",
        "mkdocs.yml",
    ),
    "a hub": written("    licence:", "    hub: https://hub.example/\n    licence:", "mkdocs.yml"),
    "number in a chart": written("| 2.345 |", "| 2.354 |"),
    "role of an author": written('role: "Trưởng Ban Biên tập"', 'role: "Tổng biên tập"', "mkdocs.yml"),
    "post on the day of another": lambda visit: visit.project.post(
        "2026/06/cung-ngay.md", post(title="Tin cùng ngày", date="2026-06-18 10:00", category="y-te")
    ),
    "words": written("Cầu nối hai bờ", "Cầu nối đôi bờ"),
    "anchor of a link": written("khoi-cong.md", "khoi-cong.md#le"),
    "title of a picture": written("(tru.png)", '(tru.png "Trụ số 2.")'),
    "description of the photo": written("Cây cầu sáng sớm", "Cây cầu buổi sớm"),
    "caption": written("Nhìn từ bờ nam.", "Nhìn từ bờ bắc."),
    "credit": written("Ảnh: Thúy Hằng", "Ảnh: Minh Khuê"),
    "no photo": written("image: {src: cau.jpg, alt", "image: {alt"),
    "name of the source": written("Báo Miền Duyên Hải", "Báo Duyên Hải"),
    "address of the source": written("bao.example/cau", "bao.example/cau-moi"),
    "hour of the source": written("12:00}", "12:01}"),
    "name of an attachment": written("title: Bản vẽ cầu", "title: Bản vẽ"),
    "an attachment": lambda visit: visit.project.post("2026/06/cau-moi/ban-ve.pdf", b"%PDF-1.7 ban ve, sua lai" * 99),
    "colour of the photo": painted("2026/06/cau-moi/cau.jpg", (320, 180), "#123456"),
    "size of the photo": painted("2026/06/cau-moi/cau.jpg", (640, 360), "#7a1518"),
    "size of a picture": painted("2026/06/cau-moi/tru.png", (80, 60), "#7a1518"),
    "post deleted": lambda visit: (visit.project.posts / "2026/06/cup-nuoc.md").unlink(),
    "oldest post deleted": lambda visit: (visit.project.posts / "2025/11/y-te-00.md").unlink(),
    "post added": lambda visit: visit.project.post("2026/06/moi.md", post(title="Tin mới", category="y-te")),
    "post of another year": lambda visit: visit.project.post(
        "2024/06/cu.md", post(title="Tin cũ", date="2024-06-01 08:00", category="giao-duc")
    ),
    "the hour has come": later,
    "name of the site": written("site_name: Bản tin An Bình", "site_name: Bản tin Bình An", "mkdocs.yml"),
    "description of the site": written("site_description: Tin tức", "site_description: Tin", "mkdocs.yml"),
    "address of the site": written("https://bantin.anbinh.example", "https://bantin.example", "mkdocs.yml"),
    "path of the site": written("anbinh.example/", "anbinh.example/tin/", "mkdocs.yml"),
    "publisher": written("publisher: Ủy ban", "publisher: UBND", "mkdocs.yml"),
    "name of a category": written("name: Kinh tế", "name: Kinh tế – Đầu tư", "mkdocs.yml"),
    "a style": lambda visit: (visit.project.folder / "styles.css").write_text("p { margin: 0 }"),
    **{
        f"template of {kind}": theme_of(kind)
        for kind in (
            "article",
            "print_view",
            "listing",
            "name_index",
            "day",
            "print_day",
            "month",
            "year",
            "archive",
            "front",
            "search",
            "alias",
            "removed",
            "corrections",
            "feed_style",
            "history",
            "article@en",
            "print_view@en",
            "gioi-thieu/",
            "alert",
            "alert.js",
            "offline",
            "service-worker.js",
        )
    },
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("base") / "bulletin")
    (project.folder / "styles.css").write_text("p { margin: 1em }")
    lay_out(project)
    return project


Pages = list[tuple[str, Recipe, bytes]]
"""Of a whole site: path, recipe and what comes of it."""


def pages_of(visit: Visit) -> Pages:
    return [(path, recipe, recipe.render()) for path, recipe in visit.recipes()]


@pytest.fixture(scope="module")
def untouched(base: Project) -> Pages:
    return pages_of(Visit(base))


def edited(base: Project, folder: Path, *edits: Edit) -> Pages:
    """The pages after some edits, in a copy of the project with its store."""
    shutil.copytree(base.folder, folder, symlinks=True)
    project = Project.__new__(Project)
    project.folder, project.posts, project.site = folder, folder / "posts", folder / "site"
    visit = Visit(project)
    for edit in edits:
        edit(visit)
    return pages_of(visit)


def contradictions(*sites: Pages) -> list[str]:
    """Pages whose keys are equal and whose bytes are not: their paths, and the bytes where they begin to differ."""
    seen: dict[bytes, bytes] = {}
    return [
        f"{path}: {first_difference(seen[recipe.key], content)}"
        for site in sites
        for path, recipe, content in site
        if seen.setdefault(recipe.key, content) != content
    ]


def first_difference(one: bytes, other: bytes) -> str:
    same = next(
        (index for index, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    return f"{one[same : same + 40]!r} or {other[same : same + 40]!r}, from byte {same} of {len(one)} or {len(other)}"


def test_the_project_has_every_page_kind(untouched: Pages) -> None:
    kinds = {type(recipe).__name__ for _, recipe, _ in untouched}
    assert kinds == {
        "AlertPage", "AlertScript", "AliasPage", "AppManifest", "ArchivePage", "ArticlePage", "CalendarFile",
        "ChartData", "CorrectionsFeed", "CorrectionsPage", "DayPage", "EventFile", "Feed", "FeedArchive", "FeedList",
        "FeedStyle", "FixedPage", "FrontPage", "HistoryPage", "LeadFeed", "ListPage", "MonthPage", "NameIndex",
        "NamesakesPage", "NewsSitemap", "OfflinePage", "PictureFile", "PrintView", "PrintedDay", "PublishedFile",
        "PublishedRecording", "RedirectMap", "RemovedMap", "RemovedPage", "Robots", "SearchPage", "SearchTable",
        "ServiceWorker", "Signpost", "Sitemap", "TitleBlock", "TitleCard", "YearPage",
    }  # fmt: skip
    assert "y-te/trang/1/index.html" in {path for path, _, _ in untouched}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_changes_the_key_of_every_page_that_it_changes(
    base: Project, untouched: Pages, tmp_path: Path, edit: str
) -> None:
    after = edited(base, tmp_path / "edited", EDITS[edit])
    assert contradictions(untouched, after) == []
    assert {path: content for path, _, content in untouched} != {path: content for path, _, content in after}, (
        "the edit shows"
    )


@settings(max_examples=15)
@given(
    st.lists(
        st.sampled_from([edit for edit in EDITS if edit not in ("order", "category", "no photo")]),
        min_size=2,
        max_size=4,
        unique=True,
    )
)
def test_several_edits_do_not_hide_each_other(
    base: Project, tmp_path_factory: pytest.TempPathFactory, edits: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("edits")
    try:
        sites = [
            edited(base, folder / str(count), *[EDITS[edit] for edit in edits[:count]])
            for count in range(len(edits) + 1)
        ]
    except Overlap:
        return
    assert contradictions(*sites) == []


def swaps(one: Recipe, others: list[Recipe]) -> Iterator[tuple[str, Recipe]]:
    """The same recipe with one input taken from another, wherever a page comes of it."""
    for name, other in product(one.__struct_fields__, others):
        swapped = msgspec.structs.replace(one, **{name: getattr(other, name)})
        try:
            swapped.render()
        except (ValueError, KeyError, IndexError):  # inputs that can't stand together
            continue
        yield name, swapped


def test_every_input_is_used_and_in_the_key(base: Project, untouched: Pages, tmp_path: Path) -> None:
    edits = [
        "title",
        "title of a related article",
        "path of the site",
        "name of the site",
        "name of a category",
        "colour of the photo",
        "no correction",
        "another person of that slug",
        "another tag of that slug",
        "most read",
        "slug",
        "post deleted",
        "post added",
        "post of another year",
        "number in a chart",
        "title of an article of the full page",
        "author",
        "old address",
        "readers",
    ]
    edits += ["hazard", "lead of the notice", "correction of the notice"]
    edits += [
        "what was wrong",
        "title of an earlier part",
        "address of a translation",
        "time of the event",
        "reason of a removal",
        "successor of a removed article",
        "another removal",
    ]
    edits += [edit for edit in EDITS if edit.startswith("template")]
    after = edited(base, tmp_path / "edited", *[EDITS[edit] for edit in edits])
    unused = {(type(recipe), name) for _, recipe, _ in untouched for name in recipe.__struct_fields__}
    at = {path: recipe for path, recipe, _ in after}
    for path, one, content in untouched:
        same_kind = [other for _, other, _ in after if type(other) is type(one)]
        there = at.get(path, one)  # another kind of page, when a name has got a namesake
        for name, swapped in swaps(one, [there if type(there) is type(one) else one, same_kind[0], same_kind[-1]]):
            if swapped.render() != content:
                assert changed_inputs(swapped, one.key) == [name], f"{name} of {path}"
                unused.discard((type(one), name))
    assert sorted(f"{kind.__name__}.{name}" for kind, name in unused) == []
