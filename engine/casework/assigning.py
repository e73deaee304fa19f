"""Who looks at a location of the week's list; it says nothing of what the rules say there."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import audit, decisions, holds, places, users
from engine.casework.models import Listing, ListingAssignment, User
from engine.errors import CaseworkError

_STEP = "beoordelen van de weeklijst"


def assign(
    session: Session, listing: Listing, *, user: User, to: User | None, now: datetime
) -> None:
    """Give a location of the list to somebody, or take it back.

    Args:
        session: a writing session.
        listing: of the location.
        user: who gives it.
        to: who will look at it; None: nobody any more.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: who gives it may not, who gets it does not judge or is switched off, it
            lapsed, or it was nobody's.
    """
    users.require(user, users.MAY_ASSIGN)
    if to is not None:
        users.require(to, users.MAY_JUDGE)
    if listing.lapsed_on is not None:
        raise CaseworkError("deze vermelding is verlopen op {day}", day=listing.lapsed_on)
    known = session.get(ListingAssignment, listing.id)
    if to is None:
        if known is None:
            raise CaseworkError("deze locatie is aan niemand toegewezen")
        session.delete(known)
    elif known is None:
        session.add(ListingAssignment(listing=listing, user=to, given_by_id=user.id, given_at=now))
    else:
        known.user, known.given_by_id, known.given_at = to, user.id, now
    session.flush()
    name = "Toewijzing van locatie weggehaald" if to is None else "Locatie toegewezen"
    objects = tuple(
        audit.ProcessedObject("locatie", "BAG", bag_id, "vermelde locatie", ("toewijzing",))
        for bag_id in listing.place.bag_ids
    )
    audit.append(
        session, audit.Processing(name, _STEP, user.subject, objects, listing.run), now=now
    )


def find(session: Session, week: str, bag_ids: Collection[str]) -> Listing:
    """The listing of a location in a week.

    Raises:
        CaseworkError: it did not stand on the list of that week, or nobody saw that list yet.
    """
    here = places.overlapping(session, bag_ids)
    found = select(Listing).where(Listing.week == week, Listing.place_id.in_(here))
    listing = session.scalar(found.order_by(Listing.id).limit(1))
    if listing is None:
        raise CaseworkError("deze locatie staat niet op de lijst van week {week}", week=week)
    return listing


def of_week(session: Session, week: str) -> dict[str, str]:
    """Subject of who looks at it, by BAG id of each location of a week that is somebody's."""
    found = select(ListingAssignment).join(Listing).where(Listing.week == week)
    return {
        bag_id: one.user.subject
        for one in session.scalars(found.order_by(ListingAssignment.listing_id))
        for bag_id in one.listing.place.bag_ids
    }


def colleagues(session: Session) -> list[str]:
    """Subjects of everybody who could look at a location of the list, sorted."""
    found = select(User.subject).where(User.is_active, User.role.in_(sorted(users.MAY_JUDGE)))
    return list(session.scalars(found.order_by(User.subject)))


def waiting(session: Session, *, user: User, as_of: date) -> list[Listing]:
    """Locations that were given to a user and that wait for a judgement, by week.

    A masked one is told to who may mask only; one that a user may not judge any more, to nobody.
    """
    if user.role not in users.MAY_JUDGE:
        return []
    own = select(ListingAssignment.listing_id).where(ListingAssignment.user_id == user.id)
    numbers = set(session.scalars(own))
    if not numbers:
        return []
    hidden = holds.hidden_from(session, user, as_of=as_of)
    return [
        one
        for one in decisions.open_listings(session)
        if one.id in numbers and hidden.isdisjoint(one.place.bag_ids)
    ]
