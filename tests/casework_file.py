"""A casework database with its tables and nothing in it: a copy, as making them takes long."""

import tempfile
from functools import cache
from pathlib import Path

from engine.casework.database import open_casework
from engine.settings import load_settings


def url(folder: Path) -> str:
    """Put one into a folder, made when it is not there; gives its URL."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "casework.sqlite"
    file.write_bytes(_empty())
    return f"sqlite:///{file}"


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "empty.sqlite"
        open_casework(f"sqlite:///{file}", settings=load_settings()).close()
        return file.read_bytes()
