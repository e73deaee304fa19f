"""What is done about a reported error: it is sent to the source holder, and it ends.

Our own correction changes what the next run reads, so somebody else than the reporter accepts it.
It holds until the report ends: corrected by the source, not wrong after all, or withdrawn.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import users
from engine.casework.data_errors import fitting, logging
from engine.casework.data_errors.models import DataError, DataErrorStep, ErrorState
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.errors import CaseworkError
from engine.translatable import mark, sentence

MAX_HOLDER = 300
_SETTLED = {
    ErrorState.OWN: "Gemelde fout zelf verbeterd tot de bron het heeft",
    ErrorState.CORRECTED: "Gemelde fout door de bron verbeterd",
    ErrorState.NOT_WRONG: "Gemelde fout bleek niet fout",
    ErrorState.WITHDRAWN: "Gemelde fout ingetrokken",
}
OUTCOMES = tuple(_SETTLED)
"""How a report can be settled."""


def find(session: Session, number: int) -> DataError:
    """One report, locked until the session ends.

    Raises:
        CaseworkError: there is no such one.
    """
    found = session.get(
        DataError, number, with_for_update={"of": DataError}, populate_existing=True
    )
    if found is None:
        raise CaseworkError("er is geen gemelde fout {number}", number=str(number))
    return found


def send(
    session: Session,
    error: DataError,
    *,
    user: User,
    holder: str,
    on: date,
    reason: str,
    now: datetime,
) -> None:
    """Record that the error was reported back to who keeps the source.

    Args:
        session: a writing session.
        error: the report.
        user: who sent it.
        holder: to whom, without names of people.
        on: the day; not before it was reported and not after today.
        reason: how, such as the number that the holder gave, without names.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: the role may not, it ended or was sent before, or a text or day is not right.
    """
    users.require(user, users.MAY_REPORT_ERRORS)
    _refuse_ended(error)
    if error.sent_on is not None:
        raise CaseworkError(
            "melding {number} is al teruggemeld op {day}", number=str(error.id), day=error.sent_on
        )
    if not dutch_day(error.reported_at) <= on <= dutch_day(now):
        raise CaseworkError("de dag ligt voor de melding of in de toekomst")
    holder = check_text(holder, what=mark("aan wie"))
    if len(holder) > MAX_HOLDER:
        raise CaseworkError("aan wie heeft ten hoogste {most} tekens", most=MAX_HOLDER)
    error.sent_on, error.sent_to = on, holder
    if error.state is ErrorState.OPEN:
        error.state = ErrorState.SENT
    _add(session, error, ErrorState.SENT, user, reason, now)
    logging.log(session, error, user, "Fout teruggemeld", now=now, recipient=holder)


def settle(
    session: Session,
    error: DataError,
    outcome: ErrorState,
    *,
    user: User,
    reason: str,
    now: datetime,
) -> None:
    """Say what came of a report.

    Args:
        session: a writing session.
        error: the report.
        outcome: one of `OUTCOMES`; `own` needs a proposed value and a second person.
        user: who says so.
        reason: why, without names.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: the role may not, it ended, the outcome does not fit, it is the reporter's
            own proposal, or there is no reason.
    """
    users.require(user, users.MAY_REPORT_ERRORS)
    _refuse_ended(error)
    if outcome not in _SETTLED:
        raise CaseworkError(
            "een melding eindigt niet met: {outcome}", outcome=sentence(outcome.label)
        )
    if outcome is ErrorState.OWN:
        _refuse_own(session, error, user, now)
    _add(session, error, outcome, user, reason, now)
    error.state = outcome
    session.flush()
    logging.log(session, error, user, _SETTLED[outcome], now=now)


def obstacle(error: DataError, *, user: User) -> str | None:
    """Why a user may not accept the proposed value as our own correction; None: they may."""
    if error.state is ErrorState.OWN:
        return mark("dit is al zelf verbeterd")
    if error.value is None:
        return mark("er is geen juiste waarde voorgesteld")
    if error.user_id == user.id:
        return mark("vier ogen: wie het voorstelde, kan het niet zelf aanvaarden")
    return None


def _refuse_own(session: Session, error: DataError, user: User, now: datetime) -> None:
    told = obstacle(error, user=user)
    if told is not None:
        raise CaseworkError(told)
    _, table, record_id = fitting.table_of(error.record_key)
    fitting.check_value(table, record_id, error.column, error.value or "", on=dutch_day(now))
    other = select(DataError.id).where(
        DataError.table == error.table, DataError.record_id == error.record_id,
        DataError.column == error.column, DataError.state == ErrorState.OWN,
    )  # fmt: skip
    known = session.scalar(other.limit(1))
    if known is not None:
        raise CaseworkError(
            "melding {number} verbetert dit gegeven al; handel die eerst af", number=str(known)
        )


def _refuse_ended(error: DataError) -> None:
    if not error.is_open:
        raise CaseworkError(
            "melding {number} is al afgehandeld: {state}",
            number=str(error.id),
            state=sentence(error.state.label),
        )


def _add(
    session: Session, error: DataError, state: ErrorState, user: User, reason: str, now: datetime
) -> None:
    text = check_text(reason, what=mark("een reden"))
    error.steps.append(DataErrorStep(state=state, user=user, reason=text, done_at=now))
    session.flush()
