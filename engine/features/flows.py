"""Which canonical columns, params and texts flow where in a statement.

Values are followed through steps and functions; a truth value, a count and a length are new
facts and carry nothing on. Where unsure, more is followed than flows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

from engine.features.guard import line_of
from engine.tables import TABLES

_TESTS = (exp.Predicate, exp.StartsWith, exp.EndsWith, exp.Not, exp.And, exp.Or)
_COUNTS = (exp.Count, exp.CountIf, exp.Length, exp.ArraySize)
_LISTS = (exp.ArrayContains, exp.ArrayContainsAll, exp.ArrayOverlaps)
_NULL_TESTS = (exp.Is, exp.Exists)


@dataclass(frozen=True, slots=True, order=True)
class Atom:
    """One thing that a value can be made of.

    Attributes:
        kind: `column` (name is `table.column`), `param` or `text`.
    """

    kind: str
    name: str


@dataclass(frozen=True, slots=True, order=True)
class Test:
    """A column compared with a constant.

    Attributes:
        column: `table.column`.
        constant: a param or a text.
        denies: the comparison holds for everything but the constant.
        line: 1-based.
    """

    column: str
    constant: Atom
    denies: bool
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
    result: Mapping[str, frozenset[Atom]]


@dataclass(slots=True)
class _Tracer:
    known: dict[int, dict[str, frozenset[Atom]]] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)
    tests: set[Test] = field(default_factory=set)


def trace(full: exp.Query) -> Flows:
    """Follow values through a qualified statement."""
    tracer = _Tracer()
    for scope in traverse_scope(full):
        tracer.known[id(scope.expression)] = _outputs(scope, tracer)
        for node in scope.walk():
            if isinstance(node, exp.Column) and not _is_only_known(node):
                for atom in _column(node, scope, tracer):
                    if atom.kind == "column":
                        tracer.used.setdefault(atom.name, line_of(node))
            for left, right, denies in _compared(node):
                _note(
                    _atoms(left, scope, tracer), _atoms(right, scope, tracer), denies, node, tracer
                )
    return Flows(tracer.used, tuple(sorted(tracer.tests)), tracer.known[id(full)])


def of_expression(tree: exp.Expr, facts: Mapping[str, frozenset[Atom]]) -> tuple[Test, ...]:
    """Comparisons in a predicate of a rule: of its facts, and of `location.*`."""
    tests: set[Test] = set()

    def atoms(part: exp.Expr) -> frozenset[Atom]:
        found: set[Atom] = set()
        for node in _values(part):
            if isinstance(node, exp.Column):
                name = f"location.{node.name}"
                found |= {Atom("column", name)} if node.table else facts.get(node.name, set())
            else:
                found |= _constant(node)
        return frozenset(found)

    for node in tree.walk():
        for left, right, denies in _compared(node):
            tests |= _pairs(atoms(left), atoms(right), denies, line_of(node))
    return tuple(sorted(tests))


def _outputs(scope: Scope, tracer: _Tracer) -> dict[str, frozenset[Atom]]:
    tree = scope.expression
    if isinstance(tree, exp.SetOperation):
        sides = [tracer.known.get(id(side.unnest()), {}) for side in (tree.left, tree.right)]
        names = list(sides[0])
        others = list(sides[1].values())
        return {
            name: sides[0][name] | (others[index] if index < len(others) else frozenset())
            for index, name in enumerate(names)
        }
    selects = tree.selects if isinstance(tree, exp.Select) else []
    return {part.alias_or_name: _atoms(part, scope, tracer) for part in selects}


def _atoms(part: exp.Expr, scope: Scope, tracer: _Tracer) -> frozenset[Atom]:
    found: set[Atom] = set()
    for node in _values(part):
        found |= _column(node, scope, tracer) if isinstance(node, exp.Column) else _constant(node)
    return frozenset(found)


def _values(part: exp.Expr) -> Iterator[exp.Expr]:
    """Columns, params and texts whose value becomes the value of `part`."""
    waiting = [part]
    while waiting:
        node = waiting.pop()
        if isinstance(node, exp.Column | exp.Placeholder | exp.Literal):
            yield node
        elif isinstance(node, exp.Case):
            waiting += [branch.args["true"] for branch in node.args["ifs"]]
            waiting += [node.args["default"]] if node.args.get("default") else []
        elif isinstance(node, exp.Filter):
            waiting.append(node.this)
        elif isinstance(node, exp.Subquery | exp.Query):
            query = node.unnest()
            waiting += query.selects[:1] if isinstance(query, exp.Select) else []
        elif not isinstance(node, (*_TESTS, *_COUNTS, *_LISTS)):
            waiting += list(node.iter_expressions())


def _column(column: exp.Column, scope: Scope, tracer: _Tracer) -> frozenset[Atom]:
    """What a column holds: a canonical column, or what its step put into it."""
    around: Scope | None = scope
    while around is not None:
        source = around.sources.get(column.table)
        if isinstance(source, exp.Table):
            name = source.name
            return frozenset({Atom("column", f"{name}.{column.name}")} if name in TABLES else ())
        if isinstance(source, Scope):
            return tracer.known.get(id(source.expression), {}).get(column.name, frozenset())
        around = around.parent
    return frozenset()


def _constant(node: exp.Expr) -> set[Atom]:
    if isinstance(node, exp.Placeholder):
        return {Atom("param", node.name)}
    return {Atom("text", node.name)} if isinstance(node, exp.Literal) and node.is_string else set()


def _compared(node: exp.Expr) -> Iterator[tuple[exp.Expr, exp.Expr, bool]]:
    """Pairs of parts that a node compares, and whether it denies that they are equal."""
    denied = isinstance(node.parent, exp.Not)
    if isinstance(node, exp.In):
        query = node.args.get("query")
        for part in (*node.expressions, *([query] if query else [])):
            yield node.this, part, denied
    elif isinstance(node, exp.Between):
        yield node.this, node.args["low"], denied
        yield node.this, node.args["high"], denied
    elif isinstance(node, exp.Case) and node.this is not None:
        for branch in node.args["ifs"]:
            yield node.this, branch.this, denied
    elif isinstance(node, _NULL_TESTS):
        return
    elif isinstance(node, (exp.Binary, *_LISTS, exp.StartsWith, exp.EndsWith, exp.Nullif)):
        if isinstance(node, exp.Binary) and not isinstance(node, exp.Predicate):
            return
        yield node.this, node.expression, denied is not isinstance(node, exp.NEQ | exp.NullSafeNEQ)


def _note(
    left: frozenset[Atom], right: frozenset[Atom], denies: bool, node: exp.Expr, tracer: _Tracer
) -> None:
    tracer.tests |= _pairs(left, right, denies, line_of(node))


def _pairs(left: frozenset[Atom], right: frozenset[Atom], denies: bool, line: int) -> set[Test]:
    return {
        Test(column.name, constant, denies, line)
        for columns, constants in ((left, right), (right, left))
        for column in columns
        for constant in constants
        if column.kind == "column" and constant.kind != "column"
    }


def _is_only_known(column: exp.Column) -> bool:
    """True when it is only asked whether the value is there, or how many there are."""
    found = column.find_ancestor(*_NULL_TESTS, *_COUNTS, exp.Query)
    return isinstance(found, (*_NULL_TESTS, *_COUNTS))
