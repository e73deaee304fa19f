"""`dijkwacht demo`, `sample` and `serve`: an invented municipality, and the app."""

import os
import shutil
import socket
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer

from engine import run as engine_run
from engine.casework.database import open_casework
from engine.commands import demo_bibob, demo_cases, demo_meetings
from engine.commands import run as run_command
from engine.commands.options import DEFAULT_RUNS, Day, casework_url, papers_folder, vault_file
from engine.errors import RunError
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Vault
from engine.sample import generator
from engine.settings import load_settings
from engine.snapshot import Run

DEMO_DAY = date(2026, 11, 1)
_LOOPBACK = "127.0.0.1"
_PORTS_TRIED = 20

Seed = Annotated[int, typer.Option("--seed", min=0, help="Same seed, same bytes.")]
Addresses = Annotated[int, typer.Option("--addresses", min=100, help="About how many addresses.")]
Port = Annotated[int, typer.Option("--port", min=1024, max=65535, help="First port to try.")]


def sample(
    out: Annotated[Path, typer.Option("--out", help="A new or empty folder.")],
    seed: Seed = 1,
    addresses: Addresses = 14_000,
    as_of: Day = DEMO_DAY,
) -> None:
    """Write an invented municipality in the real formats of the registers."""
    generator.write(out, seed=seed, addresses=addresses, as_of=as_of)
    print(out / "sources.yaml")


def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for the demo.")] = Path("demo"),
    addresses: Addresses = 14_000,
    seed: Seed = 1,
    port: Port = 8501,
    open_app: Annotated[bool, typer.Option("--serve/--no-serve", help="Open the app.")] = True,
) -> None:
    """Make the invented municipality, run it and open the app on 127.0.0.1."""
    delivery = out / f"delivery-{seed}-{addresses}"
    if not (delivery / "sources.yaml").is_file():
        _write_sample(delivery, seed, addresses)
    run = run_command.make(
        engine_run.Request(
            sources=delivery / "sources.yaml",
            as_of=DEMO_DAY,
            out=out / "runs",
            key=PUBLIC_SAMPLE_KEY,
            vault=Vault(out / "vault.sqlite", PUBLIC_SAMPLE_KEY),
        )
    )
    print(run.path, flush=True)
    casework = f"sqlite:///{(out / 'casework.sqlite').resolve()}"
    _seed_cases(casework, run)
    if open_app:
        files = _Files(out / "runs", out / "vault.sqlite", out / "papers")
        _serve(files, casework, port, sample_data=True)


def serve(
    out: Annotated[Path, typer.Option("--out", help="Folder of runs.")] = DEFAULT_RUNS,
    port: Port = 8501,
) -> None:
    """Open the app on the runs of a folder, on 127.0.0.1 only."""
    _serve(_Files(out, vault_file(), papers_folder()), casework_url(), port, sample_data=False)


def _write_sample(delivery: Path, seed: int, addresses: int) -> None:
    """Write beside and rename, so that a demo killed half-way starts afresh."""
    part = delivery.with_name(f".{delivery.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.parent.mkdir(parents=True, exist_ok=True)
    print("… sample municipality", file=sys.stderr)
    generator.write(part, seed=seed, addresses=addresses, as_of=DEMO_DAY)
    shutil.rmtree(delivery, ignore_errors=True)
    part.rename(delivery)


def _seed_cases(url: str, run: Run) -> None:
    casework = open_casework(url, settings=load_settings(), key=lambda: PUBLIC_SAMPLE_KEY)
    try:
        first = datetime.combine(DEMO_DAY, time(8), tzinfo=UTC)
        made = demo_cases.seed(casework, run, first=first)
        demo_meetings.seed(casework, first=first + timedelta(days=7))
        demo_bibob.seed(casework, run, first=first + timedelta(days=7))
    finally:
        casework.close()
    if made:
        print(f"… {made} invented signals and cases", file=sys.stderr)


@dataclass(frozen=True, slots=True)
class _Files:
    """What the app works with: folder of runs, vault of names, folder of papers."""

    runs: Path
    vault: Path
    papers: Path


def _serve(files: _Files, casework: str, port: int, *, sample_data: bool) -> None:
    """Become the Streamlit server, so that stopping this process stops the app."""
    free = _free_port(port)
    app = Path(__file__).resolve().parents[2] / "app.py"
    headless = "false" if _has_browser() else "true"
    flags = {
        "server.address": _LOOPBACK,
        "server.port": str(free),
        "server.headless": headless,
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "theme.primaryColor": "#00224e",
    }
    arguments = [part for name, value in flags.items() for part in (f"--{name}", value)]
    invented = {"DIJKWACHT_USER": demo_cases.FIRST_USER} if sample_data else {}
    environment = (
        invented
        | os.environ
        | {
            "DIJKWACHT_RUNS": str(files.runs.resolve()),
            "DIJKWACHT_CASEWORK": casework,
            "DIJKWACHT_VAULT": str(files.vault.resolve()),
            "DIJKWACHT_PAPERS": str(files.papers.resolve()),
            "DIJKWACHT_SAMPLE": "1" if sample_data else "",
        }
    )
    print(f"Dijkwacht: http://{_LOOPBACK}:{free} (stop with Ctrl-C)", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "streamlit", "run", str(app), *arguments]
    os.execve(sys.executable, command, environment)


def _free_port(first: int) -> int:
    for port in range(first, min(first + _PORTS_TRIED, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((_LOOPBACK, port))
            except OSError:
                continue
            return port
    raise RunError(f"no free port from {first} on; choose another with --port")


def _has_browser() -> bool:
    return sys.platform in {"darwin", "win32"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
