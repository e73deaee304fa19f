"""Which canonical columns, params and texts flow where in a network pattern.

A property stands for the columns that the schema reads it from. A count, a number of steps and
the days between two dates are new facts and carry nothing on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.features.flows import Atom, Atoms, Flows, Test
from engine.network.patterns import Pattern, tree, walking
from engine.network.schema import NODES, RELATIONS

_RECORD_KEY = "record_key"
_PERSON = ("officer.party_id",)
"""A pseudonym, from whichever register; no column of its own stands in the schema."""


def trace(pattern: Pattern) -> Flows:
    """What is read for its value, compared with constants, and returned."""
    found = _Tracer(_owners(pattern))
    used: dict[str, int] = {}
    tests: set[Test] = set()
    for part in walking.below(pattern.query):
        tests.update(found.tests(part))
        if isinstance(part, tree.Property):
            for column in found.columns(part):
                used[column] = min(part.spot.line, used.get(column, part.spot.line))
    result = {item.name: found.made_of(item.value) for item in pattern.query.items}
    return Flows(used, tuple(sorted(tests)), result)


def _owners(pattern: Pattern) -> dict[str, tuple[str, ...]]:
    """Labels or kinds behind every name: of nodes, relations, and steps of relations."""
    parts = list(walking.below(pattern.query))
    hops = {part.name or "": part.kinds for part in parts if isinstance(part, tree.Hop)}
    steps = {part.step: hops[part.walk] for part in parts if isinstance(part, tree.Quantified)}
    return {**pattern.ends, **hops, **steps}


@dataclass(frozen=True, slots=True)
class _Tracer:
    """What each name of the pattern can be."""

    owners: Mapping[str, tuple[str, ...]]

    def columns(self, part: tree.Property) -> tuple[str, ...]:
        """Canonical columns behind a property, sorted."""
        found: set[str] = set()
        for owner in self.owners[part.owner]:
            holder = NODES.get(owner) or RELATIONS[owner]
            known = holder.property(part.name)
            found.update(known.reads if known else ())
            found.update(_PERSON if (owner, part.name) == ("Person", "id") else ())
            if part.name == _RECORD_KEY and owner in RELATIONS:
                tables = {column.partition(".")[0] for column in RELATIONS[owner].reads}
                found.update(f"{table}.{_RECORD_KEY}" for table in tables)
        return tuple(sorted(found))

    def made_of(self, value: object) -> Atoms:
        """What a value is made of."""
        if isinstance(value, tree.Aggregate):
            return frozenset() if value.function == "count" else self.made_of(value.value)
        if isinstance(value, tree.Case):
            return self.made_of(value.value)
        if isinstance(value, tree.Property):
            return frozenset(Atom("column", column) for column in self.columns(value))
        if isinstance(value, tree.Parameter):
            return frozenset({Atom("param", value.name)})
        if isinstance(value, tree.Literal):
            kind = "text" if isinstance(value.value, str) else "number"
            return frozenset({Atom(kind, str(value.value))})
        if isinstance(value, tree.Later):
            return self.made_of(value.start)
        return frozenset()

    def tests(self, part: object) -> Iterator[Test]:
        """Columns that a condition compares with constants."""
        sides = _sides(part)
        atoms = [self.made_of(side) for side in sides]
        columns = sorted(atom.name for one in atoms for atom in one if atom.kind == "column")
        constants = sorted(atom for one in atoms for atom in one if atom.kind != "column")
        is_plain = not all(any(a.kind == "column" for a in one) for one in atoms)
        denies = isinstance(part, tree.Compare) and part.sign == "<>"
        for column in columns:
            for constant in constants:
                yield Test(column, constant, denies, is_plain, part.spot.line)  # type: ignore[attr-defined]


def _sides(part: object) -> tuple[object, ...]:
    if isinstance(part, tree.Compare | tree.TextTest):
        return (part.left, part.right)
    if isinstance(part, tree.In):
        many = part.choices if isinstance(part.choices, tuple) else (part.choices,)
        return (part.value, *many)
    return ()
