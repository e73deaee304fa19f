"""Cases: a signal, case or Bibob file that a person opens for one location.

Only inside one may facts beyond the weekly scan be read; which, says `cases.opens` of the
settings. Every step is logged.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import audit, places, users
from engine.casework.case_models import Case, CaseKind, CaseScan
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.casework.places import LocationState
from engine.errors import CaseworkError

_STEP = "behandelen van een zaak"


def open_case(
    session: Session,
    *,
    user: User,
    kind: CaseKind,
    location: LocationState,
    purpose: str,
    now: datetime,
) -> Case:
    """Open a case for a location; nothing of a run changes by it.

    Args:
        session: a writing session.
        user: who opens it; for a Bibob file the Bibob officer, else who may judge.
        kind: decides which facts may be read.
        location: as a run shows it.
        purpose: why, without names.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: the role may not, or the purpose is missing or not allowed.
    """
    users.require(user, users.MAY_OPEN[kind], act=f"open a {kind.value}")
    case = Case(
        kind=kind,
        place=places.find_or_add(session, location),
        purpose=check_text(purpose, what="a purpose"),
        opened_by=user,
        opened_at=now,
    )
    session.add(case)
    session.flush()
    log(session, case, user=user, name=f"Zaak geopend: {kind.label}", now=now)
    return case


def close_case(session: Session, case: Case, *, user: User, now: datetime) -> None:
    """Close a case; what was found in it stays, and nothing new is read.

    Raises:
        CaseworkError: the role may not, or it is closed.
    """
    users.require(user, users.MAY_OPEN[case.kind], act=f"close a {case.kind.value}")
    if case.closed_at is not None:
        raise CaseworkError(f"case {case.id} is closed")
    case.closed_at = now
    log(session, case, user=user, name="Zaak gesloten", now=now)


def find(session: Session, number: int) -> Case:
    """One case.

    Raises:
        CaseworkError: there is no such case.
    """
    case = session.get(Case, number)
    if case is None:
        raise CaseworkError(f"no case {number}")
    return case


def open_at(session: Session, bag_ids: Collection[str]) -> list[Case]:
    """Cases of a location that are open, oldest first."""
    at = Case.place_id.in_(places.overlapping(session, bag_ids))
    found = session.scalars(select(Case).where(at, Case.closed_at.is_(None)).order_by(Case.id))
    return list(found)


def scans(session: Session, case: Case) -> list[CaseScan]:
    """Every scan of a case, the newest first."""
    found = select(CaseScan).where(CaseScan.case_id == case.id)
    return list(session.scalars(found.order_by(CaseScan.scanned_at.desc(), CaseScan.id.desc())))


def log(
    session: Session,
    case: Case,
    *,
    user: User,
    name: str,
    now: datetime,
    source: str | None = None,
    kinds: tuple[str, ...] = ("reden",),
    further: tuple[audit.ProcessedObject, ...] = (),
) -> None:
    """Log what was done in a case; `source` is the run that was read, `kinds` what of it.

    The case itself is named too, as a location may have no BAG id; `further` is what else was
    processed.
    """
    at = tuple(
        audit.ProcessedObject("locatie", "BAG", bag_id, f"zaak {case.id}", kinds)
        for bag_id in case.place.bag_ids
    )
    own = audit.ProcessedObject("zaak", "nummer", str(case.id), case.kind.label, kinds)
    processing = audit.Processing(name, _STEP, user.subject, (*at, own, *further), source)
    audit.append(session, processing, now=now)
