"""Parcel maps: which parcel, in which CRS, and nothing left beside the delivery."""

import json
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely

from connectors.brk.parcel_map import ENDED
from connectors.delivery import Ignored, Item, Note
from connectors.geometry_rd import to_wgs84
from engine.errors import SourceChanged, SourceRefused
from tests import shared
from tests.connectors import deliver
from tests.connectors.brk.build import Thing, deed, held, human, right, stand, write
from tests.connectors.brk.maps import CODE, akm, as_wal, collection, package, square
from tests.connectors.deliver import FIXTURES, quarantined, rows

GEO = shared.DATA / "geo"


def _read(*files: Path, **entry: object) -> list[Item]:
    entry = {"delivered_on": "2026-10-31", **entry}
    return deliver.read(files, id="percelen", connector="parcels", **entry)


def _parcels(items: list[Item]) -> dict[str, Mapping[str, object]]:
    return {str(row.values["parcel_id"]): row.values for row in rows(items, "parcel")}


def _shape(values: Mapping[str, object]) -> shapely.Geometry:
    geometry = values["geometry"]
    assert isinstance(geometry, bytes)
    return shapely.from_wkb(geometry)


def _notes(items: list[Item]) -> dict[str, int | str]:
    return {item.key: item.value for item in items if isinstance(item, Note)}


def _degrees(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda p: np.column_stack(to_wgs84(*p.T)))


def test_geopackage_of_the_open_map_is_read(tmp_path: Path) -> None:
    fields: dict[str, list[object]] = {
        "identificatie_lokaal_id": ["11340398570000", "11340398580000"],
        "akr_kadastrale_gemeente_code_waarde": ["AKM01", "AKM01"],
        "sectie": ["D", "D"],
        "perceelnummer": [3985, 3986],
        "perceelnummer_rotatie": [0, 12],
    }
    file = package(tmp_path, [square(), square(105_040)], fields)
    items = _read(file)
    found = _parcels(items)
    assert list(found) == ["AKM01-D-3985", "AKM01-D-3986"]
    assert _shape(found["AKM01-D-3985"]).equals(square())
    assert [item.line for item in items if not isinstance(item, Ignored | Note)] == [1, 2]
    assert _notes(items) == {"columns not read/perceelnummer_rotatie": 1}


def test_geopackage_in_wal_mode_leaves_nothing_beside_the_delivery(tmp_path: Path) -> None:
    file = package(tmp_path, [square()], {"kadastrale_aanduiding": ["AKM01 D 3985"]})
    as_wal(file)
    before = file.read_bytes()
    assert before[18:20] == b"\x02\x02"
    assert list(_parcels(_read(file))) == ["AKM01-D-3985"]
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert file.read_bytes() == before


def test_geopackage_that_was_not_closed_is_refused(tmp_path: Path) -> None:
    file = package(tmp_path, [square()], {"kadastrale_aanduiding": ["AKM01 D 3985"]})
    file.with_name(f"{file.name}-wal").write_bytes(b"pages")
    with pytest.raises(SourceChanged, match=r"has changes in percelen\.gpkg-wal"):
        _read(file)


@shared.needs(GEO)
def test_geopackage_of_another_source_is_refused_by_its_columns(tmp_path: Path) -> None:
    file = tmp_path / "cbs.gpkg"
    file.write_bytes((GEO / "cbs_buurten_2021_ermelo_voorbeeld.gpkg").read_bytes())
    with pytest.raises((SourceChanged, SourceRefused)):
        _read(file)
    assert [path.name for path in tmp_path.iterdir()] == ["cbs.gpkg"]


def test_layer_of_parcels_is_found_and_the_others_are_named(tmp_path: Path) -> None:
    package(tmp_path, [square()], {"kadastrale_aanduiding": ["AKM01 D 3985"]})
    file = package(tmp_path, [square()], {"pand": ["1"]}, layer="pand")
    items = _read(file)
    assert list(_parcels(items)) == ["AKM01-D-3985"]
    assert _notes(items) == {"layers not read/pand": 1}


def test_layers_that_could_all_be_parcels_ask_for_an_option(tmp_path: Path) -> None:
    names = {"kadastrale_aanduiding": ["AKM01 D 3985"]}
    package(tmp_path, [square()], names, layer="a")
    file = package(tmp_path, [square()], names, layer="b")
    with pytest.raises(SourceChanged, match=r"layers with shapes: a, b; set options\.layer"):
        _read(file)
    assert list(_parcels(_read(file, options={"layer": "b"}))) == ["AKM01-D-3985"]


@pytest.mark.parametrize("crs", [None, "urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"])
def test_geojson_in_degrees_becomes_rd(crs: str | None, tmp_path: Path) -> None:
    file = collection(tmp_path, (akm(3985), _degrees(square())), crs=crs)
    (values,) = _parcels(_read(file)).values()
    assert _shape(values).hausdorff_distance(square()) < 0.01


@pytest.mark.parametrize("crs", ["EPSG:28992", "urn:ogc:def:crs:EPSG::28992"])
def test_old_crs_member_is_read(crs: str, tmp_path: Path) -> None:
    file = collection(tmp_path, (akm(3985), square()), crs=crs)
    (values,) = _parcels(_read(file)).values()
    assert _shape(values).equals(square())


def test_crs_of_sources_yaml_goes_before_what_the_file_does_not_say(tmp_path: Path) -> None:
    file = collection(tmp_path, (akm(3985), square()))
    (values,) = _parcels(_read(file, crs="EPSG:28992")).values()
    assert _shape(values).equals(square())


@pytest.mark.parametrize(
    ("shape", "crs", "what"),
    [
        pytest.param(
            square(), None, "range of EPSG:4326.*values fit EPSG:28992: set `crs: EPSG:28992`",
            id="RD without a crs member",
        ),
        pytest.param(
            shapely.box(4.6, 52.1, 4.7, 52.2), "EPSG:28992", "range of EPSG:28992.*fit EPSG:4326",
            id="degrees that say they are RD",
        ),
        pytest.param(
            shapely.box(600_000, 5_700_000, 600_040, 5_700_040), "EPSG:28992",
            "range of EPSG:28992, in which the map says it is$", id="fits neither",
        ),
        pytest.param(square(), "EPSG:31370", "names another CRS", id="crs member of Belgium"),
    ],
)  # fmt: skip
def test_file_whose_values_do_not_fit_is_refused(
    shape: shapely.Geometry, crs: str | None, what: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceChanged, match=what):
        _read(collection(tmp_path, (akm(3985), shape), crs=crs))


def test_geopackage_in_another_crs_is_refused_by_name(tmp_path: Path) -> None:
    names = {"kadastrale_aanduiding": ["AKM01 D 3985"]}
    file = package(tmp_path, [square()], names, crs="EPSG:31370")
    with pytest.raises(SourceChanged, match="the map is in EPSG:31370; read are EPSG:28992"):
        _read(file)


def test_one_parcel_outside_the_range_goes_to_quarantine(tmp_path: Path) -> None:
    far = shapely.box(600_000, 5_700_000, 600_040, 5_700_040)
    items = _read(collection(tmp_path, (akm(1), square()), (akm(2), far), crs="EPSG:28992"))
    assert list(_parcels(items)) == ["AKM01-D-1"]
    (bad,) = quarantined(items)
    assert (bad.record_id, bad.reason) == (
        "AKM01-D-2",
        "the geometry lies outside the range of the CRS of this file",
    )


@pytest.mark.parametrize(
    ("edge", "inside"), [(0.0, True), (-0.001, False)], ids=["on the edge", "just outside"]
)
def test_range_is_closed(edge: float, inside: bool, tmp_path: Path) -> None:
    shape = shapely.box(edge, 300_000, 40, 300_040)
    items = _read(collection(tmp_path, (akm(1), square()), (akm(2), shape), crs="EPSG:28992"))
    assert ("AKM01-D-2" in _parcels(items)) is inside


@pytest.mark.parametrize(
    ("properties", "parcel"),
    [
        pytest.param({"kadastraleAanduiding": "AKM01 D 3985"}, "AKM01-D-3985", id="whole"),
        pytest.param({"aanduiding": "NMG00-B-5316-A-9"}, "NMG00-B-5316-A-9", id="apartment"),
        pytest.param({**akm(3985), "perceelnummer": "03985"}, "AKM01-D-3985", id="parts"),
        pytest.param(
            {**akm(3985), "appartementsindex": 9}, "AKM01-D-3985-A-9", id="parts of an apartment"
        ),
    ],
)
def test_parcel_is_named_by_aanduiding(
    properties: dict[str, object], parcel: str, tmp_path: Path
) -> None:
    file = collection(tmp_path, (properties, square()), crs="EPSG:28992")
    assert list(_parcels(_read(file))) == [parcel]


def test_parcel_is_named_by_number_when_the_titles_are(tmp_path: Path) -> None:
    named = {**akm(3985), "identificatieLokaalID": "11340398570000"}
    file = collection(tmp_path, (named, square()), crs="EPSG:28992")
    found = _read(file, options={"parcel_id": "object_number"})
    assert list(_parcels(found)) == ["11340398570000"]


def test_column_with_a_name_of_its_own_is_mapped(tmp_path: Path) -> None:
    file = package(tmp_path, [square()], {"KADSLEUTEL": ["AKM01D03985G0000"]})
    assert list(_parcels(_read(file, columns={"parcel_id": "KADSLEUTEL"}))) == ["AKM01-D-3985"]


def test_mapped_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    file = package(tmp_path, [square()], {"KADSLEUTEL": ["AKM01D03985G0000"]})
    with pytest.raises(SourceChanged, match='column "SLEUTEL", mapped to parcel_id, is not in'):
        _read(file, columns={"parcel_id": "SLEUTEL"})


def test_map_without_a_column_that_names_a_parcel_lists_its_columns(tmp_path: Path) -> None:
    file = collection(tmp_path, ({"naam": "x", "soort": "y"}, square()), crs="EPSG:28992")
    with pytest.raises(SourceChanged, match="no column names the parcels; its columns: naam, s"):
        _read(file)


def test_map_with_a_column_that_may_never_be_read_is_refused(tmp_path: Path) -> None:
    file = package(tmp_path, [square()], {"kadastrale_aanduiding": ["AKM01 D 1"], "BSN": ["1"]})
    with pytest.raises(SourceRefused, match=r"may never be read: BSN"):
        _read(file)


@pytest.mark.parametrize(
    ("properties", "shape", "reason"),
    [
        pytest.param({"sectie": "D"}, square(), "does not say which parcel", id="no number"),
        pytest.param(akm(2), shapely.Point(105_000, 468_000), "is not a surface", id="point"),
        pytest.param(
            {**akm(2), "eindGeldigheid": "2024-02-31"}, square(), "not a date that exists", id="end"
        ),
    ],
)
def test_broken_feature_goes_to_quarantine_and_the_rest_is_used(
    properties: dict[str, object], shape: shapely.Geometry, reason: str, tmp_path: Path
) -> None:
    file = collection(tmp_path, (akm(1), square()), (properties, shape), crs="EPSG:28992")
    items = _read(file)
    assert list(_parcels(items)) == ["AKM01-D-1"]
    (bad,) = quarantined(items)
    assert reason in bad.reason
    assert bad.line > 1


@pytest.mark.parametrize(
    "ended",
    [{"eindGeldigheid": "2026-11-01T00:00:00"}, {"statusHistorieCode": "H"}],
    ids=["end on as_of", "historic"],
)
def test_ended_parcel_is_left_out(ended: dict[str, object], tmp_path: Path) -> None:
    file = collection(tmp_path, (akm(1), square()), ({**akm(2), **ended}, square()), crs="28992")
    items = _read(file, as_of=date(2026, 11, 1))
    assert list(_parcels(items)) == ["AKM01-D-1"]
    assert [item.reason for item in items if isinstance(item, Ignored)] == [ENDED]


def test_invalid_border_is_repaired_and_counted(tmp_path: Path) -> None:
    bow = shapely.Polygon([(105_000, 468_000), (105_040, 468_040), (105_040, 468_000),
                           (105_000, 468_040)])  # fmt: skip
    items = _read(collection(tmp_path, (akm(1), bow), crs="EPSG:28992"))
    shape = _shape(_parcels(items)["AKM01-D-1"])
    assert shape.is_valid
    assert shape.area == pytest.approx(800)
    assert _notes(items)["repaired geometries"] == 1


def test_parcel_without_border_is_kept_and_counted(tmp_path: Path) -> None:
    items = _read(collection(tmp_path, (akm(1), None), (akm(2), square()), crs="EPSG:28992"))
    assert "geometry" not in _parcels(items)["AKM01-D-1"]
    assert _notes(items)["parcels without geometry"] == 1


def test_map_without_features_is_no_success(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match="the map has no features"):
        _read(collection(tmp_path))


def test_gml_of_the_open_map_is_read() -> None:
    items = _read(FIXTURES / "brk" / "kadastralekaart.gml")
    assert list(_parcels(items)) == ["AKM01-F-101"]
    assert _shape(_parcels(items)["AKM01-F-101"]).area == pytest.approx(1600)
    assert [item.reason for item in items if isinstance(item, Ignored)] == [ENDED]


def test_maps_inside_an_archive_are_read(tmp_path: Path) -> None:
    inner = package(tmp_path, [square()], {"kadastrale_aanduiding": ["AKM01 D 3985"]})
    other = collection(tmp_path, (akm(1), square()), crs="EPSG:28992")
    archive = tmp_path / "kaart.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.write(inner, "kaart/percelen.gpkg")
        made.write(other, "kaart/percelen.geojson")
    assert sorted(_parcels(_read(archive))) == ["AKM01-D-1", "AKM01-D-3985"]


def test_parcel_in_map_and_message_is_told_once_with_the_border_of_the_map(tmp_path: Path) -> None:
    told = Thing(parts=(right(), held("T1", "N1"), human("N1"), deed("9001")), ring=None)
    (message,) = write(tmp_path, stand(told))
    items = _read(message, collection(tmp_path, (akm(3985), square()), crs="EPSG:28992"))
    assert len(rows(items, "parcel")) == 1
    assert _shape(_parcels(items)["AKM01-D-3985"]).equals(square())


def test_geojson_with_a_key_twice_in_one_feature_keeps_the_others(tmp_path: Path) -> None:
    file = collection(tmp_path, (akm(1), square()), (akm(2), square()), crs="EPSG:28992")
    text = file.read_text("utf-8").replace(f'"{CODE}": "AKM01"', '"sectie": "D"', 1)
    file.write_text(text, encoding="utf-8")
    items = _read(file)
    assert list(_parcels(items)) == ["AKM01-D-2"]
    assert [bad.reason for bad in quarantined(items)] == ["an object has one key twice"]


def test_truncated_geojson_is_one_message(tmp_path: Path) -> None:
    file = collection(tmp_path, (akm(1), square()), crs="EPSG:28992")
    file.write_text(file.read_text("utf-8")[:-20], encoding="utf-8")
    with pytest.raises(SourceChanged, match="not JSON, or cut off"):
        _read(file)


def test_features_keep_the_order_of_the_file(tmp_path: Path) -> None:
    numbers = [7, 3, 9, 1]
    features = [(akm(n), square(105_000 + 50 * n)) for n in numbers]
    items = _read(collection(tmp_path, *features, crs="EPSG:28992"))
    assert list(_parcels(items)) == [f"AKM01-D-{n}" for n in numbers]
    assert json.dumps(str(items))
