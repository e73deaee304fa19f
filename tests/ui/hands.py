"""What a person does with a page in a real browser: fills in fields by their key, and presses."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.ui.settling import settle

_WAIT = 60_000
_NOTICED = 300
"""Milliseconds until what was done shows: the page begins to be drawn anew."""

_LISTED = 2_000
"""Milliseconds until a list that opens shows a choice; while the page moves it may close again."""

_SLOW = 15_000
"""Milliseconds that another page of the app may take."""

_TRIES = 5
_WATCH = """() => {
    window.ran = false;
    window.watching?.disconnect();
    window.watching = new MutationObserver(() => { window.ran = true; });
    window.watching.observe(
        document.querySelector('[data-testid="stApp"]'),
        {attributes: true, attributeFilter: ['data-test-script-state']});
}"""
"""Notes that the app begins or ends drawing the page."""


class Hands:
    """Somebody who works at one page of the running app."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(_WAIT)
        expect.set_options(timeout=_WAIT)

    def wait(self) -> None:
        """Wait until the page is drawn and stands still; a press would land beside what moves."""
        settle(self.page)

    @contextmanager
    def _drawn_anew(self, within: int = _NOTICED) -> Iterator[None]:
        """Wait until the page is drawn anew after what is done here, or is left as it is.

        Args:
            within: milliseconds in which it begins, if it does.
        """
        self.page.evaluate(_WATCH)
        yield
        with suppress(TimeoutError):
            self.page.wait_for_function("window.ran", timeout=within)
        self.wait()

    def field(self, key: str) -> Locator:
        """The element whose key starts so, of those on the open tab of a page that is drawn."""
        self.wait()
        plain = re.sub(r"[^a-zA-Z0-9_-]", "-", key)
        return self.page.locator(f'[class*="st-key-{plain}"]:visible').first

    def write(self, key: str, text: str) -> None:
        """Fill in a text, a number or an area; the app notices at once, or with its form."""
        box = self.field(key).locator("input, textarea").first
        is_sent_later = box.locator("xpath=ancestor::*[@data-testid='stForm']").count() > 0
        for _ in range(_TRIES):
            if is_sent_later:
                box.fill(text)
            else:
                with self._drawn_anew():
                    box.fill(text)
                    box.blur()
            if box.input_value() == text:
                return
        raise AssertionError(f"{key} does not keep {text!r}")

    def choose(self, key: str, label: str | None = None) -> None:
        """Choose from a list: this, or the first."""
        for _ in range(_TRIES):
            box = self.field(key).locator("input").first
            if label is not None and box.input_value() == label:
                return
            self._unfold(box, label or "")
            option = self.page.get_by_role("option", name=label, exact=label is not None).first
            try:
                with self._drawn_anew():
                    option.click(timeout=_LISTED)
            except TimeoutError:
                self._fold(box)
                continue
            if label is None or box.input_value() == label:
                return
        raise AssertionError(f"{key} does not become {label!r}")

    @staticmethod
    def _unfold(box: Locator, text: str) -> None:
        """Open a list at what has this text."""
        box.click()
        box.fill(text)

    @staticmethod
    def _fold(box: Locator) -> None:
        """Close a list; what was typed there to find a choice goes.

        A dialog would close with it.
        """
        if box.locator("xpath=ancestor::*[@role='dialog']").count() == 0:
            box.press("Escape")
        box.blur()

    def choose_all(self, key: str) -> None:
        """Choose everything from a list of which more can be chosen."""
        box = self.field(key).locator("input").first
        option = self.page.get_by_role("option").first
        for _ in range(_TRIES):
            self._unfold(box, "")
            try:
                option.wait_for(timeout=_LISTED)
            except TimeoutError:
                self._fold(box)
                continue
            break
        while True:
            try:
                option.click(timeout=_LISTED)
            except TimeoutError:
                if option.is_visible():
                    continue
                break
        self._fold(box)

    def mark(self, key: str, label: str) -> None:
        """Choose one of some words that stand beside each other, until it is chosen."""
        words = self.field(key)
        word = words.get_by_role("radio", name=label, exact=True)
        for _ in range(_TRIES):
            words.get_by_text(label, exact=True).click()
            try:
                expect(word).to_be_checked(timeout=_LISTED)
            except AssertionError:
                continue
            return
        raise AssertionError(f"{label!r} of {key} is not chosen")

    def open(self, title: str) -> None:
        """Open a part that can be folded, when it is folded."""
        self.wait()
        summary = self.page.locator("details:visible > summary").filter(has_text=title).first
        summary.wait_for()
        if summary.locator("..").get_attribute("open") is None:
            summary.click()

    def pop(self, key: str) -> None:
        """Open the first small window, in which the element with this key is."""
        self.wait()
        window = self.page.get_by_test_id("stPopover").get_by_role("button").first
        for _ in range(_TRIES):
            window.click()
            try:
                self.field(key).wait_for(timeout=_LISTED)
            except TimeoutError:
                continue
            return
        raise AssertionError(f"no small window shows {key}")

    def tab(self, title: str) -> None:
        """Open a tab, until what it holds is drawn.

        Tabs that remember which one is open draw the page anew, and close the parts folded open
        before that; what changes only in the browser is waited for shortly.
        """
        self.wait()
        tab = self.page.get_by_role("tab", name=title, exact=True).locator("visible=true").first
        if tab.get_attribute("aria-selected") == "true":
            return
        with self._drawn_anew(_LISTED):
            tab.click()
            expect(tab).to_have_attribute("aria-selected", "true")

    def go(self, title: str) -> None:
        """Go to a page by the menu, until it is there."""
        heading = self.page.get_by_role("heading", name=title, exact=True).first
        for _ in range(_TRIES):
            self.wait()
            self.page.get_by_role("link", name=title, exact=True).click()
            try:
                heading.wait_for(timeout=_SLOW)
            except TimeoutError:
                continue
            return
        raise AssertionError(f"the menu does not lead to {title!r}")

    def tick(self, label: str) -> None:
        """Choose the first answer that begins so, until it is chosen."""
        answer = self.page.get_by_role("radio", name=label).first
        for _ in range(_TRIES):
            self.wait()
            with self._drawn_anew():
                self.page.get_by_text(label).first.click()
            if answer.is_checked():
                return
        raise AssertionError(f"{label!r} is not chosen")

    def save(self, label: str) -> bytes:
        """Press a button that saves a file; its content."""
        self.wait()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=label).first.click()
        return download.value.path().read_bytes()

    def press(self, label: str, *, of_form: bool = False) -> None:
        """Press the first button with this label that can be seen, until the app notices it.

        While the page still moves a press may land beside the button. `of_form`: the one that
        sends a form, where another one has the same label.
        """
        self.wait()
        where = self.page.get_by_test_id("stFormSubmitButton") if of_form else self.page
        button = where.get_by_role("button", name=label, exact=True).locator("visible=true").first
        for _ in range(_TRIES):
            self.page.evaluate(_WATCH)
            button.click()
            try:
                self.page.wait_for_function("window.ran", timeout=5_000)
            except TimeoutError:
                continue
            return
        raise AssertionError(f"nothing happens on {label!r}")

    def told(self, text: str) -> None:
        """Wait until the page says so."""
        self.page.get_by_text(text).locator("visible=true").first.wait_for()
