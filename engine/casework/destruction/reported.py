"""Reports of wrong facts that may be kept no longer: after their term, or with a name.

The id of a record can hold the pseudonym of a person; such a report goes with that name.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day, months_after
from engine.casework.data_errors import DataError


def over(session: Session, *, today: date, years: int) -> list[DataError]:
    """Every report about which nothing was done for so many years, by number."""
    found = everything(session)
    return [one for one in found if months_after(last_act_on(one), 12 * years) < today]


def about(session: Session, subjects: Collection[str]) -> list[DataError]:
    """Every report of a record with one of these pseudonyms in its id, by number."""
    gone = frozenset(subjects)
    if not gone:
        return []
    return [one for one in everything(session) if not gone.isdisjoint(one.record_id.split("/"))]


def everything(session: Session) -> list[DataError]:
    """Every report, by number."""
    return list(session.scalars(select(DataError).order_by(DataError.id)))


def last_act_on(error: DataError) -> date:
    """The day in the Netherlands of the newest act about it, or on which it was reported."""
    moment = error.steps[-1].done_at if error.steps else error.reported_at
    return dutch_day(moment)
