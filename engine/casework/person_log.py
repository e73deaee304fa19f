"""What people did with the data of one person, as it may be told to that person.

Told is what stands in the processing log and every question to open the name. What was done in a
case is told once nothing at its location is open, about a possible victim, or a Bibob file: the
same as an answer about the location, so that neither tells what the other keeps back.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import audit, cases, four_eyes, holds
from engine.casework.audit_models import AuditEntry
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import HoldKind
from engine.casework.process.models import Act, Approval


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One processing; nothing tells which official did it, or in which case.

    Attributes:
        recipient_kind: what kind of recipient got data; empty when nobody did.
    """

    at: datetime
    what: str
    recipient_kind: str


def told(session: Session, people: Collection[str], *, now: datetime) -> list[Told]:
    """What may be told of the processing of these pseudonyms, oldest first.

    Args:
        session: any session.
        people: pseudonyms, all of one person.
        now: the moment, with a time zone.
    """
    hidden = _masked(session, now)
    return sorted([*_logged(session, people, hidden), *_asked(session, people, hidden)])


def _logged(session: Session, people: Collection[str], hidden: frozenset[int]) -> Iterator[Told]:
    for entry in audit.search(session, object_ids=people):
        if all(_may_tell(session, number, hidden) for number in _cases(entry)):
            yield Told(entry.tijdstip, entry.actie_naam, entry.soort_afnemer_id or "")


def _asked(session: Session, people: Collection[str], hidden: frozenset[int]) -> Iterator[Told]:
    """Questions to open the name, which the log of approvals tells by their number only."""
    wanted = select(Approval).where(
        Approval.act == Act.OPEN_NAME, Approval.subject.in_(sorted(people))
    )
    for one in session.scalars(wanted.order_by(Approval.id)):
        if one.case_id is None or _may_tell(session, one.case_id, hidden):
            yield Told(one.asked_at, f"Goedkeuring gevraagd: {four_eyes.label(one.act)}", "")


def _cases(entry: AuditEntry) -> list[int]:
    """Numbers of the cases that an entry is about."""
    return [
        int(str(item["objectId"]))
        for item in entry.verwerkte_objecten
        if item["objecttype"] == "zaak"
    ]


def _may_tell(session: Session, number: int, hidden: frozenset[int]) -> bool:
    case = session.get(Case, number)
    if case is None:
        return False  # nobody can say any more that it was no Bibob file
    known = [case, *cases.at(session, case.place.bag_ids)]
    return not any(
        one.is_open or one.is_victim or one.kind is CaseKind.BIBOB or one.id in hidden
        for one in known
    )


def _masked(session: Session, now: datetime) -> frozenset[int]:
    """Cases about a location that is kept off every list."""
    found: set[int] = set()
    for hold in holds.standing(session, as_of=dutch_day(now)):
        if hold.kind is HoldKind.MASKED:
            found.update(one.id for one in cases.at(session, hold.place.bag_ids))
            found.update(session.scalars(select(Case.id).where(Case.place_id == hold.place_id)))
    return frozenset(found)
