"""Every value of a compiled pattern is bound under a name of the engine, never in its text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from engine.network.patterns.checking import AS_OF
from engine.network.patterns.tree import Scalar

Value: TypeAlias = Scalar | Sequence[Scalar]
"""A value of a parameter: one, or a list of them; never None."""
RUN = "run"


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a parameter, by its place in the list; None is the parameter as a whole."""

    param: str
    index: int | None


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern in the language of one backend.

    Attributes:
        text: what the backend runs; without any value or name of the writer but column names.
        literals: values that stood in the pattern, by their name in `text`.
        items: what of the parameters is bound, by its name in `text`.
        own: which of `as_of` and `run` the text uses.
    """

    text: str
    literals: Mapping[str, Scalar]
    items: Mapping[str, Item]
    own: frozenset[str]

    @property
    def names(self) -> tuple[str, ...]:
        """All names that are bound, sorted."""
        return tuple(sorted({*self.literals, *self.items, *self.own}))

    def bind(
        self, params: Mapping[str, Value], *, as_of: date, run: str | None = None
    ) -> dict[str, Value]:
        """The value of every name in the text, for the driver.

        Args:
            params: as `values.check` returns them.
            as_of: relations that began after this day do not exist.
            run: id of the run; None where the text asks for none.
        """
        bound: dict[str, Value] = dict(self.literals)
        for name, item in self.items.items():
            value = params[item.param]
            bound[name] = value if item.index is None else _of(value, item.index)
        if AS_OF in self.own:
            bound[AS_OF] = as_of
        if RUN in self.own:
            assert run is not None, "the caller of a text that asks for a run has one"
            bound[RUN] = run
        return bound


@dataclass(slots=True)
class Binder:
    """Hands out names for values while a text is made.

    Attributes:
        sizes: length of each list that is spread over names of its own.
    """

    sizes: Mapping[str, int] = field(default_factory=dict)
    _literals: dict[str, Scalar] = field(default_factory=dict)
    _items: dict[str, Item] = field(default_factory=dict)
    _own: set[str] = field(default_factory=set)
    _aliases: int = 0

    def alias(self, start: str) -> str:
        """A name for a table that no other has."""
        self._aliases += 1
        return f"{start}_{self._aliases}"

    def literal(self, value: Scalar) -> str:
        """A place for a value that stands in the pattern."""
        name = f"l_{len(self._literals) + 1}"
        self._literals[name] = value
        return f"${name}"

    def parameter(self, name: str) -> str:
        """A place for a parameter, or for the date that the network is seen at."""
        if name == AS_OF:
            return self.own(name)
        self._items[f"p_{name}"] = Item(name, None)
        return f"$p_{name}"

    def spread(self, name: str) -> list[str]:
        """A place for each value of a list."""
        places = [f"q{index}_{name}" for index in range(self.sizes[name])]
        self._items |= {place: Item(name, index) for index, place in enumerate(places)}
        return [f"${place}" for place in places]

    def own(self, name: str) -> str:
        """A place for `as_of` or `run`."""
        self._own.add(name)
        return f"${name}"

    def compiled(self, text: str) -> Compiled:
        """The finished text with all its places."""
        return Compiled(text, dict(self._literals), dict(self._items), frozenset(self._own))


def _of(value: Value, index: int) -> Scalar:
    assert isinstance(value, Sequence)
    return value[index]
