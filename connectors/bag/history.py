"""Which voorkomen of each object counts on the peildatum, and in which municipality it lies.

Works on the scratch files of `parts` in a DuckDB of its own that spills to disk, so that an
object whose voorkomens stand in different files is seen whole.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
from duckdb import DuckDBPyConnection

from connectors.bag.codes import END_STATUSES, FORMING_STATUSES
from engine import duck

_REGISTERED = "coalesce(r.known, r.registered, '')"
_CONTENT = """
  r.status, r.seq, r.start, r.stop, r.known, r.registered, r.name, r.number, r.letter, r.addition,
  r.postcode, r.street_ref, r.town_ref, r.main_ref, r.side_refs, r.building_refs, r.purposes,
  r.area, r.built_year, r.wkb
"""
_WORDS = "CREATE TABLE word (word VARCHAR, list VARCHAR)"

_LIVE = f"""
CREATE TABLE live AS
SELECT r.no, r.type, r.id, row_number() OVER (
    PARTITION BY r.type, r.id
    ORDER BY {_REGISTERED} DESC, r.seq DESC NULLS LAST, r.start DESC, part.name, r.line, r.no
  ) AS rank
FROM record r JOIN part ON part.file = r.file
WHERE r.kind = 'object' AND r.state = 'live'
"""
_CHOSEN = """
CREATE TABLE chosen AS
SELECT r.* EXCLUDE (wkb, original, raw, reason, kind, state, attribute, municipality),
  r.status NOT IN (SELECT word FROM word WHERE list = 'end') AS is_current
FROM record r JOIN live ON live.no = r.no
WHERE live.rank = 1
"""
# A repeated record says the same as the version that counts; another live one contradicts it.
_EXTRA = f"""
CREATE TABLE extra AS
WITH pair AS (
  SELECT live.no, live.type, live.id, best.no AS best
  FROM live JOIN live best ON best.type = live.type AND best.id = live.id AND best.rank = 1
  WHERE live.rank > 1
), said AS (
  SELECT r.no, hash({_CONTENT}) AS content
  FROM record r
  WHERE r.no IN (SELECT no FROM pair UNION ALL SELECT best FROM pair)
)
SELECT pair.no, pair.type, pair.id, own.content = other.content AS is_repeated
FROM pair JOIN said own ON own.no = pair.no JOIN said other ON other.no = pair.best
"""
_SINCE = f"""
CREATE TABLE since AS
WITH history AS (
  SELECT r.type, r.id, r.start, r.status, lag(r.status) OVER (
      PARTITION BY r.type, r.id
      ORDER BY r.start, r.seq NULLS FIRST, {_REGISTERED}, r.no = c.no, r.status
    ) AS previous
  FROM record r JOIN chosen c ON c.type = r.type AND c.id = r.id
  WHERE r.kind = 'object' AND r.state IN ('live', 'past') AND r.start <= c.start
    AND (r.stop IS NULL OR r.start < r.stop) AND c.type IN ('VBO', 'LIG', 'STA', 'PND')
)
SELECT type, id, max(start) AS since
FROM history
WHERE status IS DISTINCT FROM previous
GROUP BY type, id
"""
_RELATION = """
CREATE TABLE relation AS
SELECT r.no, r.id AS town, r.municipality, r.status, r.start,
  row_number() OVER (
    PARTITION BY r.id
    ORDER BY r.status = 'definitief' DESC, r.start DESC, r.municipality DESC, part.name, r.line,
      r.no
  ) AS rank
FROM record r JOIN part ON part.file = r.file
WHERE r.kind = 'relation' AND r.state = 'live'
"""
_HOME = """
CREATE TABLE home AS
WITH of_town AS (
  SELECT town, municipality FROM relation WHERE rank = 1
), town AS (
  SELECT c.type, c.id, of_town.municipality
  FROM chosen c LEFT JOIN of_town ON of_town.town = c.id
  WHERE c.type = 'WPL'
), street AS (
  SELECT c.type, c.id, c.town_ref, of_town.municipality
  FROM chosen c LEFT JOIN of_town ON of_town.town = c.town_ref
  WHERE c.type = 'OPR'
), address AS (
  SELECT c.type, c.id, of_town.municipality
  FROM chosen c
  LEFT JOIN street ON street.id = c.street_ref
  LEFT JOIN of_town ON of_town.town = coalesce(c.town_ref, street.town_ref)
  WHERE c.type = 'NUM'
), unit AS (
  SELECT c.type, c.id, c.building_refs,
    coalesce(address.municipality, left(address.id, 4)) AS municipality
  FROM chosen c LEFT JOIN address ON address.id = c.main_ref
  WHERE c.type IN ('VBO', 'LIG', 'STA')
), part_of AS (
  SELECT unnest(building_refs) AS id, coalesce(municipality, left(id, 4)) AS municipality
  FROM unit
), of_building AS (
  SELECT id, coalesce(max(municipality) FILTER (municipality = $ours), max(municipality))
    AS municipality
  FROM part_of GROUP BY id
), building AS (
  SELECT c.type, c.id, of_building.municipality
  FROM chosen c LEFT JOIN of_building ON of_building.id = c.id
  WHERE c.type = 'PND'
), home AS (
  SELECT type, id, municipality FROM town
  UNION ALL SELECT type, id, municipality FROM street
  UNION ALL SELECT type, id, municipality FROM address
  UNION ALL SELECT type, id, municipality FROM unit
  UNION ALL SELECT type, id, municipality FROM building
)
SELECT type, id, municipality IS NULL AND type <> 'WPL' AS by_prefix,
  CASE WHEN municipality IS NOT NULL THEN municipality
       WHEN type = 'WPL' THEN $ours ELSE left(id, 4) END AS municipality
FROM home
"""
_KEPT = """
CREATE TABLE kept AS
SELECT c.*, home.by_prefix, part.name AS part
FROM chosen c
JOIN home ON home.type = c.type AND home.id = c.id
JOIN part ON part.file = c.file
WHERE home.municipality = $ours
"""
_LINK = """
CREATE TABLE link AS
WITH link AS (
  SELECT main_ref AS address, true AS is_main, id, status, start, is_current FROM chosen
  WHERE main_ref IS NOT NULL
  UNION ALL
  SELECT unnest(side_refs), false, id, status, start, is_current FROM chosen
), ranked AS (
  SELECT address, id, is_main, row_number() OVER (
      PARTITION BY address
      ORDER BY is_current DESC, status IN (SELECT word FROM word WHERE list = 'forming'),
        is_main DESC, start DESC, id
    ) AS rank
  FROM link
)
SELECT address, id, is_main FROM ranked WHERE rank = 1
"""
_FATE = """
CREATE TABLE fate AS
SELECT r.no, CASE
    WHEN r.kind = 'bad' THEN 'quarantined'
    WHEN kept.no IS NOT NULL OR (relation.rank = 1 AND relation.municipality = $ours) THEN 'used'
    WHEN NOT extra.is_repeated THEN 'quarantined'
    ELSE 'ignored' END AS fate,
  CASE
    WHEN r.kind = 'bad' THEN r.reason
    WHEN NOT extra.is_repeated THEN 'life cycle: more than one voorkomen is actueel on the '
      || 'peildatum; the latest registration is used'
    WHEN r.state = 'inactive' THEN 'inactive'
    WHEN r.state = 'future' THEN 'not yet valid'
    WHEN r.kind = 'doubt' AND r.state = 'live' THEN 'in onderzoek'
    WHEN r.kind = 'doubt' THEN 'not in onderzoek on the peildatum'
    WHEN r.state = 'past' THEN 'superseded version'
    WHEN extra.is_repeated THEN 'repeated record'
    WHEN relation.rank > 1 THEN 'superseded or provisional relation'
    ELSE 'other municipality' END AS reason
FROM record r
LEFT JOIN kept ON kept.no = r.no
LEFT JOIN extra ON extra.no = r.no
LEFT JOIN relation ON relation.no = r.no
"""


def open_history(
    folder: Path, names: Sequence[str], *, municipality: str, memory_mb: int
) -> DuckDBPyConnection:
    """Choose the voorkomens that count.

    Args:
        folder: scratch folder with at least one file of `parts`.
        names: name of each part file by its number.
        municipality: four-digit code of the objects to keep.
        memory_mb: what the database may use before it spills to `folder`.

    Returns:
        A connection with `record` (all), `chosen` (one per actueel object of the delivery),
        `kept` (those of the municipality), `since` (start of the present status), `link`
        (address to object), `relation`, `extra` and `fate` (one per record).
    """
    con = duck.connect(config={"memory_limit": f"{memory_mb}MB"})
    con.execute("SET temp_directory = $folder", {"folder": str(folder / "spill")})
    con.execute("SET preserve_insertion_order = false")
    pattern = str(folder / "*.parquet").replace("'", "''")
    con.execute(f"CREATE VIEW record AS SELECT * FROM read_parquet('{pattern}')")
    parts = pa.table({"file": range(len(names)), "name": list(names)})
    con.register("parts", parts)
    con.execute("CREATE TABLE part AS FROM parts")
    con.execute(_WORDS)
    for kind, words in (("end", END_STATUSES), ("forming", FORMING_STATUSES)):
        con.executemany("INSERT INTO word VALUES (?, ?)", [(w, kind) for w in sorted(words)])
    ours: Mapping[str, str] = {"ours": municipality}
    for statement in (_LIVE, _CHOSEN, _EXTRA, _SINCE, _RELATION, _HOME, _KEPT, _LINK, _FATE):
        con.execute(statement, ours if "$ours" in statement else None)
    return con
