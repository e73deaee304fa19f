"""The neutral fact sheet: the same for every location, whatever the rules make of it."""

from collections.abc import Sequence

import streamlit as st

from engine.exports.dossier import Dossier, Place, counts
from engine.exports.dossier_text import building_line, business_line
from ui.language import tr
from ui.wording import day, number, word

_SHOWN_AT_ONCE = 5


def headline(place: Place) -> str:
    """What the location is, in one line."""
    parts = [word("kind", place.kind), word("zone", place.zone)]
    use = word("land_use", place.land_use)
    if place.land_use:
        proof = word("land_use_proof", place.land_use_proof)
        parts.append(tr("gebruik {use} (volgens {proof})").format(use=use, proof=proof))
    else:
        parts.append(tr("gebruik {use}").format(use=use))
    return ", ".join(parts)


def draw_counts(dossier: Dossier) -> None:
    """One line of counts."""
    st.markdown(" · ".join(f"{tr(name)} **{count}**" for name, count in counts(dossier).items()))


def draw(dossier: Dossier) -> None:
    """Place, uses, buildings, businesses and addresses."""
    sheet = dossier.sheet
    _list(tr("Adressen"), sheet.addresses)
    _list(tr("Gebruiksdoelen (BAG)"), sheet.use_purposes)
    _list(tr("Panden"), [tr(building_line(building)) for building in sheet.buildings])
    _list(tr("Bedrijven"), [tr(business_line(business)) for business in sheet.businesses])


def draw_sources(dossier: Dossier) -> None:
    """The deliveries behind this run, with their age."""
    st.dataframe(
        [
            {
                tr("bron"): source.source,
                tr("register"): ", ".join(word("register", name) for name in source.registers),
                tr("geleverd"): day(source.delivered_on),
                tr("dagen oud"): source.age_days,
                tr("privacytoets"): source.privacy_check or tr("geen"),
            }
            for source in dossier.sources
        ],
        hide_index=True,
    )


def _list(title: str, rows: Sequence[str]) -> None:
    if not rows:
        st.markdown(tr("**{title}**: niet bekend").format(title=title))
    else:
        st.markdown(f"**{title}**")
        st.markdown("\n".join(f"- {row}" for row in rows[:_SHOWN_AT_ONCE]))
    if len(rows) > _SHOWN_AT_ONCE:
        with st.expander(tr("nog {count}").format(count=number(len(rows) - _SHOWN_AT_ONCE))):
            st.markdown("\n".join(f"- {row}" for row in rows[_SHOWN_AT_ONCE:]))
