"""Where else a case belongs: other cases at its locations and links, and further locations."""

import streamlit as st

from engine.casework.process.models import CaseLink, LinkKind
from engine.snapshot import Run
from engine.translatable import mark
from ui import case_acts, case_joining, case_url, wording
from ui.case_view import CaseView
from ui.components import case_form, case_joins, location_search
from ui.components.literal import literal, typed
from ui.language import tr

_WORDS = {
    LinkKind.MERGED: (
        mark("Deze zaak is opgegaan in zaak {number} ({day})"),
        mark("Deze zaak nam op zaak {number} ({day})"),
    ),
    LinkKind.SPLIT: (
        mark("Deze zaak is gesplitst naar zaak {number} ({day})"),
        mark("Deze zaak komt voort uit zaak {number} ({day})"),
    ),
    LinkKind.EARLIER: (
        mark("Deze zaak kwam na zaak {number} ({day})"),
        mark("Deze zaak ging vooraf aan zaak {number} ({day})"),
    ),
    LinkKind.RELATED: (
        mark("Deze zaak hoort bij zaak {number} ({day})"),
        mark("Deze zaak hoort bij zaak {number} ({day})"),
    ),
}
"""From this case to the other one, and the other way round."""


def draw(run: Run, view: CaseView) -> None:
    """Draw links, other cases at the same place, and the form for a further location."""
    if not view.file.links and not view.nearby:
        st.info(tr("Geen andere zaken bij deze locaties, en geen verbanden."))
    for link in view.file.links:
        _link(run, view, link)
    if view.nearby:
        st.markdown(tr("**Andere zaken op deze locaties**"))
        for number, told in view.nearby:
            _go(run, number, literal(told), key=f"case_near_{number}")
    case_joins.draw(view)
    if view.at_once:
        _place(run, view)


def _link(run: Run, view: CaseView, link: CaseLink) -> None:
    is_first = link.case_id == view.case.id
    other = link.other_id if is_first else link.case_id
    words = tr(_WORDS[link.kind][0 if is_first else 1])
    told = words.format(number=other, day=wording.on(link.linked_at))
    _go(run, other, f"{told}  \n{typed(link.reason)}", key=f"case_link_{link.id}")
    if (
        link.kind is LinkKind.RELATED
        and view.at_once
        and st.button(tr("Ontkoppel"), key=f"case_unlink_{link.id}", type="tertiary")
    ):
        case_form.act(
            view.case,
            "unlink",
            lambda act, held: case_joining.unlink(act, held, other),
            decides=False,
        )


def _go(run: Run, number: int, told: str, *, key: str) -> None:
    name, act = st.columns([5, 1], vertical_alignment="center")
    name.markdown(told)
    if act.button(tr("Zaak {number}").format(number=number), key=key, width="stretch"):
        case_url.go(run, case_url.Shown(case=number))


def _place(run: Run, view: CaseView) -> None:
    case = view.case
    with st.expander(tr("Nog een locatie toevoegen")):
        chosen = location_search.choose(run, f"case_{case.id}_place")
        label = tr("Voeg de locatie toe")
        if st.button(label, disabled=chosen is None, key="case_place_add"):
            where = str(chosen)
            case_form.act(
                case,
                "place",
                lambda act, held: case_acts.add_place(act, held, run, where),
            )
