"""What of a URL cannot be used, above what is shown instead."""

from collections.abc import Iterable

import streamlit as st

from ui.components.literal import literal
from ui.language import tr


def tell(problems: Iterable[str]) -> None:
    """Draw one warning per problem."""
    for problem in problems:
        told = tr("In de link klopt iets niet: {problem}.")
        st.warning(literal(told.format(problem=problem)))
