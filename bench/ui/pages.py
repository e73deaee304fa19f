"""Seconds until a page is drawn in Chromium, with 10,000 cases: `python -m bench.ui.pages`.

A first load stands beside that of an empty Streamlit page in the same run; going to a page by the
menu, and a search, stand beside their limit.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from bench import casework
from bench.ui.drawing import DRAWN, seconds_until_drawn
from engine.casework.database import open_casework
from engine.casework.models import Role
from engine.settings import load_settings
from tests.engine.conftest import make_run
from tests.ui.browser import free_port, opened_page, running_app, running_browser, wait_for

DELIVERY = Path(__file__).resolve().parents[2] / "sample_data" / "delivery"
LIMIT_ABOVE_EMPTY_S = 1.0
LIMIT_S = 1.0
_PAGES = (
    "Signalen",
    "Zaken",
    "Taken",
    "Overleg",
    "Stukken",
    "Instrumenten",
    "Verantwoording",
    "Werklijst",
    "Kaart",
)
_TIMES = 5


def main() -> None:
    """Print one line per page and act: median seconds, limit, share."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        root = Path(name)
        run = make_run(DELIVERY, root / "runs").run
        file = root / "casework.sqlite"
        opened = open_casework(f"sqlite:///{file}", settings=load_settings(), key=lambda: bytes(32))
        with opened.writing() as session:
            casework.fill(session, run=run.path.name)
        opened.close()
        browser = stack.enter_context(running_browser())
        empty = _first_load(stack.enter_context(_empty_app(root)), browser)
        print(f"{'empty page, first load':<34}{empty:6.2f} s")
        app = stack.enter_context(
            running_app(root / "runs", file, subject="u0", role=Role.RIEC_LIAISON)
        )
        page = stack.enter_context(opened_page(app, browser))
        page.wait_for_function(DRAWN)
        for title in _PAGES:
            seconds = median(_go(page, title) for _ in range(_TIMES))
            _tell(f"{title}, from the menu", seconds, LIMIT_S)
            above = _first_load(page.url, browser) - empty
            _tell(f"{title}, first load above empty", above, LIMIT_ABOVE_EMPTY_S)
        seconds = median(_open_location(page) for _ in range(_TIMES))
        _tell("Locatie, from the list", seconds, LIMIT_S)
        above = _first_load(page.url, browser) - empty
        _tell("Locatie, first load above empty", above, LIMIT_ABOVE_EMPTY_S)
        _go(page, "Zaken")
        seconds = median(_search(page) for _ in range(_TIMES))
        _tell("Zaken, search", seconds, LIMIT_S)


def _tell(name: str, seconds: float, limit: float) -> None:
    print(f"{name:<34}{seconds:6.2f} s  limit {limit:4.1f}  share {seconds / limit:5.2f}")


def _go(page: Page, title: str) -> float:
    """Go to a page by the menu, from another one."""
    away = "Werklijst" if title != "Werklijst" else "Bronnen"
    seconds_until_drawn(page, lambda: page.get_by_role("link", name=away, exact=True).click())
    return seconds_until_drawn(
        page, lambda: page.get_by_role("link", name=title, exact=True).click()
    )


def _open_location(page: Page) -> float:
    """Open the location of the list that is at hand."""
    _go(page, "Werklijst")
    return seconds_until_drawn(page, lambda: page.locator(".st-key-triage_judge button").click())


def _search(page: Page) -> float:
    """Search for words of a purpose that were not searched for just before."""
    box = page.get_by_test_id("stMain").get_by_role("textbox").first
    box.fill("melding 77" if box.input_value() != "melding 77" else "melding 78")
    return seconds_until_drawn(page, lambda: box.press("Enter"))


def _first_load(address: str, browser: Browser) -> float:
    """Median seconds of a new visit."""
    took = []
    for _ in range(_TIMES):
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        start = time.perf_counter()
        page.goto(address)
        page.wait_for_function(DRAWN)
        took.append(time.perf_counter() - start)
        page.close()
    return median(took)


@contextmanager
def _empty_app(root: Path) -> Iterator[str]:
    """Address of a Streamlit app that shows one word."""
    script, port = root / "empty.py", free_port()
    script.write_text('import streamlit as st\n\nst.write("leeg")\n', "utf-8")
    options = ["--server.address", "127.0.0.1", "--server.headless", "true"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        [*command, *options], cwd=root, env=os.environ, stdout=quiet, stderr=quiet
    ) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
