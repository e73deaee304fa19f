"""Three notations of a place in one source, and values that lie nowhere."""

import math

import pytest
import shapely

from connectors.koop import geometry
from connectors.koop.geometry import NoShape
from engine.settings import load_settings

RANGES = load_settings().boundaries
RD = {"geometrie": "POINT(151229 368702)"}


def _shape(**fields: str) -> shapely.Geometry:
    found = geometry.shape_of(fields, RANGES)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"locatiepunt": "51.3075724542547 5.33312320398434"}, id="lat lon"),
        pytest.param({"locatiegebied": "51.307572,5.3331232"}, id="lat,lon"),
        pytest.param({"spatial": "151229 368702"}, id="RD without WKT"),
    ],
)
def test_notations_of_one_point_agree_within_a_metre(fields: dict[str, str]) -> None:
    assert _shape(**RD).distance(_shape(**fields)) < 1


def test_lines_and_areas_in_degrees_are_lon_lat() -> None:
    line = _shape(locatiegebied="LINESTRING(5.3331232 51.307572, 5.3332093 51.307564)")
    assert line.geom_type == "LineString"
    assert shapely.Point(151229, 368702).distance(line) < 1


def test_rd_goes_before_degrees() -> None:
    assert _shape(**RD, locatiepunt="52.0 4.0").x == 151229


def test_third_dimension_is_dropped() -> None:
    assert _shape(geometrie="POINT Z (151229 368702 3)").has_z is False


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"geometrie": "POINT(5.33 51.3)"}, id="degrees as RD"),
        pytest.param({"geometrie": "POINT(151229"}, id="cut off"),
        pytest.param({"geometrie": "POINT EMPTY"}, id="empty"),
        pytest.param({"geometrie": "ergens"}, id="words"),
        pytest.param({"locatiepunt": "5.33 51.3"}, id="lon lat as lat lon"),
        pytest.param({"locatiepunt": "51.3"}, id="one number"),
        pytest.param({"locatiegebied": "POINT(51.3 5.33)"}, id="lat lon in WKT"),
    ],
)
def test_value_that_lies_nowhere_is_no_geometry(fields: dict[str, str]) -> None:
    with pytest.raises(NoShape) as caught:
        geometry.shape_of(fields, RANGES)
    assert str(caught.value).split(":")[0] in fields


def test_no_field_is_no_geometry() -> None:
    assert geometry.shape_of({}, RANGES) is None
    assert geometry.together([], is_place=True) is None


def _kind(*shapes: shapely.Geometry, is_place: bool = False) -> str:
    found = geometry.together(list(shapes), is_place=is_place)
    assert found is not None
    return str(found.geom_type)


def test_shapes_are_put_together_in_an_order_of_their_own() -> None:
    one, two = shapely.Point(1, 1), shapely.Point(2, 2)
    line = shapely.LineString([(0, 0), (1, 1)])
    forth, back = ([one, two, one], [two, one])
    assert geometry.together(forth, is_place=False) == geometry.together(back, is_place=False)
    assert _kind(one, line) == "GeometryCollection"
    assert _kind(line) == "LineString"
    assert _kind(shapely.MultiPoint([one, two])) == "MultiPoint"


def test_point_that_is_no_place_is_a_multipoint() -> None:
    assert _kind(shapely.Point(1, 1), is_place=True) == "Point"
    assert _kind(shapely.Point(1, 1)) == "MultiPoint"


def test_datum_shift_is_applied() -> None:
    point = geometry.point_of("52.15517440 5.38720621", RANGES, "locatiepunt")
    assert math.hypot(point.x - 155000, point.y - 463000) < 1
