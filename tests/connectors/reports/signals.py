"""Invented reports of Signalen, with every real key and a mark in what is never read."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from connectors.delivery import Ignored, Item, Note
from tests.connectors import deliver

Json = dict[str, object]
NEVER = "NOOITLEZEN"
"""Stands in every field that may never be read."""
MAIL = f"{NEVER}.melder@voorbeeld.example"
KEY = "0123456789abcdef0123456789abcdef"
ENTRY: Mapping[str, object] = {"id": "mel", "connector": "signalen"}
_BASE = "https://meldingen.voorbeeld.example/signals/v1/private/signals"


def signal(number: int = 1, /, **more: object) -> Json:
    """A report as lists of the API give it."""
    made: Json = {
        "_links": {
            "curies": {"name": "sia", "href": _BASE},
            "self": {"href": f"{_BASE}/{number}"},
            "archives": {"href": f"{_BASE}/{number}/history?{NEVER}"},
            "sia:attachments": {"href": f"{_BASE}/{number}/attachments?{NEVER}"},
        },
        "_display": f"{number} {NEVER}",
        "id": number,
        "id_display": f"MEL-{number}",
        "signal_id": f"00000000-0000-0000-0000-{number:012}",
        "source": "online",
        "text": NEVER,
        "text_extra": NEVER,
        "status": {
            "text": NEVER,
            "user": NEVER,
            "state": "m",
            "state_display": "Gemeld",
            "target_api": None,
            "extra_properties": {"a": NEVER},
            "send_email": False,
            "created_at": "2026-06-18T13:30:47.766420Z",
            "email_override": NEVER,
        },
        "location": {
            "id": number,
            "stadsdeel": None,
            "buurt_code": "BU18840001",
            "area_type_code": None,
            "area_code": None,
            "area_name": None,
            "address": {
                "openbare_ruimte": "Voorbeeldweg",
                "huisnummer": 3,
                "huisletter": "",
                "huisnummer_toevoeging": "",
                "postcode": "2371AA",
                "woonplaats": "Roelofarendsveen",
            },
            "address_text": "Voorbeeldweg 3 2371AA Roelofarendsveen",
            "geometrie": {"type": "Point", "coordinates": [4.63, 52.2]},
            "extra_properties": {"a": NEVER},
            "created_by": NEVER,
            "bag_validated": True,
        },
        "category": {
            "sub": "Huisafval",
            "sub_slug": "huisafval",
            "main": "Afval",
            "main_slug": "afval",
            "category_url": "/afval/huisafval",
            "departments": "AB",
            "created_by": NEVER,
            "text": NEVER,
            "deadline": None,
            "deadline_factor_3": None,
        },
        "reporter": {"email": MAIL, "phone": "", "sharing_allowed": True, "allows_contact": True},
        "priority": {"priority": "normal", "created_by": NEVER},
        "notes": [{"text": NEVER, "created_by": NEVER}],
        "type": {"code": "SIG", "created_at": "2026-06-18T13:30:47Z", "created_by": NEVER},
        "directing_departments": [],
        "routing_departments": None,
        "has_attachments": True,
        "has_parent": False,
        "has_children": False,
        "assigned_user_email": MAIL,
        "extra_properties": [{"id": "x", "label": "y", "answer": NEVER}],
        "attachments": [f"{_BASE}/{NEVER}.jpg"],
        "created_at": "2026-06-19T13:30:47.604472Z",
        "updated_at": "2026-06-20T13:30:47.604472Z",
        "incident_date_start": "2026-06-18T13:30:47.604472Z",
        "incident_date_end": None,
        "operational_date": None,
    }
    return made | more


def state(word: object) -> Json:
    """The status block of a report."""
    return {"state": word, "text": NEVER, "user": NEVER}


def category(main: str, sub: str) -> Json:
    """The category block of a report."""
    return {"main_slug": main, "sub_slug": sub, "main": main, "sub": sub}


def reporter(email: str = "", phone: str = "") -> Json:
    """The reporter block of a report."""
    return {"email": email, "phone": phone, "sharing_allowed": False}


def page(*reports: Json, following: str | None = None) -> Json:
    """A page of a list."""
    links = {"self": {"href": _BASE}, "next": {"href": following}, "previous": {"href": None}}
    return {"_links": links, "count": len(reports), "results": list(reports)}


def write(folder: Path, body: object, name: str = "a.json") -> Path:
    """Write a document."""
    file = folder / name
    file.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    return file


def read(files: Path | Sequence[Path], **entry: object) -> list[Item]:
    """What the connector yields."""
    return deliver.read(files, **{**ENTRY, **entry})


def read_all(folder: Path, *reports: Json, **entry: object) -> list[Item]:
    """What the connector yields for one page."""
    return read(write(folder, page(*reports)), **entry)


def notes(found: Sequence[Item]) -> dict[str, int | str]:
    """The notes by key."""
    return {part.key: part.value for part in found if isinstance(part, Note)}


def ignored(found: Sequence[Item]) -> dict[str, int]:
    """How many records were left out, by reason."""
    return {part.reason: part.count for part in found if isinstance(part, Ignored)}


def values(found: Sequence[Item]) -> list[Mapping[str, object]]:
    """The rows."""
    return [row.values for row in deliver.rows(found)]


Table = list[dict[str, str]]


def export(*, signals: int = 1) -> dict[str, Table]:
    """The export for the data warehouse, by file: each report at a place of its own."""
    numbers = range(1, signals + 1)
    when = "2026-06-18 13:30:47.766420+00"
    never = {"text": NEVER, "extra_properties": NEVER}
    address = json.dumps({"openbare_ruimte": "Voorbeeldweg", "huisnummer": 3, "huisletter": "a"})
    return {
        "signals.csv": [
            {
                "id": str(n), "signal_uuid": "u", "source": "online", "text_extra": NEVER, **never,
                "incident_date_start": when, "incident_date_end": "", "created_at": when,
                "updated_at": when, "operational_date": "", "expire_date": "", "image": NEVER,
                "upload": NEVER, "category_assignment_id": str(n), "location_id": str(n),
                "reporter_id": str(900 + n), "status_id": str(n), "priority": "normal",
                "priority_created_at": when, "parent": "", "type": "SIG", "type_created_at": when,
                "directing_departments_assignment_id": "",
            }
            for n in numbers
        ],
        "locations.csv": [
            {
                "id": str(n), "lat": "4.63", "lng": "52.2", "stadsdeel": "", "buurt_code": "",
                "address": address, "address_text": "Voorbeeldweg 3a", "created_at": when,
                "updated_at": when, "extra_properties": NEVER, "_signal_id": str(n),
                "address_street": "Voorbeeldweg", "address_number": "3",
                "address_postalcode": "null", "address_city": "null", "area_code": "",
                "area_name": "",
            }
            for n in numbers
        ],
        "categories.csv": [
            {
                "id": str(n), "main": "Afval", "sub": "Puin / sloopafval", "departments": "AB",
                "created_at": when, "updated_at": when, "extra_properties": NEVER,
                "_signal_id": str(n), "deadline": "", "deadline_factor_3": "",
            }
            for n in numbers
        ],
        "statuses.csv": [
            {
                "id": str(n), "user": NEVER, "target_api": "", "state_display": "Gemeld", **never,
                "extern": "", "created_at": when, "updated_at": when, "_signal_id": str(n),
                "state": "m",
            }
            for n in numbers
        ],
        "reporters.csv": [{"id": "901", "email": MAIL, "phone": NEVER}],
    }  # fmt: skip


def csv_text(table: Table) -> str:
    """A table as Signalen writes it."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, fieldnames=list(table[0]))
    writer.writeheader()
    writer.writerows(table)
    return buffer.getvalue()


def pack(folder: Path, tables: Mapping[str, Table], *, prefix: str = "") -> Path:
    """Write the export as its zip."""
    file = folder / "20261031_040000UTC.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, table in tables.items():
            zipped.writestr(f"{prefix}{name}", csv_text(table))
    return file
