"""`dijkwacht meeting …`: agendas, and what was decided."""

from collections.abc import Mapping

from engine.commands import lazy

COMMANDS: Mapping[str, tuple[str, str]] = {
    "create": ("meeting_acts", "create"),
    "list": ("meeting_acts", "list_"),
    "candidates": ("meeting_agenda", "candidates"),
    "add": ("meeting_agenda", "add"),
    "edit": ("meeting_agenda", "edit"),
    "order": ("meeting_agenda", "order"),
    "remove": ("meeting_agenda", "remove"),
    "show": ("meeting_acts", "show"),
    "hold": ("meeting_acts", "hold"),
    "cancel": ("meeting_acts", "cancel"),
    "decide": ("meeting_acts", "decide"),
}
"""Module below `engine.commands` and name in it, by command; in the order of the help."""

app = lazy.group(COMMANDS, text="Meetings: agenda, papers and what was decided.")
