"""Brings the schema of a casework database from one revision to another.

All revisions run in one transaction that other writers wait for: two programs that start at the
same moment do not both make the tables, and a revision that fails leaves the schema as it was.
SQLite changes a column by making the table anew, which its foreign keys would take for deleting
every row; they are off meanwhile and checked at the end.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from engine.casework import connecting
from engine.errors import CaseworkError

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


@cache
def revisions() -> tuple[str, ...]:
    """Every revision, the first one first; read once."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in scripts.walk_revisions())[::-1]


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations that are lacking, up to and including `revision`.

    Raises:
        CaseworkError: a later version made the schema, the server is not fit, or rows refer to
            rows that are not there.
        SQLAlchemyError: the database does not take it; the schema is as it was.
    """
    with connecting.reading(engine).connect() as connection:
        connecting.check_server(connection)
        current = MigrationContext.configure(connection).get_current_revision()
    if current == revisions()[-1] and revision == "head":
        return
    _run(engine, command.upgrade, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take migrations back, down to `revision`; `base` takes back all.

    Raises:
        CaseworkError, SQLAlchemyError: as for `upgrade`.
    """
    _run(engine, command.downgrade, revision)


def _run(engine: Engine, move: Callable[[Config, str], Any], revision: str) -> None:
    with (
        connecting.writing(engine).connect() as connection,
        connecting.unchecked(connection),
        connection.begin(),
    ):
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and current not in revisions():
            raise CaseworkError(
                "de database van de zaken heeft schema {schema}, van een latere versie: "
                "werk eerst Dijkwacht bij",
                schema=current,
            )
        config = _config()
        config.attributes["connection"] = connection
        move(config, revision)
        connecting.check_keys(connection)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
