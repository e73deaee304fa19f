"""A pattern as Cypher for Neo4j, written anew from the tree: no text of the writer is sent.

Two things are added to what the pattern says: every node is of the run that is asked for, and
no relation begins after `$as_of`. Labels, kinds and properties come from the schema, columns
are names by grammar and stand between backticks, every value is bound.
"""

from collections.abc import Iterator

from engine.network.patterns import ends, tree
from engine.network.patterns.binding import RUN, Binder, Compiled
from engine.network.patterns.checking import AS_OF
from engine.network.patterns.pattern import Pattern
from engine.network.patterns.tree import Direction
from engine.network.patterns.writing import Writer


def cypher(pattern: Pattern) -> Compiled:
    """The pattern in Cypher of Neo4j 5.26.

    Lists that `collect` makes have no order there, and rows come in any order.
    """
    binder = Binder()
    writer = _Cypher(binder)
    query = pattern.query
    passed = ends.passed(query.matches)
    matches = [writer.match(match, passed) for match in query.matches]
    columns = ", ".join(f"{writer.item(item)} AS `{item.name}`" for item in query.items)
    returns = "RETURN DISTINCT" if query.distinct else "RETURN"
    return binder.compiled("\n".join([*matches, f"{returns} {columns}"]))


class _Cypher(Writer):
    """Cypher's own way to write what differs."""

    def match(self, match: tree.Match, passed: frozenset[str] | None = None) -> str:
        """One MATCH with its conditions, those on time, and that no hub is walked through.

        Args:
            match: in the tree.
            passed: nodes that the whole query walks through; None inside EXISTS, as what a hub
                hides would be taken for what is not there.
        """
        paths = ", ".join(map(self._path, match.paths))
        steps = [step for path in match.paths for step in ends.steps(path)]
        conditions = [self.condition(match.where)] if match.where else []
        conditions += [self._in_time(hop) for hop, _, _ in steps]
        if passed is not None:
            conditions += [text for step in steps for text in _damped(*step, passed)]
        where = f"\nWHERE {' AND '.join(conditions)}" if conditions else ""
        return f"MATCH {paths}{where}"

    def item(self, item: tree.Item) -> str:
        """One column."""
        part = item.value
        if not isinstance(part, tree.Aggregate):
            return self.value(part)
        if part.value is None:
            return "count(*)"
        distinct = "DISTINCT " if part.distinct else ""
        return f"{part.function}({distinct}{self.value(part.value)})"

    def _path(self, path: tree.Path) -> str:
        rest = zip(path.hops, path.nodes[1:], strict=True)
        return self._node(path.nodes[0]) + "".join(_hop(h) + self._node(n) for h, n in rest)

    def _node(self, node: tree.Node) -> str:
        labels = f":{'|'.join(node.labels)}" if node.labels else ""
        return f"({node.name}{labels} {{run: {self.binder.own(RUN)}}})"

    def _in_time(self, hop: tree.Hop) -> str:
        as_of = self.binder.own(AS_OF)
        if hop.lengths is None:
            return f"({hop.name}.valid_from IS NULL OR {hop.name}.valid_from <= {as_of})"
        step = f"t_{hop.name}"
        known = f"{step}.valid_from IS NULL OR {step}.valid_from <= {as_of}"
        return f"all({step} IN {hop.name} WHERE {known})"

    def literal(self, part: tree.Literal) -> str:
        """Bound as it is."""
        return self.binder.literal(part.value)

    def parameter(self, part: tree.Parameter) -> str:
        """Bound as it is."""
        return self.binder.parameter(part.name)

    def variable(self, part: tree.Variable) -> str:
        """The node itself."""
        return part.name

    def property(self, part: tree.Property) -> str:
        """Null where the node or relation has no such property."""
        return f"{part.owner}.`{part.name}`"

    def later(self, part: tree.Later) -> str:
        """Null when the date is."""
        return f"({self.value(part.start)} + duration({{days: {self.value(part.days)}}}))"

    def days_between(self, part: tree.DaysBetween) -> str:
        """Null when one of the dates is."""
        return f"duration.inDays({self.value(part.start)}, {self.value(part.end)}).days"

    def size(self, part: tree.Size) -> str:
        """Of the list of relations."""
        return f"size({part.walk})"

    def text_test(self, part: tree.TextTest) -> str:
        """Null when one of the texts is."""
        return f"({self.value(part.left)} {part.word} {self.value(part.right)})"

    def is_one_of(self, value: str, choices: tree.Parameter | list[str]) -> str:
        """False for the empty list, else null when the value is."""
        if isinstance(choices, tree.Parameter):
            return f"({value} IN {self.binder.parameter(choices.name)})"
        return f"({value} IN [{', '.join(choices)}])"

    def quantified(self, part: tree.Quantified) -> str:
        """The same words."""
        return f"{part.word}({part.step} IN {part.walk} WHERE {self.condition(part.condition)})"

    def exists(self, part: tree.Exists) -> str:
        """A match that sees the names around it."""
        return f"EXISTS {{ {self.match(part.match)} }}"


def _damped(hop: tree.Hop, left: str, right: str, passed: frozenset[str]) -> Iterator[str]:
    """That no hub is where the match goes on: at a node that it passes, or between two steps."""
    name, first, last = hop.name, f"{hop.name}", f"{hop.name}"
    if hop.lengths is not None:
        first, last = f"head({name})", f"last({name})"
        if hop.lengths[1] > 1:
            yield from _between(hop, left)
    if left in passed:
        yield f"NOT coalesce({_begins_at(hop, first, left)}, false)"
    if right in passed:
        yield f"NOT coalesce({_ends_at(hop, last, right)}, false)"


def _between(hop: tree.Hop, left: str) -> Iterator[str]:
    """That no hub stands between two steps of one walk."""
    name = hop.name
    if hop.direction is not Direction.BOTH:
        near, far = _FLAGS if hop.direction is Direction.OUT else _FLAGS[::-1]
        yield f"none(h_{name} IN tail({name}) WHERE coalesce(h_{name}.{near}, false))"
        yield f"none(h_{name} IN {name}[..-1] WHERE coalesce(h_{name}.{far}, false))"
        return
    # Which way a step was walked, only the node that it was walked from tells.
    i, at, step = f"i_{name}", f"a_{name}", f"s_{name}"
    on = f"CASE WHEN startNode({step}) = {at} THEN endNode({step}) ELSE startNode({step}) END"
    node = f"reduce({at} = {left}, {step} IN {name}[..{i}] | {on})"
    ends = _ends_at(hop, f"{name}[{i} - 1]", f"m_{name}")
    begins = _begins_at(hop, f"{name}[{i}]", f"m_{name}")
    is_hub = f"coalesce({ends}, false) OR coalesce({begins}, false)"
    yield (
        f"none({i} IN range(1, size({name}) - 1) WHERE any(m_{name} IN [{node}] WHERE {is_hub}))"
    )


def _begins_at(hop: tree.Hop, step: str, node: str) -> str:
    """Whether `node` is a hub, as the step says that is walked from it."""
    near, far = _FLAGS if hop.direction is not Direction.IN else _FLAGS[::-1]
    if hop.direction is Direction.BOTH:
        return f"CASE WHEN startNode({step}) = {node} THEN {step}.{near} ELSE {step}.{far} END"
    return f"{step}.{near}"


def _ends_at(hop: tree.Hop, step: str, node: str) -> str:
    """Whether `node` is a hub, as the step says that is walked to it."""
    far, near = _FLAGS if hop.direction is Direction.IN else _FLAGS[::-1]
    if hop.direction is Direction.BOTH:
        return f"CASE WHEN endNode({step}) = {node} THEN {step}.{far} ELSE {step}.{near} END"
    return f"{step}.{far}"


_FLAGS = ("from_hub", "to_hub")
_ARROWS = {Direction.OUT: ("-", "->"), Direction.IN: ("<-", "-"), Direction.BOTH: ("-", "-")}


def _hop(hop: tree.Hop) -> str:
    start, end = _ARROWS[hop.direction]
    steps = "" if hop.lengths is None else f"*{hop.lengths[0]}..{hop.lengths[1]}"
    return f"{start}[{hop.name}:{'|'.join(hop.kinds)}{steps}]{end}"
