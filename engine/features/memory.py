"""Remembers what was found in the shipped features, because checking SQL with two parsers is slow.

A feature is recalled by its name, its text, and everything that checks it; so a changed text or
a changed checker is checked again. Only sound features are kept, in the user's own cache folder;
a folder that others can write to is not used, and without one everything is simply checked.
"""

import hashlib
import os
import shutil
import stat
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import user_cache_path
from pydantic import TypeAdapter, ValidationError

from engine import swap
from engine.settings import SHIPPED_RULES

_ENGINE = Path(__file__).resolve().parents[1]
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
Kept = TypeVar("Kept")
_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)
"""Reads and writes a model; to make one takes longer than to read a hundred features."""


def recall(model: type[Kept], name: str, text: str) -> Kept | None:
    """What was kept for a feature of that name with that text; None when nothing was."""
    file = _folder() / _key(name, text)
    try:
        if not _is_private(file.parent):
            return None
        found: Kept = _adapter(model).validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return None
    return found


def keep(model: type[Kept], found: Kept, name: str, text: str) -> None:
    """Keep a sound feature, if that can be done; those of other versions are removed."""
    folder = _folder()
    try:
        if not folder.is_dir():
            shutil.rmtree(folder.parent, ignore_errors=True)
            folder.mkdir(mode=0o700, parents=True)
        if _is_private(folder):
            swap.write_file(folder / _key(name, text), _adapter(model).dump_json(found))
    except OSError:
        return


def _folder() -> Path:
    return user_cache_path("dijkwacht") / "features" / _checkers()


def _is_private(folder: Path) -> bool:
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & _OTHERS_WRITE


def _key(name: str, text: str) -> str:
    return hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()


@cache
def _checkers() -> str:
    """Hash of the code, lists and libraries that say whether a feature is sound."""
    lists = sorted((SHIPPED_RULES / "tables").glob("*.csv"))
    network = _ENGINE / "network"
    folders = (_ENGINE, _ENGINE / "features", network, network / "patterns")
    code = [file for folder in folders for file in sorted(folder.glob("*.py"))]
    code += sorted(network.glob("patterns/*.lark"))
    parts = [f"{file.name} {_hash(file)}" for file in (*code, *lists)]
    parts += [f"{name} {version(name)}" for name in ("sqlglot", "duckdb", "pydantic", "lark")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
