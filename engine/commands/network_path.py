"""`dijkwacht network path`: who connects two locations, companies or licences."""

from typing import Annotated

import typer

from engine.commands import network_options as options
from engine.commands.network_ego import FormatName, refuse_on_terminal
from engine.commands.options import DEFAULT_RUNS, RulesFolder
from engine.exports.network import build
from engine.exports.network.formats import FORMATS


def path(
    run: options.RunName,
    one: options.NodeName,
    other: options.NodeName,
    max_hops: Annotated[int, typer.Option(min=1, max=12, help="Most steps.")] = 6,
    kind: options.Kinds = None,
    source: options.Sources = None,
    as_of: options.AsOf = None,
    in_force: options.InForce = False,
    gate: options.Right = "G1",
    format_: FormatName = "text",
    out: options.Out = None,
    runs: options.Runs = DEFAULT_RUNS,
    rules: RulesFolder = None,
) -> None:
    """Show all shortest paths between two nodes, with days and source of every step.

    No path goes through a hub, nor through a person unless --gate G2 is given.
    """
    refuse_on_terminal(format_, out)
    with options.opened(run, runs, rules) as opened:
        chosen = options.selection(opened.graph, kind, source, as_of, in_force=in_force)
        view = build.between(
            opened.graph,
            one,
            other,
            build.Ask(chosen),
            options.access(gate),
            max_hops=max_hops,
        )
        options.write(FORMATS[format_].write(view, opened.run.result_hash), out)
