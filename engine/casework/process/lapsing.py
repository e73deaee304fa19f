"""Signals that nobody touched: after the weeks of the list they lapse, recorded, by the system.

A signal in which somebody may be a victim never lapses: it waits for a person (REQ-VIC-1).
"""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework.case_models import Case
from engine.casework.process import moving
from engine.casework.process.definition import process_of
from engine.casework.process.states import Outcome, State
from engine.errors import CaseworkError
from engine.rule_settings import WorklistSettings


def lapses_on(case: Case, *, settings: WorklistSettings) -> date | None:
    """The day on which a signal lapses when nobody touches it; None: it does not lapse."""
    return lapse_day(case.state, case.last_activity_at, case.is_victim, settings=settings)


def lapse_day(
    state: State | None, active_at: datetime, is_victim: bool, *, settings: WorklistSettings
) -> date | None:
    """The same, of what a board knows of a signal."""
    if state is not State.NEW or is_victim:
        return None
    return dutch_day(active_at) + timedelta(weeks=settings.lapse_weeks)


def lapse(
    session: Session, *, as_of: date, settings: WorklistSettings, now: datetime
) -> list[Case]:
    """Close the new signals that nobody touched within `lapse_weeks`, as `verlopen`.

    Args:
        session: a writing session.
        as_of: the day on which it is looked at; a signal lapses on its day, not before.
        settings: the weeks.
        now: the moment, with a time zone.

    Returns:
        What lapsed now, by number; again on the same day: none.

    Raises:
        CaseworkError: the process has no step from NIEUW to AFGESLOTEN with `verlopen`.
    """
    step = process_of(session).step(State.NEW, State.CLOSED, Outcome.LAPSED)
    if step is None:
        raise CaseworkError("het proces kent geen stap van NIEUW naar AFGESLOTEN (verlopen)")
    waiting = select(Case).where(Case.state == State.NEW, Case.closed_at.is_(None))
    found = session.scalars(waiting.order_by(Case.id).with_for_update(of=Case)).unique()
    late = [
        case
        for case in found
        if (day := lapses_on(case, settings=settings)) is not None and day <= as_of
    ]
    for case in late:
        touched = dutch_day(case.last_activity_at)
        moving.record(
            session, case, step, user=None, outcome=Outcome.LAPSED, now=now,
            reason=f"Verlopen: {settings.lapse_weeks} weken niet bekeken, sinds {touched:%d-%m-%Y}",
            checks={"untouched_since": touched.isoformat(), "lapse_weeks": settings.lapse_weeks},
        )  # fmt: skip
    for case in late:
        case.changed_by = None
    session.flush()
    return late
