"""What a case opens of names on the pages Netwerk and Locatie: asked, allowed, then shown.

Names that were read stay in the browser session of who read them, in this case only; they are in
no URL and in no file.
"""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from engine.casework import cases, four_eyes, names, users
from engine.casework.names import Reach
from engine.casework.process.models import Act
from engine.errors import CaseworkError
from engine.exports.network.access import Access
from engine.snapshot import Run
from ui import network_view, state
from ui.language import tr


@dataclass(frozen=True, slots=True)
class Within:
    """A case whose people the reviewer may see here, see `network_view.may_see_people`."""

    run: Run
    case: int
    location_id: str
    access: Access

    @property
    def reach(self) -> Reach:
        """Whose names may be asked for."""
        return network_view.reach(self.run, self.location_id, self.access)


def within(run: Run, case: str | None, location_id: str | None, seen: Access) -> Within | None:
    """The case, when it opens people around this location for this reviewer; else None."""
    if not seen.people or case is None or location_id is None:
        return None
    return Within(run, int(case), location_id, seen)


def shown(of: Within, whose: str) -> list[str] | None:
    """Names that were opened in this session, empty: the vault has none; None: not opened."""
    found: list[str] | None = st.session_state.get(_slot(of, whose))
    return found


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked about names: whether a second person allowed it, and until when it stands."""

    is_allowed: bool
    expires_on: date


def question(of: Within, whose: str) -> Question | None:
    """The question or approval that stands for these names; None when nobody asked."""
    with state.casework().reading() as session:
        case = cases.find(session, of.case)
        found = four_eyes.standing(
            session, Act.OPEN_NAME, case=case, subject=whose, now=state.now()
        )
        return None if found is None else Question(found.allowed is True, found.expires_on)


def ask(of: Within, whose: str, reason: str) -> None:
    """Ask a second person.

    Raises:
        CaseworkError: it is not allowed, or there is no reason.
    """
    now = state.now()
    with state.casework().writing() as session:
        user = users.sign_in(session, subject=state.reviewer(), role=state.role(), now=now)
        case = cases.to_change(session, of.case, user=user, now=now)
        names.ask(session, case, reach=of.reach, key=whose, user=user, reason=reason, now=now)


def open_(of: Within, whose: str) -> None:
    """Read the names from the vault, once; they are kept in this session.

    Raises:
        CaseworkError: it is not allowed, or this app has no vault.
        RunError: they were destroyed, or are damaged.
    """
    vault = state.vault()
    if vault is None:
        raise CaseworkError(
            tr("deze app heeft geen kluis met namen; start haar met DIJKWACHT_VAULT")
        )
    with vault:
        found = names.show(
            state.casework(), of.case, reach=of.reach, key=whose, vault=vault,
            subject=state.reviewer(), role=state.role(), now=state.now(),
        )  # fmt: skip
    told = [f"{one.name} ({one.role}, {one.source})" for one in found]
    st.session_state[_slot(of, whose)] = told


def _slot(of: Within, whose: str) -> str:
    return f"names_{of.case}_{state.reviewer()}_{whose}"
