"""The light GeoPackage: rows as the extract gives them, and what is no such file is refused."""

import os
import sqlite3
from pathlib import Path

import pytest
import shapely

from connectors.delivery import Delivery, Ignored, Item, Note
from connectors.registry import find
from engine.errors import SettingsError, SourceChanged, SourceUnavailable
from tests.connectors.bag_light.world import (
    BOW_TIE,
    OTHERS,
    Tables,
    building,
    place,
    town,
    unit,
    write,
)
from tests.connectors.deliver import delivery, quarantined, rows


def deliver(file: Path, **options: object) -> Delivery:
    return delivery(file, id="light", connector="bag_gpkg", options=options)


def read(file: Path, **options: object) -> list[Item]:
    return list(find("bag_gpkg").read(deliver(file, **options)))


def notes(items: list[Item]) -> dict[str, int | str]:
    return {item.key: item.value for item in items if isinstance(item, Note)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def small(folder: Path, tables: Tables | None = None) -> Path:
    ours: Tables = {
        "woonplaats": [town(), town("1234", OTHERS)],
        "verblijfsobject": [unit(1), unit(2, bronhouder_identificatie=OTHERS)],
        "ligplaats": [place("ligplaats", 3)],
        "standplaats": [place("standplaats", 4)],
        "pand": [building(1), building(5), building(2, identificatie="0569100000000002")],
    }
    return write(folder / "bag-light.gpkg", ours if tables is None else tables)


def test_a_unit_gives_its_address_itself_and_its_building(folder: Path) -> None:
    items = read(small(folder))
    (address,) = (r for r in rows(items, "address") if "01" in str(r.values["object_id"])[4:6])
    assert address.values == {
        "address_id": "1884200000000001",
        "object_id": "1884010000000001",
        "is_main": True,
        "street": "Verzonnen Dijk",
        "house_number": "1",
        "house_letter": "a",
        "house_addition": None,
        "postcode": "2371AA",
        "town": "Roelofarendsveen",
        "town_id": "3042",
    }
    (made,) = (r.values for r in rows(items, "address_unit") if r.values["kind"] == "unit")
    assert shapely.from_wkb(made["geometry"]).wkt == "POINT (100005 460005)"
    assert (made["x"], made["y"], made["area_m2"]) == (100005.0, 460005.0, 120.0)
    assert made["use_purposes"] == ["woonfunctie"]
    (joined,) = rows(items, "unit_building")
    assert joined.values == {
        "object_id": "1884010000000001",
        "building_id": "1884100000000001",
    }


def test_berths_and_pitches_are_units(folder: Path) -> None:
    kinds = [row.values["kind"] for row in rows(read(small(folder)), "address_unit")]
    assert kinds == ["unit", "berth", "pitch"]


def test_building_without_unit_is_kept_by_its_prefix_and_noted(folder: Path) -> None:
    items = read(small(folder))
    ids = [row.values["building_id"] for row in rows(items, "building")]
    assert ids == ["1884100000000001", "1884100000000005"]
    assert rows(items, "building")[0].values["footprint_m2"] == 100.0
    assert notes(items)["municipality_by_id_prefix/PND"] == 1


def test_building_issued_before_a_merger_is_found_through_its_unit(folder: Path) -> None:
    old = "1672100000000009"
    tables: Tables = {
        "verblijfsobject": [unit(1, pand_identificatie=old)],
        "pand": [building(1, identificatie=old), building(2, identificatie="1672100000000010")],
    }
    items = read(small(folder, tables))
    assert [row.values["building_id"] for row in rows(items, "building")] == [old]
    assert [row.values["building_id"] for row in rows(items, "unit_building")] == [old]


def test_every_record_of_another_municipality_is_counted(folder: Path) -> None:
    ignored = [item for item in read(small(folder)) if isinstance(item, Ignored)]
    counts = {item.file.split("!")[1]: item.count for item in ignored}
    assert counts == {"woonplaats": 1, "verblijfsobject": 1, "pand": 1}
    assert {item.reason for item in ignored} == {"other municipality"}


@pytest.mark.parametrize(
    ("changes", "options", "how"),
    [
        ({}, {}, "bronhouder"),
        ({}, {"towns": ["3042"]}, "woonplaats"),
        ({"bronhouder_identificatie": None, "without": True}, {}, "woonplaats"),
        (
            {"bronhouder_identificatie": None, "woonplaats_identificatie": None, "without": True},
            {},
            "id prefix",
        ),
    ],
    ids=["holder", "given towns", "towns of the file", "prefix"],
)
def test_municipality_is_found_by_what_the_file_has(
    folder: Path, changes: dict[str, object], options: dict[str, object], how: str
) -> None:
    ours, other = unit(1), unit(2, identificatie="0569010000000002", woonplaats_identificatie="9")
    other["bronhouder_identificatie"] = OTHERS
    if changes.pop("without", False):
        for record in (ours, other):
            for name in changes:
                del record[name]
    file = small(folder, {"woonplaats": [town()], "verblijfsobject": [ours, other]})
    items = read(file, **options)
    assert [r.values["object_id"] for r in rows(items, "address_unit")] == ["1884010000000001"]
    assert notes(items)["municipality_by/verblijfsobject"] == how


@pytest.mark.parametrize(
    ("cell", "purposes"),
    [
        ("industriefunctie,woonfunctie", ["industriefunctie", "woonfunctie"]),
        ("woonfunctie, industriefunctie", ["industriefunctie", "woonfunctie"]),
        ('["woonfunctie"]', ["woonfunctie"]),
        (None, None),
        ("", None),
    ],
    ids=["comma", "comma and blank", "json list", "null", "empty"],
)
def test_purposes_are_a_list_in_one_cell(
    folder: Path, cell: str | None, purposes: list[str] | None
) -> None:
    (row,) = rows(
        read(small(folder, {"verblijfsobject": [unit(gebruiksdoel=cell)]})), "address_unit"
    )
    assert row.values["use_purposes"] == purposes


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": "Verhuurd"}, "status 'Verhuurd' is not one of"),
        ({"gebruiksdoel": "woonfunctie,stal"}, "gebruiksdoel 'stal' is not one of"),
        ({"identificatie": "1884100000000001"}, "is not one of type VBO"),
        ({"identificatie": "V1"}, "identificatie 'V1' is not 16 digits"),
        ({"huisnummer": 0}, "number '0' is not a huisnummer"),
        ({"huisnummer": None}, "has no number"),
        ({"postcode": "2371 aa"}, "postcode '2371 aa' is not as the register writes it"),
        ({"pand_identificatie": "1884010000000001"}, "is not one of type PND"),
        ({"nummeraanduiding_hoofdadres_identificatie": "x"}, "is not 16 digits"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_bad_record_is_quarantined_and_the_rest_is_used(
    folder: Path, change: dict[str, object], reason: str
) -> None:
    items = read(small(folder, {"verblijfsobject": [unit(1, **change), unit(2)]}))
    (bad,) = quarantined(items)
    assert reason in bad.reason
    assert (bad.file, bad.line) == ("bag-light.gpkg!verblijfsobject", 1)
    assert [r.values["object_id"] for r in rows(items, "address_unit")] == ["1884010000000002"]


def test_an_id_that_is_a_number_gets_its_zero_back(folder: Path) -> None:
    small_id = unit(1, identificatie=221010000000001, bronhouder_identificatie=221)
    small_id["pand_identificatie"] = None
    file = small(folder, {"verblijfsobject": [small_id]})
    made = delivery(file, id="light", connector="bag_gpkg")
    ours = Delivery(made.spec, made.files, made.as_of, "0221", made.settings)
    items = list(find("bag_gpkg").read(ours))
    assert rows(items, "address_unit")[0].values["object_id"] == "0221010000000001"
    assert notes(items)["id_padded"] == 1


@pytest.mark.parametrize(
    ("tables", "table", "column"),
    [
        ({"verblijfsobject": [unit(oppervlakte=999999)]}, "address_unit", "area_m2"),
        ({"verblijfsobject": [unit(oppervlakte=1)]}, "address_unit", "area_m2"),
        ({"pand": [building(bouwjaar=9999)]}, "building", "built_year"),
        ({"pand": [building(bouwjaar=1005)]}, "building", "built_year"),
        ({"pand": [building(bouwjaar=2060)]}, "building", "built_year"),
    ],
    ids=["area 999999", "area 1", "year 9999", "year 1005", "far future"],
)
def test_dummies_are_unknown_and_counted(
    folder: Path, tables: Tables, table: str, column: str
) -> None:
    items = read(small(folder, tables))
    assert rows(items, table)[0].values[column] is None
    assert notes(items)[f"dummy/{column}"] == 1


def test_building_that_is_not_in_the_file_leaves_the_unit_without_one(folder: Path) -> None:
    items = read(small(folder, {"verblijfsobject": [unit()], "pand": [building(7)]}))
    assert rows(items, "unit_building") == []
    assert notes(items)["dangling/VBO-PND"] == 1


def test_invalid_polygon_is_repaired_and_counted(folder: Path) -> None:
    items = read(small(folder, {"pand": [building(geometry=BOW_TIE)]}))
    assert shapely.from_wkb(rows(items, "building")[0].values["geometry"]).is_valid
    assert notes(items)["repaired_geometry"] == 1


def test_columns_of_the_older_wfs_are_read(folder: Path) -> None:
    old = {
        "identificatie": 1884010000000001,
        "oppervlakte": 90,
        "status": "Verblijfsobject in gebruik",
        "gebruiksdoel": "woonfunctie",
        "openbare_ruimte": "Verzonnen Dijk",
        "huisnummer": 12,
        "huisletter": None,
        "toevoeging": "bis",
        "postcode": "2371AA",
        "woonplaats": "Kaag",
        "pandidentificatie": "1884100000000001",
        "actualiteitsdatum": "2026-10-01",
        "geometry": "POINT (100005 460005)",
    }
    items = read(small(folder, {"bag:verblijfsobject": [old], "pand": [building()]}))
    assert rows(items, "address") == []
    assert notes(items)["address_without_id"] == 1
    assert rows(items, "unit_building")[0].values["building_id"] == "1884100000000001"


def test_columns_of_ogc_api_are_read(folder: Path) -> None:
    made = unit(pand='["1884100000000001","1884100000000002"]')
    made["hoofdadres_identificatie"] = made.pop("nummeraanduiding_hoofdadres_identificatie")
    made["bronhouder_naam"] = "Kaag en Braassem"
    del made["pand_identificatie"]
    file = small(folder, {"verblijfsobject": [made], "pand": [building(1), building(2)]})
    items = read(file)
    assert rows(items, "address")[0].values["address_id"] == "1884200000000001"
    assert len(rows(items, "unit_building")) == 2
    assert not [key for key in notes(items) if key.startswith("columns_not_used")]


def test_unknown_tables_and_columns_are_named(folder: Path) -> None:
    found = notes(
        read(small(folder, {"verblijfsobject": [unit(huurprijs=9)], "perceel": [town()]}))
    )
    assert found["tables_not_used/perceel"] == "bag-light.gpkg"
    assert found["columns_not_used/verblijfsobject/huurprijs"] == "not in this product"
    assert found["tables_missing/pand"] == "not in this delivery"


def test_nothing_appears_beside_a_delivery_in_wal_mode(folder: Path) -> None:
    file = small(folder)
    con = sqlite3.connect(file)
    con.execute("PRAGMA journal_mode = WAL")
    con.close()
    before = file.read_bytes()
    os.chmod(file, 0o444)
    assert rows(read(file), "address_unit")
    assert [path.name for path in folder.iterdir()] == [file.name]
    assert file.read_bytes() == before


def test_changes_that_stand_beside_the_file_are_not_missed_in_silence(folder: Path) -> None:
    file = small(folder)
    (folder / "bag-light.gpkg-wal").write_bytes(b"changes")
    with pytest.raises(SourceChanged, match="has changes in bag-light"):
        read(file)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b"<!DOCTYPE html><html>", "is no GeoPackage: this is HTML or XML"),
        (b"PK\x03\x04rest", "is no GeoPackage: this is a zip"),
        (b'\xef\xbb\xbf{"type": 1}', "is no GeoPackage: this is JSON"),
        (b"ID;NAAM\n", "is no GeoPackage: another kind of file"),
        (b"SQLite format 3\0" + bytes(84), "is no readable GeoPackage"),
    ],
    ids=["empty", "html", "zip", "json", "csv", "header only"],
)
def test_another_format_is_refused_by_name(folder: Path, content: bytes, what: str) -> None:
    file = folder / "bag-light.gpkg"
    file.write_bytes(content)
    with pytest.raises(SourceChanged, match=what):
        read(file)


def test_a_plain_sqlite_file_is_refused(folder: Path) -> None:
    file = folder / "bag-light.gpkg"
    con = sqlite3.connect(file)
    con.execute("CREATE TABLE pand (identificatie TEXT)")
    con.close()
    with pytest.raises(SourceChanged, match="is no readable GeoPackage: no such table"):
        read(file)


def test_a_file_that_was_cut_off_is_refused(folder: Path) -> None:
    file = small(folder)
    file.write_bytes(file.read_bytes()[:-5000])
    with pytest.raises(SourceChanged, match="is cut off"):
        read(file)


def test_a_damaged_table_is_refused(folder: Path) -> None:
    file = small(folder, {"verblijfsobject": [unit(n) for n in range(1, 400)]})
    content = bytearray(file.read_bytes())
    half = len(content) // 2
    content[half : half + 30_000] = b"\xff" * 30_000
    file.write_bytes(content)
    with pytest.raises(SourceChanged, match=r"cannot be read|cannot be counted|no readable"):
        read(file)


@pytest.mark.parametrize(
    ("tables", "crs", "what"),
    [
        ({"perceel": [town()]}, "EPSG:28992", "has no table verblijfsobject or pand"),
        ({"pand": [{"naam": "x", "geometry": town()["geometry"]}]}, "EPSG:28992", "lacks identif"),
        ({"pand": [building()]}, "EPSG:4326", "is in EPSG:4326, not in RD"),
        (
            {"pand": [building(identificatie="0569100000000001")]},
            "EPSG:28992",
            "none of its 1 records can be used for municipality 1884",
        ),
    ],
    ids=["other tables", "other columns", "degrees", "another municipality"],
)
def test_another_delivery_is_refused_by_name(
    folder: Path, tables: Tables, crs: str, what: str
) -> None:
    with pytest.raises(SourceChanged, match=what):
        read(write(folder / "bag-light.gpkg", tables, crs=crs))


def test_a_file_that_is_gone_may_come_later(folder: Path) -> None:
    with pytest.raises(SourceUnavailable, match="cannot be opened"):
        read(folder / "bag-light.gpkg")


def test_date_of_the_delivery_is_that_of_its_last_change(folder: Path) -> None:
    file = small(folder)
    con = sqlite3.connect(file)
    con.execute("UPDATE gpkg_contents SET last_change = '2026-10-08T03:00:00.000Z'")
    con.execute("UPDATE gpkg_contents SET last_change = '2026-10-09' WHERE table_name = 'pand'")
    con.commit()
    con.close()
    connector = find("bag_gpkg")
    assert connector.delivered_on is not None
    made = deliver(file)
    assert str(connector.delivered_on(made.files, made.settings)) == "2026-10-08"
    assert notes(read(file))["stand"] == "2026-10-08"


def test_two_files_and_any_order_of_rows_give_the_same(folder: Path) -> None:
    units, homes = [unit(n) for n in range(1, 30)], [building(n) for n in range(1, 30)]
    whole = read(small(folder, {"verblijfsobject": units, "pand": homes}))
    a = write(folder / "a.gpkg", {"verblijfsobject": units[::-1]})
    b = write(folder / "b.gpkg", {"pand": homes[::-1]})
    made = delivery((b, a), id="light", connector="bag_gpkg")
    assert rows(list(find("bag_gpkg").read(made))) == rows(whole)


def test_a_wrong_option_names_the_known_ones(folder: Path) -> None:
    with pytest.raises(SettingsError, match="use"):
        read(small(folder), use="second_source")
