"""Windows: month ends are clamped, spans are whole numbers, placeholders have one meaning."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.features.spans import base, bindings, months_before, months_of, start

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param(date(2026, 3, 31), 1, date(2026, 2, 28), id="short month"),
        pytest.param(date(2024, 3, 31), 1, date(2024, 2, 29), id="leap year"),
        pytest.param(date(2026, 1, 15), 1, date(2025, 12, 15), id="over the new year"),
        pytest.param(date(2026, 11, 1), 24, date(2024, 11, 1), id="two years"),
        pytest.param(date(2026, 11, 1), 0, date(2026, 11, 1), id="nothing"),
    ],
)
def test_months_before(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


@given(day=DAYS, months=st.integers(0, 600))
def test_months_before_keeps_the_month_and_never_gains_a_day(day: date, months: int) -> None:
    found = months_before(day, months)
    assert (day.year - found.year) * 12 + day.month - found.month == months
    assert found.day <= day.day


@given(day=DAYS, count=st.integers(0, 10_000))
def test_days_are_days(day: date, count: int) -> None:
    assert start("idle_days", count, day) == day - timedelta(days=count)


def test_years_are_twelve_months() -> None:
    assert start("window_years", 5, date(2024, 2, 29)) == date(2019, 2, 28)
    assert months_of("window_years", 5) == 60
    assert months_of("window_months", 5) == 5
    assert months_of("window_days", 90) == 3


@pytest.mark.parametrize("value", [-1, 1.5, True, "24", None], ids=str)
def test_a_span_is_a_whole_number(value: object) -> None:
    with pytest.raises(ValueError, match="whole number"):
        start("window_months", value, date(2026, 1, 1))


@pytest.mark.parametrize("param", ["x_days", "x_months", "x_years"])
def test_a_span_before_the_calendar_is_refused(param: str) -> None:
    with pytest.raises(ValueError, match="before the calendar begins"):
        start(param, 10**7, date(2026, 1, 1))


def test_from_belongs_to_spans_only() -> None:
    params = ["window_months", "count", "here_from"]
    assert base("window_months_from", params) == "window_months"
    assert base("count_from", params) is None
    assert base("here_from", params) == "here_from"
    assert base("other", params) is None


def test_binds_exactly_what_is_asked() -> None:
    bound = bindings(
        ["as_of", "window_days_from"], {"window_days": 1, "unused": 2}, as_of=date(2026, 1, 2)
    )
    assert bound == {"as_of": date(2026, 1, 2), "window_days_from": date(2026, 1, 1)}


def test_a_placeholder_without_a_param_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\$x has no value"):
        bindings(["x"], {}, as_of=date(2026, 1, 1))
