"""Seconds for features, rules and score on an invented register of one municipality.

The shipped packs run over 9,000 locations. The rows mean nothing: they are spread by number,
so that every run times the same work.
"""

import time
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import duckdb

from engine.features.instance import empty_register
from engine.rules import evaluate, loader
from engine.scoring import score
from engine.settings import SHIPPED_RULES, load_settings
from engine.tables import TABLES, Type, register_of

DAY = date(2026, 11, 1)
LOCATIONS = 25_000
ROWS = {"branch": 6_000, "enterprise": 6_000, "activity": 9_000, "enterprise_cluster": 6_000}
OTHER_ROWS = 3_000
_LATEST = "DATE '2026-11-01' - CAST((i * 7919) % 1500 AS INTEGER)"
Result = TypeVar("Result")


def main() -> None:
    """Print the seconds of each step."""
    settings = load_settings()
    with filled_register() as con:
        ruleset = timed("load and lint", lambda: loader.load(SHIPPED_RULES))
        found = timed(
            "features and rules",
            lambda: evaluate.evaluate(con, ruleset, as_of=DAY, settings=settings),
        )
        registers = {("bench", name): register_of("table", name) for name in TABLES}
        locations = con.sql("FROM location ORDER BY location_id").to_arrow_table()
        timed(
            "score",
            lambda: score.score(
                found.hits, ruleset.rules, locations, registers, as_of=DAY, settings=settings
            ),
        )
    hits = sum(count["HIT"] for count in found.counts.values())
    print(
        f"{len(found.counts)} rules, {LOCATIONS} locations, {hits} hits, {found.hits.num_rows} rows"
    )


def timed(name: str, work: Callable[[], Result]) -> Result:
    """Do the work once and print its seconds."""
    start = time.perf_counter()
    result = work()
    print(f"{name:20}{time.perf_counter() - start:8.3f} s")
    return result


def filled_register() -> duckdb.DuckDBPyConnection:
    """A register in which every table of the scan has rows and a fresh, checked source."""
    con = empty_register()
    con.execute(
        "INSERT INTO location (location_id, kind, town, zone, x, y, object_ids, building_ids,"
        " land_use, land_use_proof) SELECT 'L' || i, 'yard', 'Dorp ' || (i % 10), 'outer',"
        " 100000 + (i % 160) * 60, 460000 + (i // 160) * 60, ['O' || i], ['G' || i],"
        " (['dwelling', 'farmyard', 'business', 'office'])[1 + i % 4], 'plan' FROM range(?) t(i)",
        [LOCATIONS],
    )
    for letter, kind in (("O", "unit"), ("G", "building")):
        con.execute(
            "INSERT INTO location_member SELECT 'L' || i, ? || i, ? FROM range(?) t(i)",
            [letter, kind, LOCATIONS],
        )
    for name, table in sorted(TABLES.items()):
        if name not in ("location", "location_member") and table.gate.in_scan:
            _fill(con, name)
    return con


def _fill(con: duckdb.DuckDBPyConnection, name: str) -> None:
    table = TABLES[name]
    values = ", ".join(f"{_value(name, c.name, c.type, c.words)} AS x" for c in table.stored())
    rows = ROWS.get(name, OTHER_ROWS)
    con.execute(f'INSERT INTO "{name}" SELECT {values} FROM range({rows}) t(i)')
    con.execute(
        "INSERT INTO source_table VALUES ('bench', ?, ?, ?, 'PT-1', ?, true)",
        [name, register_of("table", name), DAY, rows],
    )


def _value(table: str, column: str, kind: Type, words: tuple[str, ...]) -> str:
    """SQL of one cell from the row's number `i`; ids lead to rows of the other tables."""
    place = f"(i * 37) % {LOCATIONS}"
    fixed = {
        "location_id": f"'L' || ({place})",
        "object_id": f"'O' || ({place})",
        "building_id": f"'G' || ({place})",
        "branch_id": "'B' || (i % 6000)",
        "enterprise_id": "'E' || (i % 6000)",
        "cluster_id": "'E' || (i % 5000)",
        "source": "'bench'",
        "record_key": f"'bench:{table}:' || i",
        "delivered_on": "DATE '2026-11-01'",
        "code": "(['0113', '5210', '4690', '9329'])[1 + i % 4]",
    }
    if column in fixed:
        return fixed[column]
    if words:
        return f"({list(words)!r})[1 + i % {len(words)}]"
    if kind is Type.DATE:
        return f"CASE WHEN i % 3 > 0 THEN {_LATEST} END" if "end" in column else _LATEST
    by_kind = {
        Type.TEXT: f"'{column}' || (i % 900)",
        Type.LIST: "['woonfunctie']",
        Type.BOOL: "i % 2 = 0",
        Type.GEOMETRY: "NULL",
    }
    return by_kind.get(kind, "i % 100")


if __name__ == "__main__":
    main()
