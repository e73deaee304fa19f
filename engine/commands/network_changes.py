"""`dijkwacht network changes`: what began and ended around a node between two days."""

from datetime import date
from typing import Annotated, Literal

import typer

from engine.commands import network_options as options
from engine.commands.options import DEFAULT_RUNS, RulesFolder, parse_date
from engine.exports.network import build, sentences, tables


def changes(
    run: options.RunName,
    node: options.NodeName,
    before: Annotated[
        date,
        typer.Option("--from", parser=parse_date, metavar="YYYY-MM-DD", help="The earlier day."),
    ],
    after: Annotated[
        date, typer.Option("--to", parser=parse_date, metavar="YYYY-MM-DD", help="The later day.")
    ],
    hops: Annotated[int, typer.Option(min=0, max=6, help="Most steps.")] = 2,
    kind: options.Kinds = None,
    source: options.Sources = None,
    gate: options.Right = "G1",
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    out: options.Out = None,
    runs: options.Runs = DEFAULT_RUNS,
    rules: RulesFolder = None,
) -> None:
    """Show which relations began or ended after the one day and not after the other."""
    with options.opened(run, runs, rules) as opened:
        chosen = options.selection(opened.graph, kind, source, None, in_force=False)
        ask = build.Ask(chosen, hops=hops)
        found = build.between_days(opened.graph, node, before, after, ask, options.access(gate))
    text = tables.to_json(found) if format_ == "json" else sentences.changes_to_text(found)
    options.write(text.encode("utf-8"), out)
