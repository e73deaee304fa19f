"""`dijkwacht export`: what leaves casework as a file."""

from engine.commands import lazy

COMMANDS = {
    "ics": ("export_ics", "ics"),
    "geojson": ("export_exchange", "to_geojson"),
    "csv": ("export_exchange", "to_csv"),
    "ftm": ("export_exchange", "to_ftm"),
    "algorithm-register": ("export_exchange", "to_algorithm_register"),
}

app = lazy.group(COMMANDS, text="Files that leave casework; each is logged.")
