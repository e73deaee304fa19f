"""Which labels each node of a pattern can have, given the relations that reach it."""

from collections.abc import Iterable, Mapping
from functools import reduce

from engine.errors import PatternError
from engine.network.patterns import tree, walking
from engine.network.patterns.tree import Direction
from engine.network.schema import NODES, RELATIONS

Labels = frozenset[str]
Pairs = frozenset[tuple[str, str]]


def pairs(hop: tree.Hop) -> Pairs:
    """Labels that one step of a relation can have on its left and right in the text."""
    ahead = {pair for kind in hop.kinds for pair in RELATIONS[kind].ends}
    back = {(end, start) for start, end in ahead}
    if hop.direction is Direction.BOTH:
        return frozenset(ahead | back)
    return frozenset(ahead if hop.direction is Direction.OUT else back)


def declared(matches: Iterable[tree.Match]) -> dict[str, Labels]:
    """Labels that the text itself allows, for each node that has any.

    Raises:
        PatternError: one node has labels that exclude each other.
    """
    found: dict[str, Labels] = {}
    for node in _nodes(matches):
        if node.labels:
            name = node.name or ""
            found[name] = found.get(name, frozenset(NODES)) & frozenset(node.labels)
            if not found[name]:
                what = f"this node cannot also be {' or '.join(node.labels)}"
                raise PatternError(what, line=node.spot.line, column=node.spot.column)
    return found


def narrow(query: tree.Query) -> dict[str, tuple[str, ...]]:
    """The labels that each node can have, in the order of the schema.

    Args:
        query: the tree with the engine's names.

    Raises:
        PatternError: a relation never goes between such nodes.
    """
    found = _narrow(query.matches, {})
    return {name: tuple(label for label in NODES if label in found[name]) for name in found}


def _narrow(matches: tuple[tree.Match, ...], outer: Mapping[str, Labels]) -> dict[str, Labels]:
    """Labels of the nodes of these matches and of what EXISTS adds to them.

    What is narrowed inside EXISTS says nothing about the nodes outside it.
    """
    labels = {name: outer.get(name, frozenset(NODES)) for name in map(_name, _nodes(matches))}
    for name, own in declared(matches).items():
        labels[name] &= own
    before: dict[str, Labels] = {}
    while before != labels:
        before = dict(labels)
        for path in (path for match in matches for path in match.paths):
            for hop, left, right in steps(path):
                _apply(hop, left, right, labels)
    known = {**outer, **{name: own for name, own in labels.items() if name not in outer}}
    for inner in (part for match in matches for part in _exists(match)):
        known.update(_narrow((inner.match,), known))
    return known


def steps(path: tree.Path) -> list[tuple[tree.Hop, str, str]]:
    """Each relation of a path with the names of the nodes on its left and right."""
    names = [_name(node) for node in path.nodes]
    return list(zip(path.hops, names, names[1:], strict=False))


def _apply(hop: tree.Hop, left: str, right: str, labels: dict[str, Labels]) -> None:
    """Keep, at both ends of a relation, what the other end leaves possible."""
    low, high = hop.lengths or (1, 1)
    ahead = pairs(hop)
    back = frozenset((end, start) for start, end in ahead)
    ends = _reached(labels[left], ahead, low, high) & labels[right]
    starts = _reached(labels[right], back, low, high) & labels[left]
    if not ends or not starts:
        _impossible(hop, labels[left], labels[right])
    labels[right] = ends
    labels[left] &= starts


def _reached(start: Labels, one_step: Pairs, low: int, high: int) -> Labels:
    reached: list[Labels] = [start]
    for _ in range(high):
        reached.append(frozenset(end for begin, end in one_step if begin in reached[-1]))
    return reduce(frozenset.union, reached[low:])


def _impossible(hop: tree.Hop, left: Labels, right: Labels) -> None:
    start, end = (right, left) if hop.direction is Direction.IN else (left, right)
    way = "between" if hop.direction is Direction.BOTH else "from"
    to = "and" if hop.direction is Direction.BOTH else "to"
    ways = sorted({pair for kind in hop.kinds for pair in RELATIONS[kind].ends})
    known = ", ".join(f"{begin} to {end}" for begin, end in ways)
    kinds = " or ".join(hop.kinds)
    what = f"no {kinds} goes {way} {_any(start)} {to} {_any(end)}: it goes from {known}"
    raise PatternError(what, line=hop.spot.line, column=hop.spot.column)


def _any(labels: Labels) -> str:
    return "any node" if len(labels) == len(NODES) else " or ".join(sorted(labels))


def _nodes(matches: Iterable[tree.Match]) -> list[tree.Node]:
    return [node for match in matches for path in match.paths for node in path.nodes]


def _name(node: tree.Node) -> str:
    return node.name or ""


def _exists(match: tree.Match) -> list[tree.Exists]:
    found = walking.below(match.where, into_exists=False)
    return [part for part in found if isinstance(part, tree.Exists)]
