"""Municipal exports: their habits, their broken rows, and nothing that may never be used."""

import csv
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from connectors import never_use
from engine.sample.formats import EXPORTS, Export
from engine.tables import TABLES

IDS = [export.source for export in EXPORTS]
CSVS = [pytest.param(e, id=e.source) for e in EXPORTS if e.file.endswith(".csv")]


def _rows(sample: Path, export: Export) -> list[dict[str, str]]:
    with (sample / export.file).open(encoding=export.encoding, newline="") as handle:
        return list(csv.DictReader(handle, delimiter=export.delimiter))


@pytest.mark.parametrize("export", EXPORTS, ids=IDS)
def test_columns_are_inputs_of_their_table(export: Export) -> None:
    known = {column.name for column in TABLES[export.table].inputs()}
    assert set(export.columns.values()) <= known
    assert set(export.words) <= set(export.columns.values())


@pytest.mark.parametrize("export", EXPORTS, ids=IDS)
def test_no_column_is_on_the_never_use_list(export: Export) -> None:
    assert never_use.find([*export.columns, *export.ignored]) == []


@pytest.mark.parametrize("export", EXPORTS, ids=IDS)
def test_words_lead_to_fixed_words(export: Export) -> None:
    columns = {column.name: column for column in TABLES[export.table].inputs()}
    for name, words in export.words.items():
        if columns[name].words:
            assert set(words.values()) <= set(columns[name].words)


@pytest.mark.parametrize("export", CSVS)
def test_header_and_rows_are_as_described(sample: Path, export: Export) -> None:
    rows = _rows(sample, export)
    assert list(rows[0]) == [*export.columns, *export.ignored]
    assert len(rows) >= 2


@pytest.mark.parametrize("export", CSVS)
def test_the_last_row_has_no_key(sample: Path, export: Export) -> None:
    assert next(iter(_rows(sample, export)[-1].values())) == ""


def test_a_date_that_does_not_exist_stands_in_each_export_with_dates(sample: Path) -> None:
    broken = {"%Y-%m-%d": "2026-02-31", "%d-%m-%Y": "31-02-2026", "%Y%m%d": "20260231"}
    without = {"valuations", "occupancy", "returns"}
    for export in EXPORTS:
        if export.source not in without:
            text = (sample / export.file).read_bytes().decode(export.encoding)
            assert text.count(broken[export.date]) == 1, export.source


def test_permits_are_written_the_dutch_way(sample: Path) -> None:
    raw = (sample / "vth/zaken.csv").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n")
    assert re.search(r";Verleend;[0-9]{2}-[0-9]{2}-20[0-9]{2};", raw.decode("cp1252"))
    changes = (sample / "bgt/mutaties.csv").read_text("utf-8")
    assert re.search(r";[0-9]{1,2},[0-9]{2};", changes)


def test_occupancy_holds_counts_and_one_row_without_a_date(sample: Path) -> None:
    table = pq.read_table(sample / "brp/bezetting.parquet")
    assert table.column("peildatum").null_count == 1
    assert max(table.column("volwassenen").to_pylist()) <= 4


def test_people_have_references_of_their_source_and_no_bsn(sample: Path) -> None:
    managers = next(export for export in EXPORTS if export.source == "licence_managers")
    references = {row["Ref"] for row in _rows(sample, managers)} - {""}
    assert references
    assert all(reference[0] == "R" and len(reference) == 7 for reference in references)
