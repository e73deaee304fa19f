"""Village cores: parallel streets with terraces, pairs, flats, and a few shops in the middle."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import numpy as np

from engine.sample.ground import Frame, Ground
from engine.sample.streets import StreetNames
from engine.sample.terrain import Terrain
from engine.sample.world import Building, Site, Street, Town, Unit, World

_CELL_WIDTH = 118.0
_CELL_DEPTH = 54.0
_PER_CELL = 26
_STYLES = {"terrace": (5.8, 6, 4.0), "pair": (8.5, 2, 4.0), "detached": (11.0, 1, 8.0)}
"""Width of a house, houses in a block, gap after a block; metres."""
_CENTRE = (
    ("shop", ("winkelfunctie",), 6),
    ("restaurant", ("bijeenkomstfunctie",), 2),
    ("office", ("kantoorfunctie",), 2),
    ("care", ("gezondheidszorgfunctie",), 1),
    ("school", ("onderwijsfunctie",), 1),
)
"""Kind of site in a village centre, its use, and how often it stands among the others."""


@dataclass(frozen=True, slots=True)
class Core:
    """What must be drawn: `homes` and `central` count addresses."""

    town: Town
    homes: int
    central: int


@dataclass(slots=True)
class _Row:
    """One street under construction; numbers run odd on one side, even on the other."""

    street: Street
    frame: Frame
    length: float
    year: int
    numbers: dict[int, int]

    def number(self, side: int) -> int:
        self.numbers[side] += 2
        return self.numbers[side]


class Village:
    """Draws one village core."""

    def __init__(self, world: World, terrain: Terrain, ground: Ground, random: Random) -> None:
        self._world, self._terrain, self._ground = world, terrain, ground
        self._random = random

    def build(self, core: Core, names: StreetNames) -> float:
        """Draw the core of a town.

        Returns:
            Radius of the core in metres: outside it the ribbons begin.
        """
        angle = self._random.uniform(-0.6, 0.6)
        homes, central, radius = core.homes, core.central, 60.0
        for frame, length in self._streets(core, angle):
            if homes <= 0:
                break
            if not self._ground.take(frame, 0, 0, length - 4, 44):
                continue
            row = self._row(core.town, frame, length, names)
            if central > 0:
                done = self._centre(row, central)
                central -= done
                homes -= done
            else:
                homes -= self._homes(row, homes)
            away = math.hypot(frame.x - core.town.x, frame.y - core.town.y)
            radius = max(radius, away + length / 2 + 20)
        return radius

    def _row(self, town: Town, frame: Frame, length: float, names: StreetNames) -> _Row:
        street = self._world.add_street(town, names.core())
        year = self._random.choice(
            (1934, 1952, 1961, 1968, 1974, 1981, 1988, 1996, 2004, 2013, 2019)
        )
        return _Row(street, frame, length, year, {1: -1, -1: 0})

    def _streets(self, core: Core, angle: float) -> Iterator[tuple[Frame, float]]:
        """Runs of up to three cells in one line, nearest to the centre first."""
        town = core.town
        cells = self._cells(town, angle, (core.homes + core.central) // _PER_CELL * 4 + 8)
        runs: list[tuple[float, float, float, int]] = []
        for row in sorted({j for _, j in cells}):
            columns = sorted(i for i, j in cells if j == row)
            for run in _runs(columns):
                middle = (run[0] + run[-1]) / 2 * _CELL_WIDTH
                away = math.hypot(middle, row * _CELL_DEPTH)
                runs.append((round(away, 3), middle, row * _CELL_DEPTH, len(run)))
        frame = Frame(town.x, town.y, angle)
        for _, u, v, count in sorted(runs):
            x, y = frame.at(u, v)
            yield Frame(x, y, angle), count * _CELL_WIDTH

    def _cells(self, town: Town, angle: float, count: int) -> list[tuple[int, int]]:
        half = max(6, math.ceil(math.sqrt(count)) * 2)
        grid = [(i, j) for i in range(-half, half + 1) for j in range(-2 * half, 2 * half + 1)]
        frame = Frame(town.x, town.y, angle)
        points = np.array([frame.at(i * _CELL_WIDTH, j * _CELL_DEPTH) for i, j in grid])
        inside = self._terrain.inside(town, points, 80.0)
        away = np.round(np.hypot(points[:, 0] - town.x, points[:, 1] - town.y), 3)
        order = np.lexsort((np.arange(len(grid)), away))
        return [grid[int(k)] for k in order if inside[k]][:count]

    def _homes(self, row: _Row, wanted: int) -> int:
        """Draw homes along both sides; returns how many addresses."""
        style = self._random.choices(("terrace", "pair", "detached", "flat"), (66, 22, 4, 8))[0]
        if style == "flat":
            return self._flats(row, wanted)
        width, block, gap = _STYLES[style]
        done = 0
        for side in (1, -1):
            u, in_block = -row.length / 2 + 6 + width / 2, 0
            while u + width / 2 < row.length / 2 - 4 and done < wanted:
                self._home(row, side, u, width)
                done, in_block = done + 1, in_block + 1
                last = in_block == block
                u += width + (gap if last else 0)
                in_block = 0 if last else in_block
        return done

    def _home(self, row: _Row, side: int, u: float, width: float) -> None:
        world, random = self._world, self._random
        year = row.year if random.random() < 0.93 else min(2023, row.year + random.randint(1, 30))
        building = world.add_building(row.frame.box(u, side * 13.0, width, 9.0), year)
        address = world.add_address(row.street, row.number(side))
        at = row.frame.at(u, side * 13.0)
        area = round(width * 9 * random.choice((1.8, 2.0, 2.4)))
        unit = world.add_unit(address, [building], area_m2=area, at=at)
        site = Site("house", row.street.town, *at, [unit], [building])
        if random.random() < 0.55:
            depth = 2.4 if random.random() < 0.7 else 4.5
            shed = row.frame.box(u, side * 22.0, min(width - 1, 4.0), depth)
            site.buildings.append(world.add_building(shed, year))
        world.sites.append(site)

    def _flats(self, row: _Row, wanted: int) -> int:
        world, done = self._world, 0
        for side in (1, -1):
            for u in np.arange(-row.length / 2 + 30, row.length / 2 - 25, 52.0):
                count = min(self._random.choice((8, 12, 16)), wanted - done)
                if count <= 0:
                    return done
                building = world.add_building(
                    row.frame.box(float(u), side * 14.0, 42, 11), row.year
                )
                number = row.number(side)
                at = row.frame.at(float(u), side * 14.0)
                site = Site("flat", row.street.town, *at, [], [building])
                for k in range(1, count + 1):
                    address = world.add_address(row.street, number, addition=str(k))
                    spot = row.frame.at(float(u) - 20 + 40 * k / (count + 1), side * 14.0)
                    site.units.append(world.add_unit(address, [building], area_m2=68, at=spot))
                world.sites.append(site)
                done += count
        return done

    def _centre(self, row: _Row, wanted: int) -> int:
        """Draw shops, cafés and offices with a home above; returns how many addresses."""
        kinds = [kind for *kind, often in _CENTRE for _ in range(often)]
        done, u = 0, -row.length / 2 + 10
        while u < row.length / 2 - 8 and done < wanted:
            for side in (1, -1):
                kind, uses = kinds[self._random.randrange(len(kinds))]
                done += self._central(row, side, u, str(kind), tuple(uses))
            u += 12.0
        return done

    def _central(
        self, row: _Row, side: int, u: float, kind: str, uses: tuple[str, ...]
    ) -> int:  # fmt: skip
        world = self._world
        at = row.frame.at(u, side * 15.0)
        building = world.add_building(row.frame.box(u, side * 15.0, 10, 13), 1928)
        site = Site(kind, row.street.town, *at, [], [building])
        number = row.number(side)
        address = world.add_address(row.street, number)
        site.units.append(world.add_unit(address, [building], uses=uses, area_m2=120, at=at))
        world.sites.append(site)
        if kind not in ("shop", "restaurant") or self._random.random() < 0.3:
            return 1
        site.units.append(self._above(row, side, u, number, building))
        return 2

    def _above(self, row: _Row, side: int, u: float, number: int, building: Building) -> Unit:
        address = self._world.add_address(row.street, number, letter="a")
        at = row.frame.at(u, side * 17.0)
        return self._world.add_unit(address, [building], area_m2=85, at=at)


def _runs(columns: list[int]) -> Iterator[list[int]]:
    """Cut a sorted list into runs of at most three neighbours."""
    run: list[int] = []
    for column in columns:
        if run and (column != run[-1] + 1 or len(run) == 3):
            yield run
            run = []
        run.append(column)
    if run:
        yield run
