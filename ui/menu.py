"""The pages of the app: in which group of the menu each stands, and to which roles it is offered.

A page that a role does not see in the menu refuses it too when it is opened by its address, and so
do the services behind it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.casework import users
from engine.casework.models import Role
from engine.translatable import mark
from ui import (
    accounting,
    acting,
    bibob_files,
    links_view,
    log_view,
    meetings_view,
    papers,
    state,
    victims,
)

FOLDER = Path("ui") / "app_pages"
_SIGNAL, _ACT = mark("Signaleren"), mark("Handelen")
_SET_UP, _CHECK = mark("Inrichten"), mark("Verantwoorden")


@dataclass(frozen=True, slots=True)
class MenuPage:
    """One page.

    Attributes:
        group: of the menu, in Dutch.
        name: its module in `ui/app_pages`.
        title: in the menu and above the page, in Dutch.
        url: its path.
        is_offered: whether the role of who looks has it.
    """

    group: str
    name: str
    title: str
    url: str
    is_offered: Callable[[], bool]

    @property
    def file(self) -> str:
        """Its script, from the folder of `app.py`."""
        return str(FOLDER / f"{self.name}.py")


def _of(roles: frozenset[Role]) -> Callable[[], bool]:
    return lambda: state.role() in roles


PAGES: Sequence[MenuPage] = (
    MenuPage(_SIGNAL, "today", mark("Vandaag"), "vandaag", _of(frozenset(Role))),
    MenuPage(_SIGNAL, "worklist", mark("Werklijst"), "werklijst", _of(users.MAY_JUDGE)),
    MenuPage(_SIGNAL, "location", mark("Locatie"), "locatie", _of(users.MAY_LOOK)),
    MenuPage(_SIGNAL, "map", mark("Kaart"), "kaart", _of(users.MAY_JUDGE)),
    MenuPage(_SIGNAL, "network", mark("Netwerk"), "netwerk", _of(users.MAY_SEE_NETWORK)),
    MenuPage(_SIGNAL, "care", mark("Zorg"), "zorg", victims.is_open),
    MenuPage(_ACT, "signals", mark("Signalen"), "signalen", acting.has_signals),
    MenuPage(_ACT, "cases", mark("Zaken"), "zaken", lambda: bool(acting.kinds())),
    MenuPage(_ACT, "bibob", mark("Bibob"), "bibob", bibob_files.is_open),
    MenuPage(_ACT, "tasks", mark("Taken"), "taken", acting.has_tasks),
    MenuPage(_ACT, "meetings", mark("Overleg"), "overleg", meetings_view.is_open),
    MenuPage(_ACT, "papers", mark("Stukken"), "stukken", papers.is_open),
    MenuPage(_SET_UP, "rules", mark("Regels"), "regels", _of(frozenset(Role))),
    MenuPage(_SET_UP, "sources", mark("Bronnen"), "bronnen", _of(users.MAY_SEE_SOURCES)),
    MenuPage(_SET_UP, "links", mark("Koppelingen"), "koppelingen", links_view.is_open),
    MenuPage(_SET_UP, "instruments", mark("Instrumenten"), "instrumenten", _of(frozenset(Role))),
    MenuPage(
        _CHECK, "accountability", mark("Verantwoording"), "verantwoording", accounting.is_open
    ),
    MenuPage(_CHECK, "processing_log", mark("Verwerkingslog"), "verwerkingslog", log_view.is_open),
)
"""In the order of the menu; the first one is where everybody begins, see `app.py`."""


def offered() -> Mapping[str, Sequence[MenuPage]]:
    """Pages of the role of who looks, by group; a group without one is not there."""
    found: dict[str, list[MenuPage]] = {}
    for page in PAGES:
        if page.is_offered():
            found.setdefault(page.group, []).append(page)
    return found


def at(url: str) -> MenuPage | None:
    """The page with this path; None when there is none."""
    return next((page for page in PAGES if page.url == url), None)
