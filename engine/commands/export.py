"""`dijkwacht export`: papers and files that leave the system, each by a named decision."""

from collections.abc import Mapping

from engine.commands import lazy

COMMANDS: Mapping[str, tuple[str, str]] = {
    "weekly": ("export_papers", "weekly"),
    "inspection": ("export_papers", "inspection"),
    "letter": ("export_papers", "letter"),
    "training": ("export_papers", "training"),
    "access": ("export_papers", "access"),
    "access-person": ("export_person", "access_person"),
    "police-request": ("export_cases", "police_request"),
    "annual": ("export_annual", "annual"),
    "driehoek": ("export_driehoek", "driehoek"),
    "riec": ("export_cases", "riec"),
    "bibob": ("export_bibob", "bibob"),
    "geojson": ("export_exchange", "to_geojson"),
    "csv": ("export_exchange", "to_csv"),
    "ftm": ("export_exchange", "to_ftm"),
    "algorithm-register": ("export_exchange", "to_algorithm_register"),
    "ics": ("export_ics", "ics"),
    "verify": ("export_verify", "verify"),
    "sweep": ("export_verify", "sweep"),
}
"""Module below `engine.commands` and name in it, by command; in the order of the help."""

app = lazy.group(COMMANDS, text="Papers and files that leave the system, by a named decision.")
