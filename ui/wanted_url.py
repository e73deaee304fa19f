"""What of a URL is remembered while somebody signs in: a page of the app and what it shows.

Nothing else than what our pages write there, and nothing that may be the id of a person: of the
network only what begins at a location.
"""

import re
from collections.abc import Mapping, Sequence

from engine.casework.columns import is_storable
from engine.casework.signing_in.wanted import Wanted
from ui import menu

_PLAIN = (
    "run", "location", "bron", "regel", "zaak", "deel", "staat", "dorp", "herkomst", "trekker",
    "soort", "klaar", "beeld", "blad", "nieuw", "dossier", "overleg", "stappen", "dag", "geldig",
    "sinds", "tot", "thema", "gebied", "kleur", "eerder", "kans", "paar", "jaar", "venster",
    "lagen", "vak", "met", "oordeel", "plek", "pakket", "stand", "volgorde", "genoeg",
)  # fmt: skip
_NODES = ("halte", "start", "van", "naar", "uit", "dicht", "knoop")
PARAMETERS = (*_PLAIN, *_NODES)
"""All that any page writes into its URL."""

_LOCATION = re.compile(r"L[0-9A-Za-z-]{1,60}")
_LONGEST, _MOST = 200, 25


def remembered(url: str, query: Mapping[str, Sequence[str]]) -> Wanted | None:
    """A page with what may be remembered of its query; None when it is no page of the app."""
    if menu.at(url) is None:
        return None
    kept = {
        name: tuple(value for value in query.get(name, ())[:_MOST] if _is_kept(name, value))
        for name in PARAMETERS
    }
    return Wanted(url, {name: values for name, values in kept.items() if values})


def _is_kept(name: str, value: str) -> bool:
    if not 0 < len(value) <= _LONGEST or not is_storable(value):
        return False
    return name in _PLAIN or _LOCATION.fullmatch(value) is not None
