"""`dijkwacht`: the command line. Exit 0 done, 1 the data or packs are wrong, 2 wrong usage.

A command is imported when it is called, so that one that needs little starts at once.
"""

import sys
from collections.abc import Mapping

from engine.commands import lazy
from engine.errors import DijkwachtError

COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("demo", "demo"),
    "sample": ("demo", "sample"),
    "serve": ("serve", "serve"),
    "run": ("run", "run"),
    "dossier": ("dossier", "dossier"),
    "sources": ("sources", "app"),
    "runs": ("runs", "app"),
    "rules": ("rules", "app"),
    "match": ("match", "app"),
    "network": ("network", "app"),
    "case": ("case", "app"),
    "bibob": ("bibob", "app"),
    "export": ("export", "app"),
    "task": ("tasks", "task"),
    "approval": ("tasks", "approval"),
    "meeting": ("meeting", "app"),
    "instruments": ("instruments", "instruments"),
    "audit": ("audit", "app"),
    "retention": ("retention", "app"),
}
"""Module below `engine.commands` and name in it, by command; in the order of the help."""


app = lazy.group(
    COMMANDS,
    text="From registers a municipality already holds to a short, explained list of locations.",
)


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
