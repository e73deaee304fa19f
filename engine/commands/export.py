"""`dijkwacht export`: what leaves casework as a file."""

from engine.commands import lazy

COMMANDS = {"ics": ("export_ics", "ics")}

app = lazy.group(COMMANDS, text="Files that leave casework; each is logged.")
