"""The network in a real browser: 300 nodes on screen that can be clicked, opened and moved."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.engine.network.holding import MOTHER, settle_holding
from tests.engine.network.published import publish
from tests.engine.network.world import empty_world, kvk
from tests.ui.browser import opened_page, running_app

pytestmark = pytest.mark.browser

DAUGHTERS = 75
SHOWN = 300
PATIENCE_S = 20.0
"""A click may take so long on a busy machine; it takes about one second on a quiet one."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app over one run: a holding of which 301 nodes lie within three steps."""
    folder = tmp_path_factory.mktemp("network")
    with empty_world() as world:
        settle_holding(world, DAUGHTERS)
        publish(world, folder / "runs")
    with running_app(folder / "runs", folder / "casework.sqlite") as address:
        yield address


@pytest.fixture
def page(app: str, browser: Browser) -> Iterator[Page]:
    """A page at the app's address; the test fails when another host was asked."""
    with opened_page(app, browser) as opened:
        yield opened


def _chart(page: Page, query: str) -> Locator:
    page.goto(page.url.split("?")[0].rstrip("/") + f"/netwerk?{query}")
    chart = page.get_by_test_id("stVegaLiteChart")
    chart.locator("path[aria-label*='naam: ']").first.wait_for(timeout=60_000)
    return chart


def _signs(chart: Locator) -> Locator:
    return chart.locator("path[aria-label*='; soort: '][aria-label*='naam: ']")


def test_300_nodes_are_drawn_and_a_click_chooses_one(page: Page) -> None:
    chart = _chart(page, f"start={MOTHER}&stappen=3")
    assert _signs(chart).count() == SHOWN
    page.get_by_text("1 knoop staat er niet bij").wait_for()
    before = time.monotonic()
    chart.locator(f"path[aria-label*='naam: Dochter 10 B.V. (KVK {kvk(10)})']").first.click(
        force=True
    )
    page.get_by_text(f"Dochter 10 B.V. (KVK {kvk(10)}) · onderneming").wait_for(timeout=60_000)
    assert time.monotonic() - before < PATIENCE_S
    page.wait_for_url(f"**knoop=Enterprise%3A{kvk(10)}")
    assert _signs(chart).count() == SHOWN


def test_drawing_can_be_zoomed_and_moved(page: Page) -> None:
    chart = _chart(page, f"start={MOTHER}&stappen=3")
    sign = chart.locator(f"path[aria-label*='naam: Moeder Holding B.V. (KVK {MOTHER})']").first
    first = sign.bounding_box()
    frame = chart.bounding_box()
    assert first is not None
    assert frame is not None
    middle = (frame["x"] + frame["width"] * 0.6, frame["y"] + frame["height"] * 0.2)
    page.mouse.move(*middle)
    page.mouse.wheel(0, -300)
    page.mouse.down()
    page.mouse.move(middle[0] + 80, middle[1] + 40, steps=5)
    page.mouse.up()
    page.wait_for_timeout(500)
    moved = sign.bounding_box()
    assert moved is not None
    assert (round(moved["x"]), round(moved["y"])) != (round(first["x"]), round(first["y"]))


def test_node_is_opened_by_a_click_and_its_button(page: Page) -> None:
    chart = _chart(page, f"start={MOTHER}&stappen=1")
    assert _signs(chart).count() == DAUGHTERS + 1
    chart.locator(f"path[aria-label*='naam: Dochter 1 B.V. (KVK {kvk(1)})']").first.click(
        force=True
    )
    page.get_by_text(f"Dochter 1 B.V. (KVK {kvk(1)}) · onderneming").wait_for()
    page.get_by_role("button", name="Klap uit").click()
    chart.locator("path[aria-label*='naam: vestiging 000000000001']").first.wait_for()
    assert _signs(chart).count() == DAUGHTERS + 3


def test_node_is_opened_and_folded_by_a_double_click(page: Page) -> None:
    chart = _chart(page, f"start={MOTHER}&stappen=1")
    sign = chart.locator(f"path[aria-label*='naam: Dochter 1 B.V. (KVK {kvk(1)})']").first
    sign.dblclick(force=True)
    chart.locator("path[aria-label*='naam: vestiging 000000000001']").first.wait_for()
    expect(_signs(chart)).to_have_count(DAUGHTERS + 3)
    page.wait_for_url(f"**uit=Enterprise%3A{kvk(1)}**")
    page.get_by_text(f"Dochter 1 B.V. (KVK {kvk(1)}) · onderneming").wait_for()
    sign.dblclick(force=True)
    page.wait_for_url(lambda url: "uit=" not in url)
    chart.locator("path[aria-label*='naam: vestiging 000000000001']").first.wait_for(
        state="detached"
    )
    expect(_signs(chart)).to_have_count(DAUGHTERS + 1)


@pytest.mark.parametrize(("form", "begins"), [("SVG", b"<svg"), ("FollowTheMoney", b'{"id"')])
def test_form_is_made_when_it_is_asked_for(page: Page, form: str, begins: bytes) -> None:
    _chart(page, f"start={kvk(1)}&stappen=1")
    page.get_by_role("tab", name="Opslaan").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=form).click()
    assert download.value.path().read_bytes().startswith(begins)


def test_app_links_the_page_in_its_menu(page: Page) -> None:
    page.goto(page.url.split("?")[0].rstrip("/") + "/netwerk")
    page.get_by_role("link", name="Netwerk").wait_for()
    page.get_by_text("Kies waar het netwerk begint.").wait_for()
