"""Every page kind at three widths in two schemes looks as it did. `make looks` takes the pictures anew; look at what
git shows as changed.
"""

import io
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from browser import looks
from browser.pages import PAGE_KINDS, WIDTHS, choose, visit
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from playwright.sync_api import Browser, Page, Route
from project import ROOT

PICTURES = Path(__file__).parent / "looks"
FAILED = ROOT / ".cache" / "looks"
"""Old, new and difference of what has changed."""
HEIGHT = 900
_TYPEFACES = (
    ':root { --sans: "DejaVu Sans" !important; } '
    'body { font-family: var(--serif, "DejaVu Serif"); } '
    'button, .controls { font-family: var(--sans, "DejaVu Sans"); }'
)


def same_letters(route: Route) -> None:
    """A style sheet without what depends on the machine: which typeface is the system's, and whether the bulletin's own
    came in a tenth of a second.
    """
    sheet = route.fetch()
    route.fulfill(response=sheet, body=sheet.text().replace("font-display:optional", "font-display:block") + _TYPEFACES)


SHEETS = {"**/*.css*": same_letters}
# `decode` refuses a picture that changes to another rendition meanwhile, as pictures do in a window of another width:
# it is asked again.
_DRAWN = """async () => {
    await document.fonts.ready;
    const visible = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight);
    return Promise.all(visible.map((image) => image.decode())).then(() => true, () => false);
}"""


@pytest.mark.parametrize("kind", PAGE_KINDS)
def test_a_page_looks_as_it_did(browser: Browser, site: str, kind: str) -> None:
    changed = []
    with visit(browser, site, kind, SHEETS, reduced_motion="reduce") as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            if page.locator("picture").count():
                page.reload()  # a browser keeps a rendition that it has, even where it would ask for another one
            # Whether a machine can read aloud, and at which address the tests serve the site, is its own affair.
            page.add_style_tag(
                content=(
                    ".read-aloud { display: none !important } "
                    ".feeds code, .address__code, .address a { visibility: hidden !important }"
                )
            )
            for scheme in ("light", "dark"):
                choose(page, scheme)
                changed += _changed(f"{kind.replace(' ', '-')}-{width}-{scheme}", _shot(page))
    assert changed == []


def _shot(page: Page) -> Image.Image:
    page.wait_for_function(_DRAWN)
    return looks.shrink(Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))))


def _changed(name: str, new: Image.Image) -> list[str]:
    file = PICTURES / f"{name}.webp"
    if os.environ.get("GOLDEN") == "update":
        # A picture that shows no difference stays as it is, so that git shows what has changed and nothing else.
        if not file.exists() or looks.compare(Image.open(file), new):
            PICTURES.mkdir(exist_ok=True)
            looks.save(new, file)
        return []
    if not file.exists():
        return [f"{name}: there is no picture yet; `make looks` takes it"]
    old = Image.open(file).convert("RGB")
    difference = looks.compare(old, new)
    if difference is None:
        return []
    FAILED.mkdir(parents=True, exist_ok=True)
    for form, picture in (("old", old), ("new", new), ("difference", difference.picture)):
        picture.save(FAILED / f"{name}-{form}.png")
    return [f"{name}: {difference}; see {FAILED.relative_to(ROOT)}/{name}-difference.png"]


def test_the_letters_are_waited_for(browser: Browser, site: str, tmp_path: Path) -> None:
    """On a busy machine they come too late to be used, and every line of every picture would be another one."""

    def late(route: Route) -> None:
        route.request.frame.page.wait_for_timeout(1000)  # a sleep would hold the style sheets up as well
        route.continue_()

    seen = []
    for fonts in ({}, {"**/*.woff2": late}):
        with visit(browser, site, "fixed", SHEETS | fonts) as page:
            seen.append(_shot(page))
    looks.save(seen[0], tmp_path / "old.webp")
    assert looks.compare(Image.open(tmp_path / "old.webp"), seen[1]) is None


def drawn(
    offset: int = 0, colour: str = "#8c1a1d", ink: str = "#1d1b18", paper: str = "#fdfcf9", fraction: float = 0
) -> Image.Image:
    """A page of sorts: a coloured block and lines of text, which may be a fraction of a pixel off, as another renderer
    draws them.
    """
    page = Image.new("RGB", (1280, 900), paper)
    draw = ImageDraw.Draw(page)
    draw.rectangle((100, 100 + offset, 400, 160 + offset), fill=colour)
    for line in range(20):
        draw.text(
            (100 + fraction, 200 + 30 * line + fraction),
            "Xã Đồng Mây khánh thành cầu treo, nối hai bờ sông Rinh",
            fill=ink,
            font=ImageFont.load_default(20),
        )
    return page


def compared(old: Image.Image, new: Image.Image, folder: Path) -> looks.Difference | None:
    """As a kept picture is compared with a new one."""
    looks.save(looks.shrink(old), folder / "old.webp")
    return looks.compare(Image.open(folder / "old.webp"), looks.shrink(new))


def test_letters_drawn_a_little_differently_are_no_difference(tmp_path: Path) -> None:
    assert compared(drawn(), drawn(), tmp_path) is None
    assert compared(drawn(), drawn(fraction=0.4), tmp_path) is None
    assert compared(drawn(), drawn().filter(ImageFilter.GaussianBlur(0.6)), tmp_path) is None


@pytest.mark.parametrize(
    "changed",
    [
        partial(drawn, offset=6),
        partial(drawn, colour="#b3262a"),
        partial(drawn, colour="#1a4a8c"),
        partial(drawn, ink="#6b6660"),
        partial(drawn, paper="#e0ddd5"),
    ],
)
def test_a_moved_block_and_another_colour_are(tmp_path: Path, changed: Callable[[], Image.Image]) -> None:
    assert compared(drawn(), changed(), tmp_path) is not None


def test_a_difference_says_where_it_is(tmp_path: Path) -> None:
    found = compared(drawn(), drawn(offset=8), tmp_path)
    assert found is not None
    left, top, right, bottom = found.box
    assert 60 <= left <= 100 and 400 <= right <= 440
    assert 60 <= top <= 108 and 160 <= bottom <= 210
    assert str(found).endswith("px from the top")


def test_a_line_that_is_gone_is_a_difference(tmp_path: Path) -> None:
    new = drawn()
    ImageDraw.Draw(new).rectangle((90, 255, 800, 288), fill="#fdfcf9")
    assert compared(drawn(), new, tmp_path) is not None
