"""Seconds of what people do on a page of the demo: `python -m bench.ui.interactions`.

An act is a key, a click or a choice; its time ends when the page is drawn again. The first time
of an act stands beside the median of the later ones, as only the first finds nothing kept.
"""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

from playwright.sync_api import Locator, Page

from bench import timing
from bench.demo import ADDRESSES
from bench.ui.drawing import DRAWN, seconds_until_drawn
from engine import snapshot
from engine.casework.models import Role
from tests.ui.browser import opened_page, running_app, running_browser

LIMIT_S = 0.5
_TIMES = 5
_UNFOLDED_MS = 1000
"""Until a list stands open; one that opens while the page scrolls closes again."""

Act = Callable[[Page, int], Callable[[], None]]
"""Given the page and how many times it was done before: makes it ready, and gives what is timed."""


def main() -> None:
    """Print one line per act: its first and median seconds, limit, share."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        timing.timed(root, "sample", "--out", "delivery", "--addresses", str(ADDRESSES))
        arguments = ["--sources", "delivery/sources.yaml", "--as-of", "2026-11-01"]
        timing.timed(root, "run", *arguments, "--out", "runs")
        app = running_app(root / "runs", root / "casework.sqlite", role=Role.RIEC_LIAISON)
        with app as address, running_browser() as browser, opened_page(address, browser) as page:
            for title, acts in PAGES.items():
                _go(page, title)
                _measure(page, title, acts)
            _network(page, address, root / "runs")
            _judge(page)
            _measure(page, "Locatie", LOCATION)


def _network(page: Page, address: str, runs: Path) -> None:
    """Look at the network around the first location of the list."""
    listed = snapshot.newest(runs).table("worklist").sort_by("position")
    start = listed["location_id"][0].as_py()
    page.goto(f"{address}/netwerk?start={start}&stappen=2")
    page.get_by_text("Gekozen knoop").wait_for()
    page.get_by_text("Filters", exact=True).click()
    _measure(page, "Netwerk", NETWORK)


def _measure(page: Page, title: str, acts: Mapping[str, Act]) -> None:
    page.wait_for_function(DRAWN)
    for told, act in acts.items():
        _tell(f"{title}, {told}", [_timed(page, act, at) for at in range(_TIMES)])


def _judge(page: Page) -> None:
    """Judge the location of the list that is at hand; its page then shows everything."""
    _go(page, "Werklijst")
    page.locator(".st-key-triage_judge button").click()
    page.get_by_text("Terecht: nader bekijken").first.click()
    page.locator("textarea").first.fill("Verzonnen: dit vraagt een bezoek.")
    button = page.get_by_role("button", name="Leg oordeel vast").first
    seconds = seconds_until_drawn(page, button.click)
    print(f"{'Locatie, judge it':<38}once {seconds:6.2f} s")
    page.get_by_text("Wat weten we niet").first.wait_for()


def _record(page: Page, _: int) -> Callable[[], None]:
    """Open a source record; the one before it is closed first."""
    dialog = page.get_by_role("dialog")
    if dialog.count():
        dialog.get_by_role("button", name="Close").click()
        dialog.wait_for(state="detached")
    button = page.locator("[class*='st-key-evidence_'] button").first
    button.scroll_into_view_if_needed()
    return button.click


def _timed(page: Page, act: Act, at: int) -> float:
    return seconds_until_drawn(page, act(page, at))


def _tell(name: str, seconds: list[float]) -> None:
    first, usual = seconds[0], median(seconds[1:])
    print(
        f"{name:<38}first {first:5.2f} s  then {usual:5.2f} s  limit {LIMIT_S:4.1f}"
        f"  share {usual / LIMIT_S:5.2f}"
    )


def _go(page: Page, title: str) -> None:
    page.get_by_role("link", name=title, exact=True).click()
    page.get_by_role("heading", name=title, exact=True).wait_for()
    page.wait_for_function(DRAWN)


def _main(page: Page) -> Locator:
    return page.get_by_test_id("stMain")


def _key(key: str) -> Act:
    return lambda page, _: lambda: page.keyboard.press(key)


def _one_of(*names: str) -> Act:
    """Click one of some choices after the other."""

    def ready(page: Page, at: int) -> Callable[[], None]:
        choice = _main(page).get_by_role("radio", name=names[at % len(names)], exact=True)
        return lambda: choice.click(force=True)

    return ready


def _next(label: str) -> Act:
    """Choose another one of a list, which was unfolded before."""

    def ready(page: Page, at: int) -> Callable[[], None]:
        box = _main(page).get_by_role("combobox", name=label).first
        choice = page.locator("[role='option']:not([aria-selected='true'])").nth(at % 2)
        box.scroll_into_view_if_needed()
        for _ in range(_TIMES):
            if choice.is_visible():
                break
            box.click()
            page.wait_for_timeout(_UNFOLDED_MS)
        return choice.click

    return ready


def _tab(*names: str) -> Act:
    def ready(page: Page, at: int) -> Callable[[], None]:
        return _main(page).get_by_role("tab", name=names[at % len(names)], exact=True).click

    return ready


def _button(label: str) -> Act:
    """Press the one of several such buttons that comes next."""

    def ready(page: Page, at: int) -> Callable[[], None]:
        return _main(page).get_by_role("button", name=label, exact=True).nth(at).click

    return ready


def _slide(label: str) -> Act:
    """Move the first slider that is labelled so, one step to and fro."""

    def ready(page: Page, at: int) -> Callable[[], None]:
        slider = _main(page).get_by_role("slider", name=label).first
        slider.scroll_into_view_if_needed()
        return lambda: slider.press("ArrowLeft" if at % 2 else "ArrowRight")

    return ready


NETWORK: Mapping[str, Act] = {
    "another node": _next("Gekozen knoop"),
    "a step more or less": _slide("Stappen"),
}
LOCATION: Mapping[str, Act] = {
    "another tab": _tab("Netwerk", "Lijkt op", "Eerder hier", "Bronnen"),
    "source record": _record,
}
PAGES: Mapping[str, Mapping[str, Act]] = {
    "Werklijst": {
        "next one by key": _key("j"),
        "what is to be judged": _one_of("nog te doen", "alle"),
        "another village": _next("Dorp"),
    },
    "Kaart": {
        "another colour": _one_of("dichtheid", "valt op", "aantal locaties"),
        "another theme": _next("Thema"),
        "another village": _next("Dorp"),
    },
    "Bronnen": {"another source": _next("Bekijk een bron")},
    "Verantwoording": {"another part": _one_of("Per regel", "Voor mensen", "Het jaar")},
    "Koppelingen": {"another pair": _button("Bekijk"), "another kind": _next("Soort")},
    "Regels": {
        "another pack": _next("Pakket"),
        "another part": _one_of("Een regel", "Voorstellen"),
        "what a value would do": _slide("punten"),
        "another rule": _next("Regel"),
    },
}


if __name__ == "__main__":
    main()
