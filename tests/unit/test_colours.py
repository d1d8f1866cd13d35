"""Some colours and sizes stand in several files: styles, the web app manifest, the head of every page. Here they are
compared.
"""

import re
from pathlib import Path

import pytest
from bulletin.pages import app_manifest
from project import ROOT

STYLES = ROOT / "overrides" / "assets" / "styles"
COLOURS = (STYLES / "bulletin" / "15-colours.css").read_text(encoding="utf-8")


def palette(begin: str) -> dict[str, str]:
    """The custom properties of a block of 15-colours.css."""
    block = COLOURS.partition(f"{begin} {{")[2].partition("}")[0]
    assert block, begin
    return dict(re.findall(r"(--[\w-]+): (\S+);", block))


LIGHT, DARK = palette("\n:root"), palette("@mixin --dark-palette()")


def test_the_manifest_has_the_colours_of_the_pages() -> None:
    assert LIGHT["--paper"] == app_manifest._PAPER
    assert LIGHT["--red"] == app_manifest._RED


@pytest.mark.parametrize(("scheme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_a_browser_paints_its_frame_like_the_page(scheme: str, colours: dict[str, str]) -> None:
    base = (ROOT / "overrides" / "base.html").read_text(encoding="utf-8")
    assert f'media="(prefers-color-scheme: {scheme})" content="{colours["--paper"]}"' in base


@pytest.mark.parametrize(
    ("file", "colours"),
    [
        ("alert.css", {LIGHT["--paper"], LIGHT["--ink"], DARK["--paper"], DARK["--ink"]}),
        ("print-view.css", {LIGHT["--focus"]}),
        ("article/53-video.css", {LIGHT["--red"], DARK["--focus"]}),
        ("article/57-picture-viewer.css", {DARK["--edge"], DARK["--rule"], DARK["--focus"]}),
        ("chart/58-chart.css", {LIGHT["--red"]}),
    ],
)
def test_styles_that_cannot_use_the_palette_repeat_it(file: str, colours: set[str]) -> None:
    """The pages of notices and the print view load no palette. The viewer and a video are dark in every scheme."""
    assert colours <= set(re.findall(r"#[0-9a-f]{3,6}\b", (STYLES / file).read_text(encoding="utf-8")))


def test_the_buttons_stop_at_the_smallest_and_the_largest_step_that_has_a_size() -> None:
    script = (ROOT / "overrides/assets/scripts/bulletin/font-size.js").read_text(encoding="utf-8")
    ends = [int(step) for step in re.findall(r"const (?:SMALLEST|LARGEST) = (-?\d+);", script)]
    sizes = re.findall(
        r'html\[data-font-size="(-?\d+)"\]', (STYLES / "_font-size-steps.css").read_text(encoding="utf-8")
    )
    assert sorted([0, *map(int, sizes)]) == list(range(ends[0], ends[1] + 1))


def test_the_palettes_have_the_same_colours() -> None:
    names = {begin: set(palette(begin)) - {"--link-line"} for begin in re.findall(r"@mixin --[\w-]+\(\)", COLOURS)}
    assert len(names) == 3 and all(found == set(LIGHT) - {"--link-line"} for found in names.values())


def test_a_file_of_the_styles_imports_only_what_there_is() -> None:
    imported = {
        (path.parent / name).resolve()
        for path in STYLES.rglob("*.css")
        for name in re.findall(r'^@import "(.+)";', path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert imported == {path for path in STYLES.rglob("_*.css")}, "a part that no style imports is dead"
    assert all(Path(path).is_file() for path in imported)
