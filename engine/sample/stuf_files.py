"""Part of the permits as StUF-ZKN messages, one per file, in a zip.

A case is made by one message and decided by another. Between them stand what such a record
also has: an answer, a document and an error message.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from engine.sample.records import Row, unit_of
from engine.sample.stage import Stage

KINDS = {"demolition": "SLOOP", "fire_safe_use": "BRANDV"}
"""Kind of permit -> code of its case type."""
RESULTS = {"granted": "Verleend", "refused": "Geweigerd", "withdrawn": "Ingetrokken"}
USES = {"housing": "wonen", "business": "bedrijf", "storage": "opslag", "agriculture": "agrarisch"}
_ENTRY_TIME = (2020, 1, 1, 0, 0, 0)
_NAMESPACES = (
    'xmlns:ZKN="http://www.egem.nl/StUF/sector/zkn/0310" '
    'xmlns:BG="http://www.egem.nl/StUF/sector/bg/0310" '
    'xmlns:StUF="http://www.egem.nl/StUF/StUF0301" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_ENVELOPE = """\
<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://www.w3.org/2003/05/soap-envelope" {names}>
<soapenv:Header/>
<soapenv:Body>
{body}
</soapenv:Body>
</soapenv:Envelope>
"""
_CASE = """\
<ZKN:{name}>
<ZKN:stuurgegevens><StUF:berichtcode>Lk01</StUF:berichtcode>\
<StUF:zender><StUF:applicatie>formulieren</StUF:applicatie></StUF:zender>\
<StUF:referentienummer>{reference}</StUF:referentienummer>\
<StUF:tijdstipBericht>{sent}</StUF:tijdstipBericht></ZKN:stuurgegevens>
<ZKN:parameters><StUF:mutatiesoort>{change}</StUF:mutatiesoort>\
<StUF:indicatorOvername>V</StUF:indicatorOvername></ZKN:parameters>
<ZKN:object StUF:entiteittype="ZAK" StUF:verwerkingssoort="{change}">
{inside}
</ZKN:object>
</ZKN:{name}>"""
_ANSWER = """\
<StUF:{name}><StUF:stuurgegevens><StUF:berichtcode>{code}</StUF:berichtcode>\
</StUF:stuurgegevens>{inside}</StUF:{name}>"""


def write(stage: Stage, out: Path, seed: int) -> str:
    """Write `stuf/berichten.zip` below `out`; return the entry for sources.yaml."""
    del seed  # the rows were drawn when the municipality was made
    rows = [row for row in stage.records.permits if row["kind"] in KINDS]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, body in enumerate(_bodies(rows), start=1):
            info = zipfile.ZipInfo(f"{number:05d}.xml", _ENTRY_TIME)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            info.external_attr = 0o644 << 16
            text = _ENVELOPE.format(names=_NAMESPACES, body=body)
            archive.writestr(info, text.encode("utf-8"), compresslevel=4)
    file = out / "stuf" / "berichten.zip"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(buffer.getvalue())
    return _entry(stage.as_of)


def _entry(as_of: date) -> str:
    kinds = "".join(
        f"        {code}: {{table: permit, kind: {kind}}}\n" for kind, code in KINDS.items()
    )
    results = ", ".join(f"{name}: {word}" for word, name in RESULTS.items())
    uses = ", ".join(f"{name}: {word}" for word, name in USES.items())
    return f"""\
  - id: zaakberichten
    connector: stuf_zds
    path: stuf/berichten.zip
    delivered_on: {as_of - timedelta(days=1)}
    privacy_check: "PT-2026-03"
    options:
      kvk_in_rsin: true
      kinds:
{kinds}\
      results: {{{results}}}
      statuses: {{Ontvangen: requested}}
      properties: {{gebruik: use, vloeroppervlakte: floor_area_m2, bibob: bibob_hook}}
    values:
      use: {{{uses}}}
      bibob_hook: {{"J": true, "N": false}}
"""


def _bodies(rows: Sequence[Row]) -> Iterator[str]:
    """Every message in the order of sending within a case, then the odd ones."""
    for row in rows:
        yield _made(row)
        yield _ANSWER.format(name="Bv03Bericht", code="Bv03", inside="")
        if row["status"] in RESULTS:
            yield _decided(row)
    if rows:
        asked = _day(rows[0], "requested_on")
        broken = {**rows[0], "id": "Z-VTH-90003"}
        yield _made(broken).replace(f"{asked:%Y%m%d}</ZKN:startdatum>", "20260231</ZKN:startdatum>")
        yield _case(rows[0], "edcLk01", "T", asked, "<ZKN:titel>inzending</ZKN:titel>")
        fault = "<StUF:body><StUF:code>StUF055</StUF:code></StUF:body>"
        yield _ANSWER.format(name="Fo01Bericht", code="Fo01", inside=fault)


def _made(row: Row) -> str:
    asked = _day(row, "requested_on")
    inside = (
        "<ZKN:omschrijving>zie dossier</ZKN:omschrijving>\n"
        f"<ZKN:startdatum>{asked:%Y%m%d}</ZKN:startdatum>"
        f"<ZKN:registratiedatum>{asked:%Y%m%d}</ZKN:registratiedatum>\n"
        f"{_extra(row)}\n{_type(row)}\n{_place(row)}\n{_initiator(row)}\n"
        '<ZKN:heeft StUF:entiteittype="ZAKSTT"><ZKN:gerelateerde>'
        "<ZKN:omschrijving>Ontvangen</ZKN:omschrijving></ZKN:gerelateerde>"
        f"<ZKN:datumStatusGezet>{asked:%Y%m%d}091500000</ZKN:datumStatusGezet></ZKN:heeft>"
    )
    return _case(row, "zakLk01", "T", asked, inside)


def _decided(row: Row) -> str:
    decided = _day(row, "decided_on")
    inside = (
        f"<ZKN:resultaat><ZKN:omschrijving>{RESULTS[str(row['status'])]}</ZKN:omschrijving>"
        f"</ZKN:resultaat><ZKN:einddatum>{decided:%Y%m%d}</ZKN:einddatum>"
    )
    return _case(row, "zakLk01", "W", decided, inside)


def _case(row: Row, name: str, change: str, day: date, inside: str) -> str:
    number = f"<ZKN:identificatie>{row['id']}</ZKN:identificatie>\n"
    return _CASE.format(
        name=name,
        reference=f"{row['id']}-{name}-{change}",
        sent=f"{day:%Y%m%d}160000",
        change=change,
        inside=number + inside,
    )


def _type(row: Row) -> str:
    return (
        '<ZKN:isVan StUF:entiteittype="ZAKZKT"><ZKN:gerelateerde>'
        f"<ZKN:code>{KINDS[str(row['kind'])]}</ZKN:code></ZKN:gerelateerde></ZKN:isVan>"
    )


def _extra(row: Row) -> str:
    area = row.get("floor_area_m2")
    told = {
        "gebruik": USES.get(str(row.get("use") or ""), ""),
        "vloeroppervlakte": "" if area is None else str(area).replace(".", ","),
        "bibob": "J" if row.get("bibob_hook") else "N",
    }
    inside = "".join(
        f'<StUF:extraElement naam="{name}">{text}</StUF:extraElement>'
        for name, text in told.items()
        if text
    )
    return f"<StUF:extraElementen>{inside}</StUF:extraElementen>"


def _place(row: Row) -> str:
    address = unit_of(row).address
    parts = {
        "wpl.woonplaatsNaam": (address.town or address.street.town).name,
        "gor.openbareRuimteNaam": address.street.name,
        "huisnummer": str(address.number),
        "huisletter": address.letter,
        "huisnummertoevoeging": address.addition,
        "postcode": address.postcode,
    }
    return (
        '<ZKN:heeftBetrekkingOp StUF:entiteittype="ZAKOBJ"><ZKN:gerelateerde><ZKN:adres>'
        + "".join(_element(name, text) for name, text in parts.items())
        + "</ZKN:adres></ZKN:gerelateerde></ZKN:heeftBetrekkingOp>"
    )


def _initiator(row: Row) -> str:
    name, kvk = str(row.get("applicant_name") or ""), row.get("applicant_kvk")
    if kvk:
        kind = "nietNatuurlijkPersoon"
        inside = _element("inn.nnpId", str(kvk)) + _element("statutaireNaam", name)
    else:
        kind = "natuurlijkPersoon"
        first, *middle, last = name.split()
        inside = (
            _element("geslachtsnaam", last)
            + _element("voorvoegselGeslachtsnaam", " ".join(middle))
            + _element("voornamen", first)
        )
    return (
        '<ZKN:heeftAlsInitiator StUF:entiteittype="ZAKBTRINI"><ZKN:gerelateerde>'
        f"<ZKN:{kind}>{inside}</ZKN:{kind}></ZKN:gerelateerde></ZKN:heeftAlsInitiator>"
    )


def _element(name: str, text: str) -> str:
    if not text:
        return f'<BG:{name} StUF:noValue="geenWaarde" xsi:nil="true"/>'
    return f"<BG:{name}>{escape(text)}</BG:{name}>"


def _day(row: Row, name: str) -> date:
    day = row[name]
    assert isinstance(day, date), f"a permit without {name}"
    return day
