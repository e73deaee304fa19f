"""The light GeoPackage of the BAG, as a municipality cuts it out of the national file of PDOK.

Written with SQLite itself, so that equal content is equal bytes: times are fixed, and so is the
version number of the library, which says nothing about the content. As in the real product there
is no history, no side address, one building per unit, and some addresses are missing.
"""

import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

from engine.sample.streets import short_name
from engine.sample.world import MUNICIPALITY, Building, Ring, Unit, Version, World

MISSING_SHARE = 0.004
"""Share of the units that the light product does not have. Source: bag.md 6."""

_ENDED = ("ingetrokken", "gesloopt", "Niet gerealiseerd", "ten onrechte opgevoerd")
_VERSION_BYTES, _VERSION = slice(96, 100), (3_040_000).to_bytes(4, "big")
_SRS, _GPKG_10 = 28992, 0x47504B47
_KINDS = {"unit": "verblijfsobject", "berth": "ligplaats", "pitch": "standplaats"}
_SHAPES = {"verblijfsobject": "POINT", "woonplaats": "POLYGON"}

_ADDRESS = (
    "openbare_ruimte_naam", "openbare_ruimte_naam_kort", "huisnummer INTEGER", "huisletter",
    "toevoeging", "postcode", "woonplaats_naam", "nummeraanduiding_hoofdadres_identificatie",
    "openbare_ruimte_identificatie", "woonplaats_identificatie", "bronhouder_identificatie",
)  # fmt: skip
_TABLES: dict[str, tuple[str, ...]] = {
    "ligplaats": ("identificatie", "status", *_ADDRESS),
    "pand": ("identificatie", "bouwjaar INTEGER", "status", "gebruiksdoel",
             "oppervlakte_min INTEGER", "oppervlakte_max INTEGER",
             "aantal_verblijfsobjecten INTEGER"),
    "standplaats": ("identificatie", "status", *_ADDRESS),
    "verblijfsobject": ("identificatie", "status", "oppervlakte INTEGER", "gebruiksdoel",
                        "bouwjaar INTEGER", "pand_identificatie", "pandstatus", *_ADDRESS),
    "woonplaats": ("identificatie", "woonplaats", "bronhouder_identificatie"),
}  # fmt: skip
_METADATA = """
PRAGMA page_size = 4096;
PRAGMA application_id = {application};
PRAGMA user_version = 10200;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
  description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', NULL),
  ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL),
  ('WGS 84', 4326, 'EPSG', 4326, '{wgs84}', NULL),
  ('Amersfoort / RD New', 28992, 'EPSG', 28992, '{rd}', NULL);
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL,
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT PRIMARY KEY, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL,
  m TINYINT NOT NULL);
"""
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]'
)
_RD = (
    'PROJCS["Amersfoort / RD New",GEOGCS["Amersfoort",DATUM["Amersfoort",SPHEROID["Bessel 1841",'
    '6377397.155,299.1528128]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],'
    'PROJECTION["Oblique_Stereographic"],PARAMETER["latitude_of_origin",52.1561605555556],'
    'PARAMETER["central_meridian",5.38763888888889],PARAMETER["scale_factor",0.9999079],'
    'PARAMETER["false_easting",155000],PARAMETER["false_northing",463000],UNIT["metre",1],'
    'AUTHORITY["EPSG","28992"]]'
)
Cells = tuple[object, ...]


def write(world: World, file: Path, *, stand: date, seed: int) -> None:
    """Write the GeoPackage.

    Args:
        world: what is in it.
        file: where it goes; its folder exists, it does not.
        stand: day of the file, and of the state in it.
        seed: draws what the product lacks or has otherwise.
    """
    random = Random(f"{seed}:bag light")
    rows = {
        "woonplaats": list(_towns(world)),
        "pand": list(_buildings(world, stand, random)),
        **{table: list(_units(world, kind, stand, random)) for kind, table in _KINDS.items()},
    }
    with closing(sqlite3.connect(file, isolation_level=None)) as con:
        con.execute("PRAGMA journal_mode = MEMORY")
        script = _METADATA.format(application=_GPKG_10, wgs84=_WGS84, rd=_RD)
        con.executescript(script)
        con.execute("BEGIN")
        for table, columns in _TABLES.items():
            _fill(con, table, columns, rows[table], stand)
        con.execute("COMMIT")
    content = bytearray(file.read_bytes())
    content[_VERSION_BYTES] = _VERSION
    file.write_bytes(content)


def _fill(
    con: sqlite3.Connection, table: str, columns: Sequence[str], rows: list[Cells], stand: date
) -> None:
    con.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) "
        "VALUES (?, 'features', ?, ?, ?)",
        (table, table, f"{stand}T03:00:00.000Z", _SRS),
    )
    con.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
        (table, _SHAPES.get(table, "POLYGON"), _SRS),
    )
    typed = ", ".join(column if " " in column else f"{column} TEXT" for column in columns)
    con.execute(f"CREATE TABLE {table} (fid INTEGER PRIMARY KEY, geom BLOB, {typed})")
    marks = ", ".join("?" * (len(columns) + 1))
    con.executemany(f"INSERT INTO {table} VALUES (NULL, {marks})", rows)


def _towns(world: World) -> Iterator[Cells]:
    for town in world.towns:
        yield _polygon(town.area), town.town_id, town.name, MUNICIPALITY


def _units(world: World, kind: str, stand: date, random: Random) -> Iterator[Cells]:
    """Units in the table of their kind; the first one again with a status that does not exist."""
    broken: Cells | None = None
    for unit in (unit for unit in world.units if unit.kind == kind):
        status = _now(unit.versions, stand)
        if status is None or random.random() < MISSING_SHARE:
            continue
        address = _address(unit)
        if kind != "unit":
            yield (_polygon(unit.ring), unit.object_id, status, *address)
            continue
        building = unit.buildings[0]
        own = (unit.area_m2, ",".join(unit.uses), building.built_year, building.building_id)
        row = (_point(unit.x, unit.y), unit.object_id, status, *own,
               _now(building.versions, stand), *address)  # fmt: skip
        broken = broken or (row[0], row[1], "Verblijfsobject verhuurd", *row[3:])
        yield row
    if broken is not None:
        yield broken


def _address(unit: Unit) -> Cells:
    address = unit.address
    street, town = address.street, address.town or address.street.town
    return (
        street.name,
        short_name(street.name) or street.name,
        address.number,
        address.letter or None,
        address.addition or None,
        address.postcode,
        town.name,
        address.address_id,
        street.street_id,
        town.town_id,
        MUNICIPALITY,
    )


def _buildings(world: World, stand: date, random: Random) -> Iterator[Cells]:
    inside: dict[str, list[Unit]] = {}
    for unit in world.units:
        for building in unit.buildings[:1]:
            inside.setdefault(building.building_id, []).append(unit)
    for building in world.buildings:
        status = _now(building.versions, stand)
        if status is None:
            continue
        if random.random() < MISSING_SHARE:
            status = "Verbouwing pand"
        yield _building(building, status, inside.get(building.building_id, []))


def _building(building: Building, status: str, units: Sequence[Unit]) -> Cells:
    uses = sorted({use for unit in units for use in unit.uses})
    areas = [unit.area_m2 for unit in units]
    return (
        _polygon(building.ring),
        building.building_id,
        building.built_year,
        status,
        ",".join(uses) or None,
        min(areas, default=None),
        max(areas, default=None),
        len(units),
    )


def _now(versions: Sequence[Version], stand: date) -> str | None:
    """Status on that day; None when the object is not there, or is there no more."""
    for version in versions:
        if version.begin <= stand and (version.end is None or version.end > stand):
            ended = any(word in version.status for word in _ENDED)
            return None if ended else version.status
    return None


def _point(x: float, y: float) -> bytes:
    return _header() + struct.pack("<BIdd", 1, 1, x, y)


def _polygon(ring: Ring) -> bytes:
    closed = (*ring, ring[0])
    flat = [value for point in closed for value in point]
    return _header() + struct.pack(f"<BIII{len(flat)}d", 1, 3, 1, len(closed), *flat)


def _header() -> bytes:
    """Start of a geometry: no envelope, little-endian."""
    return b"GP\x00\x01" + struct.pack("<i", _SRS)
