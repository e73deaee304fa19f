"""A run in which locations go to somebody first; the committed sample has none."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from engine import snapshot
from engine.snapshot import Run

_ROUTE: dict[str, object] = {
    "rule_id": "MEN-01", "family": "MEN", "role": "route", "outcome": "HIT", "points": 0.0,
    "applied_points": 0.0, "facts": "{}", "evidence": [], "member_ids": [],
    "explanation": "Werk en verblijf op een plek.",
}  # fmt: skip


def routed(run: Run, runs: Path, locations: Sequence[str]) -> Run:
    """A copy of a run in a new folder of runs, in which these locations are routed."""
    folder = runs / run.path.name
    shutil.copytree(run.path, folder)
    hits = run.table("hits")
    rows = [_ROUTE | {"location_id": location} for location in locations]
    added = pa.Table.from_pylist(rows, schema=hits.schema)
    pq.write_table(pa.concat_tables([hits, added]), folder / "hits.parquet")
    return snapshot.newest(runs)


def unlisted(run: Run) -> str:
    """The first location by id that is not on the week's list."""
    listed = run.table("worklist")["location_id"].to_pylist()
    return str(min(set(run.table("locations")["location_id"].to_pylist()) - set(listed)))
