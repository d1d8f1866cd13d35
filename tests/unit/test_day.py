"""A day's edition: what was published on it, as a list and as one document."""

import re

import pytest
from bulletin.stylebook import letters
from project import Project, post
from unit.proofreading import findings


def lay_out(project: Project) -> Project:
    project.post(
        "2026/06/sang.md",
        post(
            "Tin buổi sáng", "2026-06-18 07:00", body="Đoạn của buổi sáng.\n\n## Mục một\n\nXem [bài chiều](chieu.md)."
        ),
    )
    project.post(
        "2026/06/chieu.md", post("Tin buổi chiều", "2026-06-18 16:00", author="Thúy Hằng", body="Đoạn của buổi chiều.")
    )
    project.post("2026/06/khac.md", post("Tin hôm sau", "2026-06-20 09:00"))
    assert project.build().returncode == 0
    return project


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """For tests that only look."""
    return lay_out(Project(tmp_path_factory.mktemp("days") / "bulletin"))


@pytest.fixture
def days(project: Project) -> Project:
    return lay_out(project)


@pytest.mark.slow
def test_the_day_lists_its_articles_in_their_order(published: Project) -> None:
    page = published.page("2026/06/18/index.html")
    assert re.findall(r'card__title"><a href="([^"]+)"', page) == ["/2026/06/sang/", "/2026/06/chieu/"]
    assert "<title>Thứ 5, 18/06/2026 – Bản tin An Bình</title>" in page and "2 bài" in page
    assert 'href="/2026/06/20/"' in page and "/2026/06/19/" not in page, "only days with articles"
    assert not (published.site / "2026/06/19").exists()


def test_the_calendars_lead_to_the_day(published: Project) -> None:
    assert 'href="/2026/06/18/" aria-label="Ngày 18/6: 2 bài"' in published.page("2026/06/index.html")
    assert '<h2 id="ngay-18"><a href="/2026/06/18/">' in published.page("2026/06/index.html")


def test_the_printed_day_has_all_its_articles_whole(published: Project) -> None:
    page = published.page("2026/06/18/ban-in/index.html")
    text = letters.spaced(re.sub(r"<[^>]+>", " ", page))
    for words in ("Đoạn của buổi sáng.", "Mục một", "Đoạn của buổi chiều.", "Thúy Hằng"):
        assert words in text
    assert page.count("<article>") == 2 and page.count("<h1>") == 1 and 'name="robots" content="noindex"' in page
    assert 'href="/2026/06/chieu/"' in page, "links to other posts are closed"


@pytest.mark.slow
def test_a_correction_makes_the_printed_day_anew(days: Project) -> None:
    days.post("2026/06/chieu.md", post("Tin buổi chiều", "2026-06-18 16:00", author="Thúy Hằng", body="Đoạn đã sửa."))
    untouched = days.page("2026/06/20/ban-in/index.html")
    assert days.build().returncode == 0
    assert (
        "Đoạn đã sửa." in days.page("2026/06/18/ban-in/index.html")
        and days.page("2026/06/20/ban-in/index.html") == untouched
    )


@pytest.mark.slow
def test_a_day_without_articles_any_more_is_gone(days: Project) -> None:
    days.delete("2026/06/khac.md")
    assert days.build().returncode == 0
    assert not (days.site / "2026/06/20").exists() and 'href="/2026/06/20/"' not in days.page("2026/06/18/index.html")


def test_the_sitemap_of_the_month_names_its_days(published: Project) -> None:
    assert "<loc>https://bantin.anbinh.example/2026/06/18/</loc>" in published.page("sitemap-2026-06.xml")


@pytest.mark.parametrize("name", ["01", "25", "31"])
def test_a_post_cannot_stand_at_the_address_of_a_day(project: Project, name: str) -> None:
    project.post(f"2026/06/{name}.md", post())
    assert [found[2] for found in findings(project)] == ["address-of-day"]


@pytest.mark.parametrize("name", ["00", "32", "99", "2020", "7"])
def test_other_numbers_are_no_days(project: Project, name: str) -> None:
    project.post(f"2026/06/{name}.md", post())
    assert findings(project) == []


def test_an_alias_cannot_take_a_day_either(project: Project) -> None:
    project.post("2026/06/a.md", post(aliases="[/2020/06/25/, /2020/06/25/ban-in/]"))
    assert [found[2] for found in findings(project)] == ["alias-taken", "alias-taken"]
