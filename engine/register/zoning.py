"""Which zone and which site a place lies in, by zone polygons or, without them, by density."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from duckdb import DuckDBPyConnection

from engine.register.bag_objects import Bag, Bools, Floats, Ints, Shapes, points
from engine.register.density import addresses_within
from engine.register_settings import LocationSettings

BUILT_UP_KINDS = ("built_up", "business_park")
SITE_KINDS = ("recreation_site", "harbour")

_ZONES = """
SELECT zone_id, kind, name, geometry FROM zone
WHERE list_contains($kinds, kind) AND geometry IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY zone_id ORDER BY source, record_id) = 1
ORDER BY zone_id
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A recreation park or harbour; `shape` is its outline."""

    zone_id: str
    kind: str
    name: str | None
    shape: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Zoning:
    """Where units and buildings stand.

    Attributes:
        sites: recreation parks and harbours by `zone_id`.
        site_of_unit: index in `sites`, -1 for none; the lowest where sites overlap.
        site_of_building: the same, by a point on the building.
        outer_unit: True in the outer area.
        outer_building: the same, by a point on the building.
        known_unit: False where a unit has no point, so that its zone is not known.
        known_building: the same for buildings.
        drawn: True when polygons decided, False when density did.
    """

    sites: tuple[Site, ...]
    site_of_unit: Ints
    site_of_building: Ints
    outer_unit: Bools
    outer_building: Bools
    known_unit: Bools
    known_building: Bools
    drawn: bool


def locate(con: DuckDBPyConnection, bag: Bag, settings: LocationSettings) -> Zoning:
    """Find the zone and site of every unit and building.

    As soon as one built-up or business park polygon is given, what lies in none of them is in
    the outer area. Otherwise a place is in the outer area when fewer than `outer_density`
    units in use lie within `outer_radius_m`, itself included.

    Args:
        con: register with `zone`.
        bag: units and buildings.
        settings: `outer_density` and `outer_radius_m`.

    Returns:
        One answer per unit and building, in their order.
    """
    sites = tuple(Site(*row) for row in _polygons(con, SITE_KINDS))
    built_up = [row[3] for row in _polygons(con, BUILT_UP_KINDS)]
    outlines = [site.shape for site in sites]
    places = points(bag.units.xy)
    known_unit = ~shapely.is_missing(places)
    known_building = ~shapely.is_missing(bag.buildings.inside)
    inside = bag.buildings.inside
    if built_up:
        outer_unit = first_around(built_up, places) < 0
        outer_building = first_around(built_up, inside) < 0
    else:
        addresses = bag.units.xy[known_unit & bag.units.in_use]
        outer_unit = _is_sparse(addresses, bag.units.xy, known_unit, settings)
        at = np.full((len(inside), 2), np.nan)
        at[known_building] = shapely.get_coordinates(inside[known_building])
        outer_building = _is_sparse(addresses, at, known_building, settings)
    return Zoning(
        sites=sites,
        site_of_unit=first_around(outlines, places),
        site_of_building=first_around(outlines, inside),
        outer_unit=outer_unit & known_unit,
        outer_building=outer_building & known_building,
        known_unit=known_unit,
        known_building=known_building,
        drawn=bool(built_up),
    )


def first_around(polygons: Sequence[shapely.Geometry], places: Shapes) -> Ints:
    """Find the first polygon that each point lies in, its border included.

    Args:
        polygons: polygons in order of preference.
        places: points; None lies in nothing.

    Returns:
        Index in `polygons` per point, -1 for none.
    """
    found = np.full(len(places), len(polygons), dtype=np.int64)
    if len(polygons) and len(places):
        tree = shapely.STRtree(np.array(polygons, dtype=object))
        at, around = tree.query(places, predicate="intersects")
        np.minimum.at(found, at, around)
    return np.where(found == len(polygons), -1, found)


def _polygons(
    con: DuckDBPyConnection, kinds: Sequence[str]
) -> list[tuple[str, str, str | None, shapely.Geometry]]:
    rows = con.execute(_ZONES, {"kinds": list(kinds)}).fetchall()
    return [(zone, kind, name, shapely.from_wkb(bytes(wkb))) for zone, kind, name, wkb in rows]


def _is_sparse(
    addresses: Floats, places: Floats, known: Bools, settings: LocationSettings
) -> Bools:
    sparse = np.zeros(len(places), dtype=np.bool_)
    counts = addresses_within(addresses, settings.outer_radius_m, around=places[known])
    sparse[known] = counts < settings.outer_density
    return sparse
