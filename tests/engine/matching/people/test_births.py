"""Birth dates in every notation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.matching.people.births import Birth, parse


@pytest.mark.parametrize(
    "text",
    ["1970-02-01", "19700201", "1-2-1970", "01/02/1970", "1970-02-01T00:00:00", "1 februari 1970",
     "1 Feb 1970", "1970.02.01", " 1970-02-01 ", "01.02.1970 00:00", "19700201.0"],
)  # fmt: skip
def test_one_day_in_many_notations(text: str) -> None:
    assert parse(text) == Birth("19700201", "1970")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1970", Birth(None, "1970")),
        ("1970-00-00", Birth(None, "1970")),
        ("00000000", Birth()),
        ("1-2-70", Birth()),
        ("onbekend", Birth()),
        ("", Birth()),
        (None, Birth()),
        ("19081309", Birth("19081309", "1908")),
        ("9" * 10_000, Birth()),
    ],
    ids=[
        "year",
        "zeroes",
        "all zeroes",
        "two digits",
        "word",
        "empty",
        "none",
        "no such day",
        "long",
    ],
)
def test_what_is_not_known_is_not_known(text: str | None, found: Birth) -> None:
    assert parse(text) == found


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    found = parse(text)
    assert found.day is None or found.year == found.day[:4]
