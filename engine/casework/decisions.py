"""From casework to the next run: what was listed, judged, held off, joined or corrected by us.

The decisions file steers which locations are listed and which records are one. Verdicts about
locations and reasons stay here: they are no input of any rule.
"""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine import decisions as decisions_file
from engine.casework import audit, data_errors, matches, places, second_readers, users
from engine.casework.holds import stands
from engine.casework.models import Hold, Judgement, Listing, Place, User
from engine.casework.process import realert
from engine.decisions import Decision
from engine.rule_settings import WorklistSettings
from engine.scoring import weeks
from engine.snapshot import Run

SYSTEM = "system"
"""Actor of what happens by itself: a lapse."""


def record_list(session: Session, run: Run, *, user: User, now: datetime) -> int:
    """Record that the list of a run was shown; from then on it stands for its week.

    A week has one list: nothing is added when one was recorded for it before.

    Returns:
        How many locations were recorded; 0 when the week had its list already.

    Raises:
        RoleRefused: the role does not judge locations.
    """
    users.require(user, users.MAY_JUDGE)
    rows = run.table("worklist").to_pylist()
    week = rows[0]["week"] if rows else None
    if week is None or session.scalar(select(Listing.id).where(Listing.week == week).limit(1)):
        return 0
    states = places.states(run, {row["location_id"] for row in rows})
    for row in rows:
        state = states[row["location_id"]]
        session.add(
            Listing(
                place=places.find_or_add(session, state),
                run=run.path.name,
                week=week,
                arm=row["arm"],
                band=state.band,
                rule_ids=list(state.rule_ids),
                listed_on=dutch_day(now),
            )
        )
    session.flush()
    shown = [bag_id for state in states.values() for bag_id in state.bag_ids]
    name = f"Weeklijst {week} getoond"
    _log(session, name, user=user.subject, bag_ids=shown, run=run.path.name, now=now)
    return len(rows)


def lapse(
    session: Session, *, as_of: date, settings: WorklistSettings, now: datetime
) -> list[Listing]:
    """Close listings without a judgement that counts within their weeks, and log it.

    Returns:
        The listings that lapsed now, by week.
    """
    lapsed = [
        listing
        for listing in open_listings(session)
        if as_of >= weeks.lapses_on(listing.week, lapse_weeks=settings.lapse_weeks)
    ]
    for listing in lapsed:
        listing.lapsed_on = weeks.lapses_on(listing.week, lapse_weeks=settings.lapse_weeks)
        name = f"Vermelding van week {listing.week} verlopen zonder beoordeling"
        bag_ids = listing.place.bag_ids
        _log(session, name, user=SYSTEM, bag_ids=bag_ids, run=listing.run, now=now)
    session.flush()
    return lapsed


def backlog(session: Session, *, as_of: date, settings: WorklistSettings) -> list[Listing]:
    """Listings that wait for a judgement that counts and have not lapsed on `as_of`, by week."""
    return [
        listing
        for listing in open_listings(session)
        if as_of < weeks.lapses_on(listing.week, lapse_weeks=settings.lapse_weeks)
    ]


def collect(session: Session, *, as_of: date) -> list[Decision]:
    """Everything that the next run must know, as it stood at the end of `as_of`."""
    listed = session.scalars(select(Listing).where(Listing.listed_on <= as_of))
    judged = session.scalars(select(Judgement).where(second_readers.counts()))
    holds = session.scalars(select(Hold))
    found = [
        *(_listed(listing) for listing in listed),
        *(_judged(judgement) for judgement in judged if dutch_day(judgement.judged_at) <= as_of),
        *realert.known(session, as_of=as_of),
        *matches.known(session, as_of=as_of),
        *data_errors.known(session, as_of=as_of),
        *(_held(hold) for hold in holds if stands(hold, as_of) and dutch_day(hold.set_at) <= as_of),
    ]
    return sorted(found, key=repr)


def write_decisions(session: Session, file: Path, *, as_of: date) -> int:
    """Write the decisions file for the next run, replacing it in one step.

    Returns:
        The number of decisions in it.
    """
    found = collect(session, as_of=as_of)
    decisions_file.write(found, file)
    return len(found)


def open_listings(session: Session) -> list[Listing]:
    """Listings that were not closed and wait for a judgement that counts, by week."""
    waiting = select(Listing).where(Listing.lapsed_on.is_(None))
    ordered = session.scalars(waiting.order_by(Listing.week, Listing.id)).all()
    return [listing for listing in ordered if not _is_answered(session, listing)]


def _is_answered(session: Session, listing: Listing) -> bool:
    since = weeks.monday(listing.week)
    here = places.overlapping(session, listing.place.bag_ids)
    judged = select(Judgement).where(Judgement.place_id.in_(here), second_readers.counts())
    return any(
        judgement.week == listing.week or dutch_day(judgement.judged_at) >= since
        for judgement in session.scalars(judged)
    )


def _listed(listing: Listing) -> Decision:
    return _at(
        listing.place,
        kind="listed",
        week=listing.week,
        decided_on=listing.listed_on,
        band=listing.band,
        rule_ids=tuple(listing.rule_ids),
        value=listing.arm,
    )


def _judged(judgement: Judgement) -> Decision:
    return _at(
        judgement.place,
        kind="judged",
        week=judgement.week,
        decided_on=dutch_day(judgement.judged_at),
        band=judgement.band,
        rule_ids=tuple(judgement.rule_ids),
    )


def _held(hold: Hold) -> Decision:
    return _at(
        hold.place, kind=hold.kind.value, decided_on=dutch_day(hold.set_at), until=hold.until
    )


def _at(place: Place, **values: object) -> Decision:
    return Decision(location_id=place.location_id, object_ids=place.bag_ids, **values)  # type: ignore[arg-type]


def _log(
    session: Session, name: str, *, user: str, bag_ids: Iterable[str], run: str, now: datetime
) -> None:
    objects = tuple(
        audit.ProcessedObject("locatie", "BAG", bag_id, "vermelde locatie", ("vermelding",))
        for bag_id in sorted(set(bag_ids))
    )
    processing = audit.Processing(name, "samenstellen van de weeklijst", user, objects, run)
    audit.append(session, processing, now=now)
