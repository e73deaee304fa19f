"""Where the graph server is and who we are there: environment variables, never arguments.

`NEO4J_URI`, `NEO4J_USER` (default `neo4j`) and `NEO4J_PASSWORD`. The password stands in no
message, log, argument or `repr`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from engine.errors import SettingsError

_PLAIN, _ENCRYPTED = ("bolt", "neo4j"), ("bolt+s", "bolt+ssc", "neo4j+s", "neo4j+ssc")


@dataclass(frozen=True, slots=True)
class Neo4jSettings:
    """One graph server and an account on it.

    Attributes:
        uri: such as `bolt://127.0.0.1:7687`; encrypted unless the server is on this machine.
        user: name of the account.
        password: of the account.
        seconds: what one reading of a pattern may take; > 0.
        patience: seconds in which a transaction is tried again when the server breaks off; >= 0.
    """

    uri: str
    user: str
    password: str = field(repr=False)
    seconds: float = 60.0
    patience: float = 20.0


def from_environment(environment: Mapping[str, str] = os.environ) -> Neo4jSettings:
    """Read the settings of the graph server.

    Args:
        environment: variables by name.

    Raises:
        SettingsError: a variable is missing, or `NEO4J_URI` is no address that may be used.
    """
    missing = [name for name in ("NEO4J_URI", "NEO4J_PASSWORD") if not environment.get(name)]
    if missing:
        raise SettingsError(f"no graph server: set {' and '.join(missing)} in the environment")
    uri = environment["NEO4J_URI"]
    if wrong := _problem(uri):
        raise SettingsError(f"NEO4J_URI {wrong}")
    return Neo4jSettings(
        uri, environment.get("NEO4J_USER") or "neo4j", environment["NEO4J_PASSWORD"]
    )


def _problem(uri: str) -> str | None:
    """What is wrong with an address; never the address itself, since it may hold a password."""
    try:
        parts = urlsplit(uri)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is not an address such as bolt://127.0.0.1:7687"
    if parts.scheme not in (*_PLAIN, *_ENCRYPTED) or not host:
        return f"starts with one of {', '.join((*_PLAIN, *_ENCRYPTED))}, then :// and the host"
    if "@" in parts.netloc:
        return "holds a name or password: set NEO4J_USER and NEO4J_PASSWORD instead"
    if parts.scheme in _PLAIN and not _is_this_machine(host):
        return f"is another machine without encryption: write {parts.scheme}+s://"
    return None


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
