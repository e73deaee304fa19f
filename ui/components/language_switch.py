"""The choice of the language of the pages; it is kept for who is signed in.

Where casework cannot be asked, pages say so themselves: the choice holds for this visit.
"""

from contextlib import suppress

import streamlit as st

from engine.casework import preferences
from engine.errors import DijkwachtError
from ui import acting, language
from ui.language import NAMES, Language

_KEY = "frame_language"
_LABEL = "Taal · Language"


def begin() -> None:
    """Take the language that who looks chose before, at the first look of this visit."""
    if language.is_chosen():
        return
    kept: str | None = None
    with suppress(DijkwachtError), acting.looking() as me:
        kept = preferences.language(me.session, user=me.user)
    language.choose(Language.DUTCH if kept is None else Language(kept))


def draw() -> None:
    """Draw the choice."""
    st.session_state.setdefault(_KEY, language.chosen())
    st.segmented_control(
        _LABEL,
        list(Language),
        format_func=NAMES.__getitem__,
        key=_KEY,
        required=True,
        on_change=_choose,
    )


def _choose() -> None:
    chosen = st.session_state[_KEY]
    language.choose(chosen)
    with suppress(DijkwachtError), acting.signed_in() as me:
        preferences.choose_language(me.session, user=me.user, language=chosen)
