"""The form under a pair: judge it or all that were ticked, decide as second person, or undo."""

from collections.abc import Callable, Sequence

import streamlit as st

from engine.casework.judgements import MAX_TEXT
from engine.casework.match_models import MatchKind, MatchVerdict
from engine.casework.matches import State
from engine.errors import DijkwachtError
from engine.exports.pairs.listing import Row
from engine.snapshot import Run
from ui import links_view, state, wording
from ui.components import refusal
from ui.components.literal import literal
from ui.language import tr, tr_many

_TOLD, _ROUND = "links_told", "links_round"
_VERDICTS = (MatchVerdict.SAME, MatchVerdict.DIFFERENT, MatchVerdict.UNSURE)


def tell() -> None:
    """Draw what the act before this drawing did."""
    with st.container():  # there also when empty, so that what follows stays where it was
        if told := st.session_state.pop(_TOLD, None):
            st.success(literal(told))


def draw(run: Run, found: Sequence[Row]) -> None:
    """Draw the form for these pairs: one, or all that were ticked."""
    changed = [row for row in found if links_view.has_changed(row)]
    if changed:
        _conflict(changed)
    if all(row.state is State.WAITING for row in found):
        _confirm(run, found)
    elif all(row.state in (State.SAME, State.DIFFERENT) for row in found):
        _undo(run, found)
    else:
        _judge(run, found)


def _conflict(changed: Sequence[Row]) -> None:
    with st.container(border=True):
        for row in changed:
            newest = row.judged.entries[-1]
            told = tr("Intussen beoordeeld door **{who}** ({moment}): {verdict}.").format(
                who=literal(newest.user.subject),
                moment=wording.moment(newest.judged_at),
                verdict=tr(newest.verdict.label),
            )
            st.warning(told, icon=":material/sync_problem:")
        if st.button(tr("Ik heb de nieuwe stand bekeken"), key="links_reload"):
            links_view.look_again()
            st.rerun()


def _judge(run: Run, found: Sequence[Row]) -> None:
    with st.form(_key("judge")):
        st.markdown(tr("**Uw oordeel over {these}**").format(these=_these(found)))
        verdict = st.radio(
            tr("Oordeel"), _VERDICTS, index=None, horizontal=True, key=_key("verdict"),
            format_func=lambda one: tr(one.label).capitalize(),
        )  # fmt: skip
        reason = _reason()
        if any(row.pair.kind is MatchKind.PERSON for row in found):
            st.caption(
                tr(
                    "Personen: *dezelfde* telt pas als een tweede persoon het ermee eens is. "
                    "Een verkeerde koppeling schrijft iemand toe wat een ander deed."
                )
            )
        pressed = st.form_submit_button(tr("Leg vast"), type="primary")
    if not pressed:
        return
    if verdict is None:
        st.error(tr("Kies een oordeel."))
        return
    told = tr("Vastgelegd: {verdict}, {these}. Werkt in de volgende run.").format(
        verdict=tr(verdict.label), these=_these(found)
    )
    _act(lambda: links_view.judge(run, found, verdict, reason=reason), told)


def _confirm(run: Run, found: Sequence[Row]) -> None:
    asked = {row.judged.waits.user.subject for row in found if row.judged.waits is not None}
    if state.reviewer() in asked:
        st.info(tr("Uw eigen oordeel wacht op een tweede persoon; u kunt het hier wel intrekken."))
        _undo(run, found)
        return
    with st.form(_key("confirm")):
        told = tr("**{who} vindt dat dit dezelfde persoon is. Bent u het eens?**")
        st.markdown(told.format(who=literal(", ".join(sorted(asked)))))
        reason = _reason()
        yes, no = st.columns(2)
        allow = yes.form_submit_button(tr("Eens: koppel"), width="stretch", type="primary")
        refuse = no.form_submit_button(tr("Niet eens"), width="stretch")
    if allow or refuse:
        told = tr("Vastgelegd: {said}, {these}.").format(
            said=tr("eens") if allow else tr("niet eens"), these=_these(found)
        )
        _act(lambda: links_view.confirm(found, allow=allow, reason=reason), told)


def _undo(run: Run, found: Sequence[Row]) -> None:
    with st.form(_key("undo")):
        st.markdown(tr("**Oordeel over {these} intrekken**").format(these=_these(found)))
        reason = _reason()
        pressed = st.form_submit_button(tr("Trek in"))
    if pressed:
        told = tr("Ingetrokken: {these}. De volgende run is alsof het er nooit was.").format(
            these=_these(found)
        )
        _act(lambda: links_view.judge(run, found, MatchVerdict.WITHDRAWN, reason=reason), told)


def _reason() -> str:
    return st.text_area(
        tr("Waarom"), max_chars=MAX_TEXT, height=80, key=_key("reason"),
        help=tr("In uw eigen woorden, zonder namen en zonder BSN."),
    )  # fmt: skip


def _act(do: Callable[[], None], told: str) -> None:
    """Do it; what was typed stays when it is refused."""
    try:
        do()
    except DijkwachtError as error:
        refusal.show(error)
        return
    st.session_state[_TOLD] = told
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    for key in [name for name in st.session_state if str(name).startswith("links_pick_")]:
        del st.session_state[key]
    st.rerun()


def _these(found: Sequence[Row]) -> str:
    return tr_many("dit paar", "{count} paren", len(found)).format(count=len(found))


def _key(field: str) -> str:
    """Key of a field; another one after the form was used, so that it comes back empty."""
    return f"links_{field}_{st.session_state.get(_ROUND, 0)}"
