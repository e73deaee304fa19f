"""What a feature is once it was checked: facts per location, and what they are made of."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.features import codes
from engine.features.flows import Atom, Test
from engine.network.patterns import Pattern
from engine.tables import TABLES, Gate, Type

REQUIRED = ("location_id", "newest", "evidence", "members")
RESERVED = ("known", "unknown_reason", "returned", "location", "as_of")
LOCATION = tuple(c for c in TABLES["location"].stored() if c.type is not Type.GEOMETRY)


@dataclass(frozen=True, slots=True)
class Fold:
    """The statement over the rows of the patterns of one feature.

    Attributes:
        patterns: by the name under which the statement reads their rows, in the order of the file.
        text: SQL, its lines at their place in the file.
        placeholders: bound values that it uses itself, sorted.
        tables: canonical tables that it reads itself, sorted.
    """

    patterns: Mapping[str, Pattern]
    text: str
    placeholders: tuple[str, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """One checked feature.

    Attributes:
        params: declared params, in the header's order.
        absent: `zero` or `unknown`.
        known_when: predicate on `location.*`, None when there is none.
        known_columns: columns of `location` that `known_when` reads.
        text: the file's, as it stands: SQL, a network pattern, or patterns and their fold.
        placeholders: bound values that the text uses, sorted.
        facts: columns beyond the required ones, in the order of the SELECT.
        tables: canonical tables it reads, sorted.
        columns: (table, column) it reads, sorted.
        gate: the strictest gate of what it reads.
        coded: facts that hold SBI codes, and facts that say their version.
        tests: columns that the text compares with params.
        made_of: by fact, the columns, params and texts that its value is made of.
        pattern: the checked pattern of a `.cypher` file that is one, else None.
        fold: patterns of a `.cypher` file with the statement over their rows, else None.
        hits: rules of the run whose hits it reads, see `run_hits`.
        hits_within: param that says how new such a hit must be, None when any counts.
    """

    name: str
    title: str
    params: tuple[str, ...]
    absent: str
    known_when: str | None
    known_columns: tuple[str, ...]
    text: str
    placeholders: tuple[str, ...]
    facts: tuple[str, ...]
    tables: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    gate: Gate
    file: Path
    coded: codes.Coded = codes.NONE
    tests: tuple[Test, ...] = ()
    made_of: Mapping[str, frozenset[Atom]] = field(default_factory=dict)
    pattern: Pattern | None = None
    fold: Fold | None = None
    hits: tuple[str, ...] = ()
    hits_within: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the text, line ends apart."""
        return hashlib.sha256("\n".join(self.text.splitlines()).encode()).hexdigest()
