"""Screenshots for the README: `python -m bench.screenshots ADDRESS` of a running app."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
FLAGS = ("--no-sandbox", "--enable-unsafe-swiftshader", "--disable-background-networking")
_DRAWN_MS = 8000


def main(address: str) -> None:
    """Write werklijst.png, kaart.png and bronnen.png of the app at `address`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        for path, name in (("", "werklijst"), ("kaart", "kaart"), ("bronnen", "bronnen")):
            page.goto(f"{address}/{path}")
            page.wait_for_timeout(_DRAWN_MS)
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
