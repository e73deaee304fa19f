"""Writes a database anew, so that what was taken out is in none of its files any more.

`secure_delete` overwrites what is deleted, but pages that were split before keep copies in their
free space; and the WAL keeps what was written last. Backups are not reached: see docs/retention.md.
"""

from engine.casework.connecting import SQLITE
from engine.casework.database import Casework


def scrub(casework: Casework) -> None:
    """Write every page anew; takes as long as copying the database, and others wait.

    Raises:
        CaseworkError: the database does not answer, refuses, or has no room for a copy.
    """
    with casework.apart() as connection:
        connection.exec_driver_sql("VACUUM")
        if connection.dialect.name == SQLITE:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
