"""Which units and buildings form one location: yards, sites, units and lone buildings.

A group is named by a node: unit index, then building index, then site index, counted on.
"""

from dataclasses import dataclass, replace

import numpy as np

from engine.register import yard_land
from engine.register.bag_objects import Bag, Bools, Ints
from engine.register.holdings import Holdings, components
from engine.register.roads import Roads
from engine.register.zoning import Zoning
from engine.register_settings import LocationSettings

NONE = -1


@dataclass(frozen=True, slots=True)
class Groups:
    """The node of each unit and building, and what kind of location a node is.

    Attributes:
        of_unit: node per unit.
        of_building: node per building, -1 for a lone building that is too small.
        is_yard: True for units whose node is a yard.
    """

    of_unit: Ints
    of_building: Ints
    is_yard: Bools


def form(
    bag: Bag, zoning: Zoning, holdings: Holdings, roads: Roads, settings: LocationSettings
) -> Groups:
    """Put every unit in one group, and every building in one or, when small and lone, in none.

    1. What lies in a recreation park or harbour belongs to that site.
    2. In the outer area units that share a building form a yard; so do units on one holding
       at most `yard_distance_m` apart, unless that makes more than `yard_max_units`.
    3. Elsewhere each unit, and everywhere each berth and pitch, is a location of its own.
    4. A building belongs with its users: the ones in use, else the former. When they are in
       different locations it is a location of its own, so that a fact about the whole
       building never lands on one household.
    5. A building without a unit joins, within `yard_distance_m` from edge to edge, the nearest
       yard on the same holding, else what is nearest, if that is in the outer area. Ties go to
       the lowest object id. What is left is a lone building, from `min_building_m2`.
    6. Nothing joins across a road: a building and a unit, and two units, with one between them
       are not near, and a building whose users are all across is a location of its own. Only a
       drawn site, and what itself stands on a road, can lie on both sides of one.

    Args:
        bag: units, buildings and which use which.
        zoning: where they stand.
        holdings: land by right holder; empty when ownership is not known.
        roads: roads that end a yard; none when the zones file has none.
        settings: distances and sizes.

    Returns:
        Nodes of all units and buildings.
    """
    across = roads.between(bag.units.shape[bag.uses[:, 0]], bag.buildings.shape[bag.uses[:, 1]])
    alone = bag.uses[across, 1]
    bag = replace(bag, uses=bag.uses[~across])
    of_unit, is_yard = _start(bag, zoning)
    of_building = _house(bag, zoning, of_unit, alone)
    targets = yard_land.targets(bag, holdings, of_unit, of_building, _takes(bag, zoning, is_yard))
    joined = yard_land.join(targets, of_unit[is_yard], roads, settings)
    of_unit = np.where(is_yard, _follow(joined, of_unit), of_unit)
    of_building = _follow(joined, of_building)
    loose = np.flatnonzero(of_building == NONE)
    if zoning.drawn:
        loose = loose[zoning.outer_building[loose]]
    targets = targets.following(joined)
    near = yard_land.nearest(bag, loose, holdings, targets, roads, settings)
    of_building[loose] = near
    return Groups(of_unit, _lone(bag, of_building, settings), is_yard)


def _start(bag: Bag, zoning: Zoning) -> tuple[Ints, Bools]:
    """Start a group per site, per set of outer units that share buildings, per other unit."""
    units, size = bag.units, len(bag.units.ids)
    if not size:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_)
    on_site = zoning.site_of_unit >= 0
    free = ~on_site & np.array([kind == "unit" for kind in units.kind], dtype=np.bool_)
    uses = bag.uses[free[bag.uses[:, 0]]]
    linked = components(_first_site(bag), uses + np.array([0, size]))[:size]
    outer = zoning.outer_unit[_deciding(linked, units.in_use)]
    is_yard = free & outer
    of_unit = np.where(is_yard, linked, np.arange(size))
    return np.where(on_site, _first_site(bag) + zoning.site_of_unit, of_unit), is_yard


def _deciding(linked: Ints, in_use: Bools) -> Ints:
    """For each unit the lowest one in use that it is linked to, else the lowest."""
    size = len(linked)
    decides = np.full(size, size, dtype=np.int64)
    np.minimum.at(decides, linked[in_use], np.flatnonzero(in_use))
    return np.where(decides == size, np.arange(size), decides)[linked]


def _house(bag: Bag, zoning: Zoning, of_unit: Ints, alone: Ints) -> Ints:
    """Place the buildings that have users, had them across a road, or stand on a site; else -1."""
    size, shared = len(bag.buildings.ids), _first_building(bag) + np.arange(len(bag.buildings.ids))
    node = np.full(size, NONE, dtype=np.int64)
    node[alone] = shared[alone]
    for in_use in (False, True):
        uses = bag.uses[bag.units.in_use[bag.uses[:, 0]] == in_use]
        lowest = np.full(size, _first_site(bag) + len(zoning.sites), dtype=np.int64)
        highest = np.full(size, NONE, dtype=np.int64)
        np.minimum.at(lowest, uses[:, 1], of_unit[uses[:, 0]])
        np.maximum.at(highest, uses[:, 1], of_unit[uses[:, 0]])
        node = np.where(highest >= 0, np.where(lowest == highest, lowest, shared), node)
    undecided = (node == NONE) | (node == shared)
    on_site = undecided & (zoning.site_of_building >= 0)
    return np.where(on_site, _first_site(bag) + zoning.site_of_building, node)


def _takes(bag: Bag, zoning: Zoning, is_yard: Bools) -> Bools:
    """Say which units take in a building without a unit: yards, and berths and pitches there."""
    no_unit = np.array([kind != "unit" for kind in bag.units.kind], dtype=np.bool_)
    return is_yard | (no_unit & zoning.outer_unit & (zoning.site_of_unit < 0))


def _follow(joined: Ints, node: Ints) -> Ints:
    """Rename the nodes that were joined to another; others, and -1, stay."""
    known = (node >= 0) & (node < len(joined))
    return np.where(known, joined[np.where(known, node, 0)] if len(joined) else node, node)


def _lone(bag: Bag, of_building: Ints, settings: LocationSettings) -> Ints:
    """Make what is left a location of its own, unless it is known to be too small."""
    left = of_building == NONE
    small = bag.buildings.area_m2 < settings.min_building_m2
    alone = _first_building(bag) + np.arange(len(of_building))
    return np.where(left, np.where(small, NONE, alone), of_building)


def _first_building(bag: Bag) -> int:
    return len(bag.units.ids)


def _first_site(bag: Bag) -> int:
    return len(bag.units.ids) + len(bag.buildings.ids)
