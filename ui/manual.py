"""What the manual says of a page: the section of `docs/handleiding/paginas.md` with its title."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

MANUAL = Path(__file__).resolve().parent.parent / "docs" / "handleiding" / "paginas.md"
_SECTION = re.compile(r"^## (.+)\n((?:(?!## ).*\n?)*)", re.MULTILINE)


@cache
def sections() -> Mapping[str, str]:
    """Markdown under every heading of the second level, by heading, in the order of the manual."""
    return {
        title.strip(): text.strip() for title, text in _SECTION.findall(MANUAL.read_text("utf-8"))
    }


def of(title: str) -> str | None:
    """The section of the page with this title; None when the manual has none."""
    return sections().get(title)
