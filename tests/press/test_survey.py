"""What others have changed in a large site, of which each build looks at a part."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from bulletin.press import ledger
from press.pressroom import Pages, Site

MONTHS = [f"2026/{number:02}" for number in range(1, 8)]
PAGES: Pages = {
    "index.html": b"trang nhat",
    "thoi-su/index.html": b"thoi su",
    **{f"{month}/bai-{number}/index.html": b"mot bai" for month in MONTHS for number in range(4)},
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site of which a build surveys two months or so."""
    monkeypatch.setattr(ledger, "AT_ONCE", 16)
    site = Site(tmp_path / "site", tmp_path / "cache")
    with closing(site.cache):
        site.build(PAGES)
        yield site


def builds_until_whole(site: Site) -> int:
    """How many builds it takes until the site is as it should be; no more than there are parts."""
    for count in range(1, 9):
        site.build(PAGES)
        if site.holds() == PAGES:
            return count
    raise AssertionError("nobody has put it right")


@pytest.mark.parametrize("month", MONTHS)
def test_what_others_altered_is_put_right_after_a_few_builds(site: Site, month: str) -> None:
    (site.folder / month / "bai-2" / "index.html").write_bytes(b"ai do da sua")
    (site.folder / month / "bai-3" / "la.html").write_bytes(b"tep la")
    assert builds_until_whole(site) <= 4


def test_every_part_has_its_turn(site: Site) -> None:
    counts = []
    for month in reversed(MONTHS):
        (site.folder / month / "bai-0" / "index.html").write_bytes(b"ai do da sua")
        counts.append(builds_until_whole(site))
    assert max(counts) > 1, "each build looked at everything"


@pytest.mark.parametrize("path", ["index.html", "thoi-su/index.html", "tep-la.html", "thu-muc-la/index.html"])
def test_the_top_of_a_site_is_looked_at_each_time(site: Site, path: str) -> None:
    file = site.folder / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"ai do da sua")
    assert builds_until_whole(site) == 1


def test_a_month_that_is_gone_is_missed_at_once(site: Site) -> None:
    (site.folder / "2026/03").rename(site.folder.parent / "elsewhere")
    assert builds_until_whole(site) == 1


def test_once_something_is_found_everything_is_looked_at(site: Site) -> None:
    for month in MONTHS:
        (site.folder / month / "bai-0" / "index.html").write_bytes(b"ai do da sua")
    assert builds_until_whole(site) == 1
