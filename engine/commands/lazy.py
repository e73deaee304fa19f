"""Groups of commands that are imported when they are called, so that each starts at once."""

from collections.abc import Callable, Mapping
from importlib import import_module

import typer
from typer._click.core import Command, Context
from typer.core import TyperGroup


def group(commands: Mapping[str, tuple[str, str]], *, text: str) -> typer.Typer:
    """A group of commands.

    Args:
        commands: module below `engine.commands` and name in it, by command, in the order of the
            help; the name is a function, or a group of its own.
        text: what the help says of the group.
    """

    class Lazy(TyperGroup):
        """Imports a command when it is asked for."""

        def list_commands(self, ctx: Context) -> list[str]:
            """Names of all commands."""
            del ctx
            return list(commands)

        def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
            """The command of that name, None when there is none."""
            if cmd_name not in commands:
                return None
            holder = typer.Typer(add_completion=False)
            holder.callback()(_nothing)
            found = load(commands[cmd_name])
            if isinstance(found, typer.Typer):
                holder.add_typer(found, name=cmd_name)
            else:
                holder.command(cmd_name)(found)
            made = typer.main.get_command(holder)
            return made.get_command(ctx, cmd_name) if isinstance(made, TyperGroup) else None

    app = typer.Typer(
        cls=Lazy,
        help=text,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback(help=text)(_nothing)
    return app


def load(place: tuple[str, str]) -> Callable[..., object] | typer.Typer:
    """What stands at a module below `engine.commands` under a name: a function or a group."""
    module, name = place
    found: Callable[..., object] | typer.Typer = getattr(
        import_module(f"engine.commands.{module}"), name
    )
    return found


def _nothing() -> None:
    """A group needs a callback, also when it has one command."""
