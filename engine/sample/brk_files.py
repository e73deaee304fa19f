"""The Kadaster's files of the sample: the parcel map as GeoJSON in RD, and a few BRK messages.

The map is written as the older tools write it, with a `crs` member. The messages are about yards
where nothing is planted; who holds a title there is as the export of titles says.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import shapely

from engine.sample import brk_xml
from engine.sample.brk_xml import Holder, Parcel
from engine.sample.records import Row, unit_of
from engine.sample.stage import Stage
from engine.sample.world import MUNICIPALITY

_FOLDER = "brk"
_DAYS_OLD = 15
_MESSAGES_MADE = 5
_YEARS_HELD = 3
"""A holder of that long bought before anything else that a message tells."""
_MAP = """\
  - id: parcels
    connector: parcels
    path: brk/percelen.geojson
    delivered_on: {day}
    privacy_check: "PT-2026-07"
"""
_MESSAGES = """\
  - id: brk
    connector: parcels
    path: brk/levering/*.xml
    delivered_on: {day}
    privacy_check: "PT-2026-07"
    options: {{whole: []}}
"""


def write_map(stage: Stage, out: Path, seed: int) -> str:
    """Write the parcel map; gives its entry of `sources.yaml`."""
    features = [_feature(row) for row in stage.records.parcels]
    features += [_nameless(features[0])] if features else []
    document = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},
    }
    lines = ",\n".join(json.dumps(feature) for feature in features)
    text = f'{json.dumps(document)[:-1]}, "features": [\n{lines}\n]}}\n'
    _put(out / _FOLDER / "percelen.geojson", text)
    del seed  # the parcels were drawn when the municipality was made
    return _MAP.format(day=stage.as_of - timedelta(days=_DAYS_OLD))


def write_messages(stage: Stage, out: Path, seed: int) -> str:
    """Write a few stand and mutation messages; gives their entry of `sources.yaml`."""
    random = Random(f"{seed}:brk")
    day = stage.as_of - timedelta(days=_DAYS_OLD)
    found = told(stage)
    if not found:
        return ""
    sold, _ = found[0]
    worth = stage.registers.worth(unit_of(sold), _signed(sold).year)
    price = round(worth * random.uniform(0.9, 1.15) / 1000) * 1000
    for name, text in _messages(found, day, price):
        _put(out / _FOLDER / "levering" / name, text)
    return _MESSAGES.format(day=day)


def _feature(row: Row) -> dict[str, object]:
    code, section, number = str(row["parcel_id"]).split("-")
    shape = shapely.from_wkt(str(row["geometry"]))
    properties = {
        "identificatieLokaalID": _object_id(int(number)),
        "AKRKadastraleGemeenteCodeWaarde": code,
        "sectie": section,
        "perceelnummer": int(number),
        "kadastraleGrootteWaarde": round(shape.area),
    }
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [_ring(shape)]},
    }


def _nameless(feature: dict[str, object]) -> dict[str, object]:
    """A broken feature: it does not say which parcel it is."""
    return {**feature, "properties": {"AKRKadastraleGemeenteCodeWaarde": "KBN01"}}


def told(stage: Stage) -> list[tuple[Row, Row]]:
    """Older titles of persons where nothing is planted, which messages tell, with their parcel."""
    until = stage.as_of - timedelta(days=365 * _YEARS_HELD)
    taken = {id(unit) for site in stage.world.sites if site.taken for unit in site.units}
    parcels = {row["parcel_id"]: row for row in stage.records.parcels}
    quiet = [
        (title, parcels[title["parcel_id"]])
        for title in stage.records.titles
        if title["holder_kind"] == "natural"
        and id(title["unit"]) not in taken
        and _signed(title) < until
    ]
    return quiet[:_MESSAGES_MADE]


def _messages(found: Sequence[tuple[Row, Row]], day: date, price: int) -> Iterator[tuple[str, str]]:
    """Name and text of every message: a sale, a purchase that lapsed, a masked holder, a beslag.

    The last one has a date that does not exist, to show what quarantine is for.
    """
    for at, (title, row) in enumerate(found):
        parcel = _parcel(title, row)
        if at == 0:
            sold = _changed(parcel, price=price, mortgage=round(price * 0.8))
            seller = Holder("800000001", "Vorige Verkopersma")
            was = _changed(parcel, holder=seller, signed=parcel.signed - timedelta(days=3000))
            name = f"MUTKX02-{parcel.parcel_id.replace('-', '')}-{parcel.signed:%Y%m%d}-1.xml"
            yield name, brk_xml.mutation(was, sold, day=parcel.signed)
            continue
        if at == 1:
            signed = day - timedelta(days=300)
            buyer = Holder("800000002", "Bijna Koperstra")
            until = signed + timedelta(days=183)
            parcel = _changed(parcel, bought_by=(buyer, signed, until))
        elif at == 2:
            parcel = _changed(parcel, holder=Holder(parcel.holder.number, "Onder Embargo", True))
        elif at == 3:
            parcel = _changed(parcel, seized_on=day - timedelta(days=90))
        text = brk_xml.stand(parcel, day=day, municipality=MUNICIPALITY)
        if at == 4:
            text = text.replace(f"<Typen:datum>{parcel.signed}", "<Typen:datum>2026-02-31")
        yield f"GEBKX02-{parcel.parcel_id.replace('-', '')}-{day:%Y%m%d}.xml", text


def _signed(title: Row) -> date:
    started = title["started_on"]
    if not isinstance(started, date):
        raise TypeError("a title without a date")
    return started


def _parcel(title: Row, row: Row) -> Parcel:
    number = str(title["parcel_id"]).split("-")[2]
    return Parcel(
        object_id=_object_id(int(number)),
        parcel_id=str(title["parcel_id"]),
        address_id=unit_of(title).address.address_id,
        ring=_ring(shapely.from_wkt(str(row["geometry"]))),
        holder=Holder(f"7{int(number):08d}", str(title["holder_name"])),
        signed=_signed(title),
    )


def _changed(parcel: Parcel, **changes: object) -> Parcel:
    return replace(parcel, **changes)  # type: ignore[arg-type]


def _ring(shape: shapely.Geometry) -> list[tuple[float, float]]:
    corners = shapely.get_coordinates(shape.exterior).tolist()
    return [(round(x, 2), round(y, 2)) for x, y in corners]


def _object_id(number: int) -> str:
    """An invented number of a kadastraal object: 15 digits that start with 999."""
    return f"999{number:08d}0000"


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
