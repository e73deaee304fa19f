"""A run of the committed sample for the pages, and a fresh casework database per test."""

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest import mock

import pytest
from playwright.sync_api import Browser
from streamlit.components.v2 import manifest_scanner
from streamlit.elements.lib import policies
from streamlit.testing.v1 import local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from engine import snapshot
from tests import casework_file
from tests.ui.browser import keep_what_shows, running_browser
from tests.ui.claims import claims_of
from tests.ui.routes import routed, unlisted
from ui import sign_in, state


def pytest_exception_interact(node: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Keep what a real browser shows when its test fails."""
    browser = getattr(node, "funcargs", {}).get("browser")
    if call.when == "call" and browser is not None:
        pictures = keep_what_shows(browser, Path(tempfile.mkdtemp(prefix="dijkwacht-pages-")))
        node.add_report_section("call", "pages", "\n".join(map(str, pictures)))


@pytest.fixture(scope="session", autouse=True)
def components_found_once() -> Iterator[None]:
    """Every page under test looks through all installed packages for components: one look does."""
    once = cache(manifest_scanner.scan_component_manifests)
    with mock.patch.object(manifest_scanner, "scan_component_manifests", once):
        yield


@pytest.fixture(scope="session", autouse=True)
def pages_waited_for() -> Iterator[None]:
    """A page under test is asked a thousand times a second whether it is drawn: wait for it."""
    ask = local_script_runner.require_widgets_deltas

    def wait(runner: LocalScriptRunner, timeout: float = 3) -> None:
        if runner._script_thread is not None:
            runner._script_thread.join(timeout)
        ask(runner, timeout)

    with mock.patch.object(local_script_runner, "require_widgets_deltas", wait):
        yield


@pytest.fixture(autouse=True)
def signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest has no sign-in: on data that is not invented, who looks has just signed in."""
    monkeypatch.setattr(sign_in, "claims", claims_of)


@pytest.fixture(autouse=True)
def one_source_of_a_choice(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """What a field begins with comes from its default or from what is kept, never from both."""
    monkeypatch.setattr(policies, "_shown_default_value_warning", False)
    yield
    told = [record.getMessage() for record in caplog.get_records("call")]
    assert [one for one in told if "was created with a default value" in one] == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for the pages of one module."""
    with running_browser() as started:
        yield started


@pytest.fixture(scope="session")
def runs_folder(sample_run: snapshot.Run) -> Path:
    """A folder with one run of the committed sample."""
    return sample_run.path.parent


@pytest.fixture
def shown_run(
    runs_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[snapshot.Run]:
    """The run that the pages show, with nothing judged yet; what is kept of a run stays kept."""
    monkeypatch.setenv("DIJKWACHT_RUNS", str(runs_folder))
    monkeypatch.setenv("DIJKWACHT_CASEWORK", casework_file.url(tmp_path))
    monkeypatch.setenv("DIJKWACHT_PAPERS", str(tmp_path / "papers"))
    monkeypatch.setenv("DIJKWACHT_SAMPLE", "1")
    monkeypatch.setenv("DIJKWACHT_USER", "tester")
    state.casework.clear()
    yield snapshot.newest(runs_folder)
    state.casework.clear()


@pytest.fixture
def routed_run(
    shown_run: snapshot.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> snapshot.Run:
    """The same run, in which two locations go to somebody first: one listed, one not."""
    runs = tmp_path / "routed"
    monkeypatch.setenv("DIJKWACHT_RUNS", str(runs))
    listed = min(shown_run.table("worklist")["location_id"].to_pylist())
    return routed(shown_run, runs, [listed, unlisted(shown_run)])
