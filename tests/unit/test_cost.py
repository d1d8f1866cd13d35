"""What an edit costs, counted and not timed: the same in a bulletin ten times as large.

Every test names the files that have to be made, all of them. Most are the very same paths at both sizes: articles are
named by their age, the newest is `bai-0`, so what is near the newest is alike. Only numbered list pages, which count
from the oldest, are worked out. The large bulletin is for edits that reach lists and other articles, whose number could
grow with it; what an edit of an article's own text or views costs has nothing to grow with.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from bulletin.archive.store import Store
from bulletin.build import Build, Report
from bulletin.machine.cache import Cache
from bulletin.pages.article_page import ArticlePage
from bulletin.posts import post_folder
from bulletin.posts.post import Post
from bulletin.stylebook import addresses
from bulletin.typesetting import typesetter
from project import SETTINGS, Project, post
from unit import themes
from unit.proofreading import COUNTING, NOW, QUIET, VERSION, read_by, settings_of

pytestmark = pytest.mark.slow

SMALL, LARGE = 224, 2016
"""Chosen so that no list of a fourth of them is about to fill or to lose a page."""
AT_BOTH_SIZES = pytest.mark.parametrize("published", [SMALL, LARGE], indirect=True)
CATEGORIES = ("thoi-su", "kinh-te", "van-hoa-xa-hoi", "giao-duc")
AUTHORS = {"thuy-hang": "Thúy Hằng", "van-binh": "Văn Bình", "minh-chau": "Minh Châu", "quoc-an": "Quốc An"}
TAGS = {"thuy-loi": "thủy lợi", "lua-he-thu": "lúa hè thu", "du-lich": "du lịch", "nong-thon-moi": "nông thôn mới"}
FULL = "y-te"
"""A category with 39 articles at either size: the next one fills a page."""
NEWEST = datetime(2026, 6, 20, 8, 0)
APART = timedelta(hours=36)
"""Some twenty articles a month."""
EARLIER = 10
RELATED, RECENT = 4, 30
PAGE = 20
OLD = 201
"""The age of an article that no list of newest articles shows; at the smaller size it is among the first of its
category.
"""
MIDDLE = 141
"""Of one in no feed, but still among those whose views count for the front page. It has an old address, and another
post links to it.
"""


def day(age: int) -> datetime:
    return NEWEST - APART * age


def month(age: int) -> str:
    return f"{day(age):%Y/%m}"


def name(age: int) -> str:
    return f"{month(age)}/bai-{age}"


def pages(*ages: int) -> list[str]:
    return [f"{name(age)}/index.html" for age in ages]


def print_views(*ages: int) -> list[str]:
    return [f"{name(age)}/ban-in/index.html" for age in ages]


def title_cards(*ages: int) -> list[str]:
    return [f"{name(age)}/tua.png" for age in ages]


def days(*ages: int) -> list[str]:
    """The lists of the days of articles, of which no two are of one day."""
    return [f"{day(age):%Y/%m/%d}/index.html" for age in ages]


def printed_days(*ages: int) -> list[str]:
    return [f"{day(age):%Y/%m/%d}/ban-in/index.html" for age in ages]


def beside(age: int) -> list[str]:
    """The lists of the days on either side that are of the same month: they lead to each other."""
    return days(*[one for one in (age - 1, age + 1) if month(one) == month(age)])


def category(age: int) -> str:
    return CATEGORIES[age % 4]


def author(age: int) -> str:
    return list(AUTHORS)[age // 4 % 4]


def tag(age: int) -> str:
    return list(TAGS)[age // 16 % 4]


def after(age: int) -> list[int]:
    """The ten articles that name this one under «Tin đã đưa»."""
    return [younger for younger in range(age - 1, -1, -1) if category(younger) == category(age)][:EARLIER]


def related(articles: list[int], age: int) -> list[int]:
    """The related ones that an article's page names, out of all articles with keywords, newest first."""
    older = articles[articles.index(age) + 1 :]
    told = [one for one in older if category(one) == category(age)][:EARLIER]
    bearers = [one for one in older if tag(one) == tag(age)][:RECENT]
    return sorted([one for one in bearers if one not in told], key=lambda one: category(one) != category(age))[:RELATED]


class Bulletin:
    """A bulletin of so many articles, published once; every edit after that is counted."""

    def __init__(self, folder: Path, size: int) -> None:
        self.project = Project(folder)
        self.size = size
        self.kept: dict[Path, bytes | None] = {}
        for age in range(size):
            self.write(f"{name(age)}.md", self.text(age))
        for number in range(39):
            self.write(f"2025/11/tiem-chung-{number}.md", self.vaccination(number))

    def relating(self, age: int, moved_to: int | None = None) -> set[int]:
        """The articles whose related ones change when one gets another title, or its place right after a
        younger one.
        """
        before = list(range(self.size))
        if moved_to is None:
            return {one for one in before[:age] if age in related(before, one)}
        after = [*before[:moved_to], age, *[one for one in before[moved_to:] if one != age]]
        return {one for one in before if one != age and related(before, one) != related(after, one)}

    def text(self, age: int, **changed: str) -> str:
        values = {
            "title": f"Xã báo cáo việc số {age}",
            "date": f"{day(age):%Y-%m-%d %H:%M}",
            "category": category(age),
            "author": AUTHORS[author(age)],
            "tags": f"[{TAGS[tag(age)]}]",
            "lead": f"Tin số {age}, ngắn gọn.",
            "views": str(age * 3 + 1),
            "body": f"Việc số {age} đã xong.",
        }
        if age == MIDDLE:
            values["aliases"] = "[/tin/141.html]"
        if age == MIDDLE - 20:
            values["body"] += f" Xem [bài trước](../../{name(MIDDLE)}.md)."
        return post(**values | changed)

    def vaccination(self, number: int) -> str:
        return post(
            f"Tiêm chủng đợt {number}",
            f"2025-11-{number % 28 + 1:02} {number // 28 + 9:02}:00",
            FULL,
            "Mời bà con tới trạm y tế.",
            lead="Tin vắn.",
        )

    def write(self, file: str, text: str | None) -> None:
        """Writes a post, or deletes it; what was there comes back at the end of the test."""
        path = self.project.posts / file
        self.kept.setdefault(path, path.read_bytes() if path.is_file() else None)
        if text is None:
            path.unlink()
        else:
            self.project.post(file, text)

    def count_readers(self) -> None:
        """Sets a file for their totals."""
        file = self.project.folder / "mkdocs.yml"
        self.kept |= {file: file.read_bytes(), self.project.folder / "luot-xem.json": None}
        file.write_bytes(file.read_bytes().replace(b"  bulletin:\n", COUNTING.encode()))

    def take_back(self) -> None:
        for path, content in self.kept.items():
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content)
        self.kept.clear()

    @contextmanager
    def building(self, now: datetime = NOW) -> Iterator[Build]:
        """A build that has read the posts."""
        current = settings_of(self.project.folder)
        with closing(Cache(current.cache, VERSION)) as cache:
            build = Build(current, now, cache, self.project.site, QUIET)
            build.read()
            yield build

    def list_page(self, address: str, members: list[int], age: int) -> str:
        """The page of a list that shows an article: numbered pages of twenty from the oldest, the rest on the list's
        own.
        """
        at = sorted(members, reverse=True).index(age) // PAGE
        return f"{address}trang/{at + 1}/index.html" if at < len(members) // PAGE - 1 else f"{address}index.html"

    def lists(self, age: int) -> dict[str, list[int]]:
        """The lists that an article is in, by their addresses, with the ages of all their articles."""
        everything = range(self.size)
        return {
            f"{category(age)}/": [one for one in everything if category(one) == category(age)],
            f"tac-gia/{author(age)}/": [one for one in everything if author(one) == author(age)],
            f"tu-khoa/{tag(age)}/": [one for one in everything if tag(one) == tag(age)],
        }

    def splits(self, *ages: int) -> set[str]:
        """The splits of the search index that articles are in: those of their texts, and those of their titles."""
        closed = ["2025-07"] if self.size == SMALL else ["2018-03", "2021-01", "2024-01"]

        def of(age: int) -> tuple[str, str]:
            if day(age).year == 2026:
                return "2026-01", "tieu-de-2026"
            return max(first for first in closed if first <= f"{day(age):%Y-%m}"), f"tieu-de-{closed[0][:4]}"

        return {name for age in ages for name in of(age)}

    def texts(self, *ages: int) -> set[str]:
        """The splits of their texts alone."""
        return {name for name in self.splits(*ages) if not name.startswith("tieu-de")}

    def list_pages(self, age: int) -> list[str]:
        return [self.list_page(address, members, age) for address, members in self.lists(age).items()]

    def list_pages_from(self, age: int) -> list[str]:
        """Where the article stands in its lists, and every page after it."""
        found = []
        for address, members in self.lists(age).items():
            at = sorted(members, reverse=True).index(age) // PAGE
            found += [f"{address}trang/{number}/index.html" for number in range(at + 1, len(members) // PAGE)] + [
                f"{address}index.html"
            ]
        return found

    def list_pages_between(self, address: str, members: list[int], old: int, new: int) -> list[str]:
        """The pages of a list whose articles move up by one when an article leaves its place for one right after a
        younger article.
        """
        kept = [age for age in sorted(members, reverse=True) if age != old]
        moved = [*[age for age in kept if age >= new], old, *[age for age in kept if age < new]]
        places = [
            at
            for at, (one, other) in enumerate(zip(sorted(members, reverse=True), moved, strict=True))
            if one != other or one == old
        ]
        full = len(members) // PAGE - 1
        return [
            f"{address}trang/{at // PAGE + 1}/index.html" if at // PAGE < full else f"{address}index.html"
            for at in places
        ]


class Counted:
    """What one build did."""

    def __init__(self, bulletin: Bulletin, patch: pytest.MonkeyPatch, now: datetime = NOW) -> None:
        self.converted = 0
        setting = typesetter.Typesetter.set

        def counting(own: typesetter.Typesetter, one: Post) -> typesetter.TypesetBody:
            self.converted += 1
            return setting(own, one)

        patch.setattr(typesetter.Typesetter, "set", counting)
        site = bulletin.project.site
        before = lying_in(site)
        with bulletin.building(now) as build:
            drawn, _ = build._plan(themes.printed(SETTINGS), build._destination.ledger(), build.survey())
            report, problems = build.publish(themes.printed(SETTINGS))
        assert problems == [] and report is not None
        after = lying_in(site)
        self.report: Report = report
        self.indexed = {
            path.split("/")[1] for path in drawn.paths() if path.count("/") > 1 and path.startswith("tim-kiem/")
        }
        self.made = _besides_the_index(drawn.paths())
        self.written = _besides_the_index(path for path, state in after.items() if before.get(path) != state)
        self.deleted = _besides_the_index(before.keys() - after.keys())

    def is_exactly(
        self, made: list[str], read: int, deleted: list[str] | None = None, indexed: Collection[str] = ()
    ) -> bool:
        """Nothing is made that comes out the same, and the report says so. `indexed` are the splits of the search index
        that changed, and no other.
        """
        made = in_all_formats(made)
        assert self.indexed == set(indexed)
        assert self.made == sorted([*made, *(["tim-kiem/muc-luc.json"] if indexed else [])])
        assert self.written == self.made
        assert self.deleted == sorted(deleted or [])
        assert self.report.opened == read
        assert self.report.made == self.report.written
        if not indexed:
            assert (self.report.written, self.report.deleted) == (len(made), len(deleted or []))
        return True


def in_all_formats(paths: Iterable[str]) -> list[str]:
    """The paths, with those of the other formats of each feed."""
    return [
        path.removesuffix("rss.xml") + ending
        for path in paths
        for ending in (("rss.xml", "atom.xml", "feed.json") if path.endswith("rss.xml") else ("",))
    ]


def _besides_the_index(paths: Iterable[str]) -> list[str]:
    """Files of the index are named by what is in them; that they are those of the right splits has to do. So are title
    cards, of which each article has one.
    """
    return sorted(
        re.sub(r"/tua-[0-9a-f]{8}\.png$", "/tua.png", path)
        for path in paths
        if not (path.startswith("tim-kiem/") and path.count("/") > 1)
    )


def lying_in(site: Path) -> dict[str, tuple[int, int]]:
    """All files, with what tells that one was written: a new one in its place, or into it."""
    return {
        path.relative_to(site).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in site.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module", params=[SMALL])
def published(request: pytest.FixtureRequest) -> Iterator[Bulletin]:
    folder = tempfile.mkdtemp(prefix="cost-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(post_folder, "_SETTLING_TIME", -(10**18))  # the test is quicker than an editor
        made = Bulletin(Path(folder, "ban-tin"), request.param)
        first = Counted(made, patch)
        assert first.report.opened == first.report.articles == made.size + 39
        made.kept.clear()
        yield made
    shutil.rmtree(folder)


@pytest.fixture
def bulletin(published: Bulletin) -> Iterator[Bulletin]:
    """As it was published first; afterwards it is so again."""
    yield published
    published.take_back()
    with published.building() as build:
        assert build.publish(themes.printed(SETTINGS))[1] == []


OF_EVERY_NEW_ARTICLE = [
    "index.html", "rss.xml", "2026/06/index.html", "2026/index.html", "luu-tru/index.html", "tim-kiem/index.html",
    "sitemap.xml", "sitemap-trang.xml", "sitemap-2026-06.xml", "sitemap-tin-moi.xml", "2026/06/atom.xml",
    "2026/06/21/index.html", "2026/06/21/ban-in/index.html", "2026/06/20/index.html",
]  # fmt: skip


NAMES = [
    f"{of}/{address}"
    for of in ("tac-gia", "tu-khoa")
    for address in (
        "index.html",
        f"{'thuy-hang' if of == 'tac-gia' else 'thuy-loi'}/index.html",
        f"{'thuy-hang' if of == 'tac-gia' else 'thuy-loi'}/rss.xml",
    )
]
"""The lists of all authors and keywords, and the list and the feed of those of a new article."""


@AT_BOTH_SIZES
def test_a_new_article_costs_its_own_pages_and_those_that_lead_to_it(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulletin.write("2026/06/tin-moi.md", bulletin.text(0, title="Tin vừa đến", date="2026-06-21 16:00"))
    assert Counted(bulletin, monkeypatch).is_exactly(
        [
            *OF_EVERY_NEW_ARTICLE, "2026/06/tin-moi/index.html", "2026/06/tin-moi/ban-in/index.html",
            "2026/06/tin-moi/tua.png",
            "thoi-su/index.html", "thoi-su/rss.xml", *NAMES,
        ],
        read=1,
        indexed=bulletin.splits(0),
    )  # fmt: skip


@AT_BOTH_SIZES
def test_the_article_that_fills_a_list_adds_one_numbered_page(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulletin.write("2026/06/tin-moi.md", post("Tiêm chủng đợt cuối", "2026-06-21 16:00", FULL, lead="Tin vắn."))
    own = ["2026/06/tin-moi/index.html", "2026/06/tin-moi/ban-in/index.html", "2026/06/tin-moi/tua.png"]
    assert Counted(bulletin, monkeypatch).is_exactly(
        [*OF_EVERY_NEW_ARTICLE, *own, f"{FULL}/index.html", f"{FULL}/trang/1/index.html", f"{FULL}/rss.xml"],
        read=1,
        indexed=bulletin.splits(0),
    )


def test_a_corrected_body_costs_the_article_and_its_print_view(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulletin.write(
        f"{name(MIDDLE)}.md", bulletin.text(MIDDLE, aliases="[/tin/141.html]", body="Việc đã xong, xin đính chính.")
    )
    counted = Counted(bulletin, monkeypatch)
    assert counted.is_exactly(
        [*pages(MIDDLE), *print_views(MIDDLE), *printed_days(MIDDLE)], read=1, indexed=bulletin.texts(MIDDLE)
    )
    assert counted.converted == 1


def test_a_corrected_body_of_a_new_article_costs_the_feeds_too(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulletin.write(f"{name(1)}.md", bulletin.text(1, body="Việc đã xong, xin đính chính."))
    assert Counted(bulletin, monkeypatch).is_exactly(
        [*pages(1), *print_views(1), *printed_days(1), "rss.xml", f"{category(1)}/rss.xml"],
        read=1,
        indexed=bulletin.texts(1),
    )


@AT_BOTH_SIZES
def test_a_corrected_title_costs_every_place_where_it_stands(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulletin.write(f"{name(MIDDLE)}.md", bulletin.text(MIDDLE, title="Xin đính chính tên bài"))
    counted = Counted(bulletin, monkeypatch)
    around = [f"{month(MIDDLE)}/index.html", f"{month(MIDDLE)}/atom.xml", "tin/141.html"]
    assert counted.is_exactly(
        [
            *pages(MIDDLE, *{*after(MIDDLE), *bulletin.relating(MIDDLE)}),
            *print_views(MIDDLE),
            *title_cards(MIDDLE),
            *days(MIDDLE),
            *printed_days(MIDDLE),
            *bulletin.list_pages(MIDDLE),
            *around,
        ],
        read=1,
        deleted=title_cards(MIDDLE),
        indexed=bulletin.splits(MIDDLE),
    )
    assert counted.converted == 1, "how the title is said is part of the text"


def told_of(age: int) -> list[str]:
    """The files that tell of an article's corrections."""
    own = [f"{name(age)}/lich-su/index.html", f"sitemap-{month(age).replace('/', '-')}.xml", f"{month(age)}/atom.xml"]
    return [*own, "sitemap.xml", "sitemap-trang.xml", "cai-chinh/index.html", "cai-chinh/rss.xml"]


def test_a_correction_costs_the_places_that_mark_it_and_another_one_what_prints_it(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = "{time: 2026-06-21 09:00, wrong: ba hộ, right: ba mươi hộ}"
    bulletin.write(f"{name(OLD)}.md", bulletin.text(OLD, corrections=f"[{first}]"))
    own = [*pages(OLD), *print_views(OLD), *printed_days(OLD), *told_of(OLD)]
    around = [f"{month(OLD)}/index.html", *days(OLD), *bulletin.list_pages(OLD)]
    assert Counted(bulletin, monkeypatch).is_exactly(
        [*own, *around, *pages(*{*after(OLD), *bulletin.relating(OLD)})], read=1, indexed=bulletin.splits(OLD)
    )
    second = "{time: 2026-06-21 10:00, kind: clarification, note: Giống do huyện cấp.}"
    bulletin.write(f"{name(OLD)}.md", bulletin.text(OLD, corrections=f"[{first}, {second}]"))
    # The text and the card are as before; the split of the text bears the digest of everything that its pages show.
    assert Counted(bulletin, monkeypatch).is_exactly([*own, "tim-kiem/muc-luc.json"], read=1)


def test_a_removal_costs_the_places_that_named_the_article(bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a deletion costs, and the explanation: its page, the feeds, the map and the worker."""
    removed = "{time: 2026-06-21 09:00, reason: wrong}"
    bulletin.write(f"{name(OLD)}.md", bulletin.text(OLD, removed=removed))
    slug, around = category(OLD), [*beside(OLD), "tac-gia/index.html", "tu-khoa/index.html", "luu-tru/index.html"]
    around += [
        f"{month(OLD)}/index.html",
        f"{month(OLD)}/atom.xml",
        f"{day(OLD).year}/index.html",
        "tim-kiem/index.html",
    ]
    around.append(f"sitemap-{month(OLD).replace('/', '-')}.xml")
    told = [*pages(OLD), *print_views(OLD), "rss.xml", f"{slug}/rss.xml", "bai-da-go.map", "sw.js"]
    assert Counted(bulletin, monkeypatch).is_exactly(
        [*told, *pages(*{*after(OLD), *bulletin.relating(OLD)}), *bulletin.list_pages_from(OLD), *around],
        read=1,
        deleted=[*title_cards(OLD), *days(OLD), *printed_days(OLD)],
        indexed=bulletin.splits(OLD),
    )


def test_a_count_of_views_costs_one_page(bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch) -> None:
    bulletin.write(f"{name(OLD)}.md", bulletin.text(OLD, views="123456"))
    counted = Counted(bulletin, monkeypatch)
    assert counted.is_exactly(pages(OLD), read=1)
    assert counted.converted == 0


def test_a_count_of_views_that_makes_an_article_most_read_costs_the_front_page_too(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulletin.write(f"{name(MIDDLE)}.md", bulletin.text(MIDDLE, views="123456"))
    assert Counted(bulletin, monkeypatch).is_exactly([*pages(MIDDLE), "index.html"], read=1)


def test_new_views_of_all_articles_convert_no_body(bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a nightly import of the server's counts does it."""
    everything = range(bulletin.size)
    for age in everything:
        bulletin.write(f"{name(age)}.md", bulletin.text(age, views=str(age * 5 + 2)))
    counted = Counted(bulletin, monkeypatch)
    assert counted.is_exactly(pages(*everything), read=bulletin.size)
    assert counted.converted == 0


def test_readers_of_all_articles_cost_a_few_bytes_of_each_page(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No post and no month is read for them, and no page is made again."""
    everything = range(bulletin.size)
    bulletin.count_readers()
    read_by(bulletin.project, {f"{name(age)}/": 2000 + age for age in everything})
    with bulletin.building() as build:
        build.publish(themes.printed(SETTINGS))
    read_by(bulletin.project, {f"{name(age)}/": 1 for age in everything}, "2026-06-21")
    monkeypatch.setattr(ArticlePage, "render", lambda page: pytest.fail(f"{page.source} is made again"))
    monkeypatch.setattr(Store, "put_month", lambda store, month, *_: pytest.fail(f"{month} is stored again"))
    counted = Counted(bulletin, monkeypatch)
    assert counted.is_exactly(pages(*everything), read=0)
    assert counted.converted == 0


def test_readers_of_one_article_cost_its_page(bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch) -> None:
    bulletin.count_readers()
    read_by(bulletin.project, {f"{name(OLD)}/": 1})
    assert Counted(bulletin, monkeypatch).is_exactly(pages(OLD), read=0)


def test_an_address_that_changes_costs_the_posts_that_link_to_it(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulletin.write(f"{name(MIDDLE)}.md", bulletin.text(MIDDLE, slug="dia-chi-moi"))
    new, linking = f"{month(MIDDLE)}/dia-chi-moi", MIDDLE - 20
    assert linking in after(MIDDLE), "its page is made anyway; its print view for the link's sake"
    assert Counted(bulletin, monkeypatch).is_exactly(
        [
            f"{new}/index.html", f"{new}/ban-in/index.html", f"{new}/tua.png",
            *pages(*{*after(MIDDLE), *bulletin.relating(MIDDLE)}), *print_views(linking), *bulletin.list_pages(MIDDLE),
            *days(MIDDLE), *printed_days(MIDDLE, linking),
            f"{month(MIDDLE)}/index.html", f"{month(MIDDLE)}/atom.xml",
            f"sitemap-{month(MIDDLE).replace('/', '-')}.xml", "tin/141.html", "chuyen-huong.map",
        ],
        read=1,
        deleted=[*pages(MIDDLE), *print_views(MIDDLE), *title_cards(MIDDLE)],
        indexed=bulletin.splits(MIDDLE),
    )  # fmt: skip


@AT_BOTH_SIZES
def test_a_deleted_old_article_costs_its_lists_from_there_on_and_its_neighbours(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulletin.write(f"{name(OLD)}.md", None)
    year = day(OLD).year
    around = [
        *beside(OLD),
        "tac-gia/index.html",
        "tu-khoa/index.html",
        f"{month(OLD)}/index.html",
        f"{month(OLD)}/atom.xml",
        f"{year}/index.html",
        "luu-tru/index.html",
        "tim-kiem/index.html",
        f"sitemap-{month(OLD).replace('/', '-')}.xml",
    ]
    assert Counted(bulletin, monkeypatch).is_exactly(
        [*pages(*{*after(OLD), *bulletin.relating(OLD)}), *bulletin.list_pages_from(OLD), *around],
        read=0,
        deleted=[*pages(OLD), *print_views(OLD), *title_cards(OLD), *days(OLD), *printed_days(OLD)],
        indexed=bulletin.splits(OLD),
    )


def test_an_old_article_that_gets_another_day_costs_the_places_where_its_date_stands(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day later it still stands between the same two articles."""
    bulletin.write(f"{name(OLD)}.md", bulletin.text(OLD, date=f"{day(OLD) + timedelta(days=1):%Y-%m-%d %H:%M}"))
    tomorrow = f"{day(OLD) + timedelta(days=1):%Y/%m/%d}"
    around = [
        f"{tomorrow}/index.html",
        f"{tomorrow}/ban-in/index.html",
        *beside(OLD),
        f"{month(OLD)}/index.html",
        f"{month(OLD)}/atom.xml",
        f"{month(OLD)[:4]}/index.html",
        f"sitemap-{month(OLD).replace('/', '-')}.xml",
    ]
    counted = Counted(bulletin, monkeypatch)
    assert counted.is_exactly(
        [*pages(OLD, *{*after(OLD), *bulletin.relating(OLD)}), *print_views(OLD), *bulletin.list_pages(OLD), *around],
        read=1,
        deleted=[*days(OLD), *printed_days(OLD)],
        indexed=bulletin.splits(OLD),
    )


@AT_BOTH_SIZES
def test_an_old_article_that_goes_to_another_month_costs_the_lists_between(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From before ten older articles of its category to after them: its lists change from the one place to the other,
    and not beyond.
    """
    day_of_month = day(OLD - 28)
    assert f"{day_of_month:%Y/%m}" != month(OLD)
    bulletin.write(f"{name(OLD)}.md", None)
    bulletin.write(
        f"{day_of_month:%Y/%m}/bai-{OLD}.md",
        bulletin.text(OLD, date=f"{day_of_month + timedelta(hours=1):%Y-%m-%d %H:%M}"),
    )
    counted = Counted(bulletin, monkeypatch)
    new, months = f"{day_of_month:%Y/%m}/bai-{OLD}", (month(OLD), f"{day_of_month:%Y/%m}")
    assert counted.deleted == sorted(
        [*pages(OLD), *print_views(OLD), *title_cards(OLD), *days(OLD), *printed_days(OLD)]
    )
    passed = [age for age in range(OLD - 28, OLD) if category(age) == category(OLD)]
    articles = [
        *pages(*{*passed, *after(OLD - 28), *bulletin.relating(OLD, moved_to=OLD - 28)}),
        f"{new}/index.html",
        f"{new}/ban-in/index.html",
        f"{new}/tua.png",
    ]
    between = sorted(
        {
            page
            for address, members in bulletin.lists(OLD).items()
            for page in bulletin.list_pages_between(address, members, OLD, OLD - 28)
        }
    )
    years = {f"{one[:4]}/index.html" for one in months}
    around = (
        [*beside(OLD), *days(OLD - 28), *printed_days(OLD - 28), *[f"{one}/index.html" for one in months]]
        + [f"{one}/atom.xml" for one in months]
        + [f"sitemap-{one.replace('/', '-')}.xml" for one in months]
    )
    assert counted.made == sorted(
        [*articles, *between, *years, *around, "luu-tru/index.html", "tim-kiem/index.html", "tim-kiem/muc-luc.json"]
    )
    assert counted.written == counted.made
    assert counted.indexed == bulletin.splits(OLD, OLD - 28)


ALERT = "{hazard: Lũ quét, level: 3, area: Ba xã miền núi, until: 2026-06-23 18:00}"


def alerted(bulletin: Bulletin) -> set[str]:
    """The pages with an emergency notice in their HTML: as many in any archive but for what the last two months have
    brought.
    """
    newest = [age for age in range(bulletin.size) if month(age) in ("2026/05", "2026/06")]
    categories = [f"{slug}/index.html" for slug in settings_of(bulletin.project.folder).categories]
    lists = [
        "index.html",
        "cai-chinh/index.html",
        "loat-bai/index.html",
        "luu-tru/index.html",
        "tim-kiem/index.html",
        "tac-gia/index.html",
        "tu-khoa/index.html",
        "2026/index.html",
        "2026/06/index.html",
        "2026/05/index.html",
        *categories,
    ]
    fixed = [addresses.output(address) for address in themes.printed(SETTINGS).fixed]
    return {*pages(*newest), *days(*newest), *lists, *fixed, "khan-cap/index.html", "khan-cap.js"}


@AT_BOTH_SIZES
def test_a_notice_costs_the_pages_of_two_months_and_no_older_article(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Published, ended by its editor, begun again, and ended by the clock: each the same."""
    own = {"2026/06/tin-moi/index.html", "2026/06/tin-moi/ban-in/index.html", "2026/06/tin-moi/tua.png"}
    plain = {*OF_EVERY_NEW_ARTICLE, *own, "thoi-su/index.html", "thoi-su/rss.xml", *NAMES}
    text = bulletin.text(0, title="Cảnh báo lũ quét", date="2026-06-21 16:00", alert=ALERT)
    bulletin.write("2026/06/tin-moi.md", text)
    assert Counted(bulletin, monkeypatch).is_exactly([*(plain | alerted(bulletin))], read=1, indexed=bulletin.splits(0))
    everything, feeds = (
        alerted(bulletin) | {"2026/06/tin-moi/index.html", "2026/06/21/index.html"},
        {"rss.xml", "thoi-su/rss.xml"},
    )
    for written in (text.replace(f"alert: {ALERT}\n", ""), text):
        bulletin.write("2026/06/tin-moi.md", written)
        assert Counted(bulletin, monkeypatch).is_exactly([*(everything | feeds)], read=1)
    assert Counted(bulletin, monkeypatch, datetime.fromisoformat("2026-06-23T18:00:00+07:00")).is_exactly(
        [*everything, "sitemap-tin-moi.xml"], read=0
    )


def test_a_notice_of_an_old_article_is_on_the_pages_of_its_month_too(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulletin.write(f"{name(MIDDLE)}.md", bulletin.text(MIDDLE, aliases="[/tin/141.html]", alert=ALERT))
    of_its_month = pages(*[age for age in range(bulletin.size) if month(age) == month(MIDDLE)])
    of_its_month += [f"2025/11/tiem-chung-{number}/index.html" for number in range(39)]
    of_its_month += {
        *days(*[age for age in range(bulletin.size) if month(age) == month(MIDDLE)]),
        *[f"2025/11/{number % 28 + 1:02}/index.html" for number in range(39)],
    }
    assert month(MIDDLE) == "2025/11"
    assert Counted(bulletin, monkeypatch).is_exactly([*alerted(bulletin), *of_its_month, "2025/11/index.html"], read=1)


@AT_BOTH_SIZES
def test_a_first_namesake_costs_the_pages_that_lead_to_the_name(
    bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only then, since the plain address is no longer that of one; the next article of either costs what any article
    does.
    """
    text = bulletin.text(0, title="Tin vừa đến", date="2026-06-21 16:00", author="Quốc Ấn")
    bulletin.write("2026/06/tin-moi.md", text)
    counted = Counted(bulletin, monkeypatch)
    of_the_name = [age for age in range(bulletin.size) if author(age) == "quoc-an"]
    own = ["2026/06/tin-moi/index.html", "2026/06/tin-moi/ban-in/index.html", "2026/06/tin-moi/tua.png"]
    full = len(of_the_name) // PAGE - 1
    lists = [path for path in counted.made if path.startswith("tac-gia/quoc-an")]
    assert len([path for path in lists if not path.endswith(("atom.xml", "feed.json"))]) == 2 + full + (2 + full) + 1, (
        "who is meant, whose feed goes on, and older pages lead there; all pages of the one list and its feed; "
        "the one page of the other"
    )
    assert all(re.match(r"tac-gia/quoc-an(--[0-9a-f]{8})?/", path) for path in lists)
    assert counted.is_exactly(
        [
            *OF_EVERY_NEW_ARTICLE,
            *own,
            *pages(*of_the_name),
            *[path for path in lists if not path.endswith(("atom.xml", "feed.json"))],
            "feeds.opml",
            "thoi-su/index.html",
            "thoi-su/rss.xml",
            "tac-gia/index.html",
            "tu-khoa/index.html",
            "tu-khoa/thuy-loi/index.html",
            "tu-khoa/thuy-loi/rss.xml",
        ],
        read=1,
        indexed=bulletin.splits(0, *of_the_name),
    )
    bulletin.write("2026/06/tin-nua.md", text.replace("16:00", "17:00").replace("Tin vừa đến", "Tin vừa đến nữa"))
    counted = Counted(bulletin, monkeypatch)
    list_page, *feeds = sorted(path for path in counted.made if path.startswith("tac-gia/quoc-an"))
    assert feeds == sorted(in_all_formats(["tac-gia/quoc-an/rss.xml"]))
    feed = "tac-gia/quoc-an/rss.xml"
    own = [path.replace("tin-moi", "tin-nua") for path in own]
    of_every_second = [
        path for path in OF_EVERY_NEW_ARTICLE if path != "2026/06/20/index.html"
    ]  # its day is there already
    assert counted.is_exactly(
        [
            *of_every_second,
            *own,
            list_page,
            feed,
            "thoi-su/index.html",
            "thoi-su/rss.xml",
            "tac-gia/index.html",
            "tu-khoa/index.html",
            "tu-khoa/thuy-loi/index.html",
            "tu-khoa/thuy-loi/rss.xml",
        ],
        read=1,
        indexed=bulletin.splits(0),
    )


@AT_BOTH_SIZES
def test_nothing_changed_costs_nothing(bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Counted(bulletin, monkeypatch).is_exactly([], read=0)


def test_a_touched_post_is_read_and_nothing_is_made(bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(bulletin.project.posts / f"{name(MIDDLE)}.md")
    assert Counted(bulletin, monkeypatch).is_exactly([], read=1)
    assert Counted(bulletin, monkeypatch).is_exactly([], read=0)


FUNCTIONS = {
    "by their names": "  - pymdownx.emoji: {emoji_generator: !!python/name:pymdownx.emoji.to_svg ''}",
    "in a list": (
        "  - pymdownx.superfences: {custom_fences: "
        "[{name: so-do, class: so-do, format: !!python/name:pymdownx.superfences.fence_code_format ''}]}"
    ),
    "made by a call": (
        "  - pymdownx.tabbed: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}"
    ),
}
"""Options of extensions as Material's own documentation has them."""


@pytest.mark.parametrize("kind", FUNCTIONS)
def test_options_that_are_functions_are_the_same_in_the_next_process(project: Project, kind: str) -> None:
    """A function has another address in each; were that in a digest, every build would read every post."""
    project.is_warm = False
    path = project.folder / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("markdown_extensions:", f"markdown_extensions:\n{FUNCTIONS[kind]}"), encoding="utf-8")
    project.post("2026/06/a.md", post())
    assert project.build().returncode == 0
    again = project.build()
    assert again.returncode == 0
    assert "đọc 0 bài, dựng 0 tệp" in again.stderr
