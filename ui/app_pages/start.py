"""Begin: the pages of a role that does not begin at the weekly list."""

import streamlit as st

from ui import menu

st.title("Dijkwacht")
for group, pages in menu.offered().items():
    st.subheader(group)
    for page in pages:
        st.page_link(page.file, label=page.title)
