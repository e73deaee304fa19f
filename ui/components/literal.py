"""Names from registers in markdown: shown as they stand, never as a link, formula or heading."""

import re

_ACTS = re.compile(r"[\\`*_\[\]<>$~|#]|:(?=//)|(?<=www)\.", re.IGNORECASE)


def literal(text: str) -> str:
    """A text that markdown shows sign by sign."""
    return _ACTS.sub(lambda found: f"\\{found[0]}", text)
