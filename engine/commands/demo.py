"""`dijkwacht demo` and `sample`: an invented municipality, and the app on it."""

import shutil
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer

from engine import run as engine_run
from engine.casework.database import open_casework
from engine.commands import demo_bibob, demo_cases, demo_meetings, serving
from engine.commands import run as run_command
from engine.commands.options import Day
from engine.commands.serving import Port
from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY
from engine.register.vault import Vault
from engine.sample import generator
from engine.settings import load_settings
from engine.snapshot import Run

DEMO_DAY = date(2026, 11, 1)

Seed = Annotated[int, typer.Option("--seed", min=0, help="Same seed, same bytes.")]
Addresses = Annotated[int, typer.Option("--addresses", min=100, help="About how many addresses.")]


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
    _seed_cases(serving.beside(out / "runs").casework, run)
    if open_app:
        serving.invented(serving.beside(out / "runs"), port)


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
