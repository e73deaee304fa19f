"""What a connector yields: exactly one item per record, and notes for the run report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Row:
    """One row for a canonical table.

    Attributes:
        table: name in `TABLES`.
        values: typed values by input column (`Table.inputs()`); a column left out is NULL.
            TEXT str, DATE date, INT int, REAL float, BOOL bool, LIST list[str],
            GEOMETRY WKB bytes in RD. `<date>_partial` may stand beside a partial date.
        private: input columns of this row that name a natural person although the table
            calls them public (names of a sole trader); intake sends them to the vault.
        version: date of this version of the object, for tables that are `versioned`: of rows
            with one key the newest not after `as_of` counts. None: `valid_from` or the table's
            event date is that date, where it has one.
        births: role -> birth date of the person named under `<role>_name`. Used in memory to
            form a pseudonym that joins records, never stored; only messages of fixed format may
            give it.
        pseudonyms: role -> pseudonym that was formed when the message was fetched, in place of
            the birth date that its copy may not hold.
    """

    table: str
    values: Mapping[str, object]
    private: frozenset[str] = frozenset()
    version: date | None = None
    births: Mapping[str, date] = field(default_factory=dict)
    pseudonyms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Used:
    """A record that is used; `rows` may be empty when it only serves other records.

    Attributes:
        file: file name inside the delivery, archives joined by `!` (`a.zip!b.xml`).
        line: physical 1-based line where the record starts (XLSX: row; one JSON response: 1).
    """

    file: str
    line: int
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A record that cannot be used; the rest of the delivery goes on.

    Attributes:
        record_id: the record's own id as delivered, None when that is what is wrong.
        reason: one English sentence with the offending value's column, never a person's data.
        raw: content by column; columns mapped to people stay out, intake adds nothing. None
            when the columns are unknown.
    """

    file: str
    line: int
    record_id: str | None
    reason: str
    raw: Mapping[str, object] | None = None
    people: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ignored:
    """Records left out by a declared reason (`superseded version`, `other municipality`).

    Attributes:
        count: how many records; at least 1.
    """

    file: str
    reason: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """Something the run report must say, and no record of its own.

    Attributes:
        key: slash-separated path in run.json's source report (`status/PND/Pand in gebruik`).
        value: a count that adds up over equal keys, or a text that overwrites.
    """

    key: str
    value: int | str


Item = Used | Quarantined | Ignored | Note
