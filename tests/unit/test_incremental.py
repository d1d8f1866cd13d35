"""Whatever happened before it: after a build the site is byte for byte what a first build makes of the same state.

A state is everything that shapes the site: posts, pictures, settings, templates, words, the clock. The machine below
draws histories of edits, mistakes and mishaps; after (almost) every one it builds on top of what is there, builds the
same state from nothing into another folder, and compares files, folders and problems. Lists, feeds and «Tin đã đưa» are
made short here, so that a dozen posts fill, overflow and empty them.

    HISTORIES=20 python -m pytest tests/unit/test_incremental.py

draws twenty times as many histories. Hypothesis prints the shortest one that fails as a Python program.
"""

import functools
import os
import posixpath
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import msgspec
import pytest
from bulletin import problems
from bulletin.archive import related, update
from bulletin.build import Build, Report
from bulletin.edition import month_edition
from bulletin.edition.shells import Shell
from bulletin.edition.theme import Theme
from bulletin.machine import digest, workers
from bulletin.machine.cache import Cache
from bulletin.machine.source_file import SourceFile
from bulletin.pages import article_page, feed, front_page, list_page
from bulletin.pictures import title_card
from bulletin.posts import post_folder
from bulletin.problems import Problem
from bulletin.search import pagefind, splits
from bulletin.stylebook import addresses, words
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from PIL import Image
from project import NOON, WHOLE_SETTINGS, Project, post, source
from unit import themes
from unit.proofreading import COUNTING, QUIET, VERSION, read_by, settings_of

T = TypeVar("T")

HISTORIES = float(os.environ.get("HISTORIES", "1"))
FAST_DISK = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Some ten thousand files are written; no test needs them on a disk."""

COUNTED_SETTINGS = WHOLE_SETTINGS.replace("  bulletin:\n", COUNTING)
SETTINGS = (
    COUNTED_SETTINGS,
    COUNTED_SETTINGS.replace("name: Bão số 13,", "name: Cơn bão số 13,"),
    COUNTED_SETTINGS.replace("until: 2025-07-01", "until: 2026-06-10"),
    COUNTED_SETTINGS.replace("    licence:", "    labels: {correction: Đính chính}\n    licence:"),
    COUNTED_SETTINGS.replace("[thị xã Hòa Thuận,", "[xã Hòa An,"),
    COUNTED_SETTINGS.replace("site_name: Bản tin An Bình", "site_name: Bản tin Bình An"),
    COUNTED_SETTINGS.replace("name: Thời sự}", "name: Tin thời sự}"),
    COUNTED_SETTINGS.replace("https://bantin.anbinh.example/", "https://anbinh.example/ban-tin/"),
    COUNTED_SETTINGS.replace("BACKLINK_TITLE: Về chỗ đọc dở, chú thích {}", "BACKLINK_TITLE: Trở lại chú thích {}"),
    COUNTED_SETTINGS.replace("  - abbr\n", ""),
    COUNTED_SETTINGS.replace("      - {slug: y-te, name: Y tế}\n", ""),
    COUNTED_SETTINGS.replace("  bulletin:\n", "  bulletin:\n    offline: false\n"),
    WHOLE_SETTINGS,
)
assert len(set(SETTINGS)) == len(SETTINGS), "mkdocs.yml has changed since; choose something else in it"
STATIC = ("assets/bulletin.css", "assets/service-worker.js", "assets/share.jpg", "assets/search.js")
"""Four of the theme's files stand for all of them."""
TEMPLATES = (
    "article", "print_view", "listing", "month", "year", "archive", "front", "search", "alias", "alert", "offline",
    "removed", "corrections", "history", "feed_style", "article@en", "lien-he/", "404.html", "quy-che/",
    "service-worker-removal", *STATIC[:2],
)  # fmt: skip
READ_ON = ("2026-06-10", "2026-06-20", "2026-06-21")
"""Days of readers: more than a week before the last one, and two days of the same week."""
CLOCKS = tuple(datetime.fromtimestamp(int(NOON) + days * 86_400, UTC) for days in (-30, 0, 11, 40))
"""Before some of the posts, the tests' usual moment, after some of the posts of July, after all of them."""

MONTHS = ("2025/12", "2026/05", "2026/06", "2026/07")
STEMS = ("hop-dan", "khoi-cong-cau", "le-hoi", "tap-huan", "tiem-chung", "Nghỉ lễ 2-9", "gia-lua", "cap-nuoc")
TITLES = (
    "Họp dân bàn việc làm đường",
    "Khởi công cầu qua sông",
    "Lễ hội & chợ quê",
    "Giá lúa đầu vụ",
    '"Ba sạch" ở xã Hòa An',
)
BODIES = (
    "Sáng nay bà con đã họp tại nhà văn hóa thôn.",
    "Có 3 hộ nhận giống.[^1]\n\n## Kết quả\n\nVụ này được mùa.\n\n[^1]: Số liệu đến hôm qua.",
    "UBND xã cho biết nước đã về.\n\n| Thôn | Hộ |\n| --- | ---: |\n| Đông | 12 |\n\n*[UBND]: Ủy ban nhân dân",
    "## Chương trình\n\n- Khai mạc\n- Bế mạc",
    "Lời <marquee>mời</marquee> của Ban Tổ chức.",
    "",
)
AUTHORS = ((), ("Thúy Hằng",), ("Thuý Hằng", "Văn Hà"), ("Văn Hạ",), ("Văn Hà",))
TAGS = ((), ("thủy lợi",), ("thủy lợi", "lúa hè thu"), ("lúa hè thu", "Thủy Lợi"), ("thụy lợi",))
CATEGORIES = ("thoi-su", "y-te", "thong-bao")
SLUGS = (None, "tin-moi", "hop-dan")
ALIASES = ((), ("/tin/1.html",), ("/tin/1.html/2.html",), ("/tin/1.html", "/cu/hop-dan"), ("/cu",))
PICTURES = ("anh.png", "so-do.png", "Ảnh.png")
ATTACHMENTS = ("ke-hoach.pdf", "so-do.png")
ALERTS = (None, (3, 29), (5, 29), (3, 32), (1, 60))
"""Over before some of the clocks and in force at others; the last one is long enough for a warning."""

LIVES: dict[str, dict[str, str]] = {
    "nothing": {},
    "changed": {"changes": "[{time: {day} 23:50, note: Thêm danh sách hộ.}]"},
    "corrected": {"corrections": "[{time: {day} 23:51, wrong: ba hộ, right: ba mươi hộ}]"},
    "corrected on top": {
        "corrections": "[{time: {day} 23:51, kind: apology, note: Xin lỗi bạn đọc.}]",
        "id": "hop-dan-1",
    },
    "withdrawn": {"withdrawn": "{time: {day} 23:52, note: Đã hết hiệu lực.}"},
    "replaced": {"withdrawn": "{time: {day} 23:52, note: Đã có bài mới., replaced_by: ../../2026/06/hop-dan.md}"},
    "removed": {"removed": "{time: {day} 23:53, reason: privacy}"},
    "removed and replaced": {
        "removed": "{time: {day} 23:53, reason: wrong, note: Sai tên xã., replaced_by: ../../2026/06/gia-lua.md}",
        "id": "hop-dan-2",
    },
    "removed with files": {"removed": "{time: {day} 23:53, reason: order, files: [ke-hoach.pdf, so-do.png]}"},
    "expires": {"expires": "{later} 18:00", "review": "{later}"},
    "an event": {"event": "{starts: {later} 07:30, ends: {later} 11:00, place: Nhà văn hóa}"},
    "a part of a series": {"series": "bao-so-13", "id": "hop-dan-1"},
    "live": {"updates": "[{time: {day} 23:40, title: Nước rút, text: Bà con về nhà., key: true}]"},
    "in English": {"lang": "en", "translation_of": "../../2026/06/hop-dan.md"},
    "of another province": {"period": "tỉnh cũ"},
}
"""What happens to an article after its publication. `{day}` is its day, `{later}` one of the end of its month, which is
over by some of the clocks and to come by others.
"""

NUMBER = st.integers(0, 99)
"""Stands for one of whatever there is: posts, files, folders."""


@dataclass
class Draft:
    """A post as its editor has it in mind. `faulty` is a text to put in the place of its category."""

    title: str = TITLES[0]
    day: int = 5
    clock: str = "08:15"
    category: str = "thoi-su"
    body: str = BODIES[0]
    author: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    lead: str | None = None
    views: int | None = None
    slug: str | None = None
    updated: bool = False
    draft: bool = False
    pinned: bool = False
    photo: str | None = None
    pictures: tuple[str, ...] = ()
    attachment: str | None = None
    links: list[str] = field(default_factory=list)
    alert: tuple[int, int] | None = None
    """The level of its emergency notice, and the days it lasts from the beginning of the month on."""
    life: str = "nothing"
    """A key of LIVES."""
    faulty: str | None = None

    def text(self, name: str) -> str:
        date = f"{post_folder.month(name).replace('/', '-')}-{self.day:02} {self.clock}"
        keys = {
            "author": self.author and f"[{', '.join(self.author)}]",
            "tags": self.tags and f"[{', '.join(self.tags)}]",
            "aliases": self.aliases and f"[{', '.join(self.aliases)}]",
            "lead": self.lead,
            "views": self.views,
            "slug": self.slug,
            "updated": f"{date[:10]} 23:59" if self.updated else None,
            "draft": "true" if self.draft else None,
            "pinned": "true" if self.pinned else None,
            "image": self.photo and f'{{src: {self.photo}, alt: "Quang cảnh", caption: "Ảnh tư liệu."}}',
            "alert": self.alert
            and (
                f"{{hazard: Lũ quét, level: {self.alert[0]}, area: Ba xã miền núi, until: "
                f"{_first(date) + timedelta(self.alert[1]):%Y-%m-%d %H:%M}}}"
            ),
            "attachments": self.attachment and f"[{{file: {self.attachment}}}]",
        }
        for key, value in LIVES[self.life].items():
            keys[key] = value.replace("{day}", date[:10]).replace("{later}", f"{date[:7]}-28")
        links = [
            f"Xem [bài trước](<{posixpath.relpath(other, posixpath.dirname(name))}#ket-qua>)." for other in self.links
        ]
        body = "\n\n".join([self.body, *[f"![Minh họa](<{picture}>)" for picture in self.pictures], *links]).strip()
        return post(
            f"'{self.title}'",
            date,
            self.faulty or self.category,
            body,
            **{key: str(value) for key, value in keys.items() if value not in (None, ())},
        )

    def mended(self) -> "Draft":
        """The same without anything that may be at odds with another post or want for a file."""
        return Draft(
            self.title,
            self.day,
            self.clock,
            "thoi-su",
            self.body,
            self.author,
            self.tags,
            lead=self.lead,
            views=self.views,
        )


def _first(date: str) -> datetime:
    return datetime.strptime(date[:7], "%Y-%m")


def plate(colour: int, side: int = 4) -> bytes:
    """A picture. Two of one side have the same size in bytes too, whatever their colours."""
    from io import BytesIO

    out = BytesIO()
    Image.new("RGB", (side, side), (colour, colour, 99)).save(out, "PNG", compress_level=0)
    return out.getvalue()


@functools.cache
def changed(shell: Shell, number: int) -> Shell:
    """A shell as it is printed after an edit of its template. Made once, since Jinja compiles it."""
    return Shell(shell.name, shell.html.replace("</body>", f"<!-- {number} --></body>")) if number else shell


def tree(folder: Path) -> dict[str, bytes | None]:
    """All files with their bytes, all links with where they lead, and all folders; without what begins with a dot at
    the top, which is the server's.
    """
    found: dict[str, bytes | None] = {}
    for name, entry in entries(folder):
        if not name.startswith("."):
            if entry.is_symlink():
                found[name] = os.readlink(entry.path).encode()
            elif entry.is_dir():
                found[name] = None
            else:
                with open(entry.path, "rb") as file:
                    found[name] = file.read()
    return found


def entries(folder: Path | str, prefix: str = "") -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Everything below a folder, by its name; none if it is not there. Path.rglob takes five times as long."""
    with suppress(FileNotFoundError), os.scandir(folder) as found:
        for entry in found:
            yield f"{prefix}{entry.name}", entry
            if entry.is_dir(follow_symlinks=False):
                yield from entries(entry.path, f"{prefix}{entry.name}/")


def digests(folder: Path) -> dict[str, bytes | None]:
    """The same with the digests of all bytes."""
    return {name: None if content is None else digest.of(content) for name, content in tree(folder).items()}


def touched(folder: Path) -> dict[str, tuple[int, int]]:
    """When every file was written, so that writing the same again shows too."""
    return {
        name: (status.st_mtime_ns, status.st_ino)
        for name, entry in entries(folder)
        if not entry.is_dir()
        for status in [entry.stat(follow_symlinks=False)]
    }


def delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


class Killed(BaseException):
    """What SIGKILL is to a real build; nothing in the engine catches it."""


@contextmanager
def mortal(moves: int) -> Iterator[None]:
    """Ends whatever builds here at one of its moves in the file system."""
    left = moves

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **options: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            return call(*arguments, **options)

        return run

    with pytest.MonkeyPatch.context() as patch:
        for name in ("replace", "link", "unlink", "mkdir", "rmdir", "pwrite"):
            patch.setattr(os, name, counted(getattr(os, name)))
        yield


Edit = Callable[..., None]


def edit(**drawn: st.SearchStrategy[Any]) -> Callable[[Edit], Edit]:
    """A rule after which the machine mostly builds, and sometimes goes on to the next edit first."""
    # mypy holds that an edit may draw `target` or `targets`, which mean something to `rule`; none does.
    as_rule: Callable[[Edit], Edit] = rule(  # type: ignore[call-overload]
        then_build=st.sampled_from((True, True, False)), **drawn
    )

    def decorate(change: Edit) -> Edit:
        @functools.wraps(change)
        def run(self: "Newsroom", then_build: bool, **values: object) -> None:
            change(self, **values)
            if then_build:
                self.build_and_compare()

        return as_rule(run)

    return decorate


DRAWN = cache(title_card.draw)
"""The same few titles are drawn in every build."""


class RememberingIndex:
    """Pagefind, asked once for each set of records: what it makes of the same ones is the same (test_search_index.py),
    and it takes half the time of a build.
    """

    made: ClassVar[dict[tuple[object, ...], list[tuple[str, bytes]]]] = {}

    def __init__(self, file_size: int) -> None:
        self.file_size = file_size
        self.entries: list[pagefind.SearchRecord] = []

    def add(self, entry: pagefind.SearchRecord) -> None:
        self.entries.append(entry)

    def files(self) -> Iterator[tuple[str, bytes]]:
        asked = (self.file_size, *map(msgspec.json.encode, self.entries))
        if asked not in self.made:
            with PAGEFIND(self.file_size) as index:
                for entry in self.entries:
                    index.add(entry)
                self.made[asked] = list(index.files())
        return iter(self.made[asked])


PAGEFIND = pagefind.index


class Newsroom(RuleBasedStateMachine):
    """A project with all that may happen to it between two builds."""

    clean: ClassVar[dict[bytes, tuple[str, dict[str, bytes | None]]]] = {}
    """The clean builds so far, by the state that they were made of."""
    settling_time = post_folder._SETTLING_TIME
    """Nanoseconds for which the engine distrusts a file's times. The machine is so quick that nearly all its edits fall
    into them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="newsroom-", dir=FAST_DISK))
        self.project = Project(self.base / "ban-tin")
        self.drafts: dict[str, Draft] = {}
        self.branch: tuple[Path, dict[str, Draft]] | None = None
        self.now = CLOCKS[1]
        self.settings = 0
        self.shells: dict[str, int] = {}
        self.words = 0
        self.count = 0
        self.report: Report | None = None
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(post_folder, "_SETTLING_TIME", self.settling_time)
        self.patch.setattr(update, "_BATCH", 2)
        self.patch.setattr(list_page, "PAGE_LENGTH", 2)
        self.patch.setattr(feed, "LENGTH", 3)
        self.patch.setattr(front_page, "_NEWEST", 5)
        self.patch.setattr(month_edition, "EARLIER", 2)
        self.patch.setattr(article_page, "EARLIER", 2)
        self.patch.setattr(related, "RECENT", 2)
        self.patch.setattr(related, "SHOWN", 1)
        self.patch.setattr(title_card, "draw", DRAWN)
        self.patch.setattr(os, "sync", lambda: None)
        self.patch.setattr(workers, "begin", begun)
        self.patch.setattr(workers, "share_few", lambda work, count: map(work, range(count)))
        self.patch.setattr(pagefind, "index", lambda file_size: nullcontext(RememberingIndex(file_size)))
        self.patch.setattr(splits, "BLOCK", 2)
        self.patch.setattr(splits, "_YEARS_TOGETHER", 1)
        self.patch.setattr(splits, "_MONTHS_TOGETHER", 2)

    def teardown(self) -> None:
        try:
            self.build_and_compare()
        finally:
            self.patch.undo()
            shutil.rmtree(self.base)

    @initialize()
    def begin(self) -> None:
        self.drafts = {
            "2025/12/le-hoi.md": Draft(TITLES[2], author=("Thúy Hằng",), tags=("lúa hè thu",), views=891),
            "2026/05/khoi-cong-cau.md": Draft(TITLES[1], photo="anh.png", tags=("thủy lợi",), aliases=("/tin/1.html",)),
            "2026/05/tap-huan.md": Draft(TITLES[3], 9, category="y-te", body=BODIES[1], links=["2025/12/le-hoi.md"]),
            "2026/06/hop-dan.md": Draft(body=BODIES[2], pictures=("anh.png",), attachment="ke-hoach.pdf"),
            "2026/06/gia-lua.md": Draft(TITLES[3], 12, author=("Văn Hà",), links=["2026/05/khoi-cong-cau.md"]),
            "2026/06/tiem-chung.md": Draft("Tiêm chủng dời ngày vì mưa lũ", 21, category="y-te", alert=ALERTS[1]),
            "2026/07/cap-nuoc.md": Draft("Lịch cấp nước tháng Bảy", 1, category="thong-bao"),
        }
        (self.project.folder / "mkdocs.yml").write_text(SETTINGS[0], encoding="utf-8")
        self.file("2026/05/khoi-cong-cau/anh.png", plate(10))
        self.file("2026/06/anh.png", plate(20))
        self.file("2026/06/hop-dan/ke-hoach.pdf", b"%PDF-1.4 mot")
        for name in self.drafts:
            self.save(name)
        self.build_and_compare()

    # --- the two builds

    def build_and_compare(self) -> None:
        """Builds, and compares with a build from nothing. A refusal must leave the site alone; then the mistakes are
        mended.
        """
        if not self.drafts and not self.project.site.is_dir():
            return  # before the first rule
        for mend in (self.mend_faulty, self.mend_all, None):
            found = self.compared()
            if not problems.has_errors(found):
                return
            assert mend, problems.as_text(found)
            mend(found)

    def compared(self) -> list[Problem]:
        before, times = tree(self.project.site), touched(self.project.site)
        found = self.publish(self.project.site, self.project.folder / ".cache")
        expected, there = self.clean_build()
        assert problems.as_json(found) == expected, "an incremental build finds the same problems"
        if problems.has_errors(found):
            assert tree(self.project.site) == before and touched(self.project.site) == times, (
                "a refused build changes nothing"
            )
            return found
        here = digests(self.project.site)
        assert sorted(here.keys() - there.keys()) == [], "stale"
        assert sorted(there.keys() - here.keys()) == [], "missing"
        assert [path for path in here if here[path] != there[path]] == [], "not as a clean build makes them"
        assert not [*self.project.site.glob(".new-*"), *self.project.folder.glob(".new-*")]
        return found

    def clean_build(self) -> tuple[str, dict[str, bytes | None]]:
        """The problems and the files of a build from nothing. Made once for each state, since taking an edit back leads
        to one that was there before.
        """
        posts = sorted(tree(self.project.posts).items())
        shells = sorted((name, number) for name, number in self.shells.items() if number)
        counts = self.counts.read_bytes() if self.counts.exists() else b""
        state = digest.of(repr((posts, counts, self.settings, self.words, self.now, shells)).encode())
        if state not in self.clean:
            with tempfile.TemporaryDirectory(dir=self.base) as fresh:
                found = self.publish(Path(fresh, "site"), Path(fresh, "cache"), keep_report=False)
                self.clean[state] = (problems.as_json(found), digests(Path(fresh, "site")))
        return self.clean[state]

    def publish(self, folder: Path, cache: Path, keep_report: bool = True) -> list[Problem]:
        """A build as the seam runs it: the site is surveyed before the posts are read."""
        current = settings_of(self.project.folder)
        with closing(Cache(cache, VERSION + bytes([self.words]))) as opened:
            build = Build(current, self.now, opened, folder, QUIET)
            build.begin_survey()
            found = build.read()
            if problems.has_errors(found):
                return found
            report, more = build.publish(self.theme())
            if keep_report:
                self.report = report
            return [*found, *more]

    def theme(self) -> Theme:
        """The theme as MkDocs prints it under these settings, with the edits of its templates and files."""
        made = themes.printed(SETTINGS[self.settings])
        shells = {name: changed(shell, self.shells.get(name, 0)) for name, shell in made.shells.items()}
        fixed = {address: changed(shell, self.shells.get(address, 0)) for address, shell in made.fixed.items()}
        if number := self.shells.get("quy-che/", 0) % 3:  # a page of docs/ that comes and goes
            fixed["quy-che/"] = changed(made.fixed["lien-he/"], number)
        files = {path: made.files[path] for path in STATIC}
        for path in STATIC[:2]:
            if edited := self.shells.get(path):
                file = self.base / f"{edited}-{Path(path).name}"
                file.write_text(f"/* {file.name} */")
                files[path] = SourceFile.at(str(file))
        programs = {name: f"{program}/* {self.shells.get(name)} */" for name, program in made.programs.items()}
        return Theme(shells, fixed, files, programs)

    def mend_faulty(self, found: list[Problem]) -> None:
        (self.project.posts / "lac-duong.md").unlink(missing_ok=True)
        for problem in found:
            name = problem.file.removeprefix("posts/")
            if problem.severity == problems.ERROR and name in self.drafts:
                self.drafts[name] = self.drafts[name].mended()
                self.save(name)

    def mend_all(self, found: list[Problem]) -> None:
        for name, draft in self.drafts.items():
            self.drafts[name] = draft.mended()
            self.save(name)

    # --- what there is, and how it is written

    def one(self, number: int) -> str | None:
        """The name of a post."""
        names = sorted(self.drafts)
        return names[number % len(names)] if names else None

    def one_of(self, folder: Path, number: int, wanted: Callable[[Path], bool]) -> Path | None:
        paths = sorted(
            path
            for path in folder.rglob("*")
            if wanted(path) and not path.relative_to(folder).as_posix().startswith(".")
        )
        return paths[number % len(paths)] if paths else None

    @property
    def counts(self) -> Path:
        """The file of the readers' totals."""
        return self.project.folder / "luot-xem.json"

    def read(self, numbers: Iterable[int], readings: int, day: str) -> None:
        """Some posts are read so often, if they have a page at their own address."""
        for name in {name for number in numbers if (name := self.one(number))}:
            slug = addresses.slug(self.drafts[name].slug or Path(name).stem)
            read_by(self.project, {f"{post_folder.month(name)}/{slug}/": readings}, day)

    def save(self, name: str) -> None:
        self.project.post(name, self.drafts[name].text(name))

    def file(self, name: str, content: bytes) -> None:
        path = self.project.posts / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def change(self, number: int, **keys: object) -> None:
        if name := self.one(number):
            for key, value in keys.items():
                setattr(self.drafts[name], key, value)
            self.save(name)

    def move(self, old: str, new: str, with_folder: bool) -> None:
        """Renames a post's file, and its folder with it when the editor thinks of it."""
        if new in self.drafts:
            return
        self.drafts[new] = self.drafts.pop(old)
        (self.project.posts / old).unlink()
        source, target = (self.project.posts / name.removesuffix(".md") for name in (old, new))
        if with_folder and source.is_dir() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)
        self.save(new)

    def delete(self, gone: str, unlinked: bool = True) -> None:
        del self.drafts[gone]
        (self.project.posts / gone).unlink()
        for name, draft in self.drafts.items():
            if unlinked and gone in draft.links:
                draft.links.remove(gone)
                self.save(name)

    # --- what editors do to posts

    @edit(
        month=st.sampled_from(MONTHS),
        stem=st.sampled_from(STEMS),
        title=st.sampled_from(TITLES),
        day=st.integers(1, 28),
        category=st.sampled_from(CATEGORIES),
    )
    def publish_a_post(self, month: str, stem: str, title: str, day: int, category: str) -> None:
        self.drafts[f"{month}/{stem}.md"] = Draft(title, day, category=category)
        self.save(f"{month}/{stem}.md")

    @edit(number=NUMBER, body=st.sampled_from(BODIES))
    def change_a_body(self, number: int, body: str) -> None:
        self.change(number, body=body)

    @edit(number=NUMBER, title=st.sampled_from(TITLES))
    def change_a_title(self, number: int, title: str) -> None:
        self.change(number, title=title)

    @edit(number=NUMBER, lead=st.sampled_from((None, "Tin vắn.", "Sáng nay, lễ khởi công đã diễn ra.")))
    def change_a_lead(self, number: int, lead: str | None) -> None:
        self.change(number, lead=lead)

    @edit(number=NUMBER, views=st.sampled_from((None, 0, 7, 12_345)))
    def count_views(self, number: int, views: int | None) -> None:
        self.change(number, views=views)

    @edit(
        numbers=st.lists(NUMBER, min_size=1, max_size=7),
        readings=st.sampled_from((1, 5, 990, 12_345)),
        day=st.sampled_from(READ_ON),
    )
    def count_readers(self, numbers: list[int], readings: int, day: str) -> None:
        self.read(numbers, readings, day)

    @edit()
    def lose_the_counts(self) -> None:
        self.counts.unlink(missing_ok=True)

    @edit(number=NUMBER, category=st.sampled_from(CATEGORIES))
    def change_a_category(self, number: int, category: str) -> None:
        self.change(number, category=category)

    @edit(number=NUMBER, author=st.sampled_from(AUTHORS))
    def change_the_authors(self, number: int, author: tuple[str, ...]) -> None:
        self.change(number, author=author)

    @edit(number=NUMBER, tags=st.sampled_from(TAGS))
    def change_the_tags(self, number: int, tags: tuple[str, ...]) -> None:
        self.change(number, tags=tags)

    @edit(number=NUMBER, slug=st.sampled_from(SLUGS))
    def change_the_slug(self, number: int, slug: str | None) -> None:
        self.change(number, slug=slug)

    @edit(number=NUMBER, aliases=st.sampled_from(ALIASES))
    def change_the_aliases(self, number: int, aliases: tuple[str, ...]) -> None:
        self.change(number, aliases=aliases)

    @edit(number=NUMBER, key=st.sampled_from(("draft", "pinned", "updated")), value=st.booleans())
    def switch(self, number: int, key: str, value: bool) -> None:
        self.change(number, **{key: value})

    @edit(number=NUMBER, alert=st.sampled_from(ALERTS))
    def warn(self, number: int, alert: tuple[int, int] | None) -> None:
        self.change(number, alert=alert)

    @edit(number=NUMBER, life=st.sampled_from(tuple(LIVES)))
    def live(self, number: int, life: str) -> None:
        self.change(number, life=life)

    @edit(number=NUMBER, day=st.integers(1, 28), clock=st.sampled_from(("08:15", "08:15", "19:30")))
    def change_the_day(self, number: int, day: int, clock: str) -> None:
        self.change(number, day=day, clock=clock)

    @edit(number=NUMBER, month=st.sampled_from(MONTHS), with_folder=st.booleans())
    def move_to_another_month(self, number: int, month: str, with_folder: bool) -> None:
        if name := self.one(number):
            self.move(name, f"{month}/{posixpath.basename(name)}", with_folder)

    @edit(number=NUMBER, stem=st.sampled_from(STEMS), with_folder=st.booleans(), links_follow=st.booleans())
    def rename_a_post(self, number: int, stem: str, with_folder: bool, links_follow: bool) -> None:
        old = self.one(number)
        if old is None or (new := f"{post_folder.month(old)}/{stem}.md") in self.drafts:
            return
        self.move(old, new, with_folder)
        for name, draft in self.drafts.items():
            if links_follow and old in draft.links:
                draft.links = [new if link == old else link for link in draft.links]
                self.save(name)

    @edit(number=NUMBER, unlinked=st.booleans())
    def delete_a_post(self, number: int, unlinked: bool) -> None:
        if gone := self.one(number):
            self.delete(gone, unlinked)

    @edit(number=NUMBER, other=NUMBER)
    def link_a_post(self, number: int, other: int) -> None:
        if (to := self.one(other)) and (name := self.one(number)) != to:
            self.change(number, links=sorted({*self.drafts[name or ""].links, to}))

    @edit(
        number=NUMBER,
        photo=st.sampled_from((None, *PICTURES)),
        pictures=st.sets(st.sampled_from(PICTURES[:2])),
        attachment=st.sampled_from((None, *ATTACHMENTS)),
    )
    def illustrate(self, number: int, photo: str | None, pictures: set[str], attachment: str | None) -> None:
        """With files that are there or, if they are not, a refusal."""
        self.change(number, photo=photo, pictures=tuple(sorted(pictures)), attachment=attachment)

    @edit(number=NUMBER, old=st.sampled_from((b"a", b"n", b"3")), new=st.sampled_from((b"o", b"7")))
    def a_program_edits_a_post_and_keeps_its_time(self, number: int, old: bytes, new: bytes) -> None:
        """As long as before, of the same time: only the inode's own time tells."""
        name = self.one(number)
        if name is None or self.drafts[name].faulty:
            return
        draft = self.drafts[name]
        path = self.project.posts / name
        status = path.stat()
        draft.body = draft.body.replace(old.decode(), new.decode())
        self.save(name)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    # --- pictures and attachments

    @edit(
        number=NUMBER,
        file=st.sampled_from(PICTURES),
        own=st.booleans(),
        colour=st.integers(0, 3),
        side=st.sampled_from((4, 4, 5)),
        keep_time=st.booleans(),
    )
    def lay_a_picture(self, number: int, file: str, own: bool, colour: int, side: int, keep_time: bool) -> None:
        """A new one, other bytes under the same name, or one in the post's own folder that comes before the one beside
        the post.
        """
        if name := self.one(number):
            place = name.removesuffix(".md") if own else posixpath.dirname(name)
            path = self.project.posts / place / file
            status = path.stat() if path.exists() else None
            self.file(f"{place}/{file}", plate(colour, side))
            if status and keep_time:
                os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    @edit(
        number=NUMBER,
        own=st.booleans(),
        content=st.sampled_from((b"%PDF-1.4 mot", b"%PDF-1.4 hai", b"%PDF-1.4 " * 200)),
    )
    def lay_an_attachment(self, number: int, own: bool, content: bytes) -> None:
        if name := self.one(number):
            place = name.removesuffix(".md") if own else posixpath.dirname(name)
            self.file(f"{place}/ke-hoach.pdf", content)

    @edit(number=NUMBER)
    def delete_a_file_beside_the_posts(self, number: int) -> None:
        if path := self.one_of(self.project.posts, number, lambda path: path.is_file() and path.suffix != ".md"):
            path.unlink()

    @edit(number=NUMBER)
    def cut_a_picture_short(self, number: int) -> None:
        if path := self.one_of(self.project.posts, number, lambda path: path.suffix == ".png"):
            path.write_bytes(path.read_bytes()[:40])
            self.build_and_compare()
            path.write_bytes(plate(1))

    # --- mistakes

    @edit(number=NUMBER, fault=st.sampled_from(("thoi-xu", "'không đóng ngoặc", "thoi-su\ntitle: Hai tên")))
    def break_a_post(self, number: int, fault: str) -> None:
        self.change(number, faulty=fault)

    @edit()
    def put_a_post_into_the_wrong_place(self) -> None:
        self.project.post("lac-duong.md", post())

    # --- settings, templates, words, clock

    @edit(number=st.integers(0, len(SETTINGS) - 1))
    def change_the_settings(self, number: int) -> None:
        self.settings = number
        (self.project.folder / "mkdocs.yml").write_text(SETTINGS[number], encoding="utf-8")

    @edit(
        name=st.sampled_from(TEMPLATES),
        number=st.integers(0, 2),
    )
    def change_a_template(self, name: str, number: int) -> None:
        self.shells[name] = number

    @edit(number=st.integers(0, 1))
    def change_a_word(self, number: int) -> None:
        """A word is part of the software, whose version the store knows."""
        self.words = number
        self.patch.setitem(
            words.site(), "month_of_year", ("Tháng {month} năm {year}", "Các bài tháng {month}/{year}")[number]
        )

    @edit(now=st.sampled_from(CLOCKS))
    def wait(self, now: datetime) -> None:
        self.now = now

    # --- what git, backups and people with a file manager do

    @rule()
    def keep_a_branch(self) -> None:
        self.count += 1
        folder = self.base / f"branch-{self.count}"
        shutil.copytree(self.project.posts, folder)
        self.branch = (folder, deepcopy(self.drafts))

    @edit(old_times=st.booleans())
    def switch_to_the_branch(self, old_times: bool) -> None:
        if self.branch:
            folder, drafts = self.branch
            shutil.rmtree(self.project.posts)
            shutil.copytree(folder, self.project.posts, copy_function=shutil.copy2 if old_times else shutil.copyfile)
            self.drafts = deepcopy(drafts)

    @edit(number=NUMBER, anew=st.booleans())
    def touch(self, number: int, anew: bool) -> None:
        """A new time, or a new file with the same bytes."""
        if path := self.one_of(self.project.posts, number, Path.is_file):
            if anew:
                content = path.read_bytes()
                path.unlink()
                path.write_bytes(content)
            else:
                os.utime(path)

    @edit(with_site=st.booleans(), with_cache=st.booleans())
    def move_the_project(self, with_site: bool, with_cache: bool) -> None:
        """As a build server does that restores a cache into a folder of another name."""
        self.count += 1
        old, new = self.project.folder, self.base / f"ban-tin-{self.count % 3}"
        if new == old:
            return
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(old, new, symlinks=True)
        self.project.folder, self.project.posts, self.project.site = new, new / "posts", new / "site"
        if not with_site:
            shutil.rmtree(self.project.site, ignore_errors=True)
        if not with_cache:
            shutil.rmtree(new / ".cache", ignore_errors=True)

    @edit(whole=st.booleans())
    def lose_the_cache(self, whole: bool) -> None:
        delete(self.project.folder / ".cache" if whole else self.project.folder / ".cache/bulletin.sqlite")

    @edit(at=st.floats(0, 1), length=st.sampled_from((1, 64, 5000)), with_byte=st.sampled_from((b"\0", b"U", b"\xff")))
    def damage_the_cache(self, at: float, length: int, with_byte: bytes) -> None:
        file = self.project.folder / ".cache/bulletin.sqlite"
        if file.is_file():
            content = bytearray(file.read_bytes())
            start = int(at * len(content))
            content[start : start + length] = with_byte * len(content[start : start + length])
            file.write_bytes(content)

    @edit(number=NUMBER, table=st.sampled_from(("months", "fragments", "ledgers")))
    def lose_a_part_of_the_cache_and_delete_a_post(self, number: int, table: str) -> None:
        """What the cache no longer tells of has to leave the site all the same."""
        name = self.one(number)
        if name is None or not (self.project.folder / ".cache/bulletin.sqlite").is_file():
            return
        self.delete(name)
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(self.project.folder / ".cache/bulletin.sqlite")) as connection,
        ):
            connection.execute(f"UPDATE {table} SET content = x'00'")
            connection.commit()

    @edit(at=st.floats(0, 1))
    def cut_the_cache_short(self, at: float) -> None:
        file = self.project.folder / ".cache/bulletin.sqlite"
        if file.is_file():
            os.truncate(file, int(at * file.stat().st_size))

    # --- what befalls the site folder

    @edit(month=st.sampled_from(MONTHS), at=st.integers(0, 120), take_back=st.booleans())
    def a_build_is_killed(self, month: str, at: int, take_back: bool) -> None:
        """Between two of its moves in the site folder. Its post may be taken back before the next build."""
        before = deepcopy(self.drafts)
        for name in list(self.drafts)[:2]:
            self.change(sorted(self.drafts).index(name), title="Tin đã sửa", tags=("tin mới",), aliases=())
        for name, draft in list(self.drafts.items())[2:]:
            self.change(sorted(self.drafts).index(name), views=8 if draft.views == 7 else 7)
        self.read(range(len(self.drafts)), 1, READ_ON[-1])
        self.drafts[f"{month}/tin-gap.md"] = Draft("Tin gấp", 20, "21:00", tags=("tin mới",))
        self.save(f"{month}/tin-gap.md")
        with mortal(at), suppress(Killed):
            self.publish(self.project.site, self.project.folder / ".cache")
        if take_back:
            (self.project.posts / f"{month}/tin-gap.md").unlink()
            self.drafts = before
            for name in self.drafts:
                self.save(name)

    @edit(number=NUMBER, how=st.sampled_from(("longer", "as long", "empty", "gone", "a folder", "a link")), file=NUMBER)
    def tamper_with_a_page_of_a_post_and_delete_the_post(self, number: int, how: str, file: int) -> None:
        name = self.one(number)
        if name is None:
            return
        slug = addresses.slug(self.drafts[name].slug or Path(name).stem)
        folder = self.project.site / post_folder.month(name) / slug
        if folder.is_dir():
            self.tamper(self.one_of(folder, file, Path.is_file), how)
            self.delete(name)

    @edit(number=NUMBER, how=st.sampled_from(("longer", "as long", "empty", "gone", "a folder", "a link")))
    def tamper_with_a_page(self, number: int, how: str) -> None:
        self.tamper(self.one_of(self.project.site, number, Path.is_file), how)

    def tamper(self, path: Path | None, how: str) -> None:
        if path is None:
            return
        content = path.read_bytes()
        path.unlink()
        if how == "a folder":
            path.mkdir()
            (path / "la.html").write_bytes(b"la")
        elif how == "a link":
            (self.base / "elsewhere.html").write_bytes(content)
            path.symlink_to(self.base / "elsewhere.html")
        elif how != "gone":
            path.write_bytes(
                {"longer": content + b"!", "as long": bytes(byte ^ 1 for byte in content), "empty": b""}[how]
            )
            later = time.time_ns() + 1_000_000_000  # whoever does this by hand is not as quick as the machine
            os.utime(path, ns=(later, later))

    @edit(
        number=NUMBER,
        how=st.sampled_from(("gone", "a file", "a link to itself elsewhere", "a link to an empty folder")),
    )
    def tamper_with_a_folder(self, number: int, how: str) -> None:
        path = self.one_of(self.project.site, number, lambda path: path.is_dir() and not path.is_symlink())
        if path is None:
            return
        self.count += 1
        elsewhere = self.base / f"elsewhere-{self.count}"
        path.rename(elsewhere)
        if how == "a file":
            path.write_bytes(b"la")
        elif how == "a link to itself elsewhere":
            path.symlink_to(elsewhere)
        elif how == "a link to an empty folder":
            shutil.rmtree(elsewhere)
            elsewhere.mkdir()
            path.symlink_to(elsewhere)

    @edit(
        number=NUMBER,
        name=st.sampled_from(
            ("la.html", "tac-gia", "2026/07", "tin/1.html/la.html", "cu", "2026/06/moi/", ".nojekyll", "index.html.bak")
        ),
        inside=st.booleans(),
    )
    def put_something_foreign_into_the_site(self, number: int, name: str, inside: bool) -> None:
        folder = (inside and self.one_of(self.project.site, number, Path.is_dir)) or self.project.site
        path = folder / name
        if any(parent.is_file() for parent in path.parents) or path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir()
        else:
            path.write_bytes(b"la")

    @rule()
    def build_again(self) -> None:
        """Nothing happened, so nothing is made; with all times trusted nothing is even read."""
        self.build_and_compare()
        inodes = touched(self.project.site)
        self.build_and_compare()
        assert touched(self.project.site) == inodes
        assert self.report and (self.report.made, self.report.written, self.report.deleted) == (0, 0, 0)
        if self.settling_time < 0:
            assert self.report.opened == 0


def begun(work: Callable[[], T], is_urgent: bool = True) -> Callable[[], T]:
    """As a real build begins some work, before what comes next, but without a process of its own: tests with threads
    can't fork.
    """
    try:
        found = work()
    except Exception as error:
        fault = error

        def finish() -> T:
            raise fault

        return finish
    return lambda: found


class TrustingNewsroom(Newsroom):
    """The same with every file's times believed at once, as those of nearly all files are in real builds."""

    settling_time = -(10**18)


_LONG = hypothesis_settings(
    max_examples=max(1, round(6 * HISTORIES)),
    stateful_step_count=30,
    suppress_health_check=list(HealthCheck),
)
TestNewsroom = Newsroom.TestCase
TestNewsroom.settings = _LONG
TestTrustingNewsroom = TrustingNewsroom.TestCase
TestTrustingNewsroom.settings = _LONG


POSTS = 7
"""As many as `begin` writes."""
EDITS = {
    "title": TITLES[4],
    "day": 3,
    "clock": "23:10",
    "category": "y-te",
    "body": "Tin này đã được viết lại.",
    "author": ("Văn Hạ",),
    "tags": ("lúa hè thu", "du lịch"),
    "aliases": ("/cu/hop-dan",),
    "lead": "Sáng nay, lễ khởi công đã diễn ra.",
    "views": 4321,
    "slug": "dia-chi-moi",
    "updated": True,
    "draft": True,
    "pinned": True,
    "photo": None,
    "pictures": (),
    "attachment": None,
    "links": [],
    "alert": (4, 31),
    "life": "corrected",
}
"""Of a post: every key to another value."""


@pytest.fixture
def trusting() -> Iterator[TrustingNewsroom]:
    newsroom = TrustingNewsroom()
    try:
        newsroom.begin()
        yield newsroom
        newsroom.build_again()
    finally:
        newsroom.teardown()


# What a history may miss by chance: each edit of each thing, from a state in which it matters, and back.


@pytest.mark.slow
def test_settings_templates_words_and_clock_change_and_change_back(trusting: TrustingNewsroom) -> None:
    for setting in (*range(1, len(SETTINGS)), 0):
        trusting.change_the_settings(number=setting, then_build=True)
    for name in TEMPLATES:
        trusting.change_a_template(name=name, number=1, then_build=True)
    for word in (1, 0):
        trusting.change_a_word(number=word, then_build=True)
    for now in (*CLOCKS, CLOCKS[1]):
        trusting.wait(now=now, then_build=True)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(POSTS))
def test_every_key_of_a_post_changes_and_changes_back(trusting: TrustingNewsroom, number: int) -> None:
    before = deepcopy(trusting.drafts[trusting.one(number) or ""])
    for key, value in EDITS.items():
        for one in (value, getattr(before, key)) if value != getattr(before, key) else ():
            trusting.change(number, **{key: one})
            trusting.build_and_compare()


@pytest.mark.slow
@pytest.mark.parametrize("life", LIVES)
def test_everything_that_happens_to_an_article_is_seen(trusting: TrustingNewsroom, life: str) -> None:
    number = sorted(trusting.drafts).index("2026/05/khoi-cong-cau.md")
    trusting.change(number, life=life)
    trusting.build_and_compare()
    for now in (CLOCKS[2], CLOCKS[3], CLOCKS[1]):
        trusting.wait(now=now, then_build=True)
    trusting.change(number, life="nothing")
    trusting.build_and_compare()


@pytest.mark.slow
def test_readers_come_to_every_article_and_their_counts_get_lost(trusting: TrustingNewsroom) -> None:
    for day in READ_ON:
        for readings in (3, 4, 990):
            trusting.count_readers(numbers=list(range(POSTS)), readings=readings, day=day, then_build=True)
    for number in range(POSTS):
        trusting.count_readers(numbers=[number], readings=2, day=READ_ON[-1], then_build=True)
    trusting.lose_the_counts(then_build=True)


@pytest.mark.slow
def test_pictures_change_and_come_before_others(trusting: TrustingNewsroom) -> None:
    assert len(trusting.drafts) == POSTS, "each has a test of its own above"
    for file, content in {
        "2026/05/khoi-cong-cau/anh.png": plate(11),
        "2026/06/anh.png": plate(21, 5),
        "2026/06/hop-dan/anh.png": plate(31),
    }.items():
        trusting.file(file, content)
        trusting.build_and_compare()


@pytest.mark.slow
def test_real_edits_of_everything_but_posts_are_noticed(project: Project) -> None:
    """The machine above only makes believe that MkDocs has printed a template anew; here it does."""
    for name in ("overrides", "docs", "hooks"):
        (project.folder / name).unlink()
        shutil.copytree(source(name), project.folder / name)
    project.picture("2026/06/hop-dan/anh.png", (32, 18))
    project.post(
        "2026/06/hop-dan.md",
        post(body=f"{BODIES[1]}\n\n![Quang cảnh](anh.png)", aliases="[/tin/1.html]", author="Thúy Hằng", tags="[lúa]"),
    )
    project.post("2026/05/le-hoi.md", post("Lễ hội", "2026-05-02 07:00", body="Xem [họp dân](../06/hop-dan.md)."))
    assert project.build().returncode == 0
    rounds = [
        [
            ("overrides/partials/footer.html", "{{ words.reuse }}", "Ghi rõ nguồn khi đăng lại."),
            ("overrides/listing.html", "<h1>", '<h1 lang="vi">'),
            ("overrides/assets/styles/bulletin/15-colours.css", "--paper: #fdfcf9;", "--paper: #ffffff;"),
            ("overrides/assets/scripts/search/page.js", "const page =", "let page ="),
        ],
        [
            ("docs/lien-he.md", "title: Liên hệ", "title: Liên hệ Ban Biên tập"),
            ("hooks/bulletin/stylebook/words.vi.yml", "earlier: Tin đã đưa", "earlier: Các tin trước"),
            ("mkdocs.yml", "site_name: Bản tin An Bình", "site_name: Bản tin Bình An"),
            ("mkdocs.yml", "name: Thời sự}", "name: Tin thời sự}"),
        ],
        [
            ("hooks/base.yml", "BACKLINK_TITLE: Về chỗ đọc dở", "BACKLINK_TITLE: Trở lại"),
            ("mkdocs.yml", "https://bantin.anbinh.example/", "https://anbinh.example/ban-tin/"),
        ],
    ]
    before = project.files()
    for edits in rounds:
        for name, old, new in edits:
            path = project.folder / name
            text = path.read_text(encoding="utf-8")
            assert old in text, f"{name} has changed since; choose something else in it"
            path.write_text(text.replace(old, new), encoding="utf-8")
        result = project.build()
        assert result.returncode == 0, result.stderr + result.stdout
        after = project.files()
        assert after != before
        project.site.rename(project.folder / "kept-site")
        (project.folder / ".cache").rename(project.folder / "kept-cache")
        assert project.build().returncode == 0
        assert after == project.files(), edits
        shutil.rmtree(project.site)
        shutil.rmtree(project.folder / ".cache")
        (project.folder / "kept-site").rename(project.site)
        (project.folder / "kept-cache").rename(project.folder / ".cache")
        before = after
