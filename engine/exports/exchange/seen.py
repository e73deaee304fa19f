"""Locations with a hit that a file may tell of: none that is masked or waits for a judgement.

A file leaves the system, so it is stricter than a page: a masked location is left out for every
role, a location of this week's list is left out in both arms until somebody judged it, and routes
to care, hits of rules on trial, points and bands are in no file.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.casework import judgements, places, users
from engine.casework.audit import ProcessedObject
from engine.casework.meetings.candidates import masked_objects
from engine.casework.models import User
from engine.exports import care, outcomes
from engine.exports.outcomes import RuleOutcome
from engine.rules.model import Status
from engine.scoring import weeks
from engine.snapshot import Run

_ROWS = """
WITH traders AS (
    SELECT b.location_id, count(*) AS businesses
    FROM branch b
    WHERE b.location_id IS NOT NULL AND b.ended_on IS NULL AND NOT coalesce(b.shielded, false)
    GROUP BY b.location_id
)
SELECT s.location_id, s.label, s.kind, s.town, s.zone, s.land_use, s.x, s.y, s.object_ids,
       s.building_ids, l.use_purposes, coalesce(t.businesses, 0) AS businesses
FROM locations s
LEFT JOIN location l USING (location_id)
LEFT JOIN traders t USING (location_id)
WHERE s.location_id IN (
    SELECT location_id FROM hits
    WHERE outcome = 'HIT' AND role <> $route AND filtered_by IS NULL
      AND NOT list_contains($trial, rule_id)
)
ORDER BY s.location_id
"""
_HITS = """
FROM hits
WHERE outcome = 'HIT' AND role <> $route AND filtered_by IS NULL
  AND NOT list_contains($trial, rule_id)
ORDER BY location_id, rule_id
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """One location and what its rules say; without points and band.

    Attributes:
        x, y: RD metres; None when it is not known where it is.
        businesses: branches that are registered now; their names and numbers stay out.
        hits: without routes; those that plead against it have role `mitigating`.
    """

    location_id: str
    label: str
    kind: str
    town: str | None
    zone: str | None
    land_use: str | None
    x: float | None
    y: float | None
    bag_ids: tuple[str, ...]
    use_purposes: tuple[str, ...]
    businesses: int
    hits: tuple[RuleOutcome, ...]


def locations(session: Session, run: Run, *, user: User, today: date) -> tuple[Seen, ...]:
    """Locations with a hit that this user's file may tell of, by id.

    Args:
        session: any session.
        run: a published run.
        user: roles that do not judge get the locations without hits.
        today: masks of this day count.
    """
    rules = run.meta["rules"]
    trial = [rule["id"] for rule in rules if rule["status"] == Status.EXPERIMENTAL]
    with run.connect() as con:
        at = {"route": care.ROUTE, "trial": trial}
        rows = con.sql(_ROWS, params=at).to_arrow_table().to_pylist()
        told = con.sql(_HITS, params=at).to_arrow_table().to_pylist()
    hits: dict[str, list[RuleOutcome]] = {}
    if user.role in users.MAY_JUDGE:
        for hit in told:
            hits.setdefault(hit["location_id"], []).append(outcomes.read(hit, run))
    masked = masked_objects(session, as_of=today)
    waiting = _waiting(session, run)
    found = []
    for row in rows:
        bag_ids = places.identity(row["object_ids"], row["building_ids"])
        if row["location_id"] in waiting or not masked.isdisjoint(bag_ids):
            continue
        plain = ("location_id", "label", "kind", "town", "zone", "land_use", "x", "y", "businesses")
        found.append(
            Seen(
                **{name: row[name] for name in plain},
                bag_ids=bag_ids,
                use_purposes=tuple(row["use_purposes"] or ()),
                hits=tuple(hits.get(row["location_id"], ())),
            )
        )
    return tuple(found)


def objects(seen: Collection[Seen]) -> tuple[ProcessedObject, ...]:
    """What goes into the processing log: every BAG id that was told of."""
    ids = sorted({bag_id for one in seen for bag_id in one.bag_ids})
    return tuple(ProcessedObject("locatie", "BAG", bag_id, "gegeven locatie") for bag_id in ids)


def _waiting(session: Session, run: Run) -> frozenset[str]:
    """Locations of the run's list that nobody judged in its week: both arms alike (REQ-HUM-2)."""
    listed = run.table("worklist")["location_id"].to_pylist()
    week = weeks.week_of(run.as_of)
    states = places.states(run, set(listed)) if listed else {}
    return frozenset(
        name
        for name, state in states.items()
        if not judgements.is_judged(session, state.bag_ids, week)
    )
