"""Places of the map: locations where something is registered, with facts and outlines, no hits.

A place tells nothing that its neutral dossier does not tell: whether a rule hit it is not here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import h3
import numpy as np
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray

from connectors.geometry_rd import to_wgs84
from engine.exports import timeline
from engine.exports.papers import outlines
from engine.rule_settings import MapSettings
from engine.scoring import worklist
from engine.snapshot import Run

_POINT, _CORNER = 5, 6
"""Decimals of degrees: a metre for a point, a decimetre for the corner of a building."""

_BRANCHES = (
    "SELECT started_on, record_key, location_id FROM branch WHERE NOT coalesce(shielded, false)"
)
_LOCATED = """
WITH fact("on", record_key, location_id) AS ({facts}),
known AS (
    SELECT location_id, max("on") FILTER ("on" <= $as_of) AS newest,
           list_sort(list(DISTINCT split_part(record_key, ':', 1))) AS sources
    FROM fact
    WHERE location_id IS NOT NULL AND record_key IS NOT NULL
    GROUP BY location_id
)
SELECT l.location_id, l.label, l.town, l.zone, l.x, l.y, k.newest, coalesce(k.sources, [])
FROM locations l LEFT JOIN known k USING (location_id)
WHERE l.x IS NOT NULL AND l.y IS NOT NULL
ORDER BY l.label, l.location_id
"""

Ring = list[list[float]]


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A location with a business, permit, licence, report or measure.

    Attributes:
        zone: `outer` or `built_up`; None when that is not known.
        lon, lat: degrees, to about a metre.
        hexagon: the hexagon of the map in which it lies.
        newest: day of its newest dated fact; None without one.
        sources: of its records, sorted.
    """

    location_id: str
    label: str
    town: str | None
    zone: str | None
    lon: float
    lat: float
    hexagon: str
    newest: date | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A building of a location: `ring` in degrees, closed, holes left out."""

    location_id: str
    ring: Ring


@dataclass(frozen=True, slots=True)
class ZoneOutline:
    """A part of a zone; `name` None when it has none, `ring` in degrees, holes left out."""

    kind: str
    name: str | None
    ring: Ring


@dataclass(frozen=True, slots=True)
class TownName:
    """Where the name of a village stands: the middle of its locations, in degrees."""

    name: str
    lon: float
    lat: float


def read(run: Run, *, settings: MapSettings) -> list[MapPlace]:
    """Places of a run, by label; those without coordinates are left out."""
    with run.connect() as con:
        active = set(worklist.control_population(con))
        rows = con.execute(_LOCATED.format(facts=_facts()), {"as_of": run.as_of}).fetchall()
    rows = [row for row in rows if row[0] in active]
    x, y = (np.array([row[axis] for row in rows], dtype=np.float64) for axis in (4, 5))
    lon, lat = to_wgs84(x, y)
    return [
        MapPlace(
            name, label, town, zone, round(float(lon[i]), _POINT),
            round(float(lat[i]), _POINT),
            h3.latlng_to_cell(float(lat[i]), float(lon[i]), settings.resolution),
            newest, tuple(sources),
        )
        for i, (name, label, town, zone, _, _, newest, sources) in enumerate(rows)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bunch:
    """Places close together as one point: the middle of them in degrees, and how many."""

    lon: float
    lat: float
    places: int


def gather(places: Sequence[MapPlace], *, resolution: int) -> list[Bunch]:
    """Places counted per small hexagon, by hexagon.

    Args:
        places: any number of them.
        resolution: of the small hexagons (H3).
    """
    found: dict[str, list[MapPlace]] = {}
    for place in places:
        found.setdefault(h3.latlng_to_cell(place.lat, place.lon, resolution), []).append(place)
    return [
        Bunch(
            round(sum(one.lon for one in some) / len(some), _POINT),
            round(sum(one.lat for one in some) / len(some), _POINT),
            len(some),
        )
        for _, some in sorted(found.items())
    ]


def shapes(run: Run, location_ids: Collection[str]) -> list[Outline]:
    """Buildings of locations as they are drawn, by location; small corners are left out."""
    with run.connect() as con:
        found = outlines.read(con, location_ids)
    return [
        Outline(name, ring)
        for name, buildings in sorted(found.items())
        for building in buildings
        for ring in rings(building, simplify_m=0.5)
    ]


def zones(run: Run) -> list[ZoneOutline]:
    """Zones of the zones file, by zone; corners within three metres of the line are left out."""
    table = run.table("tables/zone").sort_by("zone_id")
    return [
        ZoneOutline(row["kind"], row["name"], ring)
        for row in table.to_pylist()
        for ring in rings(shapely.from_wkb(row["geometry"]), simplify_m=3)
    ]


def towns(run: Run) -> list[TownName]:
    """Villages with a location that has coordinates, by name."""
    table = run.table("locations")
    placed = table.filter(pc.and_(pc.is_valid(table["x"]), pc.is_valid(table["town"])))
    middles = placed.group_by("town").aggregate([("x", "mean"), ("y", "mean")]).sort_by("town")
    x, y = (np.asarray(middles[name], dtype=np.float64) for name in ("x_mean", "y_mean"))
    lon, lat = to_wgs84(x, y)
    return [
        TownName(name, round(float(one), _POINT), round(float(other), _POINT))
        for name, one, other in zip(middles["town"].to_pylist(), lon, lat, strict=True)
    ]


def rings(shape: shapely.Geometry, *, simplify_m: float) -> list[Ring]:
    """Outer rings in degrees of the polygons of a shape in RD metres.

    Args:
        shape: lines and points in it are passed over.
        simplify_m: corners that lie closer to the line without them are left out.
    """
    return [
        _degrees(shapely.get_coordinates(shapely.get_exterior_ring(part)))
        for part in shapely.get_parts(shapely.simplify(shape, simplify_m))
        if shapely.get_type_id(part) == shapely.GeometryType.POLYGON
    ]


def _degrees(corners: NDArray[np.float64]) -> Ring:
    lon, lat = to_wgs84(corners[:, 0], corners[:, 1])
    pairs = zip(lon.round(_CORNER).tolist(), lat.round(_CORNER).tolist(), strict=True)
    return [[one, other] for one, other in pairs]


def _facts() -> str:
    """Day, record and location of every dated fact that a neutral dossier shows."""
    parts = [_BRANCHES]
    for select in timeline.DATED.values():
        head, _, table = select.rpartition("FROM")
        parts.append(
            f'SELECT "on", record_key, location_id FROM ({head}, record_key, location_id'
            f' FROM {table}) AS f("on")'
        )
    return " UNION ALL ".join(parts)
