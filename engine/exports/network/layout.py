"""Places the nodes of a view on a plane: connected ones near, the start in the middle."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import networkx as nx
import numpy as np

from engine.exports.network.view import NetworkView

WIDTH, HEIGHT = 1.6, 1.0
"""The plane is `WIDTH` to each side of the middle and `HEIGHT` up and down."""

_SMALL = 120
"""Up to here every pair of nodes can be weighed against each other (Kamada-Kawai)."""
_ACROSS, _DOWN = 0.78, 0.88
"""Part of the plane that is used: names need room beside the outermost nodes."""
_FLATTEST = 0.2
"""What is flatter than this is not stretched to the height of the plane: noise would show."""
_SEED, _ROUNDS = 1, 120
_DECIMALS = 4


@lru_cache(maxsize=32)
def positions(view: NetworkView) -> Mapping[str, tuple[float, float]]:
    """Where each node stands, by key; the same view gives the same places.

    Paths run from left to right by their steps; anything else is laid out by its relations.
    """
    if view.paths:
        return _columns(view)
    keys = [node.key for node in view.nodes]
    pairs = sorted({(e.start, e.end) for e in view.edges if e.start != e.end})
    return _spread(keys, pairs)


def _columns(view: NetworkView) -> dict[str, tuple[float, float]]:
    """Nodes of paths by step, those of one step above each other."""
    longest = max(len(path) for path in view.paths) - 1
    step = {key: at for path in view.paths for at, key in enumerate(path)}
    places = {}
    for at in range(longest + 1):
        column = [node.key for node in view.nodes if step.get(node.key) == at]
        x = WIDTH * _ACROSS * (2 * at / longest - 1) if longest else 0.0
        for row, key in enumerate(column):
            y = HEIGHT * (1 - (2 * row + 1) / len(column))
            places[key] = (round(x, _DECIMALS), round(y, _DECIMALS))
    return places


def _spread(
    keys: Sequence[str], pairs: Sequence[tuple[str, str]]
) -> dict[str, tuple[float, float]]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(keys)
    graph.add_edges_from(pairs)
    if len(keys) <= 1:
        return dict.fromkeys(keys, (0.0, 0.0))
    if len(keys) <= _SMALL and nx.is_connected(graph):
        found = nx.kamada_kawai_layout(graph, pos=nx.circular_layout(graph))
    else:
        found = nx.spring_layout(graph, seed=_SEED, iterations=_ROUNDS, method="force")
    return _fitted(keys, np.array([found[key] for key in keys]))


def _fitted(
    keys: Sequence[str], at: "np.ndarray[tuple[int, int], np.dtype[np.float64]]"
) -> dict[str, tuple[float, float]]:
    """Turned so that the longest side lies flat, and scaled to the plane; the outermost stay in."""
    at = at - at.mean(axis=0)
    _, _, axes = np.linalg.svd(at, full_matrices=False)
    axes *= np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])[:, None]
    at = at @ axes.T
    size = np.abs(at).max(axis=0)
    size = np.maximum(size, _FLATTEST * size.max())
    at = at / size * (WIDTH * _ACROSS, HEIGHT * _DOWN)
    return {
        key: (round(float(x), _DECIMALS), round(float(y), _DECIMALS))
        for key, (x, y) in zip(keys, at, strict=True)
    }
