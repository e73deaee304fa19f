"""The app in a real browser: list, judgement, map; nothing is asked of another host."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.ui.browser import opened_page, running_app
from tests.ui.hands import Hands
from ui.language import NAMES, Language

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(runs_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the running app."""
    casework = tmp_path_factory.mktemp("browser") / "casework.sqlite"
    with running_app(runs_folder, casework) as address:
        yield address


@pytest.fixture
def page(app: str, browser: Browser) -> Iterator[Page]:
    """A page at the app's address; the test fails when another host was asked."""
    with opened_page(app, browser) as opened:
        yield opened


def test_judgement_from_list_to_hits_and_back(page: Page) -> None:
    page.get_by_role("link", name="Werklijst").click()
    page.get_by_role("button", name="Beoordeel").first.click()
    page.get_by_text("Eerste oordeel").wait_for()
    assert page.get_by_text("Wat zien we").count() == 0
    page.get_by_text("Niet te beoordelen op deze feiten").click()
    page.get_by_role("textbox", name="Reden").fill("Te weinig bekend over het gebruik.")
    page.get_by_role("button", name="Leg oordeel vast").click()
    page.get_by_text("Wat weten we niet").wait_for()
    page.get_by_role("link", name="Werklijst").click()
    page.get_by_text("Niet te beoordelen op deze feiten").first.wait_for()


def test_map_draws_without_a_network(page: Page) -> None:
    page.get_by_role("link", name="Kaart").click()
    page.locator("canvas").first.wait_for()
    page.get_by_text("Locaties met een treffer").wait_for()


def test_choices_stay_when_the_language_turns_and_turns_back(page: Page) -> None:
    hands = Hands(page)
    hands.go("Kaart")
    hands.choose("map_gebied", "beide")
    hands.wait()
    _turn(page, Language.ENGLISH, "Map")
    assert hands.field("map_gebied").get_by_role("combobox").input_value() == "both"
    hands.mark("map_kleur", "density")
    hands.wait()
    _turn(page, Language.DUTCH, "Kaart")
    assert hands.field("map_gebied").get_by_role("combobox").input_value() == "beide"
    assert "gebied=beide" in page.url
    assert "kleur=dichtheid" in page.url
    assert page.get_by_test_id("stException").count() == 0


def _turn(page: Page, language: Language, title: str) -> None:
    page.get_by_role("radio", name=NAMES[language]).click()
    page.get_by_role("heading", name=title, exact=True).wait_for()


def test_quarantine_of_a_source_is_shown_and_downloaded(page: Page) -> None:
    page.get_by_role("link", name="Bronnen").click()
    page.get_by_role("heading", name="Bronnen").wait_for()
    page.goto(page.url.split("?")[0] + "?bron=licences")
    page.get_by_role("heading", name="(licences)").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download quarantaine").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0] == "source;file;line;record_id;reason;raw"
    assert lines[1].startswith("licences;")
