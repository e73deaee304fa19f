"""`dijkwacht`: the command line. Exit 0 done, 1 the data or packs are wrong, 2 wrong usage."""

import sys

import typer

from engine.commands import case, demo, dossier, retention, rules, run, runs, sources
from engine.errors import DijkwachtError

app = typer.Typer(
    name="dijkwacht",
    help="From registers a municipality already holds to a short, explained list of locations.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("demo")(demo.demo)
app.command("sample")(demo.sample)
app.command("serve")(demo.serve)
app.command("run")(run.run)
app.command("dossier")(dossier.dossier)
app.add_typer(sources.app, name="sources")
app.add_typer(runs.app, name="runs")
app.add_typer(rules.app, name="rules")
app.add_typer(case.app, name="case")
app.add_typer(case.audit, name="audit")
app.add_typer(retention.app, name="retention")


def main() -> None:
    """Run one command; an error of ours is one message on stderr and exit 1."""
    try:
        app()
    except DijkwachtError as error:
        print(f"dijkwacht: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("dijkwacht: stopped; nothing was published", file=sys.stderr)
        sys.exit(130)
