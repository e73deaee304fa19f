"""Deliveries for tests: a `sources.yaml` entry and its files."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from connectors import find
from connectors.delivery import Delivery, Item, Quarantined, Row, Used
from engine.settings import load_settings
from engine.sources_file import SourceSpec

AS_OF = date(2026, 11, 1)
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"

PERMIT: Mapping[str, object] = {
    "table": "permit",
    "format": {"delimiter": ";", "date": "%d-%m-%Y", "decimal": ","},
    "columns": {
        "permit_id": "ZAAKNR",
        "kind": "TYPE",
        "decided_on": "BESLUIT",
        "floor_area_m2": "M2",
        "bibob_hook": "BIBOB",
        "applicant_name": "AANVRAGER",
        "applicant_kvk": "KVK",
        "postcode": "PC",
        "house_number": "HNR",
    },
    "values": {
        "kind": {"Bouwen": "building", "Onbekend": ""},
        "bibob_hook": {"J": True, "N": False},
    },
    "ignore": ["OPM"],
}
PERMIT_HEADER = "ZAAKNR;TYPE;BESLUIT;M2;BIBOB;AANVRAGER;KVK;PC;HNR;OPM"


def delivery(files: Path | Sequence[Path], **entry: object) -> Delivery:
    """A delivery of one source.

    Args:
        files: its files.
        entry: keys of `sources.yaml`, by default those of a `table` source `vth`; and `as_of`.
    """
    paths = (files,) if isinstance(files, Path) else tuple(files)
    as_of = entry.pop("as_of", AS_OF)
    assert isinstance(as_of, date)
    spec = SourceSpec.model_validate({"id": "vth", "connector": "table", "path": "x", **entry})
    return Delivery(spec, paths, as_of, "1884", load_settings())


def read(files: Path | Sequence[Path], **entry: object) -> list[Item]:
    """Everything that the connector of a source yields for some files."""
    made = delivery(files, **entry)
    return list(find(made.spec.connector).read(made))


def permits(folder: Path, *lines: str, name: str = "p.csv", encoding: str = "utf-8") -> Path:
    """Write a CSV of permits with these lines below its header."""
    file = folder / name
    file.write_text("\n".join((PERMIT_HEADER, *lines, "")), encoding=encoding, newline="")
    return file


def rows(items: Sequence[Item], table: str | None = None) -> list[Row]:
    """All rows of some items, of one table or of all."""
    found = (row for item in items if isinstance(item, Used) for row in item.rows)
    return [row for row in found if table in (None, row.table)]


def quarantined(items: Sequence[Item]) -> list[Quarantined]:
    """The items that went to quarantine."""
    return [item for item in items if isinstance(item, Quarantined)]
