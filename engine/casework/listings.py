"""The rest of the list: what waits of earlier weeks, what lapsed lately, and what is snoozed.

Where a location stood on a list by points or by lot, and its band then, is not told here.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import decisions, holds, users
from engine.casework.models import HoldKind, Listing, User
from engine.rule_settings import WorklistSettings
from engine.scoring import weeks


@dataclass(frozen=True, slots=True)
class Listed:
    """A location of an earlier list that nobody judged.

    Attributes:
        bag_ids: by which it is found in a run.
        location_id: its id then.
        week: of the list.
        until: day on which it lapses, or lapsed.
    """

    bag_ids: tuple[str, ...]
    location_id: str
    week: str
    until: date


@dataclass(frozen=True, slots=True)
class Snoozed:
    """A location that stays off the list up to and including `until`."""

    number: int
    bag_ids: tuple[str, ...]
    location_id: str
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Rest:
    """What is not on this week's list.

    Attributes:
        waiting: earlier listings that can still be judged, the first to lapse first.
        lapsed: listings that lapsed within so many weeks as one stands, the newest first.
        snoozed: the first to come back first.
    """

    waiting: tuple[Listed, ...]
    lapsed: tuple[Listed, ...]
    snoozed: tuple[Snoozed, ...]


def rest(
    session: Session, *, user: User, week: str, as_of: date, settings: WorklistSettings
) -> Rest:
    """What is not on the list of a week, on a day.

    Args:
        session: any session.
        user: who looks, in a role that may judge.
        week: ISO week of the list, which is left out.
        as_of: the day.
        settings: after how many weeks a listing lapses.

    Raises:
        RoleRefused: the role does not judge locations.
    """
    users.require(user, users.MAY_JUDGE)
    waiting = [
        _listed(one, settings)
        for one in decisions.backlog(session, as_of=as_of, settings=settings)
        if one.week < week
    ]
    snoozed = [
        Snoozed(hold.id, hold.place.bag_ids, hold.place.location_id, hold.until, hold.reason)
        for hold in holds.standing(session, as_of=as_of)
        if hold.kind is HoldKind.SNOOZED
    ]
    return Rest(
        tuple(sorted(waiting, key=lambda one: (one.until, one.location_id))),
        tuple(_lapsed(session, as_of, settings)),
        tuple(sorted(snoozed, key=lambda one: (one.until or date.max, one.number))),
    )


def _lapsed(session: Session, as_of: date, settings: WorklistSettings) -> list[Listed]:
    since = as_of - timedelta(weeks=settings.lapse_weeks)
    found = select(Listing).where(Listing.lapsed_on > since, Listing.lapsed_on <= as_of)
    ordered = found.order_by(Listing.lapsed_on.desc(), Listing.id)
    return [_listed(one, settings) for one in session.scalars(ordered)]


def _listed(one: Listing, settings: WorklistSettings) -> Listed:
    until = one.lapsed_on or weeks.lapses_on(one.week, lapse_weeks=settings.lapse_weeks)
    return Listed(one.place.bag_ids, one.place.location_id, one.week, until)
