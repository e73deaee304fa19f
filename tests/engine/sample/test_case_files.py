"""Permits as ZGW answers and StUF messages: the same facts as were planted, and what is odd."""

import json
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from connectors import find
from connectors.delivery import Delivery, Ignored, Item, Quarantined, Used
from engine.sample import stuf_files, zgw_files
from engine.sample.records import Records, Row
from engine.settings import load_settings
from engine.sources_file import load_sources
from tests.engine.sample.conftest import AS_OF


def _read(sample: Path, source: str) -> list[Item]:
    sources = load_sources(sample / "sources.yaml").sources
    spec = next(spec for spec in sources.sources if spec.id == source)
    files = tuple(sample / path for path in spec.path)
    delivery = Delivery(spec, files, AS_OF, sources.municipality, load_settings())
    return list(find(spec.connector).read(delivery))


def _rows(items: list[Item]) -> list[dict[str, object]]:
    used = [item for item in items if isinstance(item, Used)]
    return [dict(row.values) for item in used for row in item.rows]


@pytest.mark.parametrize(
    ("source", "kinds"), [("zaken", zgw_files.KINDS), ("zaakberichten", stuf_files.KINDS)]
)
def test_every_permit_of_its_kinds_is_there_once(
    source: str, kinds: dict[str, str], sample: Path
) -> None:
    found = _rows(_read(sample, source))
    ids = Counter(str(row["permit_id"]) for row in found)
    assert set(ids.values()) == {1}
    assert {row["kind"] for row in found} <= set(kinds)
    assert all(name.startswith("Z-VTH-") for name in ids)
    assert "Z-VTH-90001" not in ids


@pytest.mark.parametrize("source", ["zaken", "zaakberichten"])
def test_granted_permit_has_its_days_use_and_applicant(source: str, sample: Path) -> None:
    granted = [row for row in _rows(_read(sample, source)) if row.get("status") == "granted"]
    assert granted
    for row in granted:
        assert isinstance(row["requested_on"], date)
        assert isinstance(row["decided_on"], date)
        assert row["applicant_name"]
        assert isinstance(row["bibob_hook"], bool)
        assert row.keys() & {"address_id", "street"}


def test_moments_before_midnight_in_utc_are_the_next_day(sample: Path) -> None:
    text = (sample / "zgw/zaken.jsonl").read_text("utf-8")
    assert "T23:30:00.000000Z" in text
    decided = {
        str(row["permit_id"]): row.get("decided_on") for row in _rows(_read(sample, "zaken"))
    }
    cases = {}
    for line in map(json.loads, text.splitlines()):
        for body in line.get("results", ()) if isinstance(line, dict) else ():
            if "bronorganisatie" in body:
                cases[body["identificatie"]] = body["einddatum"]
    known = {number: day for number, day in cases.items() if number in decided}
    assert {k: None if v is None else str(v) for k, v in decided.items()} == known


@pytest.mark.parametrize(
    ("source", "reasons"),
    [
        ("zaken", {"startdatum is not a date that exists", "identificatie is empty"}),
        (
            "zaakberichten",
            {
                "startdatum is not a date that exists",
                "an error message, StUF055: a message was refused",
            },
        ),
    ],
)
def test_broken_records_show_quarantine(source: str, reasons: set[str], sample: Path) -> None:
    items = _read(sample, source)
    assert {item.reason for item in items if isinstance(item, Quarantined)} == reasons


def test_case_type_that_is_not_mapped_and_staff_are_left_out(sample: Path) -> None:
    left = {item.reason for item in _read(sample, "zaken") if isinstance(item, Ignored)}
    assert "zaaktype not mapped: 999900000/VTH/PARKEREN" in left
    assert "documents are not read" in {
        item.reason for item in _read(sample, "zaakberichten") if isinstance(item, Ignored)
    }


def test_messages_of_the_zip_have_one_moment_of_packing(sample: Path) -> None:
    with zipfile.ZipFile(sample / "stuf/berichten.zip") as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {2020}


def test_rows_of_permits_keep_their_ids() -> None:
    records = Records()
    first: Row = records.add("permits", "Z-VTH", kind="building")
    assert first["id"] == "Z-VTH-00001"
