"""What was refused, and why: told at the place where it was asked."""

import streamlit as st

from ui import wording
from ui.components.literal import literal


def show(error: Exception, *, within: str | None = None) -> None:
    """Tell it sign by sign, in the language of who looks.

    Args:
        error: what was raised.
        within: what does not work because of it, in that language, with `{error}` where it says
            why; None lets the error speak as a sentence of its own.
    """
    if within is None:
        st.error(literal(wording.sentence_of(error)))
    else:
        st.error(literal(within.format(error=wording.told(error))))
