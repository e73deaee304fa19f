"""Days of cases: a moment is the day it was in the Netherlands."""

from datetime import date

import pytest

from connectors.cases.case import Unusable
from connectors.cases.days import day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2026-07-01", date(2026, 7, 1), id="plain day"),
        pytest.param("2026-06-30T22:30:00Z", date(2026, 7, 1), id="after midnight in summer"),
        pytest.param("2026-12-31T22:30:00Z", date(2026, 12, 31), id="before midnight in winter"),
        pytest.param("2026-12-31T23:00:00Z", date(2027, 1, 1), id="midnight in winter"),
        pytest.param("2026-06-30T23:59:59+02:00", date(2026, 6, 30), id="own zone"),
        pytest.param("2026-06-30T23:59:59", date(2026, 6, 30), id="without zone"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="missing"),
    ],
)
def test_day_is_local(text: str | None, expected: date | None) -> None:
    assert day(text, "x") == expected


@pytest.mark.parametrize("text", ["2026-02-31", "2024-13-01", "2026-01-01T25:00:00Z", "gisteren"])
def test_day_that_does_not_exist_is_refused_without_its_text(text: str) -> None:
    with pytest.raises(Unusable, match=r"^startdatum is not a date that exists$"):
        day(text, "startdatum")
