"""Parquet: typed cells, inner structures, and files that are no Parquet."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from connectors.delivery import Used
from engine.errors import SourceChanged, SourceRefused
from tests.connectors.deliver import quarantined, read, rows

ENTRY: dict[str, object] = {
    "table": "transfer",
    "columns": {"transfer_id": "nr", "signed_on": "op", "price_eur": "prijs.eur"},
}
RECORDS = [
    {"nr": 1, "op": datetime(2026, 1, 2, 23, 59), "prijs": {"eur": Decimal("10.50")}},
    {"nr": 2, "op": datetime(2026, 1, 3), "prijs": None},
]


def _write(folder: Path, table: pa.Table) -> Path:
    file = folder / "t.parquet"
    pq.write_table(table, file)
    return file


def test_typed_cells_become_canonical_values(tmp_path: Path) -> None:
    items = read(_write(tmp_path, pa.Table.from_pylist(RECORDS)), **ENTRY)
    assert [item.line for item in items if isinstance(item, Used)] == [1, 2]
    assert [row.values for row in rows(items)] == [
        {"transfer_id": "1", "signed_on": date(2026, 1, 2), "price_eur": 10.5},
        {"transfer_id": "2", "signed_on": date(2026, 1, 3)},
    ]


def test_not_a_number_is_unknown_and_infinite_is_no_amount(tmp_path: Path) -> None:
    table = pa.table(
        {"nr": ["1", "2"], "op": [date(2026, 1, 2)] * 2, "prijs": [float("nan"), float("inf")]}
    )
    entry = {**ENTRY, "columns": {"transfer_id": "nr", "signed_on": "op", "price_eur": "prijs"}}
    items = read(_write(tmp_path, table), **entry)
    assert "price_eur" not in rows(items)[0].values
    assert quarantined(items)[0].reason == "price_eur (column prijs): not a finite number"


def test_table_without_rows_is_an_empty_delivery(tmp_path: Path) -> None:
    assert read(_write(tmp_path, pa.Table.from_pylist(RECORDS).slice(0, 0)), **ENTRY) == []


def test_never_use_member_inside_a_list_stops_an_empty_table_too(tmp_path: Path) -> None:
    table = pa.Table.from_pylist([{**RECORDS[0], "mensen": [{"bsn": "1"}]}]).slice(0, 0)
    with pytest.raises(SourceRefused, match="bsn"):
        read(_write(tmp_path, table), **ENTRY, ignore=["mensen"])


@pytest.mark.parametrize(
    ("content", "what"), [(b"", "the file is empty"), (b"PAR1 nothing", "not a Parquet file")]
)
def test_file_that_is_no_parquet_is_refused(content: bytes, what: str, tmp_path: Path) -> None:
    file = tmp_path / "t.parquet"
    file.write_bytes(content)
    with pytest.raises(SourceChanged, match=what):
        read(file, **ENTRY)


def test_repeated_column_is_refused(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array(["1"]), pa.array(["2"])], names=["nr", "nr"])
    with pytest.raises(SourceChanged, match="columns that stand twice: nr"):
        read(_write(tmp_path, table), **ENTRY)


def test_damaged_data_is_an_error_of_the_source(tmp_path: Path) -> None:
    table = pa.table(
        {"nr": [str(n) for n in range(500)], "op": [date(2026, 1, 2)] * 500, "prijs": [1.0] * 500}
    )
    file = _write(tmp_path, table)
    raw = bytearray(file.read_bytes())
    raw[4:400] = b"\xff" * 396
    file.write_bytes(raw)
    entry = {**ENTRY, "columns": {"transfer_id": "nr", "signed_on": "op", "price_eur": "prijs"}}
    with pytest.raises(SourceChanged, match="cannot be read beyond record 0"):
        read(file, **entry)
