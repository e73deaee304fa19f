"""Small hits, rules and locations for the tests of scoring."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from engine.rules.model import Rule
from engine.scoring.score import Scored, score
from engine.settings import Settings, load_settings

SETTINGS = load_settings()
AS_OF = date(2026, 11, 1)
FRESH = date(2026, 10, 1)
REGISTERS = {
    ("kvk", "branch"): "HR",
    ("kvk2", "branch"): "HR",
    ("permits", "permit"): "VTH",
    ("reports", "report"): "MEL",
}

HITS = pa.schema(
    [
        *((name, pa.string()) for name in ("location_id", "rule_id", "family", "role", "outcome")),
        *((name, pa.string()) for name in ("filtered_by", "reason")),
        ("points", pa.float64()),
        ("newest", pa.date32()),
        ("facts", pa.string()),
        ("evidence", pa.list_(pa.string())),
        ("member_ids", pa.list_(pa.string())),
        ("explanation", pa.string()),
    ]
)
LOCATIONS = pa.schema(
    [
        *((name, pa.string()) for name in ("location_id", "kind", "label", "town", "zone")),
        ("x", pa.float64()),
        ("y", pa.float64()),
        ("object_ids", pa.list_(pa.string())),
        ("building_ids", pa.list_(pa.string())),
    ]
)


def make_rule(rule_id: str, **values: Any) -> Rule:
    """A counting rule of its own family without group or parts."""
    given: dict[str, Any] = {"id": rule_id, "title": f"Titel {rule_id}", "status": "test"}
    given |= {"gate": "O", "pack": rule_id.split("-")[0], "version": "1.0.0", "owner": "regisseur"}
    given |= {"role": "scenario", "points": 3.0, "family": rule_id.split("-")[0]}
    return Rule.model_validate(given | {"expires_months": None} | values)


def hit(rule_id: str = "GEN-01", location_id: str = "L1", **values: Any) -> dict[str, object]:
    """One HIT row: a scenario of 3 points, fresh, with one branch as evidence."""
    row: dict[str, object] = dict.fromkeys(HITS.names)
    row |= {"location_id": location_id, "rule_id": rule_id, "family": rule_id.split("-")[0]}
    row |= {"role": "scenario", "outcome": "HIT", "points": 3.0, "newest": FRESH, "facts": "{}"}
    row |= {"evidence": ["kvk:branch:1"], "member_ids": [], "explanation": "zin"}
    return row | values


def hits_table(rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Hits as the rules deliver them."""
    ordered = sorted(rows, key=lambda r: (str(r["location_id"]), str(r["rule_id"])))
    return pa.Table.from_pylist([dict(row) for row in ordered], schema=HITS)


def location(location_id: str = "L1", **values: Any) -> dict[str, object]:
    """One address unit with its BAG ids."""
    row: dict[str, object] = {"location_id": location_id, "kind": "unit", "label": "Dorp 1"}
    row |= {"town": "Dorp", "zone": "built_up", "x": 100_000.0, "y": 470_000.0}
    row |= {"object_ids": [f"v{location_id}"], "building_ids": [f"p{location_id}"]}
    return row | values


def locations_table(rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Locations as the register builds them."""
    return pa.Table.from_pylist([dict(row) for row in rows], schema=LOCATIONS)


def scored(
    rows: Sequence[Mapping[str, object]],
    rules: Sequence[Rule] = (),
    *,
    locations: Sequence[str] | None = None,
    as_of: date = AS_OF,
    settings: Settings = SETTINGS,
) -> Scored:
    """Score these hits; rules that are not given have default attributes."""
    given = {one.id: one for one in rules}
    ids = sorted({str(row["rule_id"]) for row in rows})
    all_rules = [given.get(rule_id) or make_rule(rule_id) for rule_id in ids]
    names = locations or sorted({str(row["location_id"]) for row in rows})
    table = locations_table([location(name) for name in names])
    return score(hits_table(rows), all_rules, table, REGISTERS, as_of=as_of, settings=settings)


def applied(result: Scored) -> dict[str, float]:
    """Applied points by rule id."""
    rows = result.hits.select(["rule_id", "applied_points"]).to_pylist()
    return {row["rule_id"]: row["applied_points"] for row in rows}


def why(result: Scored) -> dict[str, str | None]:
    """Reason by rule id."""
    return {row["rule_id"]: row["reason"] for row in result.hits.to_pylist()}


def only(result: Scored) -> dict[str, object]:
    """The only location."""
    rows: list[dict[str, object]] = result.locations.to_pylist()
    assert len(rows) == 1
    return rows[0]
