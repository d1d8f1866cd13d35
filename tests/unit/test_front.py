"""The front page as its reader finds it: what leads, what follows, and that nothing is left empty."""

import pytest
from bulletin.edition.inputs import Cards, Headlines
from bulletin.pages import front_page
from bulletin.pages.front_page import FrontPage
from bulletin.stylebook import letters
from project import Project, post
from unit.printout import theme
from unit.proofreading import prepare


def page(project: Project) -> FrontPage:
    ((_, recipe),) = front_page.outputs(prepare(project)[0], theme())
    return recipe


def names(articles: Cards | Headlines) -> list[str]:
    return [name.rpartition("/")[2].removesuffix(".md") for name in articles.names]


def write(project: Project, name: str, day: int, category: str = "thoi-su", picture: bool = False, **keys: str) -> None:
    """A post of June; the hour is the same for all, so that the day orders them."""
    if picture:
        project.picture(f"2026/06/{name}.jpg", (320, 180))
        keys["image"] = f'{{src: {name}.jpg, alt: "Ảnh của bài {name}"}}'
    project.post(
        f"2026/06/{name}.md", post(title=f"Bài {name}", date=f"2026-06-{day:02} 08:00", category=category, **keys)
    )


def test_the_pinned_article_leads_however_old_it_is(project: Project) -> None:
    write(project, "thu-chuc-tet", 1, pinned="true")
    for day in range(2, 9):
        write(project, f"tin-{day}", day, picture=True)
    assert names(page(project).top) == ["thu-chuc-tet", "tin-8", "tin-7", "tin-6", "tin-5"]


def test_of_two_pinned_articles_the_newer_leads(project: Project) -> None:
    write(project, "cu", 1, pinned="true")
    write(project, "moi", 2, pinned="true")
    assert names(page(project).top)[0] == "moi"


def test_else_the_newest_with_a_picture_leads_unless_that_is_old_news(project: Project) -> None:
    write(project, "co-anh", 3, picture=True)
    for day in (4, 5):
        write(project, f"khong-anh-{day}", day)
    assert names(page(project).top) == ["co-anh", "khong-anh-5", "khong-anh-4"]
    for day in (6, 7, 8):
        write(project, f"khong-anh-{day}", day)
    assert names(page(project).top)[0] == "khong-anh-8", "four newer ones without a picture outweigh it"


def test_the_latest_are_those_that_are_not_above_and_no_notices(project: Project) -> None:
    for day in range(1, 15):
        write(project, f"tin-{day}", day, category="thong-bao" if day % 5 == 0 else "thoi-su")
    found = page(project)
    assert names(found.top) == ["tin-14", "tin-13", "tin-12", "tin-11", "tin-9"]
    assert names(found.latest) == ["tin-8", "tin-7", "tin-6", "tin-4", "tin-3"]
    assert names(found.notices) == ["tin-10", "tin-5"]


def test_a_category_begins_with_its_newest_picture_and_repeats_nothing_from_above(project: Project) -> None:
    for day in range(20, 15, -1):
        write(project, f"dau-trang-{day}", day, category="kinh-te")
    for day in range(15, 9, -1):
        write(project, f"lua-{day}", day, category="kinh-te", picture=day in (13, 11))
    ((slug, block),) = page(project).blocks.blocks
    assert (slug, names(block)) == ("kinh-te", ["lua-13", "lua-15", "lua-14", "lua-12"])


@pytest.mark.parametrize(("count", "has_block"), [(1, False), (2, False), (3, True), (9, True)])
def test_a_thin_category_is_a_short_list_and_an_empty_one_is_not_there(
    project: Project, count: int, has_block: bool
) -> None:
    for day in range(20, 15, -1):
        write(project, f"dau-trang-{day}", day)
    for day in range(1, count + 1):
        write(project, f"y-te-{day}", day, category="y-te")
    found = page(project)
    assert [slug for slug, _ in found.blocks.blocks] == (["y-te"] if has_block else [])
    assert [(slug, len(articles)) for slug, articles in found.thin_blocks.blocks] == (
        [] if has_block else [("y-te", count)]
    )


def test_the_most_read_are_counted_among_the_newest_only(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_page, "_NEWEST", 3)
    for day, views in ((1, "90000"), (2, "12"), (3, "891"), (4, "0")):
        write(project, f"tin-{day}", day, views=views)
    assert names(page(project).most_read) == ["tin-3", "tin-2"]


@pytest.mark.slow
def test_a_bulletin_without_articles_says_so_and_shows_no_empty_rubric(project: Project) -> None:
    assert project.build().returncode == 0
    found = project.page("index.html")
    assert "Bản tin chưa có bài nào." in found
    assert 'class="rubric"' not in found and "Cập nhật lúc" not in found


@pytest.mark.slow
def test_the_front_page_says_when_something_changed_last(project: Project) -> None:
    write(project, "tin-1", 1, updated="2026-06-10 14:30")
    write(project, "tin-2", 2)
    assert project.build().returncode == 0
    page = letters.spaced(project.page("index.html"))
    assert "Thứ Tư, 10/06/2026" in page and "Cập nhật lúc 14:30" in page
