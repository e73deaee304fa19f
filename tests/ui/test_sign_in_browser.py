"""Signing in at a real provider in a real browser: roles, deep links, time-out, the way out."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.ui.oidc import change, running_provider, running_signed_app, sign_in, visitor

pytestmark = pytest.mark.browser
PEOPLE = {
    "riek": ["dijkwacht-riec"],
    "toon": ["dijkwacht-bibob", "dijkwacht-analist"],
    "gijs": ["andere-app"],
}
DEEP = "/instrumenten?regel=GEN-01"


@pytest.fixture(scope="module")
def served(
    runs_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """Address of the app and its rules of signing in."""
    folder = tmp_path_factory.mktemp("sign-in")
    with (
        running_provider(PEOPLE) as provider,
        running_signed_app(runs_folder, folder, provider) as app,
    ):
        yield app
    assert not [*folder.rglob("secrets.toml")]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser that never signed in."""
    with visitor(browser) as opened:
        yield opened


def test_deep_link_survives_signing_in_and_signing_out_forgets_everything(
    served: tuple[str, Path], page: Page
) -> None:
    app, rules = served
    (secrets,) = rules.parent.rglob("secrets.toml")
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    page.goto(app + DEEP)
    sign_in(page, "riek")
    page.get_by_role("heading", name="Instrumenten").wait_for()
    page.get_by_text("riek Verzonnen, RIEC-liaison").wait_for()
    page.wait_for_url(app + DEEP)
    second = page.context.new_page()
    second.goto(app + DEEP)
    second.get_by_role("heading", name="Instrumenten").wait_for(timeout=120_000)
    page.get_by_role("button", name="Uitloggen").click()
    second.get_by_text("U bent uitgelogd.").wait_for(timeout=120_000)
    page.wait_for_url("**/end_session**")
    assert [one["name"] for one in page.context.cookies(app)] == ["_streamlit_xsrf"]


def test_choice_of_roles_and_a_page_of_another_role_refuses_by_its_address(
    served: tuple[str, Path], page: Page
) -> None:
    page.goto(served[0] + "/werklijst")
    sign_in(page, "toon")
    page.get_by_text("u hebt meer dan een rol").wait_for()
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="Bibob-medewerker").click()
    page.get_by_text("als Bibob-medewerker mag u dit niet").wait_for()
    assert page.get_by_role("link", name="Werklijst").count() == 0
    assert page.get_by_role("link", name="Bibob", exact=True).count() == 1


def test_who_has_no_role_reads_whom_to_ask(served: tuple[str, Path], page: Page) -> None:
    page.goto(served[0])
    sign_in(page, "gijs")
    page.get_by_text("u hebt geen rol in Dijkwacht").wait_for()
    page.get_by_text("functioneel beheerder").wait_for()


def test_open_page_closes_by_itself_when_the_sign_in_is_over(
    served: tuple[str, Path], page: Page
) -> None:
    app, rules = served
    page.goto(app + DEEP)
    sign_in(page, "riek")
    page.get_by_role("heading", name="Instrumenten").wait_for()
    change(rules, "longest_minutes: 600", "longest_minutes: 0.01")
    page.get_by_text("Uw sessie heeft haar langste duur bereikt.").wait_for()
    assert page.get_by_role("heading", name="Instrumenten").count() == 0
    change(rules, "longest_minutes: 0.01", "longest_minutes: 600")
    sign_in(page, "riek")
    page.get_by_role("heading", name="Instrumenten").wait_for()
