"""The zones file: what is drawn, and what is refused with feature and line."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely

from engine.errors import SettingsError
from engine.register import zones
from tests.engine.register.invented import Land, empty_land, write

RD = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
SQUARE = [
    [[100000, 470000], [100100, 470000], [100100, 470100], [100000, 470100], [100000, 470000]]
]
DEGREES = [[[4.6, 52.2], [4.61, 52.2], [4.61, 52.21], [4.6, 52.21], [4.6, 52.2]]]


@pytest.fixture
def land() -> Iterator[Land]:
    with empty_land() as made:
        yield made


def feature(**changes: object) -> dict[str, object]:
    made: dict[str, object] = {
        "type": "Feature",
        "properties": {"zone_id": "Z1", "kind": "built_up", "name": "Testdorp"},
        "geometry": {"type": "Polygon", "coordinates": SQUARE},
    }
    return made | changes


def save(folder: Path, *features: object, crs: object = RD) -> Path:
    made: dict[str, object] = {"type": "FeatureCollection", "features": list(features)}
    if crs is not None:
        made["crs"] = crs
    return write(folder, "zones.geojson", json.dumps(made, indent=1))


def stored(land: Land) -> list[tuple[str, str, str | None, shapely.Geometry]]:
    rows = land.con.execute("SELECT zone_id, kind, name, geometry FROM zone ORDER BY zone_id")
    return [(*row[:3], shapely.from_wkb(row[3])) for row in rows.fetchall()]


def test_rd_polygon_is_stored_as_drawn(land: Land, tmp_path: Path) -> None:
    zones.load(land.con, save(tmp_path, feature()))
    assert stored(land) == [("Z1", "built_up", "Testdorp", shapely.Polygon(SQUARE[0]))]
    keys = land.con.execute("SELECT source, record_id, record_key FROM zone").fetchall()
    assert keys == [("zones", "Z1", "zones:zone:Z1")]


def test_wgs84_polygon_is_stored_in_rd(land: Land, tmp_path: Path) -> None:
    drawn = feature(geometry={"type": "Polygon", "coordinates": DEGREES})
    zones.load(land.con, save(tmp_path, drawn, crs=None))
    centre = stored(land)[0][3].centroid
    assert (centre.x, centre.y) == pytest.approx((101_600, 468_200), abs=2000)
    assert stored(land)[0][3].area == pytest.approx(683 * 1113, rel=0.01)


def test_height_is_dropped_and_an_id_outside_properties_counts(land: Land, tmp_path: Path) -> None:
    high = [[[x, y, 1.5] for x, y in SQUARE[0]]]
    drawn = feature(
        id=7,
        properties={"kind": "harbour", "fid": 3},
        geometry={"type": "MultiPolygon", "coordinates": [high]},
    )
    zones.load(land.con, save(tmp_path, drawn, crs="EPSG:28992"))
    assert [row[:3] for row in stored(land)] == [("7", "harbour", None)]
    assert not stored(land)[0][3].has_z


def test_loading_again_replaces_the_zones_of_that_source_only(land: Land, tmp_path: Path) -> None:
    zones.load(land.con, save(tmp_path, feature()), source="other")
    for _ in range(2):
        zones.load(land.con, save(tmp_path, feature()))
    assert land.con.execute("SELECT source FROM zone ORDER BY ALL").fetchall() == [
        ("other",),
        ("zones",),
    ]


def bad(geometry: object = None, **properties: object) -> dict[str, object]:
    known: dict[str, object] = {"zone_id": "Z2", "kind": "harbour"}
    found = {k: v for k, v in (known | properties).items() if v is not None}
    shape = geometry or {"type": "Polygon", "coordinates": SQUARE}
    return feature(properties=found, geometry=shape)


LINE = {"type": "LineString", "coordinates": [[100000, 470000], [100100, 470000]]}


@pytest.mark.parametrize(
    ("geometry", "width", "area"),
    [
        pytest.param(LINE, 6, 600.0, id="line along the middle"),
        pytest.param(LINE | {"type": "MultiLineString", "coordinates": [LINE["coordinates"]]}, 4.5,
                     450.0, id="lines"),
        pytest.param(None, 7, 10_000.0, id="surface and its width"),
        pytest.param(None, None, 10_000.0, id="surface"),
    ],
)  # fmt: skip
def test_road_is_stored_as_surface_with_the_width_told(
    land: Land, tmp_path: Path, geometry: object, width: float | None, area: float
) -> None:
    zones.load(land.con, save(tmp_path, bad(geometry, kind="road", width_m=width)))
    assert stored(land)[0][3].area == pytest.approx(area)
    assert land.con.execute("SELECT kind, width_m FROM zone").fetchall() == [("road", width)]


def test_line_of_a_road_in_degrees_is_as_wide_in_metres(land: Land, tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": DEGREES[0][:2]}
    zones.load(land.con, save(tmp_path, bad(line, kind="road", width_m=10), crs=None))
    assert stored(land)[0][3].area == pytest.approx(683 * 10, rel=0.01)


BOWTIE = [
    [[100000, 470000], [100100, 470100], [100100, 470000], [100000, 470100], [100000, 470000]]
]


@pytest.mark.parametrize(
    ("second", "what"),
    [
        pytest.param(bad(kind="village"), "kind 'village'; known: built_up, ", id="kind unknown"),
        pytest.param(bad(kind=None), "kind None", id="kind missing"),
        pytest.param(bad(zone_id=None), "no zone_id", id="id missing"),
        pytest.param(bad(zone_id=" "), "no zone_id", id="id blank"),
        pytest.param(bad(zone_id=True), "no zone_id", id="id no text"),
        pytest.param(bad(zone_id="Z1"), "is that of feature 1 too", id="id repeated"),
        pytest.param(
            bad({"type": "Polygon", "coordinates": BOWTIE}), "not valid: Self-inter", id="bow tie"
        ),
        pytest.param(bad({"type": "Point", "coordinates": [1, 2]}), "geometry 'Point'", id="point"),
        pytest.param(bad({"type": "Polygon", "coordinates": []}), "empty", id="empty"),
        pytest.param(
            bad({"type": "Polygon", "coordinates": [[[1, 2], [3]]]}), "cannot be read", id="broken"
        ),
        pytest.param(
            bad({"type": "Polygon", "coordinates": DEGREES}),
            "outside 300000 to 625000 of RD",
            id="degrees as RD",
        ),
        pytest.param(bad(LINE), "geometry 'LineString'; known: Polygon", id="line of no road"),
        pytest.param(bad(LINE, kind="road"), "a line without width_m", id="line without width"),
        pytest.param(bad(kind="road", width_m="6"), "width_m '6': give metres", id="width as text"),
        pytest.param(bad(kind="road", width_m=0), "width_m 0: give metres", id="no width"),
        pytest.param(bad(kind="road", width_m=600), "above 0 up to 200", id="width in cm"),
        pytest.param(bad(kind="road", width_m=True), "width_m True", id="width no number"),
        pytest.param(feature(properties=None), "no zone_id", id="no properties"),
        pytest.param(feature(geometry=None), "geometry None", id="no geometry"),
        pytest.param("zone", "not a GeoJSON Feature", id="no feature"),
    ],
)  # fmt: skip
def test_bad_feature_is_refused_with_its_number_and_nothing_is_stored(
    land: Land, tmp_path: Path, second: object, what: str
) -> None:
    with pytest.raises(SettingsError, match=f"feature 2: .*({what})") as caught:
        zones.load(land.con, save(tmp_path, feature(), second))
    assert caught.value.file == tmp_path / "zones.geojson"
    assert stored(land) == []


def test_error_names_the_line_where_the_feature_starts(land: Land, tmp_path: Path) -> None:
    text = json.dumps(
        {
            "name": 'features {"',
            "type": "FeatureCollection",
            "crs": RD,
            "features": [feature(), bad(kind="village")],
        },
        indent=1,
    )
    with pytest.raises(SettingsError) as caught:
        zones.load(land.con, write(tmp_path, "z.json", text))
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines, 1) if line == "  {"]
    assert caught.value.line == starts[1]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("", "not JSON", id="empty file"),
        pytest.param('{"type": "FeatureCollection",\n', "2: not JSON", id="cut off"),
        pytest.param("[]", "not a GeoJSON FeatureCollection", id="list"),
        pytest.param('{"type": "FeatureCollection"}', "not a GeoJSON", id="no features"),
        pytest.param(
            '{"type": "FeatureCollection", "features": []}', "holds no features", id="none"
        ),
        pytest.param('{"a": NaN}', "NaN is no number", id="not a number"),
        pytest.param("[" * 100_000, "not JSON", id="nested without end"),
    ],
)
def test_file_that_is_no_zones_file_is_refused(
    land: Land, tmp_path: Path, text: str, what: str
) -> None:
    with pytest.raises(SettingsError, match=what):
        zones.load(land.con, write(tmp_path, "zones.geojson", text))


def test_missing_file_is_refused(land: Land, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        zones.load(land.con, tmp_path / "zones.geojson")


def test_text_that_is_not_utf8_is_refused(land: Land, tmp_path: Path) -> None:
    file = tmp_path / "zones.geojson"
    file.write_bytes(b"\xff\xfe{}")
    with pytest.raises(SettingsError, match="not JSON"):
        zones.load(land.con, file)


def test_rd_without_crs_is_refused_with_the_way_out(land: Land, tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match="outside 3 to 8 of WGS84: RD without `crs: EPSG:28992`"
    ):
        zones.load(land.con, save(tmp_path, feature(), crs=None))


def test_swapped_latitude_and_longitude_are_refused(land: Land, tmp_path: Path) -> None:
    swapped = [[[y, x] for x, y in DEGREES[0]]]
    drawn = feature(geometry={"type": "Polygon", "coordinates": swapped})
    with pytest.raises(SettingsError, match="outside 3 to 8"):
        zones.load(land.con, save(tmp_path, drawn, crs=None))


@pytest.mark.parametrize("crs", ["EPSG:31370", {"type": "link"}, 28992, "EPSG:128992"])
def test_other_coordinate_systems_are_refused(land: Land, tmp_path: Path, crs: object) -> None:
    with pytest.raises(SettingsError, match="known: EPSG:28992"):
        zones.load(land.con, save(tmp_path, feature(), crs=crs))
