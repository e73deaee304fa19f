"""Finds the type of every value and parameter of a pattern.

Cypher answers `1 = '1'` with false and an unknown property with null, and SQL converts: neither
says that the pattern is wrong, so it is said here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NoReturn

from engine.errors import PatternError
from engine.network import schema
from engine.network.patterns import tree, words
from engine.network.patterns.pattern import Column, Param
from engine.network.patterns.tree import Spot
from engine.tables import Type

AS_OF = "as_of"
MAX_DAYS = 36_600
"""Largest number of days, either way, that may be added to a date: a hundred years."""
_RESERVED = {"run": "$run is the engine's own: choose another name"}
_NUMBERS = frozenset({Type.INT, Type.REAL})


def stop(what: str, spot: Spot) -> NoReturn:
    """Refuse a pattern at one place of its text."""
    raise PatternError(what, line=spot.line, column=spot.column)


@dataclass(slots=True)
class Checked:
    """What a check has found so far; each part of a pattern adds to it.

    Attributes:
        owners: for each of the engine's names the labels or kinds that it can have.
        names: the writer's word for each of them.
        params: by name.
        properties: pairs (label or kind, property) that are read.
    """

    owners: Mapping[str, Iterable[str]]
    names: Mapping[str, str]
    params: dict[str, Param] = field(default_factory=dict)
    properties: set[tuple[str, str]] = field(default_factory=set)

    def column(self, item: tree.Item) -> Column:
        """Check one column of the answer, after all conditions."""
        part = item.value
        if not isinstance(part, tree.Aggregate):
            return Column(item.name, self._known(part))
        if part.value is None:
            return Column(item.name, Type.INT)
        of = self._known(part.value)
        is_list = part.function == "collect"
        return Column(item.name, Type.INT if part.function == "count" else of, is_list)

    def _known(self, value: tree.Value | tree.Case) -> Type:
        """The type of a value in RETURN, where nothing stands beside it."""
        if isinstance(value, tree.Case):
            return self._known(value.value)
        found = self.type(value)
        if found is None and isinstance(value, tree.Parameter):
            use = self.params.get(value.name)
            if use is None or use.is_list:
                stop(f"{self._say(value)} is not compared with a property above", value.spot)
            return use.type
        assert found is not None
        return found

    def type(self, value: tree.Value) -> Type | None:
        """The type of a value; None for a parameter, which takes it from its neighbour."""
        return _VALUES[type(value)](self, value)

    def pair(self, left: tree.Value, right: tree.Value, spot: Spot) -> Type:
        """Check that two values can be compared, and say as what."""
        types = [self.type(left), self.type(right)]
        one = next((found for found in types if found is not None), None)
        if one is None:
            stop("two parameters are compared: compare them with a property", spot)
        for value, found in zip((left, right), types, strict=True):
            if isinstance(value, tree.Parameter) and found is None:
                self.use(value, one)
        if None not in types and len(set(types)) > 1 and not _NUMBERS.issuperset(types):
            stop(self._differ(left, right, types), spot)
        return one

    def use(
        self, part: tree.Parameter, of: Type, *, is_list: bool = False, is_days: bool = False
    ) -> None:
        """Note what a parameter is used as, and check that other uses agree."""
        if why := _RESERVED.get(part.name):
            stop(why, part.spot)
        if part.name == AS_OF:
            if of is not Type.DATE or is_list:
                stop("$as_of is a date", part.spot)
            return
        new = Param(part.name, of, is_list, is_days, part.spot)
        old = self.params.get(part.name, new)
        both = {old.type, of}
        if old.is_list != is_list or (len(both) > 1 and not both <= _NUMBERS):
            here, there = _kind(new), _kind(old)
            what = f"${part.name} is {here} here and {there} in line {old.spot.line}"
            stop(what, part.spot)
        wide = Type.INT if both == {Type.INT} else Type.REAL if both <= _NUMBERS else of
        if (is_days or old.is_days) and wide is not Type.INT:
            stop(f"${part.name} is a number of days, so a whole number everywhere", part.spot)
        self.params[part.name] = replace(old, type=wide, is_days=is_days or old.is_days)

    def must_be(self, value: tree.Value, wanted: Type, spot: Spot) -> None:
        """Check that a value is of one type where no other may stand."""
        found = self.type(value)
        if found is None and isinstance(value, tree.Parameter):
            self.use(value, wanted)
        elif found is not wanted:
            is_now = words.TYPES[found or wanted]
            stop(f"{self._say(value)} is {is_now}, not {words.TYPES[wanted]}", spot)

    def _differ(self, left: tree.Value, right: tree.Value, types: list[Type | None]) -> str:
        said = [
            f"{self._say(value)} is {words.TYPES[found]}"
            for value, found in zip((left, right), types, strict=True)
            if found is not None
        ]
        hint = ": write date('2024-01-31')" if set(types) == {Type.DATE, Type.TEXT} else ""
        return " and ".join(said) + hint

    def _say(self, value: tree.Value) -> str:
        return words.value(value, self.names)


def _kind(param: Param) -> str:
    return f"a list, each {words.TYPES[param.type]}," if param.is_list else words.TYPES[param.type]


def type_of(value: tree.Scalar) -> Type:
    """The type of a value that stands in the text."""
    types = ((bool, Type.BOOL), (int, Type.INT), (float, Type.REAL), (date, Type.DATE))
    return next((found for kind, found in types if isinstance(value, kind)), Type.TEXT)


def _literal(_: Checked, part: tree.Literal) -> Type:
    return type_of(part.value)


def _no_value(_: Checked, part: tree.NoValue) -> NoReturn:
    stop("nothing equals null: write IS NULL or IS NOT NULL; a list holds none", part.spot)


def _parameter(_: Checked, part: tree.Parameter) -> Type | None:
    if part.name == AS_OF:
        return Type.DATE
    if why := _RESERVED.get(part.name):
        stop(why, part.spot)
    return None


def _variable(checked: Checked, part: tree.Variable) -> NoReturn:
    name = checked.names[part.name]
    stop(f"{name} is no value: take a property of it, such as {name}.id", part.spot)


def _property(checked: Checked, part: tree.Property) -> Type:
    """The one type that a property has on all its owners; some may be without it."""
    owners = list(checked.owners[part.owner])
    found = {
        owner: known
        for owner in owners
        if (known := _schema(owner).property(part.name)) is not None
    }
    if not found:
        known_names = {p.name for owner in owners for p in _schema(owner).properties}
        of = " or ".join(owners) if len(owners) <= 3 else "any of its labels"
        what = words.unknown("property", part.name, known_names)
        stop(f"{what} ({checked.names[part.owner]} is {of})", part.spot)
    types = {known.type for known in found.values()}
    if len(types) > 1:
        each = ", ".join(f"{words.TYPES[known.type]} of {owner}" for owner, known in found.items())
        stop(f"{part.name} is {each}: name one label or kind", part.spot)
    checked.properties.update((owner, part.name) for owner in found)
    return types.pop()


def _schema(owner: str) -> schema.Node | schema.Relation:
    return schema.NODES[owner] if owner in schema.NODES else schema.RELATIONS[owner]


def _later(checked: Checked, part: tree.Later) -> Type:
    checked.must_be(part.start, Type.DATE, part.spot)
    if isinstance(part.days, tree.Parameter):
        checked.use(part.days, Type.INT, is_days=True)
    elif not isinstance(part.days.value, int) or abs(part.days.value) > MAX_DAYS:
        stop(f"days is a whole number, at most {MAX_DAYS}", part.days.spot)
    return Type.DATE


def _days_between(checked: Checked, part: tree.DaysBetween) -> Type:
    for end in (part.start, part.end):
        checked.must_be(end, Type.DATE, end.spot)
    return Type.INT


def _size(_: Checked, __: tree.Size) -> Type:
    return Type.INT


_VALUES: Mapping[type, Callable[..., Type | None]] = {
    tree.Literal: _literal,
    tree.NoValue: _no_value,
    tree.Parameter: _parameter,
    tree.Variable: _variable,
    tree.Property: _property,
    tree.Later: _later,
    tree.DaysBetween: _days_between,
    tree.Size: _size,
}
