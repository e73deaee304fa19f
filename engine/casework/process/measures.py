"""Interventions: which instrument was used at the location of a case."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import audit, cases, users
from engine.casework.case_models import Case
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.casework.process import needs
from engine.casework.process.models import Measure
from engine.casework.process.states import State
from engine.errors import CaseworkError
from engine.rules import named
from engine.settings import load_settings
from engine.translatable import mark, sentence

IN = frozenset({State.CASE, State.INTERVENTION, State.MONITORING})
"""Where a measure can be recorded."""


def record(
    session: Session,
    case: Case,
    *,
    user: User,
    instrument: str,
    decided_on: date,
    reason: str,
    now: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Measure:
    """Record that an instrument was used.

    Args:
        session: a writing session.
        case: as `cases.to_change` gives it.
        user: who records it.
        instrument: code in `rules/tables/instruments.csv`.
        decided_on: day of the decision in the Netherlands, not in the future.
        reason: what and why, without names.
        now: the moment, with a time zone.
        starts_on: first day; None: at once.
        ends_on: last day; None: without an end.

    Raises:
        CaseworkError: the role or the state does not allow it, the instrument is unknown, the days
            are out of order, or it closes premises of a possible victim before care saw them.
    """
    users.require(user, users.MAY_OPEN[case.kind])
    if case.state not in IN:
        raise CaseworkError(
            "een maatregel hoort bij {states}; deze zaak staat in {where}",
            states=", ".join(sorted(IN)),
            where=case.state or sentence(case.kind.label),
        )
    known = instruments(session)
    if instrument not in known:
        raise CaseworkError(
            "instrument {instrument} is onbekend; bekend: {known}",
            instrument=instrument,
            known=", ".join(known),
        )
    if decided_on > dutch_day(now):
        raise CaseworkError("besloten op {day}: die dag moet nog komen", day=decided_on)
    if starts_on is not None and starts_on < decided_on:
        raise CaseworkError("een maatregel begint niet voor het besluit")
    if ends_on is not None and ends_on < (starts_on or decided_on):
        raise CaseworkError("een maatregel eindigt niet voor het begin")
    _refuse_closing(session, case, instrument)
    measure = Measure(
        case_id=case.id,
        instrument=instrument,
        decided_on=decided_on,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=check_text(reason, what=mark("een reden")),
        user=user,
        recorded_at=now,
    )
    session.add(measure)
    session.flush()
    own = audit.ProcessedObject("maatregel", "code", instrument, "instrument")
    name = "Maatregel vastgelegd"
    cases.log(session, case, user=user, name=name, now=now, kinds=("maatregel",), further=(own,))
    return measure


def of_case(session: Session, case: Case) -> list[Measure]:
    """Measures of a case, oldest first."""
    found = select(Measure).where(Measure.case_id == case.id)
    return list(session.scalars(found.order_by(Measure.decided_on, Measure.id)))


def instruments(session: Session) -> Mapping[str, str]:
    """Name of every instrument by code, in the order of the table."""
    return {code: one.text for code, one in named.instruments(session.info["rules"]).items()}


def _refuse_closing(session: Session, case: Case, instrument: str) -> None:
    closing = load_settings(session.info["rules"]).care.closing_codes
    if instrument in closing and needs.missing(session, case, ("care_seen",)):
        raise CaseworkError("mogelijk slachtoffer: geen sluiting voordat zorg en veiligheid keek")
