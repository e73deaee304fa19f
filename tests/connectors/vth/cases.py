"""Invented cases of PowerBrowser and Decos JOIN, with the shape of the real ones."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from connectors.delivery import Ignored, Item, Note
from tests.connectors import deliver

Json = dict[str, object]
STATUSES = {
    "Verleend zonder overgangsrecht": "granted",
    "Verleend met overgangsrecht": "granted",
    "Van rechtswege verleend": "granted",
    "Geweigerd": "refused",
    "Geweigerd met overgangsrecht": "refused",
    "Geweigerd op basis van Quotum": "refused",
    "Ingetrokken": "withdrawn",
    "Buiten behandeling": "lapsed",
    "Intake": "requested",
    "In behandeling": "requested",
    "Gereed": "",
}
CAPTION = r"^\S+ +(?P<kind>.+?)(?: - .*)? \d\d-\d\d-\d{4} (?P<phase>Intake|In behandeling|Gereed) "
POWERBROWSER: Mapping[str, object] = {
    "id": "pb",
    "connector": "vth_powerbrowser",
    "table": "permit",
    "columns": {
        "permit_id": "ZAAK_IDENTIFICATIE",
        "status": "RESULTAAT_ID",
        "requested_on": "STARTDATUM",
        "decided_on": "EINDDATUM",
        "valid_until": "DATUM_TOT",
        "address": "ADRESSEN.FMT_CAPTION",
    },
    "values": {"status": STATUSES},
    "ignore": ["INGANGSDATUM"],
    "options": {"caption": CAPTION, "otherwise": {"status": "FMT_CAPTION.phase"}},
}
DECISIONS = {
    "Verleend": "granted",
    "Niet verleend": "refused",
    "Ingetrokken": "withdrawn",
    "Ingetrokken door aanvrager": "withdrawn",
    "Geannuleerd": "withdrawn",
    "Nog niet bekend": "requested",
    "In behandeling": "requested",
    "Verleend Bestuurder, niet verleend Passagier": "",
}
DECOS: Mapping[str, object] = {
    "id": "decos",
    "connector": "vth_decos",
    "table": "permit",
    "columns": {
        "permit_id": "mark",
        "status": "dfunction",
        "requested_on": "document_date",
        "decided_on": "date5",
        "valid_until": "date7",
        "address": "text6",
        "applicant_name": "company",
        "applicant_kvk": "num10",
    },
    "values": {"status": DECISIONS},
    "ignore": ["text45", "SUBJECT1", "processed", "title"],
    "options": {"start": "date6"},
}


def field(name: str, text: str | None = None, value: str | None = None) -> Json:
    """A field of PowerBrowser; without a value it is the text."""
    made: Json = {"fieldName": name}
    if text is not None:
        made |= {"text": text, "fieldValue": value or text}
    return made


def case(*fields: Json, number: str | None = "Z2024-WK000249", record: str = "126088696") -> Json:
    """A case of PowerBrowser with its number and further fields."""
    own = [field("ZAAK_IDENTIFICATIE", number)] if number else []
    return {"id": record, "fields": [*own, *fields]}


def address(text: str, *, record: str = "126088696") -> Json:
    """An address that is linked to a case."""
    fields = [field("K_MAINID", record), field("FMT_CAPTION", text)]
    return {"id": "-999752", "fmtCpn": text, "fields": fields}


def answer(table: str, *records: Json) -> Json:
    """An answer of a search."""
    return {"mainTableName": table, "records": list(records)}


def item(mark: str = "Z/24/2231961", key: str = "A1", **fields: object) -> Json:
    """A case of Decos JOIN."""
    return {"key": key, "fields": {"mark": mark, **fields}, "links": []}


def items(*content: Json, count: int | None = None) -> Json:
    """An answer of Decos JOIN."""
    return {"count": len(content) if count is None else count, "content": list(content)}


def write(folder: Path, body: object, name: str = "a.json") -> Path:
    """Write a document."""
    file = folder / name
    file.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    return file


def read(files: Path | Sequence[Path], entry: Mapping[str, object], **more: object) -> list[Item]:
    """What a case system's connector yields; `more` replaces keys of the entry."""
    return deliver.read(files, **{**entry, **more})


def notes(found: Sequence[Item]) -> dict[str, int | str]:
    """The notes by key."""
    return {part.key: part.value for part in found if isinstance(part, Note)}


def ignored(found: Sequence[Item]) -> dict[str, int]:
    """How many records were left out, by reason."""
    return {part.reason: part.count for part in found if isinstance(part, Ignored)}


def values(found: Sequence[Item]) -> list[Mapping[str, object]]:
    """The rows."""
    return [row.values for row in deliver.rows(found)]
