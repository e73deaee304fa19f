"""The `table` connector as a whole: mapping, refusal, quarantine, and its memory."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from connectors import table
from connectors.delivery import Used
from engine.errors import SourceChanged, SourceError, SourceRefused, SourceUnavailable
from tests.connectors.deliver import (
    PERMIT,
    PERMIT_HEADER,
    delivery,
    permits,
    quarantined,
    read,
    rows,
)

GOOD = "7;Bouwen;01-02-2026;1.250,5;J;J. Voorbeeld;12345678;2371AA;1;x"
VALUES = {
    "permit_id": "7",
    "kind": "building",
    "decided_on": date(2026, 2, 1),
    "floor_area_m2": 1250.5,
    "bibob_hook": True,
    "applicant_name": "J. Voorbeeld",
    "applicant_kvk": "12345678",
    "postcode": "2371AA",
    "house_number": "1",
}


def test_row_has_every_mapped_column_in_its_type(tmp_path: Path) -> None:
    items = read(permits(tmp_path, GOOD), **PERMIT)
    assert [row.values for row in rows(items)] == [VALUES]
    assert isinstance(items[0], Used)
    assert (items[0].file, items[0].line) == ("p.csv", 2)


def test_blank_cells_are_left_out(tmp_path: Path) -> None:
    items = read(permits(tmp_path, "7;;  ;;; ;;;;"), **PERMIT)
    assert [row.values for row in rows(items)] == [{"permit_id": "7"}]


def test_word_mapped_to_nothing_is_unknown(tmp_path: Path) -> None:
    items = read(permits(tmp_path, "7;Onbekend;;;;;;;;"), **PERMIT)
    assert rows(items)[0].values == {"permit_id": "7"}


def test_fixed_word_needs_no_mapping(tmp_path: Path) -> None:
    items = read(permits(tmp_path, "7;demolition;;;;;;;;"), **PERMIT)
    assert rows(items)[0].values["kind"] == "demolition"


def test_header_without_rows_is_an_empty_delivery(tmp_path: Path) -> None:
    assert read(permits(tmp_path), **PERMIT) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param(
            "7;Slopen;;;;;;;;",
            'kind (column TYPE): unlisted word "Slopen": map it to `other` by name under values',
            id="unlisted word",
        ),
        pytest.param(
            "7;;31-04-2026;;;;;;;",
            "decided_on (column BESLUIT): not a date by format.date %d-%m-%Y",
            id="date that does not exist",
        ),
        pytest.param(
            "7;;2026;;;;;;;",
            "decided_on (column BESLUIT): a date without day or month, and this column needs a "
            "full one",
            id="partial date where a full one is needed",
        ),
        pytest.param(
            "7;;;1,250.5;;;;;;",
            'floor_area_m2 (column M2): not a number with decimal sign ","',
            id="amount in another notation",
        ),
        pytest.param(
            "7;;;;Ja;;;;;",
            "bibob_hook (column BIBOB): not true or false: map the words under values",
            id="truth value that is not mapped",
        ),
        pytest.param(
            "7;;;;;;1234567;;;",
            "applicant_kvk (column KVK): a KVK number has 8 digits, this has 7 characters (keep "
            "the column as text in the export)",
            id="KVK number that lost its zero",
        ),
        pytest.param(
            ";;;;;;;;;", "permit_id (column ZAAKNR): empty, and a row needs it", id="empty key"
        ),
    ],
)
def test_row_that_cannot_be_read_goes_to_quarantine(line: str, reason: str, tmp_path: Path) -> None:
    (bad, good) = read(permits(tmp_path, line, GOOD), **PERMIT)
    assert quarantined([bad])[0].reason == reason
    assert quarantined([bad])[0].line == 2
    assert isinstance(good, Used)


def test_all_problems_of_a_row_are_in_its_reason(tmp_path: Path) -> None:
    bad = quarantined(read(permits(tmp_path, "7;Slopen;x;;;;;;;"), **PERMIT))[0]
    assert bad.reason.count("; ") == 1


def test_quarantine_keeps_people_apart_and_leaves_out_what_is_not_mapped(tmp_path: Path) -> None:
    line = "7;Slopen;01-02-2026;;;J. Voorbeeld;12345678;2371AA;1;geheim"
    bad = quarantined(read(permits(tmp_path, line), **PERMIT))[0]
    assert bad.record_id == "7"
    assert bad.raw == {
        "permit_id": "7",
        "kind": "Slopen",
        "decided_on": "01-02-2026",
        "postcode": "2371AA",
        "house_number": "1",
    }
    assert bad.people == {"applicant_name": "J. Voorbeeld", "applicant_kvk": "12345678"}


def test_person_in_a_shifted_row_is_not_quoted(tmp_path: Path) -> None:
    bad = quarantined(read(permits(tmp_path, "7;J. Voor;;;;J. Voor;;;;"), **PERMIT))[0]
    assert "Voor" not in bad.reason


@pytest.mark.parametrize(
    ("line", "what"), [("7;Bouwen", "short row: 2 cells"), (f"{GOOD};y", "long row: 11 cells")]
)
def test_row_of_another_width_has_no_content(line: str, what: str, tmp_path: Path) -> None:
    bad = quarantined(read(permits(tmp_path, line), **PERMIT))[0]
    assert (bad.raw, bad.record_id, bad.line) == (None, None, 2)
    assert bad.reason == f"{what}, the header has 10"


@pytest.mark.parametrize("under_ignore", [True, False])
@pytest.mark.parametrize("column", ["NATIONALITEIT", "bsn", "Geslacht"])
def test_never_use_column_stops_the_delivery_before_anything_is_yielded(
    column: str, under_ignore: bool, tmp_path: Path
) -> None:
    good = permits(tmp_path, GOOD, name="a.csv")
    bad = tmp_path / "b.csv"
    bad.write_text(f"{PERMIT_HEADER};{column}\n{GOOD};x\n", encoding="utf-8")
    entry = {**PERMIT, "ignore": ["OPM", column] if under_ignore else ["OPM"]}
    items = table.read(delivery([good, bad], **entry))
    with pytest.raises(SourceRefused, match=rf"b\.csv:1: may never be read.*{column} \("):
        next(items)


def test_column_that_nobody_named_is_refused_with_the_way_out(tmp_path: Path) -> None:
    file = tmp_path / "p.csv"
    file.write_text(f"{PERMIT_HEADER};NIEUW\n{GOOD};x\n", encoding="utf-8")
    with pytest.raises(SourceChanged, match=r'p\.csv:1: .*add `ignore: \["NIEUW"\]`'):
        read(file, **PERMIT)


def test_column_that_is_gone_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    file = tmp_path / "p.csv"
    file.write_text(PERMIT_HEADER.replace("BESLUIT", "BESLUIT_OP") + "\n", encoding="utf-8")
    what = r'column "BESLUIT", mapped to decided_on, is not in.*did you mean "BESLUIT_OP"\?'
    with pytest.raises(SourceChanged, match=what):
        read(file, **PERMIT)


def test_file_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match=r"p\.csv: cannot be opened"):
        read(tmp_path / "p.csv", **PERMIT)


def test_kind_of_file_without_reader_lists_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(b"%PDF")
    with pytest.raises(SourceChanged, match=r"no reader for \.pdf; known: \.csv, "):
        read(tmp_path / "p.pdf", **PERMIT)


def test_files_are_read_by_name(tmp_path: Path) -> None:
    files = [permits(tmp_path, GOOD, name=f"{name}.csv") for name in "ba"]
    found = [item.file for item in read(files, **PERMIT) if isinstance(item, Used)]
    assert found == ["a.csv", "b.csv"]


def _as_xlsx(file: Path, records: list[dict[str, object]]) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(list(records[0]))
    for record in records:
        book.active.append(list(record.values()))
    book.save(file)


def _as_lines(file: Path, records: list[dict[str, object]]) -> None:
    file.write_text("\n".join(json.dumps(r, default=str) for r in records), encoding="utf-8")


def _as_json(file: Path, records: list[dict[str, object]]) -> None:
    file.write_text(json.dumps(records, default=str), encoding="utf-8")


def _as_parquet(file: Path, records: list[dict[str, object]]) -> None:
    pq.write_table(pa.Table.from_pylist(records), file)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("p.xlsx", _as_xlsx),
        ("p.jsonl", _as_lines),
        ("p.json", _as_json),
        ("p.parquet", _as_parquet),
    ],
)
def test_typed_formats_give_the_same_row_as_csv(
    name: str, write: Callable[[Path, list[dict[str, object]]], None], tmp_path: Path
) -> None:
    cells = dict(zip(PERMIT_HEADER.split(";"), GOOD.split(";"), strict=True))
    record: dict[str, object] = {
        **cells,
        "ZAAKNR": 7,
        "BESLUIT": date(2026, 2, 1),
        "M2": 1250.5,
        "BIBOB": True,
        "KVK": 12345678,
        "HNR": 1,
    }
    write(tmp_path / name, [record])
    entry = {**PERMIT, "format": {"date": "%Y-%m-%d"}}
    assert [row.values for row in rows(read(tmp_path / name, **entry))] == [VALUES]


def test_sole_traders_names_are_private(tmp_path: Path) -> None:
    file = tmp_path / "e.csv"
    file.write_text(
        "kvk,form,name,rsin\n12345678,sole_trader,J. Voorbeeld,\n12345679,bv,Voorbeeld BV,\n"
        "12345670,,Wie weet,\n12345671,,Zeker BV,123456789\n",
        encoding="utf-8",
    )
    columns = {
        "enterprise_id": "kvk",
        "legal_form": "form",
        "statutory_name": "name",
        "rsin": "rsin",
    }
    found = rows(read(file, table="enterprise", columns=columns))
    private = [sorted(row.private) for row in found]
    assert private == [["statutory_name"], [], ["statutory_name"], []]


def test_partial_date_fills_its_precision_where_the_column_allows_it(tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    file.write_text(
        "v,k,a\n1,12345678,1976\n2,12345678,1976-05\n3,12345678,19760000\n4,12345678,00000000\n",
        encoding="utf-8",
    )
    columns = {"branch_id": "v", "enterprise_id": "k", "started_on": "a"}
    found = [row.values for row in rows(read(file, table="branch", columns=columns))]
    assert [values.get("started_on_partial") for values in found] == [
        "1976",
        "1976-05",
        "1976",
        None,
    ]
    assert not any("started_on" in values for values in found)


def _write_large(file: Path, megabytes: int) -> int:
    line = "{n};Bouwen;01-02-2026;1.250,5;J;J. Voorbeeld;12345678;2371AA;1;" + "x" * 200 + "\n"
    count = megabytes * 1_000_000 // len(line)
    with file.open("w", encoding="utf-8") as handle:
        handle.write(PERMIT_HEADER + "\n")
        handle.writelines(line.format(n=number) for number in range(count))
    return count


_MEASURE = """
import resource, sys
from pathlib import Path
from connectors import table
from tests.connectors.deliver import PERMIT, delivery
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = sum(1 for _ in table.read(delivery(Path(sys.argv[1]), **PERMIT)))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def _measure(file: Path) -> tuple[int, int]:
    """Read a file in a process of its own: records, and kilobytes of growth."""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(file)],
        cwd=root,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    count, growth = done.stdout.split()
    return int(count), int(growth)


def test_memory_does_not_grow_with_a_csv_of_50_mb(tmp_path: Path) -> None:
    count = _write_large(tmp_path / "p.csv", 50)
    read_count, growth = _measure(tmp_path / "p.csv")
    assert read_count == count
    assert growth < 20_000


@pytest.mark.soak
def test_memory_does_not_grow_with_a_csv_of_1_gb(tmp_path: Path) -> None:
    count = _write_large(tmp_path / "p.csv", 1_000)
    read_count, growth = _measure(tmp_path / "p.csv")
    assert read_count == count
    assert growth < 20_000


def test_error_of_a_source_names_the_source(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_bytes(b"")
    with pytest.raises(SourceError, match=r"^source vth: p\.csv: the file is empty"):
        read(tmp_path / "p.csv", **PERMIT)
