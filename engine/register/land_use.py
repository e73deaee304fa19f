"""What a location is used for, and which register proves it: plan, activity, valuation, BAG.

The mapping of functions, codes and purposes stands in `rules/tables/land_use.csv`. Of several
uses that hold for one location, the one that stands first in that file counts.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely
from duckdb import DuckDBPyConnection

from engine.errors import SettingsError
from engine.register.privacy import checked_sources
from engine.tables import TABLES

FILE = Path("tables") / "land_use.csv"
COLUMNS = ("proof", "version", "code", "match", "land_use", "source", "verified")
PROOFS = TABLES["location"].column("land_use_proof").words
LAND_USES = TABLES["location"].column("land_use").words

_UPDATE = """
WITH said AS (
    SELECT s.location_id, u.land_use, u.proof, u.place, u.rank
    FROM land_use_said s JOIN land_use_found u
      ON u.proof = s.proof AND u.version = s.version AND u.text = s.text
), best AS (
    SELECT location_id,
           arg_min(land_use, struct_pack(rank := rank, place := place)) AS land_use,
           arg_min(proof, struct_pack(rank := rank, place := place)) AS proof
    FROM said GROUP BY location_id
)
UPDATE location SET land_use = best.land_use, land_use_proof = best.proof
FROM best WHERE best.location_id = location.location_id
"""

_SAID = """
CREATE OR REPLACE TEMP TABLE land_use_said AS
WITH plan_by_object AS (
    SELECT m.location_id, p.function AS text
    FROM plan_function p JOIN location_member m ON m.member_id = p.object_id
    QUALIFY rank() OVER (PARTITION BY p.object_id ORDER BY p."from" DESC NULLS LAST) = 1
), plan_by_polygon AS (
    SELECT location_id, function AS text FROM land_use_plan
    WHERE NOT EXISTS (FROM plan_by_object o WHERE o.location_id = land_use_plan.location_id)
    QUALIFY rank() OVER (PARTITION BY location_id ORDER BY since DESC NULLS LAST) = 1
), activity_said AS (
    SELECT b.location_id, a.version, replace(a.code, '.', '') AS text
    FROM branch b JOIN activity a USING (branch_id)
    JOIN location l ON l.location_id = b.location_id AND l.zone = 'outer'
    JOIN land_use_found u
      ON u.proof = 'activity' AND u.version = a.version AND u.text = replace(a.code, '.', '')
    QUALIFY row_number() OVER (
        PARTITION BY b.location_id
        ORDER BY b.ended_on IS NOT NULL OR b.ended_on_partial IS NOT NULL,
                 coalesce(b.ended_on::VARCHAR, b.ended_on_partial) DESC NULLS LAST,
                 coalesce(b.started_on::VARCHAR, b.started_on_partial) DESC NULLS LAST,
                 coalesce(a.is_main, false) DESC, u.place, a.code, b.branch_id
    ) = 1
), valuation_said AS (
    SELECT m.location_id, v.object_code AS text
    FROM valuation v JOIN location_member m ON m.member_id = v.object_id
    WHERE v.object_code IS NOT NULL AND list_contains($checked, v.source)
    QUALIFY rank() OVER (PARTITION BY v.object_id ORDER BY v.year DESC NULLS LAST) = 1
)
SELECT location_id, 'plan' AS proof, '' AS version, text FROM plan_by_object
UNION SELECT location_id, 'plan', '', text FROM plan_by_polygon
UNION SELECT location_id, 'plan', '', zone FROM land_use_site
UNION SELECT location_id, 'activity', version, text FROM activity_said
UNION SELECT location_id, 'valuation', '', text FROM valuation_said
UNION SELECT location_id, 'BAG', '', unnest(use_purposes) FROM location
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the mapping; `match` is `exact` or `prefix` (of whole words or of a code)."""

    proof: str
    version: str
    code: str
    match: str
    land_use: str
    place: int


@dataclass(frozen=True, slots=True)
class LandUses:
    """The mapping in file order."""

    lines: tuple[Line, ...]

    def find(self, proof: str, version: str, text: str) -> Line | None:
        """The line that fits best: exact, else the longest prefix; None when none fits."""
        plain = _plain(proof, text)
        fitting = [
            line
            for line in self.lines
            if (line.proof, line.version) == (proof, version) and _fits(line, plain)
        ]
        return max(fitting, key=lambda line: (len(line.code), -line.place), default=None)


def load(rules: Path) -> LandUses:
    """Read `tables/land_use.csv` of a rules folder.

    Raises:
        SettingsError: not readable, other columns, an unknown proof, land use or match, an
            activity without SBI version, or a code that stands there twice.
    """
    file = rules / FILE
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot be read: {error}", file=file) from error
    if not rows or tuple(rows[0]) != COLUMNS:
        raise SettingsError(f"columns must be {', '.join(COLUMNS)}", file=file, line=1)
    lines = tuple(_line(row, number, file) for number, row in enumerate(rows, start=2))
    seen: dict[tuple[str, str, str], int] = {}
    for line in lines:
        key = (line.proof, line.version, line.code)
        if key in seen:
            what = f"{line.proof} {line.code!r} stands at line {seen[key]} too"
            raise SettingsError(what, file=file, line=line.place)
        seen[key] = line.place
    return LandUses(lines)


def fill(con: DuckDBPyConnection, uses: LandUses, sites: Iterable[tuple[str, str]]) -> None:
    """Fill `land_use` and `land_use_proof` of every location; NULL when nothing is known.

    The plan (the function of its objects, else of the polygon around its anchor; for a site
    the zone that the municipality drew) goes before the last agricultural activity in the
    outer area, ended ones included, then the newest valuation of a source with a recorded
    compatibility check, then the BAG purposes.

    Args:
        con: register with `location` and `location_id` in the place tables.
        uses: the mapping.
        sites: location id and zone kind of each site.

    Source: domain document, design rule 3 (order of proofs for agrarian use).
    """
    pairs = sorted(sites)
    text = pa.string()
    _keep(con, "land_use_site", {
        "location_id": pa.array([location for location, _ in pairs], text),
        "zone": pa.array([f"zone {kind}" for _, kind in pairs], text),
    })  # fmt: skip
    _keep(con, "land_use_plan", _plan_around_anchors(con))
    _keep(con, "land_use_found", _lookup(con, uses))
    con.execute(_SAID, {"checked": checked_sources(con, "valuation")})
    con.execute(_UPDATE)
    for name in ("land_use_site", "land_use_plan", "land_use_found", "land_use_said"):
        con.execute(f"DROP TABLE {name}")


def _line(row: dict[str, str], number: int, file: Path) -> Line:
    allowed = {"proof": PROOFS, "land_use": LAND_USES, "match": ("exact", "prefix")}
    for column, words in allowed.items():
        if row[column] not in words:
            what = f"{column} {row[column]!r}; known: {', '.join(words)}"
            raise SettingsError(what, file=file, line=number)
    versions = ("2008", "2025") if row["proof"] == "activity" else ("",)
    if row["version"] not in versions:
        what = f"version {row['version']!r} of a {row['proof']} line; known: {versions}"
        raise SettingsError(what, file=file, line=number)
    code = _plain(row["proof"], row["code"])
    return Line(row["proof"], row["version"], code, row["match"], row["land_use"], number)


def _plain(proof: str, text: str) -> str:
    if proof in ("activity", "valuation"):
        return text.strip().lower().replace(".", "")
    return re.sub(r"[^0-9a-z]+", " ", text.lower()).strip()


def _fits(line: Line, plain: str) -> bool:
    if line.match == "exact" or plain == line.code:
        return plain == line.code
    whole = line.code if line.proof == "activity" else f"{line.code} "
    return plain.startswith(whole)


def _lookup(con: DuckDBPyConnection, uses: LandUses) -> dict[str, object]:
    """Find the line of every text that the registers hold, once per distinct text."""
    asked = con.execute("""
        SELECT DISTINCT 'plan' AS proof, '' AS version, function AS text FROM plan_function
        UNION SELECT DISTINCT 'plan', '', zone FROM land_use_site
        UNION SELECT DISTINCT 'activity', version, replace(code, '.', '') FROM activity
        UNION SELECT DISTINCT 'valuation', '', object_code FROM valuation
        UNION SELECT DISTINCT 'BAG', '', unnest(use_purposes) FROM location
        ORDER BY ALL
    """).fetchall()
    found = [
        (*row, line) for row in asked if None not in row and (line := uses.find(*row)) is not None
    ]
    return {
        "proof": pa.array([row[0] for row in found], pa.string()),
        "version": pa.array([row[1] for row in found], pa.string()),
        "text": pa.array([row[2] for row in found], pa.string()),
        "land_use": pa.array([row[3].land_use for row in found], pa.string()),
        "place": pa.array([row[3].place for row in found], pa.int64()),
        "rank": pa.array([PROOFS.index(row[0]) for row in found], pa.int64()),
    }


def _plan_around_anchors(con: DuckDBPyConnection) -> dict[str, object]:
    plans = con.execute(
        'SELECT function, "from", geometry FROM plan_function WHERE geometry IS NOT NULL '
        "ORDER BY record_key, function"
    ).fetchall()
    places = con.execute(
        "SELECT location_id, x, y FROM location WHERE x IS NOT NULL AND y IS NOT NULL "
        "ORDER BY location_id"
    ).fetchall()
    at: list[int] = []
    plan: list[int] = []
    if plans and places:
        shapes = np.array([shapely.from_wkb(bytes(row[2])) for row in plans], dtype=object)
        anchors = shapely.points([row[1] for row in places], [row[2] for row in places])
        found = shapely.STRtree(shapes).query(anchors, predicate="intersects")
        at, plan = found[0].tolist(), found[1].tolist()
    return {
        "location_id": pa.array([places[i][0] for i in at], pa.string()),
        "function": pa.array([plans[i][0] for i in plan], pa.string()),
        "since": pa.array([plans[i][1] for i in plan], pa.date32()),
    }


def _keep(con: DuckDBPyConnection, name: str, columns: dict[str, object]) -> None:
    incoming = pa.table(columns)
    con.register("incoming_land_use", incoming)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM incoming_land_use")
    con.unregister("incoming_land_use")
