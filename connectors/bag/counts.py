"""What the run report says about a delivery, counted over all its records and objects.

Counts of actueel, huidig, status and dangling references are those of the whole delivery, also
of objects in other municipalities; dummies and municipality by id prefix those of kept objects.
"""

from collections.abc import Iterator
from datetime import date

from duckdb import DuckDBPyConnection

from connectors.bag.parts import Parts
from connectors.delivery import Note
from engine.register_settings import BagSettings

_TYPED = (
    "r.type IS NOT NULL AND r.kind IN ('object', 'bad') AND r.state IS DISTINCT FROM 'inactive'"
)
_COUNTS = (
    f"SELECT 'records/' || type, count(*) FROM record r WHERE {_TYPED} GROUP BY ALL",
    f"""SELECT 'records_by_status/' || type || '/' || status, count(*)
    FROM record r WHERE {_TYPED} AND status IS NOT NULL GROUP BY ALL""",
    """SELECT 'objects/' || type, count(DISTINCT id)
    FROM record WHERE kind = 'object' AND state <> 'inactive' GROUP BY type""",
    "SELECT 'inactive/' || type, count(*) FROM record WHERE state = 'inactive' GROUP BY type",
    "SELECT 'actueel/' || type, count(*) FROM chosen GROUP BY type",
    "SELECT 'huidig/' || type, count(*) FILTER (is_current) FROM chosen GROUP BY type",
    "SELECT 'status/' || type || '/' || status, count(*) FROM chosen GROUP BY ALL",
    "SELECT 'relations/' || status, count(*) FROM record WHERE kind = 'relation' GROUP BY ALL",
    """SELECT 'in_onderzoek_records/' || type, count(*)
    FROM record WHERE kind = 'doubt' GROUP BY ALL""",
    """SELECT 'in_onderzoek_objects/' || type, count(DISTINCT id)
    FROM record WHERE kind = 'doubt' GROUP BY type""",
    """SELECT 'in_onderzoek/' || type, count(DISTINCT id) FILTER (state = 'live')
    FROM record WHERE kind = 'doubt' GROUP BY type""",
    """SELECT 'in_onderzoek_attribute/' || type || '/' || attribute, count(DISTINCT id)
    FROM record WHERE kind = 'doubt' AND state = 'live' GROUP BY type, attribute""",
    "SELECT 'id_padded', count(*) FILTER (padded) FROM record",
    "SELECT 'repaired_geometry', count(original) FROM record",
    """SELECT 'repaired_geometry_original/' || r.id, r.original
    FROM record r JOIN kept ON kept.no = r.no WHERE r.original IS NOT NULL""",
    """SELECT 'without_geometry/' || r.type, count(*)
    FROM record r JOIN chosen ON chosen.no = r.no
    WHERE r.wkb IS NULL AND r.type IN ('VBO', 'LIG', 'STA', 'PND') GROUP BY r.type""",
    """SELECT 'life_cycle_errors/' || type, count(DISTINCT id)
    FROM extra WHERE NOT is_repeated GROUP BY type""",
    "SELECT 'municipality_by_id_prefix/' || type, count(*) FROM kept WHERE by_prefix GROUP BY type",
    """SELECT 'towns/' || CASE WHEN is_current THEN 'live' ELSE 'withdrawn' END, count(*)
    FROM kept WHERE type = 'WPL' GROUP BY ALL""",
    """SELECT 'address_without_object', count(*)
    FROM kept LEFT JOIN link ON link.address = kept.id WHERE type = 'NUM' AND link.id IS NULL
    HAVING count(*) > 0""",
)
_DANGLING = """
WITH ref AS (
  SELECT type, 'OPR' AS target, street_ref AS id FROM chosen
  UNION ALL SELECT type, 'WPL', town_ref FROM chosen
  UNION ALL SELECT type, 'NUM', main_ref FROM chosen
  UNION ALL SELECT type, 'NUM', unnest(side_refs) FROM chosen
  UNION ALL SELECT type, 'PND', unnest(building_refs) FROM chosen
)
SELECT 'dangling/' || ref.type || '-' || ref.target, count(*)
FROM ref ANTI JOIN chosen ON chosen.type = ref.target AND chosen.id = ref.id
WHERE ref.id IS NOT NULL
GROUP BY ALL
"""
_DUMMIES = """
WITH dummy AS (
  SELECT 'built_year' AS name, no, built_year AS value FROM record
  WHERE list_contains($years, built_year) OR built_year NOT BETWEEN $first AND $last
  UNION ALL SELECT 'area_m2', no, area FROM record WHERE list_contains($areas, area)
), of_kept AS (
  SELECT dummy.* FROM dummy SEMI JOIN kept ON kept.no = dummy.no
)
SELECT 'dummy/' || name, count(*) FROM of_kept GROUP BY name
UNION ALL
SELECT 'dummy_value/' || name || '/' || value, count(*) FROM of_kept GROUP BY name, value
UNION ALL
SELECT 'dummy_records/' || name, count(*) FROM dummy GROUP BY name
"""


def read_notes(
    con: DuckDBPyConnection, parts: Parts, *, on: date, as_of: date, stand: date, bag: BagSettings
) -> Iterator[Note]:
    """Yield the report on a delivery, sorted by key.

    Args:
        con: as `history.open_history` gives it.
        parts: the files that were read.
        on: the peildatum, the earlier of `as_of` and `stand`.
        as_of: last day that exists for this run.
        stand: StandTechnischeDatum of the delivery.
        bag: which numbers mean unknown.
    """
    last = on.year + bag.built_year_ahead
    dummies = {"years": list(bag.dummy_built_years), "areas": list(bag.dummy_areas_m2)}
    found = [row for sql in (*_COUNTS, _DANGLING) for row in con.execute(sql).fetchall()]
    found += con.execute(
        _DUMMIES, {**dummies, "first": bag.min_built_year, "last": last}
    ).fetchall()
    notes = [Note(key, value) for key, value in found]
    notes += _file_notes(parts, on=on, as_of=as_of, stand=stand)
    yield from sorted(notes, key=lambda note: note.key)


def _file_notes(parts: Parts, *, on: date, as_of: date, stand: date) -> Iterator[Note]:
    yield Note("files/read", len(parts.names))
    yield Note("files/skipped", parts.junk)
    yield Note("peildatum", on.isoformat())
    yield Note("stand", stand.isoformat())
    if as_of > stand:
        yield Note("peildatum_reason", "the stand of the delivery: it is earlier than as_of")
    elif as_of < stand:
        yield Note("peildatum_reason", "as_of: it is earlier than the stand of the delivery")
    if not parts.has_relations:
        yield Note("municipality_by", "id prefix: the delivery has no GEM-WPL-RELATIE")
    for day, count in sorted(parts.stands.items()):
        if day != stand:
            yield Note(f"other_stand/{day.isoformat()}", count)
