"""A real OpenID Connect provider and the app that signs in with it, each in its own process.

The provider warns of what our strict warnings would make errors, so it is never imported here.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from engine.casework.signing_in import rules
from tests.ui.browser import ROOT, free_port, wait_for

_PROVIDER = "/.well-known/openid-configuration"
_PATIENCE = 240
"""Half seconds; a quiet machine needs about ten."""


@contextmanager
def running_provider(people: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Address of a provider that knows some people, by subject with what it says of their roles."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    for subject, roles in people.items():
        claims = {"sub": subject, "name": f"{subject} Verzonnen", "roles": [*roles]}
        command += ["--user-claims", json.dumps(claims)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(address + _PROVIDER, tries=_PATIENCE)
            yield address
        finally:
            process.terminate()


@contextmanager
def running_signed_app(
    runs: Path, folder: Path, provider: str, *, program: str = "engine", look_again_s: int = 1
) -> Iterator[tuple[str, Path]]:
    """Address of the app, and its rules of signing in, which may be changed while it runs.

    Args:
        runs: folder of runs.
        folder: for everything that the app keeps.
        provider: its address.
        program: the module that serves, as `dijkwacht serve` does.
        look_again_s: how often an open page looks whether it may stay.
    """
    port = free_port()
    file = folder / "sign_in.yml"
    shutil.copy(rules.SHIPPED, file)
    change(file, "look_again_seconds: 60", f"look_again_seconds: {look_again_s}")
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DIJKWACHT_CASEWORK": f"sqlite:///{folder / 'casework.sqlite'}",
        "DIJKWACHT_PAPERS": str(folder / "papers"),
        "DIJKWACHT_SIGN_IN": str(file),
        "DIJKWACHT_OIDC_METADATA_URL": provider + _PROVIDER,
        "DIJKWACHT_OIDC_CLIENT_ID": "dijkwacht",
        "DIJKWACHT_OIDC_CLIENT_SECRET": "verzonnen",
        "DIJKWACHT_OIDC_APP_URL": address,
        "XDG_STATE_HOME": str(folder / "state"),
    }
    command = [sys.executable, "-m", program, "serve", "--out", str(runs), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            wait_for(f"{address}/_stcore/health", tries=_PATIENCE)
            yield address, file
        finally:
            process.terminate()


def change(file: Path, old: str, new: str) -> None:
    """Change one line of the rules of signing in."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@contextmanager
def visitor(browser: Browser) -> Iterator[Page]:
    """Somebody with a browser of their own; the provider's page asks a host for its looks."""
    with browser.new_context() as context:
        context.route("**/cdn.jsdelivr.net/**", lambda route: route.abort())
        page = context.new_page()
        page.set_default_timeout(120_000)
        yield page


def sign_in(page: Page, subject: str) -> None:
    """Sign in as somebody whom the provider knows, from the door of the app."""
    page.get_by_role("button", name="nloggen").first.click()
    page.get_by_role("button", name=subject, exact=True).click()
