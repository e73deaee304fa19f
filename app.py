"""Dijkwacht in the browser: sign-in and navigation only; pages stand in `ui/app_pages/`."""

from pathlib import Path

import streamlit as st

from ui import gate, menu, preferring
from ui.components import language_switch, page_style
from ui.language import tr

# A file of our own: a named icon would be fetched from a font host.
ICON = Path(__file__).parent / "ui" / "icon.svg"
FIRST = "vandaag"
st.set_page_config(page_title="Dijkwacht", page_icon=str(ICON), layout="wide")

is_open = gate.is_open()
if is_open:
    preferring.begin()
page_style.put()
offered = menu.offered() if is_open else {}
mine = {page.url for pages in offered.values() for page in pages}


def _page(one: menu.MenuPage) -> st.Page:
    """A page; one that is not offered can be opened by its address, and refuses."""
    return st.Page(
        one.file,
        title=tr(one.title),
        url_path=one.url,
        default=one.url == FIRST,
        visibility="visible" if one.url in mine else "hidden",
    )


by_url = {one.url: _page(one) for one in menu.PAGES}
groups = {tr(group): [by_url[one.url] for one in pages] for group, pages in offered.items()}
rest = [page for url, page in by_url.items() if url not in mine]
first = by_url[FIRST]
current = st.navigation(
    {"": rest, **groups}, position="sidebar" if is_open else "hidden", expanded=True
)

if is_open:
    gate.begin(first)
    gate.bring_back(by_url)
    with st.sidebar:
        gate.draw_reviewer()
        language_switch.draw()
    gate.watch()
    current.run()
else:
    with st.container(horizontal_alignment="right"):
        language_switch.draw()
    params = st.query_params
    gate.draw(current.url_path, {name: params.get_all(name) for name in params})
