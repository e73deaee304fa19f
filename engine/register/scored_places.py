"""One scored place with its members and the unit or building that names it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.register.bag_objects import Bag, Bools
from engine.register.yards import Groups
from engine.register.zoning import Site, Zoning


@dataclass(slots=True)
class Members:
    """Unit and building indices of one location, in id order."""

    units: list[int] = field(default_factory=list)
    buildings: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """One location.

    Attributes:
        kind: yard, unit, berth, pitch, building or site.
        anchor: BAG id of the member that names it.
        xy: point of that member, NaN when not known.
        zone: outer or built_up; None when the anchor has no point.
        site: the zone polygon of a site.
    """

    kind: str
    members: Members
    anchor: str
    xy: tuple[float, float]
    zone: str | None
    site: Site | None

    @property
    def location_id(self) -> str:
        """`L` and the BAG id of the anchor."""
        return f"L{self.anchor}"


def make(bag: Bag, zones: Zoning, groups: Groups) -> list[Place]:
    """Make the locations that the groups stand for.

    Returns:
        Locations by `location_id`. A yard or unit is named after its lowest unit in use, else
        its lowest unit; a site after the lowest BAG id in use on it, else the lowest.
    """
    members: dict[int, Members] = defaultdict(Members)
    for index, node in enumerate(groups.of_unit.tolist()):
        members[node].units.append(index)
    for index, node in enumerate(groups.of_building.tolist()):
        if node >= 0:
            members[node].buildings.append(index)
    made = [_place(node, held, bag, zones, groups) for node, held in members.items()]
    return sorted(made, key=lambda place: place.location_id)


def _place(node: int, held: Members, bag: Bag, zones: Zoning, groups: Groups) -> Place:
    kind, site = _kind(node, bag, zones, groups)
    unit = _lowest(held.units, bag.units.in_use)
    building = _lowest(held.buildings, bag.buildings.in_use)
    if building is not None and (unit is None or (site and _goes_before(building, unit, bag))):
        anchor, at = bag.buildings.ids[building], bag.buildings.xy[building]
        known, outer = zones.known_building[building], zones.outer_building[building]
    else:
        index = held.units[0] if unit is None else unit
        anchor, at = bag.units.ids[index], bag.units.xy[index]
        known, outer = zones.known_unit[index], zones.outer_unit[index] and kind != "unit"
    zone = "outer" if kind == "yard" or outer else "built_up"
    return Place(kind, held, anchor, (float(at[0]), float(at[1])), zone if known else None, site)


def _kind(node: int, bag: Bag, zones: Zoning, groups: Groups) -> tuple[str, Site | None]:
    first_building, first_site = len(bag.units.ids), len(bag.units.ids) + len(bag.buildings.ids)
    if node >= first_site:
        return "site", zones.sites[node - first_site]
    if node >= first_building:
        return "building", None
    return "yard" if groups.is_yard[node] else bag.units.kind[node], None


def _lowest(members: Sequence[int], in_use: Bools) -> int | None:
    """The lowest member in use, else the lowest; None when there is none."""
    return next((i for i in members if in_use[i]), next(iter(members), None))


def _goes_before(building: int, unit: int, bag: Bag) -> bool:
    """Say whether a site is named after a building: in use before former, then the lower id."""
    by_building = (not bag.buildings.in_use[building], bag.buildings.ids[building])
    return by_building < (not bag.units.in_use[unit], bag.units.ids[unit])
