"""Read one delivery: the stream of a connector into staged rows, quarantine and counts.

Works in chunks, so that memory does not grow with the delivery; only the names that wait for
the vault are held until its end.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
from duckdb import DuckDBPyConnection

from connectors.delivery import Connector, Delivery, Ignored, Note, Quarantined, Used
from engine.errors import RunError
from engine.progress import Progress
from engine.register.pseudonyms import Pseudonyms
from engine.register.report import SourceReport
from engine.register.staging import Arrived, Stage, add, open_stage
from engine.tables import TABLES

CHUNK_ROWS = 20_000


@dataclass(slots=True)
class Taken:
    """What one delivery gave.

    Attributes:
        stages: staged rows by table.
        read: records by file.
        used: records by file that only serve other records: they have no rows.
        quarantined: records by file that the connector put in quarantine.
        ignored: records by file and reason that the connector left out.
    """

    stages: dict[str, Stage] = field(default_factory=dict)
    read: Counter[str] = field(default_factory=Counter)
    used: Counter[str] = field(default_factory=Counter)
    quarantined: Counter[str] = field(default_factory=Counter)
    ignored: dict[str, Counter[str]] = field(default_factory=dict)


class _Reader:
    def __init__(
        self,
        con: DuckDBPyConnection,
        source: str,
        pseudonyms: Pseudonyms,
        report: SourceReport,
        tables: frozenset[str],
    ) -> None:
        self.con, self.source, self.pseudonyms, self.report = con, source, pseudonyms, report
        self.tables = tables
        self.taken = Taken()
        self.records = 0
        self._rows: dict[str, list[Arrived]] = {}
        self._bad: list[tuple[str, int, str | None, str, str | None]] = []

    def used(self, item: Used) -> None:
        self.records += 1
        self.taken.read[item.file] += 1
        if not item.rows:
            self.taken.used[item.file] += 1
        for row in item.rows:
            waiting = self._rows.get(row.table)
            if waiting is None:
                waiting = self._rows[row.table] = self._open(row.table)
            waiting.append(Arrived(row, self.records, item.file, item.line))
            if len(waiting) >= CHUNK_ROWS:
                self.flush_table(row.table)

    def quarantined(self, item: Quarantined) -> None:
        self.records += 1
        self.taken.read[item.file] += 1
        self.taken.quarantined[item.file] += 1
        self.report.quarantined[item.reason] += 1
        self._bad.append((item.file, item.line, item.record_id, item.reason, self._raw(item)))
        if len(self._bad) >= CHUNK_ROWS:
            self.flush_quarantine()

    def ignored(self, item: Ignored) -> None:
        self.records += item.count
        self.taken.read[item.file] += item.count
        self.taken.ignored.setdefault(item.file, Counter())[item.reason] += item.count
        self.report.reasons[item.reason] += item.count

    def flush(self) -> None:
        for table in sorted(self._rows):
            self.flush_table(table)
        self.flush_quarantine()

    def flush_table(self, table: str) -> None:
        rows = self._rows[table]
        if rows:
            add(self.con, self.taken.stages[table], rows)
            rows.clear()

    def flush_quarantine(self) -> None:
        insert_quarantine(self.con, self.source, self._bad)
        self._bad.clear()

    def _open(self, table: str) -> list[Arrived]:
        if table not in self.tables:
            known = ", ".join(sorted(self.tables))
            what = f"source {self.source}: its connector fills {table!r}; it may fill: {known}"
            raise RunError(what)
        self.taken.stages[table] = open_stage(self.con, TABLES[table], self.source, self.pseudonyms)
        return []

    def _raw(self, item: Quarantined) -> str | None:
        if item.raw is None and not item.people:
            return None
        scope = f"{self.source}:{item.record_id or f'{item.file}:{item.line}'}"
        people = {
            column: self.pseudonyms.from_name(name, scope=f"{scope}:{column}")
            for column, name in item.people.items()
        }
        return to_json({**(item.raw or {}), **people})


def read(
    con: DuckDBPyConnection,
    delivery: Delivery,
    connector: Connector,
    *,
    pseudonyms: Pseudonyms,
    report: SourceReport,
    progress: Progress,
) -> Taken:
    """Read one delivery into staging tables and the table `quarantine`.

    Raises:
        SourceError: the delivery is unreadable as a whole or may not be read.
        RunError: the connector gives a table or column that does not exist.
    """
    derived = {name for name, table in TABLES.items() if table.derived}
    tables = connector.tables or frozenset(TABLES.keys() - derived)
    reader = _Reader(con, delivery.source, pseudonyms, report, tables)
    for number, item in enumerate(connector.read(delivery)):
        if isinstance(item, Used):
            reader.used(item)
        elif isinstance(item, Quarantined):
            reader.quarantined(item)
        elif isinstance(item, Ignored):
            reader.ignored(item)
        elif isinstance(item, Note):
            report.note(item)
        if number % CHUNK_ROWS == 0:
            progress(f"read {delivery.source}", reader.records, None)
    reader.flush()
    progress(f"read {delivery.source}", reader.records, reader.records)
    return reader.taken


def insert_quarantine(
    con: DuckDBPyConnection,
    source: str,
    rows: Sequence[tuple[str, int, str | None, str, str | None]],
) -> None:
    """Append rows of file, line, record_id, reason and raw to the table `quarantine`."""
    if not rows:
        return
    files, lines, ids, reasons, raws = (list(column) for column in zip(*rows, strict=True))
    columns = {
        "source": pa.array([source] * len(rows), pa.string()),
        "file": pa.array(files, pa.string()),
        "line": pa.array(lines, pa.int64()),
        "record_id": pa.array(ids, pa.string()),
        "reason": pa.array(reasons, pa.string()),
        "raw": pa.array(raws, pa.string()),
    }
    con.register("refused", pa.table(columns))
    con.execute("INSERT INTO quarantine FROM refused")
    con.unregister("refused")


def to_json(values: Mapping[str, object]) -> str:
    """Content of a refused row as text, by sorted column; bytes and empty values left out."""
    shown = {k: v for k, v in values.items() if v is not None and not isinstance(v, bytes)}
    text = json.dumps(shown, sort_keys=True, ensure_ascii=False, default=str)
    return text.encode("utf-8", "replace").decode("utf-8")
