"""`dijkwacht network measures`: figures that help to read what stands around a node."""

from typing import Annotated, Literal

import typer

from engine.commands import network_options as options
from engine.commands.options import DEFAULT_RUNS, RulesFolder
from engine.exports.network import build, measured, tables


def measures(
    run: options.RunName,
    node: options.NodeName,
    hops: Annotated[int, typer.Option(min=0, max=6, help="Most steps.")] = 2,
    kind: options.Kinds = None,
    source: options.Sources = None,
    as_of: options.AsOf = None,
    in_force: options.InForce = False,
    gate: options.Right = "G1",
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    out: options.Out = None,
    runs: options.Runs = DEFAULT_RUNS,
    rules: RulesFolder = None,
) -> None:
    """Tell who connects the others, layers of control, and closures or refusals nearby.

    None of it scores. Without --gate G2 nothing is counted beyond a person.
    """
    with options.opened(run, runs, rules) as opened:
        chosen = options.selection(opened.graph, kind, source, as_of, in_force=in_force)
        ask = build.Ask(chosen, hops=hops)
        found = measured.measured(opened.graph, node, ask, options.access(gate))
    text = tables.to_json(found) if format_ == "json" else measured.to_text(found)
    options.write(text.encode("utf-8"), out)
