"""How yards grow: by land of one right holder, then by what stands nearest.

Ownership joins and never separates: on a farm the house is often private and the barn in the
own company, and a pseudonym made from a name alone cannot show that two holders are one.
"""

from dataclasses import dataclass, replace

import numpy as np
import shapely

from engine.register.bag_objects import Bag, Bools, Floats, Ints, Shapes
from engine.register.holdings import Holdings, components
from engine.register.roads import Roads
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


def join(found: Targets, yards: Ints, roads: Roads, settings: LocationSettings) -> Ints:
    """Join yards on one holding at most `yard_distance_m` apart, with no road between.

    Args:
        found: targets.
        yards: node of each unit in a yard.
        roads: roads that end a yard.
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
    shared = [
        (one, other)
        for one, other in near.T.tolist()
        if one < other and found.land[one] & found.land[other]
    ]
    pairs = np.array(shared, dtype=np.int64).reshape(-1, 2)
    pairs = pairs[~roads.between(found.shape[pairs[:, 0]], found.shape[pairs[:, 1]])]
    joined = components(size, found.node[pairs])
    if settings.yard_max_units is None:
        return joined
    units_in = np.bincount(joined[yards], minlength=size)
    return np.where(units_in[joined] > settings.yard_max_units, same, joined)


def nearest(
    bag: Bag,
    loose: Ints,
    holdings: Holdings,
    found: Targets,
    roads: Roads,
    settings: LocationSettings,
) -> Ints:
    """Node that each loose building joins.

    Args:
        bag: units and buildings.
        loose: building indices.
        holdings: land by right holder.
        found: targets with their final nodes.
        roads: roads that end a yard; what lies across one is not near.
        settings: `yard_distance_m` from edge to edge, closed.

    Returns:
        Node per loose building; -1 when nothing is near or the nearest takes no buildings.
    """
    node = np.full(len(loose), -1, dtype=np.int64)
    near = _Near(bag, loose, found, roads, settings.yard_distance_m)
    if not len(found.node) or not len(near.there):
        return node
    at, hit = near.nearest()
    node[at] = np.where(found.takes[hit], found.node[hit], -1)
    at, hit = near.on_own_land(holdings)
    node[at] = found.node[hit]
    return node


class _Near:
    """Pairs of a loose building and a target that have no road between them."""

    def __init__(
        self, bag: Bag, loose: Ints, found: Targets, roads: Roads, distance_m: float
    ) -> None:
        self._shapes, self._inside = bag.buildings.shape[loose], bag.buildings.inside[loose]
        self._found, self._roads, self._distance_m = found, roads, distance_m
        self._tree = shapely.STRtree(found.shape)
        self.there: Ints = np.flatnonzero(~shapely.is_missing(self._shapes))

    def nearest(self) -> tuple[Ints, Ints]:
        """Pair each building with the nearest target that is not across a road."""
        at, hit = self._tree.query_nearest(self._shapes[self.there], max_distance=self._distance_m)
        at = self.there[at]
        near_at, near_hit = self._one_side(at, hit)
        left = np.setdiff1d(at, near_at)
        far_at, far_hit = self._tree.query(
            self._shapes[left], predicate="dwithin", distance=self._distance_m
        )
        far_at, far_hit = self._one_side(left[far_at], far_hit)
        return self._best(np.append(near_at, far_at), np.append(near_hit, far_hit))

    def on_own_land(self, holdings: Holdings) -> tuple[Ints, Ints]:
        """Pair each building with the nearest target that takes it, on its own holding."""
        own, found = holdings.at(self._inside), self._found
        owned = self.there[[bool(own[index]) for index in self.there.tolist()]]
        at, hit = self._tree.query(
            self._shapes[owned], predicate="dwithin", distance=self._distance_m
        )
        at = owned[at]
        fits = np.array(
            [
                bool(found.takes[target] and own[building] & found.land[target])
                for building, target in zip(at.tolist(), hit.tolist(), strict=True)
            ],
            dtype=np.bool_,
        )
        return self._best(*self._one_side(at[fits], hit[fits]))

    def _one_side(self, at: Ints, hit: Ints) -> tuple[Ints, Ints]:
        same = ~self._roads.between(self._shapes[at], self._found.shape[hit])
        return at[same], hit[same]

    def _best(self, at: Ints, hit: Ints) -> tuple[Ints, Ints]:
        """Keep of each building the nearest target, at equal distance that of the lowest unit."""
        far: Floats = shapely.distance(self._shapes[at], self._found.shape[hit])
        order = np.lexsort((self._found.unit[hit], far, at))
        at, hit = at[order], hit[order]
        first = np.ones(len(at), dtype=np.bool_)
        first[1:] = at[1:] != at[:-1]
        return at[first], hit[first]


def _land(bag: Bag, holdings: Holdings, unit: Ints, shape: Shapes) -> Land:
    by_unit = holdings.at(bag.units.shape[unit])
    by_shape = holdings.at(shapely.point_on_surface(shape))
    return tuple(one | other for one, other in zip(by_unit, by_shape, strict=True))
