"""Invented publications in the forms of KOOP, and the reading of them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from connectors.delivery import Ignored, Item, Note
from tests.connectors import deliver
from tests.connectors.deliver import rows

CREATOR = "Kaag en Braassem"
HERE: Mapping[str, object] = {"options": {"creator": CREATOR}}
_NAMESPACES = (
    'xmlns:sru="http://docs.oasis-open.org/ns/search-ws/sruResponse" '
    'xmlns:gzd="http://standaarden.overheid.nl/sru" '
    'xmlns:w="http://standaarden.overheid.nl/wetgeving/" '
    'xmlns:overheid="http://standaarden.overheid.nl/owms/terms/" '
    'xmlns:dcterms="http://purl.org/dc/terms/"'
)


def point(x: float = 104500, y: float = 467500) -> str:
    """A marking with one point in RD."""
    return f"<w:Punt><w:geometrie>POINT({x} {y})</w:geometrie></w:Punt>"


def address(
    street: str = "Dorpsstraat",
    number: str = "12",
    postcode: str = "2451AA",
    town: str = "Leimuiden",
) -> str:
    """A marking with an address and its point."""
    return (
        f"<w:Adres><w:geometrie>POINT(104500 467500)</w:geometrie><w:straatnaam>{street}"
        f"</w:straatnaam><w:huisnummer>{number}</w:huisnummer><w:postcode>{postcode}</w:postcode>"
        f"<w:woonplaats>{town}</w:woonplaats></w:Adres>"
    )


def record(
    number: str = "gmb-2026-100001",
    title: str = "Verleende omgevingsvergunning Dorpsstraat 12, 2451 AA Leimuiden",
    *,
    rubric: str = "omgevingsvergunning",
    activities: Sequence[str] = ("bouwen",),
    creator: str = CREATOR,
    scheme: str = "OVERHEID.Gemeente",
    day: str = "2026-09-01",
    modified: str | None = None,
    abstract: str = "",
    markings: Sequence[str] = (),
    extra: str = "",
) -> str:
    """One record of an SRU answer; `extra` stands in tpmeta."""
    places = "".join(f"<w:gebiedsmarkering>{m}</w:gebiedsmarkering>" for m in markings)
    done = "".join(f"<w:activiteit>{a}</w:activiteit>" for a in activities)
    return f"""<sru:record {_NAMESPACES}><sru:recordData><gzd:gzd><gzd:originalData><w:meta>
<w:owmskern><dcterms:identifier>{number}</dcterms:identifier><dcterms:title>{title}</dcterms:title>
<dcterms:type scheme="OVERHEID.Informatietype">officiële publicatie</dcterms:type>
<dcterms:type scheme="OVERHEIDop.Rubriek">{rubric}</dcterms:type>
<dcterms:creator scheme="{scheme}">{creator}</dcterms:creator>
<dcterms:modified>{modified or day}</dcterms:modified></w:owmskern>
<w:owmsmantel><dcterms:available>{day}</dcterms:available>
<dcterms:abstract>{abstract}</dcterms:abstract></w:owmsmantel>
<w:tpmeta>{done}{places}{extra}</w:tpmeta></w:meta></gzd:originalData></gzd:gzd>
</sru:recordData></sru:record>"""


def response(*records: str, following: int | None = None, count: int | None = None) -> str:
    """An SRU answer; `count` is the estimate that it gives."""
    after = (
        "" if following is None else f"<sru:nextRecordPosition>{following}</sru:nextRecordPosition>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sru:searchRetrieveResponse {_NAMESPACES}>'
        f"<sru:version>2.0</sru:version><sru:numberOfRecords>{count or len(records)}"
        f"</sru:numberOfRecords><sru:records>{''.join(records)}</sru:records>{after}"
        "</sru:searchRetrieveResponse>"
    )


def export(**changes: object) -> dict[str, object]:
    """One record of a JSON export."""
    entry: dict[str, object] = {
        "date": "2026-09-01T07:00:00.000Z",
        "urlDoc": "https://zoek.officielebekendmakingen.nl/gmb-2026-100001.html",
        "urlApi": "",
        "type": "bouwen",
        "title": "bouwen",
        "description": "Verleende omgevingsvergunning - Dorpsstraat 12, 2451 AA Leimuiden",
        "location": ["52.2223 4.6688"],
    }
    return entry | changes


def write(folder: Path, content: str | bytes, name: str = "a.xml") -> Path:
    """A file with that content."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def read(*files: Path, **entry: object) -> list[Item]:
    """What the connector yields for some files."""
    given = {"id": "op", "connector": "koop_sru", "delivered_on": "2026-10-31", **entry}
    return deliver.read(files, **given)


def of_records(folder: Path, *records: str, **entry: object) -> list[Item]:
    """What the connector yields for one SRU answer; the creator is that of the municipality."""
    return read(write(folder, response(*records)), **{**HERE, **entry})


def of_exports(folder: Path, *entries: Mapping[str, object], **entry: object) -> list[Item]:
    """What the connector yields for one JSON export."""
    text = json.dumps({"publications": entries}, ensure_ascii=False, indent=0)
    return read(write(folder, text, "a.json"), **{**HERE, **entry})


def values(items: Sequence[Item], table: str) -> list[dict[str, object]]:
    """The values of the rows of a table."""
    return [dict(row.values) for row in rows(items, table)]


def notes(items: Sequence[Item]) -> dict[str, int | str]:
    """The notes by key."""
    return {item.key: item.value for item in items if isinstance(item, Note)}


def ignored(items: Sequence[Item]) -> dict[str, int]:
    """How many records were left out, by reason."""
    return {item.reason: item.count for item in items if isinstance(item, Ignored)}
