"""The outer area: ribbons with houses and farmyards, greenhouses, parks, estates and berths."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import numpy as np

from engine.sample.ground import Frame, Ground
from engine.sample.streets import StreetNames
from engine.sample.terrain import Terrain
from engine.sample.world import Ring, Site, Street, Town, Unit, World, Zone

_LOT = {"ribbon": (34.0, 42.0), "farm": (130.0, 125.0), "greenhouse": (120.0, 175.0),
        "park": (90.0, 60.0)}  # fmt: skip
"""Frontage and depth of a lot, metres."""
_ROADS = 26
_ROAD_M = 3200.0
_WIDE_M = 6.0
"""Width of a road."""
_ESTATE = 8
"""Halls in one row of a business estate."""
_MARINA = 12
"""Berths of a marina."""


@dataclass(frozen=True, slots=True)
class Outer:
    """What must be drawn around one village; counts of sites, `halls` and `pitches` of units."""

    town: Town
    ribbons: int
    farms: int
    greenhouses: int
    parks: int
    halls: int
    pitches: int
    berths: int


@dataclass(slots=True)
class _Road:
    street: Street
    numbers: dict[int, int] = field(default_factory=lambda: {1: -1, -1: 0})

    def number(self, side: int) -> int:
        self.numbers[side] += 2
        return self.numbers[side]


class Outskirts:
    """Draws what lies around one village."""

    def __init__(self, world: World, terrain: Terrain, ground: Ground, random: Random) -> None:
        self._world, self._terrain, self._ground = world, terrain, ground
        self._random = random

    def build(self, outer: Outer, radius: float, names: StreetNames) -> None:
        """Draw everything of `outer`, from `radius` metres outward."""
        self._estate(outer, radius, names)
        self._pitches(outer, radius, names)
        self._along_roads(outer, radius, names)
        self._berths(outer, names)

    def _along_roads(self, outer: Outer, radius: float, names: StreetNames) -> None:
        kinds = ["ribbon"] * outer.ribbons + ["farm"] * outer.farms
        kinds += ["greenhouse"] * outer.greenhouses + ["park"] * outer.parks
        self._random.shuffle(kinds)
        first = self._random.uniform(0, 2 * math.pi)
        for road in range(_ROADS):
            if not kinds:
                return
            heading = first + road * 2.39996
            street = _Road(self._world.add_street(outer.town, names.outer()))
            share = math.ceil(len(kinds) / max(1, 8 - road))
            todo, kinds = kinds[:share], kinds[share:]
            kinds += self._road(outer.town, street, self._line(outer.town, radius, heading), todo)

    def _line(self, town: Town, radius: float, heading: float) -> Iterator[Frame]:
        """Walk a road of gentle bends in steps of 10 m."""
        x, y = town.x + radius * math.cos(heading), town.y + radius * math.sin(heading)
        for step in range(int(_ROAD_M / 10)):
            if step % 40 == 0:
                heading += self._random.uniform(-0.12, 0.12)
            yield Frame(round(x, 3), round(y, 3), heading)
            x, y = x + 10 * math.cos(heading), y + 10 * math.sin(heading)

    def _road(self, town: Town, road: _Road, line: Iterator[Frame], kinds: list[str]) -> list[str]:
        """Draw lots on both sides until the road or the list ends; returns what is left."""
        free = {1: 0.0, -1: 0.0}
        middle: list[tuple[float, float]] = []
        for step, frame in enumerate(line):
            middle.append((frame.x, frame.y))
            for side in (1, -1):
                if not kinds:
                    break
                width, _ = _LOT[kinds[0]]
                if step * 10.0 >= free[side] and self._lot(town, road, frame, side, kinds[0]):
                    free[side] = step * 10.0 + width
                    kinds.pop(0)
            else:
                continue
            break
        built = int(max(free.values()) / 10) + 1
        if len(middle[:built]) > 1:
            self._world.roads.append(Zone("road", road.street.name, tuple(middle[:built]), _WIDE_M))
        return kinds

    def _lot(self, town: Town, road: _Road, frame: Frame, side: int, kind: str) -> bool:
        width, depth = _LOT[kind]
        corners = [frame.at(u, v) for u in (0, width) for v in (side * 8.0, side * (depth + 8))]
        if not self._terrain.inside(town, np.array(corners), 12.0).all():
            return False
        if not self._ground.take(frame, width / 2, side * (depth / 2 + 8), width - 4, depth):
            return False
        {"ribbon": self._ribbon, "farm": self._farm, "greenhouse": self._greenhouse,
         "park": self._park}[kind](road, frame, side)  # fmt: skip
        return True

    def _dwelling(self, road: _Road, frame: Frame, side: int, kind: str, u: float) -> Site:
        world, random = self._world, self._random
        year = random.choice((1897, 1912, 1926, 1938, 1955, 1967, 1979, 1992, 2006))
        size = (13.0, 10.0) if kind == "ribbon" else (15.0, 11.0)
        building = world.add_building(frame.box(u, side * 20.0, *size), year)
        at = frame.at(u, side * 20.0)
        address = world.add_address(road.street, road.number(side))
        area = round(size[0] * size[1] * 1.3)
        unit = world.add_unit(address, [building], area_m2=area, at=at)
        site = Site(kind, road.street.town, *at, [unit], [building])
        world.sites.append(site)
        return site

    def _ribbon(self, road: _Road, frame: Frame, side: int) -> None:
        site = self._dwelling(road, frame, side, "ribbon", 17.0)
        if self._random.random() < 0.7:
            shed = frame.box(24.0, side * 36.0, 8.0, 6.0)
            site.buildings.append(self._world.add_building(shed, 1985))

    def _farm(self, road: _Road, frame: Frame, side: int) -> None:
        random = self._random
        site = self._dwelling(road, frame, side, "farm", 30.0)
        spots = ((75.0, 60.0, 24.0, 44.0), (32.0, 62.0, 18.0, 30.0), (105.0, 55.0, 14.0, 26.0),
                 (40.0, 105.0, 22.0, 24.0))  # fmt: skip
        for u, v, width, depth in spots[: random.randint(2, 4)]:
            year = random.choice((1958, 1971, 1978, 1986, 1994, 2003))
            ring = frame.box(u, side * v, width, depth)
            site.buildings.append(self._world.add_building(ring, year))
        silo = frame.box(60.0, side * 100.0, 6.0, 6.0)
        site.buildings.append(self._world.add_building(silo, 1990))

    def _greenhouse(self, road: _Road, frame: Frame, side: int) -> None:
        site = self._dwelling(road, frame, side, "greenhouse", 18.0)
        glass = frame.box(62.0, side * 115.0, self._random.choice((64.0, 78.0, 96.0)), 110.0)
        site.buildings.append(
            self._world.add_building(glass, self._random.choice((1978, 1989, 2001)))
        )
        shed = frame.box(70.0, side * 40.0, 22.0, 16.0)
        site.buildings.append(self._world.add_building(shed, 1980))
        zone = frame.box(60.0, side * 92.0, 118.0, 174.0)
        self._world.zones.append(Zone("greenhouse", f"Glas {road.street.name}", zone))

    def _park(self, road: _Road, frame: Frame, side: int) -> None:
        """A micro-park: one to five chalets behind the ribbon."""
        world, site = self._world, None
        for k in range(self._random.randint(1, 5)):
            u = 12.0 + 16.0 * k
            building = world.add_building(frame.box(u, side * 40.0, 8.0, 7.0), 1994)
            address = world.add_address(road.street, road.number(side))
            at = frame.at(u, side * 40.0)
            unit = world.add_unit(address, [building], uses=("logiesfunctie",), area_m2=52, at=at)
            site = site or Site("recreation", road.street.town, *at)
            site.units.append(unit)
            site.buildings.append(building)
        if site is not None:
            world.sites.append(site)
            zone = frame.box(44.0, side * 40.0, 88.0, 40.0)
            world.zones.append(Zone("recreation_site", f"Recreatie {road.street.name}", zone))

    def _block(self, town: Town, radius: float, width: float, depth: float) -> Frame | None:
        """Find free ground of that size near the village, None when there is none."""
        for away in (80.0, 200.0, 400.0, 700.0):
            for turn in range(12):
                heading = turn * math.pi / 6 + 0.2
                reach = radius + away + depth / 2
                x = town.x + reach * math.cos(heading)
                y = town.y + reach * math.sin(heading)
                frame = Frame(round(x, 3), round(y, 3), heading + math.pi / 2)
                corners = np.array(frame.box(0, 0, width, depth))
                if not self._terrain.inside(town, corners, 20.0).all():
                    continue
                if self._ground.take(frame, 0, 0, width, depth):
                    return frame
        return None

    def _estate(self, outer: Outer, radius: float, names: StreetNames) -> None:
        """A business estate: rows of halls, some cut into four units."""
        rows = math.ceil(outer.halls / (_ESTATE * 1.6)) if outer.halls else 0
        size = (_ESTATE * 36.0 + 20, rows * 52.0 + 20)
        frame = self._block(outer.town, radius, *size) if rows else None
        if frame is None:
            return
        road, done = _Road(self._world.add_street(outer.town, names.outer())), 0
        for row in range(rows):
            for column in range(_ESTATE):
                if done < outer.halls:
                    u = (column - (_ESTATE - 1) / 2) * 36.0
                    done += self._hall(road, frame, u, (row - (rows - 1) / 2) * 52.0, column)
        name = f"Bedrijventerrein {road.street.name}"
        self._world.zones.append(Zone("business_park", name, frame.box(0, 0, *size)))

    def _hall(self, road: _Road, frame: Frame, u: float, v: float, column: int) -> int:
        world = self._world
        building = world.add_building(
            frame.box(u, v, 30.0, 32.0), self._random.choice((1987, 1999, 2008))
        )
        number = road.number(1 if column % 2 else -1)
        count = 4 if self._random.random() < 0.25 else 1
        site = Site("business", road.street.town, *frame.at(u, v), [], [building])
        for k in range(count):
            addition = str(k + 1) if count > 1 else ""
            address = world.add_address(road.street, number, addition=addition)
            at = frame.at(u - 12 + 6 * k, v)
            uses = ("industriefunctie", "kantoorfunctie") if k == 0 else ("industriefunctie",)
            area = round(900 / count)
            site.units.append(world.add_unit(address, [building], uses=uses, area_m2=area, at=at))
        world.sites.append(site)
        return count

    def _pitches(self, outer: Outer, radius: float, names: StreetNames) -> None:
        """A caravan park: pitches, and one building for reception."""
        if not outer.pitches:
            return
        rows = math.ceil(outer.pitches / 12)
        frame = self._block(outer.town, radius + 150, 180.0, rows * 18.0 + 30)
        if frame is None:
            return
        street = self._world.add_street(outer.town, names.outer(), kind="Terrein")
        number, town = 1, outer.town
        site = Site("pitch", town, frame.x, frame.y)
        for k in range(outer.pitches):
            ring = frame.box(-84 + 14.0 * (k % 12), (k // 12 - (rows - 1) / 2) * 18.0, 7.0, 10.0)
            address = self._world.add_address(street, number + k, kind="Standplaats")
            site.units.append(self._world.add_place("pitch", address, ring))
        self._world.sites.append(site)
        zone = frame.box(0, 0, 180.0, rows * 18.0 + 30)
        self._world.zones.append(Zone("recreation_site", f"Park {street.name}", zone))

    def _berths(self, outer: Outer, names: StreetNames) -> None:
        shore = self._terrain.shore(outer.town) if outer.berths else np.empty((0, 2))
        if len(shore) < 2:
            return
        street = self._world.add_street(outer.town, names.outer(), kind="Water")
        made: list[Unit] = []
        for k in range(min(outer.berths, len(shore) * 2)):
            x, y = shore[k % len(shore)]
            turn = math.atan2(y - shore[:, 1].mean(), x - shore[:, 0].mean())
            frame = Frame(float(x), float(y), turn)
            ring = frame.box(6.0 + 14.0 * (k // len(shore)), 0.0, 11.0, 4.0)
            address = self._world.add_address(street, k + 1, kind="Ligplaats")
            made.append(self._world.add_place("berth", address, ring))
        loose = self._harbour(street, made)
        self._world.sites += [Site("berth", outer.town, *unit.ring[0], [unit]) for unit in loose]

    def _harbour(self, street: Street, berths: list[Unit]) -> list[Unit]:
        """Make a marina of the first dozen berths, if there are that many; gives the others."""
        if len(berths) < _MARINA:
            return berths
        marina = berths[:_MARINA]
        zone = _around([berth.ring for berth in marina])
        self._world.zones.append(Zone("harbour", f"Haven {street.name}", zone))
        self._world.sites.append(Site("harbour", street.town, *marina[0].ring[0], marina))
        return berths[_MARINA:]


def _around(rings: list[Ring]) -> Ring:
    """Rectangle around rings with 8 m to spare."""
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    west, east, south, north = min(xs) - 8, max(xs) + 8, min(ys) - 8, max(ys) + 8
    corners = ((west, south), (east, south), (east, north), (west, north))
    return tuple((round(x, 3), round(y, 3)) for x, y in corners)
