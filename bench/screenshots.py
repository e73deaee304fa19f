"""Screenshots for the README: `python -m bench.screenshots ADDRESS [NAME ...]` of a running app."""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
FLAGS = ("--no-sandbox", "--enable-unsafe-swiftshader", "--disable-background-networking")
NETWORK = "netwerk?start=99000018&stappen=2"
"""A company of the demo that started where another had failed."""
PAGES = {
    "vandaag": "", "werklijst": "werklijst", "kaart": "kaart", "bronnen": "bronnen",
    "netwerk": NETWORK,
    "zaken": "zaken?zaak=5", "bibob": "bibob?dossier=8",
}  # fmt: skip
"""Path by name of the picture."""

_DRAWN_MS = 8000


def main(address: str, *wanted: str) -> None:
    """Write a picture of these pages, or of all, of the app at `address`, which shows the demo.

    `bibob` needs an app that is opened with DIJKWACHT_USER=demo.bibob DIJKWACHT_ROLE=bibob_officer.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        for name in wanted or [*PAGES, "regels"]:
            if name == "regels":
                _rules(page, address)
                continue
            page.goto(f"{address}/{PAGES[name]}")
            page.wait_for_timeout(_DRAWN_MS)
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


def _rules(page: Page, address: str) -> None:
    """The workbench with a threshold of one rule moved two steps down."""
    page.set_viewport_size({"width": 1400, "height": 1150})
    page.goto(f"{address}/regels?regel=GEN-01")
    page.get_by_role("tab", name="Een regel").click(timeout=60_000)
    slider = page.get_by_role("slider").first
    slider.wait_for(timeout=60_000)
    for _ in range(2):
        slider.press("ArrowLeft")
    page.wait_for_timeout(_DRAWN_MS)
    page.screenshot(path=IMAGES / "regels.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
