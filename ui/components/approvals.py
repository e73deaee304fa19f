"""Questions of four eyes: what is asked, by whom, and the form in which a second person decides."""

import streamlit as st

from engine.casework import four_eyes
from engine.casework.process.models import Approval
from engine.errors import DijkwachtError
from ui import case_acts, wording
from ui.components import case_form, refusal
from ui.components.literal import literal, typed
from ui.language import tr
from ui.wording import day


def waiting(one: Approval, *, label: str | None) -> None:
    """Draw a question of the reviewer that waits for somebody else."""
    with st.container(border=True):
        _what(one, label)
        told = tr("Wacht op een tweede persoon, tot en met {day}")
        st.caption(told.format(day=day(one.expires_on)))


def draw(one: Approval, *, label: str | None) -> None:
    """Draw a question that waits, and its form; `label` is the address of its case."""
    with st.container(border=True):
        _what(one, label)
        asked = tr("Gevraagd door {who} op {day}; te beslissen tot en met {until}").format(
            who=literal(one.asked_by.subject), day=wording.on(one.asked_at),
            until=day(one.expires_on),
        )  # fmt: skip
        st.caption(asked)
        st.markdown(typed(one.reason))
        form(one)


def form(one: Approval) -> None:
    """Draw the form to allow or to refuse; what was typed stays when it is refused."""
    with st.form(f"approval_{one.id}", border=False):
        reason = st.text_area(
            tr("Waarom wel of niet"), max_chars=case_form.LONGEST, key=f"approval_reason_{one.id}"
        )
        yes, no = st.columns(2)
        allow = yes.form_submit_button(tr("Keur goed"), width="stretch")
        refuse = no.form_submit_button(tr("Weiger"), width="stretch")
    if not allow and not refuse:
        return
    try:
        told = case_acts.decide(one.id, allow=allow, reason=reason)
    except DijkwachtError as error:
        refusal.show(error)
        return
    case_form.tell(told)
    st.rerun()


def _what(one: Approval, label: str | None) -> None:
    at = tr(" · zaak {number}").format(number=one.case_id) if one.case_id else ""
    where = f" · {literal(label)}" if label else ""
    st.markdown(f"**{tr(four_eyes.label(one.act)).capitalize()}**{at}{where}")
