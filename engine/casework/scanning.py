"""Rules of stricter gates, judged inside an opened case at its location only.

They are judged on the tables that a run stored. What they say is kept in the case, without
points; the run, its list and every other location stay as they are.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa
from sqlalchemy.orm import Session

from engine.casework import cases, places, users
from engine.casework.models import Case, CaseScan, User
from engine.errors import CaseworkError
from engine.features import run_hits
from engine.progress import Progress, silent
from engine.register import of_run
from engine.rules import evaluate
from engine.rules.loader import RuleSet
from engine.rules.model import Outcome, Rule
from engine.settings import Settings
from engine.snapshot import Run
from engine.tables import Gate

_KEPT = ("outcome", "reason", "explanation", "evidence", "filtered_by")


def scan(
    session: Session,
    case: Case,
    *,
    user: User,
    run: Run,
    ruleset: RuleSet,
    settings: Settings,
    now: datetime,
    progress: Progress = silent,
) -> CaseScan:
    """Judge the rules that the case opens and keep what they say with it.

    Args:
        session: a writing session.
        case: an open case.
        user: who scans; a role that may open such a case.
        run: whose stored tables are read; the newest, or an older one.
        ruleset: the packs.
        settings: `cases.opens` says which gates; the rest as the run had it.
        now: the moment, with a time zone.
        progress: told after every rule.

    Raises:
        CaseworkError: the role may not, the case is closed, the run does not have its location,
            or retention took rows out of the run.
        RulePackError: a feature does not run within its limits.
    """
    users.require(user, users.MAY_OPEN[case.kind], act=f"scan a {case.kind.value}")
    if case.closed_at is not None:
        raise CaseworkError(f"case {case.id} is closed: nothing new is read in it")
    if run.meta.get("redacted"):
        raise CaseworkError(f"{run.path.name}: retention took rows out; scan a newer run")
    location_id = _location(case, run)
    opened = settings.cases.opens[case.kind.value]
    with of_run.register(run) as con:
        found = evaluate.evaluate(
            con,
            ruleset,
            as_of=run.as_of,
            settings=of_run.settings_of(run, settings),
            progress=progress,
            opened=opened,
            hits=run_hits.of_run(run),
        )
    rules = [rule for rule in ruleset.rules if rule.gate in opened]
    made = CaseScan(
        case=case,
        run=run.path.name,
        as_of=run.as_of,
        scanned_by=user,
        scanned_at=now,
        outcomes=list(_outcomes(rules, found.hits, location_id, opened)),
        not_judged={r.id: found.not_judged[r.id] for r in rules if r.id in found.not_judged},
    )
    session.add(made)
    session.flush()
    gates = ", ".join(gate.value for gate in opened)
    cases.log(
        session,
        case,
        user=user,
        name=f"Zaak bekeken: regels van poort {gates}",
        now=now,
        source=run.path.name,
        kinds=tuple(rule.id for rule in rules if rule.is_judged(opened)),
    )
    return made


def _location(case: Case, run: Run) -> str:
    """The id in the run of the case's location, which it shares a BAG id with."""
    table = run.table("locations").select(["location_id", "object_ids", "building_ids"])
    wanted = set(case.place.bag_ids)
    for row in table.sort_by("location_id").to_pylist():
        if wanted & {*places.identity(row["object_ids"], row["building_ids"])}:
            return str(row["location_id"])
    raise CaseworkError(f"{run.path.name} does not have the location of case {case.id}")


def _outcomes(
    rules: list[Rule], hits: pa.Table, location_id: str, opened: Collection[Gate]
) -> Iterator[dict[str, Any]]:
    """What every judged rule says of the location, by rule id; no points."""
    here: Mapping[str, dict[str, Any]] = {
        row["rule_id"]: row for row in hits.to_pylist() if row["location_id"] == location_id
    }
    for rule in sorted(rules, key=lambda rule: rule.id):
        if not rule.is_judged(opened):
            continue
        row = here.get(rule.id, {"outcome": Outcome.NO_HIT.value})
        newest = row.get("newest")
        yield {
            "rule_id": rule.id,
            "version": rule.version,
            "condition_hash": rule.condition_hash,
            **{name: row.get(name) for name in _KEPT},
            "facts": json.loads(row["facts"]) if row.get("facts") else {},
            "newest": newest.isoformat() if newest else None,
        }
