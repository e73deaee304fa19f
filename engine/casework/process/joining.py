"""Two cases that become one, and the way back.

A merge moves what is about the locations and what must still be done; what was weighed and
decided stays where it was. The merged case ends as `overgedragen` with a step that no line of the
process stands for; the step keeps what was moved, so that it can be undone. What was merged is
not kept for longer than it would have been.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import cases, users
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import User
from engine.casework.process import case_places, linking
from engine.casework.process.definition import process_of
from engine.casework.process.models import (
    CaseHit,
    LinkKind,
    Measure,
    Note,
    Request,
    Task,
    Transition,
)  # fmt: skip
from engine.casework.process.moving import check_reason
from engine.casework.process.states import Origin, Outcome, State
from engine.errors import CaseworkError
from engine.translatable import sentence

MERGED_INTO = "merged_into"
UNMERGED_FROM = "unmerged_from"
"""Keys in the checks of a step: the number of the other case."""

_Row = CaseHit | Measure | Note | Request | Task
_MOVING: Mapping[str, type[_Row]] = {
    "hits": CaseHit,
    "measures": Measure,
    "notes": Note,
    "requests": Request,
    "tasks": Task,
}


def merge(
    session: Session, case: Case, into: Case, *, user: User, reason: str, now: datetime
) -> Transition:
    """Let one case go into another; its locations, hits, notes, tasks and measures go along.

    A possible victim in either is one in both.

    Args:
        session: a writing session.
        case: the one that ends, as `cases.to_change` gives it.
        into: the one that goes on, as `cases.to_change` gives it.
        user: who merges, in a role that may open such a case.
        reason: why, without names, of at least `min_reason` characters.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: the role may not, either has ended, they differ in kind or are the same, or
            the one that goes on may be kept for longer than the one that ends; nothing changes.
    """
    _check(user, case, into)
    reason = check_reason(reason, process_of(session))
    own = [place.id for place in case_places.of_case(session, case)]
    moved = {name: _move(session, model, case, into) for name, model in _MOVING.items()}
    checks: dict[str, Any] = {
        MERGED_INTO: into.id, "kind": case.kind.value, "moved": moved, "places": own,
        "new_places": case_places.add(session, into, own, user=user, now=now),
    }  # fmt: skip
    case_places.take_away(session, case, own)
    into.is_victim = into.is_victim or case.is_victim
    from_ = case.state
    case.state, case.outcome, case.closed_at = State.CLOSED, Outcome.HANDED_OVER, now
    case.merged_into_id = into.id
    linking.add(session, case, into, LinkKind.MERGED, user=user, reason=reason, now=now)
    return _step(session, case, from_, user=user, reason=reason, checks=checks, now=now)


def undo(session: Session, number: int, *, user: User, reason: str, now: datetime) -> Case:
    """Take a merged case out again: it goes on where it stood, with what went along and is left.

    What the other case was given afterwards stays there, and so does the mark that somebody may be
    a victim.

    Args:
        session: a writing session.
        number: of the case that was merged.
        user: who undoes it, in a role that may open such a case.
        reason: why, without names, of at least `min_reason` characters.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: no such case, it was not merged, its texts are gone, or the case that it
            went into has ended.
    """
    case = session.get(Case, number, with_for_update={"of": Case}, populate_existing=True)
    if case is not None:
        users.require(user, users.MAY_OPEN[case.kind])
    if case is None or case.merged_into_id is None:
        raise CaseworkError("zaak {number} is niet in een andere zaak opgegaan", number=str(number))
    reason = check_reason(reason, process_of(session))
    if case.state is not State.CLOSED or not case.purpose:
        raise CaseworkError(
            "zaak {number} is verzegeld of vernietigd en gaat niet meer open", number=str(number)
        )
    into = cases.to_change(session, case.merged_into_id, user=user, now=now)
    merged = _merging(session, case)
    for name, model in _MOVING.items():
        _move(session, model, into, case, only=merged.checks["moved"][name])
    case_places.take_away(session, into, merged.checks["new_places"])
    case_places.add(session, case, merged.checks["places"], user=user, now=now)
    case.state, case.outcome, case.closed_at = merged.from_state, None, None
    case.merged_into_id, case.changed_by, case.last_activity_at = None, user, now
    for made in linking.of_case(session, case):
        if made.kind is LinkKind.MERGED and made.case_id == case.id:
            made.kind, made.reason = LinkKind.RELATED, reason
    checks = {UNMERGED_FROM: into.id, "kind": case.kind.value}
    _step(session, case, State.CLOSED, user=user, reason=reason, checks=checks, now=now)
    return case


def _check(user: User, case: Case, into: Case) -> None:
    if CaseKind.BIBOB in (case.kind, into.kind):
        raise CaseworkError("een Bibob-dossier staat op zichzelf en gaat niet met een ander samen")
    if case.id == into.id:
        raise CaseworkError("zaak {number} kan niet in zichzelf opgaan", number=str(case.id))
    if case.kind is not into.kind:
        raise CaseworkError(
            "alleen zaken van één soort gaan samen: {kind} en {other}",
            kind=sentence(case.kind.label),
            other=sentence(into.kind.label),
        )
    linking.may_both(user, case, into)
    for one in (case, into):
        cases.require_open(one)
    other_way = sentence(
        "laat zaak {number} in zaak {other} opgaan", number=str(into.id), other=str(case.id)
    )
    if case.taken_on_at is not None and into.taken_on_at is None:
        raise CaseworkError(
            "zaak {number} is nog niet opgepakt; {other_way}",
            number=str(into.id),
            other_way=other_way,
        )
    is_stricter = into.origin is Origin.RIEC and into.opened_at <= case.opened_at
    if case.origin is Origin.RIEC and not is_stricter:
        raise CaseworkError(
            "wat van het RIEC komt, mag niet langer blijven; {other_way}", other_way=other_way
        )


def _move(
    session: Session,
    model: type[_Row],
    case: Case,
    into: Case,
    *,
    only: Collection[int] | None = None,
) -> list[int]:
    """Give rows of one case to another; their ids, sorted."""
    found = session.scalars(select(model).where(model.case_id == case.id).order_by(model.id))
    rows = [row for row in cast(Iterable[_Row], found) if only is None or row.id in only]
    for row in rows:
        row.case_id = into.id
    session.flush()
    for row in rows:
        session.expire(row)
    return [row.id for row in rows]


def _merging(session: Session, case: Case) -> Transition:
    """The last step with which a case went into another."""
    steps = select(Transition).where(Transition.case_id == case.id).order_by(Transition.id.desc())
    return next(step for step in session.scalars(steps) if MERGED_INTO in step.checks)


def _step(
    session: Session,
    case: Case,
    from_: State | None,
    *,
    user: User,
    reason: str,
    checks: dict[str, Any],
    now: datetime,
) -> Transition:
    """Record the step and log it at both cases."""
    made = Transition(
        case_id=case.id, from_state=from_, to_state=case.state, outcome=case.outcome, user=user,
        role=user.role, reason=reason, moved_at=now, checks=checks,
    )  # fmt: skip
    session.add(made)
    session.flush()
    done = "opgegaan in" if MERGED_INTO in checks else "weer gehaald uit"
    other = cases.find(session, checks.get(MERGED_INTO) or checks[UNMERGED_FROM])
    for one in (case, other):
        name = f"Zaak {case.id} {done} zaak {other.id}"
        cases.log(session, one, user=user, name=name, now=now)
    return made
