"""A commented `sources.yaml` with one entry, for `dijkwacht sources template`."""

from textwrap import indent

from connectors import about
from connectors.registry import find

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
