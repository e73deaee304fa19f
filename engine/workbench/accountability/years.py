"""Years that can be accounted for: those with a run, a list or a case."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from connectors.dates import LOCAL
from engine.casework import users
from engine.casework.case_models import Case
from engine.casework.models import Listing, User
from engine.snapshot import Run


def known(session: Session, runs: Iterable[Run], *, user: User) -> list[int]:
    """Years with a run, a list or an opened case, the newest first.

    A year between two others is told too, also when nothing happened in it.

    Raises:
        RoleRefused: the role answers for nothing.
    """
    users.require(user, users.MAY_SEE_TERMS)
    found = {run.as_of.year for run in runs}
    for week in session.execute(select(func.min(Listing.week), func.max(Listing.week))).one():
        found |= set() if week is None else {int(week[:4])}
    opened = Case.__table__.c.opened_at
    first_and_last = select(
        func.min(opened, type_=opened.type), func.max(opened, type_=opened.type)
    )
    for moment in session.execute(first_and_last).one():
        found |= _year(moment)
    return sorted(range(min(found), max(found) + 1), reverse=True) if found else []


def _year(moment: datetime | None) -> set[int]:
    return set() if moment is None else {moment.astimezone(LOCAL).year}
