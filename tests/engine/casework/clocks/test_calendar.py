"""Free days in the Netherlands, and where a term ends because of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.casework.clocks.calendar import Calendar, after, months_from
from engine.casework.clocks.definition import Length
from tests.engine.casework.clocks.conftest import CALENDAR

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
WEEKS = st.integers(1, 12).map(lambda weeks: Length(weeks=weeks))
LENGTHS = WEEKS | st.integers(1, 90).map(lambda days: Length(days=days))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "Nieuwjaarsdag"),
        (date(2026, 4, 3), "Goede Vrijdag"),
        (date(2026, 4, 6), "tweede Paasdag"),
        (date(2026, 4, 27), "Koningsdag"),
        (date(2026, 5, 5), "vijfde mei, ook buiten een lustrum"),
        (date(2026, 5, 14), "Hemelvaartsdag"),
        (date(2026, 5, 25), "tweede Pinksterdag"),
        (date(2026, 12, 25), "eerste Kerstdag"),
        (date(2027, 12, 27), None),
        (date(2026, 5, 15), None),
        (date(2026, 11, 28), "zaterdag"),
        (date(2026, 11, 29), "zondag"),
        (date(2025, 4, 26), "zaterdag en Koningsdag"),
    ],
)
def test_general_holidays_are_free_and_other_working_days_are_not(
    calendar: Calendar, day: date, name: str | None
) -> None:
    assert calendar.is_free(day) is (name is not None)


def test_king_s_day_on_a_sunday_is_kept_the_day_before(calendar: Calendar) -> None:
    assert not calendar.is_free(date(2031, 4, 28))
    assert calendar.is_free(date(2031, 4, 26))


def test_day_made_equal_by_decree_is_free() -> None:
    bridged = CALENDAR.terms.model_copy(update={"designated": (date(2026, 5, 15),)})
    assert Calendar(bridged).is_free(date(2026, 5, 15))
    assert Calendar(bridged).next_working_day(date(2026, 5, 14)) == date(2026, 5, 18)


def test_end_at_christmas_moves_past_the_weekend(calendar: Calendar) -> None:
    end = calendar.end(date(2026, 10, 30), date(2026, 12, 25), Length(weeks=8))
    assert end == date(2026, 12, 28)


def test_short_term_around_easter_holds_two_working_days(calendar: Calendar) -> None:
    thursday, sunday = date(2026, 4, 2), date(2026, 4, 5)
    assert calendar.end(thursday, sunday, Length(days=3)) == date(2026, 4, 8)


@pytest.mark.parametrize(
    ("length", "moves"),
    [
        (Length(days=90), True),
        (Length(days=91), False),
        (Length(weeks=12), True),
        (Length(weeks=13), False),
        (Length(months=3), True),
        (Length(months=4), False),
        (Length(years=1), False),
    ],
)
def test_long_terms_do_not_move(calendar: Calendar, length: Length, *, moves: bool) -> None:
    sunday = date(2026, 11, 29)
    assert calendar.moves(length) is moves
    assert (calendar.end(date(2025, 1, 1), sunday, length) == sunday) is not moves


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        (date(2024, 2, 29), Length(years=5), date(2029, 2, 28)),
        (date(2024, 2, 29), Length(years=4), date(2028, 2, 29)),
        (date(2023, 2, 28), Length(years=5), date(2028, 2, 28)),
        (date(2024, 1, 31), Length(months=1), date(2024, 2, 29)),
        (date(2024, 1, 4), Length(weeks=8), date(2024, 2, 29)),
        (date(2023, 1, 4), Length(weeks=8), date(2023, 3, 1)),
    ],
)
def test_leap_years(start: date, length: Length, end: date) -> None:
    assert after(start, length) == end


def test_length_names_one_unit() -> None:
    with pytest.raises(ValueError, match="exactly one of days, weeks, months, years"):
        Length(days=1, weeks=1)


@given(start=DAYS, length=LENGTHS)
def test_end_is_never_free_nor_earlier_than_by_counting(start: date, length: Length) -> None:
    plain = after(start, length)
    end = CALENDAR.end(start, plain, length)
    assert not CALENDAR.is_free(end)
    assert plain <= end <= plain + timedelta(days=10)


@given(day=DAYS, months=st.integers(-60, 60))
def test_months_keep_the_day_or_end_the_month(day: date, months: int) -> None:
    moved = months_from(day, months)
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
