"""What a run found at the locations of cases: hits that stand, without points or band.

Left out are hits that a local exclusion explains and rules on trial: nobody acts on those.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.casework.models import Place
from engine.rules.model import Role
from engine.snapshot import Run

_TRIAL = "experimental"
_COUNTING = frozenset({Role.SCENARIO, Role.FACTOR})

_HITS = """
WITH identified AS (
    SELECT location_id,
           unnest(CASE WHEN len(object_ids) > 0 THEN object_ids ELSE building_ids END) AS bag_id
    FROM locations
), asked AS (
    SELECT unnest($bag_ids::VARCHAR[]) AS bag_id
), here AS (
    SELECT location_id, bag_id AS name FROM identified SEMI JOIN asked USING (bag_id)
    UNION ALL
    SELECT location_id, location_id FROM locations WHERE list_contains($names, location_id)
)
SELECT here.name, h.location_id, h.rule_id, h.family, h.role, h.explanation, h.newest,
       h.evidence, h.reason
FROM here JOIN hits h USING (location_id)
WHERE h.outcome = 'HIT' AND h.filtered_by IS NULL
ORDER BY h.rule_id, h.newest NULLS FIRST, h.location_id, here.name
"""


@dataclass(frozen=True, slots=True)
class Found:
    """One hit that stands.

    Attributes:
        location_id: what the run calls the location.
        version: of its pack; empty when the run does not tell.
        newest: day of the newest evidence; None: not known.
        evidence: record keys, in the order of the run.
        counts: True for a scenario or factor without a reason against it.
    """

    location_id: str
    rule_id: str
    version: str
    title: str
    family: str
    role: Role
    explanation: str
    newest: date | None
    evidence: tuple[str, ...]
    counts: bool


def at_places(run: Run, places: Iterable[Place]) -> dict[int, tuple[Found, ...]]:
    """Hits that stand at each of these places, by id of the place, in the order of the rules.

    A place is found by its BAG ids, or by its own id when it has none; what has become several
    locations has the hits of all of them, the newest of each rule. A place that the run does not
    have, and one without hits, has none.
    """
    wanted = list(places)
    names = {place.id: place.bag_ids or (place.location_id,) for place in wanted}
    asked = {
        "bag_ids": sorted({bag_id for place in wanted for bag_id in place.bag_ids}),
        "names": sorted({place.location_id for place in wanted if not place.bag_ids}),
    }
    with run.connect() as con:
        rows = con.sql(_HITS, params=asked).to_arrow_table().to_pylist()
    rules = {rule["id"]: rule for rule in run.meta.get("rules", ())}
    by_name: dict[str, dict[str, Found]] = defaultdict(dict)
    for row in rows:
        rule = rules.get(row["rule_id"], {})
        if rule.get("status") != _TRIAL:
            by_name[row["name"]][row["rule_id"]] = _found(row, rule)
    return {key: _merged(by_name, own) for key, own in names.items()}


def _merged(by_name: Mapping[str, Mapping[str, Found]], names: Iterable[str]) -> tuple[Found, ...]:
    """The newest hit of every rule, by rule id."""
    of_rule: dict[str, Found] = {}
    for name in names:
        for rule_id, hit in by_name.get(name, {}).items():
            before = of_rule.get(rule_id)
            if before is None or _age(hit) > _age(before):
                of_rule[rule_id] = hit
    return tuple(of_rule[rule_id] for rule_id in sorted(of_rule))


def _age(hit: Found) -> tuple[date, str]:
    return hit.newest or date.min, hit.location_id


def _found(row: Mapping[str, Any], rule: Mapping[str, Any]) -> Found:
    role = Role(row["role"])
    return Found(
        location_id=row["location_id"],
        rule_id=row["rule_id"],
        version=rule.get("version", ""),
        title=rule.get("title", row["rule_id"]),
        family=row["family"],
        role=role,
        explanation=row["explanation"] or "",
        newest=row["newest"],
        evidence=tuple(row["evidence"] or ()),
        counts=role in _COUNTING and row["reason"] is None,
    )
