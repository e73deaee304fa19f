"""Which canonical columns, params and texts flow where in a statement.

Values are followed through steps and functions; a truth value, a count and a length are new
facts and carry nothing on. Where unsure, more is followed than flows.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

from engine.features import sources
from engine.features.guard import line_of

_LISTS = (exp.ArrayContains, exp.ArrayContainsAll, exp.ArrayOverlaps)
_PAIRS = (exp.Predicate, *_LISTS, exp.StartsWith, exp.EndsWith, exp.Nullif)
_NULL_TESTS = (exp.Is, exp.Exists)
_COUNTS = (exp.Count, exp.CountIf, exp.Length, exp.ArraySize)
_NEW_FACTS = (
    *_COUNTS,
    *_LISTS,
    exp.Predicate,
    exp.StartsWith,
    exp.EndsWith,
    exp.Not,
    exp.Connector,
)


@dataclass(frozen=True, slots=True, order=True)
class Atom:
    """One thing that a value can be made of.

    Attributes:
        kind: `column` (name is `table.column`), `param`, `text` or `number`.
    """

    kind: str
    name: str


Atoms = frozenset[Atom]


@dataclass(frozen=True, slots=True, order=True)
class Test:
    """A column compared with a constant.

    Attributes:
        column: `table.column`.
        constant: a param, text or number.
        denies: the comparison holds for everything but the constant.
        is_plain: one column, as it is or a part of it, is compared with constants alone; a
            distance between two is not.
        line: 1-based.
    """

    column: str
    constant: Atom
    denies: bool
    is_plain: bool
    line: int


@dataclass(frozen=True, slots=True)
class Flows:
    """What flows in one statement.

    Attributes:
        used: canonical columns that are read for their value, with the first line.
        tests: comparisons of a column with a constant, sorted.
        result: by column of the result, what it is made of.
    """

    used: Mapping[str, int]
    tests: tuple[Test, ...]
    result: Mapping[str, Atoms]


@dataclass(slots=True)
class _Tracer:
    """What is known of the steps that were passed."""

    given: Mapping[str, Mapping[str, Atoms]]
    steps: dict[int, list[tuple[str, Atoms]]] = field(default_factory=dict)

    def outputs(self, scope: Scope) -> list[tuple[str, Atoms]]:
        """Columns of a step by position, with what they are made of."""
        tree = scope.expression
        if isinstance(tree, exp.SetOperation):
            left, right = (
                self.steps.get(id(side.unnest()), []) for side in (tree.left, tree.right)
            )
            rest = [atoms for _, atoms in right]
            rest += [frozenset()] * (len(left) - len(rest))
            return [(name, a | b) for (name, a), b in zip(left, rest, strict=False)]
        selects = tree.selects if isinstance(tree, exp.Select) else []
        return [(part.alias_or_name, self.atoms(scope, part)) for part in selects]

    def atoms(self, scope: Scope, part: exp.Expr) -> Atoms:
        """What a part of a step is made of."""
        return _collect(part, lambda node: self._origin(node, scope))

    def column(self, column: exp.Column, scope: Scope) -> Atoms:
        """What a column holds: itself, or what its step put into it."""
        source = sources.of(column.table, scope)
        if isinstance(source, Scope):
            return dict(self.steps.get(id(source.expression), [])).get(column.name, frozenset())
        if source is not None and source.name in self.given:
            return self.given[source.name].get(column.name, frozenset())
        table = sources.canonical(source)
        return frozenset({Atom("column", f"{table}.{column.name}")} if table else ())

    def _origin(self, node: exp.Expr, scope: Scope) -> Atoms:
        if isinstance(node, exp.Column):
            return self.column(node, scope)
        first = self.steps.get(id(node.unnest()), [])[:1]
        return first[0][1] if first else frozenset()


def trace(full: exp.Query, given: Mapping[str, Mapping[str, Atoms]] | None = None) -> Flows:
    """Follow values through a qualified statement.

    Args:
        full: every column names its table.
        given: by name of a table that is no canonical one, what its columns are made of.
    """
    tracer = _Tracer(given or {})
    used: dict[str, int] = {}
    tests: set[Test] = set()
    for scope in traverse_scope(full):
        tracer.steps[id(scope.expression)] = tracer.outputs(scope)
        for node in scope.walk():
            if isinstance(node, exp.Column) and not _is_only_counted(node):
                for atom in tracer.column(node, scope):
                    if atom.kind == "column":
                        used.setdefault(atom.name, line_of(node))
            tests |= _tests(node, partial(tracer.atoms, scope))
    return Flows(used, tuple(sorted(tests)), dict(tracer.steps[id(full)]))


def of_predicate(tree: exp.Expr, facts: Mapping[str, Atoms]) -> tuple[Test, ...]:
    """Comparisons in a predicate of a rule: of its facts, and of `location.*`.

    Args:
        tree: the predicate.
        facts: what each fact is made of.
    """

    def origin(node: exp.Expr) -> Atoms:
        if not isinstance(node, exp.Column):
            return frozenset()
        if node.table:
            return frozenset({Atom("column", f"location.{node.name}")})
        return facts.get(node.name, frozenset())

    found: set[Test] = set()
    for node in tree.walk():
        found |= _tests(node, lambda part: _collect(part, origin))
    return tuple(sorted(found))


def _collect(part: exp.Expr, origin: Callable[[exp.Expr], Atoms]) -> Atoms:
    """Atoms of everything whose value becomes the value of `part`."""
    found: set[Atom] = set()
    waiting = [part]
    while waiting:
        node = waiting.pop()
        if isinstance(node, exp.Column | exp.Query):
            found |= origin(node)
        elif isinstance(node, exp.Placeholder):
            found.add(Atom("param", node.name))
        elif isinstance(node, exp.Literal):
            found.add(Atom("text" if node.is_string else "number", node.name))
        elif not isinstance(node, _NEW_FACTS):
            waiting += _parts(node)
    return frozenset(found)


def _parts(node: exp.Expr) -> list[exp.Expr]:
    """Parts of a node that its value comes from; conditions decide and do not flow."""
    if isinstance(node, exp.Case):
        values = [branch.args["true"] for branch in node.args["ifs"]]
        return [*values, *([node.args["default"]] if node.args.get("default") else [])]
    if isinstance(node, exp.Filter | exp.Window):
        return [node.this]
    return list(node.iter_expressions())


def _tests(node: exp.Expr, atoms: Callable[[exp.Expr], Atoms]) -> set[Test]:
    found: set[Test] = set()
    denied = _is_denied(node)
    for left, right in _compared(node):
        for one, other in ((left, right), (right, left)):
            columns = [atom.name for atom in atoms(one) if atom.kind == "column"]
            others = atoms(other) if columns else frozenset()
            constants = [atom for atom in others if atom.kind != "column"]
            is_one = sum(1 for _ in one.find_all(exp.Column)) == 1
            is_plain = is_one and len(constants) == len(others)
            line = line_of(node)
            found |= {Test(c, k, denied, is_plain, line) for c in columns for k in constants}
    return found


def _is_denied(node: exp.Expr) -> bool:
    """True when a comparison holds for what is not equal: by itself or by a NOT around it."""
    denied = isinstance(node, exp.NEQ | exp.NullSafeNEQ)
    around = node.parent
    while around is not None and not isinstance(around, exp.Query):
        denied ^= isinstance(around, exp.Not)
        around = around.parent
    return denied


def _compared(node: exp.Expr) -> Iterator[tuple[exp.Expr, exp.Expr]]:
    """Pairs of parts that a node compares."""
    if isinstance(node, exp.In):
        query = node.args.get("query")
        yield from ((node.this, part) for part in (*node.expressions, *([query] if query else [])))
    elif isinstance(node, exp.Between):
        yield from ((node.this, node.args[end]) for end in ("low", "high"))
    elif isinstance(node, exp.Case) and node.this is not None:
        yield from ((node.this, branch.this) for branch in node.args["ifs"])
    elif isinstance(node, _PAIRS) and not isinstance(node, (*_NULL_TESTS, exp.Connector)):
        yield node.this, node.expression


def _is_only_counted(column: exp.Column) -> bool:
    """True when it is only asked whether the value is there, or how many there are."""
    found = column.find_ancestor(*_NULL_TESTS, *_COUNTS, exp.Query)
    return isinstance(found, (*_NULL_TESTS, *_COUNTS))
