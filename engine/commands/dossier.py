"""`dijkwacht dossier`: one location of one run, as text or JSON."""

from typing import Annotated, Literal

import typer

from engine import snapshot
from engine.commands.options import DEFAULT_RUNS, RunsFolder
from engine.exports import dossier as export
from engine.exports.dossier_text import to_text


def dossier(
    run: Annotated[str, typer.Argument(help="Path or start of the name of a run.")],
    location_id: Annotated[str, typer.Argument(help="As in locations.parquet.")],
    out: RunsFolder = DEFAULT_RUNS,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    blind: Annotated[
        bool, typer.Option("--blind", help="Leave out what a first judgement may not see.")
    ] = False,
) -> None:
    """Print facts, hits, what speaks against them and what is not known."""
    found = export.build(snapshot.find(run, out=out), location_id)
    shown = export.neutral(found) if blind else found
    print(export.to_json(shown) if format_ == "json" else to_text(shown))
