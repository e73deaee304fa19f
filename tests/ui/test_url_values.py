"""Values of a URL: trimmed, cut, each once; a day that is none is told."""

from datetime import date

import pytest

from ui import url_values


def test_values_are_trimmed_once_each_and_in_order() -> None:
    params = {"bron": [" b ", "a", "", "b", "   "]}
    assert url_values.many(params, "bron") == ("b", "a")
    assert url_values.one(params, "bron") == "b"


@pytest.mark.parametrize("values", [[], [""], ["  "]])
def test_empty_value_is_none(values: list[str]) -> None:
    assert url_values.one({"bron": values}, "bron") is None
    assert url_values.many({}, "bron") == ()


def test_long_value_is_cut() -> None:
    found = url_values.one({"bron": ["x" * 10_000]}, "bron")
    assert found == "x" * url_values.LONGEST


@pytest.mark.parametrize(
    ("text", "found"), [("2026-11-01", date(2026, 11, 1)), ("", None), ("2026-13-01", None)]
)
def test_day_is_read_or_told(text: str, found: date | None) -> None:
    problems: list[str] = []
    assert url_values.day({"dag": [text]}, "dag", problems) == found
    assert problems == (
        [f"dag={text}: geen datum als JJJJ-MM-DD"] if text and found is None else []
    )
