"""The agenda of a meeting: time against what there is, items in order, adding and changing."""

import streamlit as st

from engine.casework.meetings.agenda import Details
from engine.casework.meetings.models import Confidentiality, MeetingState, Purpose
from engine.exports.meeting_view import Decided, ItemView, MeetingView
from engine.snapshot import Run
from ui import meetings_view
from ui.components.literal import literal
from ui.language import tr, tr_many
from ui.wording import day


def draw(shown: MeetingView, run: Run) -> None:
    """Draw the agenda; it can be changed while the meeting is in preparation."""
    _time(shown)
    if not shown.items:
        st.info(tr("De agenda is leeg. Kies hieronder een zaak, of zet er een eigen onderwerp op."))
    for item in shown.items:
        with st.container(border=True):
            _item(shown, item)
    if shown.state is MeetingState.PREPARED:
        _add_case(shown, run)
        _add_subject(shown)


def _time(shown: MeetingView) -> None:
    left = shown.minutes - shown.needed
    told = (
        tr("Agenda: **{needed} van {minutes} minuten**, nog {left} minuten.")
        if left >= 0
        else tr("Agenda: **{needed} van {minutes} minuten**, **{left} minuten te lang**.")
    )
    st.markdown(told.format(needed=shown.needed, minutes=shown.minutes, left=abs(left)))
    st.progress(min(shown.needed / shown.minutes, 1.0))


def _item(shown: MeetingView, item: ItemView) -> None:
    told = shown.told
    title, up, down, away = st.columns([6, 1.2, 1.2, 1.3], vertical_alignment="center")
    codes = f" · {', '.join(item.codes)}" if item.codes else ""
    named = f"Zaak {item.case}" in item.subject
    about = tr("zaak {number}").format(number=item.case)
    case = f" · {about}" if item.case and not named else ""
    minutes = tr_many("{count} minuten", "{count} minuten", item.minutes).format(count=item.minutes)
    title.markdown(
        f"**{item.position}. {literal(item.subject)}**{codes}{case}  \n"
        f"{minutes} · {told.purposes[item.purpose]} · "
        f"{told.confidentiality[item.confidentiality]} · {item.portfolio_holder}"
    )
    for text in item.requested:
        st.markdown(tr("- Gevraagd: {text}").format(text=literal(text)))
    for one in item.decisions:
        _decided(one)
    if shown.state is not MeetingState.PREPARED:
        return
    key, last = f"{shown.number}_{item.position}", len(shown.items)
    place = item.position
    if up.button(tr("Omhoog"), key=f"meeting_up_{key}", disabled=place == 1):
        meetings_view.try_to(lambda: meetings_view.move(shown, place, place - 1))
    if down.button(tr("Omlaag"), key=f"meeting_down_{key}", disabled=place == last):
        meetings_view.try_to(lambda: meetings_view.move(shown, place, place + 1))
    if away.button(tr("Haal weg"), key=f"meeting_remove_{key}"):
        meetings_view.try_to(lambda: meetings_view.remove(shown, place))
    with st.expander(tr("Schrijf bij dit punt")):
        _edit(shown, item, key)


def _decided(one: Decided) -> None:
    told = tr("- Besloten: {text} Trekker: {who}").format(text=literal(one.text), who=one.lead)
    if one.due_on:
        due = tr("uiterlijk {day}").format(day=day(one.due_on))
        told = f"{told}, {due}"
    if one.task:
        task = tr("(taak {number})").format(number=one.task)
        told = f"{told} {task}"
    st.markdown(told)


def _edit(shown: MeetingView, item: ItemView, key: str) -> None:
    told, texts = shown.told, dict(item.texts)
    with st.form(f"meeting_edit_{key}"):
        subject = st.text_input(tr("Onderwerp, zonder namen"), item.subject, key=f"subject_{key}")
        left, middle, right = st.columns(3)
        minutes = left.number_input(tr("Minuten"), 1, 480, item.minutes, 5, key=f"minutes_{key}")
        purpose = middle.selectbox(
            tr("Doel"), list(Purpose), list(Purpose).index(item.purpose),
            format_func=lambda one: told.purposes[one], key=f"purpose_{key}",
        )  # fmt: skip
        holder = right.selectbox(
            tr("Portefeuillehouder"), told.portfolio_holders,
            told.portfolio_holders.index(item.portfolio_holder), key=f"holder_{key}",
        )  # fmt: skip
        kept = st.selectbox(
            tr("Vertrouwelijkheid"), list(Confidentiality),
            list(Confidentiality).index(item.confidentiality),
            format_func=lambda one: told.confidentiality[one], key=f"kept_{key}",
        )  # fmt: skip
        asked = st.text_area(
            tr("Gevraagd besluit: één per regel, hoogstens {most}").format(
                most=told.most_requested
            ),
            "\n".join(item.requested), key=f"asked_{key}",
        )  # fmt: skip
        headings = {section.id: section.heading for section in told.sections}
        written = {
            section: st.text_area(
                headings[section], texts.get(section, ""), help=what.capitalize(), height=80,
                key=f"text_{section}_{key}",
            )
            for section, what in told.written.items()
        }  # fmt: skip
        if not st.form_submit_button(tr("Bewaar")):
            return
    details = Details(subject, int(minutes), purpose, asked.splitlines(), holder, kept, written)
    meetings_view.try_to(lambda: meetings_view.edit(shown, item.position, details))


def _add_case(shown: MeetingView, run: Run) -> None:
    found = {one.number: tr(one.text) for one in meetings_view.choices(shown, run)}
    states = ", ".join(shown.told.kinds[shown.kind].case_states)
    if not found:
        none = tr("Er zijn geen zaken meer voor deze agenda; daar horen: {states}.")
        st.caption(none.format(states=states))
        return
    pick, act = st.columns([6, 1], vertical_alignment="bottom")
    number = pick.selectbox(
        tr("Zaak voor de agenda"), list(found), format_func=found.__getitem__,
        help=tr(
            "Zaken in: {states}. Waar het over gaat staat er pas als de zaak is gekozen."
        ).format(states=states),
        key=f"meeting_case_{shown.number}",
    )  # fmt: skip
    if act.button(tr("Zet erbij"), key=f"meeting_add_{shown.number}"):
        meetings_view.try_to(lambda: meetings_view.add(shown, number, Details()))


def _add_subject(shown: MeetingView) -> None:
    with st.form(f"meeting_subject_{shown.number}", clear_on_submit=True):
        text, minutes, act = st.columns([5, 1, 1], vertical_alignment="bottom")
        subject = text.text_input(tr("Eigen onderwerp, zonder namen"))
        length = minutes.number_input(tr("Minuten"), 1, 480, shown.told.minutes, 5)
        if act.form_submit_button(tr("Zet erbij")):
            details = Details(subject, int(length))
            meetings_view.try_to(lambda: meetings_view.add(shown, None, details))
