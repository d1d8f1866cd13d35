"""The catalogue and the lists made of it: their order, and which of them may ever change."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bulletin.archive.catalogue import Catalogue
from bulletin.archive.names import Group
from bulletin.articles.article import Article
from bulletin.edition import month_edition
from bulletin.edition.edition import Edition
from bulletin.edition.inputs import Alerts
from bulletin.edition.shells import Shell
from bulletin.edition.theme import Theme
from bulletin.pages import article_page, list_page
from bulletin.pages.list_page import PAGE_LENGTH, ListInfo
from bulletin.press.recipe import Recipe
from hypothesis import given
from hypothesis import strategies as st
from project import Project, post
from unit.proofreading import NOW, findings, prepare

MANY = 130


def catalogue(project: Project, now: datetime = NOW) -> Catalogue:
    return prepare(project, now)[0].catalogue


def names(articles: Iterable[Article]) -> list[str]:
    return [article.name.rpartition("/")[2].removesuffix(".md") for article in articles]


# --- order


def test_articles_stand_in_the_order_of_their_moments(project: Project) -> None:
    project.post("2026/06/a.md", post(date="2026-06-20 08:15"))
    project.post("2026/06/b.md", post(date="2026-06-02 23:00"))
    project.post("2025/12/c.md", post(date="2025-12-31 23:59"))
    project.post("2026/06/d.md", post(date="2026-06-20 07:30 +06:00"))
    project.post("2026/06/e.md", post(date="2026-06-20 01:10Z"))
    listed = catalogue(project)
    assert names(listed.articles) == ["c", "b", "e", "a", "d"]
    assert names(listed.newest(2)) == ["d", "a"]


def test_articles_of_one_minute_are_ordered_by_address(project: Project) -> None:
    for name in ("mua-lon", "an-ninh", "xa-hoi", "bao-so-3"):
        project.post(f"2026/06/{name}.md", post())
    project.post("2026/06/ten-cu.md", post(slug="cho-que"))
    assert names(catalogue(project).articles) == ["an-ninh", "bao-so-3", "ten-cu", "mua-lon", "xa-hoi"]


def test_months_are_those_of_vietnam(project: Project) -> None:
    project.post("2026/06/a.md", post(date="2026-05-31T17:30Z"))
    project.post("2026/05/b.md", post(date="2026-05-31 23:59"))
    assert {key: names(group.articles) for key, group in catalogue(project).months.items()} == {
        "2026/05": ["b"],
        "2026/06": ["a"],
    }


# --- groups


def test_every_category_has_its_list_even_an_empty_one(project: Project) -> None:
    project.post("2026/06/a.md", post(category="y-te"))
    categories = catalogue(project).categories
    assert names(categories["y-te"].articles) == ["a"]
    assert categories["kinh-te"] == Group("Kinh tế", "kinh-te", ())
    assert next(iter(categories)) == "thoi-su", "in the order of the menu"


def test_both_spellings_of_a_name_are_one_author(project: Project) -> None:
    project.post("2026/06/a.md", post(date="2026-06-01 08:00", author="Thúy Hằng"))
    project.post("2026/06/b.md", post(date="2026-06-02 08:00", author="[Minh Khuê, Thuý Hằng]"))
    project.post("2026/06/c.md", post(date="2026-06-03 08:00", author="[Thuý Hằng, Thúy Hằng]"))
    authors = catalogue(project).authors
    assert list(authors) == ["minh-khue", "thuy-hang"]
    assert (authors["thuy-hang"].name, names(authors["thuy-hang"].articles)) == ("Thúy Hằng", ["a", "b", "c"])


def test_tags_are_grouped_like_authors(project: Project) -> None:
    project.post("2026/06/a.md", post(date="2026-06-01 08:00", tags="[thủy lợi, hè thu]"))
    project.post("2026/06/b.md", post(date="2026-06-02 08:00", tags="[Thuỷ lợi, 🌾]"))
    tags = catalogue(project).tags
    assert {slug: (group.name, names(group.articles)) for slug, group in tags.items()} == {
        "he-thu": ("hè thu", ["a"]), "khac": ("🌾", ["b"]), "thuy-loi": ("thủy lợi", ["a", "b"])
    }  # fmt: skip


# --- what is not published


def test_drafts_and_posts_of_the_future_are_in_no_list(project: Project) -> None:
    project.post("2026/06/a.md", post())
    project.post("2026/06/b.md", post(draft="true", author="Người Viết Nháp", tags="[nháp]"))
    project.post("2026/07/c.md", post(date="2026-07-01 09:00", author="Người Hẹn Giờ", category="y-te"))
    edition, found = prepare(project)
    listed = edition.catalogue
    assert names(listed.articles) == ["a"]
    assert (listed.authors, listed.tags, list(listed.months), listed.categories["y-te"].articles) == (
        {},
        {},
        ["2026/06"],
        (),
    )
    assert list(listed.address_of) == ["2026/06/a.md"]
    assert [(item.file, item.code, item.severity) for item in found] == [
        ("posts/2026/06/b.md", "draft", "notice"),
        ("posts/2026/07/c.md", "scheduled", "notice"),
    ]


def test_a_post_appears_in_the_second_of_its_hour(project: Project) -> None:
    project.post("2026/07/a.md", post(date="2026-07-01 09:00"))
    hour = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
    assert names(catalogue(project, hour - timedelta(seconds=1)).articles) == []
    assert names(catalogue(project, hour).articles) == ["a"]


# --- one owner for each address


def test_two_posts_of_one_address(project: Project) -> None:
    project.post("2026/06/hop-dan.md", post(date="2026-06-01 08:00"))
    project.post("2026/06/b.md", post(slug="hop-dan"))
    assert findings(project) == [(5, "slug", "address-twice")]
    (project.posts / "2026/06/b.md").unlink()
    project.post("2026/06/Họp Dân.md", post())
    (problem,) = prepare(project)[1]
    assert problem.message == "Hai bài cùng một địa chỉ /2026/06/hop-dan/; bài kia là posts/2026/06/hop-dan.md:1."


@pytest.mark.parametrize(
    "alias",
    [
        "/2026/06/b/",
        "/2026/06/b",
        "/gioi-thieu",
        "/thoi-su/cu.html",
        "/tac-gia/an",
        "/index.html",
        "/2026/06",
        "/2026",
        "/trang/2",
    ],
)
def test_an_old_address_that_has_an_owner(project: Project, alias: str) -> None:
    project.post("2026/06/a.md", post(aliases=f"[/tin/1.html, {alias}]"))
    project.post("2026/06/b.md", post())
    assert findings(project) == [(5, "aliases", "alias-taken")]


def test_an_old_address_wanted_by_two_posts(project: Project) -> None:
    project.post("2026/06/a.md", post(aliases="[/tin/1.html]"))
    project.post("2026/06/b.md", post(aliases="[/tin/2.html, /tin/1.html]"))
    (problem,) = prepare(project)[1]
    assert (problem.file, problem.code) == ("posts/2026/06/b.md", "alias-taken")
    assert problem.message == "Địa chỉ cũ /tin/1.html đã có chủ: posts/2026/06/a.md:5."


# --- lists, in pages


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """A bulletin of MANY articles in two categories, one every hour."""
    project = Project(Path(tmp_path_factory.mktemp("archive")) / "bulletin")
    first = datetime(2026, 6, 1, 0, 0)
    for number in range(MANY):
        category = "y-te" if number % 3 == 2 else "thoi-su"
        project.post(
            f"2026/06/tin-{number:03}.md",
            post(title=f"Tin số {number}", date=f"{first + timedelta(hours=number):%Y-%m-%d %H:%M}", category=category),
        )
    edition, found = prepare(project)
    assert found == [] and len(edition.catalogue.articles) == MANY
    return edition


SHELL = Shell(
    "listing",
    "<% for card in cards %><%= card.title %>\n<% endfor %>older <%= older %>\nnewer <%= newer %>\n<%= head.title %>",
)
EARLIER = Shell("article", "<% for item in earlier %><%= item.title %>\n<% endfor %>")
PLACE = ListInfo("thoi-su/", "Thời sự", "Chuyên mục")


def pages(edition: Edition, count: int) -> dict[str, Recipe]:
    """The list's pages when the bulletin had `count` articles."""
    return dict(
        list_page.outputs(
            edition.settings,
            SHELL,
            PLACE,
            Group("Thời sự", "thoi-su", edition.catalogue.articles[:count]),
            Alerts(),
            None,
        )
    )


def printed(recipe: Recipe) -> str:
    return recipe.render().decode().replace("\xa0", " ")


def titles(recipe: Recipe) -> list[str]:
    return [line for line in printed(recipe).split("\n") if line.startswith("Tin số")]


def numbered(number: int) -> str:
    return f"thoi-su/trang/{number}/index.html"


def test_pages_are_numbered_from_the_oldest(archive: Edition) -> None:
    made = pages(archive, 65)
    assert list(made) == ["thoi-su/index.html", numbered(1), numbered(2)]
    assert titles(made[numbered(1)]) == [f"Tin số {number}" for number in range(19, -1, -1)]
    assert titles(made[numbered(2)]) == [f"Tin số {number}" for number in range(39, 19, -1)]
    assert titles(made["thoi-su/index.html"]) == [f"Tin số {number}" for number in range(64, 39, -1)]


def test_pages_lead_to_one_another(archive: Edition) -> None:
    made = pages(archive, 65)
    assert "older /thoi-su/trang/2/\nnewer None\n" in printed(made["thoi-su/index.html"])
    assert "older /thoi-su/trang/1/\nnewer /thoi-su/\n" in printed(made[numbered(2)])
    assert "older None\nnewer /thoi-su/trang/2/\n" in printed(made[numbered(1)])


def test_an_empty_list_has_one_empty_page(archive: Edition) -> None:
    made = pages(archive, 0)
    assert list(made) == ["thoi-su/index.html"] and titles(made["thoi-su/index.html"]) == []


@pytest.mark.slow
@given(st.integers(0, MANY))
def test_every_article_is_listed_exactly_once(archive: Edition, count: int) -> None:
    made = pages(archive, count)
    listed = [title for recipe in made.values() for title in titles(recipe)]
    assert sorted(listed) == sorted(f"Tin số {number}" for number in range(count))
    newest, *full = made.values()
    assert all(len(titles(recipe)) == PAGE_LENGTH for recipe in full)
    assert count == 0 or 1 <= len(titles(newest)) <= 2 * PAGE_LENGTH - 1
    assert not full or len(titles(newest)) >= PAGE_LENGTH


@given(st.integers(0, MANY), st.integers(0, MANY))
def test_full_pages_never_change_when_articles_are_added(archive: Edition, one: int, other: int) -> None:
    before, after = pages(archive, min(one, other)), pages(archive, max(one, other))
    assert set(before) <= set(after)
    full = [path for path in before if "/trang/" in path]
    assert [titles(before[path]) for path in full] == [titles(after[path]) for path in full]
    # The last full page has one link that moves on: to the next full page, when there is one.
    for path in full[:-1]:
        assert before[path].key == after[path].key
        assert printed(before[path]) == printed(after[path])


# --- earlier items


@given(st.integers(0, MANY - 1))
def test_earlier_items_are_the_ten_before_of_the_same_category(archive: Edition, index: int) -> None:
    listed = archive.catalogue.articles
    same = [number for number in range(MANY) if listed[number].category == listed[index].category]
    before = same[max(0, same.index(index) - 10) : same.index(index)]
    page = dict(
        output
        for month in month_edition.months(archive)
        for output in article_page.outputs(month, Theme({"article": EARLIER}, {}, {}))
    )[f"{listed[index].address}index.html"]
    assert printed(page).split("\n")[:-1] == [listed[number].facts.title for number in reversed(before)], (
        "the newest first, and nothing is left out in between"
    )


def test_a_post_that_is_not_written_yet_is_not_published(project: Project) -> None:
    project.post("2026/06/a.md", post(body="<!-- viết ở đây -->"))
    edition, found = prepare(project)
    assert edition.catalogue.articles == ()
    assert [(one.code, one.severity) for one in found] == [("no-body", "warning")]
