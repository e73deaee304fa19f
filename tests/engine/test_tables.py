"""Canonical tables: names of the contract, keys that exist, gates that never widen."""

import pytest

from engine.tables import TABLES, Gate, Table, Type, register_of

ALL = [pytest.param(table, id=table.name) for table in TABLES.values()]


@pytest.mark.parametrize("table", ALL)
def test_columns_are_named_once_and_keys_exist(table: Table) -> None:
    names = [column.name for column in table.stored()]
    assert len(names) == len(set(names))
    assert set(table.key) <= set(names)
    assert {*table.event, *(c for pair in table.status_date for c in pair)} <= set(names)


@pytest.mark.parametrize("table", ALL)
def test_no_column_is_wider_than_its_table(table: Table) -> None:
    assert all(table.gate_of(c.name).rank >= table.gate.rank for c in table.stored())


@pytest.mark.parametrize("table", ALL)
def test_ids_of_people_are_never_open(table: Table) -> None:
    for role in table.roles:
        assert table.gate_of(f"{role}_id").rank >= Gate.G1.rank
        delivered = {c.name for c in table.inputs()}
        assert {f"{role}_kvk", f"{role}_name", f"{role}_id"} <= delivered


@pytest.mark.parametrize("table", ALL)
def test_no_name_of_a_person_has_a_column(table: Table) -> None:
    names = {column.name for column in table.stored()}
    assert not names & {f"{role}_name" for role in table.roles}
    assert not names & {"birth_date", "bsn", "nationality", "gender", "birth_place"}


def test_only_dates_are_partial_or_planned() -> None:
    columns = [c for table in TABLES.values() for c in table.columns if c.partial or c.planned]
    assert columns
    assert {c.type for c in columns} == {Type.DATE}


def test_place_tables_say_how_they_were_found() -> None:
    for table in TABLES.values():
        names = {c.name for c in table.stored()}
        assert ({"location_id", "place_match", "place_score"} <= names) is table.place


def test_record_id_joins_the_key() -> None:
    values = {"branch_id": "000012345678", "version": "2025", "code": "0113"}
    assert TABLES["activity"].record_id(values) == "000012345678/2025/0113"
    assert TABLES["officer"].record_id({"enterprise_id": "12345678"}) == "12345678///"


@pytest.mark.parametrize(
    ("connector", "table", "declared", "register"),
    [
        ("kvk_api", "branch", None, "HR"),
        ("hr_dataservice", "officer", None, "HR"),
        ("table", "permit", None, "VTH"),
        ("table", "licence", None, "ALC"),
        ("table", "permit", "ODWH", "ODWH"),
        ("table", "designation", None, "other"),
    ],
)
def test_register_of_a_source(
    connector: str, table: str, declared: str | None, register: str
) -> None:
    assert register_of(connector, table, declared) == register
