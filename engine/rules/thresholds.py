"""Both sides of every threshold stand in the cases of its rule.

A threshold is a comparison in `hit_when` with a param that is a number. It is shown by a case
exactly at the bound and one on the side where the comparison turns over. Only what is missing
for certain is told: a comparison that no case can reach exactly needs a case on either side.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb
from sqlglot import exp

from engine.features.database import FeatureDatabase
from engine.features.findings import Finding, warning
from engine.rules import case_rows
from engine.rules.binding import Compiled
from engine.rules.model import Rule
from engine.rules.packs import Entry
from engine.rules.predicate import parsed

_MIRRORED: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.GT: exp.LT,
    exp.LT: exp.GT,
    exp.GTE: exp.LTE,
    exp.LTE: exp.GTE,
}
_TURNS_BELOW = (exp.GTE, exp.LT)
"""`x >= bound` and `x < bound` turn over just below the bound, `>` and `<=` just above it."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One comparison with a param.

    Attributes:
        param: its name.
        value: SQL of what is compared.
        bound: SQL of what it is compared with; the param stands in it.
        turns_below: the comparison turns over below the bound, otherwise above it.
    """

    param: str
    value: str
    bound: str
    turns_below: bool


def check(entry: Entry, rule: Rule, compiled: Compiled, db: FeatureDatabase) -> Iterator[Finding]:
    """A warning for every side of a threshold that no case of the rule shows.

    Args:
        entry: where the rule stands.
        rule: a rule whose cases fit its facts.
        compiled: its predicate.
        db: any feature database; nothing of its rows is read.
    """
    found = bounds(rule, compiled.predicate.text)
    if not found or not rule.cases:
        return
    columns = [sql for one in found for sql in (one.value, one.bound)]
    try:
        rows = case_rows.evaluate(db.con, rule, compiled, [*columns, compiled.predicate.sql])
    except duckdb.Error:
        return  # running the cases says so
    for param in dict.fromkeys(one.param for one in found):
        sides = [
            _shown([(row[2 * index], row[2 * index + 1]) for row in rows])
            for index, one in enumerate(found)
            if one.param == param
        ]
        for what in _missing(sides, [one for one in found if one.param == param]):
            line = entry.line("params", param)
            value = f"{param} = {rule.params[param]}"
            yield warning(entry.file, line, f"{rule.id}: no case {what} the threshold {value}")


def bounds(rule: Rule, predicate: str) -> list[Bound]:
    """Every comparison of a predicate with a param that is a number, in its order."""
    return [bound for node in parsed(predicate).walk(bfs=False) for bound in _of(node, rule)]


def _of(node: exp.Expr, rule: Rule) -> Iterator[Bound]:
    if isinstance(node, exp.Between):
        yield from _compared(exp.GTE, node.this, node.args["low"], rule)
        yield from _compared(exp.LTE, node.this, node.args["high"], rule)
    elif type(node) in _MIRRORED:
        yield from _compared(type(node), node.this, node.expression, rule)
        yield from _compared(_MIRRORED[type(node)], node.expression, node.this, rule)


def _compared(
    kind: type[exp.Expr], value: exp.Expr, bound: exp.Expr, rule: Rule
) -> Iterator[Bound]:
    """The bounds of `value <kind> bound`; the value itself may not hang on a param."""
    if _params(value, rule) or value.find(exp.Column) is None:
        return
    for param in _params(bound, rule):
        yield Bound(param, value.sql("duckdb"), bound.sql("duckdb"), kind in _TURNS_BELOW)


def _params(node: exp.Expr, rule: Rule) -> list[str]:
    names = sorted({place.name for place in node.find_all(exp.Placeholder)})
    return [name for name in names if _is_number(rule.params.get(name))]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class _Sides:
    below: bool
    at: bool
    above: bool
    reachable: bool


def _shown(pairs: Sequence[tuple[object, object]]) -> _Sides:
    """Where the cases stand beside the bound; `reachable` when one could stand exactly on it."""
    known = [(v, b) for v, b in pairs if _is_number(v) and _is_number(b)]
    gaps = [float(v) - float(b) for v, b in known]  # type: ignore[arg-type]
    whole = known and all(isinstance(v, int) and not float(b).is_integer() for v, b in known)  # type: ignore[arg-type]
    return _Sides(
        below=any(gap < 0 for gap in gaps),
        at=any(math.isclose(gap, 0, abs_tol=1e-9) for gap in gaps),
        above=any(gap > 0 for gap in gaps),
        reachable=not whole,
    )


def _missing(sides: Sequence[_Sides], found: Sequence[Bound]) -> Iterator[str]:
    """What no comparison with the param shows; one that shows a side shows it for all."""
    if not any(side.reachable for side in sides):
        if not any(side.below for side in sides):
            yield "below"
        if not any(side.above for side in sides):
            yield "above"
        return
    if not any(side.at for side in sides):
        yield "exactly at"
    turns = [
        side.below if one.turns_below else side.above
        for side, one in zip(sides, found, strict=True)
    ]
    if not any(turns):
        yield "below" if found[0].turns_below else "above"
