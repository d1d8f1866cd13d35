"""The calendar of the archive: weeks begin on Monday, and only days with news lead anywhere."""

import calendar

from bulletin.pages.parts import day_calendar
from bulletin.settings import settings
from hypothesis import given
from hypothesis import strategies as st
from project import sample

SETTINGS = settings.load(sample() / "mkdocs.yml")


def test_june_2026_begins_on_a_monday_and_ends_on_a_tuesday() -> None:
    weeks = day_calendar.weeks(SETTINGS, 2026, 6, {18: 2})
    assert [day and day.number for day in weeks[0]] == [1, 2, 3, 4, 5, 6, 7]
    assert [day and day.number for day in weeks[-1]] == [29, 30, None, None, None, None, None]
    assert weeks[2][3] == day_calendar.Day(18, "/2026/06/18/", "Ngày 18/6: 2 bài")
    assert weeks[2][4] == day_calendar.Day(19, None, None)


@given(st.integers(1990, 2100), st.integers(1, 12), st.dictionaries(st.integers(1, 28), st.integers(1, 40)))
def test_every_day_stands_once_under_its_weekday(year: int, month: int, counts: dict[int, int]) -> None:
    weeks = day_calendar.weeks(SETTINGS, year, month, counts)
    days = [day for week in weeks for day in week if day]
    assert [day.number for day in days] == list(range(1, calendar.monthrange(year, month)[1] + 1))
    assert all(calendar.weekday(year, month, day.number) == at for week in weeks for at, day in enumerate(week) if day)
    assert {day.number for day in days if day.url} == counts.keys()
