"""The text for the Algoritmeregister as it would be published, and what is missing before that."""

import pandas as pd
import streamlit as st

from ui.accounting import Register
from ui.language import tr

_TEXT_PX = 560


def draw(found: Register) -> None:
    """Draw what is missing beside the text, with both files to save."""
    text, missing = st.columns([3, 2], gap="large")
    with missing:
        _missing(found)
    with text.container(height=_TEXT_PX, border=True):
        st.markdown(found.text.replace("\n## ", "\n### ").replace("# ", "## ", 1))


def _missing(found: Register) -> None:
    st.header(tr("Wat nog ontbreekt"), anchor=False)
    if found.missing:
        told = [(tr(field), tr(why)) for field, why in found.missing]
        rows = pd.DataFrame(told, columns=[tr("Veld"), tr("Wat er mist")])
        st.dataframe(rows, hide_index=True, width="stretch")
        st.caption(tr("Vul aan in `algorithm_register.yml` in de map met regels."))
    else:
        st.success(tr("Elk veld is ingevuld en nagekeken."))
    left, right = st.columns(2)
    left.download_button(
        tr("Sla op als JSON"), found.json, "algoritmeregister.json", "application/json",
        key="account_register_json", on_click="ignore",
    )  # fmt: skip
    right.download_button(
        tr("Sla op als tekst"), found.markdown, "algoritmeregister.md", "text/markdown",
        key="account_register_markdown", on_click="ignore",
    )  # fmt: skip
    st.caption(
        tr(
            "De tekst zegt niets over een locatie of persoon. Publiceren is een besluit: "
            "`dijkwacht export algorithm-register` legt vast wie het nam en waarom."
        )
    )
