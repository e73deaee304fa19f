"""Dates as registers write them keep their precision; impossible ones are refused."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import dates
from connectors.dates import parse, parse_partial

KVK, ISO, DUTCH = "%Y%m%d", "%Y-%m-%d", "%d-%m-%Y"


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("1976", "1976"),
        ("19760000", "1976"),
        ("1976-00-00", "1976"),
        ("00-00-1976", "1976"),
        ("1976-05", "1976-05"),
        ("19760500", "1976-05"),
        ("1976-05-00", "1976-05"),
        ("00-05-1976", "1976-05"),
        ("05-1976", "1976-05"),
    ],
)
def test_partial_date_keeps_its_precision(text: str, precision: str) -> None:
    assert parse_partial(text, KVK) == (None, precision)


@pytest.mark.parametrize("text", ["00000000", "0000", "0000-00-00", "00-00-0000"])
def test_only_zeros_is_unknown(text: str) -> None:
    assert parse_partial(text, KVK) == (None, None)


@pytest.mark.parametrize(
    "text", ["20250229", "20250431", "19761300", "197605", "1976051", "00000500", "x", "2025"]
)
def test_date_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse(text, KVK)


def test_leap_day_of_a_leap_year_is_read() -> None:
    assert parse("20240229", KVK) == date(2024, 2, 29)


def test_day_and_month_may_lack_their_zero_when_signs_separate_them() -> None:
    assert parse("1-2-2025", DUTCH) == date(2025, 2, 1)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from([KVK, ISO, DUTCH]))
def test_every_full_date_comes_back(day: date, pattern: str) -> None:
    assert parse_partial(day.strftime(pattern), pattern) == (day, None)


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (61, date(1900, 3, 1)),
        (45000, date(2023, 3, 15)),
        (45000.99, date(2023, 3, 15)),
        (2958465, date(9999, 12, 31)),
    ],
)
def test_day_number_of_excel_is_the_day_that_excel_shows(number: float, day: date) -> None:
    assert dates.from_serial(number) == day


@pytest.mark.parametrize("number", [0, 0.5, -1, 60, 2958466])
def test_number_without_a_day_is_no_date(number: float) -> None:
    with pytest.raises(ValueError, match="no day has this number"):
        dates.from_serial(number)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("2024-10-03T22:00:00.0000000Z", date(2024, 10, 4), id="summer midnight"),
        pytest.param("2025-02-01T22:00:00.0000000Z", date(2025, 2, 1), id="23:00 is no midnight"),
        pytest.param("2026-02-17T23:00:00.0000000Z", date(2026, 2, 18), id="winter midnight"),
        pytest.param("2018-06-18 23:30:47.766420+00", date(2018, 6, 19), id="short zone"),
        pytest.param("2018-06-18T23:30:47+02:00", date(2018, 6, 18), id="local zone"),
        pytest.param("2024-03-31T00:59:59Z", date(2024, 3, 31), id="before the clock jumps"),
        pytest.param("2024-06-06", date(2024, 6, 6), id="day alone"),
        pytest.param("2018-06-18T23:30:00", date(2018, 6, 19), id="no zone"),
    ],
)
def test_moment_is_a_day_in_the_netherlands(text: str, day: date) -> None:
    assert dates.local_day(text, zone=dates.UTC) == day


def test_moment_without_a_zone_can_be_local() -> None:
    assert dates.local_day("2018-06-18T23:30:00", zone=dates.LOCAL) == date(2018, 6, 18)


@pytest.mark.parametrize(
    "text", ["", "2024-13-01", "2024-02-31T00:00:00Z", "9999-12-31T23:30:00Z", "soon"]
)
def test_moment_that_does_not_exist_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  its words are those of the library
        dates.local_day(text, zone=dates.UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        pytest.param(datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1), id="summer"),
        pytest.param(datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2), id="midnight"),
        pytest.param(datetime(2026, 12, 1, 22, 59, tzinfo=UTC), date(2026, 12, 1), id="winter"),
        pytest.param(datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1), id="new year"),
    ],
)
def test_day_begins_at_midnight_in_the_netherlands(moment: datetime, day: date) -> None:
    assert dates.dutch_day(moment) == day
