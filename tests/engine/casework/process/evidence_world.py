"""Published runs of three locations with hits, and the week's list."""

import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from engine.snapshot import Run, publish
from tests.engine.scoring.build import HITS

DAY = date(2026, 11, 1)
_NUMBERS = itertools.count(1)
_IDS = {
    "L1": (["v1"], ["flat"]),
    "L2": (["v2"], ["flat"]),
    "L3": ([], ["shed"]),
    "L4": ([], []),
}
RULES = ("AFP-01", "GEN-01", "GEN-02", "GEN-09", "MEN-07", "MIT-01", "TRY-01")
_ROLES = {"MIT-01": "mitigating", "AFP-01": "route", "MEN-07": "route"}


def hit(rule_id: str, location_id: str = "L1", **values: Any) -> dict[str, Any]:
    """One HIT that counts, newest on 1 September 2026, with one branch as evidence."""
    row: dict[str, Any] = dict.fromkeys(HITS.names)
    row |= {"location_id": location_id, "rule_id": rule_id, "family": rule_id.split("-")[0]}
    row |= {"role": _ROLES.get(rule_id, "scenario"), "outcome": "HIT", "points": 3.0}
    row |= {"newest": date(2026, 9, 1), "facts": "{}", "evidence": ["kvk:branch:1"]}
    return row | {"member_ids": [], "explanation": f"zin van {rule_id}"} | values


def run_of(
    out: Path, *hits: dict[str, Any], listed: Sequence[str] = ("L1",), as_of: date = DAY
) -> Run:
    """A run with these hits in which these locations stand on the list."""
    text = pa.list_(pa.string())
    locations = {
        "location_id": list(_IDS),
        "object_ids": pa.array([ids[0] for ids in _IDS.values()], text),
        "building_ids": pa.array([ids[1] for ids in _IDS.values()], text),
        "band": ["high", "none", "none", "none"],
    }
    week = f"{as_of.isocalendar().year}-W{as_of.isocalendar().week:02d}"
    rows = [
        {"week": week, "position": n, "location_id": name, "arm": "ranked"}
        for n, name in enumerate(listed, 1)
    ]
    schema = pa.schema(
        [
            ("week", pa.string()), ("position", pa.int64()), ("location_id", pa.string()),
            ("arm", pa.string()),
        ]
    )  # fmt: skip
    tables = {
        "locations": pa.table(locations),
        "hits": pa.Table.from_pylist(list(hits), schema=HITS),
        "worklist": pa.Table.from_pylist(rows, schema=schema),
    }
    rules = [
        {
            "id": rule, "version": "1.0.0", "title": f"Titel {rule}",
            "status": "experimental" if rule == "TRY-01" else "test",
            "false_positives": [f"onschuldig {rule}"], "condition_hash": rule,
        }
        for rule in RULES
    ]  # fmt: skip
    meta = {"rules": rules, "number": next(_NUMBERS)}
    return publish(out, as_of=as_of, tables=tables, meta=meta).run


def later(days: int) -> date:
    """So many days after the newest evidence of `hit`."""
    return date(2026, 9, 1) + timedelta(days=days)
