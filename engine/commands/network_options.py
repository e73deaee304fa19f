"""What the commands about a network share: which run, which relations, who looks, and where to."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from engine import snapshot
from engine.commands.options import parse_date
from engine.errors import NetworkError
from engine.exports.network.access import Access
from engine.network import graph
from engine.network.adjacency import KINDS, Selection
from engine.network.graph import Graph
from engine.settings import load_settings
from engine.snapshot import Run

RunName = Annotated[str, typer.Argument(help="A run, by path or by the start of its name.")]
NodeName = Annotated[
    str, typer.Argument(help="A location (L…), a KVK number of 8 digits, or Label:id.")
]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="KIND", help="Only relations of this kind; may be repeated."),
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="ID", help="Only relations of this source; may be repeated."),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of", parser=parse_date, metavar="YYYY-MM-DD", help="Last day; default: of the run."
    ),
]
InForce = Annotated[bool, typer.Option("--in-force", help="Leave out what had ended by then.")]
Right = Annotated[
    Literal["G1", "G2"],
    typer.Option(
        "--gate",
        help="G2 goes through people and shows the start of their pseudonym: within an opened case "
        "only. The command line knows no roles and no masked places; who runs it answers for that.",
    ),
]
Runs = Annotated[Path, typer.Option("--runs", help="Folder of runs.")]
Out = Annotated[
    Path | None, typer.Option("--out", help="Write to this file instead of the terminal.")
]


@dataclass(frozen=True, slots=True)
class Opened:
    """The network of one run.

    Attributes:
        run: where it is from.
        graph: closed at the end.
    """

    run: Run
    graph: Graph


@contextmanager
def opened(run: str, runs: Path, rules: Path | None) -> Iterator[Opened]:
    """The network of a run, closed at the end.

    Raises:
        RunError: there is no such run.
    """
    chosen = snapshot.find(run, out=runs)
    with graph.of_run(chosen, settings=load_settings(rules)) as network:
        yield Opened(chosen, network)


def access(right: str) -> Access:
    """The rights that a gate gives."""
    return Access(people=right == "G2")


def selection(
    network: Graph,
    kinds: Sequence[str] | None,
    sources: Sequence[str] | None,
    as_of: date | None,
    *,
    in_force: bool,
) -> Selection:
    """The relations that were asked for.

    Raises:
        NetworkError: no relation is of that kind or source; lists the known ones.
    """
    _check("kind of relation", kinds, KINDS)
    _check("source", sources, network.adjacency.sources)
    return Selection(
        tuple(kinds) if kinds else None, tuple(sources) if sources else None, as_of, in_force
    )


def _check(what: str, named: Sequence[str] | None, known: Sequence[str]) -> None:
    for name in named or ():
        if name not in known:
            raise NetworkError(f"no {what} {name!r}; known: {', '.join(known) or 'none'}")


def write(data: bytes, out: Path | None) -> None:
    """Write to a file, and say so, or to the terminal.

    Raises:
        NetworkError: the file cannot be written.
    """
    if out is None:
        sys.stdout.write(data.decode("utf-8"))
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise NetworkError(f"{out}: cannot be written ({error})") from error
    print(f"{out}: {len(data)} bytes")
