"""`dijkwacht network ego`: what stands around one location, company or licence."""

from typing import Annotated, Literal

import typer

from engine.commands import network_options as options
from engine.commands.options import DEFAULT_RUNS, RulesFolder
from engine.exports.network import build
from engine.exports.network.formats import FORMATS

FormatName = Annotated[
    Literal["text", "json", "csv", "csv-nodes", "graphml", "ftm", "svg", "png"],
    typer.Option("--format", help="Form of the output; csv holds the relations."),
]
_PICTURE = "png"


def ego(
    run: options.RunName,
    node: options.NodeName,
    hops: Annotated[int, typer.Option(min=0, max=6, help="Most steps.")] = 2,
    kind: options.Kinds = None,
    source: options.Sources = None,
    as_of: options.AsOf = None,
    in_force: options.InForce = False,
    max_nodes: Annotated[int, typer.Option(min=1, help="Most nodes.")] = build.MAX_NODES,
    gate: options.Right = "G1",
    format_: FormatName = "text",
    out: options.Out = None,
    runs: options.Runs = DEFAULT_RUNS,
    rules: RulesFolder = None,
) -> None:
    """Show what is connected to a location, company or licence, with days and sources.

    People are shown without an id, and nothing beyond them, unless --gate G2 is given.
    """
    refuse_on_terminal(format_, out)
    with options.opened(run, runs, rules) as opened:
        chosen = options.selection(opened.graph, kind, source, as_of, in_force=in_force)
        ask = build.Ask(chosen, hops=hops, max_nodes=max_nodes)
        view = build.around(opened.graph, node, ask, options.access(gate))
        options.write(FORMATS[format_].write(view, opened.run.result_hash), out)


def refuse_on_terminal(format_: str, out: object) -> None:
    """Refuse a picture without a file.

    Raises:
        typer.BadParameter: the format is no text and there is no file.
    """
    if format_ == _PICTURE and out is None:
        raise typer.BadParameter("a png is no text: name a file with --out")
