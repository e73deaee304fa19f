"""Everything that was done in a case, as a timeline: when, who in which role, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from engine.casework.process.models import Transition
from engine.exports import case_text
from ui import case_log, wording
from ui.case_view import CaseView
from ui.components.case_head import role_word
from ui.components.literal import literal, typed


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing that was done; `what` and `text` as somebody typed them."""

    at: datetime
    who: str
    what: str
    text: str


def draw(view: CaseView) -> None:
    """Draw the timeline, the newest first, and the whole case to save as text."""
    only = st.toggle("Alleen stappen", value=True, key="case_history_only")
    for entry in sorted(_entries(view, only=only), key=lambda one: one.at, reverse=True):
        with st.container(border=True):
            st.markdown(f"**{literal(entry.what)}** · {literal(entry.who)}")
            st.caption(wording.moment(entry.at))
            if entry.text:
                st.markdown(typed(entry.text))
    st.download_button(
        "Sla de zaak op als tekst",
        lambda: case_text.to_text(view.file),
        f"zaak-{view.case.id}.txt",
        "text/plain",
        key="case_save",
        on_click=lambda: case_log.saved(view.case.id),
    )


def _entries(view: CaseView, *, only: bool) -> Iterator[_Entry]:
    for step in view.file.history:
        who = step.user.subject if step.user else "systeem"
        yield _Entry(
            step.moved_at, f"{who} ({role_word(step.role)})", _step(view, step), step.reason
        )
    if only:
        return
    for weighed in view.file.weighings:
        told = "bevestigend" if weighed.is_met else "niet bevestigend"
        yield _Entry(
            weighed.weighed_at, weighed.user.subject, f"Weging {weighed.step}: {told}",
            weighed.reason,
        )  # fmt: skip
    for check in view.file.checks:
        told = "toegestaan" if check.allows else "niet toegestaan"
        what = f"Privacytoets {check.step}: {told}"
        yield _Entry(check.checked_at, check.user.subject, what, "")
    for note in view.file.notes:
        yield _Entry(note.written_at, note.user.subject, "Notitie", note.text)
    for measure in view.file.measures:
        what = f"Maatregel {measure.instrument}"
        yield _Entry(measure.recorded_at, measure.user.subject, what, measure.reason)
    for scan in view.file.scans:
        yield _Entry(scan.scanned_at, scan.scanned_by.subject, "Bekeken met strengere regels", "")


def _step(view: CaseView, step: Transition) -> str:
    states, outcomes = view.file.process.states, view.file.process.outcomes
    to = states[step.to_state].label
    if step.outcome is not None:
        to = f"{to}, {outcomes[step.outcome].label.lower()}"
    over = " (boven de capaciteit)" if step.checks.get("over_capacity") else ""
    if step.from_state is None:
        return f"Geopend in {to}"
    return f"{states[step.from_state].label} → {to}{over}"
