"""`dijkwacht match`: who is who and where, for any spreadsheet, and why."""

from collections.abc import Mapping

from engine.commands import lazy

COMMANDS: Mapping[str, tuple[str, str]] = {
    "addresses": ("match_addresses", "addresses"),
    "companies": ("match_companies", "companies"),
    "people": ("match_people", "match_people"),
}
"""Module below `engine.commands` and name in it, by command; in the order of the help."""

app = lazy.group(COMMANDS, text="Who is who and where, for any spreadsheet, and why.")
