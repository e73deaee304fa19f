"""A network pattern as a tree: what was written, and where.

`reading` makes it with the names of the writer; `scopes` returns the same tree in which every
node, relation and step has one name in the whole pattern, the nameless ones too.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | date


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in the text.

    Attributes:
        line: 1-based line.
        column: 1-based column.
    """

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, text, truth value or date that stands in the text."""

    value: Scalar
    spot: Spot


@dataclass(frozen=True, slots=True)
class NoValue:
    """The word `null`, which no comparison may hold."""

    spot: Spot


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that comes with the question, such as `$days`."""

    name: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Variable:
    """A node, relation or step by its name."""

    name: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node, relation or step; null when it is not known or does not exist."""

    owner: str
    name: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Later:
    """A date so many days after another."""

    start: "Value"
    days: Literal | Parameter
    spot: Spot


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """The days from one date to another, negative when the second is earlier."""

    start: "Value"
    end: "Value"
    spot: Spot


@dataclass(frozen=True, slots=True)
class Size:
    """The number of steps of a relation of more than one step."""

    walk: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Case:
    """A value where a condition is true, null everywhere else; stands in an aggregate only."""

    condition: "Condition"
    value: "Value"
    spot: Spot


Value: TypeAlias = Literal | NoValue | Parameter | Variable | Property | Later | DaysBetween | Size


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values beside each other.

    Attributes:
        sign: `=`, `<>`, `<`, `<=`, `>` or `>=`.
    """

    sign: str
    left: Value
    right: Value
    spot: Spot


@dataclass(frozen=True, slots=True)
class IsNull:
    """Whether a value is not known, or with `negated` is known."""

    value: Value
    negated: bool
    spot: Spot


@dataclass(frozen=True, slots=True)
class In:
    """Whether a value is one of a list: one parameter, or values in the text."""

    value: Value
    choices: Parameter | tuple[Value, ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class TextTest:
    """Whether a text starts with, ends with or contains another.

    Attributes:
        word: `STARTS WITH`, `ENDS WITH` or `CONTAINS`.
    """

    word: str
    left: Value
    right: Value
    spot: Spot


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition; null stays null."""

    condition: "Condition"
    spot: Spot


@dataclass(frozen=True, slots=True)
class Both:
    """Conditions joined by AND."""

    parts: tuple["Condition", ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Either:
    """Conditions joined by OR."""

    parts: tuple["Condition", ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Quantified:
    """A condition on the steps of a relation of more than one step.

    Attributes:
        word: `all`, `any` or `none`.
        step: name of one step inside `condition`.
        walk: name of the relation.
    """

    word: str
    step: str
    walk: str
    condition: "Condition"
    spot: Spot


@dataclass(frozen=True, slots=True)
class Exists:
    """Whether another match can be found from here."""

    match: "Match"
    spot: Spot


@dataclass(frozen=True, slots=True)
class Bare:
    """A value where a condition should stand; the check refuses it with advice."""

    value: Value
    spot: Spot


Condition: TypeAlias = (
    Compare | IsNull | In | TextTest | Not | Both | Either | Quantified | Exists | Bare
)


class Direction(StrEnum):
    """How a relation is walked: as it points, against it, or either way."""

    OUT = "->"
    IN = "<-"
    BOTH = "-"


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a path; `name` None is nameless, no labels means any."""

    name: str | None
    labels: tuple[str, ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Hop:
    """One relation of a path.

    Attributes:
        name: None when nameless.
        kinds: one of these.
        direction: seen from the node on its left.
        lengths: fewest and most steps, both included; None is one step that is no list.
    """

    name: str | None
    kinds: tuple[str, ...]
    direction: Direction
    lengths: tuple[int, int] | None
    spot: Spot


@dataclass(frozen=True, slots=True)
class Path:
    """Nodes and the relations between them: one relation less than nodes."""

    nodes: tuple[Node, ...]
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Paths that hold together and what must be true of them; no relation is walked twice."""

    paths: tuple[Path, ...]
    where: Condition | None
    spot: Spot


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One value out of all rows of a group.

    Attributes:
        function: `count`, `collect`, `min` or `max`.
        value: None is `count(*)`; a `Case` leaves out where its condition is not true.
        distinct: equal values count once.
    """

    function: str
    value: Value | Case | None
    distinct: bool
    spot: Spot


@dataclass(frozen=True, slots=True)
class Item:
    """One column of the answer."""

    value: Value | Aggregate
    name: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Query:
    """A whole pattern; rows that are equal appear once when `distinct`."""

    matches: tuple[Match, ...]
    items: tuple[Item, ...]
    distinct: bool
