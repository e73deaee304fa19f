"""Reported errors: of a location, of a record, by source, and as corrections for the next run."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import holds, places, users
from engine.casework.data_errors.fitting import table_of
from engine.casework.data_errors.models import ENDED, DataError, ErrorState
from engine.casework.models import User
from engine.decisions import Decision


@dataclass(frozen=True, slots=True)
class OfSource:
    """Reports of one source that did not end.

    Attributes:
        oldest: day on which the oldest one was reported.
    """

    source: str
    count: int
    oldest: date


def of_location(session: Session, bag_ids: Collection[str]) -> list[DataError]:
    """Every report at a location under any name that it had, the newest first."""
    found = select(DataError).where(DataError.place_id.in_(places.overlapping(session, bag_ids)))
    return list(session.scalars(found.order_by(DataError.id.desc())))


def of_record(session: Session, record_key: str) -> list[DataError]:
    """Reports of a record that did not end, the newest first."""
    source, table, record_id = table_of(record_key)
    found = _open().where(
        DataError.source == source, DataError.table == table.name, DataError.record_id == record_id
    )
    return list(session.scalars(found.order_by(DataError.id.desc())))


def open_ones(session: Session, *, user: User, as_of: date) -> list[DataError]:
    """Reports that did not end, the oldest first; none for a role that does not work with them.

    Those at a masked location are told to who may mask only.
    """
    if user.role not in users.MAY_REPORT_ERRORS:
        return []
    hidden = holds.hidden_from(session, user, as_of=as_of)
    found = session.scalars(_open().order_by(DataError.id))
    return [error for error in found if hidden.isdisjoint(error.place.bag_ids)]


def waiting(session: Session, *, user: User, as_of: date) -> list[DataError]:
    """Values that others proposed and that wait for a second person, the oldest first."""
    return [
        error
        for error in open_ones(session, user=user, as_of=as_of)
        if error.state is not ErrorState.OWN
        and error.value is not None
        and error.user_id != user.id
    ]


def by_source(session: Session) -> dict[str, OfSource]:
    """How many reports did not end, and since when, by source: counts without what they say."""
    found: dict[str, OfSource] = {}
    for error in session.scalars(_open().order_by(DataError.reported_at, DataError.id)):
        known = found.get(error.source)
        oldest = known.oldest if known else dutch_day(error.reported_at)
        count = known.count + 1 if known else 1
        found[error.source] = OfSource(error.source, count, oldest)
    return dict(sorted(found.items()))


def known(session: Session, *, as_of: date) -> list[Decision]:
    """Our own corrections as they stood at the end of a day, for the next run; by number."""
    was = select(DataError).where(DataError.steps.any(state=ErrorState.OWN))
    found = session.scalars(was.order_by(DataError.id))
    return [
        Decision("correction", decided_on=since, subject=error.subject, value=error.value or None)
        for error in found
        if (since := _own_since(error, as_of)) is not None
    ]


def _own_since(error: DataError, as_of: date) -> date | None:
    """The day from which our own correction holds on a day; None when it does not."""
    changed = [
        step
        for step in error.steps
        if step.state is not ErrorState.SENT and dutch_day(step.done_at) <= as_of
    ]
    if not changed or changed[-1].state is not ErrorState.OWN:
        return None
    return dutch_day(changed[-1].done_at)


def _open() -> Select[DataError]:
    return select(DataError).where(DataError.state.not_in(sorted(ENDED)))
