"""The whole municipality: how many of everything, then the villages one by one."""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import numpy as np
import shapely

from engine.sample import terrain as terrain_module
from engine.sample.ground import Ground
from engine.sample.outskirts import Outer, Outskirts
from engine.sample.streets import StreetNames
from engine.sample.terrain import Terrain
from engine.sample.villages import Core, Village
from engine.sample.world import Building, Ring, Site, Town, Unit, Version, World, Zone, ended

_FEWEST_FARMS, _FEWEST_GLASS = 34, 12
_RANDOM_GONE = 0.005


def make(*, seed: int, addresses: int, as_of: date) -> World:
    """Draw a municipality of about `addresses` addresses; same arguments, same world."""
    random = Random(f"{seed}:places")
    names = StreetNames(Random(f"{seed}:streets"))
    ground_shape, towns = terrain_module.make()
    world, ground = World(towns=towns), Ground()
    village = Village(world, ground_shape, ground, random)
    outskirts = Outskirts(world, ground_shape, ground, random)
    radii: dict[str, float] = {}
    plans = list(_plans(ground_shape, towns, addresses))
    for core, _ in plans:
        first = len(world.buildings)
        radii[core.town.town_id] = village.build(core, names)
        world.zones.append(_built_up(core.town, world.buildings[first:]))
    for core, outer in plans:
        outskirts.build(outer, radii[core.town.town_id], names)
    _age(world, random, as_of)
    world.roads = list(_through_roads(world))
    return world


def _plans(ground: Terrain, towns: list[Town], addresses: int) -> Iterator[tuple[Core, Outer]]:
    """Divide the addresses over the towns; farms by area, the rest by share."""
    whole = sum(ground.areas[town.town_id].area for town in towns)
    farms = max(round(addresses * 0.021), min(_FEWEST_FARMS, addresses // 8))
    glass = max(round(addresses * 0.011), min(_FEWEST_GLASS, addresses // 20))
    shores = [town for town in towns if len(ground.shore(town)) > 1]
    for town in towns:
        own = round(addresses * ground.shares[town.town_id])
        wide = ground.areas[town.town_id].area / whole
        has_estate = ground.shares[town.town_id] > 0.1
        outer = Outer(
            town,
            ribbons=round(own * 0.09),
            farms=round(farms * wide),
            greenhouses=round(glass * wide),
            parks=round(own * 0.008) if own > 60 else 1,
            halls=round(own * 0.035) if has_estate else 0,
            pitches=max(5, round(own * 0.018)) if own >= 300 or town.name == "Kaag" else 0,
            berths=round(addresses * 0.016 / len(shores)) if town in shores else 0,
        )
        rest = outer.ribbons + outer.farms + outer.greenhouses + outer.parks * 3
        rest += outer.halls + outer.pitches + outer.berths
        homes = max(6, own - rest)
        yield Core(town, homes, central=max(2, round(own * 0.03))), outer


def _built_up(town: Town, buildings: list[Building]) -> Zone:
    points = np.array([point for building in buildings for point in building.ring])
    hull = shapely.convex_hull(shapely.multipoints(points)).buffer(25.0, quad_segs=2)
    return Zone("built_up", town.name, _corners(hull))


def _through_roads(world: World) -> Iterator[Zone]:
    """Roads that cross no site, the first one as a surface: both ways to draw one."""
    sites = [
        shapely.convex_hull(shapely.multipoints([p for b in site.buildings for p in b.ring]))
        for site in world.sites
        if site.buildings
    ]
    tree = shapely.STRtree(sites)
    is_first = True
    for road in world.roads:
        surface = shapely.LineString(road.ring).buffer((road.width_m or 0) / 2, cap_style="flat")
        if len(tree.query(surface, predicate="intersects")):
            continue
        yield Zone("road", road.name, _corners(surface)) if is_first else road
        is_first = False


def _corners(surface: shapely.Geometry) -> Ring:
    points = shapely.get_coordinates(surface.exterior)[:-1]
    return tuple((round(float(x), 3), round(float(y), 3)) for x, y in points)


def _age(world: World, random: Random, as_of: date) -> None:
    """Let time pass: demolitions, renovations, one dummy year, a second address here and there."""
    houses = [site for site in world.sites if site.kind == "house"]
    for site in houses:
        chance = random.random()
        if chance < _RANDOM_GONE:
            demolish(site, as_of - timedelta(days=random.randint(90, 2500)))
        elif chance < 0.09:
            _renovate(site.unit, random)
    if houses:
        houses[0].buildings[0].built_year = 9999
    for site in [s for s in world.sites if s.kind == "ribbon"][11::90]:
        site.unit.address.town = _neighbour(world.towns, site.town)
    for site in houses[7::400]:
        address = site.unit.address
        side = world.add_address(address.street, address.number, letter="z")
        site.unit.side_addresses.append(side)


def _neighbour(towns: list[Town], town: Town) -> Town:
    """The nearest other town: a house on the border can belong to it."""
    others = [other for other in towns if other is not town]
    return min(others, key=lambda other: math.hypot(other.x - town.x, other.y - town.y))


def demolish(site: Site, on: date) -> None:
    """End a site in the BAG: units withdrawn, numbers withdrawn, buildings demolished."""
    site.kind = "gone"
    for unit in site.units:
        unit.versions = ended(unit.versions, on, "Verblijfsobject ingetrokken")
        address = unit.address
        address.versions = ended(address.versions, on, "Naamgeving ingetrokken")
    for building in site.buildings:
        building.versions = ended(building.versions, on, "Pand gesloopt")


def _renovate(unit: Unit, random: Random) -> None:
    """Give a unit a spell of rebuilding in its past."""
    *earlier, last = unit.versions
    start = date(random.randint(2014, 2023), random.randint(1, 12), random.randint(1, 28))
    if start <= last.begin:
        return
    stop = start + timedelta(days=random.randint(60, 300))
    unit.versions = (
        *earlier,
        Version(last.begin, start, last.status),
        Version(start, stop, "Verbouwing verblijfsobject"),
        Version(stop, None, last.status),
    )
