"""The three ways in which one source writes where: RD, `lat lon` and `lon lat`.

`geometrie` is WKT in RD and goes first; the others are derived from it. What does not lie in the
Netherlands is no place: a value in the wrong range is reported and not used.
"""

import re
from collections.abc import Mapping

import numpy as np
import shapely
from numpy.typing import NDArray

from connectors import geometry_rd
from engine.register_settings import BoundarySettings

_PAIR = re.compile(r"\s*(-?[0-9]+(?:\.[0-9]+)?)\s*[ ,]\s*(-?[0-9]+(?:\.[0-9]+)?)\s*")
_WKT = re.compile(r"\s*[A-Za-z]")


class NoShape(ValueError):
    """A text is no geometry, or one outside the country; the message names the field."""


def shape_of(fields: Mapping[str, str], ranges: BoundarySettings) -> shapely.Geometry | None:
    """The geometry of a marking in RD, None when it has none.

    Args:
        fields: `geometrie`, `locatiepunt`, `locatiegebied`, `spatial`, as delivered.
        ranges: values that lie in the country, closed.

    Raises:
        NoShape: it cannot be read, or lies elsewhere.
    """
    if text := fields.get("geometrie") or fields.get("spatial"):
        name = "geometrie" if fields.get("geometrie") else "spatial"
        return _in_range(_planar(text, name), ranges.rd_x_m, ranges.rd_y_m, name)
    for name in ("locatiepunt", "locatiegebied"):
        if text := fields.get(name):
            return _from_degrees(text, name, ranges)
    return None


def point_of(text: str, ranges: BoundarySettings, name: str) -> shapely.Geometry:
    """A point from `lat lon` or `lat,lon`, in RD.

    Raises:
        NoShape: it cannot be read, or lies elsewhere.
    """
    lat, lon = _pair(text, name)
    return _to_rd(shapely.Point(lon, lat), ranges, name)


def together(shapes: list[shapely.Geometry], *, is_place: bool) -> shapely.Geometry | None:
    """All shapes of a notice as one geometry, None when there are none.

    Args:
        shapes: in RD, in any order.
        is_place: False makes even one point a MultiPoint, so that nothing takes it for a place.
    """
    if not shapes:
        return None
    parts = _parts(shapes)
    kinds = {part.geom_type for part in parts}
    if len(parts) == 1 and (is_place or kinds != {"Point"}):
        return parts[0]
    if len(kinds) > 1:
        return shapely.GeometryCollection(parts)
    return _MANY[kinds.pop()](parts)


_MANY = {
    "Point": shapely.MultiPoint,
    "LineString": shapely.MultiLineString,
    "Polygon": shapely.MultiPolygon,
}


def _parts(shapes: list[shapely.Geometry]) -> list[shapely.Geometry]:
    """Single points, lines and areas, each once, in an order of their own."""
    found: dict[bytes, shapely.Geometry] = {}
    for shape in shapes:
        for part in [shape] if shape.geom_type in _MANY else shapely.get_parts(shape):
            found[shapely.to_wkb(part)] = part
    return [found[key] for key in sorted(found) if found[key].geom_type in _MANY]


def _planar(text: str, name: str) -> shapely.Geometry:
    if _WKT.match(text):
        return _wkt(text, name)
    return shapely.Point(_pair(text, name))


def _from_degrees(text: str, name: str, ranges: BoundarySettings) -> shapely.Geometry:
    """Points are `lat lon` or `lat,lon`; lines and areas are WKT in lon lat."""
    if _WKT.match(text):
        return _to_rd(_wkt(text, name), ranges, name)
    return point_of(text, ranges, name)


def _wkt(text: str, name: str) -> shapely.Geometry:
    try:
        shape = shapely.from_wkt(text)
    except shapely.errors.ShapelyError as error:
        raise NoShape(f"{name}: no WKT that can be read") from error
    if shape.is_empty:
        raise NoShape(f"{name}: empty")
    return shapely.force_2d(shape)


def _pair(text: str, name: str) -> tuple[float, float]:
    found = _PAIR.fullmatch(text)
    if found is None:
        raise NoShape(f"{name}: not two numbers")
    return float(found[1]), float(found[2])


def _to_rd(shape: shapely.Geometry, ranges: BoundarySettings, name: str) -> shapely.Geometry:
    _in_range(shape, ranges.lon_degrees, ranges.lat_degrees, name)
    return shapely.transform(shape, _transformed)


def _transformed(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    points: NDArray[np.float64] = np.column_stack(geometry_rd.to_rd(degrees[:, 0], degrees[:, 1]))
    return points.round(3)


def _in_range(
    shape: shapely.Geometry,
    first: tuple[float, float],
    second: tuple[float, float],
    name: str,
) -> shapely.Geometry:
    west, south, east, north = shape.bounds
    if first[0] <= west <= east <= first[1] and second[0] <= south <= north <= second[1]:
        return shape
    raise NoShape(f"{name}: outside the range of its coordinate system")
