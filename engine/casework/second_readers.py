"""Judgements that somebody else reads too; until then, and when the other disagrees, none counts.

Which these are, `review.second_reader` of the settings says. The location stays as it was listed,
and lapses when nobody reads in time.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from engine.casework import audit, users
from engine.casework.judgements import check_text
from engine.casework.models import Judgement, SecondReading, User
from engine.errors import CaseworkError
from engine.translatable import mark

_AGREED = select(SecondReading.judgement_id).where(SecondReading.agrees.is_(True))
_READ = select(SecondReading.judgement_id)


def counts() -> ColumnElement[bool]:
    """The condition that a judgement counts: none else had to read it, or somebody agreed."""
    return or_(Judgement.needs_second.is_(False), Judgement.id.in_(_AGREED))


def waiting(session: Session, *, user: User) -> list[Judgement]:
    """Judgements of others that wait for a second reader, oldest first; none for other roles."""
    if user.role not in users.MAY_JUDGE:
        return []
    found = select(Judgement).where(
        Judgement.needs_second.is_(True), Judgement.id.not_in(_READ), Judgement.user_id != user.id
    )
    return list(session.scalars(found.order_by(Judgement.judged_at, Judgement.id)))


def read(
    session: Session, number: int, *, user: User, agrees: bool, reason: str, now: datetime
) -> SecondReading:
    """Read a judgement of somebody else, once.

    Args:
        session: a writing session.
        number: of the judgement.
        user: who reads, in a role that may judge; never who judged.
        agrees: whether it counts.
        reason: why, without names.
        now: the moment, with a time zone.

    Raises:
        CaseworkError: no such judgement, it needs no second reader or had one, it is the reader's
            own, the role may not, or there is no reason.
    """
    users.require(user, users.MAY_JUDGE)
    judgement = session.get(
        Judgement, number, with_for_update={"of": Judgement}, populate_existing=True
    )
    if judgement is None or not judgement.needs_second:
        raise CaseworkError(
            "er is geen oordeel {number} dat op een tweede lezer wacht", number=str(number)
        )
    if judgement.user_id == user.id:
        raise CaseworkError("tweede lezer: wie oordeelde, leest niet zelf als tweede")
    before = session.get(SecondReading, number)
    if before is not None:
        raise CaseworkError(
            "tweede lezer: {who} las oordeel {number} al",
            who=before.user.subject,
            number=str(number),
        )
    made = SecondReading(
        judgement_id=number, user=user, agrees=agrees, read_at=now,
        reason=check_text(reason, what=mark("een reden")),
    )  # fmt: skip
    session.add(made)
    session.flush()
    objects = tuple(
        audit.ProcessedObject("locatie", "BAG", bag_id, "beoordeelde locatie", ("oordeel", "reden"))
        for bag_id in judgement.place.bag_ids
    )
    own = audit.ProcessedObject("oordeel", "nummer", str(number), judgement.verdict.label)
    name = f"Oordeel als tweede gelezen: {'eens' if agrees else 'niet eens'}"
    step = "beoordelen van de weeklijst"
    audit.append(session, audit.Processing(name, step, user.subject, (*objects, own)), now=now)
    return made
