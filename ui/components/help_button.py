"""The help button of every page: opens what the manual says of that page."""

import streamlit as st

from ui import manual
from ui.language import Language, chosen, tr


def draw(title: str) -> None:
    """Draw the button beside the title of a page that the manual knows.

    Args:
        title: of the page, in Dutch as the manual has it.
    """
    text = manual.of(title)
    if text is None:
        return

    @st.dialog(tr("Hulp bij {page}").format(page=tr(title)), width="medium")
    def show() -> None:
        if chosen() is not Language.DUTCH:
            st.caption(tr("Deze handleiding is in het Nederlands."))
        st.markdown(text)

    if st.button(tr("Hulp"), icon=":material/help:", type="tertiary", key="frame_help"):
        show()
