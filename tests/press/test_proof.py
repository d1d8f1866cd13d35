"""Proofs: what a build would change in a site, in a folder of its own, while the site and its ledger stay."""

from pathlib import Path

import pytest
from bulletin.machine.cache import Cache
from bulletin.press import plan, shipment
from bulletin.press.destination import SiteOnDisk
from bulletin.press.press import RunResult
from bulletin.press.proof import FILES, Proof
from bulletin.press.shipment import FolderTakenError
from hypothesis import given, settings
from hypothesis import strategies as st
from press.pressroom import BROKEN, QUIET, RULES, Pages, Site, sections

A, B, C = "2026/05/a/index.html", "2026/06/b/index.html", "2026/06/c/index.html"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "site", tmp_path / "cache")


def pull(site: Site, pages: Pages, folder: Path) -> RunResult:
    """A proof of these pages, as a run of its own makes it."""
    cache = Cache(site.cache.folder, b"v1")
    drawn = Proof(folder, SiteOnDisk(site.folder, cache))
    ledger, surveyed = drawn.ledger(), drawn.survey()
    planned, clashes = plan.draw_up(sections(pages), ledger, surveyed)
    assert clashes == []
    try:
        return drawn.run(planned, ledger, surveyed, RULES, QUIET)
    finally:
        cache.close()


def held(folder: Path) -> Pages:
    files = folder / FILES
    return {
        path.relative_to(files).as_posix(): path.read_bytes() for path in sorted(files.rglob("*")) if path.is_file()
    }


def applied(site: Site, folder: Path) -> Pages:
    """The site as it would be."""
    gone = shipment.deleted(folder)
    return {path: content for path, content in site.holds().items() if path not in gone} | held(folder)


def test_a_proof_holds_what_would_change_and_the_site_stays(site: Site, tmp_path: Path) -> None:
    pages = {"index.html": b"1", A: b"1", "cu.html": b"1", "rss.xml": b"1"}
    site.build(pages)
    changed = {"index.html": b"2", A: b"1", B: b"2", "rss.xml": b"1"}
    result = pull(site, changed, tmp_path / "proof")
    assert result == RunResult(made=2, written=2, deleted=1, untouched=2)
    assert held(tmp_path / "proof") == {"index.html": b"2", B: b"2"}
    assert shipment.changed(tmp_path / "proof") == [B, "index.html"]
    assert shipment.deleted(tmp_path / "proof") == ["cu.html"]
    assert site.holds() == pages and site.is_known(), "nothing was recorded"


def test_a_file_that_is_made_again_with_the_same_bytes_is_none_of_a_proof(site: Site, tmp_path: Path) -> None:
    site.build({A: b"1", "index.html": b"1"})
    (site.folder / "index.html").write_bytes(b"1")  # another stamp
    assert pull(site, {A: b"1", "index.html": b"1"}, tmp_path / "proof").written == 0
    assert held(tmp_path / "proof") == {}


def test_a_proof_without_a_site_is_all_of_it(site: Site, tmp_path: Path) -> None:
    pull(site, {A: b"1", "index.html": b"1"}, tmp_path / "proof")
    assert held(tmp_path / "proof") == {A: b"1", "index.html": b"1"}
    assert not site.folder.exists()


def test_a_proof_takes_the_place_of_an_earlier_one(site: Site, tmp_path: Path) -> None:
    site.build({A: b"1"})
    pull(site, {A: b"1", B: b"1"}, tmp_path / "proof")
    pull(site, {A: b"2"}, tmp_path / "proof")
    assert (held(tmp_path / "proof"), shipment.changed(tmp_path / "proof")) == ({A: b"2"}, [A])
    assert sorted(path.name for path in (tmp_path / "proof").iterdir()) == ["changed.txt", "deleted.txt", "files"]


def test_a_proof_that_fails_leaves_the_last_one(site: Site, tmp_path: Path) -> None:
    site.build({A: b"1"})
    pull(site, {A: b"1", B: b"1"}, tmp_path / "proof")
    with pytest.raises(ZeroDivisionError):
        pull(site, {A: b"2", C: BROKEN}, tmp_path / "proof")
    assert held(tmp_path / "proof") == {B: b"1"}
    assert sorted(path.name for path in (tmp_path / "proof").iterdir()) == ["changed.txt", "deleted.txt", "files"]


def test_a_folder_with_something_else_is_not_touched(site: Site, tmp_path: Path) -> None:
    other = tmp_path / "proof" / "luan-van.txt"
    other.parent.mkdir()
    other.write_text("của người khác", encoding="utf-8")
    with pytest.raises(FolderTakenError):
        pull(site, {A: b"1"}, tmp_path / "proof")
    assert other.read_text(encoding="utf-8") == "của người khác"


PAGES = st.dictionaries(
    st.sampled_from(["index.html", A, B, C, "rss.xml", "anh.jpg"]), st.sampled_from([b"1", b"2"]), min_size=1
)


@pytest.mark.slow
@settings(max_examples=40)
@given(before=PAGES, drafts=st.lists(PAGES, max_size=3), after=PAGES)
def test_a_site_never_knows_of_the_proofs_between_its_builds(
    tmp_path_factory: pytest.TempPathFactory, before: Pages, drafts: list[Pages], after: Pages
) -> None:
    folder = tmp_path_factory.mktemp("proofs")
    site = Site(folder / "site", folder / "cache", tick=0.001)
    site.build(before)
    for number, draft in enumerate(drafts):
        pull(site, draft, folder / str(number))
        assert applied(site, folder / str(number)) == draft
        assert site.holds() == before
    site.build(after)
    assert site.holds() == after and site.is_known()
