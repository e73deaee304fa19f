"""Dijkwacht in the browser: navigation only; every page stands in `ui/app_pages/`."""

from pathlib import Path

import streamlit as st

from ui import meetings_view, victims

# A file of our own: a named icon would be fetched from a font host.
ICON = Path(__file__).parent / "ui" / "icon.svg"
st.set_page_config(page_title="Dijkwacht", page_icon=str(ICON), layout="wide")

CARE = [st.Page("ui/app_pages/care.py", title="Zorg", url_path="zorg")] if victims.is_open() else []
MEET = [st.Page("ui/app_pages/meetings.py", title="Overleg", url_path="overleg")]
ACTS = [*(MEET if meetings_view.is_open() else [])]
PAGES = {
    "Signaleren": [
        st.Page("ui/app_pages/worklist.py", title="Werklijst", url_path="werklijst", default=True),
        st.Page("ui/app_pages/location.py", title="Locatie", url_path="locatie"),
        st.Page("ui/app_pages/map.py", title="Kaart", url_path="kaart"),
        st.Page("ui/app_pages/network.py", title="Netwerk", url_path="netwerk"),
        *CARE,
    ],
    **({"Handelen": ACTS} if ACTS else {}),
    "Inrichten": [
        st.Page("ui/app_pages/rules.py", title="Regels", url_path="regels"),
        st.Page("ui/app_pages/sources.py", title="Bronnen", url_path="bronnen"),
    ],
}

st.navigation(PAGES).run()
