"""Checks of one `table` source: table, columns, words, place and format."""

import pytest

from connectors.check_table import problems, suggest
from engine.sources_file import SourceSpec


def _found(**entry: object) -> list[tuple[tuple[str | int, ...], str]]:
    spec = {"id": "a", "connector": "table", "path": "x", **entry}
    return list(problems(SourceSpec.model_validate(spec)))


def _permit(**entry: object) -> list[tuple[tuple[str | int, ...], str]]:
    columns = {"permit_id": "NR", **entry.pop("columns", {})}  # type: ignore[dict-item]
    return _found(table="permit", columns=columns, **entry)


@pytest.mark.parametrize(
    ("entry", "at", "what"),
    [
        pytest.param({}, (), "table is missing", id="no table"),
        pytest.param({"table": "location"}, ("table",), "unknown table", id="derived table"),
        pytest.param(
            {"table": "inspection", "columns": {"inspection_id": "A"}},
            ("columns",),
            "held_on is not mapped",
            id="required date",
        ),
        pytest.param(
            {"table": "licence_manager", "columns": {"licence_id": "A"}},
            ("columns",),
            "manager_id is not mapped",
            id="key that is a person",
        ),
        pytest.param(
            {"table": "valuation", "columns": {"object_id": "A"}},
            ("columns",),
            "year is not mapped",
            id="second part of a key",
        ),
    ],
)
def test_source_without_table_or_key_is_refused(
    entry: dict[str, object], at: tuple[str, ...], what: str
) -> None:
    found = _found(**entry)
    assert found[0][0] == at
    assert what in found[0][1]


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"licence_id": "A", "manager_name": "B"}, id="person by name"),
        pytest.param({"licence_id": "A", "manager_id": "B"}, id="person by reference"),
    ],
)
def test_person_in_a_key_may_be_a_name_or_a_reference(columns: dict[str, str]) -> None:
    assert _found(table="licence_manager", columns=columns) == []


def test_object_in_a_key_may_come_from_a_place() -> None:
    columns = {"counted_on": "A", "postcode": "B", "house_number": "C"}
    assert _found(table="occupancy", columns=columns) == []


@pytest.mark.parametrize(
    ("entry", "at", "what"),
    [
        pytest.param(
            {"columns": {"decidedon": "B"}},
            ("columns", "decidedon"),
            "no column 'decidedon' (did you mean decided_on?)",
            id="unknown column",
        ),
        pytest.param(
            {"columns": {"kind": "S"}, "values": {"kind": {"Bouw": "bulding"}}},
            ("values", "kind", "Bouw"),
            "(did you mean building?)",
            id="unknown word",
        ),
        pytest.param(
            {"values": {"kind": {"Bouw": "building"}}},
            ("values", "kind"),
            "not mapped under columns",
            id="words of a column that is not mapped",
        ),
        pytest.param(
            {"columns": {"bibob_hook": "B"}, "values": {"bibob_hook": {"J": "ja"}}},
            ("values", "bibob_hook", "J"),
            "must be true or false",
            id="word for a truth value",
        ),
        pytest.param(
            {"columns": {"capacity": "B"}, "values": {"capacity": {"geen": True}}},
            ("values", "capacity", "geen"),
            "must be a whole number",
            id="truth value for a number",
        ),
        pytest.param(
            {"ignore": ["X", "NR"]}, ("ignore", 1), "mapped to permit_id and ignored", id="both"
        ),
        pytest.param({"columns": {"kind": " "}}, ("columns", "kind"), "no name", id="blank"),
        pytest.param({"crs": "EPSG:3857"}, ("crs",), "known: EPSG:28992", id="crs"),
        pytest.param(
            {"format": {"delimiter": ";;"}},
            ("format", "delimiter"),
            "one character",
            id="delimiter",
        ),
        pytest.param(
            {"format": {"encoding": "cp-1252x"}}, ("format", "encoding"), "try utf-8", id="encoding"
        ),
        pytest.param(
            {"format": {"encoding": "base64"}}, ("format", "encoding"), "try utf-8", id="no text"
        ),
        pytest.param({"format": {"decimal": "'"}}, ("format", "decimal"), "decimal is", id="sign"),
        pytest.param({"format": {"date": "%d-%m"}}, ("format", "date"), "strptime", id="no year"),
        pytest.param({"format": {"date": "%d %Q"}}, ("format", "date"), "strptime", id="no sign"),
        pytest.param(
            {"format": {"date": "dd-mm"}}, ("format", "date"), "strptime", id="no pattern"
        ),
        pytest.param({"format": {"sheet": 0}}, ("format", "sheet"), "numbered from 1", id="sheet"),
        pytest.param(
            {"format": {"sbi": "number"}}, ("format", "sbi"), "for table: activity", id="SBI"
        ),
    ],
)
def test_wrong_part_of_a_mapping_is_named(
    entry: dict[str, object], at: tuple[str | int, ...], what: str
) -> None:
    found = _permit(**entry)
    assert [path for path, _ in found] == [at]
    assert what in found[0][1]


@pytest.mark.parametrize(
    ("columns", "alone"),
    [
        pytest.param({"postcode": "P"}, "postcode", id="postcode alone"),
        pytest.param({"house_number": "H", "town": "T"}, "house_number, town", id="no street"),
        pytest.param({"x": "X", "address": "A"}, "x", id="x without y"),
        pytest.param({"lat": "L"}, "lat", id="lat without lon"),
    ],
)
def test_half_a_place_is_refused(columns: dict[str, str], alone: str) -> None:
    found = _permit(columns=columns)
    assert found[0][1].startswith(f"{alone} alone is no place; map one of: address_id; ")


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"object_id": "O"},
        {"postcode": "P", "house_number": "H", "house_letter": "L"},
        {"street": "S", "house_number": "H", "town": "T"},
        {"address": "A", "town": "T"},
        {"x": "X", "y": "Y"},
        {"lat": "A", "lon": "O"},
    ],
)
def test_whole_place_or_none_is_fine(columns: dict[str, str]) -> None:
    assert _permit(columns=columns) == []


def test_suggestion_falls_back_to_the_list_of_names() -> None:
    assert suggest("zzz", ["beta", "alpha"]) == "; known: alpha, beta"


def test_days_of_excel_are_a_format_of_dates() -> None:
    assert _permit(format={"date": "excel", "header_rows": 2}) == []
