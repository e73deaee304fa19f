"""The head of a case: what it is, where it stands, who works on it, and where it is about."""

import streamlit as st

from connectors.dates import dutch_day
from engine.casework.case_models import Case
from engine.casework.process import lapsing
from engine.snapshot import Run
from ui import case_acts, case_url, network_url, state, wording
from ui.case_view import At, CaseView
from ui.components import case_form
from ui.components.literal import literal, typed
from ui.wording import day, word

_NOBODY = "niemand"


def title(view: CaseView) -> str:
    """Number, kind and state in one line."""
    case = view.case
    stands = "" if case.state is None else f" · {view.file.process.states[case.state].label}"
    return f"Zaak {case.id} · {case.kind.label}{stands}"


def draw(run: Run, view: CaseView) -> None:
    """Draw where the case stands, why it is there, and its locations."""
    case = view.case
    st.header(title(view))
    st.markdown(_line(view))
    if case.is_victim:
        st.warning(
            "Hier is misschien iemand slachtoffer: eerst naar zorg en veiligheid, geen sluiting.",
            icon=":material/health_and_safety:",
        )
    if case.merged_into_id is not None:
        st.info(f"Deze zaak is opgegaan in zaak {case.merged_into_id}.")
        if st.button(f"Open zaak {case.merged_into_id}", key="case_merged"):
            case_url.go(run, case_url.Shown(case=case.merged_into_id))
    st.markdown(f"**Waarom** ({case.origin.label}, {literal(case.opened_by.subject)}, "
                f"{wording.on(case.opened_at)})")  # fmt: skip
    if case.purpose:
        st.markdown(typed(case.purpose))
    else:
        _gone(view)
    for number, at in enumerate(view.at):
        _place(run, case, at, number)


def owner(view: CaseView) -> None:
    """Draw who works on the case, and a form to change that."""
    case = view.case
    now = case.owner.subject if case.owner else None
    st.markdown(f"Trekker: **{literal(now or _NOBODY)}**")
    if not view.at_once:
        return
    me = state.reviewer()
    if now != me and me in view.colleagues and st.button("Ik neem deze zaak", key="case_take"):
        case_form.act(case, "owner", lambda act, held: case_acts.assign(act, held, me))
    with st.popover("Iemand anders"), st.form(f"case_owner_{case.id}", border=False):
        chosen = st.selectbox(
            "Trekker wordt",
            [_NOBODY, *view.colleagues],
            index=None,
            placeholder="Kies een collega",
            key=case_form.key(case, "owner", "who"),
        )
        if st.form_submit_button("Leg vast") and chosen is not None:
            to = None if chosen == _NOBODY else chosen
            case_form.act(case, "owner", lambda act, held: case_acts.assign(act, held, to))


def _line(view: CaseView) -> str:
    case, process = view.case, view.file.process
    parts = []
    if case.state is not None:
        parts.append(process.states[case.state].about)
    if case.outcome is not None:
        parts.append(f"uitkomst **{process.outcomes[case.outcome].label}**")
    parts.append(f"geopend {wording.on(case.opened_at)}")
    since = view.file.history[-1].moved_at if view.file.history else case.opened_at
    if view.at_once:
        parts.append(f"{wording.days((state.today() - dutch_day(since)).days)} in deze stap")
    if case.closed_at is not None:
        parts.append(f"gesloten {wording.on(case.closed_at)}")
    lapse = lapsing.lapses_on(case, settings=state.casework().settings.worklist)
    if lapse is not None:
        parts.append(f"vervalt op {day(lapse)} als niemand ernaar kijkt")
    if case.taken_on_at is not None:
        parts.append(f"opgepakt {wording.on(case.taken_on_at)}")
    return " · ".join([*parts, f"versie {case.version}"])


def _gone(view: CaseView) -> None:
    if view.seal is None:
        st.info("De inhoud van deze zaak is vernietigd: alleen stappen en data zijn er nog.")
        return
    st.info(
        "Dit signaal is niet opgepakt en daarom verzegeld: alleen stappen en data zijn te zien. "
        f"Op {day(view.seal.destroy_on)} wordt ook de verzegelde inhoud vernietigd."
    )


def _place(run: Run, case: Case, at: At, number: int) -> None:
    name, here, network = st.columns([4, 1, 1], vertical_alignment="center")
    town = (
        f", {literal(at.spot.town)}" if at.spot.town and at.spot.town not in at.spot.label else ""
    )
    role = "" if number == 0 else " (ook)"
    name.markdown(f":material/location_on: **{literal(at.spot.label)}**{town}{role}")
    location_id = at.spot.location_id
    if location_id is None:
        name.caption("Niet te openen in deze run: kies een andere peildatum of zoek de locatie.")
        return
    if here.button("Locatie", key=f"case_location_{number}", width="stretch"):
        st.switch_page("ui/app_pages/location.py", query_params=state.link(run, location_id))
    if network.button("Netwerk", key=f"case_network_{number}", width="stretch"):
        held = {**network_url.link(run, location_id), "zaak": str(case.id)}
        st.switch_page("ui/app_pages/network.py", query_params=held)


def role_word(role: object) -> str:
    """A role in Dutch; the system has none."""
    return word("user.role", role, unknown="systeem")
