"""Random patterns that fit the schema: paths, conditions of every kind, and what is returned."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hypothesis import assume
from hypothesis import strategies as st

from engine.errors import PatternError
from engine.network.patterns import Pattern, Value, parse
from engine.network.schema import NODES, RELATIONS, Property
from engine.tables import Type
from tests.engine.network.graphs import KINDS, LABELS, PARAMS, Graph, graphs

Choice = TypeVar("Choice")
_LITERALS = {
    Type.TEXT: ("'a'", "''", "'ab'", "$text"),
    Type.DATE: ("date('2025-06-01')", "$day", "$as_of", "date('2025-12-01')"),
    Type.INT: ("1", "0", "-3", "$number", "1.0"),
    Type.REAL: ("1.0", "1", "0.5", "$real"),
    Type.BOOL: ("true", "false", "$flag"),
}
_LISTS = {
    Type.TEXT: ("['a', 'ab']", "[]", "$texts", "$none", "['a', $text]"),
    Type.DATE: ("[date('2025-06-01')]", "[]", "$days", "$none"),
    Type.INT: ("[1, 2]", "[]", "$numbers", "$none"),
    Type.REAL: ("[1.0, 2]", "[]", "$none"),
    Type.BOOL: ("[true]", "[]", "$none"),
}
_SIGNS = ("=", "<>", "<", "<=", ">", ">=")


@dataclass
class _Text:
    """A pattern while it grows along paths that the graph has, so that it often finds some."""

    draw: st.DrawFn
    graph: Graph
    nodes: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    hops: dict[str, tuple[str, ...]] = field(default_factory=dict)
    walks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    count: int = 0

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        return self.draw(st.sampled_from(choices))

    def chance(self, percent: int) -> bool:
        return self.draw(st.integers(1, 100)) <= percent

    def name(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def match(self, depth: int) -> str:
        paths = [self.path() for _ in range(2 if depth and self.chance(25) else 1)]
        where = f" WHERE {self.condition(depth)}" if self.chance(55) else ""
        return f"MATCH {', '.join(paths)}{where}"

    def path(self) -> str:
        known = [place for place, _ in self.nodes.values()]
        anywhere = range(len(self.graph.nodes))
        place = self.one_of(known if known and self.chance(70) else anywhere)
        text = self.node(place)
        for _ in range(self.draw(st.integers(1, 2))):
            trail, place = self.trail(place)
            if not trail:
                break
            text += self.hop(trail) + self.node(place)
        return text

    def node(self, place: int) -> str:
        """This node of the graph, by the name that it has, a new one or none."""
        known = [name for name, (other, _) in self.nodes.items() if other == place]
        if known and self.chance(60):
            return f"({self.one_of(known)})"
        labels: tuple[str, ...] = ()
        if self.chance(50):
            more = self.draw(st.lists(st.sampled_from(LABELS), max_size=1))
            labels = (self.graph.nodes[place].label, *more)
        written = ":" + "|".join(labels) if labels else ""
        if self.chance(15):
            return f"({written})"
        name = self.name("n")
        self.nodes[name] = (place, labels)
        return f"({name}{written})"

    def trail(self, place: int) -> tuple[list[tuple[str, bool]], int]:
        """One to three steps of the graph from a node: their kinds, and if they are forward."""
        trail: list[tuple[str, bool]] = []
        for _ in range(self.one_of((1, 1, 1, 2, 3))):
            ways = [(r.kind, True, r.end) for r in self.graph.relations if r.start == place]
            ways += [(r.kind, False, r.start) for r in self.graph.relations if r.end == place]
            if ways:
                kind, ahead, place = self.one_of(ways)
                trail.append((kind, ahead))
        return trail, place

    def hop(self, trail: list[tuple[str, bool]]) -> str:
        kinds = list(dict.fromkeys(kind for kind, _ in trail))
        if self.chance(25):
            kinds.append(self.one_of(KINDS))
        size, length = len(trail), ""
        if size > 1 or self.chance(15):
            high = min(3, size + self.draw(st.integers(0, 1)))
            low = max(1, size - self.draw(st.integers(0, 1)))
            length = f"*{low}..{high}" if low < high or self.chance(50) else f"*{low}"
        name = self.name("r") if self.chance(70) else ""
        if name:
            (self.walks if length else self.hops)[name] = tuple(kinds)
        ways = {ahead for _, ahead in trail}
        start, end = "-", "-"
        if len(ways) == 1 and self.chance(70):
            start, end = ("-", "->") if ways.pop() else ("<-", "-")
        return f"{start}[{name}:{'|'.join(kinds)}{length}]{end}"

    def condition(self, depth: int) -> str:
        if depth > 0 and self.chance(40):
            word = self.one_of((" AND ", " OR "))
            parts = [self.condition(depth - 1) for _ in range(2)]
            return f"({word.join(parts)})"
        if depth > 0 and self.chance(20):
            return f"NOT {self.condition(depth - 1)}"
        if self.walks and self.chance(40):
            return self.quantified()
        if len(self.nodes) > 1 and self.chance(20):
            one, other = self.one_of(list(self.nodes)), self.one_of(list(self.nodes))
            return f"{one} {self.one_of(('=', '<>'))} {other}"
        if depth > 0 and self.chance(35):
            return self.exists(depth)
        return self.test()

    def simple(self) -> str:
        """Conditions without EXISTS."""
        one, other = self.condition(0), self.condition(0)
        return self.one_of((one, f"{one} OR {other}", f"NOT ({one} AND {other})"))

    def exists(self, depth: int) -> str:
        saved = dict(self.nodes), dict(self.hops), dict(self.walks)
        inner = self.match(depth - 1)
        self.nodes, self.hops, self.walks = saved
        return f"EXISTS {{ {inner} }}"

    def quantified(self) -> str:
        walk, step = self.one_of(list(self.walks)), self.name("s")
        word = self.one_of(("all", "any", "none"))
        if self.chance(20):
            return f"size({walk}) {self.one_of(_SIGNS)} 2"
        known = dict(self.hops)
        self.hops = {step: self.walks[walk]}
        test = self.test(of_hop=True)
        self.hops = known
        return f"{word}({step} IN {walk} WHERE {test})"

    def property(self, *, of_hop: bool = False, of: Type | None = None) -> tuple[str, Type]:
        """A property that is known to be of one type."""
        found = [] if of_hop else [(n, p.name, p.type) for n in self.nodes for p in self._node(n)]
        found += [
            (name, p.name, p.type)
            for name, kinds in self.hops.items()
            for p in RELATIONS[kinds[0]].properties
            if len(set(kinds)) == 1 or p.name in ("id", "valid_from", "valid_to", "source")
        ]
        if of is not None:
            found = [one for one in found if one[2] is of]
        if not found:
            return "'a'", Type.TEXT
        owner, name, kind = self.draw(st.sampled_from(found))
        return f"{owner}.{name}", kind

    def _node(self, name: str) -> list[Property]:
        _, labels = self.nodes[name]
        properties = NODES[labels[0] if labels else "Person"].properties
        return [p for p in properties if len(set(labels)) == 1 or p.name == "id"]

    def test(self, *, of_hop: bool = False) -> str:
        left, kind = self.property(of_hop=of_hop)
        sort = self.draw(st.integers(1, 7))
        if sort == 1:
            return f"{left} IS {self.one_of(('', 'NOT '))}NULL"
        if sort == 2:
            return f"{left} IN {self.one_of(_LISTS[kind])}"
        if kind is Type.TEXT and sort in (3, 4):
            word = self.one_of(("STARTS WITH", "ENDS WITH", "CONTAINS"))
            return f"{left} {word} {self.one_of(_LITERALS[kind])}"
        right = self.one_of(_LITERALS[kind])
        if sort == 5:
            other, of = self.property(of_hop=of_hop, of=kind)
            right = other if of is kind else right
        if kind is Type.DATE and sort == 6:
            days = self.one_of(("30", "-400", "$span"))
            right = f"{right} + duration({{days: {days}}})"
        if kind is Type.DATE and sort == 7:
            return f"duration.inDays({left}, {right}).days {self.one_of(_SIGNS)} $span"
        signs = _SIGNS[:2] if kind is Type.BOOL else _SIGNS
        return f"{left} {self.one_of(signs)} {right}"

    def returns(self) -> str:
        items = []
        for number in range(self.draw(st.integers(1, 3))):
            value, _ = self.property()
            if self.walks and self.chance(20):
                value = f"size({self.one_of(list(self.walks))})"
            if self.chance(35):
                word = self.one_of(("count", "collect", "min", "max"))
                if self.chance(40):
                    value = f"CASE WHEN {self.simple()} THEN {value} END"
                value = f"{word}({self.one_of(('', 'DISTINCT '))}{value})"
                value = "count(*)" if self.chance(30) else value
            items.append(f"{value} AS c{number}")
        return f"RETURN {self.one_of(('', 'DISTINCT '))}{', '.join(items)}"


@st.composite
def cases(draw: st.DrawFn) -> tuple[Graph, Pattern]:
    """A graph, and a pattern that is read and checked."""
    graph = draw(graphs())
    text = _Text(draw, graph)
    matches = [text.match(2) for _ in range(draw(st.sampled_from((1, 1, 1, 2))))]
    try:
        return graph, parse(" ".join([*matches, text.returns()]))
    except PatternError as error:
        assume("combinations" not in str(error))
        raise


def values(pattern: Pattern) -> dict[str, Value]:
    """The values that a random pattern needs."""
    return {param.name: PARAMS[param.name] for param in pattern.params}
