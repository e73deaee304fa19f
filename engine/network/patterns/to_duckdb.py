"""A pattern as flat joins in DuckDB's SQL, one row per match.

The database must keep the order of the joins: `SET disabled_optimizers = 'join_order'`.
"""

from collections.abc import Mapping, Sequence
from itertools import product

from engine.network.patterns import tree, walking
from engine.network.patterns.binding import Binder, Compiled
from engine.network.patterns.checking import type_of
from engine.network.patterns.joining import Joined, Wanted, join
from engine.network.patterns.pattern import Column, Param, Pattern
from engine.network.patterns.writing import Writer
from engine.tables import Type

_TEXT_TESTS = {"STARTS WITH": "starts_with", "ENDS WITH": "ends_with", "CONTAINS": "contains"}


def sql(pattern: Pattern, sizes: Mapping[str, int] | None = None) -> Compiled:
    """The pattern in SQL, its answer sorted by all columns, NULL first.

    Args:
        pattern: what is asked.
        sizes: length of each list among the parameters; every value of a list is bound by
            itself, because the database then looks them up and does not search the list.
    """
    binder = Binder(sizes or {})
    items, query = pattern.query.items, pattern.query
    values = [_value(item) for item in items]
    wanted = Wanted(_properties(query), pattern.ends)
    params = {param.name: param for param in pattern.params}
    selects = []
    for lengths in _combinations(query.matches):
        joined = join(query.matches, lengths, wanted, None, binder)
        writer = _Sql(binder, joined, wanted, params)
        cells = [
            "1" if value is None else f"{writer.value(value)} AS v{number}"
            for number, value in enumerate(values)
        ]
        selects.append(writer.select(", ".join(cells), query.matches))
    columns = ", ".join(map(_output, range(len(items)), items, pattern.columns))
    groups = [f"v{n}" for n, item in enumerate(items) if not isinstance(item.value, tree.Aggregate)]
    word = "SELECT DISTINCT" if query.distinct else "SELECT"
    group = f"\nGROUP BY {', '.join(groups)}" if 0 < len(groups) < len(items) else ""
    rows = "\nUNION ALL\n".join(selects)
    text = f"{word} {columns}\nFROM (\n{rows}\n) AS matches{group}\nORDER BY ALL ASC NULLS FIRST"
    return binder.compiled(text)


def _value(item: tree.Item) -> tree.Value | tree.Case | None:
    return item.value.value if isinstance(item.value, tree.Aggregate) else item.value


def _output(number: int, item: tree.Item, column: Column) -> str:
    """One column of the answer out of `v<number>` of each match."""
    part, name = item.value, f'"{item.name}"'
    if not isinstance(part, tree.Aggregate):
        return f"v{number} AS {name}"
    if part.value is None:
        return f"count(*) AS {name}"
    of = f"{'DISTINCT ' if part.distinct else ''}v{number}"
    if part.function != "collect":
        return f"{part.function}({of}) AS {name}"
    filled = f"list({of}) FILTER (WHERE v{number} IS NOT NULL)"
    return f"list_sort(coalesce({filled}, CAST([] AS {column.type.value}[]))) AS {name}"


def _properties(query: tree.Query) -> dict[str, tuple[str, ...]]:
    """The properties that are read of each node and relation; those of a step by its relation."""
    parts = list(walking.below(query))
    walks = {part.step: part.walk for part in parts if isinstance(part, tree.Quantified)}
    found: dict[str, set[str]] = {}
    for part in parts:
        if isinstance(part, tree.Property):
            found.setdefault(walks.get(part.owner, part.owner), set()).add(part.name)
    return {owner: tuple(sorted(names)) for owner, names in found.items()}


def _combinations(matches: Sequence[tree.Match]) -> list[dict[str, int]]:
    """Every way to give each relation of a number of steps one number."""
    hops = [hop for match in matches for path in match.paths for hop in path.hops if hop.lengths]
    ranges = [range(hop.lengths[0], hop.lengths[1] + 1) for hop in hops if hop.lengths]
    return [
        {hop.name or "": n for hop, n in zip(hops, numbers, strict=True)}
        for numbers in product(*ranges)
    ]


class _Sql(Writer):
    """Conditions and values over tables that are joined."""

    def __init__(
        self, binder: Binder, joined: Joined, wanted: Wanted, params: Mapping[str, Param]
    ) -> None:
        super().__init__(binder)
        self._joined, self._wanted, self._params = joined, wanted, params
        self._step: dict[str, str] = {}

    def select(self, cells: str, matches: Sequence[tree.Match]) -> str:
        """One SELECT: the tables, and what must hold."""
        conditions = list(self._joined.conditions)
        conditions += [self.condition(match.where) for match in matches if match.where]
        where = f"\nWHERE {' AND '.join(conditions)}" if conditions else ""
        sources = "\n  ".join(self._joined.sources)
        return f"SELECT {cells}\nFROM {sources}{where}"

    def literal(self, part: tree.Literal) -> str:
        """Bound, of its own type."""
        return f"CAST({self.binder.literal(part.value)} AS {type_of(part.value).value})"

    def parameter(self, part: tree.Parameter) -> str:
        """Bound, of the type that the pattern gives it."""
        of = self._params[part.name].type if part.name in self._params else Type.DATE
        return f"CAST({self.binder.parameter(part.name)} AS {of.value})"

    def variable(self, part: tree.Variable) -> str:
        """The number of the node."""
        return self._joined.nids[part.name]

    def property(self, part: tree.Property) -> str:
        """A column of the table joined for its owner."""
        return f'{self._step.get(part.owner, part.owner)}."{part.name}"'

    def later(self, part: tree.Later) -> str:
        """NULL when the date is."""
        return f"({self.value(part.start)} + CAST({self.value(part.days)} AS INTEGER))"

    def days_between(self, part: tree.DaysBetween) -> str:
        """NULL when one of the dates is."""
        return f"({self.value(part.end)} - {self.value(part.start)})"

    def size(self, part: tree.Size) -> str:
        """A number that is known when the joins are."""
        return f"CAST({len(self._joined.steps[part.walk])} AS BIGINT)"

    def text_test(self, part: tree.TextTest) -> str:
        """NULL when one of the texts is."""
        return f"{_TEXT_TESTS[part.word]}({self.value(part.left)}, {self.value(part.right)})"

    def is_one_of(self, value: str, choices: tree.Parameter | list[str]) -> str:
        """FALSE for the empty list, else NULL when the value is."""
        if isinstance(choices, tree.Parameter):
            of = self._params[choices.name].type.value
            choices = [f"CAST({place} AS {of})" for place in self.binder.spread(choices.name)]
        return f"({value} IN ({', '.join(choices)}))" if choices else "FALSE"

    def quantified(self, part: tree.Quantified) -> str:
        """The condition once per step."""
        each = []
        for alias in self._joined.steps[part.walk]:
            self._step[part.step] = alias
            each.append(self.condition(part.condition))
        if part.word == "all":
            return f"({' AND '.join(each)})"
        return f"({'NOT ' if part.word == 'none' else ''}({' OR '.join(each)}))"

    def exists(self, part: tree.Exists) -> str:
        """A subquery that begins with the nodes known here."""
        selects = []
        for lengths in _combinations((part.match,)):
            joined = join((part.match,), lengths, self._wanted, self._joined, self.binder)
            inner = _Sql(self.binder, joined, self._wanted, self._params)
            selects.append(inner.select("1", (part.match,)))
        return f"EXISTS ({' UNION ALL '.join(selects)})"
