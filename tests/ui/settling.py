"""When a page in a real browser stands still."""

from playwright.sync_api import Page

_IS_STILL = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const unfinished = '[data-testid="stSkeleton"], [data-stale="true"]';
    if (window.changed === undefined) {
        const change = () => { window.changed = performance.now(); };
        change();
        new MutationObserver(change).observe(
            document.documentElement,
            {subtree: true, childList: true, attributes: true, characterData: true});
    }
    return app?.dataset.testScriptState === 'notRunning' &&
        [...app.querySelectorAll(unfinished)].every(one => !one.getClientRects().length) &&
        performance.now() - window.changed > 250;
}"""
"""Drawn, with what it loads afterwards, and unchanged for a quarter of a second."""


def settle(page: Page) -> None:
    """Wait until a page is drawn, and nothing in it has changed for a moment."""
    page.wait_for_function(_IS_STILL, timeout=180_000)
