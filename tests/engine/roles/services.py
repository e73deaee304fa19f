"""Every service: the public functions that work in casework for somebody, found by looking."""

import inspect
import pkgutil
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import FunctionType, ModuleType

from sqlalchemy.orm import Session

import engine.casework
import engine.exports
import engine.workbench
from engine.casework.bibob.acting import By
from engine.casework.database import Casework
from engine.casework.models import Role, User
from engine.casework.name_search import Asker
from engine.exports.exchange import giving, tables
from engine.exports.papers import produce

ROOMS: tuple[ModuleType, ...] = (engine.casework, engine.exports, engine.workbench)
ACTORS = frozenset({User, By, Asker, Role, giving.Order, tables.Asking, produce.Order})
"""What says who asks."""
ROOM = frozenset({Session, Casework})
"""What gives access to casework."""


@dataclass(frozen=True, slots=True)
class Service:
    """A function that works in casework.

    Attributes:
        name: below `engine`, with its module.
        kinds: type of every parameter by its name.
    """

    name: str
    call: FunctionType
    kinds: Mapping[str, object]

    @property
    def has_actor(self) -> bool:
        """True when it is told who asks."""
        return any(parts & ACTORS for parts in map(parts, self.kinds.values()))


def found() -> list[Service]:
    """Every service of the rooms, by name."""
    return sorted(_found(), key=lambda one: one.name)


def _found() -> Iterator[Service]:
    for room in ROOMS:
        for info in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if "migrations" in info.name:
                continue
            module = import_module(info.name)
            for name, member in inspect.getmembers(module, inspect.isfunction):
                call = inspect.unwrap(member)
                if call.__module__ != module.__name__ or name.startswith("_"):
                    continue
                kinds = inspect.get_annotations(call)
                kinds.pop("return", None)
                if any(parts(kind) & (ROOM | ACTORS) for kind in kinds.values()):
                    short = f"{module.__name__}.{name}".removeprefix("engine.")
                    yield Service(short, member, kinds)


def parts(kind: object) -> frozenset[object]:
    """The classes of which a parameter may be one."""
    return frozenset(one for one in (kind, *typing.get_args(kind)) if isinstance(one, type))
