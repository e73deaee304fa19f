"""A tiny register with invented rows, and features written into a folder."""

from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from engine.features import library
from engine.features.feature import Feature
from engine.features.instance import empty_register
from engine.settings import Settings, load_settings

DAY = date(2026, 11, 1)
SETTINGS = load_settings()

STARTS = """-- feature: starts
-- title: Begonnen bedrijven
-- params: window_months
SELECT b.location_id,
       count(DISTINCT b.branch_id) AS branches,
       max(b.started_on) AS newest,
       list(b.record_key) AS evidence,
       list(b.object_id) AS members
FROM branch b
WHERE b.started_on > $window_months_from AND b.started_on <= $as_of
GROUP BY b.location_id
"""


def feature_sql(
    facts: str = "count(*) AS n",
    source: str = "branch b",
    *,
    name: str = "sample",
    header: str = "",
    rest: str = "GROUP BY b.location_id",
) -> str:
    """A feature over one table with alias `b`; `facts` are extra columns."""
    return (
        f"-- feature: {name}\n-- title: Proef\n{header}"
        f"SELECT b.location_id, {facts}, max(b.delivered_on) AS newest,\n"
        f"  list(b.record_key) AS evidence, []::VARCHAR[] AS members\nFROM {source} {rest}\n"
    )


def write_feature(folder: Path, text: str, name: str = "sample") -> Path:
    """Write one feature file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.sql"
    file.write_text(text, encoding="utf-8")
    return file


def load_feature(folder: Path, text: str, name: str = "sample") -> Feature:
    """Write one feature file and load its folder."""
    write_feature(folder, text, name)
    return library.load(folder)[name]


def register(*locations: tuple[str, str | None]) -> DuckDBPyConnection:
    """An empty register with locations given as (id, land use)."""
    con = empty_register()
    for location_id, land_use in locations:
        con.execute(
            "INSERT INTO location (location_id, land_use, object_ids, building_ids)"
            " VALUES (?, ?, [?], [])",
            [location_id, land_use, f"O{location_id}"],
        )
    return con


def supply(
    con: DuckDBPyConnection,
    table: str,
    *,
    source: str = "kvk",
    register: str = "HR",
    delivered_on: date | None = DAY,
    privacy_check: str | None = None,
    covers: bool = True,
) -> None:
    """Say that a source fills a table."""
    con.execute(
        "INSERT INTO source_table VALUES (?, ?, ?, ?, ?, 0, ?)",
        [source, table, register, delivered_on, privacy_check, covers],
    )


def branch(con: DuckDBPyConnection, branch_id: str, location_id: str | None, started: str) -> None:
    """Add one branch."""
    con.execute(
        "INSERT INTO branch (branch_id, enterprise_id, location_id, object_id, started_on,"
        " record_key, delivered_on, source)"
        " VALUES (?, 'E1', ?, ?, ?::DATE, ?, DATE '2026-11-01', 'kvk')",
        [branch_id, location_id, f"O{location_id}", started, f"kvk:branch:{branch_id}"],
    )


def limited(*, seconds: float = 60, memory_mb: int = 2048) -> Settings:
    """The shipped settings with other limits for features."""
    limits = {"seconds": seconds, "memory_mb": memory_mb}
    return SETTINGS.model_copy(update={"features": SETTINGS.features.model_copy(update=limits)})
