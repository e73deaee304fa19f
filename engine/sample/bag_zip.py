"""The municipal BAG delivery: three levels of zip, part files of at most 10,000 records.

File names and nesting follow the subscription of Kadaster. Zip entries carry one fixed time,
so equal content is equal bytes.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from engine.sample import bag_records, bag_xml
from engine.sample.world import BAG_START, MUNICIPALITY, World

PART_RECORDS = 10_000
_ENTRY_TIME = (1980, 1, 1, 0, 0, 0)
_FORMER_TOWNS = ("3036", "3038", "3041")
"""Codes before 2013 of three villages; their relation was never closed. Source: bag.md 5."""
_NEIGHBOURS = (("2497", "0394"), ("1006", "0394"), ("1252", "0358"), ("2142", "0221"))
_DOUBTS = {
    "PND": ("Pand", ("oorspronkelijk bouwjaar", "geometrie", "status"), 0.03),
    "VBO": ("Verblijfsobject", ("gebruiksdoel", "oppervlakte"), 0.02),
}


def write(world: World, folder: Path, *, stand: date, seed: int) -> Path:
    """Write the delivery into `folder`.

    Args:
        world: what is delivered.
        folder: where the zip goes; it exists.
        stand: StandTechnischeDatum, also in the file names.
        seed: draws which attributes were in doubt once.

    Returns:
        The outer zip.
    """
    day = f"{stand:%d%m%Y}"
    parts: list[tuple[str, bytes]] = [
        (
            "Leveringsdocument-BAG-Extract.xml",
            _text(bag_xml.levering(stand=stand, name="Kaag en Braassem")),
        )
    ]
    for kind in bag_xml.TYPES:
        name = f"{MUNICIPALITY}{kind}{day}"
        parts.append((f"{name}.zip", _zip(_cut(name, kind, _records(world, kind), stand))))
    doubts = []
    for kind in _DOUBTS:
        name = f"{MUNICIPALITY}IO{kind}{day}"
        doubts.append((f"{name}.zip", _zip(_cut(name, kind, _doubt(world, kind, seed), stand))))
    parts.append((f"{MUNICIPALITY}InOnderzoek{day}.zip", _zip(doubts, packed=True)))
    relations = f"GEM-WPL-RELATIE-{day}"
    xml = bag_xml.relations(_relations(world), stand=stand)
    parts.append((f"{relations}.zip", _zip([(f"{relations}-000001.xml", _text(xml))])))
    inner = (f"{MUNICIPALITY}GEM{day}.zip", _zip(parts, packed=True))
    file = folder / f"BAGGEM{MUNICIPALITY}L-{day}.zip"
    file.write_bytes(_zip([inner], packed=True))
    return file


def _records(world: World, kind: str) -> Iterator[str]:
    makers: dict[str, Callable[[], Iterator[str]]] = {
        "WPL": lambda: (r for t in world.towns for r in bag_records.town_records(t, BAG_START)),
        "OPR": lambda: (r for s in world.streets for r in bag_records.street_records(s)),
        "NUM": lambda: (r for a in world.addresses for r in bag_records.address_records(a)),
        "VBO": lambda: _units(world, "unit"),
        "LIG": lambda: _units(world, "berth"),
        "STA": lambda: _units(world, "pitch"),
        "PND": lambda: (r for b in world.buildings for r in bag_records.building_records(b)),
    }
    return makers[kind]()


def _units(world: World, kind: str) -> Iterator[str]:
    make = bag_records.unit_records if kind == "unit" else bag_records.place_records
    return (record for unit in world.units if unit.kind == kind for record in make(unit))


def _cut(name: str, kind: str, records: Iterator[str], stand: date) -> Iterator[tuple[str, bytes]]:
    """Part files in order; at least one, because an empty file is normal."""
    number = 1
    part = list(islice(records, PART_RECORDS))
    while part or number == 1:
        xml = bag_xml.document(kind, part, stand=stand)
        yield f"{name}-{number:06d}.xml", _text(xml)
        number += 1
        part = list(islice(records, PART_RECORDS))


def _doubt(world: World, kind: str, seed: int) -> Iterator[str]:
    """Attributes that were in doubt once; all closed before the delivery, a few never were."""
    random = Random(f"{seed}:doubt:{kind}")
    name, attributes, share = _DOUBTS[kind]
    things = [b.building_id for b in world.buildings]
    if kind == "VBO":
        things = [u.object_id for u in world.units if u.kind == "unit"]
    for identity in things:
        if random.random() < share:
            begin = date(2012, 1, 1) + timedelta(days=random.randrange(3000))
            end = begin + timedelta(days=random.randint(30, 400))
            closed = end if random.random() < 0.95 else None
            yield bag_records.doubt_record(name, identity, random.choice(attributes), begin, closed)


def _relations(world: World) -> Iterator[tuple[str, str, str, str, str]]:
    for town in world.towns:
        yield str(BAG_START), "", town.town_id, MUNICIPALITY, "definitief"
    first = world.towns[0].town_id
    yield str(BAG_START), "", first, MUNICIPALITY, "definitief"
    for code in _FORMER_TOWNS:
        yield str(BAG_START), "", code, MUNICIPALITY, "definitief"
    for code, municipality in _NEIGHBOURS:
        yield "2009-01-01", "", code, municipality, "definitief"
    yield "2009-01-01", "2010-03-01", first, MUNICIPALITY, "voorlopig"


def _text(xml: str) -> bytes:
    return xml.encode("utf-8")


def _zip(entries: Iterable[tuple[str, bytes]], *, packed: bool = False) -> bytes:
    """Zip in memory; entries that are zips themselves are stored, not packed again."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name, _ENTRY_TIME)
            stored = packed and name.endswith(".zip")
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, compresslevel=None if stored else 4)
    return buffer.getvalue()
