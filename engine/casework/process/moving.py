"""Steps of a case: which may follow, what is missing, and taking one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import cases, four_eyes, users
from engine.casework.case_models import Case, CaseKind
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.casework.process import capacity, needs, sealing
from engine.casework.process.definition import Need, Process, Step, process_of
from engine.casework.process.models import Act, Transition
from engine.casework.process.states import Outcome, State
from engine.errors import CaseworkError
from engine.translatable import joined, mark, sentence

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Option:
    """A step that the process allows from where the case stands.

    Attributes:
        missing: what must be there first, as Dutch sentences; empty: it can be taken.
        full: that it goes over what people can do, which must be said on purpose; None: it does
            not.
    """

    to: State
    outcome: Outcome | None
    missing: tuple[str, ...]
    full: str | None


def options(session: Session, case: Case, *, user: User, now: datetime) -> list[Option]:
    """Steps that this user may take, with what is missing, in the order of the process."""
    process = process_of(session)
    return [
        Option(
            step.to,
            outcome,
            tuple(needs.missing(session, case, _needs(process, step, outcome)).values()),
            capacity.full(session, case, step.to, now=now),
        )
        for step in process.from_state(_state(case))
        if user.role in step.roles
        for outcome in step.outcomes or (None,)
    ]


def move(
    session: Session,
    case: Case,
    to: State,
    *,
    user: User,
    reason: str,
    now: datetime,
    outcome: Outcome | None = None,
    over_capacity: bool = False,
) -> Transition:
    """Take one step, with reason; what it needed and which gates it opened is kept with it.

    Args:
        session: a writing session.
        case: as `cases.to_change` gives it.
        to: the next state.
        user: who takes it, in a role that may.
        reason: why, without names, of at least `min_reason` characters.
        now: the moment, with a time zone.
        outcome: for AFGESLOTEN only.
        over_capacity: said on purpose when more is taken on than people can do.

    Raises:
        CaseworkError: the process forbids it, the role may not, or something is missing; all of
            it is told and nothing changes.
    """
    process, from_ = process_of(session), _state(case)
    step = process.step(from_, to, outcome)
    if step is None:
        raise _forbidden(process, from_, to, outcome)
    users.require(user, frozenset(step.roles))
    reason = check_reason(reason, process)
    lacking = needs.missing(session, case, _needs(process, step, outcome))
    if lacking:
        raise CaseworkError(
            "{from_} naar {to} kan nog niet: {lacking}",
            from_=from_,
            to=to,
            lacking=joined(list(lacking.values()), between="; "),
        )
    full = capacity.full(session, case, to, now=now)
    if full and not over_capacity:
        raise CaseworkError(
            "{from_} naar {to}: {full}; bevestig dat het boven de capaciteit gaat",
            from_=from_,
            to=to,
            full=full,
        )
    if outcome is not None and "approval_of_closing" in _needs(process, step, outcome):
        subject = needs.subject_of(case, needs.CLOSING)
        four_eyes.use(
            session, Act.CLOSE_WITH_MEASURE, case=case, user=user, subject=subject, now=now
        )
    checks = {
        "needs": list(_needs(process, step, outcome)), "over_capacity": bool(full),
    }  # fmt: skip
    return record(
        session, case, step, user=user, reason=reason, outcome=outcome, checks=checks, now=now
    )


def record(
    session: Session,
    case: Case,
    step: Step,
    *,
    user: User | None,
    reason: str,
    outcome: Outcome | None,
    checks: dict[str, object],
    now: datetime,
) -> Transition:
    """Write a step that was checked; `user` None is the system, for a lapse or destruction.

    A signal that ends without having been taken on is sealed at once; its step has no reason then.
    """
    from_ = case.state
    case.state, case.outcome = step.to, outcome
    if step.to in process_of(session).case_states:
        case.kind = CaseKind.CASE
    if step.takes_on and case.taken_on_at is None:
        case.taken_on_at = now
    if step.to is State.CLOSED:
        case.closed_at = now
    transition = Transition(
        case_id=case.id,
        from_state=from_,
        to_state=step.to,
        outcome=outcome,
        user=user,
        role=None if user is None else user.role,
        reason=reason,
        moved_at=now,
        checks={**checks, "kind": case.kind.value},
    )
    session.add(transition)
    session.flush()
    done = step.to if outcome is None else f"{step.to} ({outcome})"
    actor = SYSTEM if user is None else user.subject
    cases.log(
        session, case, user=actor, name=f"Zaak van {from_ or case.kind.label} naar {done}", now=now
    )
    for one in sealing.with_merged(session, case) if sealing.is_due(case) else ():
        sealing.seal(session, one, now=now)
    return transition


def history(session: Session, case: Case) -> list[Transition]:
    """Steps of a case, oldest first."""
    found = select(Transition).where(Transition.case_id == case.id)
    return list(session.scalars(found.order_by(Transition.moved_at, Transition.id)))


def check_reason(reason: str, process: Process) -> str:
    """Strip the reason of a step, or refuse it.

    Raises:
        CaseworkError: empty, not allowed, or shorter than the process asks.
    """
    reason = check_text(reason, what=mark("een reden"))
    if len(reason) < process.min_reason:
        raise CaseworkError(
            "de reden heeft {count} tekens; {least} is het minste",
            count=len(reason),
            least=process.min_reason,
        )
    return reason


def _needs(process: Process, step: Step, outcome: Outcome | None) -> tuple[Need, ...]:
    further = () if outcome is None else process.outcomes[outcome].needs
    return (*step.needs, *further)


def _state(case: Case) -> State:
    if case.state is None:
        raise CaseworkError(
            "zaak {number} is een {kind}: de stappen staan in het dossier",
            number=str(case.id),
            kind=sentence(case.kind.label),
        )
    return case.state


def _forbidden(process: Process, from_: State, to: State, outcome: Outcome | None) -> CaseworkError:
    if to is State.CLOSED and outcome is None:
        return CaseworkError("AFGESLOTEN vraagt een uitkomst")
    if to is not State.CLOSED and outcome is not None:
        return CaseworkError("alleen AFGESLOTEN heeft een uitkomst, {to} niet", to=to)
    known = [
        step.to if not step.outcomes else f"{step.to} ({', '.join(step.outcomes)})"
        for step in process.from_state(from_)
        if step.roles
    ]
    asked = to if outcome is None else f"{to} ({outcome})"
    return CaseworkError(
        "het proces kent geen stap van {from_} naar {to}; wel: {known}",
        from_=from_,
        to=asked,
        known=", ".join(known) or sentence("geen"),
    )
