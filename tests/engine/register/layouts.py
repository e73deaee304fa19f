"""Invented land as arrays, without a database: houses, barns and parcels on one open field."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import affinity

from engine.register import scored_places, yards
from engine.register.bag_objects import Bag, Buildings, Shapes, Units, points
from engine.register.holdings import Holdings
from engine.register.roads import NO_ROADS, Roads
from engine.register.zoning import Zoning
from engine.settings import load_settings

LOCATIONS = load_settings().locations


@dataclass(frozen=True, slots=True)
class Thing:
    """A building; `unit` is the id of a unit in it, and `also` of units that use it too."""

    id: str
    shape: shapely.Geometry
    unit: str | None = None
    also: tuple[str, ...] = ()


def box(x: float, y: float, width: float, depth: float, degrees: float = 0) -> shapely.Geometry:
    """A rectangle around a point, turned."""
    shape = shapely.box(x - width / 2, y - depth / 2, x + width / 2, y + depth / 2)
    return affinity.rotate(shape, degrees)


def shapes(found: Sequence[shapely.Geometry | None]) -> Shapes:
    array = np.empty(len(found), dtype=object)
    array[:] = found
    return array


def road(line: Sequence[tuple[float, float]], width: float = 6.0) -> shapely.Geometry:
    return shapely.LineString(line).buffer(width / 2, cap_style="flat")


def roads(*surfaces: shapely.Geometry) -> Roads:
    return Roads(shapes(surfaces), len(surfaces))


def bag_of(things: Sequence[Thing]) -> Bag:
    """The BAG of these buildings; everything in use, units stand inside their own building."""
    things = sorted(things, key=lambda thing: thing.id)
    own = {thing.unit: thing for thing in things if thing.unit is not None}
    ids = sorted(own)
    outline = shapes([thing.shape for thing in things])
    at = shapely.point_on_surface(shapes([own[one].shape for one in ids]))
    inside = shapely.point_on_surface(outline)
    uses = [
        (ids.index(user), index)
        for index, thing in enumerate(things)
        for user in (thing.unit, *thing.also)
        if user in own
    ]
    xy = shapely.get_coordinates(at).reshape(-1, 2)
    units = Units(
        tuple(ids), ("unit",) * len(ids), np.ones(len(ids), dtype=np.bool_), xy, points(xy),
        ((),) * len(ids),
    )  # fmt: skip
    buildings = Buildings(
        tuple(thing.id for thing in things), np.ones(len(things), dtype=np.bool_),
        shapely.get_coordinates(inside).reshape(-1, 2), inside, outline, shapely.area(outline),
    )  # fmt: skip
    return Bag(units, buildings, np.array(sorted(set(uses)), dtype=np.int64).reshape(-1, 2))


def open_field(bag: Bag) -> Zoning:
    """Everything lies in the outer area, and there are no sites."""
    units, buildings = len(bag.units.ids), len(bag.buildings.ids)
    none_unit, none_building = np.full(units, -1), np.full(buildings, -1)
    yes_unit, yes_building = np.ones(units, dtype=np.bool_), np.ones(buildings, dtype=np.bool_)
    return Zoning(
        (), none_unit, none_building, yes_unit, yes_building, yes_unit, yes_building, drawn=True
    )


def one_holding(*parcels: shapely.Geometry) -> Holdings:
    """Parcels of one right holder."""
    return Holdings(shapes(parcels), (frozenset({0}),) * len(parcels))


def located(
    things: Sequence[Thing], wide: Roads = NO_ROADS, land: Holdings | None = None
) -> dict[str, str]:
    """Location by building and unit; fails when one is in two."""
    bag = bag_of(things)
    zones = open_field(bag)
    groups = yards.form(bag, zones, land or one_holding(), wide, LOCATIONS)
    found: list[tuple[str, str]] = []
    for place in scored_places.make(bag, zones, groups):
        found += [(bag.units.ids[i], place.location_id) for i in place.members.units]
        found += [(bag.buildings.ids[i], place.location_id) for i in place.members.buildings]
    assert len(found) == len(dict(found)), "a member is in one location"
    return dict(found)
