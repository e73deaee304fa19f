"""What every page needs beyond Streamlit's own looks, in its light and in its dark theme.

Streamlit says that every page is English, so that a screen reader would read Dutch as English. The
maps and drawings have colours that are chosen for a light sheet. Headings of a second level stand
on every page, so they are smaller than Streamlit's. A legend beside a map breaks its words before
it makes a narrow window scroll. Code in small print would be too pale. On the main colour Streamlit
writes white in either theme, which cannot be read in the dark one.
"""

import streamlit as st

from ui import language

_STYLE = """
[data-testid="stDeckGlJsonChart"], [data-testid="stGraphVizChart"] { background: #ffffff; }
[data-testid="stMain"] [data-testid^="stBaseButton-primary"] *,
[data-testid="stMultiSelectTagsContainer"] [data-tag] * { color: light-dark(#ffffff, #0d0d0d); }
[data-testid="stCaptionContainer"] code { color: inherit; }
[data-testid="stHtml"] { overflow-wrap: anywhere; }
[data-testid="stMain"] [data-testid="stMarkdownContainer"] h2,
[data-testid="stMain"] [data-testid="stHeading"] h2 { font-size: 1.75rem; }
[data-testid="stMain"] [data-testid="stMarkdownContainer"] h3,
[data-testid="stMain"] [data-testid="stHeading"] h3 { font-size: 1.4rem; }
"""


def put() -> None:
    """Put the language and the style into the page; nothing of it is seen as a part of its own."""
    st.html(f"<style>{_STYLE}</style>")
    script = f"document.documentElement.lang = '{language.chosen()}'"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
