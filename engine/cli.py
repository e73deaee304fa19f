"""`dijkwacht`: the command line. Exit 0 done, 1 the data or packs are wrong, 2 wrong usage.

A command is imported when it is called, so that one that needs little starts at once.
"""

import sys
from collections.abc import Mapping
from importlib import import_module

import typer
from typer._click.core import Command, Context
from typer.core import TyperGroup

from engine.errors import DijkwachtError

COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("demo", "demo"),
    "sample": ("demo", "sample"),
    "serve": ("demo", "serve"),
    "run": ("run", "run"),
    "dossier": ("dossier", "dossier"),
    "sources": ("sources", "app"),
    "runs": ("runs", "app"),
    "rules": ("rules", "app"),
    "case": ("case", "app"),
    "audit": ("case", "audit"),
    "retention": ("retention", "app"),
}
"""Module below `engine.commands` and name in it, by command; in the order of the help."""


class _Commands(TyperGroup):
    """Imports a command when it is asked for."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Names of all commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command of that name, None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        found = getattr(import_module(f"engine.commands.{module}"), name)
        holder = typer.Typer(add_completion=False)
        holder.callback()(_root)
        if isinstance(found, typer.Typer):
            holder.add_typer(found, name=cmd_name)
        else:
            holder.command(cmd_name)(found)
        group = typer.main.get_command(holder)
        return group.get_command(ctx, cmd_name) if isinstance(group, TyperGroup) else None


def _root() -> None:
    """From registers a municipality already holds to a short, explained list of locations."""


app = typer.Typer(
    cls=_Commands,
    name="dijkwacht",
    help="From registers a municipality already holds to a short, explained list of locations.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.callback()(_root)


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
