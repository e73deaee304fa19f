"""The graph server: transactions over the driver, and its errors as ours.

The only module that imports `neo4j`. Managed transactions of the driver try again what is worth
it; reading takes place in a session with READ access, so the server itself refuses a write.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from neo4j import READ_ACCESS, Driver, GraphDatabase, ManagedTransaction, Result, unit_of_work
from neo4j.exceptions import (
    AuthError,
    ConnectionAcquisitionTimeoutError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)
from neo4j.time import Date

from engine.errors import NetworkError, NetworkLimit, NetworkUnavailable
from engine.network.neo4j_settings import Neo4jSettings

DATABASE = "neo4j"
OLDEST = (5, 26)
"""First version that reads the pattern language as the embedded backend does."""

Statement = tuple[str, Mapping[str, object]]
"""A text and the values bound to it."""
Rows = list[list[Any]]

_SECONDS_TO_CONNECT = 10.0
_UNANSWERED = (
    ServiceUnavailable,
    SessionExpired,
    TransientError,
    ConnectionAcquisitionTimeoutError,
    OSError,
)


class Server:
    """Transactions on one graph server."""

    def __init__(self, driver: Driver, settings: Neo4jSettings) -> None:
        """Use `driver`, which the caller closes."""
        self._driver, self._settings = driver, settings

    def read(self, *statements: Statement) -> list[Rows]:
        """Read in one transaction, which ends after the seconds of the settings.

        Returns:
            The rows of each statement, in the server's order; dates are Python's.

        Raises:
            NetworkUnavailable: the server did not answer, also not when asked again.
            NetworkLimit: it takes too much time or memory.
            NetworkError: the server refuses it.
        """
        work = unit_of_work(timeout=self._settings.seconds)(_run_all)
        with (
            _as_ours(self._settings),
            self._driver.session(database=DATABASE, default_access_mode=READ_ACCESS) as session,
        ):
            return session.execute_read(work, statements)

    def write(self, *statements: Statement) -> list[Rows]:
        """Write in one transaction.

        It may be run twice when the server breaks off between the commit and its answer: the
        statements must bear that.

        Returns:
            The rows of each statement, in the server's order; dates are Python's.

        Raises:
            NetworkUnavailable: the server did not answer, also not when asked again.
            NetworkError: the server refuses it.
        """
        with _as_ours(self._settings), self._driver.session(database=DATABASE) as session:
            return session.execute_write(_run_all, statements)

    def version(self) -> str:
        """Name and version as the server tells them, such as `Neo4j/5.26.30`.

        Raises:
            NetworkUnavailable: the server did not answer.
            NetworkError: it refuses the account.
        """
        with _as_ours(self._settings):
            return str(self._driver.get_server_info().agent)


@contextmanager
def connect(settings: Neo4jSettings) -> Iterator[Server]:
    """Open the graph server, seen to be there and new enough; closed at the end.

    Raises:
        NetworkUnavailable: the server did not answer.
        NetworkError: it refuses the account, or is older than `OLDEST`.
    """
    with _as_ours(settings):
        driver = GraphDatabase.driver(
            settings.uri,
            auth=(settings.user, settings.password),
            connection_timeout=_SECONDS_TO_CONNECT,
            connection_acquisition_timeout=2 * _SECONDS_TO_CONNECT,
            max_transaction_retry_time=settings.patience,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
            user_agent="dijkwacht",
        )
    with driver:
        server = Server(driver, settings)
        _check_version(server.version())
        yield server


def _check_version(told: str) -> None:
    name, _, version = told.partition("/")
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if name != "Neo4j" or numbers < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise NetworkError(f"the graph server is {told}: Neo4j {oldest} or newer is needed")


def _run_all(transaction: ManagedTransaction, statements: Iterable[Statement]) -> list[Rows]:
    try:
        return [_rows(transaction.run(text, dict(values))) for text, values in statements]
    except TransientError as error:
        if "Memory" not in str(error.code):
            raise
        # Asked again at once it would fail again, after as much work for the server.
        raise NetworkLimit("the graph server has too little memory for this") from error


def _rows(result: Result) -> Rows:
    return [[_native(cell) for cell in row] for row in result.values()]


def _native(cell: object) -> object:
    if isinstance(cell, list):
        return [_native(one) for one in cell]
    return cell.to_native() if isinstance(cell, Date) else cell


@contextmanager
def _as_ours(settings: Neo4jSettings) -> Iterator[None]:
    try:
        yield
    except (Neo4jError, DriverError, OSError) as error:
        raise _ours(error, settings) from error


def _ours(error: Exception, settings: Neo4jSettings) -> NetworkError:
    where = f"graph server {settings.uri}"
    if isinstance(error, AuthError):
        who = f"the account {settings.user!r}"
        return NetworkError(f"{where} refuses {who}: check NEO4J_USER and NEO4J_PASSWORD")
    if isinstance(error, _UNANSWERED):
        return NetworkUnavailable(f"{where} does not answer or broke off: try again later")
    code = str(error.code) if isinstance(error, Neo4jError) else type(error).__name__
    if "TransactionTimedOut" in code:
        return NetworkLimit(f"{where}: this takes longer than {settings.seconds:g} seconds")
    # The server's own words may hold values of the register: its code is enough.
    return NetworkError(f"{where} refuses it: {code}")
