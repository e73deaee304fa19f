"""What the page Overleg asks and does: agendas, papers as data, and decisions, for one user."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import streamlit as st
from sqlalchemy.orm import Session

from engine.casework import cases, users
from engine.casework.meetings import agenda, deciding, preparing
from engine.casework.meetings.agenda import Details
from engine.casework.meetings.models import Meeting, MeetingKind, MeetingState
from engine.casework.models import User
from engine.errors import CaseworkError, RoleRefused
from engine.exports import meeting_view
from engine.exports.driehoek import build, quarter
from engine.exports.driehoek.content import Paper
from engine.exports.driehoek.quarter import Annex
from engine.exports.meeting_view import Choice, MeetingView
from engine.snapshot import Run
from ui import state
from ui.components import refusal

MEETING = "overleg"


@dataclass(frozen=True, slots=True)
class Acting:
    """One act at a meeting that was looked at in a known version."""

    session: Session
    meeting: Meeting
    user: User


def is_open() -> bool:
    """True when the user's role prepares meetings."""
    return state.role() in users.MAY_MEET


def refuse() -> None:
    """Refuse a role that does not prepare meetings.

    Raises:
        CaseworkError: with whom to ask.
    """
    if not is_open():
        raise RoleRefused(
            "als {role} ziet u geen overleggen; vraag: {allowed}",
            role=users.named(state.role()),
            allowed=users.listed(users.MAY_MEET),
        )


def planned() -> tuple[MeetingView, ...]:
    """Meetings in preparation, the first one first."""
    with _session() as (session, _):
        return tuple(meeting_view.view(session, one) for one in preparing.planned(session))


def earlier() -> tuple[MeetingView, ...]:
    """Meetings that were held or cancelled, the newest first."""
    with _session() as (session, _):
        return tuple(meeting_view.view(session, one) for one in preparing.earlier(session))


def chosen() -> MeetingView | None:
    """The meeting that the URL names, else the next one; None when there is none.

    Raises:
        CaseworkError: the URL names none that is there.
    """
    asked = st.query_params.get(MEETING)
    with _session() as (session, user):
        if asked:
            if not (asked.isdecimal() and len(asked) < 10):
                raise CaseworkError(
                    "{asked} is geen nummer van een overleg", asked=repr(asked[:20])
                )
            found = preparing.find(session, int(asked))
        elif not (coming := preparing.planned(session)):
            return None
        else:
            found = coming[0]
        _log_once(session, found, user)
        return meeting_view.view(session, found)


def choices(shown: MeetingView, run: Run) -> tuple[Choice, ...]:
    """Cases that may still be added to an agenda."""
    if shown.state is not MeetingState.PREPARED:
        return ()
    with _session() as (session, user):
        meeting = preparing.find(session, shown.number)
        return meeting_view.choices(session, meeting, run, user=user, today=state.today())


def plan(kind: MeetingKind, day: date, minutes: int) -> None:
    """Plan a meeting, and show it from now on."""
    with _session() as (session, user):
        made = preparing.create(
            session, user=user, kind=kind, day=day, minutes=minutes, now=state.now()
        )
        number = made.id
    st.query_params[MEETING] = str(number)


def add(shown: MeetingView, case: int | None, details: Details) -> None:
    """Put a case or a free subject on the agenda."""
    with _acting(shown) as act:
        about = None if case is None else cases.find(act.session, case)
        agenda.add(
            act.session, act.meeting, user=act.user, case=about, details=details, now=state.now()
        )


def edit(shown: MeetingView, position: int, details: Details) -> None:
    """Change what stands at an item."""
    with _acting(shown) as act:
        item = agenda.find(act.meeting, position)
        agenda.edit(act.session, item, user=act.user, details=details, now=state.now())


def move(shown: MeetingView, position: int, to: int) -> None:
    """Move an item to another place."""
    with _acting(shown) as act:
        item = agenda.find(act.meeting, position)
        agenda.order(act.session, item, user=act.user, position=to, now=state.now())


def remove(shown: MeetingView, position: int) -> None:
    """Take an item off the agenda."""
    with _acting(shown) as act:
        item = agenda.find(act.meeting, position)
        agenda.remove(act.session, item, user=act.user, now=state.now())


def hold(shown: MeetingView, attendance: Sequence[str]) -> None:
    """Record that it was held, and which roles attended."""
    with _acting(shown) as act:
        preparing.hold(
            act.session, act.meeting, user=act.user, attendance=attendance, now=state.now()
        )


def cancel(shown: MeetingView, reason: str) -> None:
    """Cancel a meeting."""
    with _acting(shown) as act:
        preparing.cancel(act.session, act.meeting, user=act.user, reason=reason, now=state.now())


def decide(shown: MeetingView, position: int, text: str, lead: str, due_on: date | None) -> None:
    """Record what was decided; with a day it becomes a task."""
    with _acting(shown) as act:
        item = agenda.find(act.meeting, position)
        deciding.decide(
            act.session, item, user=act.user, text=text, lead=lead, due_on=due_on, now=state.now()
        )


def paper(shown: MeetingView, position: int, recipient: str, run: Run) -> Paper:
    """The paper of an item as one recipient gets it; looking is logged."""
    with _session() as (session, user):
        item = agenda.find(preparing.find(session, shown.number), position)
        (made,) = build.papers(
            session, item, run, user=user, now=state.now(), recipients=[recipient]
        )
        return made


def annex(run: Run) -> Annex:
    """Figures of the last quarter that ended."""
    with _session() as (session, _):
        of = quarter.before(state.today())
        return quarter.annex(session, of, run)


def try_to(act: Callable[[], object]) -> None:
    """Do something and draw the page again; what is refused is told, and nothing changes."""
    try:
        act()
    except CaseworkError as error:
        refusal.show(error)
        return
    st.rerun()


@contextmanager
def _session() -> Iterator[tuple[Session, User]]:
    """A session of the signed-in user, who may prepare meetings."""
    refuse()
    with state.casework().writing() as session:
        now = state.now()
        yield session, users.sign_in(session, subject=state.reviewer(), role=state.role(), now=now)


@contextmanager
def _acting(shown: MeetingView) -> Iterator[Acting]:
    with _session() as (session, user):
        meeting = preparing.to_change(
            session, shown.number, user=user, now=state.now(), seen=shown.version
        )
        yield Acting(session, meeting, user)


def _log_once(session: Session, meeting: Meeting, user: User) -> None:
    """Log that a meeting was looked at, once while the page is open."""
    seen = f"meeting_seen_{meeting.id}"
    if not st.session_state.get(seen):
        st.session_state[seen] = True
        preparing.log(session, meeting, user=user, name="Overleg ingezien", now=state.now())
