"""A pattern as Cypher for Neo4j, written anew from the tree: no text of the writer is sent.

Two things are added to what the pattern says: every node is of the run that is asked for, and
no relation begins after `$as_of`. Labels, kinds and properties come from the schema, columns
are names by grammar and stand between backticks, every value is bound.
"""

from engine.network.patterns import tree
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
    matches = [writer.match(match) for match in query.matches]
    columns = ", ".join(f"{writer.item(item)} AS `{item.name}`" for item in query.items)
    returns = "RETURN DISTINCT" if query.distinct else "RETURN"
    return binder.compiled("\n".join([*matches, f"{returns} {columns}"]))


class _Cypher(Writer):
    """Cypher's own way to write what differs."""

    def match(self, match: tree.Match) -> str:
        """One MATCH with its conditions and those on time."""
        paths = ", ".join(map(self._path, match.paths))
        hops = [hop for path in match.paths for hop in path.hops]
        conditions = [self.condition(match.where)] if match.where else []
        conditions += map(self._in_time, hops)
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


_ARROWS = {Direction.OUT: ("-", "->"), Direction.IN: ("<-", "-"), Direction.BOTH: ("-", "-")}


def _hop(hop: tree.Hop) -> str:
    start, end = _ARROWS[hop.direction]
    steps = "" if hop.lengths is None else f"*{hop.lengths[0]}..{hop.lengths[1]}"
    return f"{start}[{hop.name}:{'|'.join(hop.kinds)}{steps}]{end}"
