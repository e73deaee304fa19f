"""What a failing casework database means to the one who works with it, without its secrets."""

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from engine.casework.connecting import WAIT_SECONDS
from engine.errors import CaseworkError

FAILURES = (DBAPIError, NoConnectionLeft)
"""What the database itself raises, through SQLAlchemy."""

_SQLITE_BUSY = (5, 6)
_LOCKED = "55P03"
_OVERTAKEN = ("40001", "40P01")


def reason(error: BaseException) -> str:
    """The first line of what the database said; later lines may quote what was to be written."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def told(error: SQLAlchemyError, *, database: str, committing: bool) -> CaseworkError:
    """The error for the user.

    Args:
        error: what was raised inside a session.
        database: the URL as it may be shown.
        committing: it was raised while everything was being kept, so that nobody knows whether
            a connection that broke off did so before or after.
    """
    if isinstance(error, NoConnectionLeft):
        return CaseworkError(
            "alle verbindingen met de database van de zaken zijn bezet: er is niets geschreven; "
            "probeer het opnieuw"
        )
    code = getattr(getattr(error, "orig", None), "sqlstate", None)
    if code == _LOCKED or _sqlite_code(error) in _SQLITE_BUSY:
        return CaseworkError(
            "iemand anders schrijft al langer dan {seconds} seconden in de zaken: er is niets "
            "geschreven; probeer het opnieuw",
            seconds=WAIT_SECONDS,
        )
    if code in _OVERTAKEN:
        return CaseworkError(
            "iemand anders wijzigde zojuist hetzelfde: er is niets geschreven; probeer het opnieuw"
        )
    said = reason(error)
    is_gone = isinstance(error, DBAPIError) and error.connection_invalidated
    if not is_gone and not isinstance(error, OperationalError):
        return CaseworkError(
            "database van de zaken {database}: {said}; er is niets geschreven",
            database=database,
            said=said,
        )
    if committing and is_gone:
        return CaseworkError(
            "database van de zaken {database}: {said}; kijk of het is bewaard voordat u het "
            "opnieuw probeert",
            database=database,
            said=said,
        )
    return CaseworkError(
        "database van de zaken {database}: {said}: er is niets geschreven; probeer het opnieuw",
        database=database,
        said=said,
    )


def _sqlite_code(error: SQLAlchemyError) -> int | None:
    """The primary result code of SQLite, None for another database."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF
