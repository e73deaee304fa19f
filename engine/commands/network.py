"""`dijkwacht network`: who is connected to whom."""

from collections.abc import Mapping

from engine.commands import lazy

COMMANDS: Mapping[str, tuple[str, str]] = {
    "ego": ("network_ego", "ego"),
    "path": ("network_path", "path"),
    "changes": ("network_changes", "changes"),
    "measures": ("network_measures", "measures"),
    "push": ("network_push", "push"),
}
"""Module below `engine.commands` and name in it, by command; in the order of the help."""

app = lazy.group(COMMANDS, text="Who is connected to whom, here and on a graph server.")
