"""Walks over a tree without knowing what its parts mean."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from engine.network.patterns.tree import Exists


def _found(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


_names: Callable[[type], tuple[str, ...]] = cache(_found)
"""What a kind of part is made of; a pattern has thousands of parts of few kinds."""


def children(part: object) -> list[object]:
    """The parts directly below one part, in the order of the text."""
    values = (getattr(part, name) for name in _names(type(part)))
    return [item for value in values for item in (value if isinstance(value, tuple) else (value,))]


def below(part: object, *, into_exists: bool = True) -> Iterator[object]:
    """A part and all parts below it, from above.

    Args:
        part: where to begin.
        into_exists: go on inside `EXISTS { ... }`; the `Exists` itself comes either way.
    """
    yield part
    if into_exists or not isinstance(part, Exists):
        for child in children(part):
            yield from below(child, into_exists=into_exists)
