"""Dutch sentences: every type as a Dutch reader expects it."""

from datetime import date

import duckdb
import pytest

from engine.rules import explain


def told(template: str, value: str, kind: str) -> object:
    with duckdb.connect() as con:
        sentence = explain.sql(template, {"x": (value, kind)})
        row = con.execute(f"SELECT {sentence}").fetchone()
        assert row is not None
        return row[0]


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        pytest.param("4", "BIGINT", "4", id="number"),
        pytest.param("-4", "BIGINT", "-4", id="negative number"),
        pytest.param("2026", "BIGINT", "2026", id="a year keeps its digits"),
        pytest.param("250000", "BIGINT", "250.000", id="large number"),
        pytest.param("1.5", "DOUBLE", "1,5", id="decimal comma"),
        pytest.param("1.0", "DOUBLE", "1", id="whole decimal"),
        pytest.param("100.0", "DOUBLE", "100", id="zeros before the comma stay"),
        pytest.param("1234567.891", "DOUBLE", "1.234.567,89", id="large decimal"),
        pytest.param("DATE '2026-03-03'", "DATE", "3 maart 2026", id="date"),
        pytest.param("DATE '2025-12-31'", "DATE", "31 december 2025", id="last month"),
        pytest.param("true", "BOOLEAN", "ja", id="yes"),
        pytest.param("false", "BOOLEAN", "nee", id="no"),
        pytest.param("'caf''é'", "VARCHAR", "caf'é", id="text"),
        pytest.param("['a', 'b']", "VARCHAR[]", "a, b", id="list"),
        *(
            pytest.param("NULL", kind, "onbekend", id=f"unknown {kind}")
            for kind in ("BIGINT", "DOUBLE", "DATE", "BOOLEAN", "VARCHAR", "VARCHAR[]")
        ),
    ],
)
def test_writes_each_type(value: str, kind: str, expected: str) -> None:
    assert told("<{x}>", value, kind) == f"<{expected}>"


def test_an_apostrophe_in_the_template_is_text() -> None:
    assert told("'s morgens {x} auto's", "2", "BIGINT") == "'s morgens 2 auto's"


def test_a_template_without_names_or_without_text() -> None:
    assert told("Zo is het.", "1", "BIGINT") == "Zo is het."
    assert told("", "1", "BIGINT") == ""


def test_names_in_order_once() -> None:
    assert explain.placeholders("{b} en {a} en {b} en {location.town}") == (
        "b",
        "a",
        "location.town",
    )
    assert explain.location_columns("{b} {location.town} {location.kind}") == ("kind", "town")


@pytest.mark.parametrize(("template", "stray"), [("{a}", False), ("{a", True), ("a}}", True)])
def test_stray_braces(template: str, stray: bool) -> None:
    assert explain.stray_brace(template) is stray


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (True, "BOOLEAN"),
        (1, "BIGINT"),
        (1.5, "DOUBLE"),
        ("a", "VARCHAR"),
        (["a"], "VARCHAR[]"),
        (date(2026, 1, 1), "DATE"),
    ],
)
def test_type_of_a_param(value: object, kind: str) -> None:
    assert explain.type_of(value) == kind
