"""Long work of a page: how far it is, and a button that stops it before anything is kept."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from engine.progress import Progress
from ui.language import tr

Result = TypeVar("Result")


def do(work: Callable[[Progress], Result], *, told: str, key: str) -> Result:
    """Do work under a bar; who presses *Stop* gets the page as it was, without the work.

    Streamlit draws the page anew for a press, and ends what it was doing at the next thing drawn:
    here the bar. What the work began to write in one transaction is then not written.

    Args:
        work: is given a function that it tells how far it is.
        told: what is being done.
        key: of the button, unique on the page.

    Raises:
        Exception: what the work raises; the bar is gone then.
    """
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, told)
        st.button(tr("Stop"), icon=":material/stop_circle:", key=key)

    def tell(stage: str, done: int, total: int | None) -> None:
        del stage
        bar.progress(min(done / total, 1.0) if total else 0.0, told)

    try:
        return work(tell)
    finally:
        place.empty()
