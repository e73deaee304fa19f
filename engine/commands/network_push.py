"""`dijkwacht network push`: load the network of a run into the graph server of the municipality."""

from typing import Annotated

import typer

from engine import snapshot
from engine.commands.options import DEFAULT_RUNS, RulesFolder, RunsFolder
from engine.commands.progress_bar import progress_bar
from engine.network import graph, neo4j_push
from engine.network.neo4j_server import connect
from engine.network.neo4j_settings import from_environment
from engine.settings import load_settings


def push(
    run: Annotated[str, typer.Argument(help="A run, by path or by the start of its name.")],
    keep: Annotated[
        int | None, typer.Option(min=1, help="Runs that stay on the server; default: all.")
    ] = None,
    out: RunsFolder = DEFAULT_RUNS,
    rules: RulesFolder = None,
) -> None:
    """Load a run into the graph server of NEO4J_URI and make it the current one."""
    chosen = snapshot.find(run, out=out)
    with (
        connect(from_environment()) as server,
        graph.of_run(chosen, settings=load_settings(rules)) as network,
        progress_bar() as progress,
    ):
        pushed = neo4j_push.push(
            network.con, chosen.path.name, server, keep=keep, progress=progress
        )
        left_out = network.left_out()
    how = "stood there already" if pushed.existed else "is loaded"
    print(f"{chosen.path.name} {how}: {pushed.nodes} nodes, {pushed.relations} relations")
    for part in left_out:
        source = f" of {part.source}" if part.source else ""
        print(f"left out: {part.records} records{source} for {part.kind} ({part.reason})")
    print(f"It is the current run; in the browser of Neo4j: :param run => '{pushed.run}'")
