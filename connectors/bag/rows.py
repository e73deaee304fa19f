"""Canonical rows of the objects that are kept, one item per record, by id.

Withdrawn and demolished objects come too, with their end status: a company may still be
registered there.
"""

from collections.abc import Iterator
from datetime import date

from duckdb import DuckDBPyConnection

from connectors.bag.codes import UNIT_KINDS
from connectors.delivery import Ignored, Item, Quarantined, Row, Used
from engine.register_settings import BagSettings

_BATCH = 2000

_ADDRESSES = """
SELECT kept.part, kept.line, kept.id, link.id, link.is_main, street.name, kept.number,
  kept.letter, kept.addition, kept.postcode, town.name, town.id, kept.status, kept.start,
  CASE WHEN kept.stop <= $as_of THEN kept.stop END
FROM kept
LEFT JOIN link ON link.address = kept.id
LEFT JOIN chosen street ON street.type = 'OPR' AND street.id = kept.street_ref
LEFT JOIN chosen town ON town.type = 'WPL' AND town.id = coalesce(kept.town_ref, street.town_ref)
WHERE kept.type = 'NUM'
ORDER BY kept.id
"""
_ADDRESS = (
    "address_id",
    "object_id",
    "is_main",
    "street",
    "house_number",
    "house_letter",
    "house_addition",
    "postcode",
    "town",
    "town_id",
    "status",
    "valid_from",
    "valid_to",
)
_UNITS = """
WITH building AS (
  SELECT id FROM chosen WHERE type = 'PND'
), part_of AS (
  SELECT DISTINCT kept.id, building.id AS building_id
  FROM kept, unnest(kept.building_refs) AS ref(id) JOIN building ON building.id = ref.id
), whole AS (
  SELECT id, list_sort(list(building_id)) AS buildings FROM part_of GROUP BY id
)
SELECT kept.part, kept.line, whole.buildings, kept.id, kept.type, kept.status, since.since,
  list_sort(list_distinct(kept.purposes)),
  CASE WHEN NOT list_contains($dummies, kept.area) THEN kept.area::DOUBLE END,
  r.wkb, r.x, r.y, kept.start, CASE WHEN kept.stop <= $as_of THEN kept.stop END
FROM kept
JOIN record r ON r.no = kept.no
LEFT JOIN whole ON whole.id = kept.id
LEFT JOIN since ON since.type = kept.type AND since.id = kept.id
WHERE kept.type IN ('VBO', 'LIG', 'STA')
ORDER BY kept.id, kept.type
"""
_UNIT = (
    "object_id",
    "kind",
    "status",
    "status_since",
    "use_purposes",
    "area_m2",
    "geometry",
    "x",
    "y",
    "valid_from",
    "valid_to",
)
_BUILDINGS = """
SELECT kept.part, kept.line, kept.id, kept.status, since.since,
  CASE WHEN NOT list_contains($dummies, kept.built_year)
    AND kept.built_year BETWEEN $first AND $last THEN kept.built_year END,
  r.wkb, r.footprint, r.x, r.y, kept.start, CASE WHEN kept.stop <= $as_of THEN kept.stop END
FROM kept
JOIN record r ON r.no = kept.no
LEFT JOIN since ON since.type = 'PND' AND since.id = kept.id
WHERE kept.type = 'PND'
ORDER BY kept.id
"""
_BUILDING = (
    "building_id",
    "status",
    "status_since",
    "built_year",
    "geometry",
    "footprint_m2",
    "x",
    "y",
    "valid_from",
    "valid_to",
)
_SERVING = """
SELECT part.name, r.line, r.type, r.id
FROM record r JOIN fate ON fate.no = r.no JOIN part ON part.file = r.file
WHERE fate.fate = 'used' AND r.type IN ('GWR', 'OPR', 'WPL')
ORDER BY r.type, r.id, part.name, r.line, r.no
"""
_QUARANTINE = """
SELECT part.name, r.line, r.id, fate.reason,
  CASE WHEN r.kind = 'bad' THEN r.raw
       ELSE map_from_entries([{k: 'voorkomenidentificatie', v: r.seq::VARCHAR},
         {k: 'beginGeldigheid', v: r.start::VARCHAR}, {k: 'eindGeldigheid', v: r.stop::VARCHAR},
         {k: 'tijdstipRegistratieLV', v: r.known}, {k: 'status', v: r.status}]) END
FROM record r JOIN fate ON fate.no = r.no JOIN part ON part.file = r.file
WHERE fate.fate = 'quarantined'
ORDER BY part.name, r.line, r.no
"""
_IGNORED = """
SELECT part.name, fate.reason, count(*)
FROM record r JOIN fate ON fate.no = r.no JOIN part ON part.file = r.file
WHERE fate.fate = 'ignored'
GROUP BY part.name, fate.reason
ORDER BY part.name, fate.reason
"""


def read_items(
    con: DuckDBPyConnection, *, on: date, as_of: date, bag: BagSettings
) -> Iterator[Item]:
    """Yield one item per record: addresses, units, buildings, what serves them, what is left out.

    Args:
        con: as `history.open_history` gives it.
        on: the peildatum; a built year too far after it means unknown.
        as_of: an end of validity after it is NULL.
        bag: which numbers mean unknown.
    """
    for part, line, *values in _rows(con, _ADDRESSES, as_of=as_of):
        yield _used(part, line, Row("address", dict(zip(_ADDRESS, values, strict=True))))
    yield from _units(con, as_of=as_of, bag=bag)
    dummies, last = list(bag.dummy_built_years), on.year + bag.built_year_ahead
    years = {"dummies": dummies, "first": bag.min_built_year, "last": last}
    for part, line, *values in _rows(con, _BUILDINGS, as_of=as_of, **years):
        yield _used(part, line, Row("building", dict(zip(_BUILDING, values, strict=True))))
    for part, line, *_ in _rows(con, _SERVING):
        yield _used(part, line)
    for part, line, record_id, reason, raw in _rows(con, _QUARANTINE):
        yield Quarantined(str(part), _int(line), _text(record_id), str(reason), _raw(raw))
    for part, reason, count in _rows(con, _IGNORED):
        yield Ignored(str(part), str(reason), _int(count))


def _units(con: DuckDBPyConnection, *, as_of: date, bag: BagSettings) -> Iterator[Item]:
    areas = list(bag.dummy_areas_m2)
    for part, line, buildings, *values in _rows(con, _UNITS, as_of=as_of, dummies=areas):
        unit = dict(zip(_UNIT, values, strict=True))
        unit["kind"] = UNIT_KINDS[str(unit["kind"])]
        joined = [
            Row("unit_building", {"object_id": unit["object_id"], "building_id": building})
            for building in (buildings if isinstance(buildings, list) else ())
        ]
        yield _used(part, line, Row("address_unit", unit), *joined)


def _used(part: object, line: object, *rows: Row) -> Used:
    return Used(str(part), _int(line), rows)


def _rows(con: DuckDBPyConnection, sql: str, **params: object) -> Iterator[tuple[object, ...]]:
    cursor = con.cursor()
    cursor.execute(sql, params or None)
    while batch := cursor.fetchmany(_BATCH):
        yield from batch


def _int(value: object) -> int:
    return int(str(value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _raw(value: object) -> dict[str, object] | None:
    return {str(k): v for k, v in value.items()} if isinstance(value, dict) else None
