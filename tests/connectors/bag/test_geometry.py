"""Coordinates of any dimension, holes, repairs, and what cannot be repaired."""

import re
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from connectors.bag.geometry import Batch, Ring
from tests.connectors.bag.world import (
    BOW_TIE,
    SQUARE,
    Result,
    place,
    pnd,
    point,
    polygon,
    read_records,
    vbo,
)

HOLE = "100002 460002 0 100004 460002 0 100004 460004 0 100002 460004 0 100002 460002 0"
FLAT = "100000 460000 100010 460000 100010 460010 100000 460010 100000 460000"
U_SHAPE = (
    "100000 460000 100030 460000 100030 460030 100025 460030 100025 460005 100005 460005 "
    "100005 460030 100000 460030 100000 460000"
)


def building(folder: Path, shape: str) -> Result:
    return read_records(folder, pnd(shape=shape))


def test_three_dimensions_become_two(tmp_path: Path) -> None:
    row = building(tmp_path, polygon(SQUARE)).row("building")
    shape = shapely.from_wkb(row["geometry"])
    assert shapely.get_coordinate_dimension(shape) == 2
    assert shape.bounds == (100000, 460000, 100010, 460010)
    assert (row["footprint_m2"], row["x"], row["y"]) == (100.0, 100005.0, 460005.0)


def test_srs_dimension_decides_how_numbers_are_read(tmp_path: Path) -> None:
    row = building(tmp_path, polygon(FLAT, dimension=2)).row("building")
    assert row["footprint_m2"] == 100.0


def test_a_hole_is_left_out_of_the_footprint(tmp_path: Path) -> None:
    row = building(tmp_path, polygon(SQUARE, HOLE)).row("building")
    assert row["footprint_m2"] == 96.0
    assert len(shapely.from_wkb(row["geometry"]).interiors) == 1


def test_a_surface_with_one_patch_is_a_polygon(tmp_path: Path) -> None:
    surface = polygon(SQUARE, HOLE).replace("gml:Polygon", "gml:Surface", 1)
    surface = surface.replace("<gml:exterior", "<gml:patches><gml:PolygonPatch><gml:exterior")
    surface = surface.replace("</gml:Polygon>", "</gml:PolygonPatch></gml:patches></gml:Surface>")
    assert building(tmp_path, surface).row("building")["footprint_m2"] == 96.0


def test_line_breaks_and_comments_in_coordinates_do_no_harm(tmp_path: Path) -> None:
    text = SQUARE.replace(" 0 ", " 0\n   ").replace("100010 460010", "100010<!-- 9 --> 460010")
    assert building(tmp_path, polygon(f"\n {text}\t\n")).row("building")["footprint_m2"] == 100.0


def test_the_point_lies_on_the_building(tmp_path: Path) -> None:
    row = building(tmp_path, polygon(U_SHAPE, dimension=2)).row("building")
    shape = shapely.from_wkb(row["geometry"])
    assert not shape.contains(shape.centroid)
    assert (
        shape.covers(shapely.Point(row["x"], row["y"]).buffer(-0.0).union(shape).envelope) is False
    )
    assert shape.distance(shapely.Point(row["x"], row["y"])) < 0.001


def test_two_real_parts_stay_and_the_area_with_them(tmp_path: Path) -> None:
    found = building(tmp_path, polygon(BOW_TIE))
    shape = shapely.from_wkb(found.row("building")["geometry"])
    assert (shape.geom_type, shape.area, shape.is_valid) == ("MultiPolygon", 50.0, True)
    original = str(found.notes["repaired_geometry_original/1884100000000001"])
    assert original.startswith("POLYGON ((100000")


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param("", id="none"),
        pytest.param(polygon("100000 460000 0 100010 460000 0"), id="two points"),
        pytest.param(polygon("x y 0 " + SQUARE), id="no numbers"),
        pytest.param(polygon("nan nan 0 " + SQUARE), id="not finite"),
        pytest.param(polygon(FLAT), id="two dimensions called three"),
        pytest.param(polygon(""), id="empty"),
        pytest.param(polygon(" ".join(["100000 460000 0"] * 4)), id="one point four times"),
    ],
)
def test_what_cannot_be_repaired_leaves_the_object(shape: str, tmp_path: Path) -> None:
    found = read_records(tmp_path, pnd(1, shape=shape), pnd(2))
    first, second = found.rows("building")
    assert [first[k] for k in ("geometry", "footprint_m2", "x", "y")] == [None] * 4
    assert second["footprint_m2"] == 100.0
    assert found.notes["without_geometry/PND"] == 1


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        (polygon(SQUARE).replace("28992", "7415"), "srsName .*7415' is not EPSG:28992"),
        (polygon(SQUARE, dimension=4), "srsDimension '4'"),
        (
            polygon(SQUARE).replace("</Objecten:geometrie>", "")
            + polygon(HOLE).replace("<Objecten:geometrie>", ""),
            "more than one polygon",
        ),
    ],
    ids=["other CRS", "four dimensions", "two polygons"],
)
def test_a_geometry_that_the_format_does_not_have_goes_to_quarantine(
    shape: str, reason: str, tmp_path: Path
) -> None:
    found = read_records(tmp_path, pnd(1, shape=shape), pnd(2))
    (bad,) = found.bad
    assert len(found.rows("building")) == 1
    assert re.search(reason, bad.reason)


def test_units_have_points_or_planes_and_places_have_planes(tmp_path: Path) -> None:
    plane = polygon(SQUARE).replace("<gml:Polygon", "<Objecten:vlak><gml:Polygon")
    plane = plane.replace("</gml:Polygon>", "</gml:Polygon></Objecten:vlak>")
    found = read_records(tmp_path, vbo(1), vbo(2, shape=plane), place("Ligplaats"))
    kinds = [
        (row["kind"], shapely.from_wkb(row["geometry"]).geom_type, row["x"], row["y"])
        for row in found.rows("address_unit")
    ]
    assert kinds == [
        ("unit", "Point", 100005.0, 460005.0),
        ("unit", "Polygon", 100005.0, 460005.0),
        ("berth", "Polygon", 100005.0, 460005.0),
    ]


@pytest.mark.parametrize("text", ["", "1", "x y", "inf 460000 0"])
def test_a_point_that_is_none_leaves_the_unit(text: str, tmp_path: Path) -> None:
    found = read_records(tmp_path, vbo(shape=point(text)))
    assert found.row("address_unit")["geometry"] is None
    assert found.notes["without_geometry/VBO"] == 1


coordinates = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=9, unique=True
)


@given(rings=st.lists(coordinates, min_size=1, max_size=4))
def test_every_polygon_comes_out_valid_and_slivers_gone(
    rings: list[list[tuple[int, int]]],
) -> None:
    batch = Batch()
    for number, ring in enumerate(rings):
        text = " ".join(f"{x / 4} {y / 4} 0.0" for x, y in [*ring, ring[0]])
        batch.rings[number] = [Ring(text, 3, False)]
    built = batch.build(len(rings), sliver_m2=0.01)
    for number, ring in enumerate(rings):
        given_shape = shapely.Polygon(np.array(ring) / 4)
        if built.wkb[number] is None:
            assert shapely.area(shapely.make_valid(given_shape)) < 0.1
            continue
        shape = shapely.from_wkb(built.wkb[number])
        assert shape.is_valid
        assert shape.geom_type in ("Polygon", "MultiPolygon")
        assert all(part.area >= 0.01 for part in shapely.get_parts(shape))
        assert (built.original[number] is None) == given_shape.is_valid
        kept = shapely.area(shapely.make_valid(given_shape))
        assert shape.area == pytest.approx(kept, abs=0.05)


def test_an_empty_batch_builds_nothing() -> None:
    assert Batch().build(2, sliver_m2=0.01).wkb == [None, None]
