"""How the app is started: on which files, on which address, with sign-in or on invented data."""

import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from engine import snapshot
from engine.casework import run_names
from engine.casework.database import open_casework
from engine.casework.signing_in.invented import is_invented
from engine.casework.signing_in.provider import PREFIX
from engine.commands import demo_cases
from engine.commands.options import state_folder
from engine.errors import RunError
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Vault
from engine.settings import load_settings

LOOPBACK = "127.0.0.1"
_PORTS_TRIED = 20
_FLAGS = {
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    # Another language sets the fields of a page anew, also those that begin with a default.
    "global.disableWidgetStateDuplicationWarning": "true",
    "client.toolbarMode": "minimal",
    "theme.light.primaryColor": "#00224e",
    "theme.light.textColor": "#0d0d0d",  # small print is this at 60 %, which must still be read
    "theme.dark.primaryColor": "#8fb3e8",
    "server.trustedUserHeaders": "{}",  # a header would say who signed in, above the provider
    "server.enableXsrfProtection": "true",
}

Port = Annotated[int, typer.Option("--port", min=1024, max=65535, help="First port to try.")]


@dataclass(frozen=True, slots=True)
class Files:
    """What the app works with: folder of runs, vault of names, folder of papers, casework URL."""

    runs: Path
    vault: Path
    papers: Path
    casework: str


def beside(runs: Path) -> Files:
    """Files of invented data, beside its runs: never those in which people work."""
    folder = runs.resolve().parent
    casework = f"sqlite:///{folder / 'casework.sqlite'}"
    return Files(runs, folder / "vault.sqlite", folder / "papers", casework)


def require_invented(runs: Path, *, way_out: str) -> None:
    """Refuse runs of real deliveries, which nobody sees without signing in.

    Raises:
        RunError: there is none, or one was not made of the invented municipality.
    """
    known = snapshot.list_runs(runs)
    if not known:
        raise RunError(f"{runs} has no run, so it is not invented data; {way_out}")
    for run in known:
        if not is_invented(run):
            raise RunError(f"run {run.path.name} is no invented data: it needs sign-in; {way_out}")


def invented(files: Files, port: int) -> None:
    """Become the app on invented data: on this machine only, with a choice of roles.

    Raises:
        RunError: the vault or the casework database is not of these runs.
    """
    _require_own(files)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    kept.pop("DIJKWACHT_SECRETS", None)
    who = {"DIJKWACHT_USER": demo_cases.FIRST_USER}
    _become(files, {"server.address": LOOPBACK}, port, who | kept | {"DIJKWACHT_SAMPLE": "1"})


def signed_in(files: Files, address: str, port: int) -> None:
    """Become the app for people who sign in; errors of programs are told in its log only."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DIJKWACHT_USER", "DIJKWACHT_ROLE"}
    }
    runs = snapshot.list_runs(files.runs)
    is_sample = bool(runs) and all(is_invented(run) for run in runs)
    own = {
        "DIJKWACHT_SAMPLE": "1" if is_sample else "",
        "DIJKWACHT_SECRETS": str(state_folder() / "sign-in"),
    }
    flags = {"server.address": address, "client.showErrorDetails": "none"}
    _become(files, flags, port, kept | own)


def _require_own(files: Files) -> None:
    """Refuse a vault or casework database in which people work on real deliveries."""
    if files.vault.is_file():
        Vault(files.vault, PUBLIC_SAMPLE_KEY).close()
    casework = open_casework(
        files.casework, settings=load_settings(), key=lambda: PUBLIC_SAMPLE_KEY
    )
    try:
        with casework.reading() as session:
            named = run_names.named(session)
    finally:
        casework.close()
    if others := sorted(named - {run.path.name for run in snapshot.list_runs(files.runs)}):
        raise RunError(
            f"the casework database knows run {others[0]}, which is not in {files.runs}: it may be "
            "of real deliveries; unset DIJKWACHT_CASEWORK, or sign in (docs/sign-in.md)"
        )


def _become(files: Files, flags: Mapping[str, str], port: int, kept: Mapping[str, str]) -> None:
    """Become the server, so that stopping this process stops the app."""
    address = flags["server.address"]
    free = _free_port(address, port)
    headless = "false" if _has_browser() and address == LOOPBACK else "true"
    all_flags = {**_FLAGS, **flags, "server.port": str(free), "server.headless": headless}
    arguments = [part for name, value in all_flags.items() for part in (f"--{name}", value)]
    environment = {
        **kept,
        "DIJKWACHT_RUNS": str(files.runs.resolve()),
        "DIJKWACHT_CASEWORK": files.casework,
        "DIJKWACHT_VAULT": str(files.vault.resolve()),
        "DIJKWACHT_PAPERS": str(files.papers.resolve()),
    }
    print(f"Dijkwacht: http://{address}:{free} (stop with Ctrl-C)", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "ui.launch", *arguments]
    os.execve(sys.executable, command, environment)


def _free_port(address: str, first: int) -> int:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for port in range(first, min(first + _PORTS_TRIED, 65536)):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                continue
            return port
    raise RunError(f"no free port from {first} on at {address}; choose another with --port")


def _has_browser() -> bool:
    return sys.platform in {"darwin", "win32"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
