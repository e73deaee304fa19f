"""Records of people in the form in which they are compared."""

import pytest

from engine.matching.addresses.text import street_key
from engine.matching.people.model import load, short_names
from engine.matching.people.records import SCHEMA, table
from engine.settings import SHIPPED_RULES

MODEL = load(SHIPPED_RULES)


def _record(cells: dict[str, str]) -> dict[str, object]:
    found = table([], [cells], words=MODEL.name_words, short_names=short_names(SHIPPED_RULES))
    row: dict[str, object] = found.to_pylist()[0]
    return row


@pytest.mark.parametrize(
    "cells",
    [
        {"street": "Proefpad", "number": "12", "letter": "a", "postcode": "2371 AB"},
        {"street": "Proefpad", "number": "12A", "postcode": "2371ab"},
        {"street": "Proefpad 12 a", "postcode": "2371AB"},
        {"address": "Proefpad 12-A, 2371 AB Testdorp"},
    ],
    ids=["parts", "glued", "in the street", "one text"],
)
def test_an_address_in_four_shapes(cells: dict[str, str]) -> None:
    found = _record(cells)
    assert (found["number"], found["postcode"], found["area"]) == ("12A", "2371AB", "2371")
    assert found["street"] == street_key("Proefpad")


@pytest.mark.parametrize(
    ("postcode", "area"),
    [("4011", "40"), ("TQ13 8DF", "TQ13"), ("2371 AB", "2371"), ("", None)],
    ids=["digits", "British", "Dutch", "none"],
)
def test_area_of_a_postcode(postcode: str, area: str | None) -> None:
    assert _record({"postcode": postcode})["area"] == area


def test_a_short_form_stands_for_names_and_itself() -> None:
    forms = _record({"given": "Henk"})["forms"]
    assert isinstance(forms, list)
    assert {"henk", "hendrik"} <= {*forms}


def test_nothing_is_null_and_not_empty() -> None:
    found = _record({})
    assert {name for name, value in found.items() if value == ""} == set()
    assert found["given"] is found["surname"] is found["born"] is found["further"] is None


def test_no_records_give_an_empty_table() -> None:
    assert table([], [], words=MODEL.name_words, short_names={}).schema == SCHEMA
