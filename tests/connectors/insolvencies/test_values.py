"""Single values: days with a zone, moments with seven decimals."""

from datetime import UTC, date, datetime

import pytest
from lxml import etree

from connectors.insolvencies import values
from connectors.insolvencies.values import Unreadable


@pytest.mark.parametrize(
    "word", ["2021-04-28", "2021-04-28+01:00", "2021-04-28Z", " 2021-04-28-05:00 "]
)
def test_day_ignores_its_zone(word: str) -> None:
    element = etree.fromstring(f"<a><d>{word}</d></a>")
    assert values.day(element, "d") == date(2021, 4, 28)


@pytest.mark.parametrize("word", ["2021-02-29", "28-04-2021", "2021-04", "0000-00-00", "gisteren"])
def test_day_that_does_not_exist_is_unreadable(word: str) -> None:
    with pytest.raises(Unreadable, match="d is not a day"):
        values.day(etree.fromstring(f"<a><d>{word}</d></a>"), "d")


def test_missing_and_empty_day_is_unknown() -> None:
    assert values.day(etree.fromstring("<a><d> </d></a>"), "d") is None
    assert values.day(etree.fromstring("<a/>"), "d") is None


@pytest.mark.parametrize(
    ("word", "second"),
    [
        ("2021-05-21T19:18:45.5725393+02:00", 45),
        ("2021-05-21T17:18:45Z", 45),
        ("2021-05-21T17:18:44", 44),
    ],
    ids=["seven decimals", "Z", "without zone"],
)
def test_moment_is_in_utc(word: str, second: int) -> None:
    found = values.moment(word, "extractiedatum")
    assert found is not None
    assert found.replace(microsecond=0) == datetime(2021, 5, 21, 17, 18, second, tzinfo=UTC)


def test_moment_that_is_none_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="extractiedatum"):
        values.moment("vandaag", "extractiedatum")
    assert values.moment(" ", "extractiedatum") is None
