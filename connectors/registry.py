"""Find a connector by name: built in, or from another package through its entry points.

A package adds one with `[project.entry-points."dijkwacht.connectors"]` and a line
`name = "package.module:CONNECTOR"`.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from importlib.metadata import entry_points

import connectors
from connectors.delivery import Connector
from engine.errors import SettingsError

GROUP = "dijkwacht.connectors"


def find(name: str) -> Connector:
    """Return the connector of that name; a built-in one wins over another package's.

    Raises:
        SettingsError: no such connector, or not a connector.
    """
    if name in connectors.CONNECTORS:
        return connectors.CONNECTORS[name]
    others = _others()
    if name in others:
        return _load(name)
    known = known_names()
    near = get_close_matches(name, known, n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    raise SettingsError(f"unknown connector {name!r}{hint}; known: {', '.join(known)}")


def known_names() -> list[str]:
    """Return the names that `find` knows, sorted."""
    return sorted({*connectors.CONNECTORS, *_others()})


def _others() -> Mapping[str, str]:
    return {point.name: point.value for point in entry_points(group=GROUP)}


def _load(name: str) -> Connector:
    point = next(point for point in entry_points(group=GROUP) if point.name == name)
    try:
        found = point.load()
    except (ImportError, AttributeError) as error:
        what = f"connector {name} ({point.value}) cannot be loaded: {error}"
        raise SettingsError(what) from error
    if not isinstance(found, Connector):
        raise SettingsError(f"connector {name} ({point.value}) is not a Connector")
    return found
