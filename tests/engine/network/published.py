"""An invented world as a published run: enough of one for whatever reads its network."""

from pathlib import Path

import pyarrow as pa

from engine import snapshot
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY, fingerprint
from engine.snapshot import Run
from engine.tables import TABLES
from tests.engine.network.world import CHECKED, World
from tests.engine.register.invented import DAY


def publish(world: World, out: Path) -> Run:
    """Publish a register as a run below `out`; the sources `test` and `second` are checked."""
    tables = {
        f"tables/{name}": world.con.sql(f'FROM "{name}" ORDER BY ALL').to_arrow_table()
        for name in TABLES
    }
    checks = [
        {"source": source, "table": table, "privacy_check": "PT-1"}
        for source in ("second", "test")
        for table in CHECKED
    ]
    meta = {
        "source_tables": checks,
        "published_at": "2026-11-02T08:00:00Z",
        "municipality": "Testdorp",
        "key_fingerprint": fingerprint(PUBLIC_SAMPLE_KEY),
        "rules": [],
    }
    return snapshot.publish(
        out, as_of=DAY, tables={**tables, "locations": _locations(world)}, meta=meta
    ).run


def _locations(world: World) -> pa.Table:
    return world.con.sql(
        "SELECT location_id, label, list(member_id ORDER BY member_id) "
        "FILTER (member_kind <> 'building') AS object_ids, "
        "list(member_id ORDER BY member_id) FILTER (member_kind = 'building') AS building_ids "
        "FROM location LEFT JOIN location_member USING (location_id) GROUP BY ALL ORDER BY ALL"
    ).to_arrow_table()
