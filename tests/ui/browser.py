"""The running app and a real browser that looks at it, for the suites that need both."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from engine.casework.models import Role
from tests.missing import cannot_run

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


@contextmanager
def running_app(
    runs: Path, casework: Path, *, subject: str = "tester", role: Role = Role.RIEC_LIAISON
) -> Iterator[str]:
    """Address of the app over a folder of runs, as one person; stopped by its own pid."""
    port = free_port()
    environment = os.environ | {
        "DIJKWACHT_CASEWORK": f"sqlite:///{casework}",
        "DIJKWACHT_PAPERS": str(casework.parent / "papers"),
        "DIJKWACHT_USER": subject,
        "DIJKWACHT_ROLE": role.value,
    }
    command = [sys.executable, "-m", "engine", "serve", "--out", str(runs)]
    with subprocess.Popen([*command, "--port", str(port)], cwd=ROOT, env=environment) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Chromium, for several pages."""
    if CHROMIUM is None:
        cannot_run("the browser suite", "Chromium", "apt-get install chromium")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


def keep_what_shows(browser: Browser, folder: Path) -> list[Path]:
    """A picture of every page that is open, as files in a folder."""
    shown = [page for context in browser.contexts for page in context.pages]
    pictures = [folder / f"page-{number}.png" for number in range(1, len(shown) + 1)]
    for page, picture in zip(shown, pictures, strict=True):
        page.screenshot(path=picture)
    return pictures


@contextmanager
def opened_page(app: str, browser: Browser) -> Iterator[Page]:
    """A page at the app's address; fails when another host was asked."""
    foreign: list[str] = []

    def note(url: str) -> None:
        if not url.startswith((app, app.replace("http", "ws"), "data:", "blob:")):
            foreign.append(url)

    opened = browser.new_page(viewport={"width": 1400, "height": 900})
    opened.on("request", lambda request: note(request.url))
    opened.goto(app)
    yield opened
    opened.close()
    assert foreign == []


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(url: str, tries: int = 60) -> None:
    """Wait until an address answers."""
    for attempt in range(tries):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            if attempt == tries - 1:
                raise
            time.sleep(0.5)
