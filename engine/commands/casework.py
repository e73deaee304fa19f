"""How a command opens the casework database."""

from collections.abc import Iterator
from contextlib import contextmanager

from engine.casework.database import Casework, open_casework
from engine.commands.options import casework_url
from engine.settings import load_settings


@contextmanager
def opened_casework() -> Iterator[Casework]:
    """The casework database of this user, closed at the end."""
    casework = open_casework(casework_url(), settings=load_settings())
    try:
        yield casework
    finally:
        casework.close()
