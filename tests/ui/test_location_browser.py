"""The list and a location in a real browser: keys, one click to a record, three to the reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from engine.snapshot import Run
from tests import casework_file
from tests.ui.browser import opened_page, running_app
from tests.ui.hands import Hands

pytestmark = pytest.mark.browser
SLOW_MS = 60_000


@pytest.fixture(scope="module")
def app(sample_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app over the sample, with nothing judged yet."""
    folder = tmp_path_factory.mktemp("list")
    file = casework_file.url(folder).removeprefix("sqlite:///")
    with running_app(sample_run.path.parent, Path(file)) as address:
        yield address


@pytest.fixture
def page(app: str, browser: Browser) -> Iterator[Page]:
    with opened_page(app, browser) as opened:
        opened.set_default_timeout(SLOW_MS)
        expect.set_options(timeout=SLOW_MS)
        yield opened


def _label(run: Run, position: int) -> str:
    listed = run.table("worklist").sort_by("position")["location_id"].to_pylist()
    labels = {row["location_id"]: row["label"] for row in run.table("locations").to_pylist()}
    return str(labels[listed[position - 1]])


def test_list_is_gone_through_by_keyboard(page: Page, sample_run: Run) -> None:
    page.get_by_role("link", name="Werklijst", exact=True).click()
    bar = page.locator(".st-key-triage_judge")
    expect(bar).to_be_visible()
    page.keyboard.press("j")
    expect(page.get_by_text(f"2. {_label(sample_run, 2)}")).to_have_count(2)
    page.keyboard.press("k")
    expect(page.get_by_text(f"1. {_label(sample_run, 1)}")).to_have_count(2)
    page.keyboard.press("b")
    expect(page.get_by_role("heading", name=_label(sample_run, 1))).to_be_visible()
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name=_label(sample_run, 2))).to_be_visible()
    page.keyboard.press("l")
    expect(page.get_by_role("heading", name="Werklijst")).to_be_visible()
    expect(page.get_by_text(f"2. {_label(sample_run, 2)}")).to_have_count(2)


def test_reason_is_three_clicks_away_once_judged(page: Page) -> None:
    page.get_by_role("link", name="Werklijst", exact=True).click()
    page.locator(".st-key-triage_judge button").click()
    page.get_by_text("Terecht: nader bekijken").first.click()
    page.locator("textarea").first.fill("Verzonnen: dit vraagt een bezoek.")
    page.get_by_role("button", name="Leg oordeel vast").first.click()
    expect(page.get_by_text("Waarom op de lijst")).to_be_visible()
    page.get_by_role("link", name="Vandaag", exact=True).click()
    expect(page.get_by_role("heading", name="Vandaag")).to_be_visible()

    page.get_by_role("link", name="Werklijst", exact=True).click()
    page.get_by_role("button", name="Bekijk", exact=True).first.click()
    expect(page.get_by_text("Waarom op de lijst")).to_be_visible()
    page.locator("[class*='st-key-evidence_'] button").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("Bron ")


def test_wrong_fact_is_reported_in_the_dialog_of_its_record(page: Page) -> None:
    page.get_by_role("link", name="Werklijst", exact=True).click()
    first = page.locator(".st-key-worklist_open_1 button")
    is_judged = first.inner_text().strip() == "Bekijk"
    first.click()
    if not is_judged:
        page.get_by_text("Terecht: nader bekijken").first.click()
        page.locator("textarea").first.fill("Verzonnen: dit vraagt een bezoek.")
        page.get_by_role("button", name="Leg oordeel vast").first.click()
    page.locator("[class*='st-key-evidence_'] button").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Fout in gegevens melden").click()
    hands = Hands(page)
    hands.choose("error_field", "het hele record")
    hands.write("error_text", "Verzonnen: dit was elders.")
    dialog.get_by_role("button", name="Meld de fout").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("tab", name="Eerder hier").click()
    expect(page.get_by_text("Gemelde fout 1", exact=False)).to_be_visible()
