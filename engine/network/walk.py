"""Breadth-first walks that end at hubs; the same order every time, as nodes go by number."""

import numpy as np
import numpy.typing as npt

from engine.network.adjacency import Adjacency, Bools, Ints

Distances = npt.NDArray[np.int16]
FAR = -1


def spread(
    adjacency: Adjacency, start: int, usable: Bools, *, hops: int, until: int | None = None
) -> Distances:
    """Count the steps from one node to every other.

    Args:
        adjacency: the network.
        start: where the walk begins; it is walked through even when it is a hub.
        usable: which relations may be walked, in both directions.
        hops: most steps.
        until: the walk ends once this node is reached.

    Returns:
        Steps per node, `FAR` for what is not reached without walking through a hub.
    """
    steps = np.full(len(adjacency.is_hub), FAR, dtype=np.int16)
    steps[start] = 0
    frontier = np.array([start], dtype=np.int64)
    for hop in range(1, hops + 1):
        frontier = onward(adjacency, frontier, start, usable, steps)
        steps[frontier] = hop
        if not len(frontier) or (until is not None and steps[until] != FAR):
            break
    return steps


def onward(
    adjacency: Adjacency, frontier: Ints, start: int, usable: Bools, steps: Distances
) -> Ints:
    """Nodes one step beyond a frontier that were not reached before, by number."""
    _, to, _ = adjacency.around(through(adjacency, frontier, start), usable)
    found: Ints = np.unique(to[steps[to] == FAR])
    return found


def through(adjacency: Adjacency, nodes: Ints, start: int) -> Ints:
    """Of these nodes the ones that a walk may go on from."""
    found: Ints = nodes[~adjacency.is_hub[nodes] | (nodes == start)]
    return found


def went_on(adjacency: Adjacency, steps: Distances, start: int, nodes: Ints, *, below: int) -> Ints:
    """Of these nodes the ones that were reached in fewer than `below` steps and walked through."""
    near = nodes[(steps[nodes] != FAR) & (steps[nodes] < below)]
    return through(adjacency, near, start)


def stopping(adjacency: Adjacency, steps: Distances, start: int, *, below: int) -> Ints:
    """Hubs within fewer than `below` steps, at which the walk ended although it could go on."""
    ended = adjacency.is_hub & (steps != FAR) & (steps < below)
    ended[start] = False
    found: Ints = np.flatnonzero(ended)
    return found
