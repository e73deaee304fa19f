"""Reports of residents as the API of Signalen gives them, a page per line.

They carry what a real report carries and no reader may see: invented contact details and text.
Who reported is told apart by the pseudonym that the municipality made before the delivery. The
last page holds reports that do not count (cancelled, split) or cannot be used.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from engine.sample.records import Row, unit_of
from engine.sample.stage import Stage
from engine.sample.terrain import to_wgs84
from engine.sample.world import Unit

_Json = dict[str, object]
_PAGE = 100
_API = "https://api.meldingen.voorbeeld.example/signals/v1/private/signals"
_OWN = "leefomgeving"
_SLUGS: Mapping[str, tuple[str, str]] = {
    "noise": ("overlast-bedrijven-en-horeca", "geluidsoverlast-muziek"),
    "waste": ("afval", "overig-afval"),
    "vandalism": ("overlast-in-de-openbare-ruimte", "graffiti-wildplak"),
    "dumping": ("overlast-in-de-openbare-ruimte", "lozing-dumping-bodemverontreiniging"),
    "other": ("overig", "overig"),
    "chemical_smell": (_OWN, "chemische-geur"),
    "hemp_smell": (_OWN, "hennepgeur"),
    "night_traffic": (_OWN, "nachtverkeer"),
    "covered_windows": (_OWN, "afgeplakte-ramen"),
    "constant_hum": (_OWN, "brom"),
    "loading_close": (_OWN, "laden-dicht-op-gebouw"),
    "building_decay": (_OWN, "verval"),
    "fire": (_OWN, "brand"),
    "unknown_company": (_OWN, "onbekend-bedrijf"),
    "advertised_address": (_OWN, "adres-te-koop"),
    "foot_traffic": (_OWN, "aanloop"),
    "short_stay": (_OWN, "vakantieverhuur"),
    "drug_smell": (_OWN, "drugsgeur"),
    "illegal_lodging": (_OWN, "verblijf-in-bijgebouw"),
    "overcrowding": (_OWN, "overbewoning"),
    "night_sailing": (_OWN, "nachtelijk-varen"),
    "diving": (_OWN, "duiken"),
    "quay_loading": (_OWN, "laden-aan-de-kade"),
    "explosive": (_OWN, "explosief"),
    "threat": (_OWN, "bedreiging"),
    "approach": (_OWN, "verdachte-benadering"),
    "exploitation": (_OWN, "uitbuiting"),
}

_ABOUT_AN_ADDRESS = frozenset({"unknown_company", "advertised_address"})
"""What is told of an address that the reporter chose; other reports have a point only."""


def write(stage: Stage, out: Path, seed: int) -> str:
    """Write the reports below `out`; returns the entry for `sources.yaml`."""
    del seed  # the rows were drawn when the municipality was made
    reports = list(_reports(stage))
    file = out / "meldingen" / "signalen.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    pages = [reports[at : at + _PAGE] for at in range(0, len(reports), _PAGE)]
    text = "".join(
        _page(number, page, len(pages), len(reports)) for number, page in enumerate(pages, 1)
    )
    file.write_text(text, encoding="utf-8", newline="\n")
    own = ", ".join(f"{main}/{sub}: {word}" for word, (main, sub) in _SLUGS.items() if main == _OWN)
    return f"""\
  - id: reports
    connector: signalen
    path: meldingen/signalen.jsonl
    delivered_on: {stage.as_of - timedelta(days=1)}
    privacy_check: "PT-2026-05"
    values:
      category: {{{own}}}
"""


def _page(number: int, reports: list[_Json], pages: int, count: int) -> str:
    following = f"{_API}?page={number + 1}" if number < pages else None
    links = {
        "self": {"href": f"{_API}?page={number}"},
        "next": {"href": following},
        "previous": {"href": f"{_API}?page={number - 1}" if number > 1 else None},
    }
    body = {"_links": links, "count": count, "results": reports}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n"


def _reports(stage: Stage) -> Iterator[_Json]:
    rows = stage.records.reports
    points = _points([unit_of(row) for row in rows])
    for row, point in zip(rows, points, strict=True):
        yield _report(int(str(row["id"]).rpartition("-")[2]), row, point)
    yield from _others(stage, len(rows) + 1)


def _points(units: list[Unit]) -> list[list[float]]:
    """Points a few metres off, as phones give them: longitude and latitude."""
    if not units:
        return []
    drift = [((k * 37) % 11 - 5.0, (k * 53) % 9 - 4.0) for k in range(len(units))]
    places = [(u.x + dx, u.y + dy) for u, (dx, dy) in zip(units, drift, strict=True)]
    return [[float(lon), float(lat)] for lon, lat in to_wgs84(np.array(places))]


def _report(number: int, row: Row, point: list[float]) -> _Json:
    main, sub = _SLUGS[str(row["category"])]
    who = str(row.get("reporter_ref") or "")
    day = row["reported_on"]
    report: _Json = {
        "_links": {"self": {"href": f"{_API}/{number}"}},
        "id": number,
        "id_display": f"MEL-{number}",
        "source": "app",
        "text": "Verzonnen tekst van een verzonnen melder.",
        "status": {"text": "", "state": "o", "state_display": "Afgehandeld"},
        "location": {
            "geometrie": {"type": "Point", "coordinates": point}, "address": _address(row),
        },
        "category": {"sub_slug": sub, "main_slug": main},
        "reporter": {"email": f"{who.lower()}@melder.example" if who else "", "phone": ""},
        "notes": [],
        "created_at": f"{day}T13:00:00Z",
        "updated_at": f"{day}T13:30:00Z",
        "incident_date_start": f"{day}T12:00:00Z",
        "has_parent": False,
        "has_children": False,
        "extra_properties": [],
    }  # fmt: skip
    return report | {"reporter_pseudonym": _pseudonym(who)} if who else report


def _address(row: Row) -> _Json | None:
    """The address that the reporter chose, None for a point on the map."""
    if row["category"] not in _ABOUT_AN_ADDRESS:
        return None
    address = unit_of(row).address
    return {
        "openbare_ruimte": address.street.name,
        "huisnummer": address.number,
        "huisletter": address.letter,
        "huisnummer_toevoeging": address.addition,
        "postcode": address.postcode,
        "woonplaats": (address.town or address.street.town).name,
    }


def _pseudonym(reference: str) -> str:
    return "R" + hashlib.sha256(f"sample reporter {reference}".encode()).hexdigest()[:20]


def _others(stage: Stage, number: int) -> Iterator[_Json]:
    """What does not count: cancelled, split and its parent; and what cannot be used."""
    unit = stage.world.units[0]
    (point,) = _points([unit])
    day: date = stage.as_of - timedelta(days=30)
    plain: Row = {"category": "other", "reported_on": day}
    changes: tuple[_Json, ...] = (
        {"status": {"state": "a", "state_display": "Geannuleerd"}},
        {"status": {"state": "s", "state_display": "Gesplitst"}},
        {"has_children": True},
        {"category": {"main_slug": _OWN, "sub_slug": "nooit-van-gehoord"}},
        {"incident_date_start": "2026-02-31T12:00:00Z"},
    )
    for at, change in enumerate(changes):
        yield _report(number + at, plain, point) | change
