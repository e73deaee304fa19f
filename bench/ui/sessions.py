"""Ten people at once: errors, seconds and memory of the app, `python -m bench.ui.sessions`.

Ten browsers open the same page at the same moment, page after page; what one browser needs for it
stands beside it. Memory is that of the app's own process, before, with and after the ten, and
after one of them looked at forty more pages.
"""

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from bench.ui.drawing import DRAWN
from engine.casework.models import Role
from tests.engine.conftest import DELIVERY, make_run
from tests.ui.browser import running_app, running_browser

SESSIONS, MORE_PAGES = 10, 40
PATHS = ("vandaag", "werklijst", "locatie", "kaart", "signalen", "zaken", "taken", "regels")
LIMIT_MB = 40.0
"""Of memory for each further session."""
_WRONG = '[data-testid="stException"], [data-testid="stAlertContentError"]'
_TIMEOUT_MS, _SETTLE_S = 120_000, 3


def main() -> None:
    """Print seconds per page for one and for ten at once, errors, and megabytes."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make_run(DELIVERY, root / "runs")
        app = running_app(
            root / "runs", root / "casework.sqlite", subject="u0", role=Role.RIEC_LIAISON
        )
        with running_browser() as browser, app as address:
            _measure(browser, address)


def _measure(browser: Browser, address: str) -> None:
    errors: list[str] = []
    with _opened(browser, 1, errors) as alone:
        for path in PATHS:
            _together(alone, f"{address}/{path}", errors)
        one = {path: _together(alone, f"{address}/{path}", errors) for path in PATHS}
        begin = _megabytes(address)
        with _opened(browser, SESSIONS - 1, errors) as others:
            every = [*alone, *others]
            ten = {path: _together(every, f"{address}/{path}", errors) for path in PATHS}
            full = _megabytes(address)
        for number in range(MORE_PAGES):
            _together(alone, f"{address}/{PATHS[number % len(PATHS)]}", errors)
        time.sleep(_SETTLE_S)
        after = _megabytes(address)
    for path in PATHS:
        share = ten[path] / one[path]
        print(f"{path:<12} one {one[path]:6.2f} s  ten at once {ten[path]:6.2f} s  {share:5.1f}x")
    each = (full - begin) / (SESSIONS - 1)
    print(f"errors {len(errors)}: {sorted(set(errors))[:5]}")
    print(f"memory: one {begin:.0f} MB, ten {full:.0f} MB, {each:.1f} MB each (limit {LIMIT_MB:g})")
    print(f"after {MORE_PAGES} more pages of one, the others gone: {after:.0f} MB")


@contextmanager
def _opened(browser: Browser, count: int, errors: list[str]) -> Iterator[list[Page]]:
    """Pages of so many visitors, each with cookies of its own; what fails in one is noted."""
    contexts = [browser.new_context(viewport={"width": 1280, "height": 900}) for _ in range(count)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.set_default_timeout(_TIMEOUT_MS)
        page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield pages
    finally:
        for context in contexts:
            context.close()


def _together(pages: Sequence[Page], url: str, errors: list[str]) -> float:
    """Seconds until the last of them shows a page that all of them asked for."""
    start = time.perf_counter()
    for page in pages:
        page.goto(url, wait_until="commit")
    for page in pages:
        page.wait_for_function(DRAWN)
    seconds = time.perf_counter() - start
    errors += [text for page in pages for text in page.locator(_WRONG).all_inner_texts()]
    return seconds


def _megabytes(address: str) -> float:
    """Memory of the process that serves this address."""
    wanted = f"\0{urlsplit(address).port}\0".encode()
    total = 0
    for entry in Path("/proc").iterdir():
        try:
            if wanted in (entry / "cmdline").read_bytes():
                total += int((entry / "statm").read_text().split()[1])
        except OSError:
            continue
    return total * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
