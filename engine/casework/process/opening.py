"""Opening a signal or case from a run: with its hits, earlier cases, and care first.

Hits are shown after the first judgement of a listed location only; so a location that stands on
the week's list is judged first, and what was opened before that holds no hits yet (REQ-HUM-2).
"""

from datetime import datetime

from sqlalchemy.orm import Session

from engine.casework import cases, judgements, places
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Judgement, User, Verdict
from engine.casework.places import LocationState
from engine.casework.process import case_places, evidence, linking
from engine.casework.process.states import Origin
from engine.errors import CaseworkError
from engine.scoring import weeks
from engine.snapshot import Run
from engine.translatable import joined, sentence

_OPENING = (Verdict.WORTH_A_LOOK, Verdict.CARE_FIRST)


def open_from_run(
    session: Session,
    *,
    user: User,
    run: Run,
    location_id: str,
    purpose: str,
    now: datetime,
    kind: CaseKind = CaseKind.SIGNAL,
    origin: Origin = Origin.LIST,
) -> Case:
    """Open a signal or case for a location of a run, with the run's hits there.

    It is linked to earlier ones at the location that ended. A Bibob file needs a hook instead.

    Args:
        session: a writing session.
        user: who opens it, in a role that may.
        run: the run that was looked at.
        location_id: what the run calls the location.
        purpose: why, without names.
        now: the moment, with a time zone.
        kind: decides which facts may be read.
        origin: where it came from; with LIST the location was listed in the run and judged in that
            week.

    Raises:
        CaseworkError: the role may not, the purpose is not right, or a listed location was not
            judged first.
        RunError: the run has no such location.
    """
    cases.require_kind(user, kind)
    location = places.states(run, [location_id])[location_id]
    is_blind = _is_blind(session, run, location)
    if origin is Origin.LIST and is_blind is None:
        raise CaseworkError(
            "{place} staat niet op de lijst van run {run}", place=location_id, run=run.path.name
        )
    if origin is Origin.LIST and is_blind:
        raise CaseworkError(
            "{place}: geef eerst een oordeel; daarna opent u een signaal", place=location_id
        )
    case = cases.open_case(
        session, user=user, kind=kind, location=location, purpose=purpose, now=now, origin=origin
    )
    linking.link_earlier(session, case, user=user, now=now)
    if is_blind:
        evidence.protect(session, case, run, user=user, now=now)
    else:
        evidence.keep(session, case, run, user=user, now=now)
    return case


def judge_and_open(
    session: Session,
    *,
    user: User,
    run: Run,
    location_id: str,
    verdict: Verdict,
    reason: str,
    purpose: str,
    now: datetime,
    looked_at: datetime | None = None,
) -> tuple[Judgement, Case]:
    """Judge a location and open a signal for it, both or neither.

    Args:
        session: a writing session.
        user: who judges, in a role that may also open a signal.
        run: the run that was looked at.
        location_id: what the run calls the location.
        verdict: one that asks for a signal: worth a look, or care first.
        reason: of the judgement.
        purpose: of the signal.
        now: the moment, with a time zone.
        looked_at: when the location was opened; None: not known.

    Raises:
        CaseworkError: as `judgements.judge` and `open_from_run`, or another verdict.
        RunError: the run has no such location.
    """
    cases.require_kind(user, CaseKind.SIGNAL)
    if verdict not in _OPENING:
        raise CaseworkError(
            "bij het oordeel {verdict} hoort geen signaal; wel bij: {known}",
            verdict=sentence(verdict.label),
            known=joined([sentence(one.label) for one in _OPENING], between=", "),
        )
    location = places.states(run, [location_id])[location_id]
    origin = Origin.HAND if _is_blind(session, run, location) is None else Origin.LIST
    judgement = judgements.judge(
        session, user=user, location=location, run=run.path.name,
        week=weeks.week_of(run.as_of), verdict=verdict, reason=reason, now=now,
        looked_at=looked_at,
    )  # fmt: skip
    case = open_from_run(
        session, user=user, run=run, location_id=location_id, purpose=purpose, now=now,
        origin=origin,
    )  # fmt: skip
    return judgement, case


def keep(session: Session, case: Case, run: Run, *, user: User, now: datetime) -> int:
    """Copy the hits of a run into an open case; refused while its location waits for a judgement.

    Returns:
        How many were added.

    Raises:
        CaseworkError: as `evidence.keep`, or a location of the case was listed and not judged.
    """
    refuse_blind(session, case, run)
    return len(evidence.keep(session, case, run, user=user, now=now))


def refuse_blind(session: Session, case: Case, run: Run) -> None:
    """Refuse when hits of a run may not be shown yet at a location of the case (REQ-HUM-2).

    Raises:
        CaseworkError: a location of it was listed in that run and not judged that week.
    """
    for place in case_places.of_case(session, case):
        state = LocationState(place.location_id, place.bag_ids, "", ())
        if _is_blind(session, run, state):
            raise CaseworkError(
                "{place} staat op de lijst: geef eerst een oordeel", place=place.location_id
            )


def _is_blind(session: Session, run: Run, location: LocationState) -> bool | None:
    """True when it is on the run's list and was not judged that week; None: not on the list."""
    listed = set(run.table("worklist")["location_id"].to_pylist())
    own = set(location.bag_ids)
    names = [
        state.location_id
        for state in places.states(run, listed).values()
        if state.location_id == location.location_id or own & set(state.bag_ids)
    ]
    if not names:
        return None
    return not judgements.is_judged(session, location.bag_ids, weeks.week_of(run.as_of))
