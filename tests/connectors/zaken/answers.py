"""Invented answers of the ZGW API's, with the shape of the real ones."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from connectors.delivery import Ignored, Item, Note
from tests.connectors import deliver

Answer = dict[str, object]
ZAKEN = "https://zaken.example.nl/zaken/api/v1"
CATALOGI = "https://zaken.example.nl/catalogi/api/v1"
RSIN = "002564440"
OPTIONS: Mapping[str, object] = {
    "organisation": RSIN,
    "kinds": {
        f"{RSIN}/VTH": {
            "BOUW": {"table": "permit", "kind": "building", "bibob_hook": True},
            "LOD": {
                "table": "measure",
                "kind": "penalty_order",
                "results": {"Opgelegd": "decided", "Afgezien": "nothing"},
            },
            "CTRL": {
                "table": "inspection",
                "domain": "fire",
                "dates": {"held_on": "einddatum"},
                "results": {"Akkoord": "clean", "Overtreding": "violation"},
            },
            "BAL": {
                "table": "environment_notification",
                "kind": "bal_notification",
                "activity": "livestock",
            },
            "EXPL": {
                "table": "licence",
                "kind": "operating",
                "results": {"Verleend": "in_force"},
            },
        }
    },
    "results": {"Verleend": "granted", "Geweigerd": "refused", "Niet nodig": "nothing"},
    "statuses": {"Ontvangen": "requested", "Besluit genomen": "decided"},
    "properties": {
        "Oppervlakte": "floor_area_m2",
        "Gebruik": "use",
        "Geldig tot": "valid_until",
        "Plaatsen": "capacity",
    },
}
VALUES: Mapping[str, object] = {"use": {"wonen": "housing", "onbekend": ""}}


def catalogue(domein: str = "VTH", rsin: str = RSIN, number: str = "c1") -> Answer:
    """A catalogus."""
    return {"url": f"{CATALOGI}/catalogussen/{number}", "domein": domein, "rsin": rsin}


def case_type(identificatie: str = "BOUW", number: str = "", **more: object) -> Answer:
    """A version of a zaaktype."""
    return {
        "url": f"{CATALOGI}/zaaktypen/{number or identificatie}",
        "identificatie": identificatie,
        "catalogus": f"{CATALOGI}/catalogussen/c1",
        "vertrouwelijkheidaanduiding": "openbaar",
        "concept": False,
        "beginGeldigheid": "2020-01-01",
        "eindeGeldigheid": None,
        **more,
    }


def named(collection: str, name: str, **more: object) -> Answer:
    """A statustype or resultaattype with an omschrijving."""
    url = f"{CATALOGI}/{collection}/{name.replace(' ', '-')}"
    return {"url": url, "omschrijving": name, **more}


def zaak(number: str = "Z1", kind: str = "BOUW", **more: object) -> Answer:
    """A case without parts."""
    return {
        "url": f"{ZAKEN}/zaken/{number}",
        "uuid": number,
        "identificatie": number,
        "bronorganisatie": RSIN,
        "zaaktype": f"{CATALOGI}/zaaktypen/{kind}",
        "startdatum": "2026-03-01",
        "registratiedatum": "2026-03-02",
        "einddatum": None,
        "vertrouwelijkheidaanduiding": "openbaar",
        "zaakgeometrie": None,
        "status": None,
        "resultaat": None,
        **more,
    }


def part(collection: str, number: str, case: str = "Z1", **more: object) -> Answer:
    """A part of a case."""
    url = f"{ZAKEN}/{collection}/{number}"
    return {"url": url, "uuid": number, "zaak": f"{ZAKEN}/zaken/{case}", **more}


def status(name: str, on: str, number: str = "s1", case: str = "Z1") -> Answer:
    """A status, by the name of its type."""
    kind = f"{CATALOGI}/statustypen/{name.replace(' ', '-')}"
    return part("statussen", number, case, statustype=kind, datumStatusGezet=on)


def result(name: str, case: str = "Z1", number: str = "r1") -> Answer:
    """A result, by the name of its type."""
    kind = f"{CATALOGI}/resultaattypen/{name.replace(' ', '-')}"
    return part("resultaten", number, case, resultaattype=kind)


def role(kind: str, identity: Answer | None, number: str = "rol1", **more: object) -> Answer:
    """A role, by default of the initiator."""
    told: Answer = {
        "betrokkene": "",
        "betrokkeneType": kind,
        "omschrijvingGeneriek": "initiator",
        "registratiedatum": "2026-03-02T08:00:00Z",
        "indicatieMachtiging": "",
        "betrokkeneIdentificatie": identity,
    }
    return {**part("rollen", number), **told, **more}


def case_object(kind: str, identity: Answer | None, number: str = "o1", **more: object) -> Answer:
    """A zaakobject."""
    told: Answer = {"object": "", "objectType": kind, "objectIdentificatie": identity}
    return {**part("zaakobjecten", number), **told, **more}


def prop(name: str, value: str, number: str = "p1") -> Answer:
    """A zaakeigenschap."""
    url = f"{ZAKEN}/zaken/Z1/zaakeigenschappen/{number}"
    return {"url": url, "zaak": f"{ZAKEN}/zaken/Z1", "naam": name, "waarde": value}


TYPES: tuple[Answer, ...] = (
    catalogue(),
    *(case_type(name) for name in ("BOUW", "LOD", "CTRL", "BAL", "EXPL")),
    *(named("statustypen", name) for name in ("Ontvangen", "Besluit genomen", "Afgerond")),
    *(
        named("resultaattypen", name)
        for name in (
            "Verleend", "Geweigerd", "Niet nodig", "Anders", "Opgelegd", "Afgezien", "Akkoord",
        )
    ),
)  # fmt: skip
"""A catalogue that all invented cases can use."""


def page(*objects: Answer, **more: object) -> Answer:
    """A page of a list."""
    return {"count": len(objects), "next": None, "previous": None, "results": [*objects], **more}


def recorded(body: object, on: str = "Fri, 30 Oct 2026 06:00:00 GMT", status: int = 200) -> Answer:
    """An answer in an envelope that says when it was received."""
    uri = f"{ZAKEN}/zaken?page=1"
    return {"_recorded": {"status": status, "uri": uri, "headers": {"Date": on}}, "body": body}


def write(folder: Path, *answers: object, name: str = "a.jsonl") -> Path:
    """Write answers, one per line."""
    file = folder / name
    text = "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
    file.write_text(text, encoding="utf-8")
    return file


def read(*files: Path, **entry: object) -> list[Item]:
    """Everything that a `zgw` source with the invented mapping yields for some files."""
    told: dict[str, object] = {"options": OPTIONS, "values": VALUES, **entry}
    return deliver.read(files, id="zaken", connector="zgw", delivered_on="2026-10-31", **told)


def cases(folder: Path, *objects: Answer, **entry: object) -> list[Item]:
    """What the reader yields for some objects and the invented catalogue."""
    return read(write(folder, *TYPES, *objects), **entry)


def notes(items: list[Item]) -> dict[str, int | str]:
    """The notes by key."""
    return {item.key: item.value for item in items if isinstance(item, Note)}


def ignored(items: list[Item]) -> dict[str, int]:
    """Counts of what was left out, by reason."""
    found: Counter[str] = Counter()
    for item in items:
        if isinstance(item, Ignored):
            found[item.reason] += item.count
    return dict(found)


def facts(items: list[Item], table: str | None = None) -> list[Mapping[str, object]]:
    """Values of all rows of a table, or of all tables."""
    return [row.values for row in deliver.rows(items, table)]


MARCH = date(2026, 3, 1)
