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
from ui.language import tr


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing that was done; `what` and `text` as somebody typed them."""

    at: datetime
    who: str
    what: str
    text: str


def draw(view: CaseView) -> None:
    """Draw the timeline, the newest first, and the whole case to save as text."""
    only = st.toggle(tr("Alleen stappen"), value=True, key="case_history_only")
    for entry in sorted(_entries(view, only=only), key=lambda one: one.at, reverse=True):
        with st.container(border=True):
            st.markdown(f"**{literal(entry.what)}** · {literal(entry.who)}")
            st.caption(wording.moment(entry.at))
            if entry.text:
                st.markdown(typed(entry.text))
    st.download_button(
        tr("Sla de zaak op als tekst"),
        lambda: case_text.to_text(view.file),
        f"zaak-{view.case.id}.txt",
        "text/plain",
        key="case_save",
        on_click=lambda: case_log.saved(view.case.id),
    )


def _entries(view: CaseView, *, only: bool) -> Iterator[_Entry]:
    for step in view.file.history:
        who = step.user.subject if step.user else tr("systeem")
        yield _Entry(
            step.moved_at, f"{who} ({role_word(step.role)})", _step(view, step), step.reason
        )
    if only:
        return
    for weighed in view.file.weighings:
        told = tr("bevestigend") if weighed.is_met else tr("niet bevestigend")
        what = tr("Weging {step}: {told}").format(step=weighed.step, told=told)
        yield _Entry(weighed.weighed_at, weighed.user.subject, what, weighed.reason)
    for check in view.file.checks:
        told = tr("toegestaan") if check.allows else tr("niet toegestaan")
        what = tr("Privacytoets {step}: {told}").format(step=check.step, told=told)
        yield _Entry(check.checked_at, check.user.subject, what, "")
    for note in view.file.notes:
        yield _Entry(note.written_at, note.user.subject, tr("Notitie"), note.text)
    for measure in view.file.measures:
        what = tr("Maatregel {instrument}").format(instrument=measure.instrument)
        yield _Entry(measure.recorded_at, measure.user.subject, what, measure.reason)
    for scan in view.file.scans:
        what = tr("Bekeken met strengere regels")
        yield _Entry(scan.scanned_at, scan.scanned_by.subject, what, "")


def _step(view: CaseView, step: Transition) -> str:
    states, outcomes = view.file.process.states, view.file.process.outcomes
    to = states[step.to_state].label
    if step.outcome is not None:
        to = f"{to}, {outcomes[step.outcome].label.lower()}"
    if step.from_state is None:
        return tr("Geopend in {state}").format(state=to)
    told = f"{states[step.from_state].label} → {to}"
    if step.checks.get("over_capacity"):
        return tr("{step} (boven de capaciteit)").format(step=told)
    return told
