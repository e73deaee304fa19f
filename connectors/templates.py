"""A commented `sources.yaml` with one entry, for `dijkwacht sources template`.

Exports by mapping have an example per canonical table in `rules/sources/examples`.
"""

from pathlib import Path
from textwrap import indent

from connectors import about
from connectors.check_table import suggest
from connectors.registry import find
from engine.errors import SettingsError
from engine.settings import SHIPPED_RULES

_HEAD = """\
municipality: "1884"             # four digits
sources:
"""
_COMMON = """\
    # register: HR               # groups sources that are not independent of each other
    # optional: true             # go on without this source when it cannot be read
"""


def template(connector: str) -> str:
    """Return a commented `sources.yaml` that uses one connector, live as well where it can be.

    Raises:
        SettingsError: there is no such connector in this version.
    """
    find(connector)
    told = about.load(connector)
    if told is None:
        entry = f"- id: {connector}\n  connector: {connector}\n  path: {connector}/*\n"
        return _HEAD + indent(entry, "  ") + _COMMON
    live = f"\n  # or asked over the network:\n{indent(told.live_example, '  # ')}"
    return _HEAD + indent(told.example, "  ") + _COMMON + (live if told.live_example else "")


def tables(rules: Path = SHIPPED_RULES) -> list[str]:
    """Name the canonical tables that have an example of an export, sorted."""
    return sorted(file.stem for file in (rules / "sources" / "examples").glob("*.yml"))


def table_template(table: str, rules: Path = SHIPPED_RULES) -> str:
    """Return a commented `sources.yaml` for an export that fills one canonical table.

    Raises:
        SettingsError: there is no example for that table.
    """
    known = tables(rules)
    if table not in known:
        what = f"no example of an export for table {table!r}{suggest(table, known)}"
        raise SettingsError(what)
    entry = (rules / "sources" / "examples" / f"{table}.yml").read_text("utf-8")
    return _HEAD + indent(entry, "  ") + _COMMON
