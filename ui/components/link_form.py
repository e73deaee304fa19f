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
from ui.components.literal import literal

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
            st.warning(
                f"Intussen beoordeeld door **{literal(newest.user.subject)}** "
                f"({wording.moment(newest.judged_at)}): {newest.verdict.label}.",
                icon=":material/sync_problem:",
            )
        if st.button("Ik heb de nieuwe stand bekeken", key="links_reload"):
            links_view.look_again()
            st.rerun()


def _judge(run: Run, found: Sequence[Row]) -> None:
    with st.form(_key("judge")):
        st.markdown(f"**Uw oordeel over {_these(found)}**")
        verdict = st.radio(
            "Oordeel", _VERDICTS, index=None, horizontal=True, key=_key("verdict"),
            format_func=lambda one: one.label.capitalize(),
        )  # fmt: skip
        reason = _reason()
        if any(row.pair.kind is MatchKind.PERSON for row in found):
            st.caption(
                "Personen: *dezelfde* telt pas als een tweede persoon het ermee eens is. "
                "Een verkeerde koppeling schrijft iemand toe wat een ander deed."
            )
        pressed = st.form_submit_button("Leg vast", type="primary")
    if not pressed:
        return
    if verdict is None:
        st.error("Kies een oordeel.")
        return
    told = f"Vastgelegd: {verdict.label}, {_these(found)}. Werkt in de volgende run."
    _act(lambda: links_view.judge(run, found, verdict, reason=reason), told)


def _confirm(run: Run, found: Sequence[Row]) -> None:
    asked = {row.judged.waits.user.subject for row in found if row.judged.waits is not None}
    if state.reviewer() in asked:
        st.info("Uw eigen oordeel wacht op een tweede persoon; u kunt het hier wel intrekken.")
        _undo(run, found)
        return
    with st.form(_key("confirm")):
        st.markdown(
            f"**{literal(', '.join(sorted(asked)))} vindt dat dit dezelfde persoon is. "
            "Bent u het eens?**"
        )
        reason = _reason()
        yes, no = st.columns(2)
        allow = yes.form_submit_button("Eens: koppel", width="stretch", type="primary")
        refuse = no.form_submit_button("Niet eens", width="stretch")
    if allow or refuse:
        told = f"Vastgelegd: {'eens' if allow else 'niet eens'}, {_these(found)}."
        _act(lambda: links_view.confirm(found, allow=allow, reason=reason), told)


def _undo(run: Run, found: Sequence[Row]) -> None:
    with st.form(_key("undo")):
        st.markdown(f"**Oordeel over {_these(found)} intrekken**")
        reason = _reason()
        pressed = st.form_submit_button("Trek in")
    if pressed:
        told = f"Ingetrokken: {_these(found)}. De volgende run is alsof het er nooit was."
        _act(lambda: links_view.judge(run, found, MatchVerdict.WITHDRAWN, reason=reason), told)


def _reason() -> str:
    return st.text_area(
        "Waarom", max_chars=MAX_TEXT, height=80, key=_key("reason"),
        help="In uw eigen woorden, zonder namen en zonder BSN.",
    )  # fmt: skip


def _act(do: Callable[[], None], told: str) -> None:
    """Do it; what was typed stays when it is refused."""
    try:
        do()
    except DijkwachtError as error:
        text = wording.told(error)
        st.error(literal(f"{text[:1].upper()}{text[1:]}."))
        return
    st.session_state[_TOLD] = told
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    for key in [name for name in st.session_state if str(name).startswith("links_pick_")]:
        del st.session_state[key]
    st.rerun()


def _these(found: Sequence[Row]) -> str:
    return "dit paar" if len(found) == 1 else f"{len(found)} paren"


def _key(field: str) -> str:
    """Key of a field; another one after the form was used, so that it comes back empty."""
    return f"links_{field}_{st.session_state.get(_ROUND, 0)}"
