"""Seconds for 100,000 rows of every canonical table through the `table` connector and intake.

Each table is written as a CSV by number, read, judged and stored. The last column is the time
that DuckDB's own CSV reader needs for the same file as text, in the same run.
"""

import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import connectors
from engine import duck
from engine.progress import silent
from engine.register import intake
from engine.register.intake import Intake
from engine.register.pseudonyms import Pseudonyms
from engine.settings import load_settings
from engine.sources_file import load_sources
from engine.tables import TABLES, Column, Table, Type

ROWS = 100_000
LIMIT_S = 10.0
DAY = date(2026, 11, 1)
_PEOPLE = ("_name",)


def main() -> None:
    """Print one line per table: seconds, share of the limit, and times DuckDB's reader."""
    with tempfile.TemporaryDirectory() as folder:
        for name, table in sorted(TABLES.items()):
            if not table.derived:
                seconds, plain = measure(table, Path(folder))
                share, times = seconds / LIMIT_S, seconds / plain
                print(f"{name:<26}{seconds:7.2f} s  share {share:5.2f}  {times:6.1f} x duckdb")


def measure(table: Table, folder: Path) -> tuple[float, float]:
    """Seconds of reading and storing, and of DuckDB's reader alone."""
    columns = [column for column in table.inputs() if _is_written(table, column)]
    file = folder / f"{table.name}.csv"
    with file.open("w", encoding="utf-8", newline="") as handle:
        handle.write(",".join(column.name.upper() for column in columns) + "\n")
        for number in range(ROWS):
            handle.write(",".join(_cell(column, number) for column in columns) + "\n")
    sources = folder / "sources.yaml"
    mapped = ", ".join(f'"{column.name}": {column.name.upper()}' for column in columns)
    flags = [column.name for column in columns if column.type is Type.BOOL]
    words = ", ".join(f'"{name}": {{"J": true, "N": false}}' for name in flags)
    sources.write_text(
        f'municipality: "1884"\nsources:\n  - id: bench\n    connector: table\n'
        f"    path: {file.name}\n    delivered_on: 2026-10-31\n    privacy_check: PT-1\n"
        f"    table: {table.name}\n    columns: {{{mapped}}}\n    values: {{{words}}}\n",
        "utf-8",
    )
    start = time.perf_counter()
    with duck.connect() as con:
        intake.create_tables(con)
        given = Intake(
            con,
            load_sources(sources),
            connectors.find,
            DAY,
            load_settings(),
            Pseudonyms(bytes(32)),
            None,
            silent,
        )
        (report,) = intake.take_in(given)
    seconds = time.perf_counter() - start
    counts = report.tables[table.name]
    if counts.kept < ROWS * 0.9:
        raise SystemExit(f"{table.name}: only {counts.kept} rows kept: {report.quarantined}")
    start = time.perf_counter()
    with duck.connect() as con:
        con.execute(f"CREATE TABLE t AS FROM read_csv('{file}', all_varchar = true)")
    plain = time.perf_counter() - start
    file.unlink()
    return seconds, plain


def _is_written(table: Table, column: Column) -> bool:
    """Everything but coordinates in degrees and a geometry: a place needs one form only."""
    if column.type in (Type.GEOMETRY, Type.LIST) or column.name in ("lat", "lon", "address"):
        return False
    references = {f"{role}_id" for role in table.roles}
    return column.name not in references or column.name in table.key


def _cell(column: Column, number: int) -> str:
    if column.words:
        return column.words[number % len(column.words)]
    if column.name.endswith(("_kvk", "enterprise_id")):
        return f"{99_000_000 + number % 5000}"
    if column.name == "x":
        return f"{100_000 + number % 9000}.5"
    if column.name == "y":
        return f"{460_000 + number % 9000}.5"
    if column.name.endswith(_PEOPLE):
        return f"Verzonnen Persoon {number % 5000}"
    return {
        Type.DATE: str(DAY - timedelta(days=number % 900)),
        Type.INT: str(number % 3000),
        Type.REAL: f"{number % 500}.25",
        Type.BOOL: "JN"[number % 2],
        Type.TEXT: f"{column.name}{number}",
    }[column.type]


if __name__ == "__main__":
    main()
