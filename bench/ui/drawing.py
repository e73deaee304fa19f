"""When a page of the app is drawn, as a browser sees it."""

import time
from collections.abc import Callable

from playwright.sync_api import Page

DRAWN = """() => document.querySelector('[data-testid="stApp"]')
    ?.getAttribute('data-test-script-state') === 'notRunning'
    && document.querySelector('[data-testid="stMain"] [data-testid="stElementContainer"]')"""
_PAUSE_MS = 300
_WATCH = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    window.began = false;
    new MutationObserver(() => { window.began = true; }).observe(
        app, {attributes: true, attributeFilter: ['data-test-script-state']});
}"""
_DRAWN_AGAIN = f"() => window.began && ({DRAWN})()"


def seconds_until_drawn(page: Page, act: Callable[[], None]) -> float:
    """Seconds from an act until the page is drawn again."""
    page.wait_for_timeout(_PAUSE_MS)
    page.evaluate(_WATCH)
    start = time.perf_counter()
    act()
    page.wait_for_function(_DRAWN_AGAIN)
    return time.perf_counter() - start
