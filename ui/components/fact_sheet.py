"""The neutral fact sheet: the same for every location, whatever the rules make of it."""

from collections.abc import Sequence

import streamlit as st

from engine.exports.dossier import Dossier, Place, counts
from engine.exports.dossier_text import building_line, business_line
from ui.wording import day, number, word

_SHOWN_AT_ONCE = 5


def headline(place: Place) -> str:
    """What the location is, in one line."""
    parts = [word("kind", place.kind), word("zone", place.zone)]
    proof = word("land_use_proof", place.land_use_proof)
    use = word("land_use", place.land_use)
    parts.append(f"gebruik {use}" + (f" (volgens {proof})" if place.land_use else ""))
    return ", ".join(parts)


def draw_counts(dossier: Dossier) -> None:
    """One line of counts."""
    st.markdown(" · ".join(f"{name} **{count}**" for name, count in counts(dossier).items()))


def draw(dossier: Dossier) -> None:
    """Place, uses, buildings, businesses and addresses."""
    sheet = dossier.sheet
    _list("Adressen", sheet.addresses)
    _list("Gebruiksdoelen (BAG)", sheet.use_purposes)
    _list("Panden", [building_line(building) for building in sheet.buildings])
    _list("Bedrijven", [business_line(business) for business in sheet.businesses])


def draw_sources(dossier: Dossier) -> None:
    """The deliveries behind this run, with their age."""
    st.dataframe(
        [
            {
                "bron": source.source,
                "register": ", ".join(word("register", name) for name in source.registers),
                "geleverd": day(source.delivered_on),
                "dagen oud": source.age_days,
                "privacytoets": source.privacy_check or "geen",
            }
            for source in dossier.sources
        ],
        hide_index=True,
    )


def _list(title: str, rows: Sequence[str]) -> None:
    st.markdown(f"**{title}**" + ("" if rows else ": niet bekend"))
    if rows:
        st.markdown("\n".join(f"- {row}" for row in rows[:_SHOWN_AT_ONCE]))
    if len(rows) > _SHOWN_AT_ONCE:
        with st.expander(f"nog {number(len(rows) - _SHOWN_AT_ONCE)}"):
            st.markdown("\n".join(f"- {row}" for row in rows[_SHOWN_AT_ONCE:]))
