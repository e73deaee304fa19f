"""How yards grow: by land of one right holder, then by what stands nearest.

Ownership joins and never separates: on a farm the house is often private and the barn in the
own company, and a pseudonym made from a name alone cannot show that two holders are one.
"""

from dataclasses import dataclass, replace

import numpy as np
import shapely

from engine.register.bag_objects import Bag, Bools, Floats, Ints, Shapes
from engine.register.holdings import Holdings, components
from engine.register_settings import LocationSettings

Land = tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """What a building can stand nearest to: each building with users, each unit without one.

    Attributes:
        shape: outline or point to measure from.
        node: the group there.
        unit: its lowest unit, which decides ties.
        takes: True in the outer area, where buildings join; elsewhere they only stand nearer.
        land: the holdings it lies in.
    """

    shape: Shapes
    node: Ints
    unit: Ints
    takes: Bools
    land: Land

    def following(self, joined: Ints) -> "Targets":
        """The same targets with the nodes that units got by joining."""
        mine = self.node < len(joined)
        node = self.node.copy()
        node[mine] = joined[node[mine]]
        return replace(self, node=node)


def targets(
    bag: Bag, holdings: Holdings, of_unit: Ints, of_building: Ints, takes: Bools
) -> Targets:
    """List the buildings with users and the units without a building.

    Args:
        bag: units and buildings.
        holdings: land by right holder.
        of_unit: node per unit.
        of_building: node per building, -1 for loose ones.
        takes: True for units that take in loose buildings.

    Returns:
        Targets that have a shape.
    """
    size = len(bag.units.ids)
    lowest = np.full(len(bag.buildings.ids), size, dtype=np.int64)
    np.minimum.at(lowest, bag.uses[:, 1], bag.uses[:, 0])
    housed = np.flatnonzero(lowest < size)
    alone = np.setdiff1d(np.arange(size), bag.uses[:, 0])
    unit = np.concatenate([lowest[housed], alone])
    node = np.concatenate([of_building[housed], of_unit[alone]])
    shape = np.concatenate([bag.buildings.shape[housed], bag.units.shape[alone]])
    there = ~shapely.is_missing(shape)
    unit, node, shape = unit[there], node[there], shape[there]
    is_open = np.array([n < size and bool(takes[n]) for n in node.tolist()], dtype=np.bool_)
    return Targets(shape, node, unit, is_open, _land(bag, holdings, unit, shape))


def join(found: Targets, yards: Ints, settings: LocationSettings) -> Ints:
    """Join yards on one holding that are at most `yard_distance_m` apart.

    Args:
        found: targets.
        yards: node of each unit in a yard.
        settings: `yard_distance_m` (closed) and `yard_max_units` (None: no limit).

    Returns:
        For each unit node up to the highest yard the lowest node of its yard.
    """
    size = int(yards.max(initial=-1)) + 1
    same = np.arange(size)
    on_land = np.array([bool(land) for land in found.land], dtype=np.bool_)
    seeds = np.flatnonzero(on_land & np.isin(found.node, yards))
    if not len(seeds):
        return same
    shapes = found.shape[seeds]
    tree = shapely.STRtree(shapes)
    near = seeds[tree.query(shapes, predicate="dwithin", distance=settings.yard_distance_m)]
    pairs = [
        (found.node[one], found.node[other])
        for one, other in near.T.tolist()
        if one < other and found.land[one] & found.land[other]
    ]
    joined = components(size, np.array(pairs, dtype=np.int64).reshape(-1, 2))
    if settings.yard_max_units is None:
        return joined
    units_in = np.bincount(joined[yards], minlength=size)
    return np.where(units_in[joined] > settings.yard_max_units, same, joined)


def nearest(
    bag: Bag, loose: Ints, holdings: Holdings, found: Targets, settings: LocationSettings
) -> Ints:
    """Node that each loose building joins.

    Args:
        bag: units and buildings.
        loose: building indices.
        holdings: land by right holder.
        found: targets with their final nodes.
        settings: `yard_distance_m` from edge to edge, closed.

    Returns:
        Node per loose building; -1 when nothing is near or the nearest takes no buildings.
    """
    node = np.full(len(loose), -1, dtype=np.int64)
    shapes = bag.buildings.shape[loose]
    there = np.flatnonzero(~shapely.is_missing(shapes))
    if not len(found.node) or not len(there):
        return node
    tree = shapely.STRtree(found.shape)
    at, hit = tree.query_nearest(shapes[there], max_distance=settings.yard_distance_m)
    at, hit = _best(there[at], hit, found)
    node[at] = np.where(found.takes[hit], found.node[hit], -1)
    at, hit = _on_own_land(bag, loose, there, holdings, found, tree, settings)
    node[at] = found.node[hit]
    return node


def _on_own_land(
    bag: Bag,
    loose: Ints,
    there: Ints,
    holdings: Holdings,
    found: Targets,
    tree: shapely.STRtree,
    settings: LocationSettings,
) -> tuple[Ints, Ints]:
    """Pair each loose building with the nearest target on its own holding."""
    shapes = bag.buildings.shape[loose]
    own = holdings.at(bag.buildings.inside[loose])
    owned = there[[bool(own[index]) for index in there.tolist()]]
    at, hit = tree.query(shapes[owned], predicate="dwithin", distance=settings.yard_distance_m)
    at = owned[at]
    fits = [
        bool(found.takes[target] and own[building] & found.land[target])
        for building, target in zip(at.tolist(), hit.tolist(), strict=True)
    ]
    at, hit = at[np.array(fits, dtype=np.bool_)], hit[np.array(fits, dtype=np.bool_)]
    return _best(at, hit, found, shapely.distance(shapes[at], found.shape[hit]))


def _best(
    at: Ints, hit: Ints, found: Targets, distance_m: Floats | None = None
) -> tuple[Ints, Ints]:
    """Keep of each building the nearest target, at equal distance that of the lowest unit."""
    far = np.zeros(len(at)) if distance_m is None else distance_m
    order = np.lexsort((found.unit[hit], far, at))
    at, hit = at[order], hit[order]
    first = np.ones(len(at), dtype=np.bool_)
    first[1:] = at[1:] != at[:-1]
    return at[first], hit[first]


def _land(bag: Bag, holdings: Holdings, unit: Ints, shape: Shapes) -> Land:
    by_unit = holdings.at(bag.units.shape[unit])
    by_shape = holdings.at(shapely.point_on_surface(shape))
    return tuple(one | other for one, other in zip(by_unit, by_shape, strict=True))
