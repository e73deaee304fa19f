"""Find delivered places by BAG id, then by address: exact, normalised, then a similar street.

Each step looks only at what no earlier step answered. A place that fits several objects is
closed: later steps may not answer it either, as that would be a guess.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import pyarrow as pa
from duckdb import DuckDBPyConnection
from rapidfuzz import fuzz, process

from engine.matching.addresses.street_words import written_out
from engine.register_settings import MatchingSettings

TABLES = ("found", "closed")
"""Temporary tables that `prepare` makes."""

_OPEN = "NOT EXISTS (FROM found f WHERE f.q = p.q) AND NOT EXISTS (FROM closed c WHERE c.q = p.q)"

_IDS = """
CREATE TEMP TABLE candidate AS
WITH by_address AS (
  SELECT p.q, a.object_id, a.address_id, NULL AS building_id
  FROM place_query p JOIN known_address a ON a.address_id = p.address_id
), by_object AS (
  SELECT p.q, u.object_id, NULL AS address_id, NULL AS building_id
  FROM place_query p JOIN known_unit u ON u.object_id = p.object_id
), by_building AS (
  SELECT DISTINCT p.q, NULL AS object_id, NULL AS address_id, b.building_id
  FROM place_query p JOIN building b ON b.building_id = p.object_id
)
FROM by_address UNION ALL FROM by_object UNION ALL FROM by_building
"""
_IDS_FOUND = """
INSERT INTO found
WITH one AS (
  SELECT q, max(object_id) AS object_id, max(address_id) AS address_id,
    max(building_id) AS building_id
  FROM candidate GROUP BY q
  HAVING count(DISTINCT coalesce(object_id, building_id)) = 1
), main AS (
  SELECT object_id, arg_min(address_id, (NOT is_main, rank, address_id)) AS address_id
  FROM known_address GROUP BY object_id
)
SELECT q, 'id', 100, coalesce(one.address_id, main.address_id), one.object_id, one.building_id
FROM one LEFT JOIN main USING (object_id)
ORDER BY q
"""
_IDS_CLOSED = """
INSERT INTO closed
SELECT q FROM candidate GROUP BY q HAVING count(DISTINCT coalesce(object_id, building_id)) > 1
UNION
SELECT q FROM place_part p WHERE postbus AND NOT EXISTS (FROM found f WHERE f.q = p.q)
"""

_EXACT = """
CREATE TEMP TABLE candidate AS
WITH p AS (SELECT * FROM place_query p WHERE {open})
SELECT p.q, a.*, 'all' AS road FROM p JOIN known_address a
  ON a.postcode = p.postcode AND a.house_number = p.house_number
WHERE {letters} AND (p.street IS NULL OR p.street = a.street)
  AND (p.town IS NULL OR p.town = a.town)
UNION ALL
SELECT p.q, a.*, 'all' AS road FROM p JOIN known_address a
  ON a.street = p.street AND a.town = p.town AND a.house_number = p.house_number
WHERE {letters} AND p.postcode IS NULL
"""
_LETTERS = (
    "a.house_letter IS NOT DISTINCT FROM p.house_letter "
    "AND a.house_addition IS NOT DISTINCT FROM p.house_addition"
)

# A postcode and number that fit contradict the text when the delivered street or, without a
# street, the delivered town exists and is another one: which of the two is wrong is a guess.
_NORMALISED = """
CREATE TEMP TABLE candidate AS
WITH p AS (SELECT * FROM place_part p WHERE number IS NOT NULL AND {open}),
streets AS (SELECT DISTINCT street_key FROM known_address WHERE street_key IS NOT NULL),
towns AS (SELECT DISTINCT town_key FROM known_address WHERE town_key IS NOT NULL)
SELECT p.q, a.*, CASE WHEN CASE
    WHEN p.street IS NULL THEN
      p.town IS NULL OR p.town = a.town_key OR p.town NOT IN (FROM towns)
    WHEN p.street = a.street_key THEN true
    ELSE p.street NOT IN (FROM streets) AND (p.town IS NULL OR p.town = a.town_key) END
  THEN 'postcode' ELSE 'contradiction' END AS road
FROM p JOIN known_address a
  ON a.postcode_key = p.postcode AND a.number = p.number AND a.suffix = p.suffix
UNION ALL
SELECT p.q, a.*, 'street' AS road FROM p JOIN known_address a
  ON a.street_key = p.street AND a.number = p.number AND a.suffix = p.suffix
WHERE a.town_key = p.town
  OR (a.area = p.area AND (p.town IS NULL OR p.town NOT IN (FROM towns)))
"""
_SIMILAR = """
CREATE TEMP TABLE candidate AS
SELECT s.q, a.*, 'similar' AS road FROM similar_street s JOIN known_address a
  ON a.street_key = s.street_key AND a.number = s.number AND a.suffix = s.suffix
WHERE a.town_key = s.town OR a.area = s.area
"""

_BESIDE_A_BETTER_ONE = """
DELETE FROM candidate WHERE road = 'contradiction'
  AND q IN (SELECT q FROM candidate WHERE road = 'postcode')
"""

# Every road that gives an answer must give the same one; then the best rank, and only one.
_CHOSEN = """
CREATE TEMP TABLE chosen AS
WITH roads AS (SELECT q, count(DISTINCT road) AS roads FROM candidate GROUP BY q),
agreed AS (
  SELECT q, object_id, min(rank) AS rank, count(DISTINCT road) AS roads,
    arg_min(address_id, (rank, NOT is_main, address_id)) AS address_id
  FROM candidate GROUP BY q, object_id HAVING NOT bool_or(road = 'contradiction')
), best AS (
  SELECT a.q, a.object_id, a.address_id FROM agreed a JOIN roads r USING (q)
  WHERE a.roads = r.roads
  QUALIFY rank() OVER (PARTITION BY a.q ORDER BY a.rank) = 1
)
SELECT q, max(object_id) AS object_id, max(address_id) AS address_id
FROM best GROUP BY q HAVING count(*) = 1
"""


def prepare(con: DuckDBPyConnection) -> None:
    """Make the temporary tables `found` and `closed`, empty.

    `found(q, method, score, address_id, object_id, building_id)` holds answers, `closed(q)`
    places that have none and get none.
    """
    con.execute(
        "CREATE TEMP TABLE found (q BIGINT, method VARCHAR, score DOUBLE, "
        "address_id VARCHAR, object_id VARCHAR, building_id VARCHAR)"
    )
    con.execute("CREATE TEMP TABLE closed (q BIGINT)")


def match_ids(con: DuckDBPyConnection) -> None:
    """Answer by BAG ids of address, unit, berth, pitch or building; close boxes at the post office.

    Ids that name two different objects close the place; an id that does not exist is passed
    over, so that the address may answer.
    """
    con.execute(_IDS)
    con.execute(_IDS_FOUND)
    con.execute(_IDS_CLOSED)
    con.execute("DROP TABLE candidate")


def match_addresses(con: DuckDBPyConnection, settings: MatchingSettings) -> None:
    """Answer by address: as registered, then in comparable form, then by a similar street."""
    con.execute(_EXACT.format(open=_OPEN, letters=_LETTERS))
    _choose(con, "'exact', 100")
    con.execute(_NORMALISED.format(open=_OPEN))
    con.execute(_BESIDE_A_BETTER_ONE)
    _choose(con, "'normalised', 100")
    _find_similar(con, settings)
    con.execute(_SIMILAR)
    _choose(con, "'fuzzy', (SELECT max(score) FROM similar_street s WHERE s.q = chosen.q)")
    con.execute("DROP TABLE similar_street")


def _choose(con: DuckDBPyConnection, method_and_score: str) -> None:
    con.execute(_CHOSEN)
    con.execute(
        f"INSERT INTO found SELECT q, {method_and_score}, address_id, object_id, NULL "
        "FROM chosen ORDER BY q"
    )
    con.execute("INSERT INTO closed SELECT DISTINCT q FROM candidate EXCEPT SELECT q FROM chosen")
    con.execute("DROP TABLE chosen")
    con.execute("DROP TABLE candidate")


def _find_similar(con: DuckDBPyConnection, settings: MatchingSettings) -> None:
    """Fill `similar_street`: the one street in that town or postcode area that must be meant.

    A street that exists there is not replaced by another one: then the number does not exist.
    """
    query = f"""
    SELECT street, town, area, list(q ORDER BY q), list(number ORDER BY q), list(suffix ORDER BY q)
    FROM place_part p
    WHERE street IS NOT NULL AND number IS NOT NULL AND {_OPEN}
    GROUP BY street, town, area ORDER BY street, town, area
    """
    by_town = _streets(con, "town_key")
    by_area = _streets(con, "area")
    rows: list[tuple[int, str, str | None, str | None, int, str, float]] = []
    for street, town, area, *asked in con.execute(query).fetchall():
        in_town = town in by_town
        choices = by_town[town] if in_town else by_area.get(area, [])
        for key, score in _most_similar(street, choices, settings):
            where = (town, None) if in_town else (None, area)
            for q, number, suffix in zip(*asked, strict=True):
                rows.append((q, key, *where, number, suffix, score))
    names = ("q", "street_key", "town", "area", "number", "suffix", "score")
    types = (pa.int64(), *[pa.string()] * 3, pa.int64(), pa.string(), pa.float64())
    arrays = {
        name: pa.array([row[at] for row in rows], kind)
        for at, (name, kind) in enumerate(zip(names, types, strict=True))
    }
    con.register("similar_in", pa.table(arrays))
    con.execute("CREATE TEMP TABLE similar_street AS FROM similar_in")
    con.unregister("similar_in")


def _most_similar(
    street: str, choices: Sequence[str], settings: MatchingSettings
) -> Iterator[tuple[str, float]]:
    """The most similar street, if it is similar enough, clearly the best, and numbered alike."""
    if street in choices:
        return
    best = process.extract(street, choices, scorer=fuzz.ratio, processor=written_out, limit=2)
    if not best or best[0][1] < settings.fuzzy_min_score:
        return
    runner_up = best[1][1] if len(best) > 1 else 0.0
    key, score = best[0][0], best[0][1]
    if score - runner_up >= settings.fuzzy_min_margin and _digits(key) == _digits(street):
        yield key, score


def _digits(text: str) -> str:
    """Digits of a street: `1e` and `2e` are never one street with a slip of the pen."""
    return "".join(c for c in text if c.isdigit())


def _streets(con: DuckDBPyConnection, area: str) -> dict[str, list[str]]:
    query = f"""
    SELECT DISTINCT {area}, street_key FROM known_address
    WHERE {area} IS NOT NULL AND street_key IS NOT NULL ORDER BY ALL
    """
    streets: dict[str, list[str]] = defaultdict(list)
    for where, street in con.execute(query).fetchall():
        streets[where].append(street)
    return dict(streets)
