"""`dijkwacht sources area`: what a run knows about the villages, as text."""

from typing import Annotated

import typer

from engine import snapshot
from engine.commands.options import DEFAULT_RUNS, RulesFolder, RunsFolder
from engine.exports import area_report
from engine.settings import load_settings


def area(
    run: Annotated[str, typer.Argument(help="A run; the newest when left out.")] = "",
    runs: RunsFolder = DEFAULT_RUNS,
    rules: RulesFolder = None,
) -> None:
    """Print counts, density of addresses and figures of CBS per village."""
    chosen = snapshot.find(run, out=runs) if run else snapshot.newest(runs)
    print(area_report.to_text(area_report.report(chosen, load_settings(rules).urbanity)))
