"""What people said and did about a location before: judgements, days off the list, and cases.

What somebody judged is told to who judges, and only after the first judgement of this week: an
earlier verdict would steer it. A case is told to the roles that work with its kind.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import holds, judgements, places, users
from engine.casework.models import HoldKind, Judgement, SecondReading, User
from engine.casework.places import LocationState
from engine.casework.process import board
from engine.casework.process.board import Filter, Row


@dataclass(frozen=True, slots=True)
class Earlier:
    """One judgement.

    Attributes:
        verdict: in Dutch.
        explanation: the innocent explanation that was named; None without one.
        is_first: the first of its week, given blind.
        counts: None while it waits for a second reader; False when that one disagreed.
    """

    week: str
    run: str
    judged_at: datetime
    by: str
    verdict: str
    reason: str
    explanation: str | None
    is_first: bool
    counts: bool | None


@dataclass(frozen=True, slots=True)
class Snooze:
    """A location that stays off the list up to and including `until`."""

    number: int
    until: date | None
    reason: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class Past:
    """What the user may see of it.

    Attributes:
        is_open: whether judgements and cases are told: after the first judgement of this week,
            and to a role that does not judge.
        waiting: judgements of earlier weeks that are told then.
        judgements: newest first; empty for a role that does not judge.
        snoozes: that stand on the day, oldest first; empty for a role that does not judge.
        cases: open ones and then ended ones, each the longest in its state first.
    """

    is_open: bool
    waiting: int
    judgements: tuple[Earlier, ...]
    snoozes: tuple[Snooze, ...]
    cases: tuple[Row, ...]


def of_location(
    session: Session, location: LocationState, *, week: str, user: User, as_of: date
) -> Past:
    """What was said and done about a location, as far as the user may see it now.

    Args:
        session: any session.
        location: as a run shows it.
        week: ISO week of that run, in which the first judgement opens the rest.
        user: who looks.
        as_of: day on which a snooze stands.
    """
    judges = user.role in users.MAY_JUDGE
    given = judgements.judgements_of(session, location.bag_ids) if judges else []
    is_open = not judges or any(one.week == week for one in given)
    standing = holds.holds_of(session, location.bag_ids, as_of=as_of) if judges else []
    return Past(
        is_open=is_open,
        waiting=0 if is_open else len(given),
        judgements=_told(session, given) if is_open and judges else (),
        snoozes=tuple(
            Snooze(hold.id, hold.until, hold.reason, hold.set_at)
            for hold in standing
            if hold.kind is HoldKind.SNOOZED
        ),
        cases=_cases(session, location, user) if is_open else (),
    )


def _told(session: Session, given: list[Judgement]) -> tuple[Earlier, ...]:
    numbers = [one.id for one in given]
    read = select(SecondReading).where(SecondReading.judgement_id.in_(numbers))
    agrees = {one.judgement_id: one.agrees for one in session.scalars(read)}
    return tuple(
        Earlier(
            one.week, one.run, one.judged_at, one.user.subject, one.verdict.label, one.reason,
            one.innocent_explanation, one.is_blind,
            agrees.get(one.id) if one.needs_second else True,
        )
        for one in reversed(given)
    )  # fmt: skip


def _cases(session: Session, location: LocationState, user: User) -> tuple[Row, ...]:
    here = frozenset(places.overlapping(session, location.bag_ids))
    if not here:
        return ()
    return tuple(
        row
        for ended in (False, True)
        for row in board.rows(session, user=user, wanted=Filter(place_ids=here, ended=ended))
    )
