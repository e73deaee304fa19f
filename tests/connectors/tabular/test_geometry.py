"""Geometry cells become WKB in RD, from WKT, GeoJSON or WKB."""

import json

import pytest
import shapely

from connectors.tabular.geometry import RD, WGS84, to_wkb

POINT = {"type": "Point", "coordinates": [5.38720621, 52.15517440]}
AMERSFOORT = (155_000.0, 463_000.0)


@pytest.mark.parametrize(
    ("cell", "crs"),
    [
        pytest.param(POINT, None, id="GeoJSON object"),
        pytest.param(json.dumps(POINT), None, id="GeoJSON text"),
        pytest.param("POINT (5.38720621 52.15517440)", WGS84, id="WKT in degrees"),
        pytest.param("POINT (155000 463000)", None, id="WKT in RD"),
        pytest.param("POINT Z (155000 463000 3)", RD, id="height is dropped"),
        pytest.param({"type": "Point", "coordinates": list(AMERSFOORT)}, RD, id="GeoJSON in RD"),
        pytest.param(shapely.to_wkb(shapely.Point(AMERSFOORT)), None, id="WKB"),
    ],
)
def test_same_place_in_every_notation(cell: object, crs: str | None) -> None:
    made = shapely.from_wkb(to_wkb(cell, crs))
    assert not made.has_z
    assert made.distance(shapely.Point(AMERSFOORT)) < 1.0


@pytest.mark.parametrize("cell", ["POINT EMPTY", {"type": "Point", "coordinates": []}])
def test_empty_geometry_is_unknown(cell: object) -> None:
    assert to_wkb(cell, None) is None


@pytest.mark.parametrize(
    ("cell", "crs", "what"),
    [
        ("POINT (4.6 52.2)", None, "set crs to one of EPSG:28992, EPSG:4326"),
        (POINT, RD, "outside the area of RD"),
        ("POINT (4.6", None, "not a geometry"),
        ("perceel 12", None, "not a geometry"),
        ({"type": "Punt", "coordinates": []}, None, "not a geometry"),
        (12, None, "not a geometry"),
        (b"\x00", None, "not a geometry"),
    ],
)
def test_what_is_no_place_in_rd_is_refused(cell: object, crs: str | None, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        to_wkb(cell, crs)
