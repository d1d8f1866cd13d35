"""Dates as editors write them, and the portal's own words for them, on a machine in any time zone."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from bulletin.machine import clock
from bulletin.portals import portal
from bulletin.stylebook import dates
from bulletin.stylebook.dates import DateError
from hypothesis import given
from hypothesis import strategies as st

ZONES = ("UTC", "Asia/Ho_Chi_Minh", "America/New_York", "Pacific/Kiritimati", "Asia/Kolkata")


@pytest.fixture(params=ZONES)
def machine_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The machine's own clock, set to another place."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def iso(text: str) -> str:
    return dates.iso(dates.parse(text))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020-06-25 09:11", "2020-06-25T09:11:00+07:00"),
        ("2020-06-25T09:11", "2020-06-25T09:11:00+07:00"),
        ("  2020-06-25 09:11\n", "2020-06-25T09:11:00+07:00"),
        ("2020-06-25 09:11:48", "2020-06-25T09:11:48+07:00"),
        ("2020-06-25 09:11:48.25", "2020-06-25T09:11:48+07:00"),
        ("2020-06-25 00:00", "2020-06-25T00:00:00+07:00"),
        ("2020-06-25 23:59:59", "2020-06-25T23:59:59+07:00"),
        ("2020-02-29 12:00", "2020-02-29T12:00:00+07:00"),
        ("2020-06-25T02:11Z", "2020-06-25T09:11:00+07:00"),
        ("2020-06-25T02:11:00 Z", "2020-06-25T09:11:00+07:00"),
        ("2020-06-25 09:11+07:00", "2020-06-25T09:11:00+07:00"),
        ("2020-06-25 09:11 +07:00", "2020-06-25T09:11:00+07:00"),
        ("2020-06-25 09:11+0700", "2020-06-25T09:11:00+07:00"),
        ("2020-06-24 22:11 -04:00", "2020-06-25T09:11:00+07:00"),
        ("2020-06-25 11:11+09:00", "2020-06-25T09:11:00+07:00"),
    ],
)
def test_forms_of_a_date(written: str, meant: str) -> None:
    assert iso(written) == meant


@pytest.mark.parametrize(
    ("written", "code", "suggestion"),
    [
        ("2020-06-25", "date-without-time", "2020-06-25 09:00"),
        ("25/06/2020 09:11", "date-form", "2020-06-25 09:11"),
        ("25/6/2020 9:11", "date-form", "2020-06-25 09:11"),
        ("25-6-2020, 16g45", "date-form", "2020-06-25 16:45"),
        ("25.06.2020 7h05", "date-form", "2020-06-25 07:05"),
        ("25/06/2020", "date-form", "2020-06-25 09:00"),
        ("Thứ 5, ngày 25/06/2020 | 09:11 AM (GMT +7)", "date-form", "2020-06-25 09:11"),
        ("31/02/2020 09:11", "date-form", "2020-06-25 09:11"),
        ("hôm qua", "date-form", "2020-06-25 09:11"),
        ("", "date-form", "2020-06-25 09:11"),
        ("2020", "date-form", "2020-06-25 09:11"),
        ("2020-13-01 09:11", "date-impossible", "2020-06-25 09:11"),
        ("2021-02-29 09:11", "date-impossible", "2020-06-25 09:11"),
        ("2021-02-29", "date-impossible", "2020-06-25 09:11"),
        ("2020-06-25 25:00", "date-impossible", "2020-06-25 09:11"),
        ("2020-06-25 09:61", "date-impossible", "2020-06-25 09:11"),
        ("2020-06-25 09:11+25:00", "date-impossible", "2020-06-25 09:11"),
        ("0020-06-25 09:11", "date-impossible", "2020-06-25 09:11"),
        ("9999-06-25 09:11", "date-impossible", "2020-06-25 09:11"),
    ],
)
def test_what_is_no_date_and_what_to_write_instead(written: str, code: str, suggestion: str) -> None:
    with pytest.raises(DateError) as caught:
        dates.parse(written)
    assert (caught.value.code, caught.value.suggestion) == (code, suggestion)
    assert iso(caught.value.suggestion), "a suggestion is itself a date that is accepted"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2020-06-22 08:00", "Thứ 2, ngày 22/06/2020 | 08:00 AM (GMT +7)"),
        ("2020-06-23 08:05", "Thứ 3, ngày 23/06/2020 | 08:05 AM (GMT +7)"),
        ("2020-06-24 11:59", "Thứ 4, ngày 24/06/2020 | 11:59 AM (GMT +7)"),
        ("2020-06-25 09:11", "Thứ 5, ngày 25/06/2020 | 09:11 AM (GMT +7)"),
        ("2020-06-26 12:00", "Thứ 6, ngày 26/06/2020 | 12:00 PM (GMT +7)"),
        ("2020-06-27 13:01", "Thứ 7, ngày 27/06/2020 | 01:01 PM (GMT +7)"),
        ("2020-06-28 23:59", "Chủ nhật, ngày 28/06/2020 | 11:59 PM (GMT +7)"),
        ("2020-06-29 00:00", "Thứ 2, ngày 29/06/2020 | 12:00 AM (GMT +7)"),
        ("2020-06-27T17:30Z", "Chủ nhật, ngày 28/06/2020 | 12:30 AM (GMT +7)"),
        ("2020-12-31 18:00-08:00", "Thứ 6, ngày 01/01/2021 | 09:00 AM (GMT +7)"),
    ],
)
def test_the_portals_words(written: str, words: str) -> None:
    assert dates.in_words(dates.parse(written)) == words


def test_short_forms() -> None:
    moment = dates.parse("2020-06-28 23:59")
    assert dates.day_in_words(moment) == "Chủ nhật, 28/06/2020"
    assert dates.day(moment) == "28/06/2020"
    assert f"{dates.local(dates.parse('2020-06-30T18:00Z')):%Y/%m}" == "2020/07", "the archive counts Vietnam's months"


def test_the_machines_time_zone_changes_nothing(machine_zone: str) -> None:
    moment = dates.parse("2020-06-25 00:30")
    assert moment.timestamp() == 1593019800
    assert dates.iso(moment) == "2020-06-25T00:30:00+07:00"
    assert dates.in_words(moment) == "Thứ 5, ngày 25/06/2020 | 12:30 AM (GMT +7)"
    assert dates.day(moment) == "25/06/2020"
    assert clock.now({"SOURCE_DATE_EPOCH": "1593019800"}) == moment


def test_the_clock_obeys_source_date_epoch() -> None:
    now = clock.now({"SOURCE_DATE_EPOCH": "1593051060"})
    assert now == datetime(2020, 6, 25, 2, 11, tzinfo=UTC)
    assert dates.in_words(now) == "Thứ 5, ngày 25/06/2020 | 09:11 AM (GMT +7)"


@pytest.mark.parametrize("environment", [{}, {"SOURCE_DATE_EPOCH": ""}])
def test_the_clock_is_the_machines_otherwise(environment: dict[str, str]) -> None:
    now = clock.now(environment)
    assert now.microsecond == 0
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize("value", ["hôm nay", "1e9", "12.5", "2020-06-25"])
def test_a_clock_that_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(ValueError):
        clock.now({"SOURCE_DATE_EPOCH": value})


MINUTES = st.datetimes(datetime(1976, 1, 1), datetime(2199, 12, 30)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


@given(MINUTES)
def test_what_is_written_is_what_is_shown(moment: datetime) -> None:
    parsed = dates.parse(f"{moment:%Y-%m-%d %H:%M}")
    assert dates.iso(parsed) == f"{moment:%Y-%m-%dT%H:%M:00}+07:00"
    assert dates.parse(dates.iso(parsed)) == parsed


@given(MINUTES, st.integers(-12 * 4, 14 * 4))
def test_an_offset_names_the_same_moment(moment: datetime, quarters: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=15 * quarters)))
    assert dates.parse(aware.isoformat()) == aware
    assert dates.local(dates.parse(aware.isoformat())).utcoffset() == timedelta(hours=7)


@given(MINUTES)
def test_the_words_of_a_date_can_be_imported_again(moment: datetime) -> None:
    parsed = dates.parse(f"{moment:%Y-%m-%d %H:%M}")
    article = portal.read(f"Tên bài\n{dates.in_words(parsed)}\nMột đoạn văn.".encode(), "bai")
    assert article.date == parsed
    assert not any("Thứ trong tuần" in warning for warning in article.warnings)
