"""The app in a real browser: list, judgement, map; nothing is asked of another host."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.missing import cannot_run

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="module")
def app(runs_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the running app; stopped by its own pid."""
    if CHROMIUM is None:
        cannot_run("the browser suite", "Chromium", "apt-get install chromium")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    casework = tmp_path_factory.mktemp("browser") / "casework.sqlite"
    environment = os.environ | {"DIJKWACHT_CASEWORK": f"sqlite:///{casework}"}
    command = [sys.executable, "-m", "engine", "serve", "--out", str(runs_folder)]
    with subprocess.Popen([*command, "--port", str(port)], cwd=ROOT, env=environment) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture
def page(app: str) -> Iterator[Page]:
    """A page at the app's address; the test fails when another host was asked."""
    foreign: list[str] = []

    def note(url: str) -> None:
        if not url.startswith((app, app.replace("http", "ws"), "data:", "blob:")):
            foreign.append(url)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = browser.new_page(viewport={"width": 1400, "height": 900})
        opened.on("request", lambda request: note(request.url))
        opened.goto(app)
        yield opened
        browser.close()
    assert foreign == []


def _wait(url: str, tries: int = 60) -> None:
    for attempt in range(tries):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            if attempt == tries - 1:
                raise
            time.sleep(0.5)


def test_judgement_from_list_to_hits_and_back(page: Page) -> None:
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
