"""The help button of every page: opens what the manual says of that page."""

import streamlit as st

from ui import manual


def draw(title: str) -> None:
    """Draw the button beside the title of a page that the manual knows."""
    text = manual.of(title)
    if text is None:
        return

    @st.dialog(f"Hulp bij {title}", width="medium")
    def show() -> None:
        st.markdown(text)

    if st.button("Hulp", icon=":material/help:", type="tertiary", key="frame_help"):
        show()
