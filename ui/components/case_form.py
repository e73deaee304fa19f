"""What the forms of a case share: the version that was seen, keys, what is told, and conflicts.

What somebody typed stays when an act is refused; it is cleared once the act is done. The version
seen is that of the moment at which the case came on the screen, so that a change by somebody else
is noticed, not overwritten.
"""

from collections.abc import Callable

import streamlit as st

from engine.casework.case_models import Case
from engine.errors import DijkwachtError
from ui import acting, state, wording
from ui.acting import Acting
from ui.components import refusal
from ui.components.literal import literal
from ui.language import tr

LONGEST = 4000
"""Signs of one text, as `judgements.check_text` has it."""

_TOLD, _CASE, _SEEN = "case_told", "case_shown", "case_seen"

Do = Callable[[Acting, Case], str]
Key = Callable[[str], str]
"""Key of the session for a field of a form."""


def begin(case: Case) -> None:
    """Note which version of the case comes on the screen, and tell what was done or changed."""
    if st.session_state.get(_CASE) != case.id:
        st.session_state[_CASE], st.session_state[_SEEN] = case.id, case.version
    with st.container():  # there also when empty, so that what follows stays where it was
        if told := st.session_state.pop(_TOLD, None):
            st.success(literal(told))
        if st.session_state[_SEEN] != case.version:
            _conflict(case)


def key(case: Case, form: str, field: str) -> str:
    """Key of a field; another one after the form was used, so that it comes back empty."""
    return f"case_{case.id}_{form}_{field}_{st.session_state.get(_round(case, form), 0)}"


def act(case: Case, form: str, do: Do, *, decides: bool = True) -> None:
    """Do one act; on success the page is drawn anew, else the error is told and nothing is lost.

    Args:
        case: as it is on the screen.
        form: whose fields are cleared afterwards.
        do: the act; gives what is told.
        decides: refused when somebody changed the case since it came on the screen.
    """
    seen: int = st.session_state[_SEEN]
    try:
        with acting.changing(case.id, seen=seen if decides else None) as (who, held):
            before = held.version
            told = do(who, held)
        if before == seen:
            st.session_state[_SEEN] = held.version
    except DijkwachtError as error:
        refusal.show(error)
        return
    st.session_state[_TOLD] = told
    st.session_state[_round(case, form)] = st.session_state.get(_round(case, form), 0) + 1
    st.rerun()


def forget() -> None:
    """Take the case as it is then for what was seen, the next time that it is drawn."""
    st.session_state.pop(_CASE, None)


def tell(text: str) -> None:
    """Tell something the next time that a case is drawn."""
    st.session_state[_TOLD] = text


def _conflict(case: Case) -> None:
    by = case.changed_by.subject if case.changed_by else tr("het systeem")
    who = tr("uzelf, in een ander venster") if by == state.reviewer() else literal(by)
    with st.container(border=True):
        st.warning(
            tr(
                "Deze zaak is intussen gewijzigd door **{who}** ({when}). Wat u typte blijft "
                "staan; besluiten kan pas als u de nieuwe stand hebt bekeken."
            ).format(who=who, when=wording.moment(case.last_activity_at)),
            icon=":material/sync_problem:",
        )
        if st.button(tr("Ik heb de nieuwe stand bekeken"), key="case_reload"):
            st.session_state[_SEEN] = case.version
            st.rerun()


def _round(case: Case, form: str) -> str:
    return f"case_round_{case.id}_{form}"
