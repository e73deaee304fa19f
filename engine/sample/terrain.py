"""The ground: the real outline in RD, village centres, lakes, and what lies inside what.

The outline is real (see SOURCE.md), the village names and codes are real, lakes are ellipses
and the area of a village is that of the nearest centre.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from engine.sample.world import Ring, Town

OUTLINE = Path(__file__).with_name("outline.geojson")
_RD = (
    "+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 "
    "+y_0=463000 +ellps=bessel +units=m +no_defs "
    "+type=crs +towgs84=565.4171,50.3319,465.5524,-0.398957388,0.343987817,-1.877401640,4.0725"
)
"""RD with its seven-parameter shift written out, so that no grid file changes the result."""

_TOWNS = (
    # code, name, postcode area, longitude, latitude, share of the addresses
    ("3042", "Roelofarendsveen", "2371", 4.630, 52.197, 0.324),
    ("3541", "Leimuiden", "2451", 4.673, 52.219, 0.168),
    ("3043", "Woubrugge", "2481", 4.637, 52.170, 0.128),
    ("3039", "Oude Wetering", "2377", 4.648, 52.210, 0.125),
    ("3546", "Rijpwetering", "2375", 4.584, 52.1955, 0.067),
    ("3034", "Hoogmade", "2355", 4.583, 52.1715, 0.063),
    ("3040", "Rijnsaterwoude", "2465", 4.668, 52.1975, 0.043),
    ("3540", "Oud Ade", "2374", 4.552, 52.193, 0.034),
    ("3035", "Kaag", "2159", 4.565, 52.213, 0.025),
    ("3037", "Nieuwe Wetering", "2376", 4.612, 52.207, 0.023),
)
_LAKES = (
    # longitude, latitude, half width and half height in metres
    (4.653, 52.187, 620.0, 1050.0),
    (4.575, 52.2055, 560.0, 380.0),
)


@dataclass(frozen=True, slots=True)
class Terrain:
    """Where things may stand.

    Attributes:
        land: the municipality without lakes.
        lakes: the lakes.
        areas: area of each town, by woonplaats code.
        shares: share of the addresses, by woonplaats code.
    """

    land: shapely.Geometry
    lakes: tuple[shapely.Geometry, ...]
    areas: dict[str, shapely.Geometry]
    shares: dict[str, float]
    _inner: dict[tuple[str, float], shapely.Geometry] = field(default_factory=dict)

    def inside(self, town: Town, points: NDArray[np.float64], margin: float) -> NDArray[np.bool_]:
        """Tell which points lie in the town's area, at least `margin` metres from its edge."""
        key = (town.town_id, margin)
        if key not in self._inner:
            self._inner[key] = self.areas[town.town_id].buffer(-margin)
            shapely.prepare(self._inner[key])
        area = self._inner[key]
        return np.asarray(shapely.contains_xy(area, points[:, 0], points[:, 1]))

    def shore(self, town: Town) -> NDArray[np.float64]:
        """Points along the lake shore in the town's area, about 14 m apart; may be empty."""
        rings = [lake.exterior.segmentize(14.0) for lake in self.lakes]
        points = np.vstack([shapely.get_coordinates(ring)[:-1] for ring in rings])
        area = self.areas[town.town_id].buffer(12.0)
        inside: NDArray[np.bool_] = shapely.contains_xy(area, points[:, 0], points[:, 1])
        return np.asarray(points[inside], dtype=np.float64)


def to_rd(lon: float, lat: float) -> tuple[float, float]:
    """WGS84 degrees to RD metres, rounded to mm."""
    x, y = Transformer.from_crs("EPSG:4326", _RD, always_xy=True).transform(lon, lat)
    return round(x, 3), round(y, 3)


def to_wgs84(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """RD metres to WGS84 degrees, rounded to 7 decimals (1 cm); shape (n, 2) both ways."""
    transformer = Transformer.from_crs(_RD, "EPSG:4326", always_xy=True)
    lon, lat = transformer.transform(points[:, 0], points[:, 1])
    return np.round(np.column_stack([lon, lat]), 7)


def make() -> tuple[Terrain, list[Town]]:
    """Read the outline and divide it among the ten villages."""
    outline = _outline()
    lakes = tuple(_ellipse(*lake) for lake in _LAKES)
    towns = [Town(code, name, area, *to_rd(lon, lat)) for code, name, area, lon, lat, _ in _TOWNS]
    cells = _nearest_areas(outline, towns)
    land = shapely.difference(outline, shapely.union_all(lakes))
    areas = {}
    for town, cell in zip(towns, cells, strict=True):
        town.area = _ring(_largest(cell))
        areas[town.town_id] = _largest(shapely.intersection(cell, land))
    shares = {code: share for code, *_, share in _TOWNS}
    return Terrain(land, lakes, areas, shares), towns


def _outline() -> shapely.Geometry:
    feature = json.loads(OUTLINE.read_text("utf-8"))["features"][0]
    shape = _largest(shapely.from_geojson(json.dumps(feature["geometry"])))
    transformer = Transformer.from_crs("EPSG:4326", _RD, always_xy=True)
    points = shapely.get_coordinates(shape)
    x, y = transformer.transform(points[:, 0], points[:, 1])
    return shapely.Polygon(np.round(np.column_stack([x, y]), 3))


def _ellipse(lon: float, lat: float, half_x: float, half_y: float) -> shapely.Geometry:
    x, y = to_rd(lon, lat)
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    return shapely.Polygon(
        np.column_stack([x + half_x * np.cos(angle), y + half_y * np.sin(angle)])
    )


def _nearest_areas(outline: shapely.Geometry, towns: list[Town]) -> list[shapely.Geometry]:
    """For each town the part of the outline that is nearer to it than to any other."""
    found = []
    for town in towns:
        cell = outline
        for other in towns:
            if other is not town:
                cell = shapely.intersection(cell, _half_plane(town, other))
        found.append(cell)
    return found


def _half_plane(town: Town, other: Town) -> shapely.Geometry:
    middle = np.array([(town.x + other.x) / 2, (town.y + other.y) / 2])
    away = np.array([town.x - other.x, town.y - other.y])
    away /= np.hypot(*away)
    along = np.array([-away[1], away[0]])
    far = 30_000.0
    near = (middle - far * along, middle + far * along)
    return shapely.Polygon([near[0], near[1], near[1] + far * away, near[0] + far * away])


def _largest(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    return parts[int(np.argmax(shapely.area(parts)))]


def _ring(shape: shapely.Geometry) -> Ring:
    points = shapely.get_coordinates(shape.exterior)[:-1]
    return tuple((round(float(x), 3), round(float(y), 3)) for x, y in points)
