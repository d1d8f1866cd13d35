"""The README of the press shows a generator of its own: it does what the README says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bulletin.machine.cache import Cache
from bulletin.press.press import RunResult
from project import ROOT

README = ROOT / "hooks" / "bulletin" / "press" / "README.md"
Publish = Callable[[Path, Path, Cache], RunResult]


@pytest.fixture
def publish() -> Publish:
    (code,) = re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    names: dict[str, Publish] = {"__name__": "songbook"}  # type: ignore[dict-item]
    exec(compile(code, README, "exec"), names)
    return names["publish"]


def test_the_generator_makes_what_changed(publish: Publish, tmp_path: Path) -> None:
    songs, site, cache = tmp_path / "songs", tmp_path / "site", Cache(tmp_path / "cache", b"version 1")
    songs.mkdir()
    for title in ("harvest", "river"):
        (songs / f"{title}.txt").write_text(f"about the {title}")
    assert publish(songs, site, cache).made == 3
    assert publish(songs, site, cache).made == 0
    (songs / "river.txt").write_text("about the wide river")
    assert publish(songs, site, cache).made == 1
    (songs / "rain.txt").write_text("about the rain")
    assert publish(songs, site, cache).made == 2
    (songs / "harvest.txt").unlink()
    assert (publish(songs, site, cache).deleted, sorted(file.name for file in site.rglob("*.html"))) == (
        1,
        ["index.html", "rain.html", "river.html"],
    )
    assert "harvest" not in (site / "index.html").read_text()
