"""What the URL of a location holds: read as it was written, and what is odd is told."""

from datetime import date

import pytest

from ui import location_url
from ui.location_url import PARTS, Shown

FULL = Shown(
    location="L1", part="vergelijken", sources=("BAG", "Kadaster"), since=date(2020, 1, 1),
    until=date(2026, 1, 1), before="2026-10-01-abc", beside="L2", case="3",
)  # fmt: skip


def test_url_is_read_as_it_was_written() -> None:
    assert location_url.read(location_url.write(FULL)) == FULL


def test_what_is_as_usual_is_left_out() -> None:
    assert location_url.write(Shown(location="L1")) == {"location": ["L1"]}
    assert location_url.read({}) == Shown()


@pytest.mark.parametrize(
    ("name", "value"),
    [("deel", "punten"), ("sinds", "gisteren"), ("tot", "2026-13-01"), ("sinds", "01-02-2026")],
)
def test_what_cannot_be_read_is_left_out_and_told(name: str, value: str) -> None:
    found = location_url.read({name: [value]})
    assert found.part == PARTS[0]
    assert (found.since, found.until) == (None, None)
    assert found.problems[0].startswith(f"{name}={value}: ")


def test_case_begins_at_the_network_and_another_part_is_written() -> None:
    assert location_url.read({"zaak": ["3"]}).part == "netwerk"
    there = Shown(location="L1", part=PARTS[0], case="3")
    assert location_url.read(location_url.write(there)) == there


def test_empty_and_repeated_values_say_nothing() -> None:
    assert location_url.read({"bron": ["", "BAG", "BAG"], "met": [" "]}).sources == ("BAG",)
