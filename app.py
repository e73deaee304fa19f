"""Dijkwacht in the browser: navigation only; every page stands in `ui/app_pages/`."""

from pathlib import Path

import streamlit as st

from ui import acting, bibob_files, links_view, log_view, meetings_view, papers, victims

# A file of our own: a named icon would be fetched from a font host.
ICON = Path(__file__).parent / "ui" / "icon.svg"
st.set_page_config(page_title="Dijkwacht", page_icon=str(ICON), layout="wide")

CARE = [st.Page("ui/app_pages/care.py", title="Zorg", url_path="zorg")] if victims.is_open() else []
WORK = [
    *([st.Page("ui/app_pages/signals.py", title="Signalen", url_path="signalen")]
      if acting.has_signals() else []),
    *([st.Page("ui/app_pages/cases.py", title="Zaken", url_path="zaken")]
      if acting.kinds() else []),
    *([st.Page("ui/app_pages/bibob.py", title="Bibob", url_path="bibob")]
      if bibob_files.is_open() else []),
    *([st.Page("ui/app_pages/tasks.py", title="Taken", url_path="taken")]
      if acting.has_tasks() else []),
    *([st.Page("ui/app_pages/meetings.py", title="Overleg", url_path="overleg")]
      if meetings_view.is_open() else []),
    *([st.Page("ui/app_pages/papers.py", title="Stukken", url_path="stukken")]
      if papers.is_open() else []),
]  # fmt: skip
CHECK = (
    [st.Page("ui/app_pages/processing_log.py", title="Verwerkingslog", url_path="verwerkingslog")]
    if log_view.is_open()
    else []
)
PAGES = {
    "Signaleren": [
        st.Page("ui/app_pages/today.py", title="Vandaag", url_path="vandaag", default=True),
        st.Page("ui/app_pages/worklist.py", title="Werklijst", url_path="werklijst"),
        st.Page("ui/app_pages/location.py", title="Locatie", url_path="locatie"),
        st.Page("ui/app_pages/map.py", title="Kaart", url_path="kaart"),
        st.Page("ui/app_pages/network.py", title="Netwerk", url_path="netwerk"),
        *CARE,
    ],
    **({"Handelen": WORK} if WORK else {}),
    "Inrichten": [
        st.Page("ui/app_pages/rules.py", title="Regels", url_path="regels"),
        st.Page("ui/app_pages/sources.py", title="Bronnen", url_path="bronnen"),
        *(
            [st.Page("ui/app_pages/links.py", title="Koppelingen", url_path="koppelingen")]
            if links_view.is_open()
            else []
        ),
        st.Page("ui/app_pages/instruments.py", title="Instrumenten", url_path="instrumenten"),
    ],
    **({"Verantwoorden": CHECK} if CHECK else {}),
}

st.navigation(PAGES, expanded=True).run()
