"""What a pattern means, worked out by trying everything: slow, plain, and no SQL.

It reads the tree with the writer's own names and looks nothing up that the engine concluded,
so an error there shows as a difference.
"""

import operator
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from engine.network.patterns import Pattern, Value, reading, tree
from engine.network.patterns.tree import Direction
from tests.engine.network.graphs import Graph

Bound = Mapping[str, Any]
"""A name's node ("n", place), relation ("r", place) or steps ("w", places)."""


def rows(
    graph: Graph, pattern: Pattern, params: Mapping[str, Value], *, as_of: date
) -> list[tuple[Any, ...]]:
    """All rows of a pattern, sorted from the left with None first."""
    query = reading.read(pattern.text)
    world = _World(graph, {**params, "as_of": as_of}, as_of)
    found: list[Bound] = [{}]
    passed = _passed(query)
    for match in query.matches:
        found = [more for bound in found for more in world.matches(match, bound, passed)]
    answer = _answer(world, query, found)
    if query.distinct:
        answer = list(dict.fromkeys(answer))
    return sorted(
        (tuple(list(c) if isinstance(c, tuple) else c for c in row) for row in answer),
        key=lambda row: [(cell is not None, cell) for cell in row],
    )


def _answer(world: "_World", query: tree.Query, found: list[Bound]) -> list[tuple[Any, ...]]:
    groups: dict[tuple[Any, ...], list[Bound]] = {}
    keys = [item.value for item in query.items if not isinstance(item.value, tree.Aggregate)]
    if len(keys) == len(query.items):
        return [tuple(world.value(key, bound) for key in keys) for bound in found]
    for bound in found:
        groups.setdefault(tuple(world.value(key, bound) for key in keys), []).append(bound)
    if not keys:
        groups.setdefault((), [])
    answer = []
    for group, members in groups.items():
        plain = iter(group)
        answer.append(
            tuple(
                _aggregate(world, item.value, members)
                if isinstance(item.value, tree.Aggregate)
                else next(plain)
                for item in query.items
            )
        )
    return answer


def _aggregate(world: "_World", part: tree.Aggregate, members: list[Bound]) -> Any:
    if part.value is None:
        return len(members)
    values = [world.value(part.value, bound) for bound in members]
    values = [value for value in values if value is not None]
    if part.distinct:
        values = list(dict.fromkeys(values))
    if part.function == "count":
        return len(values)
    if part.function == "collect":
        return tuple(sorted(values))
    return (min if part.function == "min" else max)(values, default=None)


Passed = Callable[[tree.Path, int], bool]
"""Whether a match goes on at the node of a path at some place in it."""


def _passed(query: tree.Query) -> Passed:
    """Named nodes where two relations of the whole query meet, nameless ones inside a path."""
    counts: Counter[str] = Counter()
    for path in (path for match in query.matches for path in match.paths):
        for left, right in pairwise(path.nodes):
            counts.update({name for name in (left.name, right.name) if name})

    def passed(path: tree.Path, at: int) -> bool:
        name = path.nodes[at].name
        return 0 < at < len(path.hops) if name is None else counts[name] > 1

    return passed


@dataclass
class _World:
    graph: Graph
    params: Mapping[str, Value]
    as_of: date

    def matches(
        self, match: tree.Match, bound: Bound, passed: Passed | None = None
    ) -> Iterator[Bound]:
        """Every way to extend what is bound by one MATCH; without `passed` hubs do not matter."""
        for more, _ in self._paths(match.paths, bound, frozenset(), passed):
            if match.where is None or self.truth(match.where, more) is True:
                yield more

    def _paths(
        self,
        paths: tuple[tree.Path, ...],
        bound: Bound,
        used: frozenset[int],
        passed: Passed | None,
    ) -> Iterator[tuple[Bound, frozenset[int]]]:
        if not paths:
            yield bound, used
            return
        first, rest = paths[0], paths[1:]
        for place in range(len(self.graph.nodes)):
            if (start := self._node(first.nodes[0], place, bound)) is not None:
                for more, spent in self._walk(first, 0, place, start, used, passed):
                    yield from self._paths(rest, more, spent, passed)

    def _walk(
        self,
        path: tree.Path,
        at: int,
        place: int,
        bound: Bound,
        used: frozenset[int],
        passed: Passed | None,
    ) -> Iterator[tuple[Bound, frozenset[int]]]:
        if at == len(path.hops):
            yield bound, used
            return
        hop = path.hops[at]
        low, high = hop.lengths or (1, 1)
        for trail, end in self._trails(hop, place, (), used, high):
            if passed and self._stops(path, at, place, trail, passed):
                continue
            if len(trail) >= low and (
                (there := self._node(path.nodes[at + 1], end, bound)) is not None
            ):
                mark = ("r", trail[0]) if hop.lengths is None else ("w", trail)
                more = there if hop.name is None else {**there, hop.name: mark}
                yield from self._walk(path, at + 1, end, more, used | set(trail), passed)

    def _stops(
        self,
        path: tree.Path,
        at: int,
        place: int,
        trail: tuple[int, ...],
        passed: Passed,
    ) -> bool:
        """True when a hub is where the match goes on: between two steps, or at a passed end."""
        direction, sides = path.hops[at].direction, []
        for step in (self.graph.relations[number] for number in trail):
            ahead = step.start == place if direction is Direction.BOTH else None
            is_ahead = direction is Direction.OUT if ahead is None else ahead
            flags = [bool(step.properties.get(name)) for name in ("from_hub", "to_hub")]
            sides += flags if is_ahead else flags[::-1]
            place = step.end if is_ahead else step.start
        return (
            any(sides[1:-1])
            or (passed(path, at) and sides[0])
            or (passed(path, at + 1) and sides[-1])
        )

    def _trails(
        self, hop: tree.Hop, place: int, trail: tuple[int, ...], used: frozenset[int], high: int
    ) -> Iterator[tuple[tuple[int, ...], int]]:
        if trail:
            yield trail, place
        if len(trail) == high:
            return
        for number, one in enumerate(self.graph.relations):
            began = one.properties.get("valid_from")
            is_known = not isinstance(began, date) or began <= self.as_of
            if one.kind in hop.kinds and is_known and number not in used | set(trail):
                for end in self._ends(hop.direction, one.start, one.end, place):
                    yield from self._trails(hop, end, (*trail, number), used, high)

    def _ends(self, direction: Direction, start: int, end: int, place: int) -> set[int]:
        ahead = {end} if start == place and direction is not Direction.IN else set()
        back = {start} if end == place and direction is not Direction.OUT else set()
        return ahead | back

    def _node(self, part: tree.Node, place: int, bound: Bound) -> Bound | None:
        if part.labels and self.graph.nodes[place].label not in part.labels:
            return None
        if part.name is None:
            return bound
        if bound.get(part.name, ("n", place)) != ("n", place):
            return None
        return {**bound, part.name: ("n", place)}

    def value(self, part: tree.Value, bound: Bound) -> Any:
        """A value, None when it is not known."""
        match part:
            case tree.Literal():
                return part.value
            case tree.Parameter():
                return self.params[part.name]
            case tree.Variable():
                return bound[part.name]
            case tree.Property():
                kind, place = bound[part.owner]
                owners: Any = self.graph.nodes if kind == "n" else self.graph.relations
                return owners[place].properties.get(part.name)
            case tree.Size():
                return len(bound[part.walk][1])
            case tree.Later():
                start, days = self.value(part.start, bound), self.value(part.days, bound)
                return None if start is None else start + timedelta(days=days)
            case tree.DaysBetween():
                begin, end = self.value(part.start, bound), self.value(part.end, bound)
                return None if begin is None or end is None else (end - begin).days
        raise AssertionError(part)

    def truth(self, part: tree.Condition, bound: Bound) -> bool | None:
        """Whether a condition holds, None when that is not known."""
        match part:
            case tree.Not():
                inner = self.truth(part.condition, bound)
                return None if inner is None else not inner
            case tree.Both():
                return _all([self.truth(one, bound) for one in part.parts])
            case tree.Either():
                return _any([self.truth(one, bound) for one in part.parts])
            case tree.Exists():
                return any(True for _ in self.matches(part.match, bound))
            case tree.Quantified():
                return self._steps(part, bound)
        return self._compared(part, bound)

    def _steps(self, part: tree.Quantified, bound: Bound) -> bool | None:
        steps = [{**bound, part.step: ("r", place)} for place in bound[part.walk][1]]
        found = [self.truth(part.condition, step) for step in steps]
        if part.word == "all":
            return _all(found)
        some = _any(found)
        return some if part.word == "any" or some is None else not some

    def _compared(self, part: tree.Condition, bound: Bound) -> bool | None:
        if isinstance(part, tree.IsNull):
            return (self.value(part.value, bound) is None) is not part.negated
        if isinstance(part, tree.In):
            return self._is_in(part, bound)
        assert isinstance(part, tree.Compare | tree.TextTest)
        left, right = self.value(part.left, bound), self.value(part.right, bound)
        if left is None or right is None:
            return None
        return _TESTS[part.sign if isinstance(part, tree.Compare) else part.word](left, right)

    def _is_in(self, part: tree.In, bound: Bound) -> bool | None:
        value, choices = self.value(part.value, bound), part.choices
        if isinstance(choices, tree.Parameter):
            known: Any = self.params[choices.name]
        else:
            known = [self.value(one, bound) for one in choices]
        return _any([None if value is None else value == one for one in known])


def _all(found: list[bool | None]) -> bool | None:
    return False if False in found else None if None in found else True


def _any(found: list[bool | None]) -> bool | None:
    return True if True in found else None if None in found else False


_TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "STARTS WITH": lambda a, b: a.startswith(b),
    "ENDS WITH": lambda a, b: a.endswith(b),
    "CONTAINS": lambda a, b: b in a,
}
