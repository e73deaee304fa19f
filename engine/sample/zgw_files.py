"""Part of the permits as answers of the Zaken and Catalogi API's, one per line.

Keys, empty texts, moments in UTC and postcodes with a blank are those of a real Open Zaak. The
organisation's RSIN fails its check, so that none can be meant.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from engine.sample.records import Row, unit_of
from engine.sample.stage import Stage

KINDS = {"building": "BOUWEN", "use_change": "AFWIJKEN", "storage": "OPSLAG"}
"""Kind of permit -> identificatie of its case type."""
RSIN, DOMEIN = "999900000", "VTH"
RESULTS = {"granted": "Verleend", "refused": "Geweigerd", "withdrawn": "Ingetrokken"}
USES = {"housing": "wonen", "business": "bedrijf", "storage": "opslag", "agriculture": "agrarisch"}
_HOST = "https://zaken.voorbeeld.example"
_ZAKEN, _CATALOGI = f"{_HOST}/zaken/api/v1", f"{_HOST}/catalogi/api/v1"
_OTHER = "PARKEREN"
_STATUSES = ("Ontvangen", "In behandeling", "Besluit genomen")
_PROPERTIES = ("Gebruik", "Vloeroppervlakte", "Bibob")
_PAGE = 100
Json = dict[str, object]


def write(stage: Stage, out: Path, seed: int) -> str:
    """Write `zgw/zaken.jsonl` below `out`; return the entry for sources.yaml."""
    del seed  # the rows were drawn when the municipality was made
    rows = [row for row in stage.records.permits if row["kind"] in KINDS]
    lines: list[Json | list[Json]] = [*_catalogue(), *_cases(rows)]
    file = out / "zgw" / "zaken.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(
        json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines
    )
    file.write_text(text, encoding="utf-8", newline="\n")
    return _entry(stage.as_of)


def _entry(as_of: date) -> str:
    kinds = "".join(
        f"          {name}: {{table: permit, kind: {kind}}}\n" for kind, name in KINDS.items()
    )
    results = ", ".join(f"{name}: {word}" for word, name in RESULTS.items())
    uses = ", ".join(f"{name}: {word}" for word, name in USES.items())
    return f"""\
  - id: zaken
    connector: zgw
    path: zgw/zaken.jsonl
    delivered_on: {as_of - timedelta(days=1)}
    privacy_check: "PT-2026-03"
    options:
      organisation: "{RSIN}"
      kinds:
        "{RSIN}/{DOMEIN}":
{kinds}\
      results: {{{results}}}
      statuses: {{Ontvangen: requested, "In behandeling": requested, "Besluit genomen": decided}}
      properties: {{Gebruik: use, Vloeroppervlakte: floor_area_m2, Bibob: bibob_hook}}
    values:
      use: {{{uses}}}
      bibob_hook: {{"J": true, "N": false}}
"""


def _url(base: str, collection: str, name: str) -> str:
    return f"{base}/{collection}/{uuid5(NAMESPACE_URL, f'{collection}/{name}')}"


def _catalogue() -> Iterator[Json]:
    """The catalogue: case types in versions, and the types of what belongs to cases."""
    yield {
        "url": _url(_CATALOGI, "catalogussen", DOMEIN),
        "domein": DOMEIN,
        "rsin": RSIN,
        "naam": "Vergunningen, toezicht en handhaving",
        "contactpersoonBeheerNaam": "beheer",
    }
    yield _page([_case_type(name, new) for name in (*KINDS.values(), _OTHER) for new in (0, 1)])
    yield _page([_type("statustypen", name) for name in _STATUSES])
    yield _page([_type("resultaattypen", name) for name in RESULTS.values()])
    yield _page([_property_type(name) for name in _PROPERTIES])


def _case_type(name: str, new: int) -> Json:
    """A version; the old one ended on the day on which the new one began."""
    return {
        "url": _url(_CATALOGI, "zaaktypen", f"{name}/{new}"),
        "identificatie": name,
        "omschrijving": name.capitalize(),
        "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
        "concept": False,
        "beginGeldigheid": "2024-01-01" if new else "2010-01-01",
        "eindeGeldigheid": None if new else "2024-01-01",
        "catalogus": _url(_CATALOGI, "catalogussen", DOMEIN),
    }


def _type(collection: str, name: str) -> Json:
    return {"url": _url(_CATALOGI, collection, name), "omschrijving": name, "toelichting": ""}


def _property_type(name: str) -> Json:
    return {"url": _url(_CATALOGI, "eigenschappen", name), "naam": name, "definitie": ""}


def _page(objects: Sequence[Json]) -> Json:
    return {"count": len(objects), "next": None, "previous": None, "results": [*objects]}


def _pages(objects: Sequence[Json], collection: str) -> Iterator[Json]:
    """A list in pages that point to each other."""
    starts = range(0, len(objects), _PAGE)
    for number, start in enumerate(starts, start=1):
        page = _page(objects[start : start + _PAGE])
        page["count"] = len(objects)
        if number < len(starts):
            page["next"] = f"{_ZAKEN}/{collection}?page={number + 1}"
        if number > 1:
            page["previous"] = f"{_ZAKEN}/{collection}?page={number - 1}"
        yield page


def _cases(rows: Sequence[Row]) -> Iterator[Json | list[Json]]:
    """Every list of the Zaken API, and at its end three broken or foreign cases."""
    lists: tuple[tuple[str, Callable[[Row], Iterable[Json]]], ...] = (
        ("zaken", _case),
        ("statussen", _statuses),
        ("resultaten", _results),
        ("rollen", _roles),
        ("zaakobjecten", _objects),
    )
    for collection, make in lists:
        found = [part for row in rows for part in make(row)]
        if collection == "zaken" and rows:
            found += _odd(rows[0])
        yield from _pages(found, collection)
    yield from ([*_properties(row)] for row in rows)


def _odd(row: Row) -> Iterator[Json]:
    """A date that does not exist, a case without number, and one of a type that is not mapped."""
    (good,) = _case(row)
    for name, changed in (
        ("date", {"startdatum": "2026-02-31", "identificatie": "Z-VTH-90001"}),
        ("number", {"identificatie": ""}),
        ("type", {"zaaktype": _url(_CATALOGI, "zaaktypen", f"{_OTHER}/1"),
                  "identificatie": "Z-VTH-90002"}),
    ):  # fmt: skip
        yield {**good, "url": _url(_ZAKEN, "zaken", name), **changed}


def _case(row: Row) -> Iterator[Json]:
    asked = _day(row, "requested_on")
    new = 0 if asked is not None and asked < date(2024, 1, 1) else 1
    number, decided = str(row["id"]), _day(row, "decided_on")
    yield {
        "url": _url(_ZAKEN, "zaken", number),
        "identificatie": number,
        "bronorganisatie": RSIN,
        "omschrijving": "zie dossier",
        "toelichting": "",
        "zaaktype": _url(_CATALOGI, "zaaktypen", f"{KINDS[str(row['kind'])]}/{new}"),
        "registratiedatum": None if asked is None else str(asked),
        "startdatum": None if asked is None else str(asked),
        "einddatum": None if decided is None else str(decided),
        "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
        "zaakgeometrie": None,
        "status": _url(_ZAKEN, "statussen", f"{number}/{_latest(row)}"),
        "resultaat": _url(_ZAKEN, "resultaten", number) if row["status"] in RESULTS else None,
    }


def _latest(row: Row) -> str:
    return _STATUSES[2] if row["status"] in RESULTS else _STATUSES[1]


def _statuses(row: Row) -> Iterator[Json]:
    """What was received, and what it came to; moments shortly after local midnight, in UTC."""
    asked, decided = _day(row, "requested_on"), _day(row, "decided_on")
    number = str(row["id"])
    for name, day in ((_STATUSES[0], asked), (_latest(row), decided or asked)):
        if day is not None:
            yield {
                "url": _url(_ZAKEN, "statussen", f"{number}/{name}"),
                "zaak": _url(_ZAKEN, "zaken", number),
                "statustype": _url(_CATALOGI, "statustypen", name),
                "datumStatusGezet": f"{day - timedelta(days=1)}T23:30:00.000000Z",
                "statustoelichting": "",
            }


def _results(row: Row) -> Iterator[Json]:
    if row["status"] in RESULTS:
        number = str(row["id"])
        yield {
            "url": _url(_ZAKEN, "resultaten", number),
            "zaak": _url(_ZAKEN, "zaken", number),
            "resultaattype": _url(_CATALOGI, "resultaattypen", RESULTS[str(row["status"])]),
            "toelichting": "",
        }


def _roles(row: Row) -> Iterator[Json]:
    """The applicant, and now and then the member of staff who handles the case."""
    number = str(row["id"])
    name, kvk = str(row.get("applicant_name") or ""), row.get("applicant_kvk")
    if kvk:
        kind, identity = "niet_natuurlijk_persoon", {
            "innNnpId": "", "kvkNummer": kvk, "statutaireNaam": name, "verblijfsadres": None,
        }  # fmt: skip
    else:
        first, *middle, last = name.split()
        kind, identity = "natuurlijk_persoon", {
            "inpBsn": "", "geslachtsnaam": last, "voorvoegselGeslachtsnaam": " ".join(middle),
            "voorletters": "", "voornamen": first, "geboortedatum": "", "verblijfsadres": None,
        }  # fmt: skip
    yield _role(number, "1", kind, "initiator", identity)
    if int(number[-5:]) % 9 == 0:
        yield _role(number, "2", "medewerker", "behandelaar", {"identificatie": "team VTH"})


def _role(number: str, suffix: str, kind: str, name: str, identity: Json) -> Json:
    return {
        "url": _url(_ZAKEN, "rollen", f"{number}/{suffix}"),
        "zaak": _url(_ZAKEN, "zaken", number),
        "betrokkene": "",
        "betrokkeneType": kind,
        "omschrijvingGeneriek": name,
        "roltoelichting": "",
        "indicatieMachtiging": "",
        "betrokkeneIdentificatie": identity,
    }


def _objects(row: Row) -> Iterator[Json]:
    """Where it is: by BAG id, or by the parts of the address with a blank in the postcode."""
    address, number = unit_of(row).address, str(row["id"])
    by_id = int(number[-5:]) % 3 == 0
    yield {
        "url": _url(_ZAKEN, "zaakobjecten", number),
        "zaak": _url(_ZAKEN, "zaken", number),
        "object": "",
        "objectType": "adres",
        "relatieomschrijving": "",
        "objectIdentificatie": {
            "identificatie": address.address_id if by_id else "OFWORKAROUND",
            "wplWoonplaatsNaam": (address.town or address.street.town).name,
            "gorOpenbareRuimteNaam": address.street.name,
            "huisnummer": address.number,
            "huisletter": address.letter,
            "huisnummertoevoeging": address.addition,
            "postcode": f"{address.postcode[:4]} {address.postcode[4:]}",
        },
    }


def _properties(row: Row) -> Iterator[Json]:
    """Filled properties of a case; the API answers these with a plain list."""
    area = row.get("floor_area_m2")
    told = {
        "Gebruik": USES.get(str(row.get("use") or ""), ""),
        "Vloeroppervlakte": "" if area is None else str(area).replace(".", ","),
        "Bibob": "J" if row.get("bibob_hook") else "N",
    }
    number = str(row["id"])
    case = _url(_ZAKEN, "zaken", number)
    for name, text in told.items():
        if text:
            yield {
                "url": _url(case, "zaakeigenschappen", f"{number}/{name}"),
                "zaak": case,
                "eigenschap": _url(_CATALOGI, "eigenschappen", name),
                "naam": name,
                "waarde": text,
            }


def _day(row: Row, name: str) -> date | None:
    day = row.get(name)
    return day if isinstance(day, date) else None
