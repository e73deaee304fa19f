"""Figures of areas with invented numbers: key figures as CBS gives them, and police figures.

Codes have the form of the real ones; a village is a neighbourhood of its own. One neighbourhood
is water, one has no figures, and one record of each kind is broken.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random

import numpy as np

from engine.sample.terrain import to_wgs84
from engine.sample.world import MUNICIPALITY, Ring, World, months_before

KEY_FIGURES, TABLE = "kerncijfers.geojson", "47022NED"
_NONE = -99999999
_MONTHS = 3
_PEOPLE_PER_HOME, _ROUND_TO = 2.3, 5
_KINDS = {
    "0.0.0 ": "Totaal misdrijven",
    "1.1.1 ": "Diefstal/inbraak woning",
    "1.4.5 ": "Mishandeling",
    "2.2.1 ": "Vernieling cq. zaakbeschadiging",
    "3.7.1 ": "Drugs/drankoverlast",
}
_METADATA = "https://dataderden.cbs.nl/ODataApi/OData/{table}/$metadata#Cbs.OData.WebAPI.{part}"
Json = dict[str, object]


def write_key_figures(world: World, folder: Path, *, year: int) -> None:
    """Write municipality, districts and neighbourhoods of a year; `folder` exists."""
    features = [json.dumps(one, ensure_ascii=False) for one in _areas(world, year)]
    text = '{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n"
    (folder / KEY_FIGURES).write_text(text, encoding="utf-8", newline="\n")


def write_police(world: World, folder: Path, *, as_of: date, seed: int) -> None:
    """Write the newest months of one table with its titles; `folder` exists."""
    months = [months_before(as_of, back) for back in range(_MONTHS, 0, -1)]
    periods = [f"{month:%Y}MM{month:%m}" for month in months]
    parts: dict[str, list[Json]] = {
        "DataProperties": _titles(),
        "SoortMisdrijf": [{"Key": key, "Title": title} for key, title in _KINDS.items()],
        "TypedDataSet": list(_crimes(world, periods, Random(f"{seed}:police"))),
    }
    for part, values in parts.items():
        lines = ",\n".join(json.dumps(value, ensure_ascii=False) for value in values)
        metadata = json.dumps(_METADATA.format(table=TABLE, part=part))
        text = f'{{"odata.metadata": {metadata}, "value": [\n{lines}\n]}}\n'
        file = folder / f"{TABLE}-{part}.json"
        file.write_text(text, encoding="utf-8", newline="\n")


def _areas(world: World, year: int) -> Iterator[Json]:
    homes = {town.town_id: 0 for town in world.towns}
    for unit in world.units:
        if "woonfunctie" in unit.uses:
            homes[(unit.address.town or unit.address.street.town).town_id] += 1
    total = sum(homes.values())
    yield _feature({"gemeentecode": f"GM{MUNICIPALITY}", "statcode": f"GM{MUNICIPALITY}",
                    "statnaam": "Kaag en Braassem", **_figures(total, year, "GM")}, ())  # fmt: skip
    for number, town in enumerate(world.towns):
        code = f"BU{MUNICIPALITY}{number:02d}00"
        figures = _figures(homes[town.town_id], year, code)
        yield _feature({"statcode": code, "statnaam": town.name, **figures}, town.area)
    code = f"BU{MUNICIPALITY}0197"
    empty = {**_figures(0, year, code), "aantal_inwoners": _NONE, "woningen": _NONE}
    yield _feature({"statcode": code, "statnaam": "Verspreide huizen", **empty}, ())
    code = f"BU{MUNICIPALITY}9997"
    water = {**_figures(0, year, code), "water": "JA", "aantal_inwoners": _NONE}
    yield _feature({"statcode": code, "statnaam": None, **water}, ())
    broken = {**_figures(1, year, code), "aantal_inwoners": "onbekend"}
    yield _feature({"statcode": f"BU{MUNICIPALITY}0198", "statnaam": "Kapot", **broken}, ())


def _figures(homes: int, year: int, code: str) -> Json:
    people = round(homes * _PEOPLE_PER_HOME / _ROUND_TO) * _ROUND_TO
    return {
        "jaarstatcode": f"{year}{code}",
        "water": "NEE",
        "aantal_inwoners": people,
        "aantal_huishoudens": homes,
        "woningen": homes,
        "gemiddelde_huishoudsgrootte": _PEOPLE_PER_HOME,
        "mannen": people // 2,
    }


def _feature(properties: Json, ring: Ring) -> Json:
    geometry: Json | None = None
    if ring:
        degrees = np.round(to_wgs84(np.array(ring)), 6).tolist()
        geometry = {"type": "Polygon", "coordinates": [[*degrees, degrees[0]]]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _titles() -> list[Json]:
    space = "Cbs.OData.WebAPI."
    return [
        {"odata.type": f"{space}Dimension", "Key": "SoortMisdrijf", "Title": "Soort misdrijf"},
        {"odata.type": f"{space}GeoDetail", "Key": "WijkenEnBuurten", "Title": "Wijken en buurten"},
        {"odata.type": f"{space}TimeDimension", "Key": "Perioden", "Title": "Perioden"},
        {"odata.type": f"{space}Topic", "Key": "GeregistreerdeMisdrijven_1",
         "Title": "Geregistreerde misdrijven", "Unit": "aantal"},
    ]  # fmt: skip


def _crimes(world: World, periods: Sequence[str], random: Random) -> Iterator[Json]:
    """Rows per neighbourhood, month and kind; some are suppressed, the last one is broken."""
    number = 0
    for town in range(len(world.towns)):
        for period in periods:
            for kind in _KINDS:
                value = None if random.random() < 0.1 else random.randrange(6)
                yield _crime(number, kind, f"BU{MUNICIPALITY}{town:02d}00", period, value)
                number += 1
    yield _crime(number, "1.1.1 ", f"BU{MUNICIPALITY}0000", "onbekend", 1)


def _crime(number: int, kind: str, area: str, period: str, value: int | None) -> Json:
    return {
        "ID": number,
        "SoortMisdrijf": kind,
        "WijkenEnBuurten": area,
        "Perioden": period,
        "GeregistreerdeMisdrijven_1": value,
    }
