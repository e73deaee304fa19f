"""Four eyes: one person asks for an act, another one allows it, and it is used once.

Who may ask and who may allow stands in `approvals` of `rules/process.yml`. Rules are published by
two persons through proposals, which have a table of their own.
"""

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from connectors.dates import dutch_day
from engine.casework import audit, users
from engine.casework.case_models import Case
from engine.casework.judgements import check_text
from engine.casework.models import User
from engine.casework.process.definition import process_of
from engine.casework.process.models import Act, Approval
from engine.errors import CaseworkError
from engine.translatable import mark, sentence

_STEP = "vier ogen"
_NAMES = {
    Act.OPEN_NAME: mark("openen van een naam"),
    Act.CLOSE_WITH_MEASURE: mark("sluiten met een maatregel"),
    Act.DESTROY: mark("vernietigen"),
    Act.EXTEND: mark("langer bewaren"),
    Act.JOIN_PEOPLE: mark("twee personen in de registers als één behandelen"),
}


def label(act: Act) -> str:
    """The act in Dutch."""
    return _NAMES[act]


def ask(
    session: Session,
    act: Act,
    *,
    user: User,
    subject: str,
    reason: str,
    now: datetime,
    case: Case | None = None,
) -> Approval:
    """Ask a second person to allow an act; asking twice gives the question that stands.

    Args:
        session: a writing session.
        act: what one person may not do alone.
        user: who asks.
        subject: what exactly it is about; an approval is good for this and nothing else.
        reason: why, without names.
        now: the moment, with a time zone.
        case: the case in which it happens, if any.

    Raises:
        CaseworkError: the role may not ask, or there is no reason.
    """
    require_asker(session, act, user)
    rule = process_of(session).approvals[act]
    found = standing(session, act, case=case, subject=subject, now=now)
    if found is not None:
        return found
    approval = Approval(
        act=act,
        case=case,
        subject=subject,
        reason=check_text(reason, what=mark("een reden")),
        asked_by=user,
        asked_at=now,
        expires_on=dutch_day(now + timedelta(days=rule.days)),
    )
    session.add(approval)
    session.flush()
    _log(session, approval, user, f"Goedkeuring gevraagd: {label(act)}", now)
    return approval


def require_asker(session: Session, act: Act, user: User) -> None:
    """Refuse a role that may not ask for an act, before anything is told of what it is about.

    Raises:
        RoleRefused: with the roles that may.
    """
    roles = frozenset(process_of(session).approvals[act].asks)
    users.require(user, roles)


def decide(
    session: Session, approval: Approval, *, user: User, allow: bool, reason: str, now: datetime
) -> None:
    """Allow or refuse what somebody else asked for.

    Raises:
        CaseworkError: the role may not, it is the asker's own, it was decided, or it expired.
    """
    rule = process_of(session).approvals[approval.act]
    users.require(user, frozenset(rule.allows))
    if approval.asked_by_id == user.id:
        raise CaseworkError("vier ogen: wie het vroeg, kan het niet zelf goedkeuren")
    if approval.allowed is not None and approval.decided_by is not None:
        raise CaseworkError(
            "vier ogen: {who} heeft hierover al beslist", who=approval.decided_by.subject
        )
    if approval.expires_on < dutch_day(now):
        raise CaseworkError(
            "vier ogen: verlopen op {day}; vraag het opnieuw", day=approval.expires_on
        )
    approval.allowed = allow
    approval.decided_by = user
    approval.decided_at = now
    approval.decision_reason = check_text(reason, what=mark("een reden"))
    session.flush()
    verb = "gegeven" if allow else "geweigerd"
    _log(session, approval, user, f"Goedkeuring {verb}: {label(approval.act)}", now)


def usable(session: Session, act: Act, *, case: Case | None, subject: str) -> Approval | None:
    """The approval that was given for exactly this and was not used; the oldest one.

    It is not told here whether it expired: `use` refuses that.
    """
    found = _about(act, case, subject).where(Approval.allowed.is_(True), Approval.used_at.is_(None))
    return session.scalar(found.order_by(Approval.id).limit(1))


def use(
    session: Session, act: Act, *, user: User, subject: str, now: datetime, case: Case | None = None
) -> Approval:
    """Use the approval for an act, once, just before the act itself.

    Raises:
        CaseworkError: nobody allowed it, or it expired.
    """
    found = usable(session, act, case=case, subject=subject)
    if found is None:
        raise CaseworkError(
            "vier ogen: een tweede persoon heeft dit niet goedgekeurd ({act})",
            act=sentence(label(act)),
        )
    if found.expires_on < dutch_day(now):
        raise CaseworkError("vier ogen: verlopen op {day}; vraag het opnieuw", day=found.expires_on)
    found.used_at = now
    session.flush()
    _log(session, found, user, f"Goedkeuring gebruikt: {label(act)}", now)
    return found


def waiting(session: Session, *, user: User, now: datetime) -> list[Approval]:
    """Questions that this user may decide about, oldest first; none of a sealed signal."""
    rules = process_of(session).approvals
    found = select(Approval).where(
        Approval.allowed.is_(None), Approval.asked_by_id != user.id,
        Approval.expires_on >= dutch_day(now), Approval.subject != "",
    )  # fmt: skip
    asked = session.scalars(found.order_by(Approval.id))
    return [approval for approval in asked if user.role in rules[approval.act].allows]


def of_case(session: Session, case: Case) -> list[Approval]:
    """Every question about a case, oldest first."""
    found = select(Approval).where(Approval.case_id == case.id)
    return list(session.scalars(found.order_by(Approval.id)))


def asked_by(session: Session, *, user: User, now: datetime) -> list[Approval]:
    """Questions of this user that nobody decided about yet and that still stand, oldest first."""
    found = select(Approval).where(
        Approval.asked_by_id == user.id, Approval.allowed.is_(None),
        Approval.expires_on >= dutch_day(now),
    )  # fmt: skip
    return list(session.scalars(found.order_by(Approval.id)))


def find(session: Session, number: int) -> Approval:
    """One question.

    Raises:
        CaseworkError: there is no such one.
    """
    found = session.get(Approval, number, with_for_update={"of": Approval}, populate_existing=True)
    if found is None:
        raise CaseworkError("er is geen vraag om goedkeuring {number}", number=str(number))
    return found


def standing(
    session: Session, act: Act, *, case: Case | None, subject: str, now: datetime
) -> Approval | None:
    """The question that waits, or the approval that can be used, for exactly this; the oldest."""
    found = _about(act, case, subject).where(
        Approval.allowed.is_not(False), Approval.used_at.is_(None),
        Approval.expires_on >= dutch_day(now),
    )  # fmt: skip
    return session.scalar(found.order_by(Approval.id).limit(1))


def _about(act: Act, case: Case | None, subject: str) -> Select[Approval]:
    at = Approval.case_id.is_(None) if case is None else Approval.case_id == case.id
    return select(Approval).where(Approval.act == act, at, Approval.subject == subject)


def _log(session: Session, approval: Approval, user: User, name: str, now: datetime) -> None:
    objects = [
        audit.ProcessedObject("goedkeuring", "nummer", str(approval.id), label(approval.act))
    ]
    if approval.case_id is not None:
        objects.append(audit.ProcessedObject("zaak", "nummer", str(approval.case_id), "zaak"))
    audit.append(session, audit.Processing(name, _STEP, user.subject, tuple(objects)), now=now)
