"""Intake for tests: records given in Python through a made-up connector, into a register."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from connectors.delivery import Connector, Delivery, Item, Row, Used
from engine.progress import silent
from engine.register import intake
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY, Pseudonyms
from engine.register.report import SourceReport
from engine.register.vault import Vault
from engine.settings import load_settings
from engine.sources_file import SourcesFile, load_sources

DAY = date(2026, 11, 1)
PSEUDONYMS = Pseudonyms(PUBLIC_SAMPLE_KEY)
SETTINGS = load_settings()
Stream = Callable[[Delivery], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Taken:
    """A register after intake, and its reports."""

    con: DuckDBPyConnection
    reports: tuple[SourceReport, ...]

    @property
    def report(self) -> SourceReport:
        """The report of the first source."""
        return self.reports[0]

    def rows(self, table: str, *columns: str) -> list[tuple[object, ...]]:
        """Rows of a table in order, the first column alone giving it."""
        names = ", ".join(f'"{column}"' for column in columns)
        return self.con.execute(f"SELECT {names} FROM {table} ORDER BY ALL").fetchall()


def used(table: str, line_: int = 2, file_: str = "a.csv", /, **values: object) -> Used:
    """A record with one row."""
    return Used(file_, line_, (Row(table, values),))


def permits(*ids: str, file: str = "a.csv") -> list[Used]:
    """Records of permits with nothing but an id, from line 2."""
    return [used("permit", at, file, permit_id=one) for at, one in enumerate(ids, start=2)]


def sources_file(folder: Path, text: str | None = None) -> SourcesFile:
    """Write `sources.yaml`; by default one source `vth` that reads `a.csv`."""
    (folder / "a.csv").touch()
    entry = "{id: vth, connector: made_up, path: a.csv, delivered_on: 2026-10-31}"
    file = folder / "sources.yaml"
    file.write_text(f'municipality: "1884"\nsources:\n  - {entry}\n' if text is None else text)
    return load_sources(file)


def connector(stream: Sequence[Item] | Stream, *tables: str) -> Connector:
    """A connector that gives these items."""

    def read(delivery: Delivery) -> Iterator[Item]:
        return stream(delivery) if callable(stream) else iter(stream)

    return Connector(read, tables=frozenset(tables))


@contextmanager
def take(
    folder: Path,
    stream: Sequence[Item] | Stream,
    *tables: str,
    text: str | None = None,
    as_of: date = DAY,
    vault: Vault | None = None,
) -> Iterator[Taken]:
    """Take in what the made-up connector gives."""
    made_up = connector(stream, *tables)
    with duckdb.connect() as con:
        intake.create_tables(con)
        given = intake.Intake(
            con,
            sources_file(folder, text),
            {"made_up": made_up}.__getitem__,
            as_of,
            SETTINGS,
            PSEUDONYMS,
            vault,
            silent,
        )
        yield Taken(con, intake.take_in(given))
