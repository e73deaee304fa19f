"""The choice of the language of the pages."""

import streamlit as st

from ui import language, preferring
from ui.language import NAMES, Language, tr

_KEY = "frame_language"
_LABEL = "Taal · Language"


def draw() -> None:
    """Draw the choice; it is kept for who is signed in."""
    st.session_state.setdefault(_KEY, language.chosen())
    st.segmented_control(
        _LABEL,
        list(Language),
        format_func=NAMES.__getitem__,
        key=_KEY,
        required=True,
        on_change=_choose,
    )
    if language.chosen() is Language.ENGLISH:
        st.caption(tr("Registers, regelpakketten, wetten en stukken zijn in het Nederlands."))


def _choose() -> None:
    preferring.keep(st.session_state[_KEY])
