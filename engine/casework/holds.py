"""Keeping a location off the list: snoozed until a day, or masked as a possible victim."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import audit, places, users
from engine.casework.judgements import check_text
from engine.casework.models import Hold, HoldKind, User
from engine.casework.places import LocationState
from engine.errors import CaseworkError
from engine.translatable import mark

_NAMES = {HoldKind.SNOOZED: "Locatie uitgesteld", HoldKind.MASKED: "Locatie afgeschermd"}


def snooze(
    session: Session,
    *,
    user: User,
    location: LocationState,
    until: date,
    reason: str,
    now: datetime,
) -> Hold:
    """Keep a location off the list up to and including `until`, with owner and reason.

    Raises:
        CaseworkError: the role may not, the day is not in the future, or there is no reason.
    """
    users.require(user, users.MAY_JUDGE)
    if until <= dutch_day(now):
        raise CaseworkError("uitgesteld tot {day}: kies een dag na vandaag", day=until)
    return _add(session, HoldKind.SNOOZED, user, location, until=until, reason=reason, now=now)


def mask(
    session: Session,
    *,
    user: User,
    location: LocationState,
    reason: str,
    now: datetime,
    until: date | None = None,
) -> Hold:
    """Take the location of a possible victim off every list, until lifted or `until` (closed).

    Raises:
        CaseworkError: the role may not, or there is no reason.
    """
    users.require(user, users.MAY_MASK)
    return _add(session, HoldKind.MASKED, user, location, until=until, reason=reason, now=now)


def lift(session: Session, hold: Hold, *, user: User, now: datetime) -> None:
    """End a hold; who may set it may lift it.

    Raises:
        CaseworkError: the role may not, or it was lifted before.
    """
    roles = users.MAY_MASK if hold.kind is HoldKind.MASKED else users.MAY_JUDGE
    users.require(user, roles)
    if hold.lifted_at is not None:
        raise CaseworkError("dit is al eerder opgeheven")
    hold.lifted_at = now
    audit.append(session, _processing(hold, user, f"{_NAMES[hold.kind]}: opgeheven"), now=now)


def holds_of(session: Session, bag_ids: Collection[str], *, as_of: date) -> list[Hold]:
    """Holds of a location that stand on `as_of`, oldest first."""
    at = Hold.place_id.in_(places.overlapping(session, bag_ids))
    found = session.scalars(select(Hold).where(at).order_by(Hold.set_at, Hold.id))
    return [hold for hold in found if stands(hold, as_of)]


def standing(session: Session, *, as_of: date) -> list[Hold]:
    """Every hold that stands on `as_of`, oldest first."""
    found = session.scalars(select(Hold).order_by(Hold.set_at, Hold.id))
    return [hold for hold in found if stands(hold, as_of)]


def masked(
    session: Session, identities: Mapping[str, Collection[str]], *, as_of: date
) -> dict[str, str]:
    """Why a location is masked on `as_of`, by location id, for those that are.

    Args:
        session: any session.
        identities: BAG ids by which casework knows each location, see `places.identities`.
        as_of: the day.
    """
    by_bag_id = {
        bag_id: hold.reason
        for hold in standing(session, as_of=as_of)
        if hold.kind is HoldKind.MASKED
        for bag_id in hold.place.bag_ids
    }
    if not by_bag_id:
        return {}
    return {
        name: by_bag_id[found]
        for name, bag_ids in identities.items()
        if (found := next((bag_id for bag_id in bag_ids if bag_id in by_bag_id), None))
    }


def hidden_from(session: Session, user: User, *, as_of: date) -> frozenset[str]:
    """BAG ids of locations that are masked on `as_of`; none for who may mask."""
    if user.role in users.MAY_MASK:
        return frozenset()
    masks = (hold for hold in standing(session, as_of=as_of) if hold.kind is HoldKind.MASKED)
    return frozenset(bag_id for hold in masks for bag_id in hold.place.bag_ids)


def stands(hold: Hold, as_of: date) -> bool:
    """True when it was not lifted and `as_of` is no later than its last day."""
    return hold.lifted_at is None and (hold.until is None or hold.until >= as_of)


def _add(
    session: Session,
    kind: HoldKind,
    user: User,
    location: LocationState,
    *,
    until: date | None,
    reason: str,
    now: datetime,
) -> Hold:
    hold = Hold(
        place=places.find_or_add(session, location),
        user_id=user.id,
        kind=kind,
        reason=check_text(reason, what=mark("een reden")),
        until=until,
        set_at=now,
    )
    session.add(hold)
    session.flush()
    audit.append(session, _processing(hold, user, _NAMES[kind]), now=now)
    return hold


def _processing(hold: Hold, user: User, name: str) -> audit.Processing:
    objects = tuple(
        audit.ProcessedObject("locatie", "BAG", bag_id, "locatie", ("reden", "einddatum"))
        for bag_id in hold.place.bag_ids
    )
    return audit.Processing(name, "samenstellen van de weeklijst", user.subject, objects)
