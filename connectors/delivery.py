"""What every connector gets and gives: a delivery in, a stream of records out.

A connector is a function `read(delivery) -> Iterator[Item]`. It yields exactly one item per
record of the delivery, so that intake can assert read = used + quarantined + ignored.
Nothing here knows rules or scores, and no connector matches addresses or people.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from engine.settings import Settings, SourceSpec


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery of one source, chosen by intake (the newest not after `as_of`).

    Attributes:
        spec: the source's entry in `sources.yaml`.
        files: the files to read, sorted by name; never empty.
        as_of: last day that exists for this run.
        municipality: four-digit code of the municipality.
        settings: limits of archives and sizes, code lists and folders of `rules/`.
    """

    spec: SourceSpec
    files: tuple[Path, ...]
    as_of: date
    municipality: str
    settings: Settings

    @property
    def source(self) -> str:
        """Id of the source in `sources.yaml`."""
        return self.spec.id


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
    """

    table: str
    values: Mapping[str, object]
    private: frozenset[str] = frozenset()
    version: date | None = None


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


class Read(Protocol):
    """The contract of a connector; `tests/connectors/contract.py` checks it."""

    def __call__(self, delivery: Delivery) -> Iterator[Item]:
        """Yield one item per record, in an order that depends on content only.

        Raises:
            SourceError: the delivery is unreadable as a whole or may not be read.
        """
        ...


class DeliveredOn(Protocol):
    """Optional second function of a connector: the date that the delivery states itself."""

    def __call__(self, files: tuple[Path, ...], settings: Settings) -> date | None:
        """Date of the delivery, None when it does not say."""
        ...


@dataclass(frozen=True, slots=True)
class Connector:
    """One source kind: how to read it and, if it says so itself, when it was made.

    Attributes:
        read: the connector function.
        delivered_on: reads the delivery's own date; None when `sources.yaml` must say it.
        tables: canonical tables it can fill; empty means any (the `table` connector).
        fixed_format: True when the format is fixed and never-use fields are dropped at the
            parser by a declared list; False when such a column stops the delivery.
    """

    read: Read
    tables: frozenset[str]
    delivered_on: DeliveredOn | None = None
    fixed_format: bool = True
