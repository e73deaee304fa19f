"""Rows: lists stay lists, dummies are unknown, links are right."""

from datetime import date
from pathlib import Path

import pytest

from tests.connectors.bag.world import (
    Result,
    doubt,
    num,
    opr,
    place,
    pnd,
    read_records,
    vbo,
    village,
    voorkomen,
    wpl,
)


def test_an_address_has_its_parts_as_registered(tmp_path: Path) -> None:
    found = read_records(
        tmp_path, *village(num(2, house="12", letter="a", addition="Bis", postcode=""))
    )
    first, second = found.rows("address")
    assert first == {
        "address_id": "1884200000000001",
        "object_id": "1884010000000001",
        "is_main": True,
        "street": "Proeflaan",
        "house_number": "7",
        "house_letter": None,
        "house_addition": None,
        "postcode": "2371AA",
        "town": "Proefdorp",
        "town_id": "3042",
        "status": "Naamgeving uitgegeven",
        "valid_from": date(2015, 1, 1),
        "valid_to": None,
    }
    parts = [second[k] for k in ("house_number", "house_letter", "house_addition", "postcode")]
    assert parts == ["12", "a", "Bis", None]


def test_a_unit_has_all_its_purposes_addresses_and_panden(tmp_path: Path) -> None:
    purposes = ("winkelfunctie", "woonfunctie", "kantoorfunctie")
    unit = vbo(1, main=1, side=(2, 3), buildings=(2, 1), purposes=purposes)
    found = read_records(tmp_path, num(1), num(2), num(3), unit, pnd(1), pnd(2))
    assert found.row("address_unit")["use_purposes"] == sorted(purposes)
    assert [row["is_main"] for row in found.rows("address")] == [True, False, False]
    assert {row["object_id"] for row in found.rows("address")} == {"1884010000000001"}
    joined = [row["building_id"] for row in found.rows("unit_building")]
    assert joined == ["1884100000000001", "1884100000000002"]


def test_several_units_share_a_pand(tmp_path: Path) -> None:
    found = read_records(tmp_path, num(1), num(2), vbo(1), vbo(2, main=2), pnd(1))
    assert [row["object_id"] for row in found.rows("unit_building")] == [
        "1884010000000001",
        "1884010000000002",
    ]


@pytest.mark.parametrize(
    ("units", "shown"),
    [
        pytest.param(
            [
                vbo(1, voorkomen(1, "2025-01-01"), status="Verblijfsobject gevormd"),
                vbo(2, voorkomen(1, "2010-01-01")),
            ],
            2,
            id="in use before being formed",
        ),
        pytest.param(
            [
                vbo(1, voorkomen(1, "2025-01-01"), status="Verblijfsobject ingetrokken"),
                vbo(2, voorkomen(1, "2010-01-01"), status="Verblijfsobject gevormd"),
            ],
            2,
            id="being formed before withdrawn",
        ),
        pytest.param([vbo(1, main=2, side=(1,)), vbo(2)], 2, id="hoofdadres before nevenadres"),
        pytest.param(
            [vbo(1, voorkomen(1, "2010-01-01")), vbo(2, voorkomen(1, "2020-01-01"))],
            2,
            id="latest begin",
        ),
        pytest.param([vbo(2), vbo(1)], 1, id="lowest id"),
    ],
)
def test_of_two_units_on_one_address_both_stay_and_one_is_shown(
    units: list[str], shown: int, tmp_path: Path
) -> None:
    found = read_records(tmp_path, num(1), *units)
    assert len(found.rows("address_unit")) == 2
    assert found.row("address")["object_id"] == f"188401000000000{shown}"


def test_an_address_without_object_has_none_and_is_counted(tmp_path: Path) -> None:
    found = read_records(tmp_path, num(1))
    row = found.row("address")
    assert (row["object_id"], row["is_main"], row["street"], row["town"]) == (
        None,
        None,
        None,
        None,
    )
    assert found.notes["address_without_object"] == 1


@pytest.mark.parametrize(
    ("year", "value"),
    [
        ("9999", None),
        ("1005", None),
        ("999", None),
        ("1000", 1000),
        ("2036", 2036),
        ("2037", None),
    ],
)
def test_dummy_years_are_unknown_and_counted(year: str, value: int | None, tmp_path: Path) -> None:
    found = read_records(tmp_path, pnd(year=year))
    assert found.row("building")["built_year"] == value
    assert found.notes.get("dummy/built_year", 0) == (value is None)
    assert found.notes.get(f"dummy_value/built_year/{int(year)}", 0) == (value is None)


@pytest.mark.parametrize(
    ("area", "value"), [("1", None), ("999999", None), ("2", 2.0), ("999998", 999998.0)]
)
def test_dummy_areas_are_unknown_and_counted(
    area: str, value: float | None, tmp_path: Path
) -> None:
    found = read_records(tmp_path, vbo(area=area))
    assert found.row("address_unit")["area_m2"] == value
    assert found.notes.get("dummy/area_m2", 0) == (value is None)


def test_missing_year_area_and_purpose_are_unknown_not_dummies(tmp_path: Path) -> None:
    found = read_records(tmp_path, vbo(area="", purposes=()), pnd(year=""))
    unit, building = found.row("address_unit"), found.row("building")
    assert (unit["area_m2"], unit["use_purposes"], building["built_year"]) == (None, None, None)
    assert not any(key.startswith("dummy") for key in found.notes)


def test_rows_are_sorted_by_id(tmp_path: Path) -> None:
    found = read_records(tmp_path, *(pnd(n) for n in (3, 1, 2)), *(num(n) for n in (2, 1)))
    assert [row["building_id"] for row in found.rows("building")] == [
        f"188410000000000{n}" for n in (1, 2, 3)
    ]
    assert [row["address_id"] for row in found.rows("address")] == [
        f"188420000000000{n}" for n in (1, 2)
    ]


def test_streets_and_towns_are_used_without_rows(tmp_path: Path) -> None:
    found = read_records(tmp_path, wpl(), opr())
    assert [(item.line, item.rows) for item in found.used] == [(6, ()), (5, ())]


def test_references_to_missing_objects_are_counted_per_kind(tmp_path: Path) -> None:
    found = read_records(
        tmp_path,
        opr(1),
        num(1),
        num(2, street=9, town="1050"),
        vbo(1, side=(8,), buildings=(1, 7, 6)),
        place("Ligplaats", main=9),
        pnd(1),
    )
    dangling = {k: v for k, v in found.notes.items() if k.startswith("dangling/")}
    assert dangling == {
        "dangling/LIG-NUM": 1,
        "dangling/NUM-OPR": 1,
        "dangling/NUM-WPL": 1,
        "dangling/OPR-WPL": 1,
        "dangling/VBO-NUM": 1,
        "dangling/VBO-PND": 2,
    }
    assert found.row("unit_building")["building_id"] == "1884100000000001"
    second = found.rows("address")[1]
    assert (second["street"], second["town"], second["town_id"]) == (None, None, None)


def doubts(folder: Path, *records: str) -> Result:
    """What a delivery with these attributes in onderzoek gives, on 2026-10-08."""
    return read_records(folder, pnd(1), *records)


@pytest.mark.parametrize(
    ("record", "is_open"),
    [
        pytest.param(doubt(), True, id="J and open"),
        pytest.param(doubt(flag="N"), False, id="N"),
        pytest.param(doubt(stop="2026-10-08"), False, id="ends that day"),
        pytest.param(doubt(stop="2026-10-09"), True, id="ends a day later"),
        pytest.param(doubt(start="2026-10-09"), False, id="begins a day later"),
        pytest.param(doubt(closed="2021-01-01T00:00:00.000"), False, id="registration closed"),
    ],
)
def test_in_onderzoek_on_the_peildatum(record: str, *, is_open: bool, tmp_path: Path) -> None:
    found = doubts(tmp_path, record)
    assert found.notes["in_onderzoek/PND"] == int(is_open)
    assert found.notes.get("in_onderzoek_attribute/PND/status", 0) == int(is_open)
    assert sum(found.ignored.values()) == 1
    assert ("in onderzoek" in found.ignored) is is_open


def test_in_onderzoek_counts_objects_not_records(tmp_path: Path) -> None:
    records = [doubt(), doubt(attribute="geometrie"), doubt("Openbareruimte", "naam")]
    notes = doubts(tmp_path, *records).notes
    assert (notes["in_onderzoek/PND"], notes["in_onderzoek_records/PND"]) == (1, 2)
    assert notes["in_onderzoek/OPR"] == 1
