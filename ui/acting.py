"""Who is looking and acts: one short session of casework per question or act of a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.casework import cases, users
from engine.casework.case_models import Case, CaseKind
from engine.casework.models import Role, User
from ui import state


@dataclass(frozen=True, slots=True)
class Acting:
    """A session of casework, who acts in it and when."""

    session: Session
    user: User
    now: datetime


@contextmanager
def signed_in() -> Iterator[Acting]:
    """A session in which the reviewer is signed in; all of it is kept at its end, or nothing.

    Raises:
        CaseworkError: the user is switched off, or the database does not answer.
    """
    now = state.now()
    with state.casework().writing() as session:
        user = users.sign_in(session, subject=state.reviewer(), role=state.role(), now=now)
        yield Acting(session, user, now)


@contextmanager
def looking() -> Iterator[Acting]:
    """A session that only reads, for a reviewer who is signed in; nobody who writes waits for it.

    Raises:
        CaseworkError: the user is switched off, or the database does not answer.
    """
    with signed_in() as me:
        user = me.user
    with state.casework().reading() as session:
        yield Acting(session, user, me.now)


@contextmanager
def changing(number: int, *, seen: int | None) -> Iterator[tuple[Acting, Case]]:
    """The same, with a case that is changed in it.

    Raises:
        CaseworkError: no such case, the role may not see it, it is closed, or it changed since
            version `seen`.
    """
    with signed_in() as acting:
        may_see(acting, cases.find(acting.session, number))
        case = cases.to_change(acting.session, number, user=acting.user, now=acting.now, seen=seen)
        yield acting, case


def may_see(acting: Acting, case: Case) -> None:
    """Refuse a case of a kind that the reviewer's role does not work with.

    Raises:
        CaseworkError: with the roles that may.
    """
    users.require(acting.user, users.MAY_OPEN[case.kind])


def require(roles: frozenset[Role]) -> None:
    """Refuse a role that may not see or do something.

    Raises:
        RoleRefused: with the roles that may.
    """
    own = state.role()
    if own not in roles:
        raise users.refusal(own, roles)


def kinds() -> tuple[CaseKind, ...]:
    """Kinds of cases that the reviewer's role works with."""
    return tuple(kind for kind in CaseKind if state.role() in users.MAY_OPEN[kind])


def has_signals() -> bool:
    """True when the reviewer's role works with signals."""
    return CaseKind.SIGNAL in kinds()


def judges() -> bool:
    """True when the reviewer's role judges locations, and so sees what the rules say of them."""
    return state.role() in users.MAY_JUDGE


def has_tasks() -> bool:
    """True when the reviewer's role has tasks."""
    return state.role() in users.MAY_WORK
