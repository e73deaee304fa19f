"""The choice of the language of the pages."""

from collections.abc import Mapping

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

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
    _say_choices_anew()


def _say_choices_anew() -> None:
    """Let the fields of a page say what is chosen in the words of another language.

    A browser keeps the words that it shows, and would send those of before. Buttons, and fields
    for files, hold nothing that has words, and may not be set; a field that is empty here may have
    what somebody is typing in a form.
    """
    for key, chosen in st.session_state.items():
        is_empty = chosen is None or (isinstance(chosen, str) and not chosen)
        if not is_empty and not isinstance(chosen, bool | Mapping | UploadedFile):
            st.session_state[key] = chosen
