"""Moments that have not come, or can't be: what is said of them, and when."""

import time
from datetime import UTC, datetime

import pytest
from project import Project, post
from unit.proofreading import NOW, findings, prepare


def said(project: Project, now: datetime = NOW) -> list[tuple[int, str, str, str]]:
    return [(one.line, one.key, one.code, one.severity) for one in prepare(project, now)[1]]


@pytest.mark.parametrize("updated", ["2062-06-21 09:00", "2026-06-22 11:01", "2026-06-22 04:00:01Z"])
def test_an_update_that_has_not_come(project: Project, updated: str) -> None:
    project.post("2026/06/a.md", post(updated=updated))
    assert said(project) == [(5, "updated", "updated-in-future", "error")]


def test_the_message_tells_both_moments(project: Project) -> None:
    project.post("2026/06/a.md", post(updated="2062-06-21 09:00"))
    (problem,) = prepare(project)[1]
    assert (
        problem.message
        == "Giờ sửa bài (updated) là 09:00 ngày 21/06/2062, giờ đó chưa tới; bây giờ là 11:00 ngày 22/06/2026."
    )


def test_an_update_is_sound_from_its_second_on(project: Project) -> None:
    """Though nobody has touched the post since."""
    project.post("2026/06/a.md", post(updated="2026-06-22 12:00"))
    time.sleep(0.2)  # so that the file's times are settled when it is read first
    hour = datetime(2026, 6, 22, 5, 0, tzinfo=UTC)
    assert said(project, hour.replace(hour=4, minute=59)) == [(5, "updated", "updated-in-future", "error")]
    assert said(project, hour) == []
    assert prepare(project, hour)[0].opened_count == 0


def test_a_scheduled_post_can_only_be_updated_before_its_hour(project: Project) -> None:
    """Else it would be refused in the hour of its publication, when nobody is there."""
    project.post("2026/07/a.md", post(date="2026-07-01 05:00", updated="2026-07-01 05:00"))
    assert said(project) == [(3, "date", "scheduled", "notice")]
    project.post("2026/07/a.md", post(date="2026-07-01 05:00", updated="2026-07-01 06:00"))
    assert sorted(said(project)) == [(3, "date", "scheduled", "notice"), (5, "updated", "updated-in-future", "error")]


def test_a_draft_may_say_what_it_likes(project: Project) -> None:
    project.post("2026/06/a.md", post(updated="2062-06-21 09:00", draft="true"))
    assert said(project) == [(6, "draft", "draft", "notice")]


@pytest.mark.parametrize(
    ("year", "code", "severity"), [(2027, "scheduled", "notice"), (2062, "scheduled-far", "warning")]
)
def test_a_post_that_waits_for_years_is_a_slip(project: Project, year: int, code: str, severity: str) -> None:
    project.post(f"{year}/06/a.md", post(date=f"{year}-06-20 08:15"))
    assert said(project) == [(3, "date", code, severity)]


def test_a_date_before_there_were_web_pages(project: Project) -> None:
    project.post("1986/06/a.md", post(date="1986-06-20 08:15"))
    assert said(project) == [(3, "date", "date-before-internet", "warning")]
    (project.posts / "1986/06/a.md").unlink()
    project.post("1997/11/b.md", post(date="1997-11-19 00:00"))
    assert said(project) == []


@pytest.mark.parametrize("time", ["2026-06-20 08:16", "2062-06-19 18:00"])
def test_a_source_that_was_published_after_the_reprint(project: Project, time: str) -> None:
    project.post("2026/06/a.md", post(source=f"\n  name: Báo Miền Duyên Hải\n  time: {time}"))
    assert findings(project) == [(7, "source.time", "source-after-date")]


def test_a_scheduled_reprint_may_have_a_source_that_is_to_come_too(project: Project) -> None:
    project.post(
        "2026/07/a.md", post(date="2026-07-01 05:00", source="{name: Báo Miền Duyên Hải, time: 2026-07-01 00:00}")
    )
    assert [code for _, _, code, _ in said(project)] == ["scheduled"]


def test_hours_of_other_countries_are_compared_as_moments(project: Project) -> None:
    project.post(
        "2026/06/a.md",
        post(
            date="2026-06-20 08:15",
            source="{name: Thông tấn xã, time: 2026-06-20 09:00 +09:00}",
            updated="2026-06-22 12:30 +09:00",
        ),
    )
    assert said(project) == []


# --- moments at which the clocks of other countries stand still or jump


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (("2025-10-26 02:30 +02:00", "2025-10-26 02:30 +01:00"), ["a", "b"]),  # the hour that Berlin has twice
        (("2025-10-26 02:30 +01:00", "2025-10-26 02:30 +02:00"), ["b", "a"]),
        (("2026-03-29 02:30 +01:00", "2026-03-29 03:15 +02:00"), ["b", "a"]),  # the hour that it leaves out
    ],
)
def test_a_repeated_or_missing_hour_is_one_moment(project: Project, dates: tuple[str, str], order: list[str]) -> None:
    for name, date in zip("ab", dates, strict=True):
        project.post(f"{date[:7].replace('-', '/')}/{name}.md", post(f"Bài {name}", date))
    edition, found = prepare(project)
    assert found == []
    assert [article.name[-4] for article in edition.catalogue.articles] == order
