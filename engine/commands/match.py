"""`dijkwacht match`: who is who and where, for any spreadsheet, why, and what people judge."""

from collections.abc import Mapping

from engine.commands import lazy

COMMANDS: Mapping[str, tuple[str, str]] = {
    "addresses": ("match_addresses", "addresses"),
    "companies": ("match_companies", "companies"),
    "people": ("match_people", "match_people"),
    "explain": ("match_pairs", "explain"),
    "list": ("match_pairs", "list_"),
    "judge": ("match_pairs", "judge"),
    "undo": ("match_pairs", "undo"),
}
"""Module below `engine.commands` and name in it, by command; in the order of the help."""

app = lazy.group(COMMANDS, text="Who is who and where, for any spreadsheet, and why.")
