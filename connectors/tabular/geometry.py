"""Geometry cells: WKT in RD or GeoJSON in WGS84, unless `crs` says otherwise, to WKB in RD."""

import json
from collections.abc import Mapping

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import ShapelyError

from connectors.geometry_rd import to_rd

RD = "EPSG:28992"
WGS84 = "EPSG:4326"
CRS = (RD, WGS84)
_RD_BOUNDS = (-7_000.0, 289_000.0, 300_000.0, 629_000.0)
"""Area of use of RD, metres: x from, y from, x to, y to (EPSG:28992)."""


def to_wkb(cell: object, crs: str | None) -> bytes | None:
    """Return a geometry as WKB in RD, None when it is empty.

    Args:
        cell: WKT text, GeoJSON text or object, or WKB bytes.
        crs: `EPSG:28992`, `EPSG:4326`, or None: GeoJSON is WGS84, anything else RD.

    Raises:
        ValueError: not a geometry, or outside the area of RD.
    """
    is_geojson = isinstance(cell, Mapping) or (isinstance(cell, str) and cell.startswith("{"))
    try:
        shape = shapely.force_2d(_shape(cell, is_geojson=is_geojson))
    except (ShapelyError, TypeError) as error:
        raise ValueError("not a geometry: give WKT or GeoJSON") from error
    if shape is None or shape.is_empty:
        return None
    if (crs or (WGS84 if is_geojson else RD)) == WGS84:
        shape = shapely.transform(shape, _to_rd)
    _check_bounds(shape.bounds)
    return bytes(shapely.to_wkb(shape))


def _shape(cell: object, *, is_geojson: bool) -> shapely.Geometry:
    if is_geojson:
        return shapely.from_geojson(cell if isinstance(cell, str) else json.dumps(cell))
    return shapely.from_wkb(cell) if isinstance(cell, bytes) else shapely.from_wkt(cell)


def _check_bounds(bounds: tuple[float, float, float, float]) -> None:
    x_from, y_from, x_to, y_to = _RD_BOUNDS
    if not (x_from <= bounds[0] <= bounds[2] <= x_to and y_from <= bounds[1] <= bounds[3] <= y_to):
        raise ValueError(f"outside the area of RD: set crs to one of {', '.join(CRS)}")


def _to_rd(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(to_rd(points[:, 0], points[:, 1]))
