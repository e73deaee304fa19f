"""The order in which to visit locations, by straight lines: short, and the same every time."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

_SEED = 1
"""Of the search for a shorter round: fixed, so that a plan can be made again."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A step of a route; `metres` is the straight line from the stop before, 0 for the first."""

    stop: str
    metres: float


def order(points: Mapping[str, tuple[float, float]], *, start: str) -> list[Leg]:
    """A short way along every point, from `start`, without going back to it.

    The round is that of Christofides, made shorter by exchanges where that works; the way back is
    left out. It is a short one, not always the shortest, and roads are longer than straight lines.

    Args:
        points: RD metres by name; at least one.
        start: the name of the first stop.

    Returns:
        Every point once, `start` first.

    Raises:
        KeyError: `start` is no point.
    """
    first = points[start]
    names = [start, *sorted(name for name in points if name != start)]
    stops = names if len(names) < 4 else _round(points, names)
    if len(names) == 3:
        near = sorted(names[1:], key=lambda name: (math.dist(first, points[name]), name))
        stops = [start, *near]
    if len(stops) > 3 and _length(points, [start, *stops[:0:-1]]) < _length(points, stops):
        stops = [start, *stops[:0:-1]]
    before = [stops[0], *stops[:-1]]
    return [
        Leg(stop, math.dist(points[last], points[stop]))
        for last, stop in zip(before, stops, strict=True)
    ]


def _round(points: Mapping[str, tuple[float, float]], names: list[str]) -> list[str]:
    """Names in the order of a short round, the first name first."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(names)
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            graph.add_edge(one, other, weight=math.dist(points[one], points[other]))
    tried = nx.approximation.christofides(graph)
    better = nx.approximation.simulated_annealing_tsp(
        graph, tried, source=names[0], seed=_SEED, temp=50, max_iterations=20
    )
    found = min(tried[:-1], better[:-1], key=lambda way: _length(points, [*way, way[0]]))
    at = found.index(names[0])
    return [*found[at:], *found[:at]]


def _length(points: Mapping[str, tuple[float, float]], stops: list[str]) -> float:
    return sum(math.dist(points[one], points[other]) for one, other in pairwise(stops))
