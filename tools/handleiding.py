"""Writes the pictures of the manual, `docs/handleiding/beelden/`, by looking at the running app.

Run: `make manual`. The run is that of the committed invented municipality, and the clock stands
still, so that a picture changes when its page does.
"""

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from engine.casework.models import Role
from tests.engine.conftest import DELIVERY, make_run
from tests.ui.browser import running_browser
from tests.ui.hands import Hands
from tests.ui.settling import settle
from tests.ui.stage import Stage, listed, running_stage

TARGET = Path(__file__).resolve().parents[1] / "docs" / "handleiding" / "beelden"
_WIDTH, _HEIGHT = 1280, 800
_MAPS_MS = 3_000
"""Maps draw on after the page says that it is done."""

Doing = Callable[[Page], None]


def _nothing(page: Page) -> None:
    """The page as it opens."""


def _scrolled(text: str) -> Doing:
    """Bring a heading to the top."""

    def scroll(page: Page) -> None:
        page.get_by_role("heading", name=text).first.evaluate("one => one.scrollIntoView()")

    return scroll


def _tab(title: str) -> Doing:
    def open_tab(page: Page) -> None:
        Hands(page).tab(title)

    return open_tab


def _try_a_threshold(page: Page) -> None:
    slider = page.get_by_role("slider").first
    slider.press("ArrowLeft")
    settle(page)
    _scrolled("Wat als")(page)


def _check(page: Page) -> None:
    """Look for the hook of a licence."""
    box = page.get_by_label("Zaaknummer, vergunningnummer")
    box.fill("99000017")
    box.press("Enter")
    settle(page)
    _scrolled("Nieuwe toets")(page)


def _help(page: Page) -> None:
    page.get_by_role("button", name="Hulp").click()
    page.get_by_role("dialog").wait_for()


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: who looks, at which address, and what they do first."""

    role: Role
    path: str
    do: Doing = _nothing
    height: int = _HEIGHT


SHOTS: Mapping[str, Shot] = {
    "vandaag": Shot(Role.RIEC_LIAISON, "", height=560),
    "hulp": Shot(Role.RIEC_LIAISON, "werklijst", _help),
    "werklijst": Shot(Role.RIEC_LIAISON, "werklijst"),
    "oordeel": Shot(
        Role.RIEC_LIAISON, "locatie?location={unjudged}", _scrolled("Eerste oordeel"), 700
    ),
    "waarom": Shot(Role.RIEC_LIAISON, "locatie?location={judged}", _scrolled("Wat zien we")),
    "signalen": Shot(Role.RIEC_LIAISON, "signalen", height=1000),
    "zaak": Shot(Role.RIEC_LIAISON, "zaken?zaak=6"),
    "kaart": Shot(Role.RIEC_LIAISON, "kaart", height=1000),
    "netwerk": Shot(Role.RIEC_LIAISON, "netwerk?start={judged}&stappen=2", height=1000),
    "koppelingen": Shot(Role.RIEC_LIAISON, "koppelingen"),
    "bibob": Shot(Role.BIBOB_OFFICER, "bibob", height=1000),
    "dossier": Shot(Role.BIBOB_OFFICER, "bibob?dossier=8", height=900),
    "relaties": Shot(
        Role.BIBOB_OFFICER, "bibob?dossier=8", _tab("Personen en relaties"), height=1100
    ),
    "overleg": Shot(Role.DRIEHOEK_ADVISER, "overleg", height=900),
    "stuk": Shot(Role.DRIEHOEK_ADVISER, "overleg", _tab("Stuk per ontvanger"), height=1000),
    "regels": Shot(Role.ANALYST, "regels"),
    "wat-als": Shot(Role.ANALYST, "regels?regel=GEN-01", _try_a_threshold, 900),
    "verantwoording": Shot(Role.DRIEHOEK_ADVISER, "verantwoording", height=900),
    "toets": Shot(Role.BIBOB_OFFICER, "bibob", _check, 1000),
    "zorg": Shot(Role.CARE_ADVISER, "zorg"),
    "stukken": Shot(Role.PRIVACY_OFFICER, "stukken", height=900),
    "verwerkingslog": Shot(Role.PRIVACY_OFFICER, "verwerkingslog", height=700),
    "bronnen": Shot(Role.ADMINISTRATOR, "bronnen", height=900),
    "instrumenten": Shot(Role.ADMINISTRATOR, "instrumenten"),
}
"""By name of the picture."""


def main(names: Sequence[str]) -> None:
    """Write these pictures, or all; those that are no shot any more go."""
    wanted = {name: SHOTS[name] for name in names or SHOTS}
    TARGET.mkdir(parents=True, exist_ok=True)
    for file in TARGET.glob("*.png"):
        if file.stem not in SHOTS:
            file.unlink()
    with tempfile.TemporaryDirectory() as scratch, running_browser() as browser:
        runs, world = Path(scratch) / "runs", Path(scratch) / "world"
        world.mkdir()
        make_run(DELIVERY, runs)
        with running_stage(runs, world, browser) as stage:
            for role in Role:
                mine = {name: shot for name, shot in wanted.items() if shot.role is role}
                if mine:
                    _take(stage, role, mine)


def _take(stage: Stage, role: Role, shots: Mapping[str, Shot]) -> None:
    judged, unjudged = listed(stage.run)[:2]
    with stage.enters(role) as page:
        for name, shot in shots.items():
            page.set_viewport_size({"width": _WIDTH, "height": shot.height})
            path = shot.path.format(judged=judged, unjudged=unjudged)
            page.goto(f"{stage.app}/{path}")
            settle(page)
            shot.do(page)
            settle(page)
            page.wait_for_timeout(_MAPS_MS)
            page.screenshot(path=TARGET / f"{name}.png")
            print(TARGET / f"{name}.png", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
