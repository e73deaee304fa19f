"""What the page of one case shows: its file, what may follow, and what belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.casework import cases, four_eyes, places, users
from engine.casework.case_models import Case
from engine.casework.models import Place, User
from engine.casework.process import board, measures, moving, needs, sealing
from engine.casework.process import case_places as case_places_of
from engine.casework.process.board import Filter
from engine.casework.process.definition import process_of
from engine.casework.process.models import Act, Approval, Seal
from engine.casework.process.moving import Option
from engine.exports import case_file
from engine.exports.case_file import CaseFile
from engine.snapshot import Run
from ui import acting, case_places, state
from ui.acting import Acting
from ui.case_places import Spot
from ui.language import tr

_SEEN = "case_logged"


@dataclass(frozen=True, slots=True)
class At:
    """A location of a case, and how the run shows it."""

    place: Place
    spot: Spot


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case, ready to draw.

    Attributes:
        at: its own location first, then further ones.
        options: steps that the reviewer may take, with what is missing.
        approvals: every question to a second person, oldest first.
        seal: of a signal that was not taken on; None while its texts are there.
        nearby: number and words of every other case at its locations that the role may see.
        colleagues: who could work on it, by subject.
        instruments: name by code.
        at_once: that the reviewer may work on it now: it is open.
    """

    file: CaseFile
    at: Sequence[At]
    options: Sequence[Option]
    approvals: Sequence[Approval]
    seal: Seal | None
    nearby: Sequence[tuple[int, str]]
    colleagues: Sequence[str]
    instruments: dict[str, str]
    at_once: bool

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.file.case


def read(run: Run, number: int) -> CaseView:
    """One case as the reviewer may see it; looking at it is logged once per visit.

    Raises:
        CaseworkError: there is no such case, or the role may not see it.
    """
    spots = case_places.book(run)
    with acting.signed_in() as act:
        case = cases.find(act.session, number)
        acting.may_see(act, case)
        _log_once(act, case)
        held = case_places_of.of_case(act.session, case)
        is_open = case.is_open
        has_steps = is_open and case.state is not None
        options = moving.options(act.session, case, user=act.user, now=act.now) if has_steps else []
        return CaseView(
            case_file.build(act.session, case),
            [At(place, spots.get(place.id) or _unknown(place)) for place in held],
            options,
            four_eyes.of_case(act.session, case),
            sealing.of_case(act.session, case),
            _nearby(act, case, held),
            _colleagues(act.session, case),
            dict(measures.instruments(act.session)),
            is_open,
        )


def may_ask(view: CaseView) -> bool:
    """True when a second person can be asked now to allow closing it with a measure."""
    rule = view.file.process.approvals[Act.CLOSE_WITH_MEASURE]
    can_close = any(option.outcome == "maatregel" for option in view.options)
    return view.at_once and can_close and state.role() in rule.asks


def may_decide(view: CaseView, approval: Approval) -> bool:
    """True when the reviewer is the second person that the question waits for."""
    rule = view.file.process.approvals[approval.act]
    own = approval.asked_by.subject == state.reviewer()
    is_open = approval.allowed is None and approval.expires_on >= state.today()
    return is_open and not own and state.role() in rule.allows


def subject_of_closing(case: Case) -> str:
    """What an approval for closing this case is about."""
    return needs.subject_of(case, needs.CLOSING)


def _log_once(act: Acting, case: Case) -> None:
    if st.session_state.get(_SEEN) == case.id:
        return
    st.session_state[_SEEN] = case.id
    cases.log(act.session, case, user=act.user, name="Zaak ingezien", now=act.now)


def _unknown(place: Place) -> Spot:
    return Spot(None, place.location_id, None)


def _nearby(act: Acting, case: Case, held: Sequence[Place]) -> list[tuple[int, str]]:
    """Other cases at the same locations, under any id that they had, open ones first."""
    bag_ids = {bag_id for place in held for bag_id in place.bag_ids}
    here = frozenset({*places.overlapping(act.session, bag_ids), *(place.id for place in held)})
    states = process_of(act.session).states
    found = []
    for ended in (False, True):
        wanted = Filter(place_ids=here, ended=ended)
        for row in board.rows(act.session, user=act.user, wanted=wanted):
            stands = states[row.state].label if row.state else tr(row.kind.label)
            if row.number != case.id:
                told = tr("Zaak {number}: {state}").format(number=row.number, state=stands)
                found.append((row.number, told))
    return found


def _colleagues(session: Session, case: Case) -> list[str]:
    roles = sorted(users.MAY_OPEN[case.kind])
    found = select(User.subject).where(User.is_active, User.role.in_(roles))
    return list(session.scalars(found.order_by(User.subject)))
