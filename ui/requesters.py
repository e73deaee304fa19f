"""Who asks what is processed about them: looked for by name, answered by pseudonym.

The name is kept nowhere in the app; who bears it stays in the session of who looked.
"""

from collections.abc import Sequence

import streamlit as st
from sqlalchemy.orm import Session

from engine.casework import name_search
from engine.casework.models import User
from engine.casework.name_search import Asker, Bearers
from engine.errors import CaseworkError, PaperError
from engine.exports.papers import access_person
from engine.exports.papers import texts as paper_texts
from engine.exports.papers.draft import Draft
from engine.exports.papers.produce import Build
from engine.exports.papers.texts import Texts
from engine.register.vault import Vault
from engine.settings import load_settings
from engine.snapshot import Run
from ui import state
from ui.language import tr


def search(run: Run, name: str, reason: str) -> None:
    """Look for who bears a name, and keep whom.

    Raises:
        DijkwachtError: it is not allowed, or there is no vault; whom was found before is forgotten.
    """
    st.session_state.pop(_slot(), None)
    of = paper_texts.load(load_settings().rules, access_person.CONTRACT).of
    asker = Asker(state.reviewer(), state.role(), reason)
    with _vault() as vault:
        st.session_state[_slot()] = name_search.search(
            state.casework(), vault, name, run=run, asker=asker, roles=frozenset(of.roles),
            now=state.now(),
        )  # fmt: skip


def found() -> Bearers | None:
    """Who bears the name that was looked for in this session; None when none was."""
    bearers: Bearers | None = st.session_state.get(_slot())
    return bearers


def build(run: Run, people: Sequence[str]) -> Build:
    """How the answer is read; without people it says that nobody bears the name looked for."""
    bearers = found()

    def read(session: Session, _user: User, texts: Texts) -> Draft:
        if not people:
            _require_nobody(bearers)
        with _vault() as vault:
            return access_person.draft(
                session, run, people=people, vault=vault, texts=texts, now=state.now(),
                mark=bearers.mark if bearers else None,
            )  # fmt: skip

    return read


def _require_nobody(bearers: Bearers | None) -> None:
    if bearers is None:
        raise PaperError(tr("zoek eerst de naam van de verzoeker, of geef het pseudoniem"))
    if bearers.people:
        raise PaperError(tr("kies welke pseudoniemen van de verzoeker zijn"))
    if bearers.others:
        raise PaperError(tr("de naam staat bij een bedrijf: antwoord over de locatie ervan"))


def _vault() -> Vault:
    vault = state.vault() if state.has_vault() else None
    if vault is None:
        raise CaseworkError(
            tr("deze app heeft geen kluis met namen; start haar met DIJKWACHT_VAULT")
        )
    return vault


def _slot() -> str:
    return f"requester_{state.reviewer()}"
