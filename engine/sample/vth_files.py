"""Permits for events as PowerBrowser gives them, and for the environment as Decos JOIN does.

Each delivery ends with two broken cases: a date that does not exist, and a word nobody mapped.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from engine.sample.records import Row, unit_of
from engine.sample.stage import Stage

_Json = dict[str, object]
_LOCAL, _UTC = ZoneInfo("Europe/Amsterdam"), ZoneInfo("UTC")
_RESULTS = {"granted": "Verleend", "refused": "Geweigerd", "withdrawn": "Ingetrokken"}
_CODES = {"Verleend": "722", "Geweigerd": "717", "Ingetrokken": "720", "Half verleend": "799"}
_DECISIONS = {
    "granted": "Verleend", "refused": "Niet verleend", "withdrawn": "Ingetrokken",
    "requested": "In behandeling",
}  # fmt: skip
_CAPTION = r"^\S+ +(?P<kind>.+?)(?: - .*)? \d\d-\d\d-\d{4} (?P<phase>Intake|In behandeling|Gereed) "


def write_powerbrowser(stage: Stage, out: Path, seed: int) -> str:
    """Write the permits for events below `out`; returns the entry for `sources.yaml`."""
    del seed  # the rows were drawn when the municipality was made
    folder = out / "vth" / "powerbrowser"
    rows = [row for row in stage.records.permits if row["kind"] == "event"]
    cases = [_case(number, row) for number, row in enumerate(rows, start=1)]
    cases += _broken_cases(stage, len(rows))
    addresses = [_address(number, row) for number, row in enumerate(rows, start=1)]
    answer = {"mainTableName": "ADRESSEN", "records": addresses}
    _write(folder / "zaken.json", cases)
    _write(folder / "adressen.json", answer)
    return f"""\
  - id: powerbrowser
    connector: vth_powerbrowser
    path: vth/powerbrowser/*.json
    delivered_on: {stage.as_of - timedelta(days=1)}
    privacy_check: "PT-2026-03"
    table: permit
    columns:
      permit_id: ZAAK_IDENTIFICATIE
      kind: FMT_CAPTION.kind
      status: RESULTAAT_ID
      requested_on: STARTDATUM
      decided_on: EINDDATUM
      applicant_name: AANVRAGER
      bibob_hook: BIBOB
      address: ADRESSEN.FMT_CAPTION
    values:
      kind: {{Evenement: event}}
      status:
        {{Verleend: granted, Geweigerd: refused, Ingetrokken: withdrawn, Intake: requested,
          Gereed: ""}}
      bibob_hook: {{"J": true, "N": false}}
    ignore: [INGANGSDATUM, ZAAKPRODUCT_ID]
    options:
      caption: '{_CAPTION}'
      otherwise: {{status: FMT_CAPTION.phase}}
      partial: true
"""


def write_decos(stage: Stage, out: Path, seed: int) -> str:
    """Write the permits for the environment below `out`; returns the entry for `sources.yaml`."""
    del seed  # the rows were drawn when the municipality was made
    rows = [row for row in stage.records.permits if row["kind"] == "environment"]
    items = [_item(row, number) for number, row in enumerate(rows, start=1)]
    items += _broken_items(stage)
    document = {"key": _key("document"), "fields": {"itemtype_key": "DOCUMENT"}, "links": []}
    answer = {"count": len(items) + 3, "content": [*items, document]}
    _write(out / "vth" / "decos.json", answer)
    return f"""\
  - id: decos
    connector: vth_decos
    path: vth/decos.json
    delivered_on: {stage.as_of - timedelta(days=1)}
    privacy_check: "PT-2026-03"
    table: permit
    columns:
      permit_id: mark
      kind: text45
      status: dfunction
      requested_on: document_date
      decided_on: date5
      use: text9
      applicant_name: company
      applicant_kvk: num10
      bibob_hook: bol1
      address: text6
    values:
      kind: {{Milieu: environment}}
      status:
        {{Verleend: granted, "Niet verleend": refused, Ingetrokken: withdrawn,
          "In behandeling": requested}}
      use: {{bedrijf: business}}
    ignore: [title, processed, subject1]
    options: {{partial: true}}
"""


def _case(number: int, row: Row) -> _Json:
    decided = row["decided_on"]
    result = _RESULTS.get(str(row["status"]))
    return _record(number, str(row["id"]), [
        _day("STARTDATUM", row["requested_on"]),
        _day("EINDDATUM", decided),
        _day("INGANGSDATUM", row["requested_on"]),
        _field("RESULTAAT_ID", result, _CODES.get(result or "")),
        _field("ZAAKPRODUCT_ID", "Evenementenvergunning", "10337"),
        _field("FMT_CAPTION", _caption(number, row, "Intake" if decided is None else "Gereed")),
        _field("AANVRAGER", str(row["applicant_name"])),
        _field("BIBOB", "J" if row["bibob_hook"] else "N"),
    ])  # fmt: skip


def _record(number: int, case: str, fields: Sequence[_Json]) -> _Json:
    """One case; the first has a negative record id, as some have."""
    return {"id": _record_id(number), "fields": [_field("ZAAK_IDENTIFICATIE", case), *fields]}


def _record_id(number: int) -> str:
    return str(126_000_000 + number) if number > 1 else "-126000001"


def _caption(number: int, row: Row, phase: str) -> str:
    """A caption carries a number of its own, which is not the number of the case."""
    asked = row["requested_on"]
    assert isinstance(asked, date)
    place = unit_of(row).address.line.split(",")[0]
    return f"Z{asked:%Y}-WK{number:06} Evenement - {place} {asked:%d-%m-%Y} {phase} behandelen "


def _address(number: int, row: Row) -> _Json:
    line = unit_of(row).address.line.replace(",", "")
    return {
        "fmtCpn": line,
        "mainTableName": "ADRESSEN",
        "id": str(-900_000 - number),
        "fields": [_field("K_MAINID", _record_id(number)), _field("FMT_CAPTION", line)],
    }


def _broken_cases(stage: Stage, count: int) -> list[_Json]:
    asked = stage.as_of - timedelta(days=40)
    impossible: _Json = {
        "fieldName": "STARTDATUM",
        "text": "31-02-2026",
        "fieldValue": "31-02-2026",
    }
    unlisted = _field("RESULTAAT_ID", "Half verleend", _CODES["Half verleend"])
    return [
        _record(count + 2, "Z-VTH-KAPOT-1", [impossible]),
        _record(count + 3, "Z-VTH-KAPOT-2", [_day("STARTDATUM", asked), unlisted]),
    ]


def _field(name: str, text: str | None, value: str | None = None) -> _Json:
    found: _Json = {"fieldName": name}
    return found if text is None else found | {"text": text, "fieldValue": value or text}


def _day(name: str, day: object) -> _Json:
    """A day as PowerBrowser keeps it: UTC of local midnight, with seven decimals."""
    if not isinstance(day, date):
        return _field(name, None)
    midnight = datetime(day.year, day.month, day.day, tzinfo=_LOCAL).astimezone(_UTC)
    return _field(name, f"{day:%d-%m-%Y}", f"{midnight:%Y-%m-%dT%H:%M:%S}.0000000Z")


def _item(row: Row, number: int) -> _Json:
    """One case; the name of one field has two spellings, as in the real answers."""
    decided = row["decided_on"]
    fields: _Json = {
        "mark": row["id"],
        "text45": "Milieu",
        "title": "In behandeling" if decided is None else "Afgehandeld",
        "dfunction": _DECISIONS[str(row["status"])],
        "processed": number % 3 != 0,
        "document_date": _moment(row["requested_on"]),
        "text6": unit_of(row).address.line,
        "text9": {"business": "bedrijf"}.get(str(row["use"])),
        "bol1": bool(row["bibob_hook"]),
        "company": row.get("applicant_name"),
        "num10": row.get("applicant_kvk"),
        "SUBJECT1" if number % 2 else "subject1": "zie dossier",
    }
    if decided is not None:
        fields["date5"] = _moment(decided)
    filled = {name: value for name, value in fields.items() if value is not None}
    return {"key": _key(str(row["id"])), "fields": filled, "links": []}


def _broken_items(stage: Stage) -> list[_Json]:
    asked = _moment(stage.as_of - timedelta(days=40))
    wrong: tuple[Mapping[str, object], ...] = (
        {"document_date": "2026-02-31T00:00:00", "dfunction": "Verleend"},
        {"document_date": asked, "dfunction": "Half verleend"},
    )
    return [
        {
            "key": _key(f"kapot {number}"),
            "fields": {"mark": f"Z-VTH-KAPOT-{number}", "text45": "Milieu", **fields},
            "links": [],
        }
        for number, fields in enumerate(wrong, start=3)
    ]


def _moment(day: object) -> str:
    """A day as Decos JOIN keeps it: local midnight without a zone."""
    return f"{day}T00:00:00"


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32].upper()


def _write(file: Path, body: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(body, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8", newline="\n")
