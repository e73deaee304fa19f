"""Columns of records: each told in Dutch, none that names somebody, none behind a gate."""

from datetime import date

import pytest

from engine.exports.location import record_words, records
from engine.register import telling
from engine.tables import TABLES

_PEOPLE = {f"{role}_id" for table in TABLES.values() for role in table.roles}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_that_is_told_has_a_dutch_name(name: str) -> None:
    table = TABLES[name]
    told = [] if table.derived else records.shown(table, is_person=False)
    missing = [one for one in told if one.removesuffix("_partial") not in record_words.COLUMNS]
    assert missing == []


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_column_is_told_that_is_a_person_or_behind_a_gate(name: str) -> None:
    table = TABLES[name]
    told = records.shown(table, is_person=False)
    assert not _PEOPLE & set(told)
    assert not {"statutory_name", "enterprise_id", "shop_name"} & set(
        records.shown(table, is_person=True)
    )
    assert all(table.gate_of(one).in_scan for one in told)
    assert not {column.name for column in table.columns} & set(told) & telling.NAMING


def test_partial_date_is_named_after_its_column() -> None:
    assert record_words.label("started_on_partial") == "begonnen op (gedeeltelijk bekend)"


@pytest.mark.parametrize(
    ("table", "column", "value", "told"),
    [
        pytest.param("permit", "kind", "storage", "opslag", id="fixed word"),
        pytest.param("title", "right", "ownership", "eigendom", id="word of another group"),
        pytest.param("inspection", "threatened", False, "nee", id="no"),
        pytest.param("permit", "capacity", 0, "0", id="zero is not unknown"),
        pytest.param("permit", "capacity", None, "niet bekend", id="unknown"),
        pytest.param("building", "footprint_m2", 1250.5, "1.250,5", id="number"),
        pytest.param("building", "built_year", 1931, "1931", id="year"),
        pytest.param("permit", "decided_on", date(2025, 3, 1), "1 maart 2025", id="day"),
        pytest.param("address_unit", "use_purposes", [], "geen", id="empty list"),
    ],
)
def test_value_is_told_in_dutch(table: str, column: str, value: object, told: str) -> None:
    assert record_words.text(TABLES[table], column, value) == told
