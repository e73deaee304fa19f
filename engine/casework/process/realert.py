"""What cases tell the next run: which evidence they hold, so that it lists nothing twice.

A location with an open case, or with one that ended not long ago, is listed again on evidence
that the case does not hold; `evidence.new_since` tells the same for one case.
"""

import json
from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Place
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
    query = (
        select(Case, Place, CaseHit)
        .join(CaseHit, CaseHit.case_id == Case.id)
        .join(Place, Place.id == CaseHit.place_id)
        .where(Case.kind.in_(_KINDS), CaseHit.found_on <= as_of)
        .order_by(Case.id, Place.id, CaseHit.id)
    )
    held: dict[tuple[int, int], tuple[Case, Place, list[CaseHit]]] = {}
    for case, place, hit in session.execute(query).unique():
        held.setdefault((case.id, place.id), (case, place, []))[2].append(hit)
    found = []
    for case, place, hits in held.values():
        until = _until(case, as_of, closed_days=rule.closed_days)
        if case.opened_at.date() <= as_of and (until is None or until >= as_of):
            found.append(_decision(case, place, hits, until, newer_days=rule.newer_days))
    return found


def _until(case: Case, as_of: date, *, closed_days: int) -> date | None:
    if case.closed_at is None or case.closed_at.date() > as_of:
        return None
    return case.closed_at.date() + timedelta(days=closed_days)


def _decision(
    case: Case, place: Place, hits: list[CaseHit], until: date | None, *, newer_days: int
) -> Decision:
    by_rule: dict[str, list[CaseHit]] = defaultdict(list)
    for hit in hits:
        by_rule[hit.rule_id].append(hit)
    days = {
        rule: evidence.last_old_day(by_rule[rule], newer_days=newer_days).isoformat()
        for rule in sorted(by_rule)
    }
    return Decision(
        kind="in_case",
        location_id=place.location_id,
        object_ids=place.bag_ids,
        decided_on=case.opened_at.date(),
        until=until,
        rule_ids=tuple(sorted(by_rule)),
        value=json.dumps(days, sort_keys=True),
    )
