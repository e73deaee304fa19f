"""A pattern that has been read and checked: what it answers, what it needs, what it reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.network.patterns.tree import Query, Spot
from engine.tables import Gate, Type


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the answer.

    Attributes:
        name: as the pattern writes it.
        type: of one value.
        is_list: the column holds sorted lists of such values, never NULL.
    """

    name: str
    type: Type
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Param:
    """One value that comes with the question; `$as_of` is none of them.

    Attributes:
        name: without the dollar.
        type: by its use in the text.
        is_list: a list of such values.
        is_days: a number of days that is added to a date.
        spot: where it is first used.
    """

    name: str
    type: Type
    is_list: bool
    is_days: bool
    spot: Spot


@dataclass(frozen=True, slots=True)
class Note:
    """Advice on a pattern that may run and may be slow."""

    what: str
    spot: Spot

    def __str__(self) -> str:
        """The advice with its place."""
        return f"line {self.spot.line}, column {self.spot.column}: {self.what}"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of the subset, ready for any backend.

    Attributes:
        text: as it was written.
        file: where it was written, None when nowhere.
        columns: of the answer, in order; those without an aggregate are the groups.
        params: by name.
        labels: labels that its nodes can have, sorted.
        kinds: relations that it walks, sorted.
        properties: pairs (label or kind, property) that it reads, sorted.
        gate: strictest gate of all that it reads.
        reads: canonical columns behind it, as `table.column`, sorted.
        warnings: what may make it slow or mean something else, in the order of the text.
        query: the tree, with the engine's names.
        ends: labels that each node of the tree can have, in the order of the schema.
    """

    text: str
    file: Path | None
    columns: tuple[Column, ...]
    params: tuple[Param, ...]
    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    properties: tuple[tuple[str, str], ...]
    gate: Gate
    reads: tuple[str, ...]
    warnings: tuple[Note, ...]
    query: Query
    ends: Mapping[str, tuple[str, ...]]
