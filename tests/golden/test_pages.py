"""Posts in, pages out: every folder of `cases/pages/` is a small bulletin of its own.

`posts/` is what somebody wrote, `pictures.txt` names the pictures to make beside it (`path WIDTHxHEIGHT`), and
`repeat.txt` a template that many posts are made from (`file COUNT`, with `$number` and `$date` in the file).
`pages.txt` lists the outputs that matter, one a line, and `expected/` holds what the build must give for them:

- `*.html` is the page's `<main>` (the whole `<body>` of a print view), with `<svg/>` for each drawing and
  `?v=xxxxxxxx` for each version of an asset, so that new styles and icons change nothing here;
- `*.head.html` is the `<head>` of the page named `*.html`, without its lines of links and script files;
- everything else (feeds, sitemap) is the whole file.

After a template was changed, or a line of `pages.txt`,

    GOLDEN=update python -m pytest tests/golden/test_pages.py

writes the pages anew. Read every changed one: it is right when a reader, a search engine or a feed reader would
get the post as its author meant it.
"""

import os
import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from string import Template

import pytest
from project import Project

CASES = Path(__file__).parent / "cases" / "pages"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
AT_ONCE = ("bare-article", "full-article")
"""What `make quick` looks at."""
UPDATE = os.environ.get("GOLDEN") == "update"
HEAD = ".head.html"
PRINT_VIEW = "/ban-in/index.html"
FIRST_DAY = datetime(2025, 11, 10, 7, 30)


def lines(case: str, name: str) -> list[str]:
    path = CASES / case / name
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def lay_out(case: str, project: Project) -> None:
    """Puts the posts, pictures and repeated posts of a case into the project."""
    source = CASES / case / "posts"
    if source.is_dir():
        shutil.copytree(source, project.posts, dirs_exist_ok=True)
    for line in lines(case, "pictures.txt"):
        name, size = line.rsplit(" ", 1)
        width, height = size.split("x")
        project.picture(name, (int(width), int(height)))
    for line in lines(case, "repeat.txt"):
        name, count = line.split(" ")
        template = Template((CASES / case / name).read_text(encoding="utf-8"))
        for number in range(1, int(count) + 1):
            date = moment(number)
            project.post(
                f"{date:%Y/%m}/bai-{number}.md", template.substitute(number=number, date=f"{date:%Y-%m-%d %H:%M}")
            )


def moment(number: int) -> datetime:
    """Three posts on one day, morning to evening, every second week."""
    fortnight, of_day = divmod(number - 1, 3)
    return FIRST_DAY + timedelta(days=14 * fortnight, hours=5 * of_day)


def extract(project: Project, name: str) -> str:
    """What `expected/<name>` has to hold."""
    if name.endswith(HEAD):
        head = element("head", project.page(name.removesuffix(HEAD) + ".html"))
        kept = [line for line in head.splitlines() if line.strip() and not re.match(r"\s*<(?:link|script src)\b", line)]
        return without_style("\n".join(kept) + "\n")
    if name.endswith(".html"):
        return without_style(element("body" if name.endswith(PRINT_VIEW) else "main", project.page(name)) + "\n")
    return project.page(name)


def element(tag: str, page: str) -> str:
    assert page.count(f"</{tag}>") == 1, f"a page has one <{tag}>"
    found = re.search(rf"<{tag}\b.*</{tag}>", page, re.DOTALL)
    assert found
    return found[0]


def without_style(markup: str) -> str:
    return re.sub(r"\?v=[0-9a-f]{8}\b", "?v=xxxxxxxx", re.sub(r"<svg\b.*?</svg>", "<svg/>", markup, flags=re.DOTALL))


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "case", [pytest.param(name, marks=() if name in AT_ONCE else pytest.mark.slow) for name in NAMES]
)
def test_pages_are_as_written(project: Project, case: str) -> None:
    wanted, expected = lines(case, "pages.txt"), CASES / case / "expected"
    assert wanted, "pages.txt says which outputs matter"
    lay_out(case, project)
    result = project.build()
    assert result.returncode == 0, result.stderr
    pages = {name: extract(project, name) for name in wanted}
    if UPDATE:
        shutil.rmtree(expected, ignore_errors=True)
        for name, text in pages.items():
            path = expected / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
    assert files_in(expected) == sorted(wanted), (
        "pages.txt and expected/ differ: run with GOLDEN=update and read what was written"
    )
    for name, text in pages.items():
        assert text == (expected / name).read_bytes().decode(), name
