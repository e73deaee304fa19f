"""One dialect for every SQLite engine of a test process: its statements are compiled once.

SQLAlchemy keeps compiled statements per engine, and a test opens one of its own, often more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from sqlalchemy import URL, Engine, create_engine

from engine.casework import connecting


@contextmanager
def shared_dialect() -> Iterator[None]:
    """Let engines of casework on SQLite share what they compiled, as long as this is open."""
    kept = create_engine("sqlite://")
    with kept.connect():
        pass

    def make(address: URL, **options: object) -> Engine:
        engine = create_engine(address, **options)
        if engine.dialect.name == kept.dialect.name:
            engine.dialect = kept.dialect
            engine._compiled_cache = kept._compiled_cache
        return engine

    with mock.patch.object(connecting, "create_engine", make):
        yield
    kept.dispose()
