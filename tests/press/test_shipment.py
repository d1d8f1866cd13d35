"""Shipments: a target that no build can look at gets what it lacks, whatever happens to the uploads."""

import hashlib
import shutil
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bulletin.machine.cache import Cache
from bulletin.press import listing, plan, shipment
from bulletin.press.press import RunResult
from bulletin.press.shipment import STEPS, FolderTakenError, NotRecordedError, Shipment
from bulletin.press.target import Target
from hypothesis import given, settings
from hypothesis import strategies as st
from press.pressroom import BROKEN, QUIET, RULES, Pages, sections

A, B = "2026/05/a/index.html", "2026/06/b/index.html"


@dataclass
class Service:
    """A build service, whose machines keep nothing but the cache, and the store that it fills."""

    folder: Path
    store: Pages = field(default_factory=dict)

    @property
    def shipped(self) -> Path:
        return self.folder / "changes"

    def build(self, pages: Pages, listed: bytes | None = None, cache: str = "cache") -> RunResult:
        with closing(Cache(self.folder / cache, b"v1")) as opened:
            files = None if listed is None else listing.read(listed)
            sent = Shipment(self.shipped, Target(opened), files)
            ledger, surveyed = sent.ledger(), sent.survey()
            drawn, clashes = plan.draw_up(sections(pages), ledger, surveyed)
            assert clashes == []
            return sent.run(drawn, ledger, surveyed, RULES, QUIET)

    def lines(self, name: str) -> list[str]:
        return (self.shipped / f"{name}.txt").read_text(encoding="utf-8").splitlines()

    def upload(self, most: int | None = None) -> None:
        """Copies step by step, then deletes. After `most` files the line is cut."""
        moves = [(step, path) for step in STEPS for path in tree(self.shipped / step)]
        assert [path for _, path in moves] == self.lines("changed")
        for step, path in moves[:most]:
            self.store[path] = (self.shipped / step / path).read_bytes()
        left = None if most is None else max(0, most - len(moves))
        for path in self.lines("deleted")[:left]:
            self.store.pop(path, None)

    def confirm(self, cache: str = "cache") -> bool:
        with closing(Cache(self.folder / cache, b"v1")) as opened:
            return Target(opened).confirm(shipment.receipt(self.shipped)) is not None

    def listing(self) -> bytes:
        return "".join(f"{hashlib.md5(content).hexdigest()}  {path}\n" for path, content in self.store.items()).encode()

    def differences(self, listed: bytes, cache: str = "cache") -> tuple[set[str], ...]:
        with closing(Cache(self.folder / cache, b"v1")) as opened:
            return tuple(map(set, Target(opened).differences(listing.read(listed))))


def tree(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return Service(tmp_path)


def test_the_first_shipment_is_the_whole_site_and_deletes_nothing(service: Service) -> None:
    pages = {"index.html": b"trang", A: "bài".encode(), "anh.jpg": b"anh", "rss.xml": b"tin"}
    service.build(pages)
    service.upload()
    assert (service.store, service.lines("deleted")) == (pages, [])


def test_later_ones_hold_what_changed_in_the_order_in_which_no_link_breaks(service: Service) -> None:
    pages = {"index.html": b"1", A: b"1", "cu.html": b"1", "rss.xml": b"1", "tu.index": b"1", "kieu.css": b"1"}
    service.build(pages)
    service.upload()
    assert service.confirm()
    del pages["cu.html"]
    service.build(pages | {"index.html": b"2", B: b"2", "rss.xml": b"2", "tu.index": b"2", "anh.jpg": b"2"})
    assert {step: tree(service.shipped / step) for step in STEPS} == {
        "1-files": ["anh.jpg"],
        "2-new-pages": [B, "tu.index"],
        "3-changed-pages": ["index.html", "rss.xml"],
    }
    assert service.lines("changed") == ["anh.jpg", B, "tu.index", "index.html", "rss.xml"]
    assert service.lines("deleted") == ["cu.html"]


def test_nothing_new_is_an_empty_shipment(service: Service) -> None:
    service.build({A: b"1"})
    service.upload()
    service.confirm()
    assert service.build({A: b"1"}) == RunResult(made=0, written=0, deleted=0, untouched=1)
    assert (tree(service.shipped), service.lines("changed")) == (["changed.txt", "deleted.txt", "receipt"], [])


def test_what_was_not_confirmed_goes_out_again_even_when_it_was_taken_back(service: Service) -> None:
    service.build({A: b"1", "index.html": b"1"})
    service.upload()
    service.confirm()
    service.build({A: b"2", B: b"2", "index.html": b"1"})
    service.upload(most=2)
    service.build({A: b"1", "index.html": b"1"})
    assert (service.lines("changed"), service.lines("deleted")) == ([A], [B])
    service.upload()
    assert service.store == {A: b"1", "index.html": b"1"}
    assert service.confirm() and service.confirm(), "saying it twice does no harm"
    service.build({A: b"1", "index.html": b"1"})
    assert service.lines("changed") == []


def test_a_page_that_may_never_have_arrived_comes_before_those_that_link_to_it(service: Service) -> None:
    service.build({"index.html": b"1"})
    service.upload()
    service.confirm()
    for _ in range(2):
        service.build({"index.html": b"2", B: b"2"})
        assert [tree(service.shipped / step) for step in STEPS] == [[], [B], ["index.html"]]


STATES = st.dictionaries(
    st.sampled_from((A, B, "2026/06/c/index.html", "index.html", "rss.xml", "anh.jpg", "2026/index.html")),
    st.sampled_from((b"mot", b"hai")),
)
"""Contents have the same length, so a size alone tells nothing."""
FATES = st.one_of(st.none(), st.integers(0, 8), st.just("cache lost"))


@pytest.mark.slow
@settings(max_examples=40)
@given(st.lists(st.tuples(STATES, FATES), min_size=2, max_size=6))
def test_whatever_becomes_of_uploads_the_next_whole_one_makes_the_target_right(
    history: list[tuple[Pages, int | str | None]],
) -> None:
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        service = Service(Path(folder))
        for pages, fate in history:
            if fate == "cache lost":
                shutil.rmtree(service.folder / "cache", ignore_errors=True)
            service.build(pages, service.listing() if fate == "cache lost" else None)
            if isinstance(fate, int):
                service.upload(most=fate)
                continue
            service.upload()
            assert service.store == pages
            assert service.confirm()
            assert service.differences(service.listing()) == (set(), set(), set())


def test_of_two_builds_from_one_cache_the_listing_finds_what_one_took_from_the_other(service: Service) -> None:
    first = {A: b"mot", "index.html": b"mot"}
    service.build(first)
    service.upload()
    service.confirm()
    shutil.copytree(service.folder / "cache", service.folder / "other")
    newer, older = {A: b"mot", B: b"hai", "index.html": b"hai"}, {A: b"xxx", "index.html": b"xxx"}
    service.build(newer)
    service.upload()
    assert service.confirm()
    service.build(older, cache="other")
    service.upload()
    assert not service.confirm(), "the cache awaits the other one"
    assert service.confirm("other")
    assert service.differences(service.listing()) == (set(), {A, "index.html"}, set())
    assert service.differences(service.listing(), "other") == (set(), set(), {B})
    service.build(newer, service.listing())
    service.upload()
    assert service.store == newer


def test_a_listing_heals_the_target(service: Service) -> None:
    pages = {A: b"mot", B: b"mot", "index.html": b"mot"}
    service.build(pages)
    service.upload()
    service.confirm()
    service.store |= {"la.html": b"?", ".well-known/khoa": b"?", "index.html": b"hong rong"}
    del service.store[A]
    sizes = "".join(f"{path};{len(content)}\n" for path, content in service.store.items()).encode()
    assert service.differences(sizes) == ({A}, {"index.html"}, {"la.html"})
    service.build(pages, sizes)
    assert (service.lines("changed"), service.lines("deleted")) == ([A, "index.html"], ["la.html"])
    service.upload()
    assert service.store == pages | {".well-known/khoa": b"?"}, "which is another's"


@pytest.mark.parametrize(
    "line",
    [
        "thu-muc/a b.html",
        "./thu-muc/a b.html",
        "thu-muc/a b.html;3",
        f"thu-muc/a b.html;3;{hashlib.md5(b'mot').hexdigest()}",
        "thu-muc/a b.html;3;ERROR",
        f"{hashlib.md5(b'mot').hexdigest()}  thu-muc/a b.html",
        f"{hashlib.md5(b'mot').hexdigest()}  ./thu-muc/a b.html\r",
    ],
)
def test_listings_are_read_as_programs_write_them(service: Service, line: str) -> None:
    service.build({"thu-muc/a b.html": b"mot"})
    assert service.differences(f"thu-muc/\n{line}\n".encode()) == (set(), set(), set())


@pytest.mark.parametrize("taken", ["ghi-chu.txt", "index.html"])
def test_a_folder_with_something_else_in_it_is_left_alone(service: Service, taken: str) -> None:
    service.build({A: b"1"})
    (service.shipped / taken).write_bytes(b"cua toi")
    before = tree(service.shipped)
    with pytest.raises(FolderTakenError):
        service.build({A: b"2"})
    assert tree(service.shipped) == before


def test_a_shipment_that_could_not_be_made_has_no_receipt(service: Service) -> None:
    service.build({A: b"1"})
    service.upload()
    service.confirm()
    with pytest.raises(ZeroDivisionError):
        service.build({A: b"2", B: BROKEN})
    assert (tree(service.shipped), service.confirm()) == ([], False)
    service.build({A: b"1"})
    assert service.lines("changed") == []


def test_without_a_note_in_the_cache_there_is_no_shipment(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.build({A: b"1"})
    service.upload()
    service.confirm()
    with closing(Cache(service.folder / "cache", b"v1")) as opened:
        opened.run("PRAGMA max_page_count = 1")  # as on a full disk; SQLite goes no lower than the present size
        sent = Shipment(service.shipped, Target(opened), None)
        pages = {f"2026/06/{number}/index.html": bytes(4000) for number in range(200)}
        ledger, surveyed = sent.ledger(), sent.survey()
        drawn, _ = plan.draw_up(sections(pages), ledger, surveyed)
        with pytest.raises(NotRecordedError):
            sent.run(drawn, ledger, surveyed, RULES, QUIET)
    assert tree(service.shipped) == []
    service.build({A: b"1"})
    assert service.lines("changed") == []
