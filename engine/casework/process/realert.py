"""What cases tell the next run: which evidence they hold, so that it lists nothing twice.

A location with an open case, or with one that ended not long ago, is listed again on evidence
that the case does not hold; `evidence.new_since` tells the same for one case.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Place, PlaceObject
from engine.casework.process import evidence
from engine.casework.process.definition import process_of
from engine.casework.process.models import CaseHit
from engine.decisions import Decision

_KINDS = (CaseKind.SIGNAL, CaseKind.CASE)


def known(session: Session, *, as_of: date) -> list[Decision]:
    """Which hits cases hold at each location, as decisions of kind `in_case`.

    A case of which the hits were destroyed or sealed tells nothing any more, nor does one that was
    merged: the case that it went into holds its hits.

    Returns:
        By case and place; open cases without a last day, ended ones until `realert.closed_days`
        after their end.
    """
    rule = process_of(session).realert
    latest = func.max(func.coalesce(CaseHit.newest, CaseHit.found_on))
    query = (
        select(Case.id, Case.opened_at, Case.closed_at, Place.id, Place.location_id,
               CaseHit.rule_id, latest)
        .join(CaseHit, CaseHit.case_id == Case.id)
        .join(Place, Place.id == CaseHit.place_id)
        .where(Case.kind.in_(_KINDS), CaseHit.found_on <= as_of, CaseHit.rule_id != "")
        .group_by(Case.id, Case.opened_at, Case.closed_at, Place.id, Place.location_id,
                  CaseHit.rule_id)
        .order_by(Case.id, Place.id, CaseHit.rule_id)
    )  # fmt: skip
    bag_ids = _bag_ids(session)
    found = []
    for (_, opened_at, closed_at, place_id, location_id), rows in groupby(
        session.execute(query), key=lambda row: row[:5]
    ):
        until = _until(closed_at, as_of, closed_days=rule.closed_days)
        if dutch_day(opened_at) > as_of or (until is not None and until < as_of):
            continue
        days = {
            rule_id: evidence.last_old_day([newest], newer_days=rule.newer_days).isoformat()
            for *_, rule_id, newest in rows
        }
        decision = Decision(
            kind="in_case",
            location_id=location_id,
            object_ids=tuple(sorted(bag_ids[place_id])),
            decided_on=dutch_day(opened_at),
            until=until,
            rule_ids=tuple(sorted(days)),
            value=json.dumps(days, sort_keys=True),
        )
        found.append(decision)
    return found


def _bag_ids(session: Session) -> Mapping[int, Sequence[str]]:
    """BAG ids of every place that a case holds a hit of."""
    of_hits = select(CaseHit.place_id).distinct()
    query = select(PlaceObject.place_id, PlaceObject.bag_id)
    told: dict[int, list[str]] = defaultdict(list)
    for place_id, bag_id in session.execute(query.where(PlaceObject.place_id.in_(of_hits))):
        told[place_id].append(bag_id)
    return told


def _until(closed_at: datetime | None, as_of: date, *, closed_days: int) -> date | None:
    if closed_at is None or dutch_day(closed_at) > as_of:
        return None
    return dutch_day(closed_at) + timedelta(days=closed_days)
