"""A published run of three locations, and packs with rules of every gate."""

import shutil
from pathlib import Path

import pyarrow as pa
from duckdb import DuckDBPyConnection

from engine.register import supplies
from engine.settings import SHIPPED_RULES
from engine.snapshot import Run, publish
from engine.tables import TABLES
from tests.engine.features.world import (
    DAY,
    branch,
    feature_sql,
    register,
    supply,
    write_feature,
)
from tests.engine.rules.world import RULE, SECOND, Tree, changed, report, write

_POLICE = feature_sql("count(*) AS police", "police_report b", name="police")
_BIBOB = feature_sql(
    "count(*) AS entries",
    "branch b JOIN bibob_register r ON r.subject_id = b.enterprise_id",
    name="bibob",
)
_BOTH = feature_sql(
    "count(r.entry_id) AS entries",
    "police_report b LEFT JOIN bibob_register r ON r.subject_id = b.report_id",
    name="police_and_bibob",
)


def _of(rule_id: str, gate: str, feature: str, fact: str, **keys: object) -> Tree:
    return changed(
        RULE,
        id=rule_id,
        gate=gate,
        feature=feature,
        params={"at_least": 1},
        hit_when=f"{fact} >= $at_least",
        explain=f"{{{fact}}} keer gezien.",
        title=f"Proef {rule_id}",
        cases=[
            {"name": "een", "facts": {fact: 1}, "expect": "HIT"},
            {"name": "geen", "facts": {fact: 0}, "expect": "NO_HIT"},
            {"name": "onbekend", "facts": {}, "expect": "UNKNOWN"},
        ],
        **keys,
    )


STARTS = changed(RULE, gate="G2")
REPORTS = SECOND
POLICE = _of("AAA-03", "G4", "police", "police", false_positives=["verwisseld adres"])
BIBOB = _of("AAA-04", "G3", "bibob", "entries", purpose=["bibob"])
WAITS = changed(RULE, id="AAA-05", gate="G2", feature=None, hit_when=None, params=None,
                explain=None, cases=None, waits_for=["netwerk"])  # fmt: skip
MIXED = _of("AAA-06", "G4", "police_and_bibob", "entries", purpose=["bibob"])
CARE = _of("AAA-07", "G2", "reports", "reports", purpose=["zorg"], points="route",
           route_to="adviseur zorg & veiligheid")  # fmt: skip
OFF = changed(RULE, id="AAA-08", gate="G2", status="deprecated")
COMBINED: Tree = {
    "id": "AAA-K2",
    "title": "Begonnen en gemeld",
    "status": "test",
    "gate": "G2",
    "purpose": ["toezicht"],
    "sources": ["catalogus"],
    "combine": {"all": ["AAA-01", "AAA-02"]},
    "cases": [
        {"name": "ja", "facts": {"AAA-01": "HIT", "AAA-02": "HIT"}, "expect": "HIT"},
        {"name": "nee", "facts": {"AAA-01": "HIT", "AAA-02": "NO_HIT"}, "expect": "NO_HIT"},
        {"name": "half", "facts": {"AAA-01": "HIT"}, "expect": "UNKNOWN"},
    ],
}
RULES = (STARTS, REPORTS, POLICE, BIBOB, WAITS, MIXED, CARE, OFF, COMBINED)


def packs(folder: Path, *rules: Tree) -> Path:
    """A rules folder with these rules, by default all of the above, and the shipped settings."""
    for name, text in (("police", _POLICE), ("bibob", _BIBOB), ("police_and_bibob", _BOTH)):
        write_feature(folder / "features", text, name)
    write(folder, *(rules or RULES))
    shutil.copy(SHIPPED_RULES / "settings.yml", folder)
    return folder


def town() -> DuckDBPyConnection:
    """Two dwellings and an office; at L1 two starts, a report, police and an entry elsewhere."""
    con = register(("L1", "dwelling"), ("L2", "dwelling"), ("L3", "office"))
    for location in ("L1", "L2"):
        branch(con, f"a{location}", location, "2026-03-01")
        branch(con, f"b{location}", location, "2026-04-01")
    report(con, "m1", "L1", "2026-05-01")
    supply(con, "branch")
    supply(con, "report", source="mel", register="MEL", privacy_check="PT-1")
    supply(con, "police_report", source="politie", register="BR", privacy_check="PT-2")
    supply(con, "bibob_register", source="bibob", register="other", privacy_check="PT-3")
    for location in ("L1", "L2"):
        con.execute(
            "INSERT INTO police_report (source, report_id, location_id, received_on, delivered_on,"
            " record_key) VALUES ('politie', ?, ?, DATE '2026-05-01', DATE '2026-05-01', ?)",
            [f"p{location}", location, f"politie:police_report:p{location}"],
        )
    con.execute(
        "INSERT INTO bibob_register (entry_id, subject_id, decided_on, delivered_on, record_key,"
        " source) VALUES ('e1', 'E1', DATE '2026-05-01', DATE '2026-05-01',"
        " 'bibob:bibob_register:e1', 'bibob')"
    )
    return con


def published(out: Path, con: DuckDBPyConnection, **meta: object) -> Run:
    """Publish a register as a run in which nothing hit."""
    places = con.sql(
        "SELECT location_id, object_ids, building_ids, 'none' AS band FROM location ORDER BY 1"
    ).to_arrow_table()
    texts = [(name, pa.string()) for name in ("location_id", "rule_id", "outcome", "filtered_by")]
    hits = pa.schema([*texts, ("newest", pa.date32())]).empty_table()
    stored_tables = {
        f"tables/{name}": con.sql(f'FROM "{name}" ORDER BY ALL').to_arrow_table() for name in TABLES
    }
    tables = {"locations": places, "hits": hits, **stored_tables}
    known: dict[str, object] = {"source_tables": supplies.of_run(con), "rules": [], "settings": {}}
    known |= {"outcomes": {}}
    known |= {"published_at": "2026-11-02T08:00:00+00:00", **meta}
    return publish(out, as_of=DAY, tables=tables, meta=known).run
