"""The head of a case: what it is, where it stands, who works on it, and where it is about."""

import streamlit as st

from connectors.dates import dutch_day
from engine.casework.case_models import Case
from engine.casework.process import lapsing
from engine.snapshot import Run
from engine.translatable import mark
from ui import case_acts, case_url, network_url, state, wording
from ui.case_view import At, CaseView
from ui.components import case_form
from ui.components.literal import literal, typed
from ui.language import tr
from ui.wording import day, word

_NOBODY, _SYSTEM = mark("niemand"), mark("systeem")


def title(view: CaseView) -> str:
    """Number, kind and state in one line."""
    case = view.case
    stands = "" if case.state is None else f" · {view.file.process.states[case.state].label}"
    named = tr("Zaak {number} · {kind}").format(number=case.id, kind=tr(case.kind.label))
    return f"{named}{stands}"


def draw(run: Run, view: CaseView) -> None:
    """Draw where the case stands, why it is there, and its locations."""
    case = view.case
    st.header(title(view))
    st.markdown(_line(view))
    if case.is_victim:
        st.warning(
            tr(
                "Hier is misschien iemand slachtoffer: eerst naar zorg en veiligheid, geen "
                "sluiting."
            ),
            icon=":material/health_and_safety:",
        )
    if case.merged_into_id is not None:
        into = case.merged_into_id
        st.info(tr("Deze zaak is opgegaan in zaak {number}.").format(number=into))
        if st.button(tr("Open zaak {number}").format(number=into), key="case_merged"):
            case_url.go(run, case_url.Shown(case=into))
    st.markdown(
        tr("**Waarom** ({origin}, {who}, {day})").format(
            origin=tr(case.origin.label),
            who=literal(case.opened_by.subject),
            day=wording.on(case.opened_at),
        )
    )
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
    who = literal(tr(_NOBODY) if now is None else now)
    st.markdown(tr("Trekker: **{who}**").format(who=who))
    if not view.at_once:
        return
    me = state.reviewer()
    may_take = now != me and me in view.colleagues
    if may_take and st.button(tr("Ik neem deze zaak"), key="case_take"):
        case_form.act(case, "owner", lambda act, held: case_acts.assign(act, held, me))
    with st.popover(tr("Iemand anders")), st.form(f"case_owner_{case.id}", border=False):
        chosen = st.selectbox(
            tr("Trekker wordt"),
            [_NOBODY, *view.colleagues],
            index=None,
            format_func=lambda one: tr(_NOBODY) if one == _NOBODY else one,
            placeholder=tr("Kies een collega"),
            key=case_form.key(case, "owner", "who"),
        )
        if st.form_submit_button(tr("Leg vast")) and chosen is not None:
            to = None if chosen == _NOBODY else chosen
            case_form.act(case, "owner", lambda act, held: case_acts.assign(act, held, to))


def _line(view: CaseView) -> str:
    case, process = view.case, view.file.process
    parts = []
    if case.state is not None:
        parts.append(process.states[case.state].about)
    if case.outcome is not None:
        ended = process.outcomes[case.outcome].label
        parts.append(tr("uitkomst **{outcome}**").format(outcome=ended))
    parts.append(tr("geopend {day}").format(day=wording.on(case.opened_at)))
    since = view.file.history[-1].moved_at if view.file.history else case.opened_at
    if view.at_once:
        span = wording.days((state.today() - dutch_day(since)).days)
        parts.append(tr("{days} in deze stap").format(days=span))
    if case.closed_at is not None:
        parts.append(tr("gesloten {day}").format(day=wording.on(case.closed_at)))
    lapse = lapsing.lapses_on(case, settings=state.casework().settings.worklist)
    if lapse is not None:
        parts.append(tr("vervalt op {day} als niemand ernaar kijkt").format(day=day(lapse)))
    if case.taken_on_at is not None:
        parts.append(tr("opgepakt {day}").format(day=wording.on(case.taken_on_at)))
    parts.append(tr("versie {version}").format(version=case.version))
    return " · ".join(parts)


def _gone(view: CaseView) -> None:
    if view.seal is None:
        st.info(tr("De inhoud van deze zaak is vernietigd: alleen stappen en data zijn er nog."))
        return
    st.info(
        tr(
            "Dit signaal is niet opgepakt en daarom verzegeld: alleen stappen en data zijn te "
            "zien. Op {day} wordt ook de verzegelde inhoud vernietigd."
        ).format(day=day(view.seal.destroy_on))
    )


def _place(run: Run, case: Case, at: At, number: int) -> None:
    name, here, network = st.columns([4, 1, 1], vertical_alignment="center")
    town = (
        f", {literal(at.spot.town)}" if at.spot.town and at.spot.town not in at.spot.label else ""
    )
    also = tr("(ook)")
    role = "" if number == 0 else f" {also}"
    name.markdown(f":material/location_on: **{literal(at.spot.label)}**{town}{role}")
    location_id = at.spot.location_id
    if location_id is None:
        name.caption(
            tr("Niet te openen in deze run: kies een andere peildatum of zoek de locatie.")
        )
        return
    if here.button(tr("Locatie"), key=f"case_location_{number}", width="stretch"):
        st.switch_page("ui/app_pages/location.py", query_params=state.link(run, location_id))
    if network.button(tr("Netwerk"), key=f"case_network_{number}", width="stretch"):
        held = {**network_url.link(run, location_id), "zaak": str(case.id)}
        st.switch_page("ui/app_pages/network.py", query_params=held)


def role_word(role: object) -> str:
    """A role in words; the system has none."""
    return word("user.role", role, unknown=_SYSTEM)
