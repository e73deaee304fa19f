"""What a failing casework database means to the one who works with it, without its secrets."""

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from engine.casework.connecting import WAIT_SECONDS
from engine.errors import CaseworkError

FAILURES = (DBAPIError, NoConnectionLeft)
"""What the database itself raises, through SQLAlchemy."""

_NOTHING = "nothing was written; try again"
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
        return CaseworkError(f"every connection to casework is in use: {_NOTHING}")
    code = getattr(getattr(error, "orig", None), "sqlstate", None)
    if code == _LOCKED or _sqlite_code(error) in _SQLITE_BUSY:
        waited = f"somebody else has been writing for more than {WAIT_SECONDS} seconds"
        return CaseworkError(f"casework: {waited}: {_NOTHING}")
    if code in _OVERTAKEN:
        return CaseworkError(f"casework: somebody else changed the same just now: {_NOTHING}")
    said = f"casework database {database}: {reason(error)}"
    if not isinstance(error, OperationalError):
        return CaseworkError(f"{said}; nothing was written")
    if committing and error.connection_invalidated:
        return CaseworkError(f"{said}; look whether it was kept before you try again")
    return CaseworkError(f"{said}: {_NOTHING}")


def _sqlite_code(error: SQLAlchemyError) -> int | None:
    """The primary result code of SQLite, None for another database."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF
