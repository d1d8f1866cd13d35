"""What pages say of readers: brought along and counted, and what was read most in the last week."""

from datetime import date

import pytest
from bulletin.articles.article import Article
from bulletin.edition import month_edition
from bulletin.edition.edition import Edition
from bulletin.edition.inputs import Headlines
from bulletin.pages.list_page import Rail
from bulletin.pages.parts.most_read import MostRead, most_read
from bulletin.readership import log_line
from bulletin.readership.readership import Views
from project import Project, post
from unit.proofreading import COUNTING, prepare, read_by


@pytest.fixture
def counting(project: Project) -> Project:
    file = project.folder / "mkdocs.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("  bulletin:\n", COUNTING), encoding="utf-8")
    return project


def views(project: Project) -> dict[str, Views]:
    edition, problems = prepare(project)
    assert problems == []
    return {article.name: edition.readership.views(article) for article in edition.catalogue.articles}


def test_what_an_article_brought_along_and_what_was_counted_are_one_number(counting: Project) -> None:
    for name, keys in {"mot": {"views": "891"}, "hai": {"views": "12"}, "ba": {}, "bon": {}}.items():
        counting.post(f"2026/06/{name}.md", post(title=f"Tin {name}", **keys))
    assert views(counting)["2026/06/mot.md"] == Views(891, None)
    read_by(counting, {"2026/06/mot/": 9, "2026/06/ba/": 3, "2026/06/la/": 5}, "2026-06-19")
    read_by(counting, {"2026/06/mot/": 1}, "2026-06-21")
    read_by(counting, {"2026/06/mot/": 1}, "2026-06-20")
    assert views(counting) == {
        "2026/06/mot.md": Views(902, date(2026, 6, 21)),
        "2026/06/hai.md": Views(12, None),
        "2026/06/ba.md": Views(3, date(2026, 6, 19)),
        "2026/06/bon.md": Views(None, None),
    }


def test_without_the_setting_nobody_looks_at_the_file(project: Project) -> None:
    project.post("2026/06/mot.md", post(views="891"))
    (project.folder / "luot-xem.json").write_text("Sổ quỹ", encoding="utf-8")
    assert views(project) == {"2026/06/mot.md": Views(891, None)}


def test_a_post_that_moves_takes_its_readers_along(counting: Project) -> None:
    counting.post("2026/06/moi.md", post(aliases="[/2026/05/cu/, /tin/12.html, /2026/04/cu-nua]"))
    read_by(counting, {"2026/05/cu/": 7, "2026/06/moi/": 2, "2026/04/cu-nua/": 1}, "2026-06-20")
    assert views(counting) == {"2026/06/moi.md": Views(10, date(2026, 6, 20))}


def most(edition: Edition, count: int = 2) -> tuple[list[str], bool]:
    found: MostRead = most_read(edition.catalogue.articles, edition.readership, count, 3)
    return found.articles.names, found.is_of_week


def test_the_most_read_are_those_of_the_last_week_once_enough_were_read_in_it(counting: Project) -> None:
    for number in range(5):
        counting.post(f"2026/0{number + 1}/tin.md", post(date=f"2026-0{number + 1}-05 08:00", views=f"{number + 1}0"))
    names = [f"2026/0{number + 1}/tin.md" for number in range(5)]
    assert most(prepare(counting)[0]) == ([names[4], names[3]], False)
    read_by(counting, {"2026/01/tin/": 900, "2026/04/tin/": 15}, "2026-06-13")
    assert most(prepare(counting)[0]) == ([names[0], names[3]], True), "an old article is read again"
    read_by(counting, {"2026/02/tin/": 1}, "2026-06-20")
    assert most(prepare(counting)[0]) == ([names[3], names[4]], False), "only one was read in the week of the 20th"
    read_by(counting, {"2026/03/tin/": 2}, "2026-06-14")
    assert most(prepare(counting)[0]) == ([names[2], names[1]], True)
    counting.post("2026/03/tin.md", post(date="2026-03-05 08:00", withdrawn="{time: 2026-06-21 08:00, note: Hết hạn.}"))
    assert most(prepare(counting)[0]) == ([names[3], names[4]], False), "nothing recommends it any more"


def test_a_list_changes_when_its_most_read_become_those_of_the_week(counting: Project) -> None:
    counting.post("2026/06/mot.md", post(views="891"))
    articles = Headlines(prepare(counting)[0].catalogue.articles)
    rails = {Rail(MostRead(articles, is_of_week), ()).digest for is_of_week in (False, True)}
    assert len(rails) == 2


def test_only_articles_that_are_read_change(counting: Project) -> None:
    for month in ("2026/05", "2026/06"):
        counting.post(f"{month}/tin.md", post(date=f"{month.replace('/', '-')}-05 08:00"))
    before, whole = digests(counting)
    read_by(counting, {"2026/06/tin/": 1})
    after, changed = digests(counting)
    assert before["2026/05"] == after["2026/05"] and before["2026/06"] != after["2026/06"] and whole != changed


def digests(project: Project) -> tuple[dict[str, bytes], bytes]:
    edition, _ = prepare(project)
    return {month.name: month.digest for month in month_edition.months(edition)}, edition.readership.digest


@pytest.mark.parametrize("log_format", ["COMBINED", "CLOUDFRONT", "CADDY"])
@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[]",
        b"\t" * 40,
        b'{"ts":1e400,"status":200,"request":{"method":"GET","uri":"/"}}',
        b'{"ts":253402300799,"status":200,"request":{"method":"GET","uri":"/"}}',
        b'{"ts":1e18,"status":200,"request":{"method":"GET","uri":"/"}}',
        b'- - - [99/Jun/2026:08:00:00 +0700] "GET / HTTP/1.1" 200 1 "-" "-"',
        b'- - - [01/Jan/0001:00:00:00 +1400] "GET / HTTP/1.1" 200 1 "-" "-"',
        b"2026-13-01\t99:99:99" + b"\t-" * 30,
        b"0001-01-01\t00:00:00" + b"\t-" * 30,
        b"9999-12-31\t23:00:00" + b"\t-" * 30,
    ],
)
def test_a_line_of_nonsense_is_none(log_format: str, line: bytes) -> None:
    request = log_line.parser(log_format)(line)
    assert request is None or not log_line.is_read(request)


def test_article_has_no_views_of_its_own_besides_those_it_brought(counting: Project) -> None:
    """Months are kept as they were read; readers are no part of them."""
    counting.post("2026/06/mot.md", post(views="891"))
    read_by(counting, {"2026/06/mot/": 9})
    (article,) = prepare(counting)[0].catalogue.articles
    assert isinstance(article, Article) and article.views == 891
