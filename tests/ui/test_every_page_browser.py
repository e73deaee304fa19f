"""Every page in a real browser: accessible, quiet, within the window, and made of what it was.

`make structure` writes anew what each page is made of (`tests/ui/structure/`), after a change that
is meant.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from engine import yaml_file
from engine.casework.models import Role
from tests.ui.oidc import visitor
from tests.ui.settling import settle
from tests.ui.stage import Stage, listed, running_stage
from tests.ui.visits import VISITS, Visit, open_all, overflow, structure, tabs
from ui import menu
from ui.language import NAMES, Language

pytestmark = pytest.mark.browser
HERE = Path(__file__).resolve().parent
STRUCTURES = HERE / "structure"
EXCEPTIONS = [
    {str(name): str(told) for name, told in one.items()}
    for one in yaml_file.read(HERE / "axe_exceptions.yml").data
]
IS_RENEWED = bool(os.environ.get("DIJKWACHT_RENEW_STRUCTURE"))
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa"],
    "rules": {name: {"enabled": True} for name in ("heading-order", "tabindex")},
    "resultTypes": ["violations"],
}
STREAMLITS_OWN = ("/_stcore/health", "/_stcore/host-config")
"""Streamlit looks for these below the path of a page first, then where they are."""

_PATIENCE_MS = 180_000
"""On a busy machine; a quiet one needs a few seconds."""

_SCHEME = "getComputedStyle(document.querySelector('.stApp')).colorScheme"
_MATCHES = """([target, within]) => {
    const found = document.querySelector(target);
    return found !== null && found.closest(within) !== null;
}"""


@dataclass
class Walk:
    """The pages of everybody, and which exceptions were needed on the way."""

    stage: Stage
    stack: ExitStack
    pages: dict[Role, Page] = field(default_factory=dict)
    visited: set[str] = field(default_factory=set)
    needed: set[str] = field(default_factory=set)

    def tab(self, role: Role) -> Page:
        """A new tab of who plays a role, signed in once."""
        if role not in self.pages:
            self.pages[role] = self.stack.enter_context(self.stage.enters(role))
        tab = self.pages[role].context.new_page()
        tab.set_default_timeout(_PATIENCE_MS)
        return tab


@pytest.fixture(scope="module")
def walk(
    runs_folder: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    """The app with the casework of the demo."""
    with (
        running_stage(runs_folder, tmp_path_factory.mktemp("walk"), browser) as stage,
        ExitStack() as stack,
    ):
        yield Walk(stage, stack)


@dataclass
class Noise:
    """What a page says on its console and asks over the network."""

    errors: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def hear(self, message: ConsoleMessage) -> None:
        """Keep an error; that of a missing file is kept with its address instead."""
        if message.type == "error" and "status of 404" not in message.text:
            self.errors.append(message.text)

    def see(self, response: Response) -> None:
        """Keep what was not there."""
        if response.status >= 400:
            self.missing.append(urlsplit(response.url).path)


def _noise(page: Page) -> Noise:
    noise = Noise()
    page.on("console", noise.hear)
    page.on("pageerror", lambda error: noise.errors.append(str(error)))
    page.on("response", noise.see)
    page.on("request", lambda asked: noise.hosts.add(urlsplit(asked.url).hostname or ""))
    return noise


def test_every_page_of_the_menu_is_visited() -> None:
    assert {visit.url for visit in VISITS} == {page.url for page in menu.PAGES}
    assert len({visit.name for visit in VISITS}) == len(VISITS)


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)
def test_page_is_accessible_quiet_and_made_of_what_it_was(walk: Walk, visit: Visit) -> None:
    page = walk.tab(visit.role)
    noise = _noise(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(visit.address(walk.stage))
    settle(page)
    assert page.get_by_test_id("stException").count() == 0
    told = structure(page.get_by_test_id("stMain").aria_snapshot())
    found, over = _violations(walk, page, "light"), {1280: overflow(page)}
    page.set_viewport_size({"width": 820, "height": 1180})
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{_SCHEME} === 'dark'")
    settle(page)
    for at in range(max(tabs(page).count(), 1)):
        open_all(page, tab=at)
        found += _violations(walk, page, "dark")
        over[820 + at] = overflow(page)
    page.close()
    walk.visited.add(visit.name)
    assert found == []
    assert {width: one for width, one in over.items() if any(one.values())} == {}
    assert noise.errors == []
    assert sorted(noise.missing) == _expected_missing(visit)
    assert noise.hosts - {""} == {"127.0.0.1"}
    _same_structure(visit, told)


def _expected_missing(visit: Visit) -> list[str]:
    return [] if visit.url == "vandaag" else [f"/{visit.url}{path}" for path in STREAMLITS_OWN]


def _violations(
    walk: Walk, page: Page, theme: str, language: Language = Language.DUTCH
) -> list[str]:
    """Violations that no exception allows; the language and the theme must be right first."""
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate(_SCHEME) == theme
    found = []
    for violation in Axe().run(page, options=OPTIONS).response["violations"]:
        if violation["impact"] == "minor":
            continue
        found += [
            f"{theme}: {violation['id']} at {node['target']}: {node['failureSummary']}"
            for node in violation["nodes"]
            if not _is_excepted(walk, page, violation["id"], node)
        ]
    return found


def _is_excepted(walk: Walk, page: Page, rule: str, node: Mapping[str, Any]) -> bool:
    for one in EXCEPTIONS:
        at = [node["target"][-1], one["within"]]
        if one["rule"] == rule and page.evaluate(_MATCHES, at):
            walk.needed.add(rule + one["within"])
            return True
    return False


def _same_structure(visit: Visit, told: str) -> None:
    file = STRUCTURES / f"{visit.name}.txt"
    if IS_RENEWED:
        file.parent.mkdir(exist_ok=True)
        file.write_text(told, "utf-8")
    assert told == file.read_text("utf-8"), "is the change meant? run `make structure`"


def test_every_exception_is_needed_and_every_structure_has_its_page(walk: Walk) -> None:
    if walk.visited != {visit.name for visit in VISITS}:
        pytest.skip("only after a look at every page")
    assert {one["rule"] + one["within"] for one in EXCEPTIONS} == walk.needed
    assert all(one["reason"] for one in EXCEPTIONS)
    assert {file.stem for file in STRUCTURES.iterdir()} == walk.visited


def test_pages_turn_english_and_stay_so_until_they_turn_back(walk: Walk) -> None:
    page = walk.tab(Role.CARE_ADVISER)
    noise = _noise(page)
    page.goto(walk.stage.app)
    _choose(page, Language.ENGLISH, "Today")
    assert _violations(walk, page, "light", Language.ENGLISH) == []
    page.get_by_role("link", name="Worklist").click()
    page.get_by_role("heading", name="Worklist").wait_for()
    page.reload()
    page.get_by_role("heading", name="Worklist").wait_for()
    _choose(page, Language.DUTCH, "Werklijst")
    assert page.evaluate("document.documentElement.lang") == Language.DUTCH
    page.close()
    assert noise.errors == []


def _choose(page: Page, language: Language, title: str) -> None:
    page.get_by_role("radio", name=NAMES[language]).click()
    page.get_by_role("heading", name=title).wait_for()
    settle(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_dialogs_are_accessible(walk: Walk, theme: Literal["light", "dark"]) -> None:
    page = walk.tab(Role.RIEC_LIAISON)
    page.emulate_media(color_scheme=theme)
    page.goto(f"{walk.stage.app}/locatie?location={listed(walk.stage.run)[0]}")
    settle(page)
    found = []
    for opens in (
        page.get_by_role("button", name="Hulp"),
        page.get_by_role("button", name="Stel uit").first,
        page.locator("[class*='st-key-evidence_'] button").first,
    ):
        opens.click()
        page.get_by_role("dialog").wait_for()
        settle(page)
        found += _violations(walk, page, theme)
        page.get_by_role("dialog").get_by_role("button", name="Close").click()
        page.get_by_role("dialog").wait_for(state="detached")
    page.close()
    assert found == []


def test_the_door_is_accessible_in_both_languages(walk: Walk, browser: Browser) -> None:
    with visitor(browser) as page:
        page.goto(walk.stage.app)
        page.get_by_role("button", name="Inloggen").wait_for()
        assert _violations(walk, page, "light") == []
        page.get_by_role("radio", name=NAMES[Language.ENGLISH]).click()
        page.get_by_role("button", name="Sign in").wait_for()
        settle(page)
        assert _violations(walk, page, "light", Language.ENGLISH) == []


def test_keyboard_goes_through_a_page_in_the_order_of_reading(walk: Walk) -> None:
    page = walk.tab(Role.RIEC_LIAISON)
    page.goto(walk.stage.app)
    settle(page)
    buttons = page.get_by_test_id("stMain").get_by_role("button")
    wanted = buttons.all_inner_texts()
    buttons.first.focus()
    reached = [wanted[0]]
    for _ in range(len(wanted) + 10):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText"))
    page.close()
    assert len(wanted) > 1
    assert [text for text in reached if text in wanted][: len(wanted)] == wanted
