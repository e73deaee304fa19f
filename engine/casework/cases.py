"""Cases: a signal, case or Bibob file that a person opens for one location.

Only inside one may facts beyond the weekly scan be read; which, says `cases.opens` of the
settings. Every step is logged.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.casework import audit, places, users
from engine.casework.case_models import Case, CaseKind, CasePlace, CaseScan
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.casework.moments import moment
from engine.casework.places import LocationState
from engine.casework.process.definition import process_of
from engine.casework.process.models import Transition
from engine.casework.process.states import Origin
from engine.errors import CaseworkError
from engine.translatable import mark, sentence

_STEP = "behandelen van een zaak"


def open_case(
    session: Session,
    *,
    user: User,
    kind: CaseKind,
    location: LocationState,
    purpose: str,
    now: datetime,
    origin: Origin = Origin.HAND,
) -> Case:
    """Open a signal or case for a location; nothing of a run changes by it.

    A Bibob file is not opened here: it needs a legal hook (`bibob.files.open_file`).

    Args:
        session: a writing session.
        user: who opens it.
        kind: decides which facts may be read.
        location: as a run shows it.
        purpose: why, without names.
        now: the moment, with a time zone.
        origin: where it came from.

    Raises:
        CaseworkError: the role may not, it is a Bibob file, or the purpose is missing or not
            allowed.
    """
    require_kind(user, kind)
    return begin(
        session, user=user, kind=kind, location=location, purpose=purpose, now=now, origin=origin
    )


def require_kind(user: User, kind: CaseKind) -> None:
    """Refuse to open what the role may not, or what needs a legal hook first (REQ-BIB-1).

    Raises:
        CaseworkError: with the roles that may, or with the way to open a Bibob file.
    """
    users.require(user, users.MAY_OPEN[kind])
    if kind is CaseKind.BIBOB:
        raise CaseworkError("een Bibob-dossier vraagt een haak: dijkwacht bibob open")


def begin(
    session: Session,
    *,
    user: User,
    kind: CaseKind,
    location: LocationState,
    purpose: str,
    now: datetime,
    origin: Origin = Origin.HAND,
) -> Case:
    """As `open_case`, for services that have checked what their kind of case needs.

    Raises:
        CaseworkError: the role may not, or the purpose is missing or not allowed.
    """
    users.require(user, users.MAY_OPEN[kind])
    starts = process_of(session).starts
    start = None if kind is CaseKind.BIBOB else starts[kind]
    case = Case(
        kind=kind,
        place=places.find_or_add(session, location),
        purpose=check_text(purpose, what=mark("een reden")),
        opened_by=user,
        opened_at=now,
        state=start,
        origin=origin,
        taken_on_at=None if kind is CaseKind.SIGNAL else now,
        last_activity_at=now,
        changed_by=user,
    )
    session.add(case)
    session.flush()
    if start is not None:
        session.add(
            Transition(
                case_id=case.id,
                to_state=start,
                user=user,
                role=user.role,
                reason=case.purpose,
                moved_at=now,
                checks={"kind": kind.value},
            )
        )
    log(session, case, user=user, name=f"Zaak geopend: {kind.label}", now=now)
    return case


def close_case(session: Session, case: Case, *, user: User, now: datetime) -> None:
    """End a case once its last step was taken: what was found in it stays, nothing new is read.

    A Bibob file is closed by its own last step (`bibob.machine.advance`).

    Raises:
        CaseworkError: the role may not, it is a Bibob file, or it is closed.
    """
    users.require(user, users.MAY_OPEN[case.kind])
    if case.kind is CaseKind.BIBOB:
        raise CaseworkError(
            "een Bibob-dossier sluit met zijn laatste stap: dijkwacht bibob advance"
        )
    end(session, case, user=user, now=now)


def end(session: Session, case: Case, *, user: User, now: datetime) -> None:
    """As `close_case`, for services that have taken the last step of their kind of case.

    Raises:
        CaseworkError: it is closed.
    """
    require_open(case)
    case.closed_at = now
    log(session, case, user=user, name="Zaak gesloten", now=now)


def to_change(
    session: Session, number: int, *, user: User, now: datetime, seen: int | None = None
) -> Case:
    """A case that `user` is about to change: locked until the session ends, and marked as changed.

    Args:
        session: a writing session.
        number: of the case.
        user: who changes it.
        now: the moment, with a time zone.
        seen: the version that the user looked at; None: whatever it is.

    Raises:
        RoleRefused: the role puts nothing in cases of this kind.
        CaseworkError: there is no such case, it is closed, or somebody changed it since; the
            message says who and when.
    """
    case = session.get(Case, number, with_for_update={"of": Case}, populate_existing=True)
    if case is None:
        raise CaseworkError("er is geen zaak {number}", number=str(number))
    users.require(user, users.MAY_ADD[case.kind])
    if seen is not None and seen != case.version:
        raise CaseworkError(
            "zaak {number} is intussen gewijzigd door {who} ({when}); bekijk haar eerst opnieuw",
            number=str(number),
            who=case.changed_by.subject if case.changed_by else sentence("iemand"),
            when=moment(case.last_activity_at),
        )
    require_open(case)
    case.changed_by = user
    case.last_activity_at = now
    return case


def require_open(case: Case) -> None:
    """Refuse a case that was closed.

    Raises:
        CaseworkError: with its number.
    """
    if not case.is_open:
        raise CaseworkError(
            "zaak {number} is gesloten: er komt niets meer bij", number=str(case.id)
        )


def find(session: Session, number: int) -> Case:
    """One case.

    Raises:
        CaseworkError: there is no such case.
    """
    case = session.get(Case, number)
    if case is None:
        raise CaseworkError("er is geen zaak {number}", number=str(number))
    return case


def at(session: Session, bag_ids: Collection[str]) -> list[Case]:
    """Cases about a location, as their own or as a further one, oldest first."""
    here = places.overlapping(session, bag_ids)
    further = select(CasePlace.case_id).where(CasePlace.place_id.in_(here))
    about = or_(Case.place_id.in_(here), Case.id.in_(further))
    return list(session.scalars(select(Case).where(about).order_by(Case.id)))


def open_at(session: Session, bag_ids: Collection[str]) -> list[Case]:
    """Cases about a location that are open, oldest first."""
    return [case for case in at(session, bag_ids) if case.is_open]


def scans(session: Session, case: Case) -> list[CaseScan]:
    """Every scan of a case, the newest first."""
    found = select(CaseScan).where(CaseScan.case_id == case.id)
    return list(session.scalars(found.order_by(CaseScan.scanned_at.desc(), CaseScan.id.desc())))


def log(
    session: Session,
    case: Case,
    *,
    user: User | str,
    name: str,
    now: datetime,
    source: str | None = None,
    kinds: tuple[str, ...] = ("reden",),
    further: tuple[audit.ProcessedObject, ...] = (),
) -> None:
    """Log what was done in a case; `source` is the run that was read, `kinds` what of it.

    The case itself is named too, as a location may have no BAG id; `further` is what else was
    processed. A text as `user` is the system.
    """
    at = tuple(
        audit.ProcessedObject("locatie", "BAG", bag_id, f"zaak {case.id}", kinds)
        for bag_id in case.place.bag_ids
    )
    own = audit.ProcessedObject("zaak", "nummer", str(case.id), case.kind.label, kinds)
    who = user if isinstance(user, str) else user.subject
    processing = audit.Processing(name, _STEP, who, (*at, own, *further), source)
    audit.append(session, processing, now=now)
