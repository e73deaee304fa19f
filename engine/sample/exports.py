"""Writes the municipal exports: CSV and Parquet, with a few broken rows each.

The broken rows (a date that does not exist, a missing key) show what quarantine is for.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from engine.sample.formats import EXPORTS, PLACE_PARTS, Export
from engine.sample.records import Records, Row, unit_of
from engine.sample.world import Unit
from engine.tables import TABLES, Type

Cells = list[str]
_BROKEN_DATES = {"%Y-%m-%d": "2026-02-31", "%d-%m-%Y": "31-02-2026", "%Y%m%d": "20260231"}


def write(records: Records, out: Path) -> None:
    """Write every export below `out`; folders are made."""
    for export in EXPORTS:
        rows = _held(export, records)
        file = out / export.file
        file.parent.mkdir(parents=True, exist_ok=True)
        _WRITERS[file.suffix](export, _placed(export, rows), file)


def _held(export: Export, records: Records) -> list[Row]:
    """The collected rows that this export holds."""
    rows: list[Row] = getattr(records, export.source)
    return [r for r in rows if all(r[name] in words for name, words in export.only.items())]


def _placed(export: Export, rows: Sequence[Row]) -> list[Row]:
    """Write the place of each row in the way of this export."""
    return [_as_typed(row) for row in _written(export, rows)]


def _as_typed(row: Row) -> Row:
    """The row with the parts of its place that somebody typed otherwise, under `delivered`."""
    typed = row.get("delivered")
    return row | typed if isinstance(typed, dict) else row


def _written(export: Export, rows: Sequence[Row]) -> list[Row]:
    wanted = set(export.columns.values())
    if set(PLACE_PARTS.values()) <= wanted:
        return [row | _parts(unit_of(row)) for row in rows]
    if "address" in wanted:
        return [row | {"address": _one_line(unit_of(row), k)} for k, row in enumerate(rows)]
    if "x" in wanted:
        return [row | _square(unit_of(row), row) for row in rows]
    if "object_id" in wanted:
        return [row if "unit" not in row else row | _object(row) for row in rows]
    return list(rows)


def _object(row: Row) -> Row:
    return {"object_id": unit_of(row).object_id}


def _parts(unit: Unit) -> Row:
    address = unit.address
    return {
        "street": address.street.name,
        "house_number": address.number,
        "house_letter": address.letter,
        "house_addition": address.addition,
        "postcode": f"{address.postcode[:4]} {address.postcode[4:]}",
        "town": (address.town or address.street.town).name,
    }


def _one_line(unit: Unit, number: int) -> str:
    """One text, now and then in capitals or without the comma."""
    line = unit.address.line
    if number % 11 == 5:
        return line.replace(",", " ")
    return line.upper() if number % 7 == 3 else line


def _square(unit: Unit, row: Row) -> Row:
    """The change as a square beside the unit."""
    area = row["area_m2"]
    side = float(area) ** 0.5 if isinstance(area, float) else 3.0
    x, y = round(unit.x + 2.0, 2), round(unit.y + 2.0, 2)
    east, north = round(x + side, 2), round(y + side, 2)
    ring = f"{x} {y}, {east} {y}, {east} {north}, {x} {north}, {x} {y}"
    return {"x": x, "y": y, "geometry": f"POLYGON (({ring}))"}


def _cells(export: Export, row: Row) -> Cells:
    mapped = [_cell(export, name, row) for name in export.columns.values()]
    return [*mapped, *export.ignored.values()]


def _cell(export: Export, name: str, row: Row) -> str:
    value = row.get(export.keys.get(name, name))
    if value is None or value == "":
        return ""
    if name in export.words:
        return _word(export.words[name], value)
    if isinstance(value, date):
        return value.strftime(export.date)
    if isinstance(value, float) and name not in ("x", "y"):
        return _number(value, export.decimal)
    return str(value).replace(".", export.decimal) if isinstance(value, float) else str(value)


def _word(words: Mapping[str, str | bool], value: object) -> str:
    return next(word for word, meaning in words.items() if meaning == value)


def _number(value: float, decimal: str) -> str:
    if decimal == ".":
        return str(value)
    return f"{value:,.2f}".replace(",", "\0").replace(".", ",").replace("\0", ".")


def _broken(export: Export, rows: Sequence[Row]) -> list[Cells]:
    """Two broken rows after a good one: a date that does not exist, and no key."""
    if not rows:
        return []
    names, good = list(export.columns.values()), _cells(export, rows[0])
    dates = [name for name in names if _type(export, name) is Type.DATE]
    found = []
    if dates:
        at = names.index(dates[0])
        found.append([*good[:at], _BROKEN_DATES[export.date], *good[at + 1 :]])
    found.append(["", *good[1:]])
    return found


def _type(export: Export, name: str) -> Type:
    return next((c.type for c in TABLES[export.table].inputs() if c.name == name), Type.TEXT)


def _write_csv(export: Export, rows: Sequence[Row], file: Path) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=export.delimiter, lineterminator="\r\n")
    writer.writerow([*export.columns, *export.ignored])
    writer.writerows(_cells(export, row) for row in rows)
    writer.writerows(_broken(export, rows))
    file.write_bytes(buffer.getvalue().encode(export.encoding, "replace"))


def _write_parquet(export: Export, rows: Sequence[Row], file: Path) -> None:
    """Typed columns; the broken row has no date."""
    broken: Iterable[Row] = [{**rows[0], "counted_on": None}] if rows else []
    everything = [*rows, *broken]
    types = {Type.DATE: pa.date32(), Type.INT: pa.int64()}
    columns = {
        header: pa.array(
            [row.get(export.keys.get(name, name)) for row in everything],
            types.get(_type(export, name), pa.string()),
        )
        for header, name in export.columns.items()
    }
    pq.write_table(pa.table(columns), file, compression="zstd")


_WRITERS: dict[str, Callable[[Export, Sequence[Row], Path], None]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
}
