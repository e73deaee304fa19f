"""Dates as registers write them keep their precision; impossible ones are refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
